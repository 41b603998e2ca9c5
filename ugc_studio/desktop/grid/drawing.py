"""Paints the part of a grid that is on screen: photos through their delegate, and the headers of sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ugc_studio.desktop.grid.delegate import RING_REACH
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.theme.theme import SEMIBOLD

if TYPE_CHECKING:
    from ugc_studio.desktop.grid.view import JustifiedView

State = QStyle.StateFlag
AHEAD = 0.5
"""Pictures of half a screen above and below are read too, after those on screen."""


def paint_grid(view: JustifiedView, painter: QPainter, exposed: QRect) -> None:
    """Paint what an exposed part of the viewport touches."""
    painter.fillRect(exposed, view.theme.colour("canvas"))
    geometry, offset = view.places(), view.verticalOffset()
    top = exposed.top() + offset - RING_REACH
    bottom = exposed.bottom() + 1 + offset + RING_REACH
    chosen, current = view.selectionModel(), view.currentIndex().row()
    focused = State.State_Active if view.hasFocus() else State.State_None
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    reach = exposed.adjusted(-RING_REACH, -RING_REACH, RING_REACH, RING_REACH)
    for place, rect in geometry.rects(geometry.visible(top, bottom)):
        box = view.on_screen(rect)
        if not box.intersects(reach):
            continue
        index = view.index_of(place)
        state = State.State_Enabled | focused
        if chosen.isSelected(index):
            state |= State.State_Selected
        if place == current:
            state |= State.State_HasFocus
        if place == view.hovered:
            state |= State.State_MouseOver
        if place in view.range_preview:
            state |= State.State_On
        option.rect = box
        option.state = state
        view.photo_delegate.paint(painter, option, index)
    _paint_headers(view, painter, top, bottom)


def _paint_headers(view: JustifiedView, painter: QPainter, top: int, bottom: int) -> None:
    text = view.header_text
    if text is None:
        return
    strong_font, weak_font = view.theme.font(15, SEMIBOLD), view.theme.font(13)
    geometry = view.places()
    for number, rect in geometry.headers(top, bottom):
        strong, weak = text(number, geometry.section(number))
        box = QRectF(view.on_screen(rect)).adjusted(0, 0, 0, -view.theme.px(10))
        painter.setFont(strong_font)
        painter.setPen(view.theme.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), strong)
        strong_metrics, weak_metrics = QFontMetricsF(strong_font), QFontMetricsF(weak_font)
        if strong:
            box.setLeft(box.left() + strong_metrics.horizontalAdvance(strong) + view.theme.px(10))
        box.setBottom(box.bottom() - strong_metrics.descent() + weak_metrics.descent())  # one base line for both
        painter.setFont(weak_font)
        painter.setPen(view.theme.colour("text2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), weak)


def pictures_of(view: JustifiedView) -> Iterator[Picture]:
    """The thumbnails that a grid wants: what is on screen first, then what lies just below and above."""
    top, height, geometry = view.verticalOffset(), view.viewport().height(), view.places()
    ahead = int(height * AHEAD)
    ratio = view.devicePixelRatioF()
    spans = ((top, top + height), (top + height, top + height + ahead), (max(0, top - ahead), top))
    for first, last in spans:
        for place, rect in geometry.rects(geometry.visible(first, last)):
            picture = view.photo_delegate.picture(view.index_of(place), QSize(rect.width, rect.height), ratio)
            if picture is not None:
                yield picture
