"""A small picture of a photo as a button: similar photos, the head of the details."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.widgets.basic import plain_tip
from ugc_studio.library.assets import AssetRow

RADIUS = 6


class Thumb(QAbstractButton):
    """The thumbnail of one photo, cropped to fill its size; blurred while the photo is sensitive and not opened."""

    def __init__(self, desk: Desk, *, width: int, height: int, radius: int = RADIUS) -> None:
        super().__init__()
        self._desk, self._radius = desk, radius
        self._row: AssetRow | None = None
        self._revealed = False
        self.setFixedSize(desk.theme.px(width), desk.theme.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        desk.thumbnails.arrived.connect(self._arrived)

    def show_row(self, row: AssetRow | None, *, name: str = "") -> None:
        """Show a photo; ``name`` is for screen readers."""
        self._row, self._revealed = row, False
        self.setAccessibleName(name or (row.name if row else ""))
        self.setToolTip(plain_tip(row.name) if row else "")
        self._want()

    def reveal(self) -> None:
        """Show a sensitive photo as it is."""
        self._revealed = True
        if self._row is not None:
            self._desk.thumbnails.let_go(self._row.asset.sha256)
        self._want()

    @property
    def is_veiled(self) -> bool:
        """Whether it is shown blurred."""
        return self._row is not None and self._row.sensitive and not self._revealed

    def sizeHint(self) -> QSize:
        """As it was made."""
        return self.size()

    def _picture(self) -> Picture | None:
        if self._row is None:
            return None
        ratio = self.devicePixelRatioF()
        return Picture(
            self._row.asset.sha256, round(self.width() * ratio), round(self.height() * ratio),
            round(self._radius * ratio), self.is_veiled,
        )  # fmt: skip

    def _want(self) -> None:
        picture = self._picture()
        if picture is not None:
            self._desk.thumbnails.want([picture], line=id(self))
        self.update()

    def _arrived(self, shas: frozenset[str]) -> None:
        if self._row is not None and self._row.asset.sha256 in shas:
            self._want()  # it may have been forgotten

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, or its colour until it is here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, row, picture = self._desk.theme, self._row, self._picture()
        box = QRectF(self.rect())
        pixmap = self._desk.thumbnails.get(picture) if picture else None
        if pixmap is None and picture is not None:
            pixmap = self._desk.thumbnails.substitute(picture)
        if pixmap is not None:
            painter.drawPixmap(self.rect(), pixmap)
        elif row is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(row.asset.colour))
            painter.drawRoundedRect(box, self._radius, self._radius)
            if self._desk.thumbnails.is_missing(row.asset.sha256):
                self._icon(painter, "warning")
        if self.is_veiled:
            self._icon(painter, "sensitive")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), self._radius, self._radius)
        painter.end()

    def _icon(self, painter: QPainter, name: str) -> None:
        side = min(self._desk.theme.px(20), self.height() // 2)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        disc = self._desk.theme.colour("scrim")
        disc.setAlphaF(0.72)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(disc)
        painter.drawEllipse(box.adjusted(-6, -6, 6, 6))
        icons.draw(painter, name, QColor("#FFFFFF"), box)
