"""Presses keys as a keyboard does, typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and let go one key while the widget has the focus."""
    QTest.keyClick(widget, key, modifiers)


def write(widget: QWidget, text: str) -> None:
    """Type a text; signs that QTest does not know are sent as a keyboard that has them sends them."""
    for sign in text:
        if sign.isascii():
            QTest.keyClicks(widget, sign)
        else:
            press_sign(widget, sign)


def press_sign(widget: QWidget, sign: str, modifiers: Qt.KeyboardModifier = NONE, *, scan: int = 0) -> None:
    """Press and let go the key that bears a sign: ``é`` on a French keyboard, whose scan code says "2"."""
    key = ord(sign.upper())
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, scan, 0, 0, sign))


def sign(widget: QWidget, text: str) -> None:
    """Press a key that gives this sign, as the digit row of a French keyboard does (QTest knows ASCII only)."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, ord(text.upper()), NONE, text))
