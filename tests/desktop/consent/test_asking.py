"""Requests to one person, and the paper that a whole family signed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import asked, clear_reply, depicted
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.fields import FieldsDialog
from ugc_studio.desktop.pages.consent.family_dialog import FamilyDialog, open_family
from ugc_studio.desktop.pages.consent.reminder_dialog import ReminderDialog
from ugc_studio.desktop.pages.consent.request_dialog import RequestDialog, open_request
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.services.consent.requests.messages import parts_of

CONTACT = "droits@alize.example"


def choose(dialog: RequestDialog, *, notice: str) -> None:
    dialog.formule.select.set_value(notice)
    dialog.formule.select.picked.emit(notice)


def pick(dialog: RequestDialog, party: str) -> None:
    dialog.who.set_value(party)
    dialog.who.picked.emit(party)


def opened(place: Place, *ids: int) -> RequestDialog:
    open_request(place.desk, place.program.window, ids)  # type: ignore[arg-type]  # numbers as the page has them
    place.wait()
    return place.dialog(RequestDialog)


def is_closed(place: Place) -> bool:
    return not any(one.isVisible() for one in place.program.window.findChildren(RequestDialog))


def requested(place: Place) -> list[Event]:
    return [event for event in place.events() if event.type is EventType.REQUESTED]


def test_a_request_is_copied_then_recorded(world: World, start: Start, prompts: PlannedPrompts) -> None:
    first, second = world.photos("a", "b")
    lea = world.person("Léa")
    notice = world.studio.notices.adopt("social", contact=CONTACT)
    world.taken_by([first, second], lea)
    place = start(world)
    dialog = opened(place, first)
    assert dialog.who.value() == lea
    assert dialog.photos.chosen == (first,)
    assert dialog.formule.formule is not None
    assert dialog.formule.formule.notice.uuid == notice.uuid  # the one that covers what is planned
    assert dialog.sent.isEnabled()
    dialog.photos.boxes[second].setChecked(True)  # type: ignore[index]  # a number as the page has it
    place.wait()
    dialog.letter.greeting.setPlainText("Chère Léa !")
    place.press(dialog.letter.copy)
    (copied,) = prompts.copied
    assert copied.startswith("Chère Léa !\n\nIl s’agit de ces photos\u00a0:\n1. ")
    assert notice.texts["fr"] in copied
    place.press(dialog.sent)
    (request,) = requested(place)
    assert (request.by, request.notice, len(request.assets)) == (lea, notice.uuid, 2)
    assert place.toast == "Recorded: Léa was asked for 2 photos."
    assert is_closed(place)
    message = place.desk.studio.consent_desk.conversation(first)[-1]
    assert message.text == copied


def test_the_greeting_may_be_changed_and_the_wording_may_not(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("Léa"))
    world.studio.notices.adopt("social", contact=CONTACT)
    place = start(world)
    dialog = opened(place, photo)
    assert not dialog.letter.greeting.isReadOnly()
    assert dialog.letter.body.isReadOnly()
    dialog.letter.language.picked.emit("de")
    place.wait()
    assert dialog.letter.greeting.toPlainText().startswith("Guten Tag Léa")
    assert "Schweigen ist keine Zustimmung" in dialog.letter.body.toPlainText()
    dialog.reject()


def test_a_message_that_is_too_long_for_its_network_is_copied_in_parts(
    world: World, start: Start, prompts: PlannedPrompts
) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("Léa"))
    world.studio.notices.adopt("social", contact=CONTACT)
    place = start(world)
    dialog = opened(place, photo)
    assert dialog.letter.copy.accessibleName() == "Copy the message"
    dialog.letter.channel.set_value("instagram")
    dialog.letter.channel.picked.emit("instagram")
    whole = dialog.letter.text
    total = len(parts_of(whole, "instagram"))
    assert total > 1
    assert dialog.letter.copy.accessibleName() == f"Copy part 1 of {total}"
    for _part in range(total):
        place.press(dialog.letter.copy)
    assert all(len(part.encode()) <= 1000 for part in prompts.copied)
    assert "".join("".join(prompts.copied).split()) == "".join(whole.split())
    place.press(dialog.sent)
    assert requested(place)[0].facts["channel"] == "instagram"


def test_nobody_is_asked_twice_within_two_weeks(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    place = start(world, place={"queue": "waiting"})
    place.press(place.page.form.foot.ask_again)
    dialog = place.dialog(RequestDialog)
    place.wait()
    assert "less than 14 days ago" in dialog.told.text()
    assert not dialog.sent.isEnabled()
    assert len(requested(place)) == 1
    dialog.reject()


def test_several_people_one_after_the_other_and_the_rest_stays_drafted(world: World, start: Start) -> None:
    ids = world.photos("a", "b", "c")
    people = [world.person(name) for name in ("Léa", "Tom", "Zoé")]
    for photo, person in zip(ids, people, strict=True):
        world.taken_by([photo], person)
    world.studio.notices.adopt("social", contact=CONTACT)
    place = start(world)
    dialog = opened(place, *ids)
    assert dialog.place.text() == "Person 1 of 3"
    place.press(dialog.later)
    assert (dialog.who.value(), dialog.place.text()) == (people[1], "Person 2 of 3")
    place.press(dialog.sent)
    assert dialog.isVisible()
    assert dialog.who.value() == people[0]
    assert [event.by for event in requested(place)] == [people[1]]
    dialog.reject()
    place.wait()
    assert place.toast == "2 requests are kept as drafts"
    assert [draft.party for draft in place.desk.studio.requests.drafts()] == [people[0], people[2]]
    assert place.page.heading.drafted.accessibleName() == "2 drafts"
    place.press(place.page.heading.drafted)
    dialog = place.dialog(RequestDialog)
    assert dialog.who.count() == 2
    place.press(dialog.discard)
    place.press(dialog.sent)
    assert is_closed(place)
    assert [event.by for event in requested(place)] == [people[1], people[2]]
    assert place.page.heading.drafted.isHidden()


def test_a_letter_to_one_person_can_be_kept(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.studio.notices.adopt("social", contact=CONTACT)
    place = start(world)
    opened(place, photo).reject()
    place.wait()
    assert place.desk.studio.requests.drafts() == []  # looking is not drafting
    dialog = opened(place, photo)
    dialog.letter.greeting.setPlainText("Chère Léa !")
    place.press(dialog.keep)
    (draft,) = place.desk.studio.requests.drafts()
    assert (draft.party, draft.greeting) == (lea, "Chère Léa !")
    assert requested(place) == []


def test_asking_for_more_than_is_planned_needs_a_reason(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("Léa"))
    world.studio.notices.adopt("social", contact=CONTACT)
    wide = world.studio.notices.adopt("advertising")
    place = start(world)
    dialog = opened(place, photo)
    assert not dialog.reason.isVisible()
    choose(dialog, notice=wide.uuid)
    place.wait()
    assert dialog.told.text() == "This asks for more than is planned: say why."
    assert "needs only" in dialog.remarks.text()
    dialog.reason.setFocus()
    dialog.reason.setText("Winter campaign")
    place.wait()
    place.key(Qt.Key.Key_Return)
    assert requested(place) == []  # Enter ends the line and records nothing
    place.press(dialog.sent)
    assert len(requested(place)) == 1


def test_the_wording_that_fits_can_be_adopted_on_the_spot(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("Léa"))
    place = start(world)
    dialog = opened(place, photo)
    assert dialog.adopt.accessibleName() == "Adopt “Social networks”…"
    place.press(dialog.adopt)
    form = next(one for one in place.program.window.findChildren(FieldsDialog) if one.isVisible())
    contact = form.controls["contact"]
    assert isinstance(contact, LineField)
    contact.setText(CONTACT)
    place.press(form.yes)
    assert dialog.formule.formule is not None
    assert dialog.formule.formule.notice.key == "maison-social"
    assert dialog.sent.isEnabled()
    place.press(dialog.sent)
    assert len(requested(place)) == 1


def test_the_waiting_photo_says_who_asked_when_and_reminds_once(
    world: World, start: Start, prompts: PlannedPrompts
) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.studio.notices.adopt("social", contact=CONTACT)
    requests = world.studio.requests
    requests.send(requests.draft(lea, [photo]).id, channel="instagram")
    world.clock.forward(days=8)
    place = start(world, place={"queue": "waiting"})
    card = place.page.form.waiting
    assert card.isVisible()
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "Léa was asked on 1 September 2026 by Ana: Instagram" in words
    assert "silence is recorded on 1 October 2026" in words
    (remind,) = card.reminders
    assert remind.isEnabled()
    place.press(remind)
    dialog = place.dialog(ReminderDialog)
    place.press(dialog.letter.copy)
    assert "le seul rappel" in prompts.copied[0]
    place.press(dialog.sent)
    assert place.last().facts["reminder"] is True
    assert place.toast == "Recorded: Léa was reminded."
    assert card.reminders == []
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "Reminded on 9 September 2026" in words


def test_a_reminder_that_is_too_early_says_from_when_on(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    place = start(world, place={"queue": "waiting"})
    card = place.page.form.waiting
    assert not card.reminders[0].isEnabled()
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "A reminder may be sent from 8 September 2026 on." in words


def test_who_does_not_want_to_be_asked_is_not(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.notice()
    world.taken_by([photo], lea)
    with world.studio.library.read() as session:
        person = session.parties.by_uuid(lea)
    world.studio.consent.recorder.decide(EventType.DO_NOT_CONTACT, party=person)
    place = start(world)
    dialog = opened(place, photo)
    assert dialog.passed.text() == "Léa asked not to be contacted again."
    assert dialog.told.text() == "Léa asked not to be contacted again."
    assert not dialog.sent.isEnabled()


def test_one_paper_clears_a_family_of_four(world: World, start: Start, prompts: PlannedPrompts, tmp_path: Path) -> None:
    photo, lea, notice = clear_reply(world, "léa")
    tom = world.person("Tom")
    holders = [[lea, "joint"], [tom, "joint"]]
    for person in (lea, tom):
        depicted(world, [photo], person)
    for child in ("Ana", "Noé"):
        depicted(world, [photo], world.person(child, adult="no"), holders=holders)
    paper = tmp_path / "release.pdf"
    paper.write_bytes(b"%PDF signed by both")
    place = start(world, role="legal", place={"queue": "to_read"})
    assert place.page.opened is not None
    open_family(place.desk, place.program.window, place.page.opened)
    place.wait()
    dialog = place.dialog(FamilyDialog)
    actions = 2  # the menu, its entry
    assert sorted(box.text() for box in dialog.signers.values()) == ["Léa", "Tom"]
    for box in dialog.signers.values():
        box.setChecked(True)
        actions += 1
    prompts.chosen = [paper]
    place.press(dialog.files.choose)
    dialog.formule.select.set_value(notice.uuid)
    dialog.formule.select.picked.emit(notice.uuid)
    place.wait()
    actions += 2
    assert dialog.go.text() == "Record 7 permissions"  # one licence, two releases, two children with two holders each
    place.press(dialog.go)
    place.desk.go("consent", {"queue": "blocked", "asset": photo})
    place.wait()
    place.press(place.page.form.foot.record)  # legal approves what concerns children
    actions += 3
    assert place.verdict(photo).cleared
    assert actions <= 12


def test_photos_of_several_people_are_asked_for_person_by_person(world: World, start: Start) -> None:
    photos = world.photos(*(f"photo {number}" for number in range(70)))
    lea, tom = world.person("Léa"), world.person("Tom")
    world.notice()
    world.taken_by(photos[:65], lea)
    world.taken_by(photos[65:], tom)
    place = start(world)
    dialog = opened(place, *photos)
    assert [dialog.who.itemText(row) for row in range(dialog.who.count())] == ["Léa", "Tom"]
    assert len(dialog.photos.chosen) == 60
    pick(dialog, tom)
    place.wait()
    assert list(dialog.photos.chosen) == photos[65:]
    dialog.reject()
