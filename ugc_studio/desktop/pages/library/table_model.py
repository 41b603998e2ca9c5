"""The same list of photos as rows and columns; it adds columns to the model of the grid and owns nothing."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ugc_studio.desktop.grid.model import ROOT, AssetListModel, Role
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import LONGEST_SHOWN, plain_tip, shown
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import Text, Translator, _, ngettext
from ugc_studio.domain.search import Sort
from ugc_studio.library.assets import AssetRow

Index = QModelIndex | QPersistentModelIndex
Edit = Callable[[int, "Column", str], None]
"""Write what was typed into a column of a photo."""


class Column(enum.IntEnum):
    """The columns, in their order."""

    PICTURE = 0
    NAME = 1
    AUTHOR = 2
    CAPTION = 3
    TAGS = 4
    CREDIT = 5
    STARS = 6
    FLAG = 7
    RIGHTS = 8
    DATE = 9


HEADINGS: dict[Column, Text] = {
    Column.PICTURE: _("Photo"),
    Column.NAME: _("Name"),
    Column.AUTHOR: _("Author"),
    Column.CAPTION: _("Caption"),
    Column.TAGS: _("Tags"),
    Column.CREDIT: _("Credit"),
    Column.STARS: _("Rating"),
    Column.FLAG: _("Flag"),
    Column.RIGHTS: _("Rights"),
    Column.DATE: _("Date"),
}
LONGEST_IN_CELL = 400
"""Characters that one cell draws: no column is wider, and Qt measures every one of them at each paint."""
EDITABLE = (Column.CAPTION, Column.TAGS, Column.CREDIT)
SORTS: dict[Column, tuple[Sort, Sort]] = {
    Column.STARS: (Sort.RATING, Sort.RATING),
    Column.DATE: (Sort.NEWEST, Sort.OLDEST),
}
"""Columns that the core can sort by, each downwards and upwards."""
FLAG_WORDS: dict[Flag, Text] = {
    Flag.PICKED: _("Picked"),
    Flag.REJECTED: _("Rejected"),
    Flag.UNREVIEWED: _("Undecided"),
}


class TableModel(QAbstractTableModel):
    """Answers for cells from the rows of the list model."""

    def __init__(
        self, photos: AssetListModel, translate: Translator, edit: Edit, *, editable: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._photos, self._translate, self._edit, self._editable = photos, translate, edit, editable
        photos.modelAboutToBeReset.connect(self.beginResetModel)
        photos.modelReset.connect(self.endResetModel)
        photos.dataChanged.connect(self._changed)

    @qt_override(nothing)
    def _changed(self, first: Index, last: Index, _roles: object = None) -> None:
        self.dataChanged.emit(self.index(first.row(), 0), self.index(last.row(), len(Column) - 1))

    @qt_override(int)
    def rowCount(self, parent: Index = ROOT) -> int:
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._photos.ids)

    @qt_override(int)
    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    @qt_override(lambda: None)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._translate(HEADINGS[Column(section)])
        return None

    @qt_override(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Captions, tags and credits can be edited in place."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._editable and index.isValid() and Column(index.column()) in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @qt_override(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        if role in (Role.ID, Role.COLOUR, Role.ROW, Role.SENSITIVE):
            return self._photos.data(self._photos.index(index.row(), 0), role)
        row = self._photos.row(index.row())
        if row is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, column)[:LONGEST_IN_CELL]
        if role == Qt.ItemDataRole.EditRole:
            return self.stored(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.NAME, Column.CAPTION, Column.TAGS):
            return plain_tip(self._cell(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = _("{name}: {value}", name=HEADINGS[column], value=self._cell(row, column))
            return self._translate(words)
        return None

    @qt_override(bool)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand over what was typed, if it is something new."""
        row = self._photos.row(index.row())
        column = Column(index.column())
        if role != Qt.ItemDataRole.EditRole or row is None or column not in EDITABLE:
            return False
        typed = str(value)
        if typed.strip() != self.stored(row, column).strip():
            self._edit(row.asset.id, column, typed)
        return True

    def stored(self, row: AssetRow, column: Column) -> str:
        """What stands in the editor of a cell."""
        if column is Column.CAPTION:
            return row.caption or ""
        if column is Column.TAGS:
            return ", ".join(row.tags)
        return (row.credit or "") if column is Column.CREDIT else ""

    def _cell(self, row: AssetRow, column: Column) -> str:
        translate = self._translate
        if column is Column.NAME:
            return shown(row.name)
        if column is Column.AUTHOR:
            return shown(row.creator or "")
        if column is Column.STARS:
            return translate(ngettext("{n} star", "{n} stars", row.asset.rating, n=row.asset.rating))
        if column is Column.FLAG:
            return translate(FLAG_WORDS[row.asset.flag])
        if column is Column.RIGHTS:
            return translate(LOOKS[row.consent].words)
        if column is Column.DATE:
            return _day(translate, row)
        return shown(" ".join(self.stored(row, column)[:LONGEST_SHOWN].split()))


def _day(translate: Translator, row: AssetRow) -> str:
    text = (row.posted_at or row.asset.taken_at or "")[:10]
    try:
        return translate.date(dt.date.fromisoformat(text))
    except ValueError:
        return ""
