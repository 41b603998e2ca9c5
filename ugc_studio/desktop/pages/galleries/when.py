"""When a post goes out: day and hour on the account's own clock, or a button that plans it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QDateTime, QLocale, QRectF, Qt, QTime, QTimeZone, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.rows import single_shot
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, column, row
from ugc_studio.domain.messages import _
from ugc_studio.domain.schedule import PlannedTime

USUAL_HOUR = dt.time(12, 0)
REST_MS = 700
"""A time that is being typed is written once it rests."""


def usual_time(items: Sequence[Item]) -> dt.time:
    """The hour at which this gallery's latest post goes out."""
    planned = [item.item.planned.wall for item in items if item.item.planned is not None]
    return max(planned).time() if planned else USUAL_HOUR


def next_day(items: Sequence[Item], today: dt.date) -> dt.date:
    """The day after the last one that is planned, never one that is over."""
    days = [item.day for item in items if item.day is not None]
    return max([today, *days]) + dt.timedelta(days=1)


class MomentField(QDateTimeEdit):
    """A day and an hour with a calendar behind its icon."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._theme = desk.theme
        self.setLocale(QLocale(desk.language))
        self.setDisplayFormat("ddd d MMM yyyy, HH:mm")
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.setTimeZone(QTimeZone.utc())  # a wall clock: no zone of this computer moves it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self._theme.px(120))

    def wall(self) -> dt.datetime:
        """What the clock on the wall shows then."""
        day, time = self.date(), self.time()
        return dt.datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())  # noqa: DTZ001 - a wall clock

    def set_wall(self, wall: dt.datetime) -> None:
        """Show a day and an hour."""
        day, time = QDate(wall.year, wall.month, wall.day), QTime(wall.hour, wall.minute)
        self.setDateTime(QDateTime(day, time, QTimeZone.utc()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the panel."""
        event.ignore()

    @qt_override(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with a calendar at its right."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        box = QRectF(self.width() - px(25), (self.height() - px(16)) / 2, px(16), px(16))
        icons.draw(painter, "calendar", self._theme.colour("text2"), box)
        painter.end()


class WhenBox(QWidget):
    """Shows and changes the moment of one post."""

    planned = Signal(int, object)
    """The photo's id, and a :class:`PlannedTime` or None."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self._asset = 0
        self._zone = ""
        self._stored: dt.datetime | None = None
        self._offer = PlannedTime(dt.datetime.combine(desk.today(), USUAL_HOUR), "UTC")
        self.field = MomentField(desk, show(_("When")))
        self.clear = IconButton(theme, "close", show(_("Take the day away"))).on(lambda: self._say(None))
        self.plan = Button(theme, show(_("Plan a day")), icon="calendar").on(lambda: self._say(self._offer))
        self.zone = Label(theme, "", "faint")
        self._resting = single_shot(self, REST_MS, self.settle)
        self.field.dateTimeChanged.connect(lambda _moment: self._resting.start())
        self.field.editingFinished.connect(self.settle)
        field = row(self.field, self.clear, gap=4)
        field.setStretch(0, 1)
        self.setLayout(column(field, self.plan, self.zone, gap=4))

    def show_item(self, item: Item, *, zone: str, day: dt.date, time: dt.time) -> None:
        """Show a post; ``day`` and ``time`` are what the button would plan."""
        if item.id != self._asset:
            self.settle()
        planned = item.item.planned
        self._asset, self._zone = item.id, planned.zone if planned else zone
        self._offer = PlannedTime(dt.datetime.combine(day, time), zone)
        is_dated = planned is not None
        had_focus = self.plan.hasFocus()
        for part in (self.field, self.clear, self.zone):
            part.setVisible(is_dated)
        self.plan.setVisible(not is_dated)
        if planned is None:
            self._stored = None
            return
        if self._stored != planned.wall or not self.field.hasFocus():
            self._stored = planned.wall
            self.field.blockSignals(True)
            self.field.set_wall(planned.wall)
            self.field.blockSignals(False)
        self.zone.set_text(self._zone.replace("_", " "))
        if had_focus:
            self.field.setFocus()

    def settle(self) -> None:
        """Write a time that was typed."""
        self._resting.stop()
        if self._stored is not None and self.field.wall() != self._stored:
            self._stored = self.field.wall()
            self._say(PlannedTime(self._stored, self._zone))

    def _say(self, planned: PlannedTime | None) -> None:
        self._resting.stop()
        if planned is None:
            self._stored = None
        self.planned.emit(self._asset, planned)
