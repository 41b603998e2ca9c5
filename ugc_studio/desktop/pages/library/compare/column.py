"""One of the photos that are compared: its picture, its marks, its facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QSizePolicy, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.describing import tool_tip
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.compare.facts import Fact
from ugc_studio.desktop.viewer.badges import MarksOverlay
from ugc_studio.desktop.viewer.picture import PictureView, Seen
from ugc_studio.desktop.widgets.basic import ElidedLabel, IconButton, Label, card, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.pieces import KeyCap, Stars
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.assets import AssetRow

PICTURE_HEIGHT = 200
NARROW = 230


class Column(QWidget):
    """A photo among others; ``chosen`` is the one that keys act on."""

    chosen = Signal()
    flagged = Signal(object)
    """The :class:`Flag` that was pressed."""
    rated = Signal(int)

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk, self._theme = desk, desk.theme
        self.photo: AssetRow | None = None
        self.picture = PictureView(desk)
        self.picture.focused.connect(self.chosen)
        self.marks = MarksOverlay(desk, self.picture)
        self.picture.looked.connect(self._place_marks)
        self.cap = KeyCap(desk.theme, str(number))
        self.name = ElidedLabel(desk.theme, "", "strong")
        self._frame = QFrame()
        self._frame.setObjectName("chosen")
        self._frame.setLayout(column(self.picture, margins=(3, 3, 3, 3)))
        self._shown_facts: tuple[Sequence[Fact], int] | None = None
        self._narrow = False
        self._facts = QGridLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setHorizontalSpacing(10)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        box = card()
        facts = scrolling(panel(self._facts))  # in a low window the picture is worth more than the table
        facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        facts.setMinimumHeight(desk.theme.px(64))
        box.setLayout(column(self._make_head(), self._make_marks(), facts, gap=8, margins=(12, 10, 12, 10)))
        self._frame.setMinimumHeight(desk.theme.px(PICTURE_HEIGHT))
        layout = column(self._frame, box, gap=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.set_chosen(chosen=False)

    def _make_head(self) -> QLayout:
        head = row(self.cap, self.name, gap=8)
        head.setStretch(1, 1)
        return head

    def _make_marks(self) -> QLayout:
        show, theme = self._desk.show, self._theme
        self.pick = IconButton(theme, "flag", show(_("Pick"))).on(lambda: self._press(Flag.PICKED))
        self.reject = IconButton(theme, "x", show(_("Reject"))).on(lambda: self._press(Flag.REJECTED))
        names = [show(_("No stars")), *(show(ngettext("{n} star", "{n} stars", n, n=n)) for n in range(1, 6))]
        self.stars = Stars(theme, names, name=show(_("Stars")), size=14)
        self.stars.rated.connect(self.rated)
        return row(self.pick, self.reject, self.stars, None, gap=4)

    def _press(self, flag: Flag) -> None:
        now = self.photo.asset.flag if self.photo else Flag.UNREVIEWED
        self.flagged.emit(Flag.UNREVIEWED if now is flag else flag)

    # ------------------------------------------------------------------ showing

    def show_photo(self, photo: AssetRow) -> None:
        """Show a photo with its marks."""
        self.photo = photo
        self.picture.show_photo(Seen.of(photo), keep_sight=True)
        self.picture.setAccessibleName(self._words(photo))
        self.name.set_text(photo.name)
        self.marks.show_row(photo)
        self.stars.set_stars(photo.asset.rating)
        picked, rejected = photo.asset.flag is Flag.PICKED, photo.asset.flag is Flag.REJECTED
        show = self._desk.show
        self.pick.set_look(
            "picked" if picked else "flag", show(_("Picked") if picked else _("Pick")),
            colour="ok" if picked else "text2",
        )  # fmt: skip
        self.reject.set_look(
            "x", show(_("Rejected") if rejected else _("Reject")), colour="danger" if rejected else "text2"
        )
        self._place_marks()

    def _words(self, photo: AssetRow) -> str:
        return self._desk.show(tool_tip(photo))

    def show_facts(self, facts: Sequence[Fact], place: int) -> None:
        """Show the column of the table that is this photo's."""
        self._shown_facts = (facts, place)
        self._narrow = self._is_narrow()
        clear(self._facts)
        for line, fact in enumerate(facts):
            best = place in fact.best
            label = Label(self._theme, self._desk.show(fact.label), "hint")
            if self._narrow:  # the value under its label, or nothing of it would be left
                self._facts.addWidget(label, 2 * line, 0, 1, 2)
                self._facts.addWidget(self._value(fact, place, best=best), 2 * line + 1, 0, 1, 2)
            else:
                self._facts.addWidget(label, line, 0)
                self._facts.addWidget(self._value(fact, place, best=best), line, 1)
            self._facts.addWidget(self._tick(best=best), 2 * line + 1 if self._narrow else line, 2)

    def _is_narrow(self) -> bool:
        return self.width() < self._theme.px(NARROW)

    def _value(self, fact: Fact, place: int, *, best: bool) -> Label:
        show, value = self._desk.show, fact.values[place]
        words = show(value) if not isinstance(value, str) else value
        made = ElidedLabel(self._theme, words, "strong" if best else "body")
        made.setAccessibleName(show(_("{label}: {value}", label=fact.label, value=value)))
        return made

    def _tick(self, *, best: bool) -> Label:
        made = Label(self._theme, "", "hint")
        made.setFixedWidth(self._theme.px(16))
        if best:
            made.setPixmap(self._theme.pixmap("check", "ok", 13))
            made.setAccessibleName(self._desk.show(_("the better value")))
        return made

    def set_chosen(self, *, chosen: bool) -> None:
        """Frame the photo that keys act on."""
        colour = self._theme.tokens.accent if chosen else "transparent"
        self._frame.setStyleSheet(f"QFrame#chosen {{ border: 3px solid {colour}; border-radius: 8px; }}")

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The marks keep to their corner."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place_marks)
        if self._shown_facts is not None and self._is_narrow() != self._narrow:
            self.show_facts(*self._shown_facts)

    def _place_marks(self) -> None:
        self.marks.settle(self.picture.seen_rect())
