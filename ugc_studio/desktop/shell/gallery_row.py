"""A gallery in the sidebar: photos can be dropped on it from wherever they are seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from ugc_studio.desktop.grid.carrying import has_photos, ids_in
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.shell.side_row import SideRow


class GalleryRow(SideRow):
    """Takes dropped photos; its ground shows that it would."""

    dropped = Signal(object)
    """The ids of the photos."""

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos only."""
        self._show_over(has_photos(event.mimeData()))
        event.setAccepted(self.is_target)
        if self.is_target:
            event.acceptProposedAction()

    @qt_override(nothing)
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They go elsewhere."""
        super().dragLeaveEvent(event)
        self._show_over(False)

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """They are to be added."""
        self._show_over(False)
        ids = ids_in(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.dropped.emit(ids)

    def _show_over(self, over: bool) -> None:
        self.is_target = over
        self.update()
