"""Coming to the desk, finding somebody, going from photo to photo, and what is said when nothing waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.scenes import asked, clear_reply, replied
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.audit_dialog import open_audit
from ugc_studio.desktop.widgets.basic import Label


def test_the_header_counts_what_waits(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    (photo,) = world.photos("b")
    tom, notice = world.person("Tom"), world.notice()
    world.taken_by([photo], tom)
    asked(world, [photo], tom, notice)
    place = start(world)
    facts = place.page.heading.facts.text()
    assert facts == "1 reply to read · 1 waiting · 0 end within 30 days or have ended"
    assert place.page.tabs.buttons[place.page.tab].text() == "To read  1"


def test_arrows_and_skip_go_from_photo_to_photo(world: World, start: Start) -> None:
    first, _lea, _notice = clear_reply(world, "léa")
    second, _tom, _other = clear_reply(world, "tom")
    place = start(world)
    place.key(Qt.Key.Key_Down)
    assert place.open_photo == second
    place.key(Qt.Key.Key_Left, ctrl=True)
    assert place.open_photo == first
    place.key(Qt.Key.Key_Right, ctrl=True)
    assert place.open_photo == second


def test_a_link_opens_a_photo_that_is_in_no_queue(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    (photo,) = world.photos("b")
    place = start(world, place={"queue": "to_read", "asset": photo})
    assert place.open_photo == photo
    assert place.page.body.currentWidget() is not place.page.nothing


def test_the_place_is_found_again(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    second, _tom, _notice = clear_reply(world, "tom")
    place = start(world)
    place.key(Qt.Key.Key_Down)
    spot = place.page.place()
    assert spot == {"queue": "to_read", "asset": second, "text": ""}
    place.desk.go("history")
    place.desk.go("consent", spot)
    place.wait()
    assert place.open_photo == second


def test_a_person_or_a_word_is_found(world: World, start: Start) -> None:
    first, _lea, _notice = clear_reply(world, "léa", "Avec joie")
    clear_reply(world, "tom", "D’accord")
    place = start(world)
    place.page.search()
    QTest.keyClicks(place.page.heading.search, "joie")
    place.qtbot.waitUntil(lambda: place.page.queue.rows.ids == [first])
    place.page.heading.search.clear()
    QTest.keyClicks(place.page.heading.search, "nobody")
    place.qtbot.waitUntil(lambda: place.page.body.currentWidget() is place.page.nothing)
    place.wait()
    assert any(one.text() == "Nothing found" for one in place.page.nothing.findChildren(Label))


def test_each_empty_tab_says_what_belongs_there(world: World, start: Start) -> None:
    place = start(world)
    said = set()
    for tab, button in place.page.tabs.buttons.items():
        place.press(button)
        if tab.queue is not None:
            assert place.page.body.currentWidget() is place.page.nothing
            said |= {one.text() for one in place.page.nothing.findChildren(Label) if one.isVisible()}
    assert {"No reply to read", "Nobody has to answer", "No right ends soon"} <= said


def test_the_proof_opens_from_the_keyboard(world: World, start: Start, prompts: PlannedPrompts) -> None:
    clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    assert place.desk.actions.trigger("consent.proof")
    place.wait()
    dialog = place.dialog(Dialog)
    assert "Proof, word for word" in dialog.windowTitle()
    dialog.reject()


def test_the_audit_log_holds_every_event_of_the_photo(world: World, start: Start, prompts: PlannedPrompts) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    dialog = open_audit(place.desk, place.program.window, photo, "a.jpg")
    place.wait()
    words = [one.text() for one in dialog.findChildren(Label)]
    assert "A message of Léa about the author’s licence came in." in words
    assert any("Oui, avec joie" in one for one in words)
    assert len([one for one in words if one.startswith("Number ")]) == len(place.desk.studio.consent_desk.audit(photo))
    dialog.reject()


def test_what_comes_in_meanwhile_appears(world: World, start: Start) -> None:
    first, _lea, _notice = clear_reply(world, "léa")
    (later,) = world.photos("b")
    tom = world.person("Tom")
    world.taken_by([later], tom)
    place = start(world)
    from ugc_studio.desktop.changes import Changed
    from ugc_studio.domain.consent import EventType, Instrument
    from ugc_studio.services.consent.recording import Answer

    answer = Answer(EventType.REPLIED, assets=[later], by=tom, instrument=Instrument.LICENCE, message="Oui")
    place.desk.act(lambda studio: studio.consent.recorder.answer(answer), kinds=Changed.CONSENT, ids=(later,))
    place.wait()
    assert place.page.queue.rows.ids == [first, later]
    assert place.open_photo == first


def test_a_message_of_somebody_else_is_pointed_out(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea, other = world.person("Léa"), world.person("Inconnu")
    world.notice()
    world.taken_by([photo], lea)
    replied(world, [photo], other, "Oui", instrument=None)
    place = start(world)
    titles = {one.text() for one in place.page.view.findChildren(Label)}
    assert {"Another person replied", "No request of ours"} <= titles
    assert place.page.form.foot.told != ""
    assert not place.page.form.foot.record.isEnabled()


def test_a_photo_is_found_in_the_queue_where_it_waits(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    (photo,) = world.photos("b")
    tom, notice = world.person("Tom"), world.notice()
    world.taken_by([photo], tom)
    world.licence([photo], tom, notice)
    place = start(world, place={"asset": photo})
    assert place.page.tab.value == "cleared"
    assert place.open_photo == photo


def test_tab_goes_through_the_form_as_it_is_read_and_comes_round(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world)
    visited = []
    for _press in range(90):
        place.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is place.page.queue:
            break
        visited.append(focus.accessibleName())
    else:
        raise AssertionError("Tab never came back")
    wanted = [
        "Who answers", "Licence for the photo", "What was agreed to", "Not on social networks", "How it was said",
        "Record licence and next", "Record a refusal", "Search author or reply",
    ]  # fmt: skip
    assert [visited.index(name) for name in wanted] == sorted(visited.index(name) for name in wanted)
    assert all(visited)


def test_everything_on_the_desk_has_a_name(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world)
    for kind in (QAbstractButton, QComboBox, QPlainTextEdit, QLineEdit):
        for control in place.page.findChildren(kind):
            if control.isVisible() and not isinstance(control.parent(), QLineEdit):
                assert control.accessibleName(), control


def test_in_a_narrow_window_the_title_is_whole_and_every_button_keeps_its_name(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    place = start(world)
    heading, window = place.page.heading, place.program.window
    heading.papers.show_papers([])
    names = [button.accessibleName() for button in (heading.reply, heading._log)]
    assert [button.text() for button in (heading.reply, heading._log)] == names == ["Add a reply", "Audit log"]
    window.resize(1100, 700)
    place.wait()
    assert [button.text() for button in (heading.reply, heading._log)] == ["", ""]
    assert [button.accessibleName() for button in (heading.reply, heading._log)] == names
    assert all(name in button.toolTip() for name, button in zip(names, (heading.reply, heading._log), strict=True))
    needed = heading.title.fontMetrics().horizontalAdvance("Bureau des autorisations")
    place.qtbot.waitUntil(lambda: heading.search.geometry().left() - heading.title.geometry().left() >= needed)
