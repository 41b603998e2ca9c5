"""Choosing photos: one current, any number selected, and ranges; a million selected photos are one range."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QInputEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ugc_studio.desktop.grid.delegate import RING_REACH
from ugc_studio.desktop.grid.geometry import GridGeometry
from ugc_studio.desktop.grid.identities import IdSet, gather, merged
from ugc_studio.desktop.grid.rows import Index, RowsView, pieces, single_shot
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import Theme

MOST_PIECES = 2_000
"""A selection that a new order scatters into more pieces is given up: Qt looks through all of them for each photo."""
MOVES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
Action = QAbstractItemView.CursorAction
Flag = QItemSelectionModel.SelectionFlag


class SelectingView(RowsView):
    """Selection by keyboard and by ranges. Single-letter keys are not handled here: actions hold them."""

    opened = Signal(QModelIndex)
    current_changed = Signal(QModelIndex)
    """At most once a turn of the event loop, however many steps there were."""
    selection_changed = Signal()
    """At most once a turn."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.pivot = -1
        """Where a range begins: the last photo that was chosen without Shift."""
        self._extending = False
        self._sticky: tuple[int, int] | None = None
        self._telling_current = single_shot(self, 0, self._tell_current)
        self._telling_selection = single_shot(self, 0, self.selection_changed.emit)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)

    # -- asking and telling

    @property
    def current_id(self) -> int | None:
        """The id of the current photo."""
        photos, place = self.photos, self.currentIndex().row()
        return photos.ids[place] if photos is not None and 0 <= place < len(photos.ids) else None

    def selected_runs(self) -> list[range]:
        """The selected places, as runs in the order of the list."""
        return merged(pieces(self.selectionModel().selection())) if self.photos is not None else []

    def selected_ids(self) -> array[int]:
        """The ids of the selected photos in the order of the list."""
        photos = self.photos
        return gather(photos.ids, self.selected_runs()) if photos is not None else array("q")

    @property
    def selected_count(self) -> int:
        """How many photos are selected."""
        return sum(map(len, self.selected_runs()))

    def target_ids(self) -> array[int]:
        """What an action is about: the selected photos, else the current one."""
        chosen = self.selected_ids()
        current = self.current_id
        return chosen if chosen or current is None else array("q", [current])

    def choose(self, ids: Collection[int], *, current: int | None = None) -> None:
        """Select these photos and go to one of them, as Undo does when it restores a place."""
        photos = self.photos
        if photos is None:
            return
        runs = IdSet(list(ids)).runs(photos.ids)
        place = photos.place_of(current) if current is not None else -1
        if place < 0 and runs:
            place = runs[0].start
        self.go_to(place, select=False)
        self.select_runs(runs)

    def go_to(self, place: int, *, select: bool = True) -> None:
        """Make a photo the current one and bring it on screen; selected alone unless told otherwise."""
        index = self.index_of(place)
        if index.isValid():
            self.pivot = place
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect if select else Flag.NoUpdate)
            self.scrollTo(index)

    def select_runs(self, runs: Iterable[range]) -> None:
        """Select exactly these places."""
        chosen, wanted = QItemSelection(), list(runs)
        for run in wanted if len(wanted) <= MOST_PIECES else ():
            chosen.select(self.index_of(run.start), self.index_of(run.stop - 1))
        self.selectionModel().select(chosen, Flag.ClearAndSelect)

    def toggle(self, place: int) -> None:
        """Add a photo to the selection, or take it out, and make it the current one."""
        index = self.index_of(place)
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        self.selectionModel().select(index, Flag.Toggle)

    # -- what Qt calls

    @qt_override(nothing)
    def selectAll(self) -> None:
        """Select every result as one run; Qt's own asks the model for each of them."""
        photos = self.photos
        if photos is not None and photos.ids:
            self.select_runs([range(len(photos.ids))])

    @qt_override(nothing)
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from the pivot to the current photo, or the photo under a point: never what lies in a rectangle."""
        chosen = QItemSelection()
        if command & Flag.Current and self.pivot >= 0 and self.currentIndex().isValid():
            ends = sorted((self.pivot, self.currentIndex().row()))
            chosen.select(self.index_of(ends[0]), self.index_of(ends[1]))
        else:
            index = self.indexAt(rect.topLeft())
            if index.isValid():
                chosen.select(index, index)
        self.selectionModel().select(chosen, command)

    @qt_override(nothing)
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Repaint what is on screen; the list view's own would list every selected photo for screen readers."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.SelectionWithin)
            QAccessible.updateAccessibility(event)
        self._telling_selection.start()

    @qt_override(nothing)
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the focus ring, which lies outside of the photo."""
        QListView.currentChanged(self, current, previous)
        for index in (current, previous):
            reach = RING_REACH
            self.viewport().update(self.visualRect(index).adjusted(-reach, -reach, reach, reach))
        if not self._extending:
            self.pivot = current.row()
        self._telling_current.start()

    def _tell_current(self) -> None:
        self.current_changed.emit(self.currentIndex())

    def note_modifiers(self, event: QInputEvent) -> None:
        """Remember whether Shift is held: then the pivot of a range stays where it is."""
        self._extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    # -- keys

    @qt_override(QModelIndex)
    def moveCursor(self, action: Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads: sideways along the list, up and down under the same x."""
        geometry, current = self.places(), self.currentIndex().row()
        if not geometry.count:
            return QModelIndex()
        if current < 0:
            return self.index_of(max(0, self.visible_places().start))
        if action in (Action.MoveUp, Action.MoveDown, Action.MovePageUp, Action.MovePageDown):
            return self.index_of(self._vertical(geometry, current, action))
        last = geometry.count - 1
        places = {
            Action.MoveHome: 0, Action.MoveEnd: last,
            Action.MoveLeft: max(0, current - 1), Action.MovePrevious: max(0, current - 1),
            Action.MoveRight: min(last, current + 1), Action.MoveNext: min(last, current + 1),
        }  # fmt: skip
        return self.index_of(places.get(action, current))

    def _vertical(self, geometry: GridGeometry, current: int, action: Action) -> int:
        """Rows up or down; the x of the photo where the movement began is kept."""
        if self._sticky is None or self._sticky[0] != current:
            rect = geometry.rect(current)
            self._sticky = (current, rect.x + rect.width // 2)
        x, page = self._sticky[1], self.viewport().height()
        if action == Action.MoveUp:
            found = geometry.above(current, x)
        elif action == Action.MoveDown:
            found = geometry.below(current, x)
        else:
            found = geometry.page(current, -page if action == Action.MovePageUp else page, x=x)
        self._sticky = (found, x)
        return found

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select all, open; every other key goes on to actions and shortcuts."""
        self.note_modifiers(event)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in MOVES or (control and event.key() in {Qt.Key.Key_A, Qt.Key.Key_Space}):
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.open_photo(self.currentIndex())
        else:
            event.ignore()

    @qt_override(nothing)
    def keyboardSearch(self, search: str) -> None:
        """Letters are actions here, never a search for file names."""

    def open_photo(self, index: QModelIndex) -> None:
        """Tell that a photo is to be shown large."""
        self.opened.emit(index)
