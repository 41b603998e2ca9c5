"""What the keys do in a gallery: order, place, take out, look, choose; the whole place works without a mouse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.desktop.pages.galleries.page import GalleriesPage

CALENDAR = "calendar"


class GalleryCommands(QObject):
    """The commands of one galleries page."""

    def __init__(self, page: GalleriesPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk

    def bind(self) -> None:
        """Answer the commands of the registry."""
        page = self._page
        handlers: dict[str, Callable[[], object]] = {
            "galleries.earlier": lambda: self.shift(-1, rows=False),
            "galleries.later": lambda: self.shift(1, rows=False),
            "galleries.up": lambda: self.shift(-1, rows=True),
            "galleries.down": lambda: self.shift(1, rows=True),
            "galleries.place": self.place,
            "galleries.remove": self.remove,
            "photos.all": lambda: page.list_view().selectAll(),
            "photos.none": lambda: page.list_view().clearSelection(),
            "photos.request": self.request_rights,
            "view.one": self.look,
            "view.quick": self.look,
            "view.details": page.toggle_details,
        }
        for action, handler in handlers.items():
            self._bind(action, handler)

    def _bind(self, action: str, handler: Callable[[], object]) -> None:
        def carry_out() -> None:
            if self._page.opened is not None:
                handler()

        self._desk.actions.bind(action, carry_out, owner=self._page, page=self._page.name)

    def _ids(self) -> list[int]:
        return self._page.list_view().selected_ids()

    # ------------------------------------------------------------------ order

    def shift(self, step: int, *, rows: bool) -> None:
        """Move the chosen posts by one place or one row; in the calendar by one day or one week."""
        page = self._page
        if page.view == CALENDAR:
            now = page.board.view.current
            if now is not None and now.day is not None:
                page.plan_on([now.id], now.day + dt.timedelta(days=step * (7 if rows else 1)))
            return
        view = page.list_view()
        if view is page.tray.view:
            return
        ids = view.selected_ids()
        places = sorted(page.items.place_of(one) for one in ids)
        if places:
            page.reorder(ids, max(0, places[0] + step * (view.columns if rows else 1)))
            self._say_place(ids[0])

    def _say_place(self, asset: int) -> None:
        """Tell screen readers where it stands now."""
        place, count = self._page.items.place_of(asset) + 1, len(self._page.items.items)
        self._desk.say(_("Post {n} of {count}", n=place, count=count))

    # ------------------------------------------------------------------ in and out

    def place(self) -> None:
        """Add what is chosen in the tray, or its first photo; in the calendar give the next post its day."""
        page = self._page
        tray = page.tray.view
        if page.view == CALENDAR and page.calendar.view.hasFocus():
            self._next_of_day()
            return
        ids = tray.selected_ids() if tray.hasFocus() else [item.id for item in tray.items.items[:1]]
        day = page.calendar.view.day
        if not ids:
            return
        if page.view == CALENDAR:
            if day is not None:
                page.plan_on(ids, day)
        else:
            page.add(ids)

    def _next_of_day(self) -> None:
        """Go round the posts of the chosen day."""
        page = self._page
        day = page.calendar.view.day
        posts = [item.id for item in page.calendar.days.posts_on(day)] if day is not None else []
        if posts:
            now = page.calendar.view.post
            page.choose(posts[(posts.index(now) + 1) % len(posts)] if now in posts else posts[0])

    def remove(self) -> None:
        """Take the chosen posts out; what waits in the tray is in no gallery."""
        page = self._page
        if page.tray.view.hasFocus() and page.view != CALENDAR:
            return
        ids = self._ids()
        if ids:
            page.acts.remove(ids)

    # ------------------------------------------------------------------ looking and asking

    def look(self) -> None:
        """See the photo as large as the library shows it."""
        now = self._page.list_view().current
        if now is not None:
            self._desk.go("library", {"query": "", "layout": "one", "current": now.id, "selected": [now.id]})

    def request_rights(self) -> None:
        """Ask the people of the chosen photos."""
        from ugc_studio.desktop.pages.consent.request_dialog import open_request

        ids = [AssetId(one) for one in self._ids()]
        if ids:
            open_request(self._desk, self._page.window(), ids)
