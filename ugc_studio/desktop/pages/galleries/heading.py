"""The head of an opened gallery: the way back, its name and facts, the views, the menu, the export."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.widgets.basic import IconButton, action_button
from ugc_studio.desktop.widgets.frame import Header
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.messages import _

BOARD, FEED, CALENDAR = "board", "feed", "calendar"
VIEWS = (BOARD, FEED, CALENDAR)
ICONS = {BOARD: "grid", FEED: "phone", CALENDAR: "calendar"}
TITLE = 170
"""Pixels that the name keeps; where the views in words leave less, they become icons."""


class GalleryHeader(Header):
    """Says which view was chosen; the buttons are wired by the place."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        theme, show, actions = desk.theme, desk.show, desk.actions
        self._least = theme.px(TITLE)
        words = {BOARD: show(_("Board")), FEED: show(_("Feed preview")), CALENDAR: show(_("Calendar"))}
        name = show(_("View"))
        self.worded = Segments(theme, name, [(view, words[view], "") for view in VIEWS])
        self.iconed = Segments(theme, name, [(view, words[view], ICONS[view]) for view in VIEWS])
        self.back = IconButton(theme, "arrow_left", show(_("All galleries")))
        self.more = IconButton(theme, "more", show(_("Rename, duplicate, goal, use, delete")))
        self.details = IconButton(theme, "details", show(_("Details")))
        self.details.setToolTip(actions.action("view.details").toolTip())
        export = action_button(theme, actions.action("app.export"), "primary", text=show(_("Export")), icon="export")
        self._controls = (self.worded, self.more, self.details, export)
        super().__init__(theme, "", [self.worded, self.iconed, self.more, self.details, export])
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, self.back)
        self.iconed.hide()
        for segments in (self.worded, self.iconed):
            segments.chosen.connect(lambda view: self.chosen.emit(str(view)))

    def order_tabs(self) -> None:
        """The keyboard goes from left to right; to be said once the header is in its place."""
        buttons = [button for segments in (self.worded, self.iconed) for button in segments.findChildren(QPushButton)]
        for one, other in pairwise((self.back, *buttons, *self._controls[1:])):
            QWidget.setTabOrder(one, other)

    def set_view(self, view: str) -> None:
        """Show which view is chosen."""
        self.worded.set_value(view)
        self.iconed.set_value(view)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words where there is room, else icons with the words in their tooltips."""
        super().resizeEvent(event)
        taken = sum(control.sizeHint().width() + 8 for control in (self.back, *self._controls)) + 36
        roomy = self.width() - taken >= self._least
        if self.worded.isHidden() == roomy:
            self.worded.setVisible(roomy)
            self.iconed.setVisible(not roomy)
