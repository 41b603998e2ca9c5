"""Papers are made beside the work, and the purge shows first what it erases."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import clear_reply
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World, sha_of
from tests.services.papers.reading import text_of
from ugc_studio.desktop.dialogs.papers import Kind, PapersDialog
from ugc_studio.desktop.dialogs.purge import PurgeDialog
from ugc_studio.desktop.pages.consent.erase_dialog import EraseDialog
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType


def state_of(place: Place, name: str) -> str:
    """Whether a photo is here."""
    with place.desk.studio.library.read() as session:
        asset = session.assets.by_sha256(sha_of(name))
    assert asset is not None
    return asset.state.value


@pytest.fixture
def folder(tmp_path: Path, prompts: PlannedPrompts) -> Path:
    """Where the person puts papers."""
    made = tmp_path / "papers"
    made.mkdir()
    prompts.chosen = [made]
    return made


def test_the_dossier_of_the_photo_on_the_desk_is_two_presses_away(
    world: World, start: Start, folder: Path, prompts: PlannedPrompts
) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.page.doors.papers()
    dialog = place.dialog(PapersDialog)
    place.wait()
    assert dialog.kind.value() == Kind.PHOTO.value
    assert dialog.photo_name.text().startswith(f"{photo} · ")
    assert dialog.as_of.isVisible()
    assert not dialog.first.isVisible()
    place.press(dialog.go)
    place.wait()
    (paper,) = folder.iterdir()
    assert paper.name == "dossier-of-a-photo-1-2026-09-01.pdf"
    assert "Oui, avec joie" in text_of(paper)
    assert place.toast.startswith(f"{paper.name} was saved.")


def test_a_person_is_chosen_first_and_who_gets_it_is_recorded(world: World, start: Start, folder: Path) -> None:
    photo, lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.desk.actions.trigger("consent.papers")
    dialog = place.dialog(PapersDialog)
    place.wait()
    dialog.kind.set_value(Kind.PERSON.value)
    dialog.kind.picked.emit(Kind.PERSON.value)
    assert not dialog.go.isEnabled()
    dialog.person.set_value(lea)
    dialog.person.picked.emit(lea)
    place.wait()
    assert dialog.go.isEnabled()
    QTest.keyClicks(dialog.recipient, "Maitre Roy")
    place.press(dialog.go)
    place.wait()
    with place.desk.studio.library.read() as session:
        (use,) = session.uses.all()
    assert (use.asset_id, use.recipient) == (photo, "Maitre Roy")


def test_an_answer_to_a_request_asks_about_photos_that_may_show_others(
    world: World, start: Start, folder: Path
) -> None:
    _photo, lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    (group,) = world.photos("group")
    world.studio.consent.recorder.state(
        EventType.AUTHOR_STATED, [group], facts={"creators": [lea], "state": "confirmed"}
    )
    place = start(world)
    place.page.doors.papers()
    dialog = place.dialog(PapersDialog)
    place.wait()
    dialog.kind.set_value(Kind.ACCESS.value)
    dialog.kind.picked.emit(Kind.ACCESS.value)
    dialog.person.set_value(lea)
    dialog.person.picked.emit(lea)
    place.wait()
    assert list(dialog.enclose.boxes) == [group]
    assert dialog.enclose.chosen == ()
    assert not dialog.recipient.isVisible()
    place.press(dialog.go)
    place.wait()
    assert [one.name for one in folder.iterdir()] == ["answer-to-a-request-for-access-lea-2026-09-01.zip"]
    with place.desk.studio.library.read() as session:
        assert len(session.access_answers.of_party(lea)) == 1


def test_the_person_chooses_what_a_paper_is_called(
    world: World, start: Start, prompts: PlannedPrompts, tmp_path: Path
) -> None:
    clear_reply(world, "léa", "Oui, avec joie")
    prompts.chosen = [tmp_path / "for the lawyer.pdf"]
    place = start(world)
    place.page.doors.papers()
    dialog = place.dialog(PapersDialog)
    place.wait()
    place.press(dialog.go)
    place.wait()
    assert "Oui, avec joie" in text_of(tmp_path / "for the lawyer.pdf")


def test_what_an_erasure_would_remove_can_be_printed(world: World, start: Start, folder: Path) -> None:
    clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.page.doors.erase()
    dialog = place.dialog(EraseDialog)
    place.wait()
    place.press(dialog.paper)
    place.wait()
    (paper,) = folder.iterdir()
    assert "Nothing is erased yet" in text_of(paper)
    assert state_of(place, "léa") == "present"
    dialog.reject()


def test_a_purge_is_shown_needs_a_reason_and_erases_what_is_ticked(world: World, start: Start) -> None:
    kept, gone = world.photos("kept", "gone")
    world.taken_by([kept, gone], world.person("Marc Dubois"))
    world.clock.forward(days=400)
    place = start(world)
    place.desk.actions.trigger("consent.purge")
    dialog = place.dialog(PurgeDialog)
    place.wait()
    assert set(dialog.photos.boxes) == {kept, gone}
    assert not dialog.go.isEnabled()
    dialog.photos.boxes[AssetId(kept)].click()
    QTest.keyClicks(dialog.reason, "Nobody answered")
    assert dialog.go.accessibleName() == "Erase 1 photo for good"
    QTest.keyClick(dialog.reason, Qt.Key.Key_Tab)
    place.press(dialog.go)
    place.wait()
    assert (state_of(place, "gone"), state_of(place, "kept")) == ("tombstone", "present")


def test_an_empty_purge_says_so(world: World, start: Start) -> None:
    clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.desk.actions.trigger("consent.purge")
    dialog = place.dialog(PurgeDialog)
    place.wait()
    assert not dialog.go.isVisible()
    dialog.reject()
