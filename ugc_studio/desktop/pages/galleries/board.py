"""The board: all posts of a gallery in their order, or the invitation to drop the first photos."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import has_photos, ids_in
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.cells import CellStyle
from ugc_studio.desktop.pages.galleries.items import ItemsModel, ItemsView
from ugc_studio.desktop.widgets.basic import Button, column, panel
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.domain.messages import _

LEAST_WIDTH = 144
SHAPE = 5 / 4
"""Height over width of a cell: most feeds show posts that way."""


class BoardPane(QStackedWidget):
    """Cells that fill the width; takes drops also while it is empty."""

    dropped = Signal(list, int)

    def __init__(self, desk: Desk, model: ItemsModel) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        width = theme.px(LEAST_WIDTH)
        style = CellStyle(width, round(width * SHAPE), 12)
        self.view = ItemsView(desk, model, name=show(_("Board")), style=style)
        self.view.dropped.connect(self.dropped)
        sentence = _("Drag picked photos here, or press Enter to add the next one.")
        find = Button(theme, show(_("Pick photos in the library")), icon="library").on(
            lambda: desk.go("library", {"query": ""})
        )
        self.empty = EmptyState(theme, "galleries", show(_("This gallery is empty")), show(sentence), [find])
        self.addWidget(panel(column(self.view, margins=(14, 14, 2, 0))))
        self.addWidget(self.empty)
        self.setAcceptDrops(True)
        model.modelReset.connect(lambda: self.setCurrentIndex(0 if model.items else 1))

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cells fill the width."""
        super().resizeEvent(event)
        self.view.resize(self.width() - 16, self.height() - 14)
        self.view.fill_width(self._desk.theme.px(LEAST_WIDTH))

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos only; a full board's view takes its own."""
        event.setAccepted(has_photos(event.mimeData()))

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """The first photos."""
        ids = ids_in(event.mimeData())
        if ids:
            event.accept()
            self.dropped.emit(ids, len(self.view.items.items))
