"""The library place: header, filters, photos, details and status, and what ties them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.view import JustifiedView
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.library.asked import Asked
from ugc_studio.desktop.pages.library.days import day_words
from ugc_studio.desktop.pages.library.marks import Marks
from ugc_studio.desktop.pages.library.search_box import SearchBox
from ugc_studio.desktop.pages.library.status import StatusBar
from ugc_studio.desktop.widgets.basic import Button, action_button
from ugc_studio.desktop.widgets.frame import Header, PageFrame
from ugc_studio.domain.messages import _
from ugc_studio.domain.search import Sort
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.browsing import Listing

LISTED = Changed.MEMBERS | Changed.CONSENT | Changed.DUPLICATES | Changed.GALLERIES | Changed.REGISTER


class LibraryPage(Page):
    """All photos."""

    name = "library"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked = Asked()
        self.sort = Sort.NEWEST
        self._awaited: Mapping[str, Any] = {}
        self._stale = True
        self.photos = AssetListModel(self._fetch, desk.translate, parent=self)
        self.grid = JustifiedView(self.theme, desk.thumbnails, desk.translate)
        self._build()
        self.marks = Marks(desk, self.photos, self.grid.target_ids, parent=self)
        self._wire()

    def _build(self) -> None:
        desk, theme, show = self.desk, self.theme, self.desk.show
        self.grid.set_header_text(self._header_of)
        self.grid.setModel(self.photos)
        self.grid.setAccessibleName(show(_("Photos")))
        self.search_box = SearchBox(desk)
        self.header = Header(
            theme,
            show(_("Library")),
            (self.search_box, self._import_button()),
        )
        self.status = StatusBar(desk)
        self.body = QStackedWidget()
        self.body.addWidget(self.grid)
        self.frame = PageFrame(theme, header=self.header, body=self.body, foot=self.status)
        self.set_content(self.frame)

    def _import_button(self) -> Button:
        action = self.desk.actions.action("app.import")
        return action_button(self.theme, action, "primary", text=self.desk.show(_("Import")), icon="import")

    def _wire(self) -> None:
        desk = self.desk
        desk.actions.photo_view(self.grid)
        self.marks.bind(self.name)
        self.grid.selection_changed.connect(self._numbers)
        self.grid.zoom_wanted.connect(self.status.step)
        self.status.zoomed.connect(lambda height: self.grid.set_target_height(self.theme.px(height)))
        self.search_box.typed.connect(lambda words: self.look_for(Asked(words, self.asked.terms)))

    # ------------------------------------------------------------------ looking

    def look_for(self, asked: Asked) -> None:
        """Show what a query finds; the current photo, the selection and the scroll stay where they can."""
        if asked != self.asked:
            self.asked = asked
            self.search_box.show_words(asked.words)
            self._look()

    def _look(self) -> None:
        text, sort, brand = self.asked.text, self.sort, self.desk.brand
        self._stale = False
        self.desk.ask(
            lambda studio: studio.browsing.listing(text, brand=brand, sort=sort),
            self._found,
            owner=self,
            key="listing",
        )

    def _found(self, listing: Listing) -> None:
        self.photos.set_listing(listing)
        self._numbers()

    def _fetch(self, ids: Sequence[int], done: Callable[[list[AssetRow]], None]) -> None:
        brand, wanted = self.desk.brand, list(ids)
        self.desk.ask(
            lambda studio: studio.browsing.rows(wanted, brand=brand), done, owner=self, failed=lambda _error: done([])
        )

    def _numbers(self) -> None:
        self.status.show_numbers(self.grid.selected_count, len(self.photos.ids))

    def _header_of(self, _number: int, section: range) -> tuple[str, str]:
        return day_words(self.desk.translate, self.photos.listing.days, self.desk.today, section)

    # ------------------------------------------------------------------ what the window asks

    def entered(self, place: Mapping[str, Any]) -> None:  # noqa: ARG002 - soon
        """Show this spot, or what was shown before."""
        if self._stale:
            self._look()
        self.grid.setFocus()

    def refresh(self, changed: Changes) -> None:
        """Read what changed: marks in place, everything else as a new list."""
        if changed.touch(LISTED):
            self._look()
        elif changed.touch(Changed.MARKS):
            self.photos.refresh(changed.ids or None)
