"""Keys of other keyboards: the French digit row, also with Ctrl, the numeric pad, and single keys switched off."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.access.tour import Tour
from tests.desktop.support.keys import CTRL, press, press_sign
from tests.desktop.support.waiting import settled
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.actions.keys import AZERTY_ROW
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import Flag
from ugc_studio.library.assets import AssetRow

PLACES = ("library", "duplicates", "consent", "galleries", "export")
FIRST_SCAN = 10
"""X11's scan code of the key that bears 1, or & in France."""


@pytest.fixture
def page(tour: Tour, window: Window, desk: Desk) -> LibraryPage:
    """The library, with the keyboard among the photos."""
    desk.go("library")
    tour.settle()
    shown = window.pages["library"]
    assert isinstance(shown, LibraryPage)
    shown.views.focus_photos()
    return shown


def current(page: LibraryPage, desk: Desk) -> AssetRow:
    """The photo that the keyboard is on, as the library has it."""
    assert page.views.current_id is not None
    return desk.studio.browsing.rows([page.views.current_id])[0]


@pytest.mark.parametrize("stars", range(6))
def test_the_french_row_rates(page: LibraryPage, desk: Desk, qtbot: QtBot, stars: int) -> None:
    press_sign(page.views.grid, AZERTY_ROW[stars], scan=FIRST_SCAN + (stars - 1) % 10)
    settled(qtbot, desk)
    assert current(page, desk).asset.rating == stars


def test_the_numeric_pad_rates(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClick(page.views.grid, Qt.Key.Key_4, Qt.KeyboardModifier.KeypadModifier)
    settled(qtbot, desk)
    assert current(page, desk).asset.rating == 4


@pytest.mark.parametrize("number", range(1, 6))
def test_ctrl_and_the_french_row_go_to_the_places(page: LibraryPage, window: Window, tour: Tour, number: int) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    press_sign(focus, AZERTY_ROW[number], CTRL, scan=FIRST_SCAN + number - 1)
    tour.settle()
    assert window.current == PLACES[number - 1]


def test_ctrl_and_the_numeric_pad_go_to_the_places(page: LibraryPage, window: Window, tour: Tour) -> None:
    QTest.keyClick(page.views.grid, Qt.Key.Key_2, CTRL | Qt.KeyboardModifier.KeypadModifier)
    tour.settle()
    assert window.current == "duplicates"


class TestSingleKeysOff:
    """Letters, digits and signs do nothing; everything else still does."""

    @pytest.fixture
    def chosen(self, chosen: Preferences) -> Preferences:
        """Someone who switched them off."""
        return dataclasses.replace(chosen, single_keys=False)

    def test_no_letter_digit_or_sign_acts(self, page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
        before = current(page, desk)
        for key in (Qt.Key.Key_P, Qt.Key.Key_X, Qt.Key.Key_3, Qt.Key.Key_BracketRight, Qt.Key.Key_E):
            press(page.views.grid, key)
        press_sign(page.views.grid, AZERTY_ROW[3], scan=FIRST_SCAN + 2)
        settled(qtbot, desk)
        assert current(page, desk) == before
        assert before.asset.flag is not Flag.REJECTED
        assert page.views.layout_name == "grid"

    def test_places_are_still_a_key_away(self, page: LibraryPage, window: Window, tour: Tour) -> None:
        press(page.views.grid, Qt.Key.Key_3, CTRL)
        tour.settle()
        assert window.current == "consent"
