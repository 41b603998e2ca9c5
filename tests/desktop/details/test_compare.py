"""Photos side by side: the same spot, facts with ticks, decisions for the chosen one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.compare.facts import facts_of
from ugc_studio.desktop.pages.library.compare.view import CompareView
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.consent import ConsentState

Shown = Callable[[CompareView], CompareView]


@pytest.fixture
def compared(desk: Desk, shelf: Shelf, shown: Shown) -> CompareView:
    """Three photos side by side."""
    view = shown(CompareView(desk))
    view.set_assets(shelf.ids()[:3])
    shelf.settle()
    view.setFocus()
    return view


def test_at_most_four_stand_side_by_side(compared: CompareView, shelf: Shelf) -> None:
    compared.set_assets(shelf.ids()[:6])
    shelf.settle()
    assert len(compared.columns) == 4
    compared.set_assets(shelf.ids()[:2])
    shelf.settle()
    assert [one.photo.asset.id for one in compared.columns if one.photo] == shelf.ids()[:2]


def test_one_photo_alone_is_nothing_to_compare(compared: CompareView, shelf: Shelf) -> None:
    compared.set_assets(shelf.ids()[:1])
    shelf.settle()
    assert compared.columns == []
    assert compared.photo is None


def test_digits_choose_and_keys_act_on_the_chosen_one(compared: CompareView, shelf: Shelf, qtbot: QtBot) -> None:
    first, second, _third = shelf.ids()[:3]
    focus = compared.columns[0].picture
    with qtbot.waitSignal(compared.current_changed):
        QTest.keyClick(focus, Qt.Key.Key_2)
    QTest.keyClick(compared.columns[1].picture, Qt.Key.Key_P)
    QTest.keyClick(compared.columns[1].picture, Qt.Key.Key_BracketRight)
    shelf.settle()
    assert shelf.row(second).asset.flag is Flag.PICKED
    assert shelf.row(second).asset.rating == 1
    assert shelf.row(first).asset.flag is Flag.UNREVIEWED
    assert "Picked" in compared.columns[1].marks.words


def test_the_french_digit_row_chooses_too(compared: CompareView, shelf: Shelf) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Eacute, Qt.KeyboardModifier.NoModifier, "é")
    QCoreApplication.sendEvent(compared.columns[0].picture, key)
    assert compared.current == shelf.ids()[1]


def test_the_others_look_at_the_same_spot(compared: CompareView, qtbot: QtBot) -> None:
    compared.columns[0].picture.zoom_by(5, QPointF(20, 20))
    sights = {one.picture.sight for one in compared.columns}
    assert len(sights) == 1
    assert not compared.columns[2].picture.sight.is_fitted
    compared.together.setChecked(False)
    compared.columns[1].picture.zoom_by(3)
    assert compared.columns[0].picture.sight != compared.columns[1].picture.sight


def test_pressing_a_flag_chooses_its_photo(compared: CompareView, shelf: Shelf, qtbot: QtBot) -> None:
    third = compared.columns[2]
    QTest.mouseClick(third.reject, Qt.MouseButton.LeftButton)
    shelf.settle()
    assert third.photo is not None
    assert compared.current == third.photo.asset.id
    assert shelf.row(compared.current).asset.flag is Flag.REJECTED


def test_escape_goes_back(compared: CompareView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(compared.closed) as told:
        QTest.keyClick(compared.columns[0].picture, Qt.Key.Key_Escape)
    assert told.args == [compared.current]


def test_a_tick_stands_on_the_better_value_only(shelf: Shelf) -> None:
    rows = [shelf.row(asset_id) for asset_id in shelf.ids()]
    large = max(rows, key=lambda row: row.asset.width * row.asset.height)
    small = min(rows, key=lambda row: row.asset.width * row.asset.height)
    facts = {fact.id: fact for fact in facts_of([small, large])}
    assert facts["pixels"].best == {1}
    assert facts["tags"].best == frozenset()
    alike = {fact.id: fact for fact in facts_of([large, large])}
    assert all(not fact.best for fact in alike.values())


def test_cleared_is_better_than_anything_else(shelf: Shelf) -> None:
    cleared = shelf.row(shelf.one("rights:cleared"))
    blocked = shelf.row(shelf.one("rights:blocked"))
    assert (cleared.consent, blocked.consent) == (ConsentState.CLEARED, ConsentState.BLOCKED)
    facts = {fact.id: fact for fact in facts_of([blocked, cleared])}
    assert facts["rights"].best == {1}
