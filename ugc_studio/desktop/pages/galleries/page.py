"""The place for galleries: the shelf of all of them, or one as a board, as a feed or as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.galleries.acts import GalleryActs
from ugc_studio.desktop.pages.galleries.board import BoardPane
from ugc_studio.desktop.pages.galleries.calendar import CalendarPane
from ugc_studio.desktop.pages.galleries.commands import GalleryCommands
from ugc_studio.desktop.pages.galleries.heading import BOARD, CALENDAR, FEED, VIEWS, GalleryHeader
from ugc_studio.desktop.pages.galleries.items import ItemsModel, ItemsView
from ugc_studio.desktop.pages.galleries.looking import Item, Opened, look_at, look_over
from ugc_studio.desktop.pages.galleries.menu import GalleryMenu
from ugc_studio.desktop.pages.galleries.notices import Notices
from ugc_studio.desktop.pages.galleries.phone import FeedPane
from ugc_studio.desktop.pages.galleries.post import PostPanel
from ugc_studio.desktop.pages.galleries.shelf import ShelfView
from ugc_studio.desktop.pages.galleries.tray import Tray
from ugc_studio.desktop.pages.galleries.when import usual_time
from ugc_studio.desktop.pages.galleries.words import facts_of
from ugc_studio.desktop.widgets.basic import column, panel
from ugc_studio.desktop.widgets.frame import OVERLAY_BELOW, PageFrame, side_panel
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.schedule import PlannedTime

WATCHED = (
    Changed.GALLERIES | Changed.CONSENT | Changed.MARKS | Changed.MEMBERS | Changed.DUPLICATES | Changed.REGISTER
    | Changed.USES
)  # fmt: skip


TRAY, SIDE, POSTS = (146, 256), 316, 400
"""Widths in pixels of the design: the tray with one column and with two, the panel, what the posts need."""


class GalleriesPage(Page):
    """Shows galleries and hands what is done with them to :class:`GalleryActs`."""

    name: ClassVar[str] = "galleries"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.gallery: int | None = None
        self.view = BOARD
        self.opened: Opened | None = None
        self._inside = False
        self._stale = True
        self._wanted: int | None = None
        """The photo to make current once it is there."""
        self._select: Sequence[int] = ()
        self.acts = GalleryActs(desk, self)
        self.acts.failed.connect(self.look)
        self.menu = GalleryMenu(desk, self.acts, self.window)
        self._build()
        self._wire()
        self.commands = GalleryCommands(self)
        self.commands.bind()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        desk = self.desk
        self.shelf = ShelfView(desk)
        self.items = ItemsModel(desk)
        self.board = BoardPane(desk, self.items)
        self.feed = FeedPane(desk, self.items, self.board.view.selectionModel())
        self.calendar = CalendarPane(desk)
        self.tray = Tray(desk)
        self.post = PostPanel(desk)
        self.notices = Notices(desk)
        self.header = GalleryHeader(desk)
        self.body = QStackedWidget()
        self.body.setProperty("canvas", True)
        for pane in (self.board, self.feed, self.calendar):
            self.body.addWidget(panel(column(pane), canvas=True))
        self.frame = PageFrame(
            self.theme, header=self.header, bars=(self.notices,), body=self.body, left=self.tray.panel,
            side=side_panel(self.post),
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shelf)
        self.stack.addWidget(self.frame)
        self.set_content(self.stack)
        self.header.order_tabs()

    def _wire(self) -> None:
        self.shelf.opened.connect(self.open)
        self.header.chosen.connect(self.show_view)
        self.header.back.on(lambda: self.open(None))
        self.header.more.on(self._open_menu)
        self.header.details.on(self.toggle_details)
        self.board.dropped.connect(self._drop)
        self.feed.phone.feed.dropped.connect(self._drop)
        for view in (self.board.view, self.feed.phone.feed):
            view.opened.connect(self._look_at_post)
        self.board.view.chosen.connect(self._show_post)
        self.tray.view.opened.connect(lambda: self.commands.place())
        self.calendar.view.picked.connect(self.choose)
        self.calendar.view.dropped.connect(self._drop_on_day)
        self.post.caption_written.connect(self.acts.caption)
        self.post.alt_written.connect(self.acts.alt_text)
        self.post.crop_chosen.connect(self.acts.crop)
        self.post.when.planned.connect(self.acts.plan)
        self.notices.ask.on(self._ask)
        self.notices.say_use.on(self._say_use)
        self.notices.use_kept.on(self._use_kept)
        for photos in (self.board.view, self.feed.phone.feed, self.tray.view, self.calendar.view):
            self.desk.actions.photo_view(photos, digits=False)

    # ------------------------------------------------------------------ the place

    def entered(self, place: Mapping[str, Any]) -> None:
        """Open the gallery that is named; coming back without one, go on where one was."""
        again, self._inside = self._inside, True
        view, current, shape = place.get("view"), place.get("current"), place.get("shape")
        if isinstance(shape, str):
            self.feed.set_shape(shape)
        if view in VIEWS:
            self.show_view(str(view))
        if isinstance(current, int):
            self._wanted = current
        gallery = place.get("gallery")
        if isinstance(gallery, int):
            self.open(gallery)
        elif "gallery" in place or (again and not place):
            self.open(None)
        elif self._stale or self._wanted is not None:
            self.look()
        self._focus_first()

    def left(self) -> None:
        """What was typed is written."""
        self._inside = False
        self.post.settle()

    def place(self) -> dict[str, Any]:
        """Gallery, view and current post."""
        if self.gallery is None:
            return {"gallery": None}
        now = self.board.view.current
        found: dict[str, Any] = {"gallery": self.gallery, "view": self.view, "shape": self.feed.phone.shape}
        return {**found, "current": now.id} if now is not None else found

    def refresh(self, changed: Changes) -> None:
        """Show what is true now, if it is seen; else when one comes back."""
        if not changed.touch(WATCHED):
            return
        if self.isVisible():
            self.look()
        else:
            self._stale = True

    def brand_changed(self) -> None:
        """The tray speaks of another brand."""
        self._stale = True
        if self.isVisible():
            self.look()

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where little room is left for the posts, the tray is one photo wide."""
        super().resizeEvent(event)
        px = self.theme.px
        side = px(SIDE) if self.window().width() >= OVERLAY_BELOW else 0
        roomy = self.width() - side - px(TRAY[1]) >= px(POSTS)
        self.tray.panel.setFixedWidth(px(TRAY[1] if roomy else TRAY[0]))

    def panes(self) -> Sequence[QWidget]:
        """Views, tray, photos, post."""
        if self.gallery is None:
            return self.shelf.cards[:1]
        return (self.header.back, self.tray.view, self.main_view(), self.post.caption)

    def close_down(self) -> None:
        """What was typed is written."""
        self.post.settle()

    def main_view(self) -> QWidget:
        """What shows the posts now."""
        return {BOARD: self.board.view, FEED: self.feed.phone.feed, CALENDAR: self.calendar.view}[self.view]

    def list_view(self) -> ItemsView:
        """The list in which photos are chosen now: the tray while it has the focus, else the posts."""
        if self.tray.view.hasFocus():
            return self.tray.view
        return self.feed.phone.feed if self.view == FEED else self.board.view

    def _focus_first(self) -> None:
        if self.gallery is None:
            self.shelf.focus_first()
        else:
            self.main_view().setFocus()

    # ------------------------------------------------------------------ looking

    def open(self, gallery: int | None) -> None:
        """Open a gallery, or show all of them."""
        if gallery != self.gallery:
            self.post.settle()
            self.opened = None
            self.tray.view.show_items(())
            self.items.set_items(())
        self.gallery = self.acts.gallery = gallery
        self.look()

    def look(self) -> None:
        """Read anew what is shown."""
        self._stale = False
        gallery, translate, brand = self.gallery, self.desk.translate, self.desk.brand
        if gallery is None:
            self.desk.ask(look_over, self._show_shelf, owner=self, key="look")
            return
        self.desk.ask(
            lambda studio: look_at(studio, gallery, translate, brand), self._show_opened, owner=self, key="look",
            failed=self._gone,
        )  # fmt: skip

    def _gone(self, error: BaseException) -> None:
        """It was deleted, here or by Undo."""
        if not isinstance(error, StudioError):
            self.desk.tell(error)
        self.open(None)

    def _show_shelf(self, shelf: Any) -> None:
        self.shelf.show_shelf(shelf)
        focus = QApplication.focusWidget()
        lost = focus is None or self.frame.isAncestorOf(focus)
        self.stack.setCurrentWidget(self.shelf)
        if self._inside and lost:
            self.shelf.focus_first()

    def _show_opened(self, opened: Opened) -> None:
        if self.acts.pending or int(opened.gallery.id) != self.gallery:
            return  # an older state than what is shown; the write that is under way reads again
        first = self.opened is None
        self.opened = opened
        self.header.title.set_text(opened.gallery.name)
        self.header.set_facts(self.show_text(facts_of(opened.status)))
        self.notices.show_opened(opened)
        self.stack.setCurrentWidget(self.frame)
        select, wanted = [one for one in self._select if any(item.id == one for item in opened.items)], self._wanted
        self._select, self._wanted = (), None
        self.show_items(opened.items, select=select, current=wanted)
        self.feed.show_opened(opened)
        if first:
            self._focus_first()

    def show_items(self, items: Sequence[Item], *, select: Sequence[int] = (), current: int | None = None) -> None:
        """Show the posts, also in an order that is only being written."""
        if self.opened is None:
            return
        self.opened = replace(self.opened, items=tuple(items))
        self.board.view.show_items(items, select=select, current=current)
        self.board.setCurrentIndex(0 if items else 1)
        self.calendar.show_items(items)
        self._show_tray()
        self._show_post()

    def _show_tray(self) -> None:
        if self.opened is not None:
            undated = [item for item in self.opened.items if item.day is None]
            self.tray.show_items(self.opened.tray, undated)

    def _show_post(self) -> None:
        if self.opened is None:
            return
        now = self.board.view.current
        self.post.show_item(now, self.opened)
        self.calendar.show_post(now)
        if self.view == FEED:
            self.feed.phone.feed.scrollTo(self.feed.phone.feed.currentIndex())

    def show_view(self, view: str) -> None:
        """Board, feed or calendar."""
        focused = self.main_view().hasFocus()
        self.view = view
        self.header.set_view(view)
        self.body.setCurrentIndex(VIEWS.index(view))
        self.tray.dated = view == CALENDAR
        self._show_tray()
        self._show_post()
        if focused:
            self.main_view().setFocus()

    def choose(self, asset: int) -> None:
        """Make one post current."""
        if self.items.place_of(asset) >= 0:
            self.board.view.choose([asset], current=asset)

    # ------------------------------------------------------------------ doing

    def _drop(self, ids: list[int], before: int) -> None:
        """Move what is in the gallery, add what is not."""
        inside = [one for one in ids if self.items.place_of(one) >= 0]
        outside = [one for one in ids if one not in inside]
        if inside:
            self.reorder(inside, before - sum(self.items.place_of(one) < before for one in inside))
        if outside:
            self.add(outside, at=before)

    def reorder(self, ids: Sequence[int], to: int) -> None:
        """Show the new order at once, and write it."""
        moved, rest = [item for item in self.items.items if item.id in ids], []
        rest = [item for item in self.items.items if item.id not in ids]
        to = max(0, min(to, len(rest)))
        order = [*rest[:to], *moved, *rest[to:]]
        if [item.id for item in order] == [item.id for item in self.items.items]:
            return
        self.acts.move([item.id for item in moved], to)
        self.show_items([replace(item, number=number) for number, item in enumerate(order, 1)])

    def add(self, ids: Sequence[int], *, at: int | None = None) -> None:
        """Add photos and choose them; from the tray one goes on in the tray."""
        if not self.tray.view.hasFocus():
            self._select = tuple(ids)
        self.acts.add(ids, at=at)

    def plan_on(self, ids: Sequence[int], day: dt.date) -> None:
        """Plan posts on a day, each at its own hour."""
        if self.opened is None:
            return
        usual = usual_time(self.opened.items)
        for item in self.items.items:
            if item.id in ids and item.day != day:
                planned = item.item.planned
                time, zone = (planned.wall.time(), planned.zone) if planned else (usual, self.opened.zone)
                self.acts.plan(item.id, PlannedTime(dt.datetime.combine(day, time), zone))

    def _drop_on_day(self, ids: list[int], day: object) -> None:
        if isinstance(day, dt.date):
            self.plan_on(ids, day)

    def _ask(self) -> None:
        """Ask those who were not asked yet: first about the posts, then about what waits in the tray."""
        from ugc_studio.desktop.pages.consent.request_dialog import open_request
        from ugc_studio.desktop.pages.library.commands import ASKED_AT_ONCE

        if self.opened is None:
            return
        waiting = [
            item.row.asset.id for item in (*self.opened.items, *self.opened.tray)
            if item.state is ConsentState.NOT_REQUESTED
        ]  # fmt: skip
        if waiting:
            status = self.opened.status
            open_request(
                self.desk, self.window(), waiting[:ASKED_AT_ONCE], gallery=self.opened.gallery.uuid,
                most=status.ask_more if status.gallery.goal is not None else None,
            )  # fmt: skip
        else:
            self.desk.go("library", {"query": "rights:not_requested"})

    def _say_use(self) -> None:
        if self.opened is not None:
            self.menu.say_use(self.opened.gallery)

    def _use_kept(self) -> None:
        if self.opened is not None:
            self.acts.use_kept(self.opened.kept)

    def _look_at_post(self) -> None:
        self.commands.look()

    def toggle_details(self) -> None:
        """Show or hide the panel of the post."""
        self.frame.show_side(not self.frame.is_side_shown())

    def _open_menu(self) -> None:
        if self.opened is not None:
            self.menu.open_under(self.header.more, self.opened.gallery)
