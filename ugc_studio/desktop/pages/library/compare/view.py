"""Two to four photos side by side: the same spot in all of them, their facts, and a decision for the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from ugc_studio.desktop.actions.keys import digit_of
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, is_about
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.compare.column import Column
from ugc_studio.desktop.pages.library.compare.facts import facts_of
from ugc_studio.desktop.viewer.deciding import Deciding
from ugc_studio.desktop.viewer.linking import Linked
from ugc_studio.desktop.widgets.basic import IconButton, Label, action_button, column, row
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.desktop.widgets.pieces import CheckBox
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.assets import AssetRow

FEWEST, MOST = 2, 4


class CompareView(QWidget):
    """Compares the photos it is given; keys act on the chosen one, 1 to 4 choose."""

    closed = Signal(int)
    """The id of the photo that was chosen last."""
    current_changed = Signal(int)
    """The id of the photo that is chosen now."""

    def __init__(self, desk: Desk, *, page: str = "library") -> None:
        super().__init__()
        self._desk = desk
        self._ids: list[int] = []
        self._chosen = 0
        self._fresh = False
        self._linked = Linked(self)
        self.columns: list[Column] = []
        self._bar = self._make_bar()
        self._board = QWidget()
        self._row = row(gap=12, margins=(16, 12, 16, 12))
        self._board.setLayout(self._row)
        self._board.setProperty("canvas", True)
        self._board.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._empty = EmptyState(
            desk.theme, "compare", desk.show(_("Choose two to four photos")),
            desk.show(_("Photos that you choose in the grid stand here side by side, at the same spot.")),
        )  # fmt: skip
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._board)
        layout = column(self._bar, holder, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._deciding = Deciding(desk, show=self._show_marked, failed=lambda _asset_id: self._read())
        desk.actions.photo_view(self, digits=False)
        for stars in range(6):  # digits choose a photo here
            self.removeAction(desk.actions.action(f"photos.rate_{stars}"))
        self._bind(page)
        desk.changed.connect(self._changed)
        desk.brand_changed.connect(self._read)

    def _make_bar(self) -> Bar:
        desk, theme = self._desk, self._desk.theme
        bar = Bar(theme, height=48)
        self.back = IconButton(theme, "arrow_left", desk.show(_("Back to the grid (Esc)"))).on(self.close_view)
        self.count = Label(theme, "", "medium")
        self.together = CheckBox(theme, desk.show(_("Zoom together")), checked=True)
        self.together.toggled.connect(self._set_together)
        self.zoom = action_button(theme, desk.actions.action("view.zoom"), "ghost", icon="zoom")
        bar.row.addWidget(self.back)
        bar.row.addWidget(self.count)
        bar.row.addStretch(1)
        bar.row.addWidget(self.together)
        bar.row.addWidget(self.zoom)
        return bar

    def _bind(self, page: str) -> None:
        handlers: dict[str, Callable[[], None]] = {
            "photos.pick": lambda: self._flag(Flag.PICKED),
            "photos.reject": lambda: self._flag(Flag.REJECTED),
            "photos.unflag": lambda: self._flag(Flag.UNREVIEWED),
            "photos.rate_less": lambda: self._rate_by(-1),
            "photos.rate_more": lambda: self._rate_by(1),
            **{f"photos.rate_{stars}": partial(self._rate, stars) for stars in range(6)},
            "view.zoom": self._zoom,
            "view.reveal": self._reveal,
            "view.grid": self.close_view,
            "view.compare": self.close_view,
        }
        for action, handler in handlers.items():
            self._desk.actions.bind(action, handler, owner=self, page=page)

    # ------------------------------------------------------------------ which photos

    def set_assets(self, ids: Sequence[int]) -> None:
        """Compare these photos, at most four of them."""
        wanted = list(dict.fromkeys(ids))[:MOST]
        self._fresh = True
        if wanted != self._ids:
            self._ids = wanted
            self._chosen = 0
        self._read()

    @property
    def current(self) -> int:
        """The id of the chosen photo; 0 when there is none."""
        return self._ids[self._chosen] if self._chosen < len(self._ids) else 0

    @property
    def photo(self) -> AssetRow | None:
        """The row of the chosen photo."""
        return self.columns[self._chosen].photo if self._chosen < len(self.columns) else None

    def close_view(self) -> None:
        """Back to where all photos are."""
        self.closed.emit(self.current)

    def choose(self, place: int) -> bool:
        """Let keys act on another photo; whether there is one."""
        if not 0 <= place < len(self.columns):
            return False
        changed, self._chosen = place != self._chosen, place
        for number, one in enumerate(self.columns):
            one.set_chosen(chosen=number == place)
        if not self.columns[place].picture.hasFocus():
            self.columns[place].picture.setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.current_changed.emit(self.current)
        return True

    def _read(self) -> None:
        ids, brand = list(self._ids), self._desk.brand
        if len(ids) < FEWEST:
            self._show([])
            return
        self._desk.ask(lambda studio: studio.browsing.rows(ids, brand=brand), self._show, owner=self, key="rows")

    def _show(self, rows: Sequence[AssetRow]) -> None:
        enough = len(rows) >= FEWEST
        self._stack.setCurrentWidget(self._board if enough else self._empty)
        n = len(rows)
        self.count.set_text(self._desk.show(ngettext("{n} photo", "{n} photos", n, n=n)) if n else "")
        self.together.setEnabled(enough)
        self._make_columns(len(rows) if enough else 0)
        if not enough:
            return
        self._ids = [photo.asset.id for photo in rows]
        for one, photo in zip(self.columns, rows, strict=True):
            one.show_photo(photo)
        self._show_facts()
        focused = self.hasFocus() or any(one.picture.hasFocus() for one in self.columns)
        self._chosen = min(self._chosen, len(rows) - 1)
        for number, one in enumerate(self.columns):
            one.set_chosen(chosen=number == self._chosen)
        if focused or self._fresh:
            self.choose(self._chosen)
        self._fresh = False
        self.setFocusProxy(self.columns[self._chosen].picture)

    def _make_columns(self, count: int) -> None:
        while len(self.columns) > count:
            gone = self.columns.pop()
            self._linked.remove(gone.picture)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.columns) < count:
            place = len(self.columns)
            made = Column(self._desk, place + 1)
            made.chosen.connect(partial(self.choose, place))
            made.flagged.connect(partial(self._press_flag, place))
            made.rated.connect(partial(self._press_stars, place))
            self._linked.add(made.picture)
            self.columns.append(made)
            self._row.addWidget(made)

    def _show_facts(self) -> None:
        rows = [one.photo for one in self.columns if one.photo is not None]
        facts = facts_of(rows)
        for place, one in enumerate(self.columns):
            one.show_facts(facts, place)

    # ------------------------------------------------------------------ looking closely

    def _set_together(self, together: bool) -> None:
        self._linked.on = together

    def _zoom(self) -> None:
        if self._chosen < len(self.columns):
            picture = self.columns[self._chosen].picture
            picture.toggle_zoom(picture.pointer())

    def _reveal(self) -> None:
        if self._chosen < len(self.columns):
            self.columns[self._chosen].picture.reveal()

    # ------------------------------------------------------------------ deciding

    def _press_flag(self, place: int, flag: Flag) -> None:
        self.choose(place)
        self._flag(flag)

    def _press_stars(self, place: int, stars: int) -> None:
        self.choose(place)
        self._rate(stars)

    def _flag(self, flag: Flag) -> None:
        if self.photo is not None:
            self._deciding.flag(self.photo, flag)

    def _rate(self, stars: int) -> None:
        if self.photo is not None:
            self._deciding.rate(self.photo, stars)

    def _rate_by(self, step: int) -> None:
        if self.photo is not None:
            self._rate(self.photo.asset.rating + step)

    def _show_marked(self, marked: AssetRow) -> None:
        for one in self.columns:
            if one.photo is not None and one.photo.asset.id == marked.asset.id:
                one.show_photo(marked)
        self._show_facts()

    def _changed(self, changed: Changes) -> None:
        kinds = Changed.MARKS | Changed.CONSENT | Changed.GALLERIES | Changed.MEMBERS
        if self._ids and changed.touch(kinds) and is_about(changed, frozenset(self._ids)):
            self._read()

    # ------------------------------------------------------------------ what Qt asks

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 and arrows choose, Escape goes back; the picture took what it needs before."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        digit = digit_of(event) if self._desk.preferences.single_keys else None
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
        elif event.key() in steps:
            self.choose(self._chosen + steps[event.key()])
        elif digit is not None:
            self.choose(digit - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_view()
        else:
            event.ignore()
