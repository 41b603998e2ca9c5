"""Six weeks around a month as a table, with what is planned on each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import qt_override
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.pages.galleries.words import weekday
from ugc_studio.domain.messages import _, ngettext

Index = QModelIndex | QPersistentModelIndex
WEEKS, DAYS = 6, 7


class MonthModel(QAbstractTableModel):
    """Six weeks around a month, with what is planned on each day."""

    def __init__(self, desk: Desk, month: dt.date) -> None:
        super().__init__()
        self._desk = desk
        self.month = month.replace(day=1)
        self._planned: Mapping[dt.date, Sequence[Item]] = {}

    def show_month(self, month: dt.date) -> None:
        """Show another month."""
        self.month = month.replace(day=1)
        self._tell()

    def set_items(self, items: Sequence[Item]) -> None:
        """Show what is planned now, earliest hour first."""
        planned: dict[dt.date, list[Item]] = {}
        for item in items:
            if item.day is not None:
                planned.setdefault(item.day, []).append(item)
        for posts in planned.values():
            posts.sort(key=lambda item: (f"{item.item.planned.wall:%H:%M}" if item.item.planned else "", item.number))
        self._planned = planned
        self._tell()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))

    @property
    def first(self) -> dt.date:
        """The Monday at the upper left."""
        return self.month - dt.timedelta(days=self.month.weekday())

    def day_at(self, index: Index) -> dt.date:
        """The day of a cell."""
        return self.first + dt.timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: dt.date) -> QModelIndex:
        """The cell of a day; invalid when it is not on this page."""
        number = (day - self.first).days
        return self.index(number // DAYS, number % DAYS) if 0 <= number < WEEKS * DAYS else QModelIndex()

    def posts_on(self, day: dt.date) -> Sequence[Item]:
        """What is planned on a day."""
        return self._planned.get(day, ())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Weeks."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Days."""
        return 0 if parent.isValid() else DAYS

    @qt_override(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a day for screen readers."""
        if role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return None
        day = self.day_at(index)
        posts = self.posts_on(day)
        if not posts:
            return self._desk.show(_("{day}, no post", day=day))
        n = len(posts)
        count = ngettext("{n} post", "{n} posts", n, n=n)
        return self._desk.show(_("{day}, {posts}: {who}", day=day, posts=count, who=[one.who for one in posts]))

    @qt_override(lambda: None)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        """Days of the week."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._desk.show(weekday(section))
        return None
