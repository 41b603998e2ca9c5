"""The foot of the form: what is recorded and how, and the buttons, which never move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import Button, Label, card, panel, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import KeyCap
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _

MOST_REASONS = 3
BESIDE_TEXTS = 206
"""What the second row needs beside its words: margins, gaps, icons, padding, the button for more."""
LOW_WINDOW = 780
SEPARATOR = " · "
"""Between what the main button does and what will still be missing."""


class FormFoot(QFrame):
    """Record, ask again, refuse, more; the main button says what will happen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        show, theme, actions = desk.show, desk.theme, desk.actions
        self.setProperty("foot", True)
        self._words = ""
        self._told = Words(theme, "", "hint")
        icon = QLabel()
        icon.setPixmap(theme.pixmap("consent", "text2", 18))
        box = card(quiet=True)
        inside = row(icon, self._told, gap=10, margins=(12, 8, 12, 8))
        inside.setStretch(1, 1)
        box.setLayout(inside)
        self.record = Button(theme, show(_("Record and next")), "primary", icon="cleared")
        self.record.setMinimumHeight(theme.px(36))
        self.ask_again = Button(theme, show(_("Ask again")), icon="ask_again")
        self.ask_again.setToolTip(actions.action("consent.ask_again").toolTip())
        self.refuse = Button(theme, show(_("Refuse")), "danger", icon="refuse", name=show(_("Record a refusal")))
        self.refuse.setToolTip(actions.action("consent.refuse").toolTip())
        others = show(_("More: withdrawal, objection, freeze and others"))
        self.more = Button(theme, "", icon="more", name=others)
        self.more.setToolTip(others)
        buttons = row(self.ask_again, self.refuse, self.more, gap=8)
        for button in (self.record, self.ask_again, self.refuse):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._keys = QWidget()
        flow = FlowLayout(self._keys, gap=12)
        for name, words in (("consent.approve", _("Record")), ("consent.skip", _("Skip"))):
            caps = [KeyCap(theme, cap) for cap in actions.caps(name)]
            flow.addWidget(panel(row(Label(theme, show(words), "hint"), *caps, gap=4)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(box)
        layout.addWidget(self.record)
        layout.addLayout(buttons)
        layout.addWidget(self._keys)
        self.show_words(_("Record and next"), None, ())

    @property
    def told(self) -> str:
        """The sentence above the buttons."""
        return self._told.text()

    def show_words(self, words: Text, why_not: Text | None, left: Sequence[Text]) -> None:
        """Say what the main button does; ``why_not`` is why it cannot, ``left`` what will still block then."""
        show = self._desk.show
        self._words = show(words)
        self._fit()
        self.record.setEnabled(why_not is None)
        if why_not is not None:
            self._told.set_text(show(why_not))
        elif left:
            shown = [show(text) for text in left[:MOST_REASONS]]
            more = [show(_("and {n} more", n=len(left) - MOST_REASONS))] if len(left) > MOST_REASONS else []
            self._told.set_text("\n".join([show(_("Afterwards it is still missing:")), *shown, *more]))
        else:
            self._told.set_text(
                show(_("Recorded under your name with date, text and proof. It can be withdrawn, never erased."))
            )
        tip = self._desk.actions.action("consent.approve").toolTip()
        self.record.setToolTip(show(why_not) if why_not is not None else tip)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long words of the main button take two lines where there is no room for one."""
        super().resizeEvent(event)
        self._fit()
        self._settle()

    @qt_override(nothing)
    def moveEvent(self, event: QMoveEvent) -> None:
        """In a low window the form needs the room of the keys, which the tooltips of the buttons name too."""
        super().moveEvent(event)
        self._keys.setVisible(self.window().height() >= self._desk.theme.px(LOW_WINDOW))

    @qt_override(bool)
    def event(self, event: QEvent) -> bool:
        """Be as high as the words need at this width: Qt keeps the old height when only the number of lines changed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return done

    def _settle(self) -> None:
        layout = self.layout()
        if layout is not None and self.width():
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _fit(self) -> None:
        theme, words = self._desk.theme, self._words
        wide = QFontMetrics(theme.font(13, SEMIBOLD)).horizontalAdvance(words)
        lines = _in_two(words) if wide > self.width() - theme.px(90) else words
        if self.record.text() != lines:
            self.record.setText(lines)
        self.record.setAccessibleName(words)
        self.record.setMinimumHeight(theme.px(54 if "\n" in lines else 36))
        metrics = QFontMetrics(theme.font(13, SEMIBOLD))
        texts = metrics.horizontalAdvance(self.ask_again.text()) + metrics.horizontalAdvance(self.refuse.text())
        narrow = texts + theme.px(BESIDE_TEXTS) > self.width()
        for button, icon, ink in ((self.ask_again, "ask_again", "text"), (self.refuse, "refuse", "danger")):
            button.set_icon("" if narrow else icon, ink)

    def show_error(self, error: BaseException) -> None:
        """Say why what is filled in could not be recorded."""
        if isinstance(error, StudioError):
            self.record.setEnabled(False)
            self._told.set_text(self._desk.show(error.text))
        else:
            self._desk.tell(error)


def _in_two(words: str) -> str:
    """The same words on two lines: after what is done, else at the space nearest to the middle."""
    if SEPARATOR in words:
        return words.replace(SEPARATOR, "\n", 1)
    spaces = [place for place, sign in enumerate(words) if sign == " "]
    if not spaces:
        return words
    middle = min(spaces, key=lambda place: abs(place - len(words) // 2))
    return words[:middle] + "\n" + words[middle + 1 :]
