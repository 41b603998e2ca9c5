"""The details of the chosen photos: one photo with everything about it, or a form for several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast, is_about
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.details.batch import BatchForm, Several, read_several
from ugc_studio.desktop.pages.library.details.care import Care
from ugc_studio.desktop.pages.library.details.facts import FileFacts, Places, Similar
from ugc_studio.desktop.pages.library.details.head import Head
from ugc_studio.desktop.pages.library.details.history import History
from ugc_studio.desktop.pages.library.details.people import People
from ugc_studio.desktop.pages.library.details.reading import Sheet, read_sheet
from ugc_studio.desktop.pages.library.details.rights import Rights
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.words import Words
from ugc_studio.desktop.viewer.deciding import Deciding
from ugc_studio.desktop.widgets.basic import column
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.edits import Edits
from ugc_studio.domain.messages import _
from ugc_studio.library.assets import AssetRow

SETTLE_MS = 60
"""Walking through a grid reads only the photo at which one stops."""
SHOWN_KINDS = (
    Changed.MARKS | Changed.MEMBERS | Changed.CONSENT | Changed.DUPLICATES | Changed.GALLERIES
    | Changed.REGISTER | Changed.USES
)  # fmt: skip
SIDES = 16


class DetailsPanel(QScrollArea):
    """Shows what the grid (or whoever) has chosen; hidden, it reads nothing."""

    compare_wanted = Signal(object)
    """Ids of photos that the person wants to see side by side."""

    def __init__(self, desk: Desk, *, page: str = "library") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.show_words = desk.show
        self._ids: list[int] = []
        self._sheet: Sheet | None = None
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._read)
        self._unfilled: list[SheetSection] = []
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._fill_next)
        self._deciding = Deciding(desk, show=self._show_marked, failed=lambda _asset_id: self._read())
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(desk.show(_("Details")))
        self._make_sections()
        holder = QWidget()
        holder.setProperty("clear", True)
        self._none = EmptyState(
            desk.theme, "details", desk.show(_("No photo chosen")),
            desk.show(_("Choose a photo to see its rights, words and history here.")),
        )  # fmt: skip
        self.batch = BatchForm(desk)
        self.batch.flagged.connect(self._flag_all)
        self.batch.rated.connect(self._rate_all)
        # no QStackedWidget: it would be as high as the highest of the three
        self._parts = (self._none, self._make_one(), self.batch)
        holder.setLayout(column(*self._parts, gap=0))
        self.setWidget(holder)
        self._show_part(0)
        desk.changed.connect(self._changed)
        desk.brand_changed.connect(self._refresh)
        for where in (page, f"{page}.one", f"{page}.compare"):  # ways of looking that have commands of their own
            desk.actions.bind("consent.proof", self.rights.open_proofs, owner=self, page=where)

    def _make_sections(self) -> None:
        desk = self._desk
        self.head = Head(desk)
        self.head.flagged.connect(self._flag)
        self.head.rated.connect(self._rate)
        self.rights = Rights(desk)
        self.words = Words(desk)
        self.words.edited.connect(self._edit)
        self.facts = FileFacts(desk)
        self.places = Places(desk)
        self.similar = Similar(desk)
        self.similar.compare_wanted.connect(self.compare_wanted)
        self.similar.opened.connect(lambda asset_id: desk.go(self._page, {"current": asset_id}))
        self.history = History(desk)
        self.people = People(desk)
        self.care = Care(desk)
        self._sections: tuple[SheetSection, ...] = (
            self.rights, self.people, self.care, self.words, self.places, self.similar, self.facts, self.history,
        )  # fmt: skip

    def _make_one(self) -> QWidget:
        made = QWidget()
        made.setProperty("clear", True)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(SIDES, SIDES, SIDES, SIDES)
        layout.setSpacing(14)
        layout.addWidget(self.head)
        for section in self._sections:
            layout.addWidget(section)
        layout.addStretch(1)
        return made

    # ------------------------------------------------------------------ which photos

    def set_assets(self, ids: Sequence[int]) -> None:
        """Show these photos: everything about one, a form for several."""
        wanted = list(ids)
        if wanted != self._ids:
            self._ids = wanted
            self._soon.start()

    @property
    def sheet(self) -> Sheet | None:
        """What is shown of one photo."""
        return self._sheet

    def content_width(self) -> int:
        """How wide the content has to be at least; more than the panel would be cut off."""
        content = self.widget()
        return content.minimumSizeHint().width() if content is not None else 0

    def _refresh(self) -> None:
        if self._ids:
            self._soon.start()

    def _changed(self, changed: Changes) -> None:
        if self._ids and changed.touch(SHOWN_KINDS) and is_about(changed, frozenset(self._ids)):
            self._soon.start()

    def _read(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if not self._ids:
            self._sheet = None
            self._show_part(0)
            return
        asset_id, brand, ids = self._ids[0], self._desk.brand, list(self._ids)
        if len(ids) > 1:
            self._desk.ask(
                lambda studio: read_several(studio, ids, brand),
                self._show_several, owner=self, key="sheet", failed=self._gone,
            )  # fmt: skip
            return

        def read(studio: Studio) -> Sheet:
            return read_sheet(studio, asset_id, brand)

        self._desk.ask(read, self._show, owner=self, key="sheet", failed=self._gone)

    def _gone(self, error: BaseException) -> None:
        self._sheet = None
        self._show_part(0)
        self._desk.tell(error)

    def _show(self, sheet: Sheet) -> None:
        if list(self._ids[:1]) != [int(sheet.asset_id)]:
            return
        other = self._sheet is None or self._sheet.asset_id != sheet.asset_id
        self._sheet = sheet
        self.head.show_sheet(sheet)
        self._unfilled = list(self._sections)
        self._fill_next()
        self._show_part(1)
        if other:
            self.verticalScrollBar().setValue(0)

    def _fill_next(self) -> None:
        """One section a turn: making all of them at once would hold the window up for a tenth of a second."""
        if self._unfilled and self._sheet is not None:
            self._unfilled.pop(0).offer(self._sheet)
        if self._unfilled:
            self._filling.start()

    @property
    def is_filled(self) -> bool:
        """Whether everything about the photo is on screen."""
        return not self._unfilled and not self._soon.isActive()

    def _show_several(self, several: Several) -> None:
        if list(several.ids) != self._ids:
            return
        self._sheet = None
        self.batch.show_several(several)
        self._show_part(2)

    def _show_part(self, part: int) -> None:
        """Show nothing, one photo or the form; another part starts at its top."""
        if self._parts[part].isHidden():
            self.verticalScrollBar().setValue(0)
        for number, widget in enumerate(self._parts):
            widget.setVisible(number == part)

    # ------------------------------------------------------------------ writing

    def _flag_all(self, flag: Flag) -> None:
        self._desk.actions.trigger("photos.pick" if flag is Flag.PICKED else "photos.reject")

    def _rate_all(self, stars: int) -> None:
        self._desk.actions.trigger(f"photos.rate_{stars}")

    def _flag(self, flag: Flag) -> None:
        if self._sheet is not None:
            self._deciding.flag(self._sheet.row, flag)

    def _rate(self, stars: int) -> None:
        if self._sheet is not None:
            self._deciding.rate(self._sheet.row, stars)

    def _show_marked(self, marked: AssetRow) -> None:
        self.head.show_row(marked)

    def _edit(self, edits: Edits) -> None:
        if self._sheet is None:
            return
        ids, place = [AssetId(self._sheet.asset_id)], self._desk.here()
        kinds = Changed.MARKS | (Changed.CONSENT | Changed.REGISTER if edits.place is not None else Changed.NOTHING)
        self._desk.act(
            lambda studio: studio.editing.edit(ids, edits, place=place),
            kinds=kinds, ids=(int(ids[0]),), failed=self._refused,
            toast=lambda n: Toast(_("Saved"), undo=True) if n else None,
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        self._desk.tell(error)
        self._soon.start()

    # ------------------------------------------------------------------ what Qt asks

    @qt_override(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was hidden is read now."""
        super().showEvent(event)
        if self._stale:
            self._soon.start()
        self.words.read_suggestions()

    @qt_override(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for nobody."""
        if self._soon.isActive() or self._unfilled:
            self._soon.stop()
            self._filling.stop()
            self._unfilled = []
            self._stale = True
        super().hideEvent(event)
