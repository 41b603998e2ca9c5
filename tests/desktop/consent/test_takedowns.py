"""What has to come down: who does it, and that it is gone, with the proof."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from tests.desktop.consent.conftest import Start
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.consent import EventType


def withdrawn(world: World) -> int:
    """A photo that is online although its author took the yes back."""
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    world.publish(photo)
    world.say(EventType.WITHDRAWN, [photo], lea)
    return photo


def button(parent: QWidget, words: str) -> QPushButton:
    """The one button with these words."""
    (found,) = (one for one in parent.findChildren(QPushButton) if one.text() == words)
    return found


def test_a_takedown_is_done_with_its_proof(world: World, start: Start, prompts: PlannedPrompts, tmp_path: Path) -> None:
    withdrawn(world)
    proof = tmp_path / "empty-page.png"
    proof.write_bytes(b"a picture of the page without the photo")
    place = start(world, place={"queue": "takedowns"})
    (card,) = place.page.takedowns.cards.values()
    assert "https://example.com/1.jpg" in card.accessibleName()
    place.press(button(card, "Done…"))
    dialog = place.dialog(Dialog)
    record = button(dialog, "Record that it is gone")
    assert not record.isEnabled()
    prompts.chosen = [proof]
    (files,) = dialog.findChildren(DropBox)
    place.press(files.choose)
    place.press(record)
    assert place.last().type is EventType.TAKEDOWN_DONE
    assert place.page.takedowns.cards == {}
    assert place.page.takedowns._empty.heading.text() == "Nothing has to come down"
    (done,) = place.desk.studio.consent_desk.takedowns("done")
    assert done.proof is not None
    assert Path(done.proof).read_bytes() == proof.read_bytes()


def test_somebody_is_named_for_it(world: World, start: Start) -> None:
    withdrawn(world)
    place = start(world, place={"queue": "takedowns"})
    (card,) = place.page.takedowns.cards.values()
    (owner,) = card.findChildren(QLineEdit)
    owner.setText("Marion")
    owner.editingFinished.emit()
    place.wait()
    assert [one.owner for one in place.desk.studio.consent_desk.takedowns()] == ["Marion"]


def test_what_is_overdue_says_so(world: World, start: Start) -> None:
    withdrawn(world)
    world.clock.forward(days=20)
    place = start(world, place={"queue": "takedowns"})
    (row,) = place.desk.studio.consent_desk.takedowns()
    assert row.overdue
    assert row.due < dt.date(2026, 9, 21)
    (card,) = place.page.takedowns.cards.values()
    assert any(pill.accessibleName() == "overdue since 8 September 2026" for pill in card.findChildren(Pill))


def test_why_leads_to_the_photo(world: World, start: Start) -> None:
    photo = withdrawn(world)
    place = start(world, place={"queue": "takedowns"})
    (card,) = place.page.takedowns.cards.values()
    place.press(button(card, "Why"))
    assert place.page.tab.value == "blocked"
    assert place.open_photo == photo
