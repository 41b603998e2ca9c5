"""The sidebar: brand, places with counts, saved searches, galleries, the task card, settings; a rail when narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.shell.brand import BrandSwitcher
from ugc_studio.desktop.shell.gallery_row import GalleryRow
from ugc_studio.desktop.shell.side_row import RAIL, SideRow
from ugc_studio.desktop.shell.task_card import TaskCard
from ugc_studio.desktop.widgets.basic import IconButton, Label, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.domain.messages import N_, Text, _

WIDE = 236


@dataclass(frozen=True, slots=True)
class Entry:
    """A saved search or a gallery as the sidebar lists it."""

    id: int
    name: str
    count: int
    urgent: bool = False
    colour: str = ""


PLACES: tuple[tuple[str, str, str], ...] = (
    ("library", N_("Library"), "library"),
    ("duplicates", N_("Duplicates"), "duplicates"),
    ("consent", N_("Consent"), "consent"),
    ("galleries", N_("Galleries"), "galleries"),
    ("export", N_("Export"), "export"),
)


class Sidebar(QFrame):
    """Where one can go. Rows are buttons, not a tree; Up and Down walk through them."""

    def __init__(self, desk: Desk, brand: BrandSwitcher) -> None:
        super().__init__()
        self._desk, self._theme = desk, desk.theme
        theme, show = desk.theme, desk.show
        self.setObjectName("sidebar")
        self.setStyleSheet(
            f"QFrame#sidebar {{ background: {theme.tokens.window}; border: 0;"
            f" border-right: 1px solid {theme.tokens.border}; }}"
        )
        self.brand = brand
        self.rows: dict[str, SideRow] = {}
        for name, words, icon in PLACES:
            tip = desk.actions.action(f"go.{name}").toolTip()
            self.rows[name] = self._place_row(name, show(words), icon, tip)
        self._searches, self._galleries = QVBoxLayout(), QVBoxLayout()
        for layout in (self._searches, self._galleries):
            layout.setSpacing(0)
        self.on_new_search: Callable[[], None] = lambda: None
        self.on_search: Callable[[int], None] = lambda _id: None
        self.on_gallery: Callable[[int], None] = lambda _id: None
        self.on_photos: Callable[[int, Sequence[int]], None] = lambda _id, _photos: None
        """Photos were dropped on a gallery."""
        self._build()

    def _place_row(self, name: str, words: str, icon: str, tip: str) -> SideRow:
        made = SideRow(self._theme, words, icon=icon, tip=tip)
        made.clicked.connect(lambda _checked=False: self._desk.go(name))
        return made

    def _build(self) -> None:
        theme, show = self._theme, self._desk.show
        self._add_search = IconButton(theme, "plus", show(_("Save the current search")), size=16)
        self._add_search.on(lambda: self.on_new_search())
        self._add_gallery = IconButton(theme, "plus", show(_("New gallery")), size=16)
        self._add_gallery.on(lambda: self._desk.actions.trigger("galleries.new"))
        self._heads = [
            panel(row(Label(theme, show(_("SAVED SEARCHES")), "caps"), None, self._add_search, margins=(10, 14, 0, 2))),
            panel(row(Label(theme, show(_("GALLERIES")), "caps"), None, self._add_gallery, margins=(10, 14, 0, 2))),
        ]
        places = QVBoxLayout()
        places.setSpacing(3)
        for made in self.rows.values():
            places.addWidget(made)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(places)
        inner.addWidget(self._heads[0])
        inner.addLayout(self._searches)
        inner.addWidget(self._heads[1])
        inner.addLayout(self._galleries)
        inner.addStretch(1)
        self._make_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addWidget(self.brand)
        layout.addWidget(scrolling(panel(inner)), 1)
        layout.addWidget(self.task_card)
        layout.addLayout(self._foot)
        self.set_rail(rail=False)

    def _make_foot(self) -> None:
        theme, show = self._theme, self._desk.show
        self.task_card = TaskCard(self._desk)
        self.settings = self._place_row(
            "settings", show(_("Settings")), "settings", self._desk.actions.action("go.settings").toolTip()
        )
        self.rows["settings"] = self.settings
        self._help = IconButton(theme, "help", self._desk.actions.action("app.sheet").toolTip())
        self._help.on(lambda: self._desk.actions.trigger("app.sheet"))
        self._look = IconButton(theme, "moon" if theme.tokens.dark else "sun", show(_("Light or dark")))
        self._look.on(lambda: self._desk.actions.trigger("app.appearance"))
        past = self._place_row(
            "history", show(_("History")), "history", self._desk.actions.action("app.history").toolTip()
        )
        self.rows["history"] = past
        self._foot = column(past, row(self.settings, self._help, self._look, gap=2), gap=2)

    # ------------------------------------------------------------------ for the window

    def set_rail(self, *, rail: bool) -> None:
        """Narrow to icons, or show words again."""
        self.setFixedWidth(self._theme.px(RAIL if rail else WIDE))
        for made in self.findChildren(SideRow):
            made.rail = rail
            made.updateGeometry()
            made.update()
        hints = [label for label in self.findChildren(Label) if label.property("hint")]
        for widget in (*self._heads, *hints, self._help, self._look):
            widget.setVisible(not rail)
        self.brand.set_rail(rail=rail)
        self.task_card.set_rail(rail=rail)

    def mark(self, page: str, entry: int | None = None) -> None:
        """Show where one is."""
        for name, made in self.rows.items():
            made.setChecked(name == page and entry is None)
        for made in self.findChildren(SideRow):
            if made.property("entry") is not None:
                made.setChecked(made.property("entry") == (page, entry))

    def set_count(self, page: str, count: int, *, urgent: bool = False) -> None:
        """Show a place's number; none for nothing."""
        words = self._desk.translate.number(count) if count else ""
        self.rows[page].set_count(words, urgent=urgent and bool(count))

    def set_searches(self, entries: Sequence[Entry]) -> None:
        """List the saved searches."""
        hint = _("Save any set of filters and it stays here, always up to date.")
        self._list(self._searches, "library", "save", entries, hint, lambda entry: self.on_search(entry))

    def set_galleries(self, entries: Sequence[Entry]) -> None:
        """List the galleries."""
        hint = _("Group picked photos into galleries.")
        self._list(self._galleries, "galleries", "", entries, hint, lambda entry: self.on_gallery(entry))

    def _list(
        self, into: QVBoxLayout, page: str, icon: str, entries: Sequence[Entry], hint: Text, go: Callable[[int], None]
    ) -> None:
        clear(into)
        rail = self.width() <= self._theme.px(RAIL)
        for entry in entries:
            kind = GalleryRow if page == "galleries" else SideRow
            made = kind(self._theme, entry.name, icon=icon, dot=entry.colour or ("" if icon else "ok"))
            if isinstance(made, GalleryRow):
                made.setAcceptDrops(not self._desk.read_only)
                made.dropped.connect(lambda photos, number=entry.id: self.on_photos(number, photos))
            made.setProperty("entry", (page, entry.id))
            made.rail = rail
            made.set_count(self._desk.translate.number(entry.count), urgent=entry.urgent)
            made.clicked.connect(lambda _checked=False, number=entry.id: go(number))
            into.addWidget(made)
        if not entries:
            label = Label(self._theme, self._desk.show(hint), "hint", wrap=True)
            label.setContentsMargins(10, 0, 8, 0)
            label.setProperty("hint", True)
            into.addWidget(label)
            label.setVisible(not rail)  # after it has a parent: before, it would open as a window of its own
