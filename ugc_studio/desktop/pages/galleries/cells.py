"""Paints one item of a gallery: the photo in the shape of its channel, its number or day, and whether it may leave."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.pages.galleries.words import day_badge
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.theme.tokens import SCRIM_ALPHA
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import _

Index = QModelIndex | QPersistentModelIndex
WHOLE = QRectF(0, 0, 1, 1)
WHITE = "#FFFFFF"
MOST_PIXELS = 2400
"""A narrow crop would ask for a picture much larger than any preview."""
INSET = 6.0


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Size of a photo and the gap around it, in device-independent pixels; what is written on it."""

    width: int
    height: int
    gap: int = 10
    radius: int = 8
    numbers: bool = True
    days: bool = True
    cleared: bool = True
    """Whether also those that may go out carry their badge."""
    quiet: bool = False
    """Whether what is chosen is framed only while the list has the focus."""

    @property
    def cell(self) -> QSize:
        """The whole cell on screen."""
        return QSize(self.width + self.gap, self.height + self.gap)


def picture_of(item: Item, size: QSizeF, *, ratio: float, radius: int) -> tuple[Picture, QRectF]:
    """The picture to have made for a box of this size, and which part of it (in fractions) fills the box."""
    sha, crop, blurred = str(item.row.asset.sha256), item.item.crop, item.row.sensitive
    across, along = size.width() * ratio, size.height() * ratio
    if crop is None:
        return Picture(sha, round(across), round(along), radius=round(radius * ratio), blurred=blurred), WHOLE
    wide, high = item.ratio, 1.0
    region = QRectF(crop.left * wide, crop.top * high, crop.width * wide, crop.height * high)
    shape = across / along
    part = QSizeF(min(region.width(), region.height() * shape), min(region.height(), region.width() / shape))
    place = QRectF(QPointF(), part)
    place.moveCenter(region.center())
    scale = min(across / part.width(), MOST_PIXELS / max(wide, high))
    whole = Picture(sha, max(1, round(wide * scale)), max(1, round(high * scale)), blurred=blurred)
    return whole, QRectF(place.x() / wide, place.y() / high, place.width() / wide, place.height() / high)


def draw_photo(desk: Desk, painter: QPainter, item: Item, box: QRectF, *, radius: int) -> None:
    """Draw what the post shows of the photo, or its colour until the picture is there."""
    wanted, part = picture_of(item, box.size(), ratio=painter.device().devicePixelRatioF(), radius=radius)
    found = desk.thumbnails.get(wanted) or desk.thumbnails.substitute(wanted)
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, radius, radius)
    if found is None:
        painter.fillPath(outline, QColor.fromRgb(item.row.asset.colour))
    else:
        if part != WHOLE and radius:
            painter.setClipPath(outline)
        across, along = found.width(), found.height()
        area = QRectF(part.x() * across, part.y() * along, part.width() * across, part.height() * along)
        painter.drawPixmap(box, found, area)
    painter.restore()
    centre = QRectF(0, 0, 20, 20)
    centre.moveCenter(box.center())
    if desk.thumbnails.is_missing(wanted.sha256):
        icons.draw(painter, "warning", QColor(WHITE), centre)
    elif item.row.sensitive:
        icons.draw(painter, "sensitive", QColor(WHITE), centre)


class CellDelegate(QStyledItemDelegate):
    """The look of an item."""

    def __init__(self, desk: Desk, style: CellStyle, parent: QListView) -> None:
        super().__init__(parent)
        self._desk = desk
        self.style = style

    @qt_override(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One cell."""
        return self.style.cell

    def photo_box(self, cell: QRectF) -> QRectF:
        """Where the photo lies in its cell."""
        half = self.style.gap / 2
        return QRectF(cell.x() + half, cell.y() + half, self.style.width, self.style.height)

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the item."""
        item = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(item, Item):
            return
        box = self.photo_box(QRectF(option.rect))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        draw_photo(self._desk, painter, item, box, radius=self.style.radius)
        left = box.x() + INSET
        if self.style.numbers:
            number = self._desk.translate.number(item.number)
            left += self._badge(painter, QPointF(left, box.y() + INSET), "", WHITE, number) + 4
        if self.style.days and item.day is not None:
            self._badge(painter, QPointF(left, box.y() + INSET), "clock", WHITE, day_badge(self._desk.show, item.day))
        self._state(painter, item, box, hovered=bool(option.state & QStyle.StateFlag.State_MouseOver))
        self._frame(painter, option, box)
        painter.restore()

    def _state(self, painter: QPainter, item: Item, box: QRectF, *, hovered: bool) -> None:
        look, cleared = LOOKS[item.state], item.state is ConsentState.CLEARED
        side = self._desk.theme.px(24)
        if item.kept is not None or item.is_trashed:
            sign = "trash" if item.is_trashed else "stack"
            self._badge(painter, QPointF(box.right() - side - INSET, box.bottom() - side - INSET), sign, WHITE, "")
        if not item.number or (cleared and not self.style.cleared):
            return
        words = self._desk.show(_("No rights yet"))
        if cleared:
            words = ""
        if hovered or item.state in (ConsentState.BLOCKED, ConsentState.ENDED):
            words = self._desk.show(look.words)
        room = box.width() - 2 * INSET - (side + 4 if item.kept is not None else 0)
        self._badge(painter, QPointF(box.x() + INSET, box.bottom() - side - INSET), look.icon, look.on_photo, words,
                    room=room)  # fmt: skip

    def _badge(
        self, painter: QPainter, at: QPointF, icon: str, ink: str, words: str, *, room: float = 0
    ) -> float:  # fmt: skip
        """A pill on the photo; returns how wide it is. Words that do not fit are left out."""
        theme, px = self._desk.theme, self._desk.theme.px
        painter.setFont(theme.font(11, SEMIBOLD))
        metrics, beside = painter.fontMetrics(), (px(18) if icon else 0) + px(12)
        if room and beside + metrics.horizontalAdvance(words) > room:
            words = ""  # the sign and the tooltip still say it; half a word would not
        width = max(px(24), beside + metrics.horizontalAdvance(words)) if words else px(24)
        pill = QRectF(at.x(), at.y(), width, px(24))
        scrim = QColor(theme.tokens.scrim)
        scrim.setAlphaF(SCRIM_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scrim)
        painter.drawRoundedRect(pill, px(12), px(12))
        left = pill.x() + (px(6) if words else px(5))
        if icon:
            icons.draw(painter, icon, QColor(ink), QRectF(left, pill.y() + px(5), px(14), px(14)))
            left += px(18)
        if words:
            painter.setPen(QColor(ink))
            flags = Qt.AlignmentFlag.AlignVCenter if icon else Qt.AlignmentFlag.AlignCenter
            area = pill.adjusted(left - pill.x(), 0, 0, 0) if icon else pill
            painter.drawText(area, int(flags), words)
        return pill.width()

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        theme, radius = self._desk.theme, self.style.radius
        painter.setBrush(Qt.BrushStyle.NoBrush)
        view = self.parent()
        seen = not self.style.quiet or (isinstance(view, QListView) and view.hasFocus())
        if option.state & QStyle.StateFlag.State_Selected and seen:
            painter.setPen(QPen(theme.colour("accent"), 3))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
        if option.state & QStyle.StateFlag.State_HasFocus:
            out = min(3.0, self.style.gap / 2) if self.style.gap >= INSET else -3.5  # inside where cells touch
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(-out, -out, out, out), radius + 2, radius + 2)
