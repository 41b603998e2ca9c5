"""Finds words that do not fit: labels and buttons that are cut, and widgets that stick out of what holds them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QCheckBox, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ugc_studio.desktop.widgets.basic import ElidedLabel

SLACK = 2
"""Pixels by which a hint may be larger than the room before anything is really cut."""


def clipped(root: QWidget) -> list[str]:
    """What is cut in a window, a place or a dialog, in words for a failure; scrolled-away parts count as shown."""
    return [*_cut_words(root), *_sticking_out(root)]


def assert_fits(qtbot: QtBot, root: QWidget) -> None:
    """Wait until everything is laid out, then fail with what is still cut."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not clipped(root), timeout=2000)
    left = clipped(root)
    assert not left, "\n".join(left)


def _shown(root: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    for widget in root.findChildren(kind):
        if widget.isVisibleTo(root) and not widget.size().isEmpty():
            yield widget


def _cut_words(root: QWidget) -> Iterator[str]:
    for label in _shown(root, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() or isinstance(label, ElidedLabel):
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + SLACK:
                yield f"label too low: {label.text()[:60]!r}"
        elif label.sizeHint().width() > label.width() + SLACK:
            yield f"label too narrow: {label.text()[:60]!r}"
    for button in _shown(root, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        painted = type(button).__name__ == "SideRow"  # cuts its own words with … and says them in its tooltip
        only_icon = isinstance(button.parentWidget(), QLineEdit)
        if button.text() and not painted and not only_icon and _is_cut(button):
            yield f"button too narrow: {button.text()[:60]!r}"


def _is_cut(button: QAbstractButton) -> bool:
    if button.sizePolicy().hasHeightForWidth():  # its words wrap
        return button.heightForWidth(button.width()) > button.height() + SLACK
    return _words_of(button) > button.width() + SLACK


def _words_of(button: QAbstractButton) -> int:
    lines = button.text().replace("&&", "&").split("\n")
    words = max(button.fontMetrics().horizontalAdvance(line) for line in lines)
    icon = button.iconSize().width() + 4 if not button.icon().isNull() else 0
    box = 24 if isinstance(button, QCheckBox | QRadioButton) else 0 if button.property("kind") == "link" else 8
    return words + icon + box


def _sticking_out(root: QWidget) -> Iterator[str]:
    """Sideways only: downwards a place may scroll."""
    for widget in _shown(root, QWidget):
        parent = widget.parentWidget()
        if parent is None or isinstance(parent, QAbstractScrollArea) or widget.isWindow():
            continue
        words = getattr(widget, "text", lambda: "")
        if callable(words) and words() and widget.geometry().right() > parent.width() + SLACK:
            yield f"sticks out at the right: {type(widget).__name__} {str(words())[:60]!r}"
