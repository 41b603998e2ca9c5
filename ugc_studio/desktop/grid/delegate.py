"""Paints one photo of a list: the picture, what is known about it, and how it stands in the selection."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ugc_studio.desktop.grid.badges import STAR_ON_SCRIM, Badges, Pill
from ugc_studio.desktop.grid.describing import length_of
from ugc_studio.desktop.grid.model import AssetListModel
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


class Standing(NamedTuple):
    """How a photo stands in the selection of its list."""

    selected: bool = False
    current: bool = False
    hovered: bool = False
    in_range: bool = False
    """Shift+click would select it."""
    active: bool = False
    """The list has the keyboard."""

    @classmethod
    def of(cls, state: State) -> Standing:
        """Read what Qt hands over: ``State_HasFocus`` is the current photo, ``State_Active`` the list's keyboard."""
        flags = State.State_Selected, State.State_HasFocus, State.State_MouseOver, State.State_On, State.State_Active
        return cls(*(bool(state & flag) for flag in flags))


PLAIN = Standing()


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
        """Paint the photo at an index of an :class:`AssetListModel`."""
        model = index.model()
        if isinstance(model, AssetListModel) and index.row() < len(model.ids):
            self.paint_photo(painter, option.rect, model, index.row(), Standing.of(option.state))

    def paint_photo(
        self, painter: QPainter, rect: QRect, model: AssetListModel, place: int, standing: Standing
    ) -> None:
        """Paint the photo at a place; grids call this for each photo of each frame, so it asks Qt for little."""
        row = model.row(place)
        rejected = row is not None and row.asset.flag is Flag.REJECTED
        ratio = painter.device().devicePixelRatio()
        if rejected:
            painter.setOpacity(REJECTED_OPACITY)
        self._paint_picture(painter, rect, model, place, ratio)
        if rejected:
            painter.setOpacity(1.0)
        if standing.in_range and not standing.selected:
            self._paint_veil(painter, rect)
        if row is not None:
            self._paint_marks(painter, rect, row, ratio)
            wordy = standing.hovered or standing.selected or standing.current
            self._paint_foot(painter, rect, row, ratio, wordy=wordy)
        if standing != PLAIN:
            self._paint_standing(painter, rect, standing, ratio)

    def picture(self, model: AssetListModel, place: int, size: QSize, ratio: float) -> Picture | None:
        """The thumbnail that the photo at a place needs; None while its row is unknown."""
        row = model.row(place)
        if row is None:
            return None
        blurred = row.sensitive and row.asset.id not in self._opened
        if row.sensitive and not blurred:
            self._thumbnails.let_go(row.asset.sha256)
        if not row.sensitive:
            self._opened.discard(row.asset.id)  # opened on purpose is only what was blurred; marked again, it is again
        width, height = round(size.width() * ratio), round(size.height() * ratio)
        return Picture(row.asset.sha256, width, height, round(RADIUS * ratio), blurred)

    def box(self, rect: QRect) -> QRect:
        """Where the round select box of a photo lies."""
        size = self._badges.box_size
        return QRect(rect.right() + 1 - INSET - size, rect.top() + INSET, size, size)

    # -- the picture

    def _paint_picture(self, painter: QPainter, rect: QRect, model: AssetListModel, place: int, ratio: float) -> None:
        wanted = self.picture(model, place, rect.size(), ratio)
        if wanted is None:
            self._paint_placeholder(painter, rect, model.listing.colours[place])
            return
        pixmap = self._thumbnails.get(wanted) or self._thumbnails.substitute(wanted)
        if pixmap is None:
            self._paint_placeholder(painter, rect, model.listing.colours[place])
            if self._thumbnails.is_missing(wanted.sha256):
                self._paint_centre(painter, rect, Pill("warning"), ratio)
            return
        painter.drawPixmap(rect, pixmap)
        if wanted.blurred:
            self._paint_centre(painter, rect, Pill("sensitive"), ratio)

    def _paint_placeholder(self, painter: QPainter, rect: QRect, colour: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
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

    def _paint_standing(self, painter: QPainter, rect: QRect, standing: Standing, ratio: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        if standing.selected:
            self._stroke(painter, rect, FRAME + 1, 1.5, tokens.canvas)
            self._stroke(painter, rect, FRAME / 2, FRAME, tokens.accent)
        if standing.selected or standing.hovered:
            painter.drawPixmap(self.box(rect).topLeft(), self._badges.box(ratio, ticked=standing.selected))
        if standing.current:
            self._stroke(painter, rect, -2, RING, tokens.focus if standing.active else tokens.disabled)

    def _stroke(self, painter: QPainter, rect: QRect, inset: float, width: float, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), width))
        box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
        radius = max(1.0, RADIUS - inset)
        painter.drawRoundedRect(box, radius, radius)


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
