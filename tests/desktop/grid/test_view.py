"""The grid as a person uses it: keys, pointer, ranges, and a place that survives filters and new widths."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.grid.conftest import settle
from tests.desktop.grid.worlds import listing
from ugc_studio.desktop.grid.arranging import arrange
from ugc_studio.desktop.grid.carrying import ASSETS_MIME
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.view import JustifiedView

Key = Qt.Key
Modifier = Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def full(view: JustifiedView, model: AssetListModel) -> JustifiedView:
    """The grid with 300 photos of three days."""
    model.set_listing(listing(range(1, 301), days=[9] * 100 + [8] * 100 + [7] * 100))
    settle()
    return view


def centre(view: JustifiedView, place: int) -> QPoint:
    return view.visualRect(view.index_of(place)).center()


def click(view: JustifiedView, place: int, modifier: Modifier = Modifier.NoModifier) -> None:
    QTest.mouseClick(view.viewport(), LEFT, modifier, centre(view, place))


def press(view: JustifiedView, key: Key, modifier: Modifier = Modifier.NoModifier) -> int:
    QTest.keyClick(view, key, modifier)
    return view.currentIndex().row()


def chosen(view: JustifiedView) -> list[int]:
    return [place for run in view.selected_runs() for place in run]


# -- places


def test_a_photo_is_where_its_rectangle_says(full: JustifiedView) -> None:
    for place in full.visible_places():
        rect = full.visualRect(full.index_of(place))
        if full.viewport().rect().contains(rect.center()):
            assert full.indexAt(rect.center()).row() == place
    assert not full.indexAt(QPoint(2, 2)).isValid()


def test_only_what_is_needed_is_scrolled_to(full: JustifiedView) -> None:
    full.scrollTo(full.index_of(3))
    assert full.verticalOffset() == 0
    full.scrollTo(full.index_of(200))
    rect = full.visualRect(full.index_of(200))
    assert full.viewport().rect().contains(rect)
    assert rect.bottom() > full.viewport().height() - 40
    full.scrollTo(full.index_of(200), QAbstractItemView.ScrollHint.PositionAtTop)
    assert 0 <= full.visualRect(full.index_of(200)).top() < 80


def test_the_header_of_a_day_is_scrolled_in_with_its_first_photo(full: JustifiedView) -> None:
    full.set_header_text(lambda number, places: (f"Day {number}", f"{len(places)} items"))
    full.scrollTo(full.index_of(299))
    full.scrollTo(full.index_of(100))
    top = full.verticalOffset()
    (header,) = [band for number, band in full.places().headers(top, top + 300) if number == 1]
    assert header.y >= top


def test_without_days_there_is_room_above_the_first_row_and_no_header(
    full: JustifiedView, model: AssetListModel
) -> None:
    full.set_header_text(lambda number, places: (f"Day {number}", f"{len(places)} items"))
    assert full.visualRect(full.index_of(0)).top() >= 40
    model.set_listing(listing([3, 2, 1]))
    assert full.visualRect(full.index_of(0)).top() == 20


def test_a_new_width_keeps_the_photo_at_the_top(full: JustifiedView, qtbot: QtBot) -> None:
    full.scrollTo(full.index_of(150), QAbstractItemView.ScrollHint.PositionAtTop)
    top = full.visible_places().start
    for width in (640, 905, 777, 1200, 800):
        full.resize(width, 600)
        settle()
        assert abs(full.visible_places().start - top) <= 1 or full.visualRect(full.index_of(top)).bottom() > 0
        assert full.visualRect(full.index_of(top)).top() < full.viewport().height()
    assert full.visible_places().start == top


def test_zooming_keeps_the_photo_at_the_top(full: JustifiedView) -> None:
    full.scrollTo(full.index_of(150), QAbstractItemView.ScrollHint.PositionAtTop)
    top = full.visible_places().start
    for height in (120, 300, 9_999, 1, 196):
        full.set_target_height(height)
        assert full.visualRect(full.index_of(top)).intersects(full.viewport().rect())
    assert full.visible_places().start == top
    assert full.target_height == 196


def test_the_wheel_moves_by_pixels_and_zooms_with_control(full: JustifiedView, qtbot: QtBot) -> None:
    def turn(modifier: Modifier) -> None:
        place, phase = QPointF(100, 100), Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifier, phase, False)
        QApplication.sendEvent(full.viewport(), event)

    turn(Modifier.NoModifier)
    assert 0 < full.verticalOffset() <= 200
    before = full.verticalOffset()
    with qtbot.waitSignal(full.zoom_wanted) as zoomed:
        turn(Modifier.ControlModifier)
    assert zoomed.args == [-1]
    assert full.verticalOffset() == before


# -- keys


def test_arrows_move_as_the_eye_does(full: JustifiedView) -> None:
    full.go_to(0)
    assert press(full, Key.Key_Right) == 1
    below = press(full, Key.Key_Down)
    assert full.places().row_of(below) == full.places().row_of(1) + 1
    assert press(full, Key.Key_Up) == 1
    assert press(full, Key.Key_Left) == 0
    assert press(full, Key.Key_Left) == 0
    assert press(full, Key.Key_End) == 299
    assert press(full, Key.Key_Home) == 0
    assert full.places().row_of(press(full, Key.Key_PageDown)) >= 2
    assert press(full, Key.Key_PageUp) == 0


def test_going_down_keeps_the_column_where_it_began(full: JustifiedView) -> None:
    full.go_to(2)
    began = full.places().rect(2)
    for _step in range(12):
        press(full, Key.Key_Down)
    place = press(full, Key.Key_Down)
    rect = full.places().rect(place)
    assert rect.x <= began.x + began.width // 2 <= rect.right + 8
    for _step in range(13):
        place = press(full, Key.Key_Up)
    assert place == 2


def test_the_first_key_finds_a_photo_on_screen(full: JustifiedView) -> None:
    full.scrollTo(full.index_of(200), QAbstractItemView.ScrollHint.PositionAtTop)
    assert press(full, Key.Key_Down) in full.visible_places()


def test_shift_and_arrows_extend_and_take_back(full: JustifiedView) -> None:
    full.go_to(10)
    for _step in range(3):
        press(full, Key.Key_Right, Modifier.ShiftModifier)
    assert chosen(full) == [10, 11, 12, 13]
    for _step in range(5):
        press(full, Key.Key_Left, Modifier.ShiftModifier)
    assert chosen(full) == [8, 9, 10]
    press(full, Key.Key_Right)
    assert chosen(full) == [9]


def test_enter_opens_and_other_keys_go_on(full: JustifiedView, qtbot: QtBot) -> None:
    full.go_to(4)
    with qtbot.waitSignal(full.opened) as opened:
        press(full, Key.Key_Return)
    assert opened.args[0].row() == 4
    for key in (Key.Key_P, Key.Key_X, Key.Key_5, Key.Key_Space, Key.Key_S):
        press(full, key)
    assert full.currentIndex().row() == 4
    assert chosen(full) == [4]


def test_select_all_takes_every_result_as_one_run(full: JustifiedView) -> None:
    QTest.keyClick(full, Key.Key_A, Modifier.ControlModifier)
    assert full.selected_runs() == [range(300)]
    assert full.selected_count == 300
    assert list(full.selected_ids()) == list(range(1, 301))


# -- pointer


def test_clicks_select_toggle_and_extend(full: JustifiedView) -> None:
    click(full, 2)
    assert chosen(full) == [2]
    click(full, 5, Modifier.ControlModifier)
    assert chosen(full) == [2, 5]
    click(full, 2, Modifier.ControlModifier)
    assert chosen(full) == [5]
    click(full, 4)
    click(full, 8, Modifier.ShiftModifier)
    assert chosen(full) == [4, 5, 6, 7, 8]
    click(full, 1, Modifier.ShiftModifier)
    assert chosen(full) == [1, 2, 3, 4]


def test_the_round_box_toggles_without_losing_the_others(full: JustifiedView) -> None:
    click(full, 1)
    rect = full.visualRect(full.index_of(3))
    box = full.photo_delegate.box(rect).center()
    QTest.mouseClick(full.viewport(), LEFT, Modifier.NoModifier, box)
    assert chosen(full) == [1, 3]
    QTest.mouseClick(full.viewport(), LEFT, Modifier.NoModifier, box)
    assert chosen(full) == [1]


def test_a_double_click_opens(full: JustifiedView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(full.opened) as opened:
        QTest.mouseDClick(full.viewport(), LEFT, Modifier.NoModifier, centre(full, 3))
    assert opened.args[0].row() == 3


def test_hovering_never_acts_but_shows_the_range_that_shift_would_take(full: JustifiedView) -> None:
    click(full, 2)
    QTest.mouseMove(full.viewport(), centre(full, 6))
    settle()
    assert full.hovered == 6
    assert chosen(full) == [2]
    assert not full.range_preview
    QTest.keyPress(full, Key.Key_Shift)
    assert full.range_preview == range(2, 7)
    QTest.keyRelease(full, Key.Key_Shift)
    assert not full.range_preview
    assert chosen(full) == [2]


def test_dragged_photos_carry_their_ids(full: JustifiedView) -> None:
    full.select_runs([range(2, 4), range(7, 8)])
    assert json.loads(bytes(full.dragged().data(ASSETS_MIME).data())) == [3, 4, 8]


# -- telling


def test_many_steps_are_told_once(full: JustifiedView, qtbot: QtBot) -> None:
    currents: list[int] = []
    selections: list[int] = []
    full.current_changed.connect(lambda index: currents.append(index.row()))
    full.selection_changed.connect(lambda: selections.append(full.selected_count))
    for place in range(50):
        full.go_to(place)
    settle()
    assert currents == [49]
    assert selections == [1]


def test_screen_readers_find_every_photo_and_its_place(full: JustifiedView) -> None:
    QAccessible.setActive(True)
    try:
        full.go_to(5)
        press(full, Key.Key_A, Modifier.ControlModifier)
    finally:
        QAccessible.setActive(False)
    interface = QAccessible.queryAccessibleInterface(full)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == 300
    child = interface.child(5)
    assert child.text(QAccessible.Text.Name) == "Photo 6 of 300, by @lea, Cleared"
    rect = full.visualRect(full.index_of(5))
    assert child.rect().size() == rect.size()


# -- a new list


def test_a_filter_keeps_current_photo_and_selection_by_id(full: JustifiedView, model: AssetListModel) -> None:
    full.go_to(40)
    full.select_runs([range(38, 43), range(90, 91)])
    model.set_listing(listing([41, 40, 90, 91, 92]))
    assert full.current_id == 41
    assert sorted(full.selected_ids()) == [40, 41, 91]


def test_when_the_current_photo_leaves_the_next_of_the_old_order_takes_over(
    full: JustifiedView, model: AssetListModel
) -> None:
    full.go_to(40)
    remaining = [number for number in range(1, 301) if number not in {41, 42}]
    model.set_listing(listing(remaining))
    assert full.current_id == 43
    assert list(full.selected_ids()) == [43]


def test_the_current_photo_stays_at_its_height_when_others_leave(full: JustifiedView, model: AssetListModel) -> None:
    full.go_to(200)
    before = full.visualRect(full.currentIndex()).top()
    model.set_listing(listing([number for number in range(1, 301) if number > 60]))
    assert full.current_id == 201
    assert full.visualRect(full.currentIndex()).top() == before


def test_without_a_current_photo_on_screen_the_top_one_stays(full: JustifiedView, model: AssetListModel) -> None:
    full.go_to(0)
    full.scrollTo(full.index_of(200), QAbstractItemView.ScrollHint.PositionAtTop)
    top = full.visible_places().start
    before = full.visualRect(full.index_of(top)).top()
    model.set_listing(listing([1, *range(50, 301)]))
    assert full.visualRect(full.index_of(model.place_of(top + 1))).top() == before
    assert full.current_id == 1


def test_new_photos_show_at_the_top_when_the_list_was_there(full: JustifiedView, model: AssetListModel) -> None:
    model.set_listing(listing([500, 501, *range(1, 301)]))
    assert full.verticalOffset() == 0


def test_an_empty_list_and_back(full: JustifiedView, model: AssetListModel) -> None:
    full.go_to(5)
    model.set_listing(listing([]))
    settle()
    assert full.current_id is None
    assert not full.selected_ids()
    press(full, Key.Key_Down)
    model.set_listing(listing([7, 8]))
    settle()
    assert press(full, Key.Key_Down) == 0


def test_a_place_can_be_restored_after_undo(full: JustifiedView) -> None:
    full.choose({250, 251, 260}, current=251)
    assert list(full.selected_ids()) == [250, 251, 260]
    assert full.current_id == 251
    assert full.visualRect(full.currentIndex()).intersects(full.viewport().rect())


@pytest.fixture
def long(view: JustifiedView, model: AssetListModel) -> JustifiedView:
    """A list so long that far down it is laid out in slices."""
    model.set_listing(arrange(listing(range(1, 400_001), days=[number // 500 for number in range(400_000)])))
    view.set_header_text(lambda number, places: (f"Day {number}", f"{len(places)} items"))
    settle()
    return view


def test_far_down_a_long_list_the_photo_at_the_top_stays_too(long: JustifiedView, qtbot: QtBot) -> None:
    long.scrollTo(long.index_of(350_000), QAbstractItemView.ScrollHint.PositionAtTop)
    top = long.visible_places().start
    long.set_target_height(150)
    qtbot.waitUntil(lambda: not long.is_settling, timeout=5000)
    assert long.viewport().updatesEnabled()
    assert long.visible_places().start == top
    long.resize(700, 600)
    qtbot.waitUntil(lambda: long.places().width == long.viewport().width() and not long.is_settling, timeout=5000)
    assert top in long.visible_places()


def test_far_down_a_long_list_a_filter_keeps_the_place(
    long: JustifiedView, model: AssetListModel, qtbot: QtBot
) -> None:
    long.go_to(350_000)
    long.scrollTo(long.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
    before = long.visualRect(long.currentIndex()).top()
    model.set_listing(arrange(listing([number for number in range(1, 400_001) if number % 3 != 1])))
    qtbot.waitUntil(lambda: not long.is_settling, timeout=5000)
    assert long.current_id == 350_001
    assert list(long.selected_ids()) == [350_001]
    assert long.visualRect(long.currentIndex()).top() == before


def test_scrolling_meanwhile_wins(long: JustifiedView) -> None:
    long.scrollTo(long.index_of(350_000), QAbstractItemView.ScrollHint.PositionAtTop)
    long.set_target_height(150)
    assert long.is_settling
    long.verticalScrollBar().setValue(1000)
    assert not long.is_settling
    assert long.viewport().updatesEnabled()
    settle(50)
    assert long.verticalOffset() == 1000


def test_the_pivot_of_a_range_follows_a_jump(full: JustifiedView) -> None:
    click(full, 2)
    click(full, 6, Modifier.ShiftModifier)
    full.go_to(10)
    click(full, 12, Modifier.ShiftModifier)
    assert chosen(full) == [10, 11, 12]


def test_what_an_action_is_about(full: JustifiedView) -> None:
    full.go_to(3)
    assert list(full.target_ids()) == [4]
    full.selectionModel().clearSelection()
    assert list(full.target_ids()) == [4]
    full.selectionModel().setCurrentIndex(full.index_of(9), QItemSelectionModel.SelectionFlag.NoUpdate)
    full.select_runs([range(0, 2)])
    assert list(full.target_ids()) == [1, 2]
