"""Taking a yes back in the window: one form for a photo, a person or a mail, then the list of what has to come down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.services.consent.world import World, sha_of
from ugc_studio.desktop.pages.consent.outcome_dialog import OutcomeDialog
from ugc_studio.desktop.pages.consent.withdraw_dialog import NEW, WithdrawDialog
from ugc_studio.domain.consent import EventType

LEFT, NO_KEY, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


def drop(target: QWidget, files: list[Path]) -> None:
    """Drop files on a widget as the desktop would."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    at = target.rect().center()
    QApplication.sendEvent(target, QDragEnterEvent(at, COPY, data, LEFT, NO_KEY))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, NO_KEY))


def online(world: World, name: str = "a", who: str = "Léa Martin") -> tuple[int, str]:
    """A photo that is on a web page with the yes of its author."""
    (photo,) = world.photos(name)
    party = world.person(who)
    world.taken_by([photo], party)
    world.licence([photo], party, world.notice(f"Réseaux {name}"))
    world.publish(photo)
    return photo, party


def form(place: Place) -> WithdrawDialog:
    """Open it with its key, wherever one is."""
    place.desk.actions.trigger("consent.withdraw")
    place.wait()
    return place.dialog(WithdrawDialog)


def mail_from(tmp_path: Path, sender: str) -> Path:
    """A mail as a mail program saves it."""
    mail = tmp_path / "Mes photos.eml"
    mail.write_text(f"From: {sender}\nSubject: Mes photos\n\nMerci de retirer mes photos.\n", "utf-8")
    return mail


def test_a_mail_says_who_wrote_and_all_of_theirs_is_meant(world: World, start: Start, tmp_path: Path) -> None:
    photo, lea = online(world)
    online(world, "b", "Marc Dubois")
    place = start(world, place={"queue": "takedowns"})
    dialog = form(place)
    assert not dialog.go.isEnabled()
    drop(dialog, [mail_from(tmp_path, "Léa Martin <lea@example.com>")])
    place.wait()
    assert dialog.who.value() == lea
    assert dialog.photos.chosen == (photo,)
    place.press(dialog.go)
    event = place.last()
    assert (event.type, event.by, event.evidence, len(event.proofs)) == (EventType.WITHDRAWN, lea, "email", 1)
    assert [str(row.task) for row in place.dialog(OutcomeDialog).rows] == [
        "Take the photo out of: Web gallery (Instagram)."
    ]


def test_for_a_photo_its_people_come_first_and_only_it_is_ticked(world: World, start: Start) -> None:
    photo, lea = online(world)
    (other,) = world.photos("other")
    world.taken_by([other], lea)
    place = start(world, place={"queue": "cleared", "asset": photo})
    dialog = form(place)
    assert dialog.who.value() == lea
    assert {asset: box.isChecked() for asset, box in dialog.photos.boxes.items()} == {photo: True, other: False}
    dialog.message.setPlainText("Plus cette photo, merci.")
    place.press(dialog.go)
    assert place.last().assets == (sha_of("a"),)
    assert not place.verdict(photo).cleared


def test_somebody_nobody_knew_may_object(world: World, start: Start) -> None:
    photo, _lea = online(world)
    place = start(world, place={"queue": "cleared", "asset": photo})
    dialog = form(place)
    dialog.who.set_value(NEW)
    dialog.who.picked.emit(NEW)
    place.wait()
    assert not dialog.go.isEnabled()
    dialog.name.setText("Zoé Blanc")
    dialog.message.setPlainText("I am in your photo, take it down")
    assert dialog.go.isEnabled()
    place.press(dialog.go)
    assert place.last().type is EventType.OBJECTED
    assert "objected" in place.verdict(photo).codes


def test_nothing_is_recorded_without_a_proof(world: World, start: Start) -> None:
    photo, _lea = online(world)
    place = start(world, place={"queue": "cleared", "asset": photo})
    dialog = form(place)
    assert "proof" in dialog.told.text()
    assert not dialog.go.isEnabled()


def test_the_list_opens_from_what_was_just_blocked(world: World, start: Start) -> None:
    photo, _lea = online(world)
    place = start(world, place={"queue": "cleared", "asset": photo})
    dialog = form(place)
    dialog.message.setPlainText("Retirez-la.")
    place.press(dialog.go)
    place.key(Qt.Key.Key_Return)
    assert place.page.tab.value == "takedowns"
    assert len(place.page.takedowns.cards) == 1


def test_what_was_handed_over_nowhere_says_so(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice())
    place = start(world, place={"queue": "cleared", "asset": photo})
    dialog = form(place)
    dialog.message.setPlainText("Non, finalement.")
    place.press(dialog.go)
    assert place.dialog(OutcomeDialog).rows == ()
