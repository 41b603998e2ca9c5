"""The main window: sidebar and places, notices, what is remembered, and the commands that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QEvent, Qt, QThread, QTimer, Signal  # noqa: TID251 - only asked about its loops
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.overrides import qt_override
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.registry import PAGES, make_page
from ugc_studio.desktop.shell import counts
from ugc_studio.desktop.shell.announcing import announce
from ugc_studio.desktop.shell.banner import notices_of
from ugc_studio.desktop.shell.brand import BrandSwitcher
from ugc_studio.desktop.shell.midnight import Midnight
from ugc_studio.desktop.shell.sidebar import Sidebar
from ugc_studio.desktop.shell.toasts import ToastBar
from ugc_studio.desktop.shell.watching import Watcher
from ugc_studio.desktop.widgets.tab_order import step_within

SMALLEST = (1100, 700)
RAIL_BELOW = 1180
ALIASES = {"imports": "history"}
"""Places of changes that the services record, as the window calls them."""
COUNTED = (
    Changed.MEMBERS | Changed.MARKS | Changed.CONSENT | Changed.DUPLICATES | Changed.GALLERIES | Changed.SEARCHES
    | Changed.REGISTER
)  # fmt: skip


class Window(QMainWindow):
    """One library in one window."""

    left_for_good = Signal()
    painted = Signal()
    """After the first paint with a place in it (the start is measured by it)."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*SMALLEST)
        self.setWindowTitle("UGC Studio")
        self.setAcceptDrops(True)
        self.desk: Desk | None = None
        self.pages: dict[str, Page] = {}
        self.current = ""
        self.ask_to_close: Callable[[Callable[[], object]], bool] = lambda _go: True
        """Returns whether closing may go on at once; else asks, and calls what it was given when the answer is yes."""
        self._panels_hidden = False
        self._watcher: Watcher | None = None
        self.midnight: Midnight | None = None
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(150)
        self._count_soon.timeout.connect(self._count)

    # ------------------------------------------------------------------ building

    def furnish(self, desk: Desk) -> None:
        """Fill the window for an open library."""
        self.empty()
        self.desk = desk
        self.sidebar = Sidebar(desk, BrandSwitcher(desk))
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for notice in notices_of(desk):
            middle.addWidget(notice)
        middle.addWidget(self.stack, 1)
        central = QWidget()
        outer = QHBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.sidebar)
        outer.addLayout(middle, 1)
        self.setCentralWidget(central)
        self.toasts = ToastBar(desk, central)
        self._watcher, self.midnight = Watcher(desk, self), Midnight(desk, self)
        self._listen(desk)
        self._arrange()
        self._count_soon.start()

    def empty(self) -> None:
        """Let go of the library that was shown: its dialogs close, its places stop their threads and timers."""
        self._count_soon.stop()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        for clock in (self._watcher, self.midnight):
            if clock is not None:
                clock.stop()
                clock.deleteLater()
        self._watcher = self.midnight = None
        for page in self.pages.values():
            page.close_down()
        self.desk, self.pages, self.current = None, {}, ""

    def clear_away(self) -> None:
        """Delete what is shown: at once, unless Qt is within an event loop of something shown (a drag has one)."""
        self.empty()
        shown = self.takeCentralWidget()
        if shown is not None and QThread.currentThread().loopLevel() <= 1:
            shiboken6.delete(shown)
        elif shown is not None:
            shown.deleteLater()

    def _listen(self, desk: Desk) -> None:
        from ugc_studio.desktop.pages.library.adding import add_dropped
        from ugc_studio.desktop.shell.commands import bind_commands

        desk.current_place = self.place
        desk.going.connect(self.go)
        desk.toasted.connect(self._toast)
        desk.announced.connect(lambda words: announce(self, words))
        desk.changed.connect(self._changed)
        desk.brand_changed.connect(self._count_soon.start)
        self.sidebar.on_search = lambda entry: desk.go("library", {"search": entry})
        self.sidebar.on_gallery = lambda entry: desk.go("galleries", {"gallery": entry})
        self.sidebar.on_photos = lambda entry, photos: add_dropped(desk, entry, photos)
        self.sidebar.on_new_search = lambda: self._save_search()
        bind_commands(self, desk)

    def _save_search(self) -> None:
        if self.desk:
            if self.current != "library":
                self.go("library", {})
            self.desk.actions.trigger("library.save_search")

    # ------------------------------------------------------------------ places

    def go(self, name: str, place: Mapping[str, Any] | None = None) -> None:
        """Show a place, at a spot."""
        desk = self.desk
        if desk is None:
            return
        name = ALIASES.get(name, name)
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = make_page(name, desk)
            self.stack.addWidget(page)
        if self.current and self.current != name:
            self.pages[self.current].left()
        self.current = name
        self.stack.setCurrentWidget(page)
        desk.actions.show_page(name)
        spot = {key: value for key, value in (place or {}).items() if key != "page"}
        page.entered(spot)
        self._bring_keyboard(page)
        self.sidebar.mark(name, _entry_of(name, spot))
        words = self.sidebar.rows[name].accessibleName() if name in self.sidebar.rows else ""
        self.setWindowTitle(f"{words.split(',')[0]} – UGC Studio" if words else "UGC Studio")

    def _bring_keyboard(self, page: Page) -> None:
        """The keyboard follows to the place that is shown, unless the place put it somewhere itself."""
        focus = QApplication.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            panes = [pane for pane in page.panes() if pane.isVisibleTo(page)]
            (panes[0] if panes else self.sidebar.rows.get(self.current, self.sidebar.settings)).setFocus()

    def place(self) -> dict[str, Any]:
        """Where the person is."""
        page = self.pages.get(self.current)
        return {"page": self.current, **(page.place() if page else {})}

    def next_pane(self, step: int) -> None:
        """Move the focus to the next part of the window: sidebar, then the place's own panes."""
        page = self.pages.get(self.current)
        panes: list[QWidget] = [self.sidebar.rows.get(self.current, self.sidebar.settings)]
        panes += [pane for pane in (page.panes() if page else ()) if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next((i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def toggle_panels(self) -> None:
        """Hide the sidebar, so that only the photos are there, or show it again."""
        self._panels_hidden = not self._panels_hidden
        self.sidebar.setVisible(not self._panels_hidden)

    # ------------------------------------------------------------------ telling

    def _toast(self, toast: object) -> None:
        if isinstance(toast, Toast):
            self.toasts.show_toast(toast)

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changes) and changed.touch(COUNTED):
            self._count_soon.start()

    def _count(self) -> None:
        if self.desk is None:
            return
        brand = self.desk.brand
        self.desk.ask(lambda studio: counts.look_up(studio, brand), self._show_counts, owner=self.sidebar, key="counts")

    def _show_counts(self, found: counts.Counts) -> None:
        bar = self.sidebar
        if self.desk is not None:
            self.desk.zone = found.zone
        bar.set_count("library", found.photos)
        bar.set_count("duplicates", found.duplicates, urgent=True)
        bar.set_count("consent", found.to_read, urgent=True)
        bar.set_count("galleries", len(found.galleries))
        bar.set_searches(found.searches)
        bar.set_galleries(found.galleries)
        page = self.pages.get(self.current)
        spot = page.place() if page else {}
        bar.mark(self.current, _entry_of(self.current, spot))

    # ------------------------------------------------------------------ what is remembered

    def remembered(self) -> dict[str, Any]:
        """Geometry and place, for the next start."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        return {"geometry": geometry, "brand": self.desk.brand if self.desk else None, "place": self.place()}

    def restore(self, stored: Mapping[str, Any], *, default: str) -> None:
        """Go back to where the person was, if that is still known."""
        geometry = stored.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
        place = stored.get("place")
        place = place if isinstance(place, dict) else {}
        page = place.get("page")
        if self.desk is not None:
            self.desk.brand = stored.get("brand") if isinstance(stored.get("brand"), str) else None
        known = isinstance(page, str) and page in PAGES and page != "welcome"
        self.go(str(page) if known else default, place if known else {})

    # ------------------------------------------------------------------ Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows have a rail instead of a sidebar."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self.desk is not None:
            self.sidebar.set_rail(rail=self.width() < RAIL_BELOW)
            self.toasts.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere."""
        if self.desk is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what was dropped before anything is imported."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self.desk is not None and paths:
            event.acceptProposedAction()
            self.desk.importing.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only when an export would be left half done."""
        if self.ask_to_close(self.close):
            event.accept()
            self.left_for_good.emit()
        else:
            event.ignore()

    @qt_override(bool)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in the order of reading, wherever a place has put what it made since."""
        central = self.centralWidget()
        return central is not None and step_within(central, forward=forward)

    def event(self, event: QEvent) -> bool:
        """Tell the first paint."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and self.current:
            self.painted.emit()
        return done


def _entry_of(page: str, spot: Mapping[str, Any]) -> int | None:
    """The saved search or gallery of the sidebar that a spot stands for."""
    entry = spot.get({"library": "search", "galleries": "gallery"}.get(page, ""))
    return entry if isinstance(entry, int) else None
