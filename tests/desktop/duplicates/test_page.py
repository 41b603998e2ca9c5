"""Duplicates in the window: the queue advances by itself, one key decides, and Ctrl+Z takes it back."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.desktop.support.keys import press, sign
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.duplicates.page import DuplicatesPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.services.deduplication.groups import GroupKind, Tab


@pytest.fixture
def page(window: Window, desk: Desk, qtbot: QtBot) -> DuplicatesPage:
    with qtbot.waitActive(window):
        window.activateWindow()
    desk.go("duplicates")
    settled(qtbot, desk)
    made = window.pages["duplicates"]
    assert isinstance(made, DuplicatesPage)
    return made


def is_down_to(page: DuplicatesPage, count: int) -> bool:
    return len(page.model.keys) <= count


def first_group(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    """Go to the first group that can be merged (pairs are confirmed instead)."""
    place = next(i for i, key in enumerate(page.model.keys) if key.kind is GroupKind.CLUSTER)
    page.queue.setCurrentIndex(page.model.index(place))
    settled(qtbot, desk)


def test_the_queue_lists_what_waits(page: DuplicatesPage, desk: Desk) -> None:
    assert len(page.model.keys) == desk.studio.duplicates.counts().near > 0
    assert page.progress.text() == f"GROUP 1 OF {len(page.model.keys)}"
    assert len(page._columns) >= 2


def test_enter_merges_and_the_next_group_takes_its_place(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    first_group(page, desk, qtbot)
    count, decided = len(page.model.keys), page._current()
    press(page.queue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.model.keys) == count - 1)
    settled(qtbot, desk)
    assert decided not in page.model.keys
    assert page._current() == page.model.keys[page.queue.currentIndex().row()]
    assert page.queue.hasFocus()


def test_undo_brings_the_group_back_and_leads_there(
    page: DuplicatesPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    first_group(page, desk, qtbot)
    decided, count = page._current(), len(page.model.keys)
    press(page.queue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.model.keys) == count - 1)
    desk.go("history")
    desk.undo()
    qtbot.waitUntil(lambda: window.current == "duplicates" and page._current() == decided)
    assert decided in page.model.keys


def test_a_number_chooses_which_one_is_kept(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    first_group(page, desk, qtbot)
    press(page.queue, Qt.Key.Key_2)
    settled(qtbot, desk)
    assert page.merge.text() == "Merge, keep B"
    kept = page._columns[1].member.asset.id
    sign(page.queue, "\u00e9")  # the key of 2 on a French keyboard
    assert page._keep == kept
    copies = [column.member.asset.id for column in page._columns if column.member.asset.id != kept]
    count = len(page.model.keys)
    press(page.queue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.model.keys) == count - 1)
    rows = desk.studio.browsing.rows([int(copy) for copy in copies])
    assert {row.stacked_under for row in rows} == {kept}


def test_keep_all_and_not_duplicates_change_no_photo(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_K, Qt.Key.Key_D):
        first_group(page, desk, qtbot)
        ids = [int(column.member.asset.id) for column in page._columns]
        before = [(row.asset, row.tags, row.stacked_under) for row in desk.studio.browsing.rows(ids)]
        count = len(page.model.keys)
        press(page.queue, key)
        qtbot.waitUntil(partial(is_down_to, page, count - 1))
        assert [(row.asset, row.tags, row.stacked_under) for row in desk.studio.browsing.rows(ids)] == before


def test_skip_goes_on_without_deciding(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    count = len(page.model.keys)
    press(page.queue, Qt.Key.Key_S)
    settled(qtbot, desk)
    assert page.queue.currentIndex().row() == 1
    assert len(page.model.keys) == count


def test_what_the_kept_photo_inherits_is_said_before(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    first_group(page, desk, qtbot)
    assert "nothing is deleted" in page.lines.text()


def test_the_same_spot_is_shown_in_every_column(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    first_group(page, desk, qtbot)
    page._set_spot(QPointF(0.9, 0.1))
    settled(qtbot, desk)
    for column in page._columns:
        part, asset = column.spot.part(), column.member.asset
        assert part is not None
        assert part.left + part.width == asset.width
        assert part.top == 0
        assert column.spot._image is not None


def test_zoom_shows_all_columns_at_full_size_together(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    first_group(page, desk, qtbot)
    press(page.queue, Qt.Key.Key_Z)
    assert not any(column.photo.isVisible() for column in page._columns)
    press(page.queue, Qt.Key.Key_Z)
    assert all(column.photo.isVisible() for column in page._columns)


def test_an_empty_queue_says_so(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    while page.model.keys:
        count = len(page.model.keys)
        press(page.queue, Qt.Key.Key_D)
        qtbot.waitUntil(partial(is_down_to, page, count - 1))
        settled(qtbot, desk)
    assert page.empty.isVisible()
    assert page.empty.heading.text() == "No duplicates"


def test_resolved_groups_can_be_looked_at(page: DuplicatesPage, desk: Desk, qtbot: QtBot) -> None:
    page.tabs._group.button(2).click()
    settled(qtbot, desk)
    assert page._tab is Tab.RESOLVED
    assert len(page.model.keys) == desk.studio.duplicates.counts().resolved
    assert not page.merge.isVisible()
