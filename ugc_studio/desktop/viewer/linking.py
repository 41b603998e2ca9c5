"""Views that look at the same spot: what one person's hand does in one, the others follow in fractions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from ugc_studio.desktop.viewer.picture import PictureView
from ugc_studio.desktop.viewer.sight import FITTED, Sight


class Linked(QObject):
    """A group of views that zoom and pan together; sizes may differ, the spot stays the same."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views: list[PictureView] = []
        self.on = True

    def add(self, view: PictureView) -> None:
        """Let a view follow and be followed."""
        self._views.append(view)
        view.sight_changed.connect(self._moved)

    def remove(self, view: PictureView) -> None:
        """Let a view go."""
        if view in self._views:
            self._views.remove(view)
            view.sight_changed.disconnect(self._moved)

    def fit(self) -> None:
        """Show all of every picture."""
        self._spread(self._views, FITTED)

    def _moved(self, sight: Sight) -> None:
        if self.on:
            self._spread((view for view in self._views if view is not self.sender()), sight)

    @staticmethod
    def _spread(views: Iterable[PictureView], sight: Sight) -> None:
        for view in views:
            view.set_sight(sight)
