"""What is said to people who do not see the window, where the keyboard goes, and that nothing moves for long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPropertyAnimation, Qt, QVariantAnimation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.access.tour import Tour, shots
from tests.desktop.support.keys import CTRL, SHIFT, press
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs import about, new_gallery, palette, papers, purge, sheet, trash
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.shell.window import Window

LONGEST_MS = 160
"""The cross of a search field, which Qt itself fades in; nothing of ours moves at all."""
PLACES = ("library", "duplicates", "consent", "galleries", "export", "settings", "history")


@pytest.fixture
def said(desk: Desk) -> Iterator[list[str]]:
    """Everything that is announced, in order."""
    words: list[str] = []
    desk.announced.connect(words.append)
    yield words
    desk.announced.disconnect(words.append)


@pytest.fixture
def page(tour: Tour, window: Window, desk: Desk) -> LibraryPage:
    """The library, with the keyboard among the photos."""
    desk.go("library")
    tour.settle()
    shown = window.pages["library"]
    assert isinstance(shown, LibraryPage)
    shown.views.focus_photos()
    return shown


@pytest.mark.parametrize(
    ("key", "words"),
    [(Qt.Key.Key_P, "Picked"), (Qt.Key.Key_X, "Rejected"), (Qt.Key.Key_4, "4 stars"), (Qt.Key.Key_0, "No stars")],
)
def test_marks_are_said(page: LibraryPage, tour: Tour, said: list[str], key: Qt.Key, words: str) -> None:
    if key == Qt.Key.Key_0:
        press(page.views.grid, Qt.Key.Key_2)
        tour.settle()
    press(page.views.grid, key)
    tour.settle()
    assert said[-1:], f"{words} was not said"
    assert words.casefold() in said[-1].casefold()


def test_a_merge_is_said(tour: Tour, window: Window, desk: Desk, said: list[str]) -> None:
    desk.go("duplicates", {"tab": "near"})
    tour.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_Return)
    tour.settle()
    assert any("Merged" in words for words in said), said


def test_why_nothing_was_recorded_is_said(tour: Tour, desk: Desk, said: list[str]) -> None:
    """In the sample the first reply leaves open what was agreed to: Ctrl+Enter says so instead of doing nothing."""
    desk.go("consent", {"queue": "to_read"})
    tour.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_Return, CTRL)
    tour.settle()
    assert said


@pytest.mark.parametrize("place", PLACES)
def test_f6_goes_round_the_panes(tour: Tour, window: Window, desk: Desk, place: str) -> None:
    desk.go(place)
    tour.settle()
    first = QApplication.focusWidget()
    assert first is not None
    panes = len([pane for pane in window.pages[place].panes() if pane.isVisible()]) + 1
    seen = []
    for _pane in range(panes):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
        press(focus, Qt.Key.Key_F6)
    assert len(set(seen)) == panes, "F6 misses a pane"
    focus = QApplication.focusWidget()
    assert focus is not None
    press(focus, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is seen[-1]


@pytest.mark.parametrize("module", [about, new_gallery, palette, papers, purge, sheet, trash])
def test_esc_closes_and_gives_the_keyboard_back(page: LibraryPage, window: Window, tour: Tour, module: object) -> None:
    before = QApplication.focusWidget()
    module.open_dialog(page.desk, window)  # type: ignore[attr-defined]  # every one of these modules has it
    tour.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert isinstance(focus.window(), Dialog)
    press(focus, Qt.Key.Key_Escape)
    tour.settle()
    assert not [one for one in window.findChildren(Dialog) if one.isVisible()]
    assert QApplication.focusWidget() is before


def test_esc_closes_a_card_and_gives_the_keyboard_back(page: LibraryPage, tour: Tour, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    press(page.views.grid, Qt.Key.Key_B)
    tour.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is not before
    press(focus, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_nothing_moves_for_long(tour: Tour, window: Window) -> None:
    for shot in shots(empty=False):
        tour.go(shot)
        moving = [*window.findChildren(QPropertyAnimation), *window.findChildren(QVariantAnimation)]
        assert all(one.duration() <= LONGEST_MS for one in moving), shot.name
        tour.tidy()
