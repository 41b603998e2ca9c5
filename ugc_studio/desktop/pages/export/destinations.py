"""The cards of what can be made; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.exporting.desk import Destination

ICONS = {"web": "globe", "bundle": "folder", "contact-sheet": "file", "scheduler": "calendar"}


class Card(QAbstractButton):
    """A choice with an icon, a heading, a sentence and a ring that says whether it is chosen."""

    def __init__(self, desk: Desk, icon: str, heading: Text, sentence: Text) -> None:
        super().__init__()
        self._desk, self._icon = desk, icon
        self._heading, self._sentence = desk.show(heading), desk.show(sentence)
        self.setCheckable(True)
        self.setAccessibleName(f"{self._heading}. {self._sentence}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _text_room(self, width: int) -> QRectF:
        px = self._desk.theme.px
        return QRectF(px(52), 0, max(40, width - px(52) - px(48)), 10_000)

    def heightForWidth(self, width: int) -> int:
        """The sentence may need two lines."""
        px = self._desk.theme.px
        self.setFont(self._desk.theme.font(12))
        flags = int(Qt.TextFlag.TextWordWrap)
        lines = self.fontMetrics().boundingRect(self._text_room(width).toRect(), flags, self._sentence)
        return px(12) + px(20) + lines.height() + px(12)

    def sizeHint(self) -> QSize:
        """As high as the sentence needs."""
        return QSize(self._desk.theme.px(300), self.heightForWidth(max(self.width(), self._desk.theme.px(300))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        theme, px, painter = self._desk.theme, self._desk.theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, on = QRectF(self.rect()).adjusted(1, 1, -1, -1), self.isChecked()
        edge = "focus" if self.hasFocus() else "accent" if on else "border"
        painter.setPen(QPen(theme.colour(edge), 2 if on or self.hasFocus() else 1))
        painter.setBrush(theme.colour("selected" if on else "hover" if self.underMouse() else "panel"))
        painter.drawRoundedRect(box, 10, 10)
        ink = theme.colour("accent_text" if on else "text2")
        middle = self.height() / 2
        icons.draw(painter, self._icon, ink, QRectF(px(18), middle - px(11), px(22), px(22)))
        ring = QRectF(self.width() - px(36), middle - px(9), px(18), px(18))
        icons.draw(painter, "ok" if on else "circle", ink, ring)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(13, SEMIBOLD))
        room = self._text_room(self.width())
        painter.drawText(
            QRectF(room.x(), px(11), room.width(), px(20)), int(Qt.AlignmentFlag.AlignVCenter), self._heading
        )
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2"))
        rest = QRectF(room.x(), px(32), room.width(), self.height() - px(32))
        painter.drawText(rest, int(Qt.TextFlag.TextWordWrap), self._sentence)
        painter.end()


class Destinations(QWidget):
    """All destinations; the tools for planning posts share one card, the tool itself is an option."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._group = QButtonGroup(self)
        self._names: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._cards = layout
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._names[number]))
        self.schedulers: tuple[Destination, ...] = ()

    def set_destinations(self, destinations: Sequence[Destination]) -> None:
        """Offer these, once."""
        if self._names:
            return
        self.schedulers = tuple(one for one in destinations if one.posts)
        if self.schedulers:
            tools = ", ".join(self._desk.show(one.name) for one in self.schedulers)
            self._add("scheduler", _("File for a scheduler"), _("A table and the pictures, for {tools}", tools=tools))
        for one in destinations:
            if not one.posts:
                self._add(one.id, one.name, one.makes)
        if self.hasFocus():  # the keyboard came here before there was anything to choose
            self.first_card().setFocus()

    def _add(self, name: str, heading: Text, sentence: Text) -> None:
        made = Card(self._desk, ICONS.get(name, "export"), heading, sentence)
        self._group.addButton(made, len(self._names))
        self._names.append(name)
        self._cards.addWidget(made)

    def choose(self, name: str) -> None:
        """Mark one as chosen, without telling."""
        if name in self._names:
            self._group.button(self._names.index(name)).setChecked(True)

    def first_card(self) -> QWidget:
        """Where the keyboard enters."""
        return self._group.button(max(0, self._group.checkedId())) if self._names else self
