"""The place: shelf and gallery, feed and calendar, goal and copies, and all of it by keyboard."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.galleries.conftest import GALLERY, Stored
from tests.desktop.support.clipping import assert_fits
from tests.desktop.support.keys import ALT, CTRL, press, write
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.changes import Changed, changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import carried
from ugc_studio.desktop.pages.consent.request_dialog import RequestDialog
from ugc_studio.desktop.pages.galleries.calendar import spots
from ugc_studio.desktop.pages.galleries.dialogs import GoalDialog, NameDialog, UseDialog
from ugc_studio.desktop.pages.galleries.page import GalleriesPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.galleries import UseParts


def again(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    """Show what another part of the program has written."""
    desk.changed.emit(changes(Changed.GALLERIES))
    settled(qtbot, desk)


def dialog(window: Window, kind: type[QWidget]) -> QWidget:
    return next(made for made in window.findChildren(kind) if made.isVisible())


# ---------------------------------------------------------------------- the shelf


def test_the_shelf_lists_galleries_and_enter_opens_one(
    page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    desk.studio.curation.create("Second")
    page.header.back.click()
    settled(qtbot, desk)
    assert page.stack.currentWidget() is page.shelf
    assert len(page.shelf.cards) == 2
    card = next(card for card in page.shelf.cards if "Second" not in card.accessibleName())
    assert "24 photos" in card.accessibleName()
    card.setFocus()
    press(card, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert page.stack.currentWidget() is page.frame
    assert page.gallery == GALLERY
    desk.go("galleries")  # once more on the same place leads back to all of them
    settled(qtbot, desk)
    assert page.stack.currentWidget() is page.shelf


def test_a_place_is_found_again(page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot) -> None:
    chosen = page.items.items[5].id
    desk.go("galleries", {"gallery": GALLERY, "view": "feed", "current": chosen})
    settled(qtbot, desk)
    spot = page.place()
    assert spot["view"] == "feed"
    assert spot["current"] == chosen
    desk.go("history")
    desk.go("galleries")
    settled(qtbot, desk)
    assert page.place() == spot


def test_deleting_leads_to_the_shelf_and_undo_back(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    before = [item.asset_id for item in stored()]
    page.acts.delete()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.shelf)
    settled(qtbot, desk)
    assert page.shelf.cards == []
    desk.undo()
    settled(qtbot, desk)
    assert page.stack.currentWidget() is page.frame
    assert [item.row.asset.id for item in page.items.items] == before


# ---------------------------------------------------------------------- what is said about it


def test_facts_and_badges_speak_of_its_own_use(page: GalleriesPage) -> None:
    cleared = sum(item.state is ConsentState.CLEARED for item in page.items.items)
    assert page.header.facts.text() == f"24 photos · {cleared} ready · {24 - cleared} waiting for rights"
    blocked = next(item for item in page.items.items if item.state is ConsentState.BLOCKED)
    words = page.items.index(page.items.place_of(blocked.id)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(f"Post {blocked.number} of 24, by ")
    assert "Blocked" in words


def test_a_goal_says_how_many_to_ask(page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert not page.notices.goal.isVisible()
    assert page.opened is not None
    page.menu.set_goal(page.opened.gallery)
    made = dialog(window, GoalDialog)
    assert isinstance(made, GoalDialog)
    made.goal.setValue(30)
    made.deadline.box.setChecked(True)
    made.yes.click()
    settled(qtbot, desk)
    assert page.opened.status.gallery.goal == 30
    assert page.notices.goal.isVisible()
    assert "ask" in page.notices.line.text()
    assert page.notices.ask.isVisible()
    assert page.notices.deadline.isVisible()
    desk.undo()
    settled(qtbot, desk)
    assert not page.notices.goal.isVisible()


def test_renaming_and_duplicating(page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert page.opened is not None
    page.menu.rename(page.opened.gallery)
    name = dialog(window, NameDialog)
    assert isinstance(name, NameDialog)
    write(name.name, "Late summer")
    name.yes.click()
    settled(qtbot, desk)
    assert page.header.title.text() == "Late summer"
    page.menu.duplicate(page.opened.gallery)
    copy = next(made for made in window.findChildren(NameDialog) if made.isVisible())
    copy.save()
    settled(qtbot, desk)
    assert page.gallery != GALLERY
    assert page.header.title.text() == "Late summer (copy)"
    assert len(page.items.items) == 24
    assert all(item.day is None for item in page.items.items)


def test_the_use_is_described_and_every_badge_follows(
    page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    assert page.opened is not None
    page.menu.say_use(page.opened.gallery)
    made = dialog(window, UseDialog)
    assert isinstance(made, UseDialog)
    settled(qtbot, desk)
    before = made.parts()
    assert before == page.opened.gallery.parts  # what is not touched stays
    made.paid.setChecked(True)
    made.countries.setText("zz top")
    made.yes.click()
    settled(qtbot, desk)
    assert made.isVisible()  # it says what is wrong and keeps what was typed
    made.countries.setText("fr, be")
    made.yes.click()
    settled(qtbot, desk)
    assert page.opened.gallery.parts.paid is True
    assert page.opened.gallery.parts.territories == ("FR", "BE")


def test_the_menu_opens_under_its_button(page: GalleriesPage, qtbot: QtBot) -> None:
    page.header.more.click()
    menu = page.header.more.findChild(QMenu)
    assert menu is not None
    assert len([action for action in menu.actions() if not action.isSeparator()]) == 6
    menu.close()


def test_a_copy_is_replaced_by_the_kept_photo(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    hidden, kept = page.items.items[0].row.asset.id, AssetId(page.tray.view.items.items[0].id)

    def stack(session: object) -> None:
        session.db.execute("UPDATE assets SET stacked_under = ? WHERE id = ?", [kept, hidden])  # type: ignore[attr-defined]

    desk.studio.library.write(stack)
    again(page, desk, qtbot)
    assert page.notices.copies.isVisible()
    page.notices.use_kept.click()
    settled(qtbot, desk)
    assert stored()[0].asset_id == kept
    assert not page.notices.copies.isVisible()


def test_ask_opens_the_request_for_those_who_were_not_asked(
    page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    desk.studio.curation.set_goal(str(GALLERY), 40, None)
    again(page, desk, qtbot)
    assert page.opened is not None
    unasked = [one for one in (*page.opened.items, *page.opened.tray) if one.state is ConsentState.NOT_REQUESTED]
    page.notices.ask.click()
    settled(qtbot, desk)
    if unasked:
        request = dialog(window, RequestDialog)
        assert isinstance(request, RequestDialog)
        assert request.asking is not None
        assert set(request.photos.chosen) <= {one.row.asset.id for one in unasked}
        people = request.place.text()
        request.reject()
        settled(qtbot, desk)
        drafts = desk.studio.requests.drafts()  # one a person; with one person alone nothing is kept
        assert len(drafts) == (int(people.rsplit(" ", 1)[1]) if people else 0)
        assert all(draft.gallery == page.opened.gallery.uuid for draft in drafts)
    else:
        assert window.current == "library"


def test_a_photo_in_the_trash_says_so(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    first = page.items.items[0]
    desk.studio.marking.trash([first.row.asset.id])
    again(page, desk, qtbot)
    words = page.items.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "in the trash" in words
    assert "in the trash" in page.items.index(0).data(Qt.ItemDataRole.ToolTipRole)


# ---------------------------------------------------------------------- feed and calendar


def test_similar_neighbours_are_told(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    (key,) = desk.studio.duplicates.keys()[:1]
    (group,) = desk.studio.duplicates.page([key])
    made = desk.studio.curation.create("Twins", UseParts(channel="instagram_feed"))
    desk.studio.curation.add(str(made.id), list(group.assets[:2]))
    desk.go("galleries", {"gallery": int(made.id), "view": "feed"})
    settled(qtbot, desk)
    assert page.feed.harmony.accessibleName() == "2 similar photos side by side"


def test_the_feed_has_three_columns_in_both_shapes(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_view("feed")
    feed = page.feed.phone.feed
    qtbot.waitUntil(lambda: feed.visualRect(page.items.index(2)).top() == feed.visualRect(page.items.index(0)).top())
    assert feed.visualRect(page.items.index(3)).top() > feed.visualRect(page.items.index(2)).top()
    style = feed.cells.style
    assert abs(style.height / style.width - 4 / 3) < 0.02
    page.feed.set_shape("1:1")
    assert feed.cells.style.height == feed.cells.style.width
    assert page.feed.phone.handle.text()


def test_moving_in_the_feed_moves_on_the_board(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    before = [int(item.asset_id) for item in stored()]
    page.show_view("feed")
    feed = page.feed.phone.feed
    feed.setFocus()
    page.choose(before[0])
    press(feed, Qt.Key.Key_Down, ALT)
    settled(qtbot, desk)
    assert [int(item.asset_id) for item in stored()].index(before[0]) == 3
    assert page.board.view.selected_ids() == [before[0]]


def test_dropping_on_a_day_keeps_the_hour(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    page.show_view("calendar")
    settled(qtbot, desk)
    first = stored()[0]
    assert first.planned is not None
    day = first.planned.wall.date() + dt.timedelta(days=2)
    view = page.calendar.view
    at = view.visualRect(page.calendar.days.index_of(day)).center()
    data, left = carried([int(first.asset_id)]), Qt.MouseButton.LeftButton
    for event in (
        QDragEnterEvent(at, Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier),
        QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier),
    ):
        QApplication.sendEvent(view.viewport(), event)
    settled(qtbot, desk)
    planned = stored()[0].planned
    assert planned is not None
    assert planned.wall == dt.datetime.combine(day, first.planned.wall.time())


def test_days_by_keyboard(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    page.acts.plan(page.items.items[0].id, None)
    settled(qtbot, desk)
    page.show_view("calendar")
    settled(qtbot, desk)
    assert [item.id for item in page.tray.view.items.items] == [page.items.items[0].id]
    page.calendar.go(dt.date(2027, 2, 10))
    page.calendar.view.setFocus()
    press(page.calendar.view, Qt.Key.Key_Right)
    assert page.calendar.view.day == dt.date(2027, 2, 11)
    page.tray.view.setFocus()
    press(page.tray.view, Qt.Key.Key_Return)
    settled(qtbot, desk)
    planned = stored()[0].planned
    assert planned is not None
    assert planned.wall.date() == dt.date(2027, 2, 11)
    page.calendar.view.setFocus()
    page.choose(page.items.items[0].id)
    press(page.calendar.view, Qt.Key.Key_Down, ALT)  # a week later
    settled(qtbot, desk)
    planned = stored()[0].planned
    assert planned is not None
    assert planned.wall.date() == dt.date(2027, 2, 18)
    assert page.calendar.view.day == dt.date(2027, 2, 18)


def test_a_press_on_a_picture_chooses_the_post(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_view("calendar")
    settled(qtbot, desk)
    item = page.items.items[3]
    assert item.day is not None
    view = page.calendar.view
    at = view.visualRect(page.calendar.days.index_of(item.day)).center() + QPoint(0, 8)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    qtbot.waitUntil(lambda: page.post.item is not None and page.post.item.id == item.id)


def test_every_day_says_what_is_planned(page: GalleriesPage) -> None:
    day = page.items.items[0].day
    assert day is not None
    page.calendar.go(day)
    words = page.calendar.days.index_of(day).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1 post" in words
    assert page.items.items[0].who in words


def test_the_posts_of_a_day_lie_beside_each_other() -> None:
    area = QRectF(0, 0, 90, 80)
    for count, expected in ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (9, 4)):
        boxes = spots(area, count)
        assert len(boxes) == expected
        assert all(area.contains(box) for box in boxes)
        assert all(not one.intersects(other) for one in boxes for other in boxes if one is not other)


# ---------------------------------------------------------------------- the whole


def test_the_whole_way_without_a_mouse(
    page: GalleriesPage, stored: Stored, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    def key(name: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        press(focus, name, modifiers)
        settled(qtbot, desk)

    desk.go("galleries", {"gallery": None})
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.shelf.cards[0])
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.board.view.hasFocus())
    before = [int(item.asset_id) for item in stored()]
    new = page.tray.view.items.items[0].id
    key(Qt.Key.Key_Return)  # the next picked photo comes to the end and is chosen
    key(Qt.Key.Key_Left, ALT)
    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_Delete)
    assert [int(item.asset_id) for item in stored()] == [*before[1:-1], new, before[-1]]
    key(Qt.Key.Key_F6)  # on to the panel of the post
    assert QApplication.focusWidget() is page.post.caption
    page.post.caption.selectAll()
    focus = QApplication.focusWidget()
    assert focus is not None
    write(focus, "By hand.")
    key(Qt.Key.Key_Return, CTRL)
    assert stored()[0].caption == "By hand."


def test_the_empty_gallery_invites(page: GalleriesPage, desk: Desk, qtbot: QtBot) -> None:
    made = desk.studio.curation.create("Nothing yet", UseParts(channel="instagram_feed"))
    desk.go("galleries", {"gallery": int(made.id)})
    settled(qtbot, desk)
    assert page.board.currentWidget() is page.board.empty
    new = page.tray.view.items.items[0].id
    page.tray.view.setFocus()
    press(page.tray.view, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert [item.id for item in page.items.items] == [new]
    assert page.board.currentWidget() is not page.board.empty


def test_f6_goes_round_and_every_part_has_a_name(page: GalleriesPage, window: Window, desk: Desk) -> None:
    panes = page.panes()
    assert len(panes) == 4
    page.board.view.setFocus()
    seen = set()
    for _step in range(len(panes) + 1):
        window.next_pane(1)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.add(focus)
    assert set(panes) <= seen
    assert all(pane.accessibleName() for pane in panes)


def test_nothing_is_cut_in_a_small_window(page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.curation.set_goal(str(GALLERY), 60, desk.today() + dt.timedelta(days=9))
    again(page, desk, qtbot)
    for size in ((1440, 900), (1100, 700)):
        window.resize(*size)
        for view in ("board", "feed", "calendar"):
            page.show_view(view)
            assert_fits(qtbot, page)
