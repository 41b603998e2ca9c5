"""One post: its text is counted and kept, its day planned, its crop asked for, its rights said."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.galleries.conftest import GALLERY, Stored
from tests.desktop.support.keys import CTRL, press, write
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.crop import centred, grown, moved
from ugc_studio.desktop.pages.galleries.page import GalleriesPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.galleries import Crop, UseParts


def post_of(page: GalleriesPage, state: ConsentState) -> int:
    return next(place for place, item in enumerate(page.items.items) if item.state is state)


def go_to(page: GalleriesPage, place: int, desk: Desk, qtbot: QtBot) -> int:
    asset = page.items.items[place].id
    page.choose(asset)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: page.post.item is not None and page.post.item.id == asset)
    settled(qtbot, desk)
    return asset


def test_the_caption_is_kept_when_the_field_is_left(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    page.post.caption.setFocus()
    page.post.caption.selectAll()
    write(page.post.caption, "Weekend forest therapy.")
    page.board.view.setFocus()
    settled(qtbot, desk)
    assert stored()[0].caption == "Weekend forest therapy."
    desk.undo()
    settled(qtbot, desk)
    assert stored()[0].caption != "Weekend forest therapy."
    assert page.post.caption.toPlainText() == stored()[0].caption


def test_control_enter_keeps_the_caption_at_once(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    go_to(page, 1, desk, qtbot)
    page.post.caption.setFocus()
    write(page.post.caption, "Now. ")
    press(page.post.caption, Qt.Key.Key_Return, CTRL)
    settled(qtbot, desk)
    assert (stored()[1].caption or "").startswith("Now. ")


def test_what_is_typed_goes_to_the_post_it_was_typed_for(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    second = stored()[1].caption
    page.post.alt.setFocus()
    page.post.alt.setPlainText("Four people at sunset")
    go_to(page, 1, desk, qtbot)  # the field still has the focus
    assert stored()[0].alt_text == "Four people at sunset"
    assert stored()[1].caption == second


def test_the_counter_counts_as_the_channel_does(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.curation.replace_use(str(GALLERY), UseParts(channel="x_post", territories=("FR",)))
    page.look()
    settled(qtbot, desk)
    go_to(page, 0, desk, qtbot)
    page.post.caption.setPlainText("")
    empty = page.post.count.text()
    limit = int(empty.split("/")[1])
    page.post.caption.setPlainText("🌿")  # one sign for a reader, two for this channel
    assert int(page.post.count.text().split("/")[0]) - int(empty.split("/")[0]) == 2
    page.post.caption.setPlainText("x" * (limit + 1))
    assert int(page.post.count.text().split("/")[0]) > limit
    page.post.caption.restore()


def test_a_hostile_caption_is_plain_text_and_comes_back_as_it_was(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    text = "<b>bold</b> <img src='http://x.invalid/a.png'> \u202egnp.exe {name} %s &amp; \n👩‍👩‍👧‍👦"
    go_to(page, 0, desk, qtbot)
    page.post.caption.setPlainText(text)
    page.post.caption.commit()
    settled(qtbot, desk)
    assert stored()[0].caption == text
    assert page.post.caption.toPlainText() == text


def test_planning_and_taking_the_day_away(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    go_to(page, 0, desk, qtbot)
    last = max(item.planned.wall for item in stored() if item.planned is not None)
    page.post.when.clear.click()
    settled(qtbot, desk)
    assert stored()[0].planned is None
    assert page.post.when.plan.isVisible()
    page.post.when.plan.click()
    settled(qtbot, desk)
    planned = stored()[0].planned
    assert planned is not None
    assert planned.wall == last + dt.timedelta(days=1)
    assert planned.zone == "Europe/Paris"


def test_a_typed_day_is_written_when_the_field_is_left(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    field = page.post.when.field
    field.setFocus()
    field.set_wall(dt.datetime(2027, 3, 9, 10, 15))  # noqa: DTZ001 - a wall clock
    page.board.view.setFocus()
    settled(qtbot, desk)
    planned = stored()[0].planned
    assert planned is not None
    assert planned.wall == dt.datetime(2027, 3, 9, 10, 15)  # noqa: DTZ001 - a wall clock


def test_an_hour_that_does_not_exist_is_refused_and_the_old_one_shown(
    page: GalleriesPage, stored: Stored, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    before = stored()[0].planned
    assert before is not None
    page.post.when.field.set_wall(dt.datetime(2027, 3, 28, 2, 30))  # noqa: DTZ001 - a wall clock
    page.post.when.settle()
    settled(qtbot, desk)
    assert stored()[0].planned == before
    assert "does not exist" in window.toasts.text
    assert page.post.when.field.wall() == before.wall


def test_a_shape_crops_from_the_middle_and_whole_takes_it_back(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    ratio = page.items.items[0].ratio
    buttons = page.post.crop.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "1:1").click()
    settled(qtbot, desk)
    crop = stored()[0].crop
    assert crop is not None
    assert crop.width * ratio / crop.height == pytest.approx(1.0)
    assert page.post.picture.crop == crop
    next(button for button in buttons if button.text() == "Whole").click()
    settled(qtbot, desk)
    assert stored()[0].crop is None


def test_the_crop_is_dragged_and_moved_with_the_arrow_keys(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, 0, desk, qtbot)
    page.acts.crop(page.items.items[0].id, centred(page.items.items[0].ratio, 1.0))
    settled(qtbot, desk)
    before, picture = stored()[0].crop, page.post.picture
    assert before is not None
    at = picture.frame().center().toPoint()
    QTest.mousePress(picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(picture, at + QPoint(-20, 0))
    QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(-20, 0))
    settled(qtbot, desk)
    dragged = stored()[0].crop
    assert dragged is not None
    assert dragged.left < before.left
    assert dragged.width == pytest.approx(before.width)
    picture.setFocus()
    press(picture, Qt.Key.Key_Right)
    picture.settle()
    settled(qtbot, desk)
    after = stored()[0].crop
    assert after is not None
    assert after.left == pytest.approx(dragged.left + 0.01)


def test_a_crop_never_leaves_the_picture() -> None:
    crop = Crop(0.2, 0.0, 0.6, 1.0)
    assert moved(crop, 5, 5).left == pytest.approx(0.4)
    assert moved(crop, -5, -5) == Crop(0.0, 0.0, 0.6, 1.0)
    for factor in (0.0001, 0.5, 1.5, 100):
        made = grown(crop, factor)
        assert made.width / made.height == pytest.approx(0.6)


def test_blocked_posts_say_why_and_lead_to_consent(
    page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    go_to(page, post_of(page, ConsentState.BLOCKED), desk, qtbot)
    assert page.post.rights.pill.isVisible()
    assert page.post.rights.reasons.text()
    page.post.rights.open.click()
    settled(qtbot, desk)
    assert window.current == "consent"


def test_a_cleared_post_says_until_when(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    go_to(page, post_of(page, ConsentState.CLEARED), desk, qtbot)
    qtbot.waitUntil(lambda: "until" in page.post.rights.sentence.text())
    assert not page.post.rights.open.isVisible()


def test_without_a_use_the_place_asks_for_it(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.curation.replace_use(str(GALLERY), UseParts())
    page.look()
    settled(qtbot, desk)
    assert page.notices.unsaid.isVisible()
    assert not page.post.rights.pill.isVisible()
    assert "where this gallery appears" in page.post.rights.reasons.text()


def test_a_crop_that_was_not_granted_is_said_before_it_is_made(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    go_to(page, post_of(page, ConsentState.CLEARED), desk, qtbot)
    assert not page.post.crop_hint.isVisible()
    go_to(page, post_of(page, ConsentState.ENDED), desk, qtbot)
    qtbot.waitUntil(page.post.crop_hint.isVisible)
    assert "only the whole picture" in page.post.crop_hint.text()
