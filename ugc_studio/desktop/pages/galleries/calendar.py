"""The month with its planned posts: choose with the arrow keys, move a post by dragging it to another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.carrying import carried, has_photos, ids_in
from ugc_studio.desktop.grid.rows import single_shot
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.cells import draw_photo, picture_of
from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.pages.galleries.month import DAYS, WEEKS, MonthModel
from ugc_studio.desktop.pages.library.days import month_words
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.theme.theme import MEDIUM, SEMIBOLD
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, column, row
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import _

Index = QModelIndex | QPersistentModelIndex
MOST_SHOWN = 4
"""Posts of one day that are drawn; the last place says how many more there are."""
HEAD = 26


def spots(area: QRectF, count: int) -> list[QRectF]:
    """Where the pictures of one day lie: one fills the day, two share it, more make a small grid."""
    across, along = (1, 1) if count <= 1 else (2, 1) if count == 2 else (2, 2)
    gap = 4.0
    width, height = (area.width() - gap * (across - 1)) / across, (area.height() - gap * (along - 1)) / along
    return [
        QRectF(area.x() + (n % across) * (width + gap), area.y() + (n // across) * (height + gap), width, height)
        for n in range(min(count, across * along))
    ]


class DayDelegate(QStyledItemDelegate):
    """The look of a day."""

    def __init__(self, desk: Desk, view: MonthView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view

    def area(self, cell: QRectF) -> QRectF:
        """Where the pictures lie."""
        return cell.adjusted(6, self._desk.theme.px(HEAD), -6, -6)

    @qt_override(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw number, pictures and frames."""
        view, theme, days = self._view, self._desk.theme, self._view.days
        day, cell = days.day_at(index), QRectF(option.rect)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inside = day.month == days.month.month
        painter.fillRect(cell.adjusted(0, 0, -1, -1), theme.colour("panel" if inside else "canvas"))
        if index == view.target:
            painter.fillRect(cell.adjusted(0, 0, -1, -1), theme.colour("selected"))
        today = day == self._desk.today()
        painter.setFont(theme.font(12, SEMIBOLD if today else MEDIUM))
        painter.setPen(theme.colour("accent_text" if today else "text2" if inside else "text3"))
        head = QRectF(cell.x() + 8, cell.y() + 2, cell.width() - 16, theme.px(HEAD) - 4)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), str(day.day))
        posts = days.posts_on(day)
        if len(posts) == 1 and posts[0].item.planned is not None:
            painter.setPen(theme.colour("text3"))
            time = f"{posts[0].item.planned.wall:%H:%M}"
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), time)
        self._posts(painter, cell, posts)
        if index == view.currentIndex() and view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -2, -2), 4, 4)
        painter.restore()

    def _posts(self, painter: QPainter, cell: QRectF, posts: Sequence[Item]) -> None:
        theme, more = self._desk.theme, len(posts) - MOST_SHOWN
        for number, (item, box) in enumerate(zip(posts, spots(self.area(cell), len(posts)), strict=False)):
            draw_photo(self._desk, painter, item, box, radius=5)
            if more > 0 and number == MOST_SHOWN - 1:
                painter.setPen(Qt.PenStyle.NoPen)
                scrim = theme.colour("scrim")
                scrim.setAlphaF(0.72)
                painter.setBrush(scrim)
                painter.drawRoundedRect(box, 5, 5)
                painter.setPen(theme.colour("#FFFFFF"))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"+{more + 1}")
            elif item.state is not ConsentState.CLEARED:
                look, side = LOOKS[item.state], float(theme.px(20))
                disc = QRectF(box.x() + 3, box.bottom() - side - 3, side, side)
                scrim = theme.colour("scrim")
                scrim.setAlphaF(0.72)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(scrim)
                painter.drawEllipse(disc)
                icons.draw(painter, look.icon, theme.colour(look.on_photo), disc.adjusted(4, 4, -4, -4))
            if item.id == self._view.post:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 3))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)


class MonthView(QTableView):
    """Days in weeks; a post is pressed, dragged and dropped."""

    picked = Signal(int)
    """The id of the post that was pressed."""
    turned = Signal(int)
    """So many months on."""
    dropped = Signal(list, object)
    """Ids of photos and the day they were dropped on."""

    def __init__(self, desk: Desk, days: MonthModel) -> None:
        super().__init__()
        self._desk, self.days = desk, days
        self.post = 0
        """The current post."""
        self.target = QModelIndex()
        """The day under a drag."""
        self._pressed: tuple[QPoint, Item] | None = None
        self._fetching = single_shot(self, 12, self._fetch)
        self.setModel(days)
        self.cells = DayDelegate(desk, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(desk.show(_("Calendar")))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(40)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        desk.thumbnails.arrived.connect(self._repaint)

    @property
    def day(self) -> dt.date | None:
        """The chosen day."""
        index = self.currentIndex()
        return self.days.day_at(index) if index.isValid() else None

    def choose_day(self, day: dt.date) -> None:
        """Go to a day of the shown month."""
        index = self.days.index_of(day)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def post_at(self, point: QPoint) -> Item | None:
        """The post whose picture lies there."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        posts = self.days.posts_on(self.days.day_at(index))
        boxes = spots(self.cells.area(QRectF(self.visualRect(index))), len(posts))
        return next((item for item, box in zip(posts, boxes, strict=False) if box.contains(QPointF(point))), None)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page keys turn the months."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(step)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""

    def _repaint(self, _names: object) -> None:
        self.viewport().update()

    def _fetch(self) -> None:
        wanted, ratio = [], self.viewport().devicePixelRatioF()
        for number in range(WEEKS * DAYS):
            index = self.days.index(number // DAYS, number % DAYS)
            posts = self.days.posts_on(self.days.day_at(index))
            boxes = spots(self.cells.area(QRectF(self.visualRect(index))), len(posts))
            for item, box in zip(posts, boxes, strict=False):
                size = QSizeF(box.width(), box.height())
                if size.width() > 1 and size.height() > 1:
                    wanted.append(picture_of(item, size, ratio=ratio, radius=5)[0])
        self._desk.thumbnails.want(wanted if self.isVisible() else (), line=id(self))

    @qt_override(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, then have missing pictures made."""
        super().paintEvent(event)
        if not self._fetching.isActive():
            self._fetching.start()

    # ------------------------------------------------------------------ dragging

    @qt_override(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day, and the post that was hit."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        item = self.post_at(point)
        self._pressed = (point, item) if item is not None else None
        if item is not None:
            self.picked.emit(item.id)

    @qt_override(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the post that was pressed."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, item = self._pressed
        if (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(carried([item.id]))
        drag.setPixmap(self._picture(item))
        drag.exec(Qt.DropAction.CopyAction)

    def _picture(self, item: Item) -> QPixmap:
        made = QPixmap(80, 80)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        draw_photo(self._desk, painter, item, QRectF(0, 0, 80, 80), radius=6)
        painter.end()
        return made

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos only."""
        event.setAccepted(has_photos(event.mimeData()))

    @qt_override(nothing)
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Light the day under the pointer."""
        self._aim(self.indexAt(event.position().toPoint()))
        event.setAccepted(self.target.isValid() and has_photos(event.mimeData()))

    @qt_override(nothing)
    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """No day."""
        self._aim(QModelIndex())

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped on which day."""
        index, ids = self.indexAt(event.position().toPoint()), ids_in(event.mimeData())
        self._aim(QModelIndex())
        if ids and index.isValid():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(ids, self.days.day_at(index))

    def _aim(self, index: QModelIndex) -> None:
        if index != self.target:
            self.target = index
            self.viewport().update()


class CalendarPane(QWidget):
    """A month under its name, with the months before and after."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.days = MonthModel(desk, desk.today())
        self.view = MonthView(desk, self.days)
        self.view.turned.connect(self.step)
        self.name = Label(theme, "", "section")
        before = IconButton(theme, "caret_left", show(_("Month before"))).on(lambda: self.step(-1))
        after = IconButton(theme, "caret_right", show(_("Month after"))).on(lambda: self.step(1))
        today = Button(theme, show(_("Today")), "ghost").on(lambda: self.go(desk.today()))
        layout = column(row(before, after, self.name, None, today, gap=4), gap=10, margins=(16, 14, 16, 16))
        layout.addWidget(self.view, 1)
        self.setLayout(layout)
        self.go(desk.today())

    def go(self, day: dt.date) -> None:
        """Show and choose a day."""
        self.days.show_month(day)
        self.name.set_text(month_words(self._desk.language, self.days.month))
        for week in range(WEEKS):
            monday = self.days.day_at(self.days.index(week, 0))
            self.view.setRowHidden(week, week > 0 and monday.replace(day=1) != self.days.month)
        self.view.choose_day(day)
        self.view.viewport().update()

    def step(self, months: int) -> None:
        """Go to the month before or after."""
        number = self.days.month.year * 12 + self.days.month.month - 1 + months
        self.go(dt.date(number // 12, number % 12 + 1, 1))

    def show_items(self, items: Sequence[Item]) -> None:
        """Show what is planned."""
        self.days.set_items(items)
        self.view.viewport().update()

    def show_post(self, item: Item | None) -> None:
        """Frame the current post, and go to its day."""
        self.view.post = item.id if item is not None else 0
        if item is not None and item.day is not None and item.day != self.view.day:
            if item.day.replace(day=1) != self.days.month:
                self.go(item.day)
            else:
                self.view.choose_day(item.day)
        self.view.viewport().update()
