"""What a grid keeps when its list changes: the photos themselves, not their numbers."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel

from ugc_studio.desktop.grid.identities import IdSet, gather, survivor
from ugc_studio.desktop.grid.selecting import SelectingView

MOST_SELECTED = 200_000
"""A larger selection ends with its list: finding all of it in another one would hold up the window."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The old list with the places of the current photo, of the selection, and of the photo that held the view."""

    ids: array[int]
    current: int
    runs: list[range]
    held: int
    """The photo that shall stay at its height on screen: the current one if it was visible, else the top one."""
    height: int
    at_top: bool

    def restore(self, view: SelectingView) -> None:
        """Put it back by id: the current photo goes on to the nearest following one that is left."""
        photos = view.photos
        if photos is None or not len(photos.ids):
            return
        with view.placeless():
            current = self._choose(view, photos.ids)
        held = current if self.held == self.current else survivor(self.ids, photos.ids, self.held)
        if self.at_top or held < 0:
            view.go_to_top()
            if self.held == self.current and current >= 0:
                view.scrollTo(view.index_of(current))
        else:
            view.hold(held, self.height, whole=self.held == self.current)

    def _choose(self, view: SelectingView, ids: array[int]) -> int:
        current = survivor(self.ids, ids, self.current)
        if current >= 0:
            view.selectionModel().setCurrentIndex(view.index_of(current), QItemSelectionModel.SelectionFlag.NoUpdate)
        view.pivot = current
        self._select(view, ids, current)
        return current

    def _select(self, view: SelectingView, ids: array[int], current: int) -> None:
        if not self.runs or sum(map(len, self.runs)) > MOST_SELECTED:
            return
        chosen = gather(self.ids, self.runs)
        runs = IdSet(chosen).runs(ids)
        if not runs and len(chosen) == 1 and current >= 0:
            runs = [range(current, current + 1)]  # the one photo that was decided on left; go on with the next
        view.select_runs(runs)


def remember(view: SelectingView) -> Remembered | None:
    """Look at a view before its list changes."""
    photos = view.photos
    if photos is None or not len(photos.ids):
        return None
    offset, shown, current = view.verticalOffset(), view.visible_places(), view.currentIndex().row()
    held = current if current in shown else shown.start if shown else -1
    height = view.places().rect(held).y - offset if held >= 0 else 0
    return Remembered(photos.ids, current, view.selected_runs(), held, height, at_top=offset <= 0)
