"""What a photo carries, painted over it at once: flag, stars, and the word of consent."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.badges import STAR_ON_SCRIM, Badges, Pill
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.viewer.deciding import PICKED, REJECTED
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import Text
from ugc_studio.library.assets import AssetRow

GAP = 6
INSET = 12


class MarksOverlay(QWidget):
    """A row of dark pills with words; lies over a picture and lets the mouse through."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._badges = Badges(desk.theme)
        self._pills: list[Pill] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(self._badges.height)

    def show_row(self, row: AssetRow | None) -> None:
        """Show the marks of a photo."""
        self._pills = list(self._of(row)) if row is not None else []
        words = [pill.words for pill in self._pills if pill.words]
        self.setAccessibleName(", ".join(words))
        self._fit()

    def show_words(self, icon: str, words: Text) -> None:
        """Show one pill with other words."""
        self._pills = [Pill(icon, words=self._desk.show(words))]
        self.setAccessibleName(self._pills[0].words)
        self._fit()

    @property
    def words(self) -> list[str]:
        """What stands in the pills."""
        return [pill.words or pill.icon for pill in self._pills]

    def settle(self, picture: QRectF, *, top: bool = False) -> None:
        """Lie in the lower left corner of a picture, or (a passing word) in the middle of its upper edge."""
        if top:
            self.move(round(picture.center().x() - self.width() / 2), round(picture.top()) + INSET)
        else:
            self.move(round(picture.left()) + INSET, round(picture.bottom()) - self.height() - INSET)
        self.raise_()

    def _of(self, row: AssetRow) -> list[Pill]:
        show = self._desk.show
        found = []
        if row.asset.flag is Flag.PICKED:
            found.append(Pill("flag", words=show(PICKED)))
        elif row.asset.flag is Flag.REJECTED:
            found.append(Pill("x", words=show(REJECTED)))
        if row.asset.rating:
            found.append(Pill("star", STAR_ON_SCRIM, times=row.asset.rating))
        look = LOOKS[row.consent]
        found.append(Pill(look.icon, look.on_photo, words=show(look.words), words_ink=look.on_photo))
        return found

    def _fit(self) -> None:
        width = sum(self._badges.width(pill) for pill in self._pills) + GAP * max(0, len(self._pills) - 1)
        self.resize(max(1, width), self._badges.height)
        self.update()

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pills from left to right."""
        painter = QPainter(self)
        x, ratio = 0, self.devicePixelRatioF()
        for pill in self._pills:
            painter.drawPixmap(x, 0, self._badges.pixmap(pill, ratio))
            x += self._badges.width(pill) + GAP
        painter.end()
