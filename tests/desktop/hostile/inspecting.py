"""Looks at every widget there is: no text of a stranger may be markup, turn a line round, or widen a window."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from ugc_studio.desktop.widgets.basic import LONGEST_SHOWN

ESCAPED = re.compile(r"(<p>[^<>]*</p>)+", re.DOTALL)
TURNING = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x07\x1b"
ROWS = 40
MOST_SIGNS = LONGEST_SHOWN * 2


def findings() -> list[str]:
    """Everything that is wrong with the widgets that live now, in words for a failure."""
    return list(dict.fromkeys(found for widget in QApplication.allWidgets() for found in _of(widget)))


def _of(widget: QWidget) -> Iterator[str]:
    name = f"{type(widget).__name__} {widget.objectName()!r} in {type(widget.parentWidget()).__name__}"
    yield from (f"{what} of {name}" for what in _tip(widget.toolTip()))
    for what, text in (("name", widget.accessibleName()), ("description", widget.accessibleDescription())):
        yield from (f"{wrong} in the accessible {what} of {name}" for wrong in _length(text))
    if isinstance(widget, QLabel) and widget.text() and widget.metaObject().className() != "QTipLabel":
        if widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"a label that may be markup: {name} {widget.text()[:40]!r}"
        yield from (f"{wrong} in {name}" for wrong in _harm(widget.text()))
    elif isinstance(widget, QAbstractButton):
        yield from (f"{wrong} on {name}" for wrong in _harm(widget.text()))
    elif isinstance(widget, QMenu):
        for action in widget.actions():
            yield from (f"{wrong} in a menu: {action.text()[:40]!r}" for wrong in _harm(action.text()))
            yield from (f"{what} of a menu's {action.text()[:40]!r}" for what in _tip(action.toolTip()))
    elif isinstance(widget, QLineEdit):
        yield from (f"{wrong} in the placeholder of {name}" for wrong in _harm(widget.placeholderText()))
    elif isinstance(widget, QTextBrowser | QMessageBox):
        yield f"{name} reads markup"
    elif isinstance(widget, QTextEdit) and widget.acceptRichText():
        yield f"{name} accepts markup"
    elif isinstance(widget, QAbstractItemView) and widget.isVisible():
        yield from (f"{wrong} of an item in {name}" for wrong in _items(widget.model()))
    if widget.isWindow() and widget.isVisible():
        screen = widget.screen().availableSize()
        if widget.windowTitle() and len(widget.windowTitle()) > 500:
            yield f"{name} has a title of {len(widget.windowTitle())} signs"
        if widget.width() > max(screen.width(), 1440):
            yield f"{name} is {widget.width()} wide"


def _tip(text: str) -> Iterator[str]:
    if GuiQt.mightBeRichText(text) and not ESCAPED.fullmatch(text):
        yield f"a tooltip that is markup {_begin(text)}"
    yield from (f"{wrong} in the tooltip" for wrong in _harm(text, most=LONGEST_SHOWN * 6))


def _harm(text: str, most: int = MOST_SIGNS) -> Iterator[str]:
    if any(sign in text for sign in TURNING):
        yield f"an override or control sign {_begin(text)}"
    yield from _length(text, most)


def _length(text: str, most: int = MOST_SIGNS) -> Iterator[str]:
    if len(text) > most:
        yield f"far too many signs {_begin(text)}"


def _begin(text: str) -> str:
    """The first words, the same for every row of a list."""
    return repr(re.sub(r"\d+", "#", text)[:50])


def _items(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(ROWS, model.rowCount(QModelIndex()))):
        for column in range(columns):
            index: QModelIndex = model.index(row, column)
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield from _tip(tip)
            drawn = index.data(Qt.ItemDataRole.DisplayRole)
            if columns > 1 and isinstance(drawn, str):  # lists have painters of their own, which choose what is drawn
                yield from _harm(drawn)
            for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
                words = index.data(role)
                if isinstance(words, str):
                    yield from _length(words)
