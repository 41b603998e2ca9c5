"""Boxes around faces that were found automatically, drawn over a picture, with the sentence that says what they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import MEDIUM, SEMIBOLD
from ugc_studio.desktop.theme.tokens import SCRIM_ALPHA
from ugc_studio.desktop.viewer.picture import PictureView
from ugc_studio.domain.faces import Face, FacesFound
from ugc_studio.domain.messages import Text, _

NOT_SEARCHED = _("This photo was not searched for faces yet. Please look who is in it.")
WIDEST, INSET, PAD = 620, 12, 12
WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class FacesOverlay(QWidget):
    """Lies over a picture and moves with it; lets the mouse through and shows nothing over a blurred photo."""

    def __init__(self, desk: Desk, picture: PictureView) -> None:
        super().__init__(picture)
        self._desk, self._picture = desk, picture
        self._faces: tuple[Face, ...] = ()
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.looked.connect(self.update)
        picture.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence over the picture."""
        return self._words

    def show_found(self, found: FacesFound | None) -> None:
        """Show what was found in the photo; ``None``: it was not searched yet."""
        self._faces = found.faces if found is not None else ()
        text: Text = found.text if found is not None else NOT_SEARCHED
        self._words = self._desk.show(text)
        self.setAccessibleName(self._words)
        self.setGeometry(self._picture.rect())
        self.raise_()
        self.show()
        self.update()

    def boxes(self) -> list[QRectF]:
        """Where the faces are seen now; none while the photo is blurred."""
        picture = self._picture
        if picture.seen is None or picture.is_veiled or picture.problem is not None:
            return []
        ratio = self.devicePixelRatioF()
        left, top, width, height = (value / ratio for value in picture.stage().rect(picture.sight))
        return [
            QRectF(left + f.left * width, top + f.top * height, f.width * width, f.height * height)
            for f in self._faces
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the picture."""
        if watched is self._picture and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._picture.rect())
        return super().eventFilter(watched, event)

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a light frame on a dark one, which shows on every picture, and the sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, box in enumerate(self.boxes(), start=1):
            for ink, width in ((QColor(0, 0, 0, 190), 4.0), (QColor("#FFFFFF"), 2.0)):
                painter.setPen(QPen(ink, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 6, 6)
            self._paint_number(painter, box, str(number))
        if not self._picture.is_veiled and self._picture.problem is None:
            self._paint_sentence(painter)
        painter.end()

    def _paint_number(self, painter: QPainter, box: QRectF, number: str) -> None:
        px = self._desk.theme.px
        side = px(18)
        sign = QRectF(box.left() - side / 2, box.top() - side / 2, side, side)
        self._scrim(painter, sign, side / 2, alpha=0.85)
        painter.setFont(self._font(11, SEMIBOLD))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(sign, int(Qt.AlignmentFlag.AlignCenter), number)

    def _paint_sentence(self, painter: QPainter) -> None:
        px = self._desk.theme.px
        room = max(px(80), min(self.width() - 2 * px(INSET), px(WIDEST)))
        painter.setFont(self._font(13, MEDIUM))
        inner = QRectF(0, 0, room - 2 * px(PAD), self.height())
        words = painter.boundingRect(inner, WRAPPED, self._words)
        width, height = words.width() + 2 * px(PAD), words.height() + px(PAD)
        pill = QRectF((self.width() - width) / 2, px(INSET), width, height)
        self._scrim(painter, pill, min(height / 2, px(16)), alpha=SCRIM_ALPHA)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(pill.adjusted(px(PAD), 0, -px(PAD), 0), WRAPPED, self._words)

    def _scrim(self, painter: QPainter, area: QRectF, radius: float, *, alpha: float) -> None:
        ground = self._desk.theme.colour("scrim")
        ground.setAlphaF(alpha)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, radius, radius)

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        return self._desk.theme.font(size, weight)
