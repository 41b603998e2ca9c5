"""The head of the sidebar: for which brand one works, and where to change that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import plain_tip, shown
from ugc_studio.domain.messages import _


@dataclass(frozen=True, slots=True)
class _Brand:
    key: str
    name: str
    owner: str


def _brands(studio: Studio) -> list[_Brand]:
    with studio.library.read() as session:
        return [_Brand(brand.key, brand.name, brand.legal_entity or "") for brand in session.register.brands()]


class BrandSwitcher(QPushButton):
    """Shows the brand that badges, counts and queues speak of; a menu offers the others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._theme = desk, desk.theme
        self._brands: Sequence[_Brand] = ()
        self._rail = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(self._theme.px(46))
        self.clicked.connect(lambda _checked=False: self.open_menu())
        desk.changed.connect(self._changed)
        desk.brand_changed.connect(self._show)
        self._show()
        self._look_up()

    # ------------------------------------------------------------------ for the sidebar

    def set_rail(self, *, rail: bool) -> None:
        """Only the mark in a narrow window."""
        self._rail = rail
        self.updateGeometry()
        self.update()

    def current(self) -> _Brand | None:
        """The brand that is worked for: the chosen one, else the first of the register."""
        chosen = (brand for brand in self._brands if brand.key == self._desk.brand)
        return next(chosen, self._brands[0] if self._brands else None)

    def menu_of_brands(self) -> QMenu:
        """The brands to choose from, and what else can be opened from here."""
        menu, now = QMenu(self), self.current()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for brand in self._brands:
            entry = menu.addAction(shown(brand.name).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(brand == now)
            entry.triggered.connect(lambda _checked=False, key=brand.key: self._desk.set_brand(key))
        if self._brands:
            menu.addSeparator()
        add = menu.addAction(self._theme.icon("plus"), self._desk.show(_("Add a brand…")))
        add.setEnabled(not self._desk.read_only)
        add.triggered.connect(lambda _checked=False: self._desk.go("settings", {"part": "brands", "do": "add"}))
        menu.addAction(self._desk.actions.action("app.open_library"))
        return menu

    def open_menu(self) -> None:
        """Offer the brands below the button."""
        self.menu_of_brands().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    # ------------------------------------------------------------------ inside

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changes) and changed.touch(Changed.REGISTER):
            self._look_up()

    def _look_up(self) -> None:
        self._desk.ask(_brands, self._found, owner=self, key="brands")

    def _found(self, brands: list[_Brand]) -> None:
        self._brands = brands
        self._show()

    def _show(self) -> None:
        now, show = self.current(), self._desk.show
        name = now.name if now else show(_("No brand yet"))
        self.setAccessibleName(show(_("Brand: {name}", name=shown(name))))
        self.setAccessibleDescription(show(_("Opens a menu of brands")))
        self.setToolTip(plain_tip(show(_("Badges and counts speak of the standard use of {name}.", name=name))))
        self.update()

    def sizeHint(self) -> QSize:
        """The width comes from the sidebar."""
        return QSize(self._theme.px(40 if self._rail else 160), self._theme.px(46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mark, name, owner and caret."""
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 8, 8)
        side = px(28)
        left = (self.width() - side) / 2 if self._rail else px(4)
        mark = QRectF(left, (self.height() - side) / 2, side, side)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(mark, 7, 7)
        icons.draw(painter, "brand", theme.colour("on_accent"), mark.adjusted(px(5), px(5), -px(5), -px(5)))
        if not self._rail:
            self._paint_words(painter, int(mark.right()) + px(10))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box, 8, 8)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        theme, px, now = self._theme, self._theme.px, self.current()
        room = self.width() - left - px(24)
        name = now.name if now else self._desk.show(_("No brand yet"))
        under = now.owner if now and now.owner != now.name else self._desk.show(_("Switch or add brands"))
        half = self.height() / 2
        for words, size, weight, ink, top, align in (
            (name, 13, SEMIBOLD, "text", 0.0, Qt.AlignmentFlag.AlignBottom),
            (under, 12, theme.font().weight(), "text2", half, Qt.AlignmentFlag.AlignTop),
        ):
            painter.setFont(theme.font(size, weight))
            painter.setPen(theme.colour(ink))
            line = shown(" ".join(words.split()))
            cut = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top, room, half), int(align | Qt.AlignmentFlag.AlignLeft), cut)
        for sign, top in (("caret_up", half - px(11)), ("caret_down", half - px(1))):
            icons.draw(painter, sign, theme.colour("text2"), QRectF(self.width() - px(20), top, px(12), px(12)))
