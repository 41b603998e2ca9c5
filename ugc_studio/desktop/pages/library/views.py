"""The ways of looking at the same list: grid, table, one photo, side by side; one choice of photos for all of them."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.rows import HeaderText
from ugc_studio.desktop.grid.view import JustifiedView
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.desktop.pages.library.compare.view import CompareView
    from ugc_studio.desktop.pages.library.one.view import OnePhotoView
    from ugc_studio.desktop.pages.library.table import PhotoTable
    from ugc_studio.desktop.pages.library.table_model import Edit

GRID, TABLE, ONE, COMPARE = "grid", "table", "one", "compare"
LISTS = (GRID, TABLE)


class PhotoViews(QStackedWidget):
    """Makes each view when it is first wanted and carries the choice from one to the next."""

    layout_changed = Signal(str)
    chosen_changed = Signal()
    """Another photo is current, or others are selected."""
    sorted_by = Signal(object)

    def __init__(self, desk: Desk, photos: AssetListModel, *, header: HeaderText, edit: Edit) -> None:
        super().__init__()
        self._desk, self._photos, self._edit = desk, photos, edit
        self.layout_name = GRID
        self.list_layout = GRID
        self.grid = JustifiedView(desk.theme, desk.thumbnails, desk.translate)
        self.grid.set_header_text(header)
        self.grid.setModel(photos)
        self.grid.setAccessibleName(desk.show(_("Photos")))
        self.table: PhotoTable | None = None
        self.one: OnePhotoView | None = None
        self.compare: CompareView | None = None
        self._add_list(self.grid)
        self._empty: QWidget | None = None

    def _add_list(self, view: JustifiedView | PhotoTable) -> None:
        view.selection_changed.connect(self.chosen_changed)
        view.current_changed.connect(lambda _index: self.chosen_changed.emit())
        view.opened.connect(lambda _index: self.show_layout(ONE))
        self._desk.actions.photo_view(view)
        self.addWidget(view)

    # ------------------------------------------------------------------ the choice

    @property
    def list_view(self) -> JustifiedView | PhotoTable:
        """The grid or the table, whichever was seen last."""
        return self.table if self.list_layout == TABLE and self.table is not None else self.grid

    def target_ids(self) -> array[int]:
        """What a command is about: in lists the selected photos, else the one that is looked at."""
        if self.layout_name == ONE and self.one is not None:
            return _only(self.one.current)
        if self.layout_name == COMPARE and self.compare is not None:
            return _only(self.compare.current)
        return self.list_view.target_ids()

    @property
    def current_id(self) -> int | None:
        """The photo that is looked at."""
        shown = self.target_ids() if self.layout_name in (ONE, COMPARE) else None
        return (shown[0] if shown else None) if shown is not None else self.list_view.current_id

    @property
    def selected_count(self) -> int:
        """How many photos are selected in the list."""
        return self.list_view.selected_count

    def unselect(self) -> bool:
        """Give the selection up; whether there was one."""
        if self.layout_name not in LISTS or not self.selected_count:
            return False
        self.list_view.clearSelection()
        return True

    def focus_photos(self) -> None:
        """Let the keyboard act on the photos."""
        self.list_view.setFocus()

    def choose(self, ids: Collection[int], *, current: int | None) -> None:
        """Select these photos and go to one of them."""
        self.list_view.choose(ids, current=current)

    def start(self) -> None:
        """Go to the first photo when there is none yet, so that keys and details have something to be about."""
        if self.list_view.current_id is None and len(self._photos.ids):
            self.list_view.choose((), current=self._photos.ids[0])

    # ------------------------------------------------------------------ what is shown

    def show_layout(self, name: str) -> None:
        """Look at the photos in another way; the choice comes along."""
        if name == ONE and self.current_id is None:
            return
        before = self.layout_name
        if name in LISTS:
            self._show_list(name)
        elif name == ONE:
            place = max(0, self._photos.place_of(self.current_id or 0))
            self._show(name, self._one())
            self._one().show_list(self._photos, place)
        elif name == COMPARE:
            ids = list(self.list_view.selected_ids()[:4]) or [*self.list_view.target_ids()]
            self._show(name, self._compare())
            self._compare().set_assets(ids)
        if self.layout_name != before:
            self.layout_changed.emit(self.layout_name)
            self.chosen_changed.emit()

    def show_together(self, ids: Collection[int]) -> None:
        """Compare photos that are named, whether they are in the list or not."""
        self._show(COMPARE, self._compare())
        self._compare().set_assets(list(ids)[:4])
        self.layout_changed.emit(self.layout_name)

    def _show_list(self, name: str) -> None:
        chosen, current = self.list_view.selected_ids(), self.current_id
        changed = name != self.list_layout
        self.list_layout = name
        if name == TABLE:
            self._table()
        self._show(name, self.list_view)
        if changed:
            self.choose(chosen, current=current)
        self.list_view.setFocus()

    def _show(self, name: str, view: QWidget) -> None:
        self.layout_name = name
        self.setCurrentWidget(view)

    def show_empty(self, empty: QWidget | None) -> None:
        """Show what stands in the place of photos, or the photos again."""
        if empty is not None:
            self._empty = empty
            self.setCurrentWidget(empty)
        elif self._empty is not None and self.currentWidget() is self._empty:
            self.setCurrentWidget(self.list_view)

    def back(self, asset_id: int) -> None:
        """Back to the list, at the photo that was shown last."""
        several = self.list_view.selected_count > 1
        chosen = self.list_view.selected_ids()
        self.show_layout(self.list_layout)
        if self._photos.place_of(asset_id) >= 0:
            self.choose(chosen if several else [asset_id], current=asset_id)

    # ------------------------------------------------------------------ made (and loaded) when wanted

    def _table(self) -> PhotoTable:
        if self.table is None:
            from ugc_studio.desktop.pages.library.table import PhotoTable

            self.table = PhotoTable(self._desk, self._photos, self._edit)
            self.table.sorted_by.connect(self.sorted_by)
            self._add_list(self.table)
        return self.table

    def _one(self) -> OnePhotoView:
        if self.one is None:
            from ugc_studio.desktop.pages.library.one.view import OnePhotoView

            self.one = OnePhotoView(self._desk, self._desk.thumbnails, page=f"library.{ONE}")
            self.one.closed.connect(self.back)
            self.one.current_changed.connect(lambda _id: self.chosen_changed.emit())
            self.addWidget(self.one)
        return self.one

    def _compare(self) -> CompareView:
        if self.compare is None:
            from ugc_studio.desktop.pages.library.compare.view import CompareView

            self.compare = CompareView(self._desk, page=f"library.{COMPARE}")
            self.compare.closed.connect(self.back)
            self.compare.current_changed.connect(lambda _id: self.chosen_changed.emit())
            self.addWidget(self.compare)
        return self.compare

    # ------------------------------------------------------------------ remembering

    def scroll_place(self) -> list[Any]:
        """The first photo on screen and where it begins, for :meth:`scroll_to`."""
        shown, offset = self.grid.visible_places(), self.grid.verticalOffset()
        if not shown or offset <= 0:
            return []
        return [self._photos.ids[shown.start], self.grid.places().rect(shown.start).y - offset]

    def scroll_to(self, place: object) -> None:
        """Scroll to where :meth:`scroll_place` was."""
        if isinstance(place, list) and len(place) == 2 and all(isinstance(one, int) for one in place):
            at = self._photos.place_of(place[0])
            if at >= 0:
                self.grid.hold(at, place[1])


def _only(asset_id: int) -> array[int]:
    return array("q", [asset_id] if asset_id else [])
