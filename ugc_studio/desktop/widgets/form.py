"""Forms: a label with a control beside it, and a line under it that explains or says what is wrong."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QGridLayout, QSizePolicy, QSpinBox, QWidget

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import Label, column, panel
from ugc_studio.desktop.widgets.pieces import CheckBox


class Form(QWidget):
    """Rows of label and control; labels share one column, whatever the language makes of them."""

    def __init__(self, theme: Theme, *, gap: int = 14) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(150))

    def add(self, words: str, control: QWidget, *, hint: str = "") -> QWidget:
        """One row; the words name the control for screen readers too."""
        label = Label(self._theme, words, "medium", wrap=True)
        label.setMaximumWidth(self._theme.px(210))
        label.setMinimumHeight(self._theme.px(36))
        label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(words)
        beside = control
        if hint:
            control.setAccessibleDescription(hint)
            beside = panel(column(control, Label(self._theme, hint, "hint", wrap=True), gap=4))
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(beside, at, 1)
        return control


class Complaint(Label):
    """What is wrong with a form, beside its cause; takes no room while all is well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "medium", colour="danger", wrap=True)
        self.hide()

    def say(self, text: str) -> None:
        """Show what is wrong; nothing hides it."""
        self.set_text(text)
        self.setVisible(bool(text))


class Number(QSpinBox):
    """A number with its lowest value shown as words ("none"); the wheel scrolls the page, not the number."""

    def __init__(self, theme: Theme, name: str, *, lowest: int = 0, highest: int = 100_000, none: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setRange(lowest, highest)
        self.setSpecialValueText(none)
        self.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(120))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with two carets at its right."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        ink, middle = self._theme.colour("text2" if self.isEnabled() else "disabled"), self.height() / 2
        for sign, top in (("caret_up", middle - px(11)), ("caret_down", middle - px(1))):
            icons.draw(painter, sign, ink, QRectF(self.width() - px(19), top, px(11), px(11)))
        painter.end()


class DayField(QDateEdit):
    """A day with a calendar behind its icon; typed or picked."""

    def __init__(self, theme: Theme, name: str, day: dt.date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self._theme = theme
        self.setDisplayFormat("d MMM yyyy")  # words for the month: no country reads the day for the month
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(140))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def day(self) -> dt.date:
        """The day that stands there."""
        day = self.date()
        return dt.date(day.year(), day.month(), day.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with a calendar at its right."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        box = QRectF(self.width() - px(25), (self.height() - px(16)) / 2, px(16), px(16))
        icons.draw(painter, "calendar", self._theme.colour("text2" if self.isEnabled() else "disabled"), box)
        painter.end()


class OptionalDay(QWidget):
    """A day that may be left open: a box to tick, and the day beside it."""

    changed = Signal()

    def __init__(self, theme: Theme, words: str, *, day: dt.date | None = None, start: dt.date) -> None:
        """``day`` is the one that is set, ``start`` the one that is proposed when the box is ticked."""
        super().__init__()
        self.box = CheckBox(theme, words, checked=day is not None)
        self.edit = DayField(theme, words, day or start)
        self.edit.setEnabled(day is not None)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 0, 0)
        layout.addWidget(self.edit, 0, 1)
        layout.setColumnStretch(2, 1)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.edit.dateChanged.connect(lambda _day: self.changed.emit())

    def day(self) -> dt.date | None:
        """The day, or None when it is left open."""
        return self.edit.day() if self.box.isChecked() else None


def soon(owner: QWidget, milliseconds: int = 400) -> QTimer:
    """A timer that fires once after the last change, so that typing does not write with every letter."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
