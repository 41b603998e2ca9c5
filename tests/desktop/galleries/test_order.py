"""Order and membership: keys and drags change it at once, it is written, and Undo brings the old one back."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.galleries.conftest import PICKED, Stored
from tests.desktop.support.keys import ALT, press
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import carried
from ugc_studio.desktop.pages.galleries.items import ItemsView
from ugc_studio.desktop.pages.galleries.page import GalleriesPage
from ugc_studio.desktop.shell.window import Window

COPY, LEFT, NO_KEY = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def shown(page: GalleriesPage) -> list[int]:
    return [item.id for item in page.items.items]


def ids(stored: Stored) -> list[int]:
    return [int(item.asset_id) for item in stored()]


def choose(page: GalleriesPage, *places: int) -> None:
    chosen = [shown(page)[place] for place in places]
    page.board.view.choose(chosen, current=chosen[0])
    page.board.view.setFocus()


def drop(view: ItemsView, data: QMimeData, at: QPoint) -> None:
    """Let go of a drag over the view, as Qt delivers it."""
    target = view.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(at, COPY, data, LEFT, NO_KEY))
    QApplication.sendEvent(target, QDragMoveEvent(at, COPY, data, LEFT, NO_KEY))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), COPY, data, LEFT, NO_KEY))


def test_alt_and_arrows_move_the_post_and_it_stays_chosen(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    before = ids(stored)
    choose(page, 0)
    press(page.board.view, Qt.Key.Key_Right, ALT)
    press(page.board.view, Qt.Key.Key_Right, ALT)
    expected = [before[1], before[2], before[0], *before[3:]]
    assert shown(page) == expected  # at once, before it is written
    settled(qtbot, desk)
    assert ids(stored) == shown(page) == expected
    assert page.board.view.current is not None
    assert page.board.view.current.id == before[0]
    assert page.post.title.text() == "Post 3 of 24"
    press(page.board.view, Qt.Key.Key_Left, ALT)
    settled(qtbot, desk)
    assert ids(stored)[1] == before[0]


def test_alt_down_moves_by_a_row(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    first, columns = ids(stored)[0], page.board.view.columns
    assert columns >= 2
    choose(page, 0)
    press(page.board.view, Qt.Key.Key_Down, ALT)
    settled(qtbot, desk)
    assert ids(stored).index(first) == columns
    press(page.board.view, Qt.Key.Key_Up, ALT)
    settled(qtbot, desk)
    assert ids(stored).index(first) == 0


def test_several_posts_move_together(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    before = ids(stored)
    choose(page, 1, 2)
    press(page.board.view, Qt.Key.Key_Left, ALT)
    settled(qtbot, desk)
    assert ids(stored) == [before[1], before[2], before[0], *before[3:]]
    assert page.board.view.selected_ids() == [before[1], before[2]]


def test_dropping_before_a_cell_moves_there(page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot) -> None:
    before, view = ids(stored), page.board.view
    cell = view.visualRect(page.items.index(0))
    drop(view, carried([before[4]]), QPoint(cell.left() + 8, cell.center().y()))
    settled(qtbot, desk)
    assert ids(stored) == [before[4], *before[:4], *before[5:]]
    cell = view.visualRect(page.items.index(2))
    drop(view, carried([before[4]]), QPoint(cell.right() - 8, cell.center().y()))  # behind the third
    settled(qtbot, desk)
    assert ids(stored)[:3] == [before[0], before[1], before[4]]


def test_a_photo_dropped_from_elsewhere_comes_in_there(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    new, before = page.tray.view.items.items[0].id, ids(stored)
    cell = page.board.view.visualRect(page.items.index(1))
    drop(page.board.view, carried([new]), QPoint(cell.left() + 8, cell.center().y()))
    settled(qtbot, desk)
    assert ids(stored) == [before[0], new, *before[1:]]
    assert page.board.view.selected_ids() == [new]


def test_a_drag_of_something_else_changes_nothing(page: GalleriesPage, stored: Stored, desk: Desk) -> None:
    before = ids(stored)
    for content in (b"not json", b'{"a": 1}', b'["x"]', b""):
        data = QMimeData()
        data.setData("application/x-ugc-assets", content)
        drop(page.board.view, data, QPoint(20, 20))
    assert not desk.bridge.busy
    assert ids(stored) == before


def test_undo_restores_the_order_and_leads_back(
    page: GalleriesPage, stored: Stored, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    before = ids(stored)
    choose(page, 0)
    press(page.board.view, Qt.Key.Key_Right, ALT)
    settled(qtbot, desk)
    desk.go("history")
    desk.undo()
    settled(qtbot, desk)
    assert window.current == "galleries"
    assert ids(stored) == shown(page) == before


def test_delete_takes_out_and_says_how_to_take_it_back(
    page: GalleriesPage, stored: Stored, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    before = ids(stored)
    choose(page, 0, 1)
    press(page.board.view, Qt.Key.Key_Delete)
    settled(qtbot, desk)
    assert ids(stored) == shown(page) == before[2:]
    assert "2 photos" in window.toasts.text
    desk.undo()
    settled(qtbot, desk)
    assert ids(stored) == shown(page) == before


def test_enter_in_the_tray_adds_the_next_one_and_the_next(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    waiting = [item.id for item in page.tray.view.items.items]
    assert len(waiting) >= PICKED
    page.tray.view.setFocus()
    for added in range(1, PICKED + 1):
        press(page.tray.view, Qt.Key.Key_Return)
        settled(qtbot, desk)
        assert ids(stored)[-added:] == waiting[:added]
    assert [item.id for item in page.tray.view.items.items] == waiting[PICKED:]


def test_enter_on_the_board_adds_the_next_picked_photo(
    page: GalleriesPage, stored: Stored, desk: Desk, qtbot: QtBot
) -> None:
    new = page.tray.view.items.items[0].id
    choose(page, 0)
    press(page.board.view, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert ids(stored)[-1] == new
    assert page.board.view.selected_ids() == [new]


def test_delete_in_the_tray_changes_no_gallery(page: GalleriesPage, stored: Stored, desk: Desk) -> None:
    before = ids(stored)
    page.tray.view.setFocus()
    press(page.tray.view, Qt.Key.Key_Delete)
    assert not desk.bridge.busy
    assert ids(stored) == before
