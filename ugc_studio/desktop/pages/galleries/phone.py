"""The feed as it will look: a phone that we draw, the account's name, three columns, and what is really known."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.cells import CellStyle
from ugc_studio.desktop.pages.galleries.items import ItemsModel, ItemsView
from ugc_studio.desktop.pages.galleries.looking import Opened
from ugc_studio.desktop.widgets.basic import ElidedLabel, Label, column, panel, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Avatar, Pill, Segments
from ugc_studio.domain.messages import Text, _, ngettext

COLUMNS = 3
SHAPES = {"3:4": 4 / 3, "1:1": 1.0}
"""Height over width of a picture in the profile grid."""
WIDTH, LEAST_WIDTH = 384, 300
EDGE, RADIUS, BETWEEN = 12, 36, 2
GAP = 16
BAR = 26
"""Room under the feed for the bar that phones draw there."""


class Phone(QFrame):
    """The frame of a phone around a profile."""

    def __init__(self, desk: Desk, model: ItemsModel, selection: QItemSelectionModel) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.handle = ElidedLabel(theme, "", "section")
        self.avatar = Avatar(theme, "", size=58)
        self._numbers = [(Label(theme, "0", "section"), Label(theme, "", "hint")) for _number in range(3)]
        style = CellStyle(100, 133, BETWEEN, 0, numbers=False, cleared=False)
        self.feed = ItemsView(desk, model, name=desk.show(_("Feed preview")), style=style, selection=selection)
        self.feed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shape = "3:4"
        facts = QHBoxLayout()
        facts.addWidget(self.avatar)
        for number, label in self._numbers:
            for part in (number, label):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            facts.addWidget(panel(column(None, number, label, None, gap=0)), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 22, EDGE, BAR)
        layout.setSpacing(12)
        layout.addWidget(panel(row(self.handle, margins=(12, 0, 12, 0))))
        layout.addWidget(panel(column(facts, margins=(12, 0, 4, 0))))
        layout.addWidget(self.feed, 1)

    def show_profile(self, opened: Opened) -> None:
        """Name and numbers: only those that the gallery itself knows."""
        show, number = self._desk.show, self._desk.translate.number
        self.handle.set_text(opened.account or opened.gallery.name)
        self.avatar.set_name(opened.account or opened.gallery.name)
        posts, dated = len(opened.items), sum(item.day is not None for item in opened.items)
        cleared = opened.status.cleared
        words = (
            (posts, ngettext("post", "posts", posts)), (dated, ngettext("planned", "planned", dated)),
            (cleared, ngettext("ready", "ready", cleared)),
        )  # fmt: skip
        for (label, under), (count, text) in zip(self._numbers, words, strict=True):
            label.set_text(number(count))
            under.set_text(show(text))

    def set_shape(self, shape: str) -> None:
        """Pictures of another shape."""
        self.shape = shape
        self._fit()

    def set_width(self, width: int) -> None:
        """As wide as there is room for."""
        if width != self.width() or self.minimumWidth() != width:
            self.setFixedWidth(width)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * EDGE
        width = (room - COLUMNS) // COLUMNS - BETWEEN  # a list wraps before a cell that just fits
        style = self.feed.cells.style
        made = CellStyle(width, round(width * SHAPES[self.shape]), BETWEEN, 0, numbers=False, cleared=False)
        if made != style:
            self.feed.set_style(made)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns, whatever the width."""
        super().resizeEvent(event)
        self._fit()

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw case and bar."""
        theme, painter = self._desk.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border_strong"), 2))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text3"))
        across = self.width() / 3
        painter.drawRoundedRect(QRectF((self.width() - across) / 2, self.height() - 14, across, 4), 2, 2)
        painter.end()


class FeedPane(QWidget):
    """The phone under its two choices: shape of the pictures, and whether neighbours look alike."""

    shape_chosen = Signal(str)

    def __init__(self, desk: Desk, model: ItemsModel, selection: QItemSelectionModel) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.phone = Phone(desk, model, selection)
        self.shapes = Segments(theme, show(_("Profile grid")), [(shape, shape, "") for shape in SHAPES])
        self.shapes.chosen.connect(lambda shape: self._choose(str(shape)))
        self.harmony = Pill(theme, "")
        self._parts = (
            panel(row(Label(theme, show(_("Profile grid")), "hint"), self.shapes, gap=10)),
            panel(row(Label(theme, show(_("Harmony")), "hint"), self.harmony, gap=10)),
        )
        choices = QWidget()
        flow = FlowLayout(choices, gap=GAP)
        for part in self._parts:
            part.setFixedHeight(self._parts[0].sizeHint().height())
            flow.addWidget(part)
        self._around = column(choices)
        top = panel(self._around)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.phone)
        middle.addStretch(1)
        layout = column(top, gap=14, margins=(16, 16, 16, 16))
        layout.addLayout(middle, 1)
        self.setLayout(layout)

    def show_opened(self, opened: Opened) -> None:
        """Profile and harmony of a gallery."""
        self.phone.show_profile(opened)
        n = len(opened.alike)
        look = (self._desk.show(_harmony(n)), "warning", "warn", "warn_bg") if n else (
            self._desk.show(_("No similar photos side by side")), "ok", "ok", "ok_bg")  # fmt: skip
        self.harmony.set_look(look[0], icon=look[1], ink=look[2], ground=look[3])
        self._centre()

    def set_shape(self, shape: str) -> None:
        """Show the pictures in a shape."""
        if shape in SHAPES:
            self.shapes.set_value(shape)
            self.phone.set_shape(shape)

    def _centre(self) -> None:
        """Both choices stand in the middle while they fit beside each other."""
        wanted = sum(part.sizeHint().width() for part in self._parts) + GAP
        spare = max(0, self.width() - 2 * GAP - wanted) // 2
        self._around.setContentsMargins(max(0, spare - 2), 0, 0, 0)

    def _choose(self, shape: str) -> None:
        self.phone.set_shape(shape)
        self.shape_chosen.emit(shape)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """A phone that fits."""
        super().resizeEvent(event)
        px = self._desk.theme.px
        self._centre()
        self.phone.set_width(max(LEAST_WIDTH, min(px(WIDTH), self.width() - 32)))


def _harmony(n: int) -> Text:
    return ngettext("{n} similar photo side by side", "{n} similar photos side by side", n, n=n)
