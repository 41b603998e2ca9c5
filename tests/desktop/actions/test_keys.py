"""Digits count on every keyboard, and key caps say what the keys are."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ugc_studio.desktop.actions.keys import caps_of, digit_of

NONE = Qt.KeyboardModifier.NoModifier


def press(key: int, text: str = "", scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, NONE, scan, 0, 0, text)


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_by_its_sign(digit: int) -> None:
    assert digit_of(press(int(Qt.Key.Key_0) + digit, str(digit))) == digit


@pytest.mark.parametrize(("sign", "digit"), list(zip("&é\"'(-è_çà", (1, 2, 3, 4, 5, 6, 7, 8, 9, 0), strict=True)))
def test_a_digit_of_the_french_row_without_shift(sign: str, digit: int) -> None:
    assert digit_of(press(ord(sign.upper()), sign)) == digit


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="scan codes of X11 and Wayland")
def test_a_digit_by_its_place_when_the_sign_is_another() -> None:
    assert digit_of(press(int(Qt.Key.Key_Exclam), "!", scan=10)) == 1
    assert digit_of(press(int(Qt.Key.Key_F12), "", scan=96)) is None


def test_letters_are_no_digits() -> None:
    assert digit_of(press(int(Qt.Key.Key_P), "p")) is None


@pytest.mark.skipif(sys.platform == "darwin", reason="caps are signs there")
@pytest.mark.parametrize(
    ("keys", "caps"),
    [("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")), ("P", ("P",)), ("Ctrl++", ("Ctrl", "+")), ("", ()), ("/", ("/",))],
)
def test_caps(keys: str, caps: tuple[str, ...]) -> None:
    assert caps_of(QKeySequence(keys)) == caps
