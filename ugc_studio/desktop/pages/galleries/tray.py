"""The tray at the left: picked photos that are not placed yet; while the calendar is shown, posts without a day."""

from __future__ import annotations

from collections.abc import Sequence

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.cells import CellStyle
from ugc_studio.desktop.pages.galleries.items import ItemsModel, ItemsView
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.frame import left_panel
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import Text, _

WIDTH, HEIGHT, GAP = 100, 94, 8


class Tray:
    """Heading, hint and the photos that wait to be dragged."""

    def __init__(self, desk: Desk) -> None:
        theme, show = desk.theme, desk.show
        self._desk = desk
        self.title = Label(theme, "", "section", wrap=True)
        self.count = Pill(theme, "0")
        self.hint = Label(theme, "", "hint", wrap=True)
        style = CellStyle(theme.px(WIDTH), theme.px(HEIGHT), GAP, numbers=False, days=False, cleared=False, quiet=True)
        self.view = ItemsView(desk, ItemsModel(desk), name=show(_("Picked, not placed")), style=style)
        self.view.setAcceptDrops(False)
        self.find = Button(theme, show(_("Pick photos in the library")), "link").on(
            lambda: desk.go("library", {"query": ""})
        )
        head = row(self.title, self.count, gap=8)
        head.setStretch(0, 1)
        texts = panel(column(head, self.hint, row(self.find, None), gap=6, margins=(16, 18, 16, 4)))
        inner = column(texts, gap=0)
        inner.addWidget(panel(column(self.view, margins=(12, 4, 8, 0))), 1)
        self.panel = left_panel(panel(inner))
        self.dated = False
        """Whether posts without a day are shown instead of picked photos."""

    def show_items(self, picked: Sequence[Item], undated: Sequence[Item]) -> None:
        """Show what waits."""
        show, items = self._desk.show, undated if self.dated else picked
        title = _("No day yet") if self.dated else _("Picked, not placed")
        self.title.set_text(show(title))
        self.view.setAccessibleName(show(title))
        self.count.set_look(self._desk.translate.number(len(items)))
        self.hint.set_text(show(self._hint(bool(items))))
        self.find.setVisible(not items and not self.dated)
        self.view.show_items(items)

    def _hint(self, any_waits: bool) -> Text:
        if self.dated:
            if any_waits:
                return _("Drag onto a day, or press Enter to plan the next one on the chosen day")
            return _("Every post has its day.")
        if any_waits:
            return _("Drag into the gallery, or press Enter to add the next one")
        return _("Photos you pick (P) wait here until you place them.")
