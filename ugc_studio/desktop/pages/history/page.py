"""The history: changes that can be taken back, imports with their reports, exports, reviews; newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.history.changes import ChangesView
from ugc_studio.desktop.pages.history.exports import ExportsView
from ugc_studio.desktop.pages.history.imports import ImportsView
from ugc_studio.desktop.pages.history.reviews import ReviewsView
from ugc_studio.desktop.widgets.basic import panel
from ugc_studio.desktop.widgets.frame import Header, PageFrame
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.messages import _

TABS = ("changes", "imports", "exports", "reviews")
View = ChangesView | ImportsView | ExportsView | ReviewsView


class HistoryPage(Page):
    """Four lists behind four tabs."""

    name = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        show = desk.show
        self.changes, self.imports, self.exports = ChangesView(desk), ImportsView(desk), ExportsView(desk)
        self.reviews = ReviewsView(desk)
        self._views: dict[str, View] = dict(
            zip(TABS, (self.changes, self.imports, self.exports, self.reviews), strict=True)
        )
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        choices = [
            ("changes", show(_("Changes")), ""),
            ("imports", show(_("Imports")), ""),
            ("exports", show(_("Exports")), ""),
            ("reviews", show(_("Reviews")), ""),
        ]
        self.tabs = Segments(self.theme, show(_("History")), choices)
        self.tabs.setFocusProxy(self.tabs.findChildren(QAbstractButton)[0])
        self.tabs.chosen.connect(lambda value: self.open(str(value)))
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._stack)
        header = Header(self.theme, show(_("History")), (self.tabs,))
        header.set_facts(show(_("What was done here, by whom. Undo takes back the latest step.")))
        self.set_content(PageFrame(self.theme, header=header, body=panel(body, canvas=True)))
        self.current = "changes"

    def open(self, tab: str, batch: int | None = None) -> None:
        """Show a tab; an import's report when its number is given."""
        self.current = tab
        self.tabs.set_value(tab)
        self._stack.setCurrentWidget(self._views[tab])
        if tab == "imports" and batch is not None:
            self.imports.open(batch)
        self._views[tab].look()

    # ------------------------------------------------------------------ as every place

    def entered(self, place: Mapping[str, Any]) -> None:
        """``tab``, and for imports ``batch``; a batch alone means its report."""
        batch, tab = place.get("batch"), place.get("tab")
        number = batch if isinstance(batch, int) else None
        self.open(str(tab) if tab in TABS else "imports" if number is not None else self.current, number)
        if self.isVisible():
            inside = self._views[self.current].list
            (inside if inside.isVisible() else self.tabs).setFocus()

    def place(self) -> dict[str, Any]:
        """Tab and open report."""
        opened = self.imports.batch if self.current == "imports" else None
        return {"tab": self.current, **({"batch": opened} if opened is not None else {})}

    def refresh(self, _changed: Changes) -> None:
        """Whatever was changed stands in one of the lists now."""
        if self.isVisible():
            self._views[self.current].look()

    def panes(self) -> Sequence[QWidget]:
        """The tabs, then the list."""
        return (self.tabs.findChildren(QWidget)[0], self._views[self.current].list)
