"""Paints one photo of a list: the picture, what is known about it, and how it stands in the selection.

States come the way Qt hands them over: ``State_Selected``, ``State_HasFocus`` (the current photo), ``State_Active``
(the list has the keyboard), ``State_MouseOver``, and ``State_On`` for a photo that Shift+click would select.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ugc_studio.desktop.grid.badges import STAR_ON_SCRIM, Badges, Pill
from ugc_studio.desktop.grid.describing import length_of
from ugc_studio.desktop.grid.model import Role
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.assets import AssetKind, Flag
from ugc_studio.domain.messages import Translator
from ugc_studio.library.assets import AssetRow

RADIUS = 6
INSET = 8
FRAME = 3
RING = 2
RING_REACH = 4
"""How far the focus ring goes beyond the photo: repaints must reach as far."""
REJECTED_OPACITY = 0.38

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag


class PhotoDelegate(QStyledItemDelegate):
    """The look of a photo in every list of photos."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, translator: Translator, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._translator = translator
        self._badges = Badges(theme)
        self._opened: set[int] = set()

    def reveal(self, asset_id: int) -> None:
        """Show a sensitive photo as it is, because the person opened it."""
        self._opened.add(asset_id)

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A size for lists that have no layout of their own."""
        return QSize(196, 196)

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the photo at an index."""
        rect: QRect = option.rect
        state: State = option.state
        row: AssetRow | None = index.data(Role.ROW)
        rejected = row is not None and row.asset.flag is Flag.REJECTED
        ratio = painter.device().devicePixelRatio()
        if rejected:
            painter.setOpacity(REJECTED_OPACITY)
        self._paint_picture(painter, rect, index, row, ratio)
        painter.setOpacity(1.0)
        if state & State.State_On and not state & State.State_Selected:
            self._paint_veil(painter, rect)
        if row is not None:
            self._paint_marks(painter, rect, row, ratio)
            self._paint_foot(painter, rect, row, ratio, wordy=bool(state & _WORDY))
        self._paint_state(painter, rect, state, ratio)

    def picture(self, index: Index, size: QSize, ratio: float) -> Picture | None:
        """The thumbnail that the photo at an index needs; None while its row is unknown."""
        row: AssetRow | None = index.data(Role.ROW)
        return self._picture_of(row, size, ratio, blurred=self._is_blurred(index)) if row is not None else None

    def box(self, rect: QRect) -> QRect:
        """Where the round select box of a photo lies."""
        size = self._badges.box_size
        return QRect(rect.right() + 1 - INSET - size, rect.top() + INSET, size, size)

    # -- the picture

    def _picture_of(self, row: AssetRow, size: QSize, ratio: float, *, blurred: bool) -> Picture:
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        return Picture(row.asset.sha256, width, height, round(RADIUS * ratio), blurred)

    def _is_blurred(self, index: Index) -> bool:
        return bool(index.data(Role.SENSITIVE)) and index.data(Role.ID) not in self._opened

    def _paint_picture(self, painter: QPainter, rect: QRect, index: Index, row: AssetRow | None, ratio: float) -> None:
        if row is None:
            self._paint_placeholder(painter, rect, index)
            return
        blurred = self._is_blurred(index)
        wanted = self._picture_of(row, rect.size(), ratio, blurred=blurred)
        pixmap = self._thumbnails.get(wanted)
        if pixmap is None:
            pixmap = self._thumbnails.substitute(wanted)
        if pixmap is not None:
            painter.drawPixmap(rect, pixmap)
            if blurred:
                self._paint_centre(painter, rect, Pill("sensitive"), ratio)
            return
        self._paint_placeholder(painter, rect, index)
        if self._thumbnails.is_missing(row.asset.sha256):
            self._paint_centre(painter, rect, Pill("warning"), ratio)

    def _paint_placeholder(self, painter: QPainter, rect: QRect, index: Index) -> None:
        colour = index.data(Role.COLOUR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0x808080 if colour is None else colour))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _paint_centre(self, painter: QPainter, rect: QRect, pill: Pill, ratio: float) -> None:
        pixmap = self._badges.pixmap(pill, ratio)
        width, height = self._badges.width(pill), self._badges.height
        painter.drawPixmap(rect.center().x() - width // 2, rect.center().y() - height // 2, pixmap)

    def _paint_veil(self, painter: QPainter, rect: QRect) -> None:
        """Tint what a click would take into a range."""
        veil = self._theme.colour("accent")
        veil.setAlpha(90)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._stroke(painter, rect, 1, 2, self._theme.tokens.accent)

    # -- the badges

    def _paint_marks(self, painter: QPainter, rect: QRect, row: AssetRow, ratio: float) -> None:
        x, y = rect.x() + INSET, rect.y() + INSET
        room = rect.right() - INSET - self._badges.box_size - x
        for pill in _marks(row):
            width = self._badges.width(pill)
            if width > room:
                break
            painter.drawPixmap(x, y, self._badges.pixmap(pill, ratio))
            x, room = x + width + 4, room - width - 4

    def _paint_foot(self, painter: QPainter, rect: QRect, row: AssetRow, ratio: float, *, wordy: bool) -> None:
        """Consent on the left, always; stars on the right; of what does not fit, words and single stars go first."""
        room = rect.width() - 2 * INSET
        y = rect.bottom() + 1 - INSET - self._badges.height
        look = LOOKS[row.consent]
        consent = Pill(look.icon, look.on_photo)
        stars = _stars(row.asset.rating)
        if wordy:
            worded = Pill(look.icon, look.on_photo, words=self._translator(look.words), words_ink=look.on_photo)
            if self._badges.width(worded) <= room:
                consent = worded
        used = self._badges.width(consent) + 4
        painter.drawPixmap(rect.x() + INSET, y, self._badges.pixmap(consent, ratio))
        for pill in stars:
            width = self._badges.width(pill)
            if used + width <= room:
                painter.drawPixmap(rect.right() + 1 - INSET - width, y, self._badges.pixmap(pill, ratio))
                return

    # -- the selection

    def _paint_state(self, painter: QPainter, rect: QRect, state: State, ratio: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        selected = bool(state & State.State_Selected)
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._stroke(painter, rect, FRAME + 1, 1.5, self._theme.tokens.canvas)
            self._stroke(painter, rect, FRAME / 2, FRAME, self._theme.tokens.accent)
        if selected or state & State.State_MouseOver:
            painter.drawPixmap(self.box(rect).topLeft(), self._badges.box(ratio, ticked=selected))
        if state & State.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            active = bool(state & State.State_Active)
            self._stroke(painter, rect, -2, RING, self._theme.tokens.focus if active else self._theme.tokens.disabled)

    def _stroke(self, painter: QPainter, rect: QRect, inset: float, width: float, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), width))
        box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
        radius = max(1.0, RADIUS - inset)
        painter.drawRoundedRect(box, radius, radius)


_WORDY = State.State_MouseOver | State.State_Selected | State.State_HasFocus


def _marks(row: AssetRow) -> list[Pill]:
    """Top left: our own decision, how many pictures are stacked, how long it plays."""
    marks: list[Pill] = []
    if row.asset.flag is Flag.PICKED:
        marks.append(Pill("flag"))
    elif row.asset.flag is Flag.REJECTED:
        marks.append(Pill("x"))
    if row.copies:
        marks.append(Pill("stack", words=str(row.copies + 1)))
    if row.asset.kind is AssetKind.VIDEO:
        marks.append(Pill("video", words=length_of(row.asset.duration_ms) if row.asset.duration_ms else ""))
    return marks


def _stars(rating: int) -> tuple[Pill, ...]:
    """The stars of a rating, longest form first."""
    if not rating:
        return ()
    return Pill("star", STAR_ON_SCRIM, times=rating), Pill("star", STAR_ON_SCRIM, words=str(rating))
