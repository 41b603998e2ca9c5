"""The library place: header, filters, photos, details and status, and what ties them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.library.asked import Asked
from ugc_studio.desktop.pages.library.commands import Commands
from ugc_studio.desktop.pages.library.days import day_words
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.emptiness import Emptiness
from ugc_studio.desktop.pages.library.filter_bar import FilterBar
from ugc_studio.desktop.pages.library.finding import Facts, Found, count, look_up
from ugc_studio.desktop.pages.library.first_steps import FirstSteps
from ugc_studio.desktop.pages.library.search_box import SearchBox
from ugc_studio.desktop.pages.library.status import StatusBar
from ugc_studio.desktop.pages.library.todo import TodoStrip
from ugc_studio.desktop.pages.library.views import COMPARE, GRID, LISTS, ONE, TABLE, PhotoViews
from ugc_studio.desktop.widgets.basic import Button, action_button, plain_tip
from ugc_studio.desktop.widgets.frame import Header, PageFrame, side_panel
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.search import Sort
from ugc_studio.domain.searches import SavedSearch
from ugc_studio.library.assets import AssetRow

LISTED = Changed.MEMBERS | Changed.CONSENT | Changed.DUPLICATES | Changed.GALLERIES | Changed.REGISTER
DUE = Changed.CONSENT | Changed.USES | Changed.IMPORTS | Changed.GALLERIES
"""Changes after which other things may be due."""
STEPS = DUE | Changed.MARKS | Changed.DUPLICATES
MOST_REMEMBERED = 1000
"""So many selected photos are remembered by id; a larger selection only as "all"."""


class LibraryPage(Page):
    """All photos."""

    name = "library"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.asked = Asked()
        self.sort = Sort.NEWEST
        self.saved: SavedSearch | None = None
        self.found = Found.nothing()
        self.facts = Facts(0, 0, "")
        self._awaited: Mapping[str, Any] = {}
        self._stale, self._here, self._entered = True, False, False
        self.photos = AssetListModel(self._fetch, desk.translate, parent=self)
        self.commands = Commands(self)
        self._build()
        self.commands.bind()
        self._wire()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        desk, theme, show = self.desk, self.theme, self.desk.show
        self.views = PhotoViews(desk, self.photos, header=self._header_of, edit=self.commands.edit_cell)
        self.search_box = SearchBox(desk)
        named = ((GRID, _("Grid")), (TABLE, _("Table")), (COMPARE, _("Compare")))
        self.layouts = Segments(theme, show(_("View")), [(name, show(words), name) for name, words in named])
        self.header = Header(theme, show(_("Library")), (self.search_box, self.layouts, self._import_button()))
        self.filters = FilterBar(desk)
        self.status = StatusBar(desk)
        self.empty = Emptiness(desk, self.clear)
        self.views.addWidget(self.empty)
        self.first_steps = FirstSteps(desk, self.views, self.views.focus_photos)
        self.todo = TodoStrip(desk)
        self.details = DetailsPanel(desk)
        self.frame = PageFrame(
            theme,
            header=self.header,
            bars=(self.todo, self.filters),
            body=self.views,
            foot=self.status,
            side=side_panel(self.details),
        )
        self.set_content(self.frame)

    def _import_button(self) -> Button:
        action = self.desk.actions.action("app.import")
        return action_button(self.theme, action, "primary", text=self.desk.show(_("Import")), icon="import")

    def _wire(self) -> None:
        views, box = self.views, self.search_box
        views.layout_changed.connect(self._layout_changed)
        views.chosen_changed.connect(self._chosen_changed)
        views.sorted_by.connect(self.sort_by)
        views.grid.zoom_wanted.connect(self.status.step)
        self.layouts.chosen.connect(lambda name: views.show_layout(str(name)))
        self.status.zoomed.connect(lambda height: views.grid.set_target_height(self.theme.px(height)))
        self.filters.changed.connect(self.look_for)
        self.filters.sorted_by.connect(self.sort_by)
        box.typed.connect(lambda words: self.look_for(Asked(words, self.asked.terms)))
        box.settled.connect(lambda: self.look_for(Asked("", self.asked.terms).with_words(self.asked.words)))
        box.term_chosen.connect(lambda term: self.look_for(Asked(box.text(), (*self.asked.terms, term))))
        self.details.compare_wanted.connect(views.show_together)
        box.down_pressed.connect(views.focus_photos)

    # ------------------------------------------------------------------ looking

    def look_for(self, asked: Asked) -> None:
        """Show what a query finds; the current photo, the selection and the scroll stay where they can."""
        self.search_box.show_words(asked.words)
        if asked != self.asked:
            self.asked = asked
            self.filters.show_asked(asked, self.sort)
            self._look()

    def sort_by(self, sort: Sort) -> None:
        """Show the same photos in another order."""
        if sort is not self.sort:
            self.sort = sort
            self.filters.show_asked(self.asked, sort)
            self._look()

    def clear(self) -> None:
        """Look for everything again."""
        self.look_for(Asked())
        self.views.focus_photos()

    def _look(self) -> None:
        text, sort, brand = self.asked.text, self.sort, self.desk.brand
        self._stale = False
        self.desk.ask(
            lambda studio: look_up(studio, text, sort, brand),
            self._show_found,
            owner=self,
            key="listing",
            failed=self._not_understood,
        )

    def _show_found(self, found: Found) -> None:
        self.found = found
        if self.views.table is not None:
            self.views.table.show_sort(self.sort)
        self.photos.set_listing(found.arranged)
        awaited, self._awaited = self._awaited, {}
        if found.listing.ids:
            self.views.show_empty(None)
            self._go_to(awaited)
            self.views.start()
        else:
            self.empty.nothing_found(self.asked) if self.asked else self.empty.nothing_yet()
            self._show_empty()
        self._chosen_changed()
        brand = self.desk.brand
        self.desk.ask(lambda studio: count(studio, brand), self._show_facts, owner=self, key="facts")
        if not self.todo.is_known:
            self.todo.look_up()
            self.first_steps.look_up()

    def _show_empty(self) -> None:
        if self.views.layout_name not in LISTS:
            self.views.show_layout(self.views.list_layout)
        self.views.show_empty(self.empty)

    def _not_understood(self, error: BaseException) -> None:
        self.empty.not_understood(error)
        self._show_empty()

    def _fetch(self, ids: Sequence[int], done: Callable[[list[AssetRow]], None]) -> None:
        brand, wanted = self.desk.brand, list(ids)
        self.desk.ask(
            lambda studio: studio.browsing.rows(wanted, brand=brand), done, owner=self, failed=lambda _error: done([])
        )

    # ------------------------------------------------------------------ telling

    def _header_of(self, _number: int, section: range) -> tuple[str, str]:
        return day_words(self.desk.translate, self.found, self.desk.today(), section)

    def _show_facts(self, facts: Facts) -> None:
        show = self.desk.show
        self.facts = facts
        photos = ngettext("{n} photo or video", "{n} photos and videos", facts.photos, n=facts.photos)
        if not facts.brand:
            self.header.set_facts(show(photos))
            return
        ready = ngettext("{n} ready to publish", "{n} ready to publish", facts.ready, n=facts.ready)
        self.header.set_facts(show(_("{photos} · {ready}", photos=photos, ready=ready)))
        why = _("Ready to publish: cleared for the standard use of {brand} today.", brand=facts.brand)
        self.header.facts.setToolTip(plain_tip(show(why)))

    def _chosen_changed(self) -> None:
        in_list = self.views.layout_name in LISTS
        self.status.show_numbers(self.views.selected_count if in_list else 0, len(self.photos.ids))
        self.details.set_assets(self.views.target_ids())

    def _layout_changed(self, name: str) -> None:
        self.layouts.set_value(name if name != ONE else self.views.list_layout)
        alone = name in (ONE, COMPARE)
        self.filters.setVisible(not alone)
        self.todo.want(wanted=not alone)
        self.status.show_zoom(possible=name == GRID)
        if self._here:
            self.desk.actions.show_page(f"{self.name}.{name}" if alone else self.name)

    # ------------------------------------------------------------------ what the window asks

    def entered(self, place: Mapping[str, Any]) -> None:
        """Show this spot, or what was shown before."""
        self._here = True
        if not self._entered:
            self._entered = True
            self._furnish(place)
        if "search" in place and "query" not in place:
            self._open_search(int(place["search"]))
        elif place:
            self._open(place)
        elif self._stale:
            self._look()
        elif not self.todo.is_known:
            self.todo.look_up()
            self.first_steps.look_up()
        self._layout_changed(self.views.layout_name)
        current = self.views.currentWidget()
        if current is not None:
            current.setFocus()

    def _furnish(self, place: Mapping[str, Any]) -> None:
        """What belongs to the room and not to the spot is taken over once, at the start."""
        if isinstance(place.get("zoom"), int):
            self.status.slider.setValue(int(place["zoom"]))
        if place.get("details") is False:
            self.frame.show_side(False)

    def left(self) -> None:
        """The person went elsewhere."""
        self._here = False

    def close_down(self) -> None:
        """Nothing runs on."""
        self.search_box.close_down()

    def place(self) -> dict[str, Any]:
        """The query, the order, the way of looking, the chosen photos and the scroll."""
        count = self.views.selected_count
        return {
            "query": self.asked.text,
            "sort": self.sort.value,
            "layout": self.views.layout_name,
            "current": self.views.current_id,
            "selected": list(self.views.list_view.selected_ids()) if count <= MOST_REMEMBERED else [],
            "all": count > MOST_REMEMBERED and count == len(self.photos.ids),
            "scroll": self.views.scroll_place(),
            "search": int(self.saved.id) if self.saved and self._is_saved(self.saved) else None,
            "zoom": self.status.slider.value(),
            "details": self.frame.is_narrow or self.frame.is_side_shown(),
        }

    def _is_saved(self, saved: SavedSearch) -> bool:
        return Asked.of(saved.query) == self.asked

    def _open(self, place: Mapping[str, Any]) -> None:
        asked = Asked.of(str(place["query"])) if place.get("query") is not None else self.asked
        sort = place.get("sort")
        wanted = Sort(sort) if sort in set(Sort) else self.sort
        layout = place.get("layout")
        if layout in LISTS and layout != self.views.layout_name:
            self.views.show_layout(str(layout))
        if asked != self.asked or wanted is not self.sort or self._stale or not self.photos.ids:
            self.asked, self.sort, self._awaited = asked, wanted, dict(place)
            self.search_box.show_words(asked.words)
            self.filters.show_asked(asked, wanted)
            self._look()
        else:
            self._awaited = dict(place)  # what is being read again after an undo may still lack the photos
            self._look()

    def _go_to(self, place: Mapping[str, Any]) -> None:
        """Put the selection, the current photo and the scroll back."""
        if not place:
            return
        current = place.get("current")
        known = isinstance(current, int) and self.photos.place_of(current) >= 0
        if isinstance(current, int) and not known and place.get("query") is None and self.asked:
            self._awaited = {"current": current, "query": ""}  # the filter hides what was asked for
            self.look_for(Asked())
            return
        chosen = [one for one in place.get("selected") or () if isinstance(one, int)]
        self.views.choose(
            self.photos.ids if place.get("all") else chosen, current=current if isinstance(current, int) else None
        )
        self.views.scroll_to(place.get("scroll"))
        if place.get("layout") == ONE:
            self.views.show_layout(ONE)

    def _open_search(self, search: int) -> None:
        def opened(saved: SavedSearch) -> None:
            self.saved = saved
            self._open({"query": saved.query, "sort": saved.sort.value, "layout": saved.layout.value})

        self.desk.ask(lambda studio: studio.searches.resolve(str(search)), opened, owner=self, key="search")

    def refresh(self, changed: Changes) -> None:
        """Read what changed: marks in place, everything else as a new list; unseen places wait."""
        if changed.touch(DUE):
            self.todo.is_known = False
            if self._here:
                self.todo.look_up()
        if self._here and changed.touch(STEPS):
            self.first_steps.look_up()
        if not self._here:
            self._stale = True
            if changed.touch(Changed.CONSENT):
                self.photos.forget_rows()  # what is known may be of a photo that is to be blurred now
        elif changed.touch(LISTED) or (changed.touch(Changed.MARKS) and self._marks_matter(changed)):
            self._look()
        elif changed.touch(Changed.MARKS):
            self.photos.refresh(changed.ids or None)

    def _marks_matter(self, changed: Changes) -> bool:
        return self.asked.depends_on_marks() or self.sort is Sort.RATING or not changed.ids

    def brand_changed(self) -> None:
        """Badges, counts and ``rights:`` speak of another brand."""
        self._stale = True
        if self._here:
            self._look()

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up the selection first; every other key goes on."""
        if event.key() == Qt.Key.Key_Escape and self.views.unselect():
            event.accept()
        else:
            event.ignore()

    def panes(self) -> Sequence[QWidget]:
        """Search, filters, photos, status."""
        first = next((chip for chip in self.filters.chips.chips.values() if not chip.isHidden()), self.filters.save)
        shown = self.views.currentWidget() or self.views
        details = (one for one in self.details.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inside = [one for one in details if one.isVisible()][:1]
        return (self.search_box, first, shown, *inside, self.status.hints[0])

    def search(self) -> bool:
        """Put the caret into the search box."""
        self.search_box.setFocus()
        self.search_box.selectAll()
        return True
