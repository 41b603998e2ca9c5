"""The dark pills on photos – icons, stars, words – drawn once for each combination and copied afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.theme.tokens import SCRIM_ALPHA

HEIGHT = 24
ICON = 14
ON_SCRIM = "#FFFFFF"
STAR_ON_SCRIM = "#F5C451"
BOX = 24
"""The round box that selects a photo."""


@dataclass(frozen=True, slots=True)
class Pill:
    """What one badge shows: icons side by side, then words; the ink is for the icons and for coloured words."""

    icon: str
    ink: str = ON_SCRIM
    times: int = 1
    words: str = ""
    words_ink: str = ON_SCRIM


class Badges:
    """Badge pixmaps for one theme; a new theme makes a new store."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = theme.font(11, SEMIBOLD)
        self._metrics = QFontMetricsF(self._font)
        self._kept: dict[tuple[Pill | str, float], QPixmap] = {}

    @property
    def height(self) -> int:
        """The height of every pill."""
        return self._theme.px(HEIGHT)

    def width(self, pill: Pill) -> int:
        """The width of a pill in device-independent pixels."""
        icon, side = self._theme.px(ICON), self._side
        width = 2 * side + icon * pill.times
        if pill.words:
            width += self._theme.px(4) + int(self._metrics.horizontalAdvance(pill.words) + 1) + self._theme.px(3)
        return width

    def pixmap(self, pill: Pill, ratio: float) -> QPixmap:
        """The pill, drawn for a screen of that pixel ratio."""
        found = self._kept.get((pill, ratio))
        if found is None:
            found = self._kept[pill, ratio] = self._draw(pill, ratio)
        return found

    def box(self, ratio: float, *, ticked: bool) -> QPixmap:
        """The round box at the top right: empty while the pointer is on the photo, ticked when it is selected."""
        name = "ticked" if ticked else "empty"
        found = self._kept.get((name, ratio))
        if found is None:
            found = self._kept[name, ratio] = self._draw_box(ratio, ticked=ticked)
        return found

    @property
    def box_size(self) -> int:
        """The diameter of the round box."""
        return self._theme.px(BOX)

    @property
    def _side(self) -> int:
        return (self._theme.px(HEIGHT) - self._theme.px(ICON)) // 2

    def _draw(self, pill: Pill, ratio: float) -> QPixmap:
        width, height, icon = self.width(pill), self.height, self._theme.px(ICON)
        picture = _transparent(width, height, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scrim = self._theme.colour("scrim")
        scrim.setAlphaF(SCRIM_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scrim)
        painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
        x = float(self._side)
        for _time in range(pill.times):
            icons.draw(painter, pill.icon, QColor(pill.ink), QRectF(x, (height - icon) / 2, icon, icon))
            x += icon
        if pill.words:
            painter.setFont(self._font)
            painter.setPen(QColor(pill.words_ink))
            box = QRectF(x + self._theme.px(4), 0, width - x, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), pill.words)
        painter.end()
        return picture

    def _draw_box(self, ratio: float, *, ticked: bool) -> QPixmap:
        size = self.box_size
        picture = _transparent(size, size, ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = self._theme.colour("accent") if ticked else QColor(0, 0, 0, 110)
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(ON_SCRIM), 2))
        painter.drawEllipse(QPointF(size / 2, size / 2), size / 2 - 1, size / 2 - 1)
        if ticked:
            inner = self._theme.px(14)
            place = QRectF((size - inner) / 2, (size - inner) / 2, inner, inner)
            icons.draw(painter, "check", self._theme.colour("on_accent"), place)
        painter.end()
        return picture


def _transparent(width: int, height: int, ratio: float) -> QPixmap:
    picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
