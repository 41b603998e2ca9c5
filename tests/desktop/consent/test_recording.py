"""Recording an answer: by one key where the reply is clear, with what it leaves out, never more than it says."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.scenes import asked, clear_reply, depicted, replied
from tests.services.consent.world import World
from ugc_studio.desktop.pages.consent.bubbles import Bubble
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.domain.consent import EventType


def test_one_key_records_a_clear_reply_and_the_next_takes_its_place(world: World, start: Start) -> None:
    first, lea, notice = clear_reply(world, "léa")
    second, _tom, _other = clear_reply(world, "tom")
    place = start(world)
    assert place.page.queue.rows.ids == [first, second]
    assert place.page.queue.hasFocus()
    assert place.button == "Record licence and next"
    place.key(Qt.Key.Key_Return, ctrl=True)
    given = place.last()
    assert (given.type, given.by, given.notice, given.evidence) == (EventType.GIVEN, lea, notice.uuid, "direct_message")
    assert place.verdict(first).cleared
    assert place.toast == "Recorded under your name. Can be withdrawn at any time."
    assert place.page.queue.rows.ids == [second]
    assert place.open_photo == second
    assert place.page.queue.hasFocus()


def test_the_answer_keeps_the_message_word_for_word(world: World, start: Start) -> None:
    photo, _lea, notice = clear_reply(world, "léa", "Oui !\n  mais créditez-moi  ")
    place = start(world)
    place.choose(notice)
    place.key(Qt.Key.Key_Return, ctrl=True)
    texts = [message.text for message in place.desk.studio.consent_desk.conversation(photo)]
    assert texts[-1] == texts[-2] == "Oui !\n  mais créditez-moi  "


def test_a_limited_reply_leaves_out_what_the_chips_say(world: World, start: Start) -> None:
    photo, _lea, notice = clear_reply(world, "léa", "Oui, mais pas sur votre site")
    place = start(world)
    place.choose(notice)
    place.press(place.page.form.formule.chips["media:website"])
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().excludes == {"media": frozenset({"website"})}
    assert place.verdict(photo).cleared
    assert not place.verdict(photo, channel="website_gallery", medium="website").cleared


def test_nothing_is_chosen_that_the_reply_does_not_say(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.notice()
    world.taken_by([photo], lea)
    replied(world, [photo], lea, "Oui", instrument=None, evidence=None)
    place = start(world)
    form = place.page.form
    assert form.formule.formule is None
    assert form.evidence.value() is None
    assert not form.foot.record.isEnabled()
    assert form.foot.told == "Choose what was agreed to."
    before = len(place.events())
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert len(place.events()) == before
    assert place.toast == "Choose what was agreed to."


def test_the_button_says_who_is_still_missing(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa")
    depicted(world, [photo], world.person("Karim"))
    place = start(world)
    assert place.button == "Record licence · still blocked: 1 person"
    assert "Karim" in place.page.form.foot.told
    assert place.page.form.foot.record.isEnabled()


def test_a_comment_waits_for_legal_afterwards(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    replied(world, [photo], lea, "Oui", evidence="comment")
    place = start(world)
    assert place.button == "Record licence · then legal approves"


def test_one_answer_settles_all_photos_of_the_message_but_one(world: World, start: Start) -> None:
    first, second, third = world.photos("a", "b", "c")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([first, second, third], lea)
    asked(world, [first, second, third], lea, notice)
    replied(world, [first, second, third], lea, "Oui à toutes sauf celle de ma fille")
    place = start(world)
    place.choose(notice)
    place.page.form.siblings.boxes[second].setChecked(True)  # type: ignore[index]  # a number as the page has it
    place.wait()
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert [place.verdict(photo).cleared for photo in (first, second, third)] == [True, True, False]
    assert "2 photos" in place.toast
    assert place.open_photo == third


def test_a_face_that_is_left_out_is_refused(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, leo, notice = world.person("Léa"), world.person("Léo", adult="no"), world.notice()
    world.taken_by([photo], lea)
    depicted(world, [photo], leo, holders=[[lea, "sole_filiation"]])
    asked(world, [photo], lea, notice)
    replied(world, [photo], lea, "Oui, mais pas le visage de Léo")
    place = start(world)
    place.choose(notice)
    place.press(place.page.form.formule.chips[f"person:{leo}"])
    place.key(Qt.Key.Key_Return, ctrl=True)
    *_before, yes, no = place.events()
    assert (yes.type, yes.instrument) == (EventType.GIVEN, "licence")
    assert (no.type, no.party, no.instrument) == (EventType.REFUSED, leo, "image_release")


def test_the_version_that_was_asked_about_is_the_one_that_is_recorded(world: World, start: Start) -> None:
    photo, _lea, notice = clear_reply(world, "léa")
    world.studio.consent.recorder.issue_notice("Réseaux léa", scope=notice.scope, texts={"fr": "Neu"}, key=notice.key)
    place = start(world)
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().notice == notice.uuid
    assert place.verdict(photo).cleared


def test_something_given_in_return_goes_to_legal(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa")
    place = start(world)
    box = place.page.form.in_return
    box.kind.set_value("voucher")
    box.kind.picked.emit("voucher")
    box.worth.setText("beaucoup")
    box.changed.emit()
    place.wait()
    assert place.page.form.foot.told == "beaucoup is not a sum in euros."
    box.worth.setText("50")
    box.changed.emit()
    place.wait()
    assert place.button == "Record licence · then legal approves"
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.last().consideration is not None
    assert place.last().consideration.value == 50  # type: ignore[union-attr]  # asserted in the line before
    assert not place.verdict(photo).cleared


def test_an_answer_that_came_another_way_needs_its_proof(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    asked(world, [photo], lea, notice)
    place = start(world, place={"queue": "waiting"})
    form = place.page.form
    form.formule.select.set_value(notice.uuid)
    form.formule.select.picked.emit(notice.uuid)
    form.evidence.set_value("email")
    form.evidence.picked.emit("email")
    place.wait()
    assert form.foot.told == "Add the proof: what they said, word for word, or a file."
    form.message.setPlainText("Bien sûr, allez-y")
    place.wait()
    assert place.button == "Record licence and next"
    form.message.setFocus()
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert place.verdict(photo).cleared
    assert place.page.body.currentWidget() is place.page.nothing


def test_hostile_words_are_shown_as_they_are(world: World, start: Start) -> None:
    hostile = "<img src='https://evil.example/x.png'><b>oui</b> \u202e txt.exe" + "A" * 100_000
    photo, _lea, _notice = clear_reply(world, "léa", hostile)
    place = start(world)
    bodies = {one.body.text().replace("\u200b", ""): one.body for one in place.page.view.findChildren(Bubble)}
    (words,) = (text for text in bodies if "evil.example" in text)
    assert bodies[words].textFormat() == Qt.TextFormat.PlainText
    assert words.startswith("<img src='https://evil.example/x.png'><b>oui</b> \ufffd txt.exe")
    assert len(words) < 5000
    assert place.page.view.width() < place.program.window.width()
    place.key(Qt.Key.Key_Return, ctrl=True)
    kept = place.desk.studio.consent_desk.conversation(photo)[-1].text
    assert kept == hostile


def test_hostile_names_widen_nothing(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    bad = world.person("<b>Léa</b>\u202e\n" + "W" * 5000)
    notice = world.notice("N" * 3000)
    world.taken_by([photo], bad)
    depicted(world, [photo], bad)
    asked(world, [photo], bad, notice)
    replied(world, [photo], bad, "Oui")
    place = start(world)
    assert place.program.window.width() == 1440
    for area in (place.page.form.area, place.page.view.area):
        content = area.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= area.viewport().width()
    assert not any("\u202e" in tick.text() for tick in place.page.form.findChildren(Tick))


def test_pressing_twice_records_once(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world)
    before = len(place.events())
    for _press in range(3):
        place.page.form.foot.record.click()
        place.desk.actions.trigger("consent.approve")
    place.wait()
    assert len(place.events()) == before + 1


def test_nothing_is_recorded_about_a_photo_that_gives_way(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    second, tom, _notice = clear_reply(world, "tom")
    place = start(world)
    place.page.queue.step(1)
    place.desk.actions.trigger("consent.approve")  # the second photo is still being read
    place.wait()
    assert place.last().type is EventType.REPLIED
    place.key(Qt.Key.Key_Return, ctrl=True)
    assert (place.last().type, place.last().by) == (EventType.GIVEN, tom)
    assert place.verdict(second).cleared
