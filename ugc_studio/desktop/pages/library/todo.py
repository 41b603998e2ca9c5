"""The To-do strip on top of the library: what is due, one line a kind, each with the button that deals with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, plain_tip
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.messages import _
from ugc_studio.services.due import Place, StripItem, Target, TaskKind

DISMISSED = "todo_dismissed"
"""Where the window remembers on which day the strip was put away."""
GAP = 8
WIDEST_WORDS = 300
ICONS: Mapping[TaskKind, str] = {
    TaskKind.TAKEDOWN: "trash",
    TaskKind.REPLY: "to_read",
    TaskKind.SIGNED_PAPER: "form",
    TaskKind.REQUEST_DRAFT: "send",
    TaskKind.REMINDER: "bell",
    TaskKind.PLANNED_POST: "blocked",
    TaskKind.RIGHTS_ENDING: "ended",
    TaskKind.COMING_OF_AGE: "person",
    TaskKind.IMPORT_PROBLEMS: "import",
    TaskKind.REVIEW: "law",
    TaskKind.LATE_CAMPAIGN: "campaign",
    TaskKind.PURGE: "clock",
}


def way_to(target: Target) -> tuple[str, dict[str, Any]]:
    """The page and the spot on it that deal with a task."""
    spot: dict[str, Any] = {}
    if target.asset is not None:
        spot["asset" if target.place in (Place.CONSENT, Place.TAKEDOWNS) else "current"] = int(target.asset)
    if target.place in (Place.CONSENT, Place.TAKEDOWNS):
        if target.place is Place.TAKEDOWNS:
            spot["queue"] = "takedowns"
        elif target.matter is not None:
            spot["queue"] = "legal"
        elif target.queue is not None:
            spot["queue"] = target.queue.value
        for name in ("takedown", "party", "matter", "drafts", "papers"):
            if getattr(target, name):
                spot[name] = getattr(target, name)
        return "consent", spot
    if target.place is Place.GALLERIES:
        return "galleries", {**spot, "gallery": int(target.gallery) if target.gallery is not None else None}
    if target.place is Place.IMPORTS:
        return "history", {"batch": target.batch}
    if target.place is Place.REVIEWS:
        return "history", {"tab": "reviews"}
    return "library", {"query": "", **spot, "selected": [int(one) for one in target.assets]}


class _Item(QFrame):
    """One kind of task."""

    def __init__(self, desk: Desk, item: StripItem) -> None:
        super().__init__()
        self.item = item
        theme = desk.theme
        self.setProperty("card", "quiet")
        words = desk.show(item.text)
        pressing = item.kind in (TaskKind.TAKEDOWN, TaskKind.PLANNED_POST)
        ink = "danger" if item.overdue else "warn" if pressing else "info"
        sign = QLabel()
        sign.setPixmap(theme.pixmap(ICONS[item.kind], ink, 16))
        label = Label(theme, words, "hint", colour="text")
        most = theme.px(WIDEST_WORDS)
        label.setText(label.fontMetrics().elidedText(label.text(), Qt.TextElideMode.ElideRight, most))
        label.setToolTip(plain_tip(words))
        self.button = Button(theme, desk.show(item.button), "link", name=f"{desk.show(item.button)}: {words}")
        self.button.on(lambda: desk.go(*way_to(item.target)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 10, 3)
        layout.setSpacing(8)
        for widget in (sign, label, self.button):
            layout.addWidget(widget)


class _Items(QWidget):
    """Shows as many items as there is room for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.items: list[_Item] = []
        self.more = Button(desk.theme, "", "ghost", icon="caret_down").on(self._open_more)
        self.more.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(desk.theme.px(36))

    def show_items(self, found: Sequence[StripItem]) -> None:
        """Show other items."""
        for old in self.items:
            old.hide()
            old.deleteLater()
        self.items = [_Item(self._desk, item) for item in found]
        for made in self.items:
            made.setParent(self)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(self._desk.theme.px(200), self.height())

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        widths = [item.sizeHint().width() + GAP for item in self.items]
        room, fitting = self.width(), len(self.items)
        if sum(widths) > room:
            self.more.set_text(self._desk.show(_("{n} more", n=len(self.items))))
            room -= self.more.sizeHint().width() + GAP
            fitting = 0
            while fitting < len(widths) and sum(widths[: fitting + 1]) <= room:
                fitting += 1
        x = 0
        for number, item in enumerate(self.items):
            item.setVisible(number < fitting)
            if number < fitting:
                item.setGeometry(x, 1, widths[number] - GAP, self.height() - 2)
                x += widths[number]
        rest = len(self.items) - fitting
        self.more.setVisible(rest > 0)
        if rest:
            self.more.set_text(self._desk.show(_("{n} more", n=rest)))
            # As high as the items: Tab goes through what no layout holds from the top, then from the left.
            self.more.setGeometry(x, 1, self.more.sizeHint().width(), self.height() - 2)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in self.items:
            if item.isHidden():
                words = self._desk.show(item.item.text).replace("&", "&&")
                action = QAction(self._desk.theme.icon(ICONS[item.item.kind], "text2"), words, menu)
                way = way_to(item.item.target)
                action.triggered.connect(lambda _checked=False, way=way: self._desk.go(*way))
                menu.addAction(action)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class TodoStrip(Bar):
    """Looks up what is due, and stays away for the day once it was put away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, height=44)
        self._desk = desk
        show, theme = desk.show, desk.theme
        self._wanted = True
        self.is_known = False
        """Whether what is due was looked up since it last changed."""
        self.row.setContentsMargins(20, 3, 16, 3)
        heading = Label(theme, show(_("To do")), "strong")
        self.line = _Items(desk)
        self.close_button = IconButton(theme, "close", show(_("Hide until tomorrow")), size=14).on(self.dismiss)
        self.row.addWidget(heading)
        self.row.addWidget(self.line, 1)
        self.row.addWidget(self.close_button)
        self.setAccessibleName(show(_("To do")))
        self.hide()

    def look_up(self) -> None:
        """Read what is due now."""
        self.is_known = True
        if self._desk.preferences.window.get(DISMISSED) == self._desk.today().isoformat():
            self.show_items(())
            return
        self._desk.ask(lambda studio: studio.today.strip(), self.show_items, owner=self, key="strip")

    def show_items(self, found: Sequence[StripItem]) -> None:
        """Show what is due; nothing due, no strip."""
        self.line.show_items(found)
        self._show()

    def want(self, *, wanted: bool) -> None:
        """Whether the place has room for it (one photo has none)."""
        self._wanted = wanted
        self._show()

    def _show(self) -> None:
        self.setVisible(self._wanted and bool(self.line.items))

    def dismiss(self) -> None:
        """Put it away for today."""
        preferences = self._desk.preferences
        window = {**preferences.window, DISMISSED: self._desk.today().isoformat()}
        self._desk.prefer(dataclasses.replace(preferences, window=window), rebuild=False)
        self.show_items(())
