"""The list of photos as Qt sees it: ids in order, and rows that are fetched by the page when somebody looks."""

from __future__ import annotations

import enum
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ugc_studio.desktop.grid.arranging import NOTHING, Arranged, arrange
from ugc_studio.desktop.grid.describing import accessible_text, tool_tip
from ugc_studio.desktop.grid.identities import place_of
from ugc_studio.desktop.overrides import qt_override
from ugc_studio.desktop.widgets.basic import plain_tip
from ugc_studio.domain.messages import Translator
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.browsing import Listing

PAGE = 200
KEPT_ROWS = 8_000
IN_FLIGHT = 2
WAITING = 4
"""Pages asked for but not begun; older requests are dropped, because the person has scrolled on."""

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[list[AssetRow]], None]], None]
"""Reads rows somewhere else and calls back on the window's thread, also after a failure (then with no rows).

Ids that are gone have no row in the answer, and are not asked for again until the list is refreshed.
"""

ROOT = QModelIndex()


class Role(enum.IntEnum):
    """What :meth:`AssetListModel.data` answers beside Qt's own roles."""

    ID = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2
    """The :class:`AssetRow`, or None until it was read."""
    COLOUR = Qt.ItemDataRole.UserRole + 3
    """0xRRGGBB, known before the row."""
    SENSITIVE = Qt.ItemDataRole.UserRole + 4


class AssetListModel(QAbstractListModel):
    """An adapter over a listing; it owns no business state and never waits for a row."""

    listing_changed = Signal()
    """After a new listing was set: views put back what they remember by id."""
    rows_changed = Signal(object)
    """The ids of rows that were read (again), as a frozenset."""

    def __init__(self, fetch: Fetch, translator: Translator, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._translator = translator
        self._arranged = NOTHING
        self._listing = NOTHING.listing
        self._rows: dict[int, AssetRow] = {}
        self._gone: set[int] = set()
        self._read: set[int] = set()
        self._asked: dict[int, int] = {}
        self._wanted: dict[int, None] = {}
        self._listing_number = 0
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)

    # -- the list

    @property
    def listing(self) -> Listing:
        """All ids in order, with the columns that place and tint them."""
        return self._listing

    @property
    def ids(self) -> array[int]:
        """All ids in order."""
        return self._listing.ids

    @property
    def sections(self) -> array[int]:
        """The first place of each day; empty when the order does not go by days."""
        return self._arranged.sections

    @property
    def arranged(self) -> Arranged:
        """The list with what its layout needs."""
        return self._arranged

    def set_listing(self, listing: Listing | Arranged) -> None:
        """Show another list; rows that are known are shown at once and read again.

        A list of hundreds of thousands is better arranged where it was read: ``set_listing(arrange(listing))``.
        """
        arranged = listing if isinstance(listing, Arranged) else arrange(listing)
        self.beginResetModel()
        self._arranged = arranged
        self._listing = arranged.listing
        self._forget_pages()
        self.endResetModel()
        self.listing_changed.emit()

    def refresh(self, ids: Collection[int] | None = None) -> None:
        """Read rows again (None: all of them); what is known stays on screen until the answer comes."""
        if ids is None:
            self._forget_pages()
            self._tell_all()
            return
        known = [asset_id for asset_id in ids if asset_id in self._rows]
        number = self._listing_number
        for start in range(0, len(known), PAGE):
            part = known[start : start + PAGE]
            self._fetch(part, lambda rows, part=part: self._take(part, rows, number))  # type: ignore[misc]  # mypy cannot infer a default's type here

    def forget_rows(self) -> None:
        """Know nothing any more until somebody looks again: nothing may be painted by what was true before."""
        self._rows.clear()
        self._forget_pages()

    def row(self, place: int) -> AssetRow | None:
        """The row at a place, None while it is being read."""
        if not 0 <= place < len(self._listing.ids):
            return None
        page = place // PAGE
        asset_id = self._listing.ids[place]
        found = self._rows.get(asset_id)
        if page not in self._read or (found is None and asset_id not in self._gone):
            self._want(page)
        return found

    def is_sensitive(self, place: int) -> bool:
        """Whether the photo at a place is shown blurred; so is one about which nothing is known yet."""
        row = self.row(place)
        return row is None or row.sensitive

    def row_of(self, asset_id: int) -> AssetRow | None:
        """The row of an id, if it is known."""
        return self._rows.get(asset_id)

    def place_of(self, asset_id: int) -> int:
        """Where an id stands in the list, -1 if it does not."""
        return place_of(self._listing.ids, asset_id)

    def replace(self, rows: Iterable[AssetRow]) -> None:
        """Show rows that the caller knows to be newer, at once."""
        changed = frozenset(row.asset.id for row in rows if self._keep(row))
        if changed:
            self.rows_changed.emit(changed)
            self._tell_all()

    # -- what Qt asks

    @qt_override(int)
    def rowCount(self, parent: Index = ROOT) -> int:
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._listing.ids)

    @qt_override(lambda: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for every role and every index, known or not."""
        place = index.row()
        if not index.isValid() or not 0 <= place < len(self._listing.ids):
            return None
        if role == Role.ID:
            return self._listing.ids[place]
        if role == Role.COLOUR:
            return self._listing.colours[place]
        if role == Role.SENSITIVE:
            return self.is_sensitive(place)
        if role == Role.ROW:
            return self.row(place)
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row(place)
            return row.name if row else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._translator(accessible_text(self.row(place), number=place + 1, count=len(self._listing.ids)))
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.row(place)
            return plain_tip(self._translator(tool_tip(row))) if row else None
        return None

    @qt_override(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Photos can be chosen and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    # -- reading rows

    def _forget_pages(self) -> None:
        self._listing_number += 1
        self._read.clear()
        self._asked.clear()
        self._wanted.clear()
        self._gone.clear()

    def _want(self, page: int) -> None:
        if page in self._asked:
            return
        self._wanted.pop(page, None)
        self._wanted[page] = None
        while len(self._wanted) > WAITING:
            del self._wanted[next(iter(self._wanted))]
        if not self._asking.isActive():
            self._asking.start()

    def _ask(self) -> None:
        while self._wanted and len(self._asked) < IN_FLIGHT:
            page, _none = self._wanted.popitem()
            number = self._asked[page] = self._listing_number
            ids = self._listing.ids[page * PAGE : (page + 1) * PAGE]
            self._fetch(ids, lambda rows, page=page, ids=ids, number=number: self._arrive(page, ids, rows, number))  # type: ignore[misc]  # mypy cannot infer a default's type here

    def _arrive(self, page: int, ids: Sequence[int], rows: list[AssetRow], number: int) -> None:
        if number == self._listing_number:
            self._asked.pop(page, None)
            self._read.add(page)
        self._take(ids, rows, number)
        if self._wanted:
            self._asking.start()

    def _take(self, ids: Sequence[int], rows: list[AssetRow], number: int) -> None:
        for row in rows:
            self._rows.pop(row.asset.id, None)  # newest last: the oldest are given up first
            self._rows[row.asset.id] = row
        if number == self._listing_number:
            self._gone.update(set(ids) - {row.asset.id for row in rows})
        while len(self._rows) > KEPT_ROWS:
            del self._rows[next(iter(self._rows))]
        self.rows_changed.emit(frozenset(row.asset.id for row in rows))
        self._tell_all()

    def _keep(self, row: AssetRow) -> bool:
        if row.asset.id not in self._rows:
            return False
        self._rows[row.asset.id] = row
        return True

    def _tell_all(self) -> None:
        """Have views repaint; looking up where each id stands would cost more than painting one screen."""
        if self._listing.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._listing.ids) - 1))
