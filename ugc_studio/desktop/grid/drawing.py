"""Paints the part of a grid that is on screen: photos through their delegate, and the headers of sections."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QRegion

from ugc_studio.desktop.grid.delegate import RING_REACH, Standing
from ugc_studio.desktop.grid.thumbnails import Picture
from ugc_studio.desktop.theme.theme import SEMIBOLD

if TYPE_CHECKING:
    from ugc_studio.desktop.grid.view import JustifiedView

AHEAD = 0.5
"""Pictures of half a screen above and below are read too, after those on screen."""


def paint_grid(view: JustifiedView, painter: QPainter, exposed: QRect) -> None:
    """Paint what an exposed part of the viewport touches."""
    painter.fillRect(exposed, view.theme.colour("canvas"))
    model, geometry, offset = view.photos, view.places(), view.verticalOffset()
    if model is None:
        return
    top = exposed.top() + offset - RING_REACH
    bottom = exposed.bottom() + 1 + offset + RING_REACH
    chosen, current, focused = view.selectionModel(), view.currentIndex().row(), view.hasFocus()
    reach = exposed.adjusted(-RING_REACH, -RING_REACH, RING_REACH, RING_REACH)
    for place, rect in geometry.rects(geometry.visible(top, bottom)):
        box = QRect(rect.x, rect.y - offset, rect.width, rect.height)
        if not box.intersects(reach):
            continue
        standing = Standing(
            selected=chosen.isSelected(model.index(place)),
            current=place == current,
            hovered=place == view.hovered,
            in_range=place in view.range_preview,
            active=focused and place == current,
        )
        view.photo_delegate.paint_photo(painter, box, model, place, standing)
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
    model = view.photos
    if model is None:
        return
    spans = ((top, top + height), (top + height, top + height + ahead), (max(0, top - ahead), top))
    for first, last in spans:
        for place, rect in geometry.rects(geometry.visible(first, last)):
            picture = view.photo_delegate.picture(model, place, QSize(rect.width, rect.height), ratio)
            if picture is not None:
                yield picture


def region_of(view: JustifiedView, names: Collection[str]) -> QRegion:
    """Where the photos of these SHA-256 are on screen."""
    region, model = QRegion(), view.photos
    if model is None:
        return region
    for place, rect in view.places().rects(view.visible_places()):
        row = model.row(place)
        if row is not None and row.asset.sha256 in names:
            region += view.on_screen(rect)
    return region
