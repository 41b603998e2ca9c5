"""Requests to one person, and the paper that a whole family signed."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.scenes import asked, clear_reply, depicted
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World
from ugc_studio.desktop.pages.consent.family_dialog import FamilyDialog, open_family
from ugc_studio.desktop.pages.consent.request_dialog import RequestDialog, open_request
from ugc_studio.domain.consent import EventType


def choose(dialog: RequestDialog, *, notice: str) -> None:
    dialog.formule.select.set_value(notice)
    dialog.formule.select.picked.emit(notice)


def test_a_request_is_copied_then_recorded(world: World, start: Start, prompts: PlannedPrompts) -> None:
    first, second = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    world.notice("Autre")
    world.taken_by([first, second], lea)
    place = start(world)
    open_request(place.desk, place.program.window, (first,))  # type: ignore[arg-type]  # numbers as the page has them
    place.wait()
    dialog = place.dialog(RequestDialog)
    assert dialog.who.value() == lea
    assert dialog.photos.chosen == (first,)
    assert not dialog.sent.isEnabled()
    choose(dialog, notice=notice.uuid)
    place.press(dialog.copy)
    assert prompts.copied == ["Texte"]
    dialog.photos.boxes[second].setChecked(True)  # type: ignore[index]  # a number as the page has it
    place.press(dialog.sent)
    request = place.last()
    assert (request.type, request.by, request.notice, len(request.assets)) == (
        EventType.REQUESTED, lea, notice.uuid, 2,
    )  # fmt: skip
    assert place.toast == "Recorded: Léa was asked for 2 photos."


def test_nobody_is_asked_twice_within_two_weeks_by_accident(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    place = start(world, place={"queue": "waiting"})
    place.press(place.page.form.foot.ask_again)
    dialog = place.dialog(RequestDialog)
    place.wait()
    place.press(dialog.sent)
    assert "less than 14 days ago" in dialog.told.text()
    assert len([event for event in place.events() if event.type is EventType.REQUESTED]) == 1
    dialog.again.setChecked(True)
    place.press(dialog.sent)
    assert len([event for event in place.events() if event.type is EventType.REQUESTED]) == 2


def test_who_does_not_want_to_be_asked_is_not(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.notice()
    world.taken_by([photo], lea)
    with world.studio.library.read() as session:
        person = session.parties.by_uuid(lea)
    world.studio.consent.recorder.decide(EventType.DO_NOT_CONTACT, party=person)
    place = start(world)
    open_request(place.desk, place.program.window, (photo,))  # type: ignore[arg-type]  # numbers as the page has them
    place.wait()
    dialog = place.dialog(RequestDialog)
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
    open_request(place.desk, place.program.window, photos)  # type: ignore[arg-type]  # numbers as the page has them
    place.wait()
    dialog = place.dialog(RequestDialog)
    assert [dialog.who.itemText(row) for row in range(dialog.who.count())] == ["Léa", "Tom"]
    dialog.who.set_value(tom)
    dialog.who.picked.emit(tom)
    place.wait()
    assert list(dialog.photos.chosen) == photos[65:]
