"""What every dialog shares: a card over the dimmed window, Esc and a cross that close it, the focus given back."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import qt_override
from ugc_studio.desktop.widgets.basic import IconButton, Item, Label, column, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.tab_order import step_within
from ugc_studio.domain.messages import Text, _

RADIUS = 12
EDGE = 24
"""Pixels that a dialog leaves free on each side of its window."""


class Scrim(QWidget):
    """Dims the window behind a dialog; pressing it closes dialogs that only show something."""

    def __init__(self, dialog: Dialog, window: QWidget) -> None:
        super().__init__(window)
        self._dialog, self._window = dialog, window
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, with the dialog in its middle."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and watched is self._window:
            self.setGeometry(self._window.rect())
            self._dialog.settle()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the dialog means: enough seen."""
        event.accept()
        if self._dialog.only_shows:
            self._dialog.reject()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 140))
        painter.end()


class Dialog(QDialog):
    """A card with a heading, scrolling content and a row of buttons; use :meth:`appear`, never ``exec``."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        title: Text,
        *,
        width: int = 560,
        height: int = 0,
        only_shows: bool = False,
        sentence: Text | None = None,
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.desk, self.theme, self.only_shows = desk, desk.theme, only_shows
        self._width, self._lowest, self._window = width, desk.theme.px(height), window
        self._content: QWidget = self
        self._area: QWidget = self
        self._scrim: Scrim | None = None
        self._settle_soon = QTimer(self)
        self._settle_soon.setSingleShot(True)
        self._settle_soon.timeout.connect(self.settle)
        self._focus_before = QApplication.focusWidget()
        self._drag_from: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(desk.show(title))
        self.setModal(not only_shows)
        self.finished.connect(self._leave)
        desk.appearance_changed.connect(self.reject)
        self._make_card(title, sentence)

    def _make_card(self, title: Text, sentence: Text | None) -> None:
        desk, card = self.desk, QFrame()
        card.setObjectName("dialog")
        tokens = desk.theme.tokens
        card.setStyleSheet(
            f"QFrame#dialog {{ background: {tokens.panel}; border: 1px solid {tokens.border_strong};"
            f" border-radius: {RADIUS}px; }}"
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self._card = QVBoxLayout(card)
        self._card.setContentsMargins(24, 18, 24, 20)
        self._card.setSpacing(12)
        self.title = Label(self.theme, desk.show(title), "page", wrap=True)
        self.tools = row(gap=8)
        close = IconButton(self.theme, "close", desk.show(_("Close"))).on(self.reject)
        self._card.addLayout(row(panel(column(self.title)), None, self.tools, close, gap=12))
        if sentence is not None:
            self._card.addWidget(Label(self.theme, desk.show(sentence), "quiet", wrap=True))

    # ------------------------------------------------------------------ for the dialogs

    def fill(self, content: QLayout | QWidget, buttons: Sequence[Item] = (), *, scrolls: bool = True) -> None:
        """Give the dialog its content and, under it, its buttons (``None`` pushes to the right)."""
        self._content = content if isinstance(content, QWidget) else panel(content)
        self._area = scrolling(self._content) if scrolls else self._content
        self._card.addWidget(self._area, 1)
        self._content.installEventFilter(self)
        if buttons:
            self._card.addLayout(row(*buttons, gap=8, margins=(0, 4, 0, 0)))

    def appear(self) -> None:
        """Show the card over the dimmed window."""
        self._scrim = Scrim(self, self._window)
        self.settle()
        self.open() if not self.only_shows else self.show()
        self.activateWindow()  # bare X servers give the keyboard to nobody by themselves

    def settle(self) -> None:
        """Be as large as the content asks for and the window allows, in the window's middle."""
        most = self._window.size()
        width = min(self.theme.px(self._width), most.width() - 2 * EDGE)
        height = min(max(self._lowest, self._wanted_height(width)), most.height() - 2 * EDGE)
        self.setFixedSize(width, height)
        self._round_off()
        self.move(self._window.mapToGlobal(QPoint((most.width() - width) // 2, (most.height() - height) // 2)))

    def _round_off(self) -> None:
        """Cut the corners on X, where they would be black without a compositor."""
        if QGuiApplication.platformName() == "xcb":
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def _wanted_height(self, width: int) -> int:
        margins = self._card.contentsMargins()
        inner = width - margins.left() - margins.right() - 2
        high = margins.top() + margins.bottom() + 2 + self._card.spacing() * (self._card.count() - 1)
        for index in range(self._card.count()):
            item = self._card.itemAt(index)
            if item is not None and item.widget() is self._area:
                high += self._content_height(inner)
            elif item is not None:
                high += item.heightForWidth(inner) if item.hasHeightForWidth() else item.sizeHint().height()
        return high

    def _content_height(self, width: int) -> int:
        layout = self._content.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width) + 2
        return self._content.sizeHint().height() + 2

    # ------------------------------------------------------------------ Qt

    @qt_override(bool)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in the order of reading, also through what was put in later."""
        return step_within(self, forward=forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow or shrink when the content does, once it is laid out."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest and self._scrim is not None:
            self._settle_soon.start()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The card itself can be dragged, as a title bar can."""
        self._drag_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._drag_from is not None:
            self.move(self.pos() + event.position().toPoint() - self._drag_from)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stay here."""
        self._drag_from = None

    def _leave(self, _result: int) -> None:
        if self._scrim is not None:
            self._window.removeEventFilter(self._scrim)
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        self._window.activateWindow()  # where no window manager does it, the keyboard would be nowhere
        self._window.activateWindow()
        before = self._focus_before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
