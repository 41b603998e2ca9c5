"""Refusals, withdrawals, objections and what only legal may do; each role is told what it may not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.scenes import asked, clear_reply, depicted, replied
from tests.services.consent.world import World
from ugc_studio.desktop.pages.consent.act_dialog import ActDialog
from ugc_studio.desktop.pages.consent.acts import ACTS, OBJECT, WITHDRAW, Act
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.who_box import NEW
from ugc_studio.domain.consent import EventType


def act(name: str) -> Act:
    """An act of the menu by its name."""
    (found,) = (one for one in ACTS if one is not None and one.name == name)
    return found


def test_a_refusal_keeps_the_message_as_its_proof(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa", "Non merci")
    place = start(world)
    place.press(place.page.form.foot.refuse)
    dialog = place.dialog(ActDialog)
    assert dialog.message is not None
    assert dialog.message.toPlainText() == "Non merci"
    place.press(dialog.go)
    no = place.last()
    assert (no.type, no.by, no.instrument, no.evidence) == (EventType.REFUSED, lea, "licence", "direct_message")
    assert place.page.body.currentWidget() is place.page.nothing
    assert place.desk.studio.consent_desk.ids(place.page.queue.rows.queue) == []
    assert not place.verdict(photo).cleared


def test_a_refusal_can_be_for_one_medium_only(world: World, start: Start) -> None:
    photo, _lea, notice = clear_reply(world, "léa", "Pas sur le site")
    place = start(world)
    place.choose(notice)
    place.key(Qt.Key.Key_Return, ctrl=True)
    place.desk.go("consent", {"queue": "cleared", "asset": photo})
    place.wait()
    place.press(place.page.form.foot.refuse)
    dialog = place.dialog(ActDialog)
    place.press(dialog.parts["website"])
    place.press(dialog.go)
    assert place.last().limits == {"media": frozenset({"website"})}
    assert place.verdict(photo).cleared


def test_a_withdrawal_opens_what_has_to_come_down(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    world.publish(photo)
    place = start(world, place={"queue": "cleared"})
    ActDialog(place.desk, place.program.window, WITHDRAW, place.page.opened, lambda: None).appear()  # type: ignore[arg-type]  # a photo is open
    dialog = place.dialog(ActDialog)
    place.press(dialog.go)
    assert place.last().type is EventType.WITHDRAWN
    assert place.toast == "Recorded. 1 publication has to come down."
    assert "Takedowns  1" in [button.text() for button in place.page.tabs.buttons.values()]


def test_somebody_who_was_never_asked_can_object(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa")
    place = start(world)
    ActDialog(place.desk, place.program.window, OBJECT, place.page.opened, lambda: None).appear()  # type: ignore[arg-type]  # a photo is open
    dialog = place.dialog(ActDialog)
    place.wait()
    assert dialog.who is not None
    dialog.who.select.set_value(NEW)
    dialog.who.select.picked.emit(NEW)
    assert not dialog.go.isEnabled()
    dialog.who.name.setText("Zoé Perrin")
    dialog.who.name.textEdited.emit("Zoé Perrin")
    place.press(dialog.go)
    assert place.last().type is EventType.OBJECTED
    with place.desk.studio.library.read() as session:
        assert session.parties.by_uuid(place.last().by or "").label == "Zoé Perrin"
    assert not place.verdict(photo).cleared


def test_an_editor_sees_that_legal_has_to_approve(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    replied(world, [photo], lea, "Oui", evidence="comment")
    place = start(world)
    place.key(Qt.Key.Key_Return, ctrl=True)
    place.desk.go("consent", {"queue": "blocked", "asset": photo})
    place.wait()
    button = place.page.form.approval.findChild(QPushButton, "approve")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    assert button.toolTip().startswith("Only the legal role approves.")
    assert place.button != "Approve and next"


def test_legal_approves_with_one_key_and_goes_on(world: World, start: Start) -> None:
    first, second = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    for photo in (first, second):
        world.taken_by([photo], lea)
        asked(world, [photo], lea, notice)
        world.licence([photo], lea, notice)
    depicted(world, [second], world.person("Karim"))
    world.studio.register.edit_brand("maison", approval={"every_grant": True})
    place = start(world, role="legal", place={"queue": "blocked"})
    assert place.open_photo == first
    assert place.button == "Approve and next"
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().type is EventType.APPROVED
    assert place.verdict(first).cleared
    assert place.open_photo == second


def test_the_menu_says_what_only_legal_may_do(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world)
    place.press(place.page.form.foot.more)
    (menu,) = place.page.findChildren(QMenu)
    entries = {entry.text(): entry.isEnabled() for entry in menu.actions() if entry.text()}
    assert entries["Record a withdrawal…"]
    assert not entries["Declare invalid (legal only)"]
    menu.close()
    place.wait()


def test_an_override_needs_its_reason(world: World, start: Start) -> None:
    original, copy = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([original, copy], lea)
    world.licence([copy], lea, notice)
    world.relate(copy, original, "same")
    world.say(EventType.REFUSED, [original], lea)
    place = start(world, role="legal", place={"queue": "blocked", "asset": copy})
    ActDialog(place.desk, place.program.window, act("override"), place.page.opened, lambda: None).appear()  # type: ignore[arg-type]  # a photo is open
    dialog = place.dialog(ActDialog)
    assert not dialog.go.isEnabled()
    assert dialog.reason is not None
    dialog.reason.setPlainText("The refusal was about another frame")
    place.press(dialog.go)
    assert place.verdict(copy).cleared


def test_a_frozen_photo_is_stopped_at_once(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa")
    place = start(world)
    place.key(Qt.Key.Key_Return, ctrl=True)
    place.desk.go("consent", {"queue": "cleared", "asset": photo})
    place.wait()
    ActDialog(place.desk, place.program.window, act("freeze"), place.page.opened, lambda: None).appear()  # type: ignore[arg-type]  # a photo is open
    dialog = place.dialog(ActDialog)
    place.wait()
    place.press(dialog.go)
    assert place.last().type is EventType.FROZEN
    assert not place.verdict(photo).cleared


def test_a_freeze_from_a_photo_shows_what_it_stops(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa")
    world.taken_by(world.photos("b"), lea)
    world.publish(photo)
    place = start(world, place={"asset": photo})
    ActDialog(place.desk, place.program.window, act("freeze"), place.page.opened, lambda: None).appear()  # type: ignore[arg-type]  # a photo is open
    dialog = place.dialog(ActDialog)
    place.wait()

    def told() -> list[str]:
        labels = (dialog.targets.stops.itemAt(n).widget() for n in range(dialog.targets.stops.count()))  # type: ignore[union-attr]  # a freeze has targets
        return [one.text() for one in labels if isinstance(one, QLabel)]

    online = "1 publication is online and on the takedown list."
    assert told() == ["It holds back 1 photo.", online]
    ticks = dialog.findChildren(Tick)
    next(tick for tick in ticks if tick.text().startswith("Everything by")).setChecked(True)
    place.wait()
    assert told() == ["It holds back 2 photos.", online], "together, each photo once"
    for tick in ticks:
        tick.setChecked(False)
    place.wait()
    assert told() == []
    assert not dialog.go.isEnabled()


def test_the_scheduler_records_no_answers(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world, role="scheduler")
    assert not place.page.form.foot.record.isEnabled()
    assert place.page.form.foot.told == "The scheduler role records no answers."


def test_nobody_recognisable_is_one_press(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.studio.consent.recorder.state(
        EventType.AUTHOR_STATED, [photo], facts={"creators": [lea], "state": "confirmed"}
    )
    asked(world, [photo], lea, notice)
    replied(world, [photo], lea, "Oui")
    place = start(world)
    assert place.button == "Record licence · still blocked"
    (button,) = (b for b in place.page.view.findChildren(QPushButton) if b.text() == "Nobody can be recognised")
    place.press(button)
    assert place.last().type is EventType.PEOPLE_REVIEWED
    assert place.button == "Record licence and next"


def test_one_no_settles_all_photos_of_the_message(world: World, start: Start) -> None:
    photos = world.photos("a", "b")
    lea = world.person("Léa")
    world.notice()
    world.taken_by(photos, lea)
    replied(world, photos, lea, "Non merci, aucune")
    place = start(world)
    place.press(place.page.form.foot.refuse)
    place.press(place.dialog(ActDialog).go)
    assert len(place.last().assets) == 2
    assert place.page.body.currentWidget() is place.page.nothing
