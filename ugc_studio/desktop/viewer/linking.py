"""Views that look at the same spot: what one person's hand does in one, the others follow in fractions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ugc_studio.desktop.viewer.picture import PictureView
from ugc_studio.desktop.viewer.sight import Sight


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

    def _moved(self, sight: Sight) -> None:
        for view in self._views if self.on else ():
            if view is not self.sender():
                view.set_sight(sight)
