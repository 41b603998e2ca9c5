"""One of the photos that are compared: its picture, its marks, its facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.describing import tool_tip
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.compare.facts import Fact
from ugc_studio.desktop.viewer.badges import MarksOverlay
from ugc_studio.desktop.viewer.picture import PictureView, Seen
from ugc_studio.desktop.widgets.basic import ElidedLabel, IconButton, Label, card, clear, column, row
from ugc_studio.desktop.widgets.pieces import KeyCap, Stars
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.assets import AssetRow


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
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(10)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        box = card()
        box.setLayout(column(self._make_head(), self._make_marks(), self._facts, gap=8, margins=(12, 10, 12, 10)))
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
        clear(self._facts)
        show = self._desk.show
        for line, fact in enumerate(facts):
            best = place in fact.best
            value = fact.values[place]
            words = show(value) if not isinstance(value, str) else value
            label = ElidedLabel(self._theme, words, "strong" if best else "body")
            label.setAccessibleName(show(_("{label}: {value}", label=fact.label, value=value)))
            self._facts.addWidget(Label(self._theme, show(fact.label), "hint"), line, 0)
            self._facts.addWidget(label, line, 1)
            tick = Label(self._theme, "", "hint")
            tick.setFixedWidth(self._theme.px(16))
            if best:
                tick.setPixmap(self._theme.pixmap("check", "ok", 13))
                tick.setAccessibleName(show(_("the better value")))
            self._facts.addWidget(tick, line, 2)

    def set_chosen(self, *, chosen: bool) -> None:
        """Frame the photo that keys act on."""
        colour = self._theme.tokens.accent if chosen else "transparent"
        self._frame.setStyleSheet(f"QFrame#chosen {{ border: 3px solid {colour}; border-radius: 8px; }}")

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The marks keep to their corner."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place_marks)

    def _place_marks(self) -> None:
        self.marks.settle(self.picture.seen_rect())
