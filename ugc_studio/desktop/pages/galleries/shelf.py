"""The shelf: every gallery as a card with its cover, how far it is, and by when it is wanted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.galleries.looking import Shelf
from ugc_studio.desktop.pages.galleries.words import deadline_of, facts_of
from ugc_studio.desktop.widgets.basic import ElidedLabel, Label, action_button, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import EmptyState, Medallion, scrolling
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.frame import Header
from ugc_studio.desktop.widgets.photo import Photo
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.services.curation_board import GalleryStatus

WIDTH, COVER, EDGE = 236, 150, 8


class GalleryCard(QAbstractButton):
    """One gallery; a click, Enter or Space opens it."""

    opened = Signal(int)

    def __init__(self, desk: Desk, status: GalleryStatus, cover: AssetRow | None) -> None:
        super().__init__()
        self._desk, self._id, theme = desk, int(status.gallery.id), desk.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(theme.px(WIDTH) + 2 * EDGE)
        facts = desk.show(facts_of(status))
        self.setAccessibleName(desk.show(_("{name}, {facts}", name=status.gallery.name, facts=facts)))
        photo: QWidget = Photo(desk, width=WIDTH, height=COVER, radius=6)
        if cover is None:
            photo = panel(column(None, row(None, Medallion(theme, "galleries"), None), None))
            photo.setFixedSize(theme.px(WIDTH), theme.px(COVER))
        elif isinstance(photo, Photo):
            photo.set_photo(str(cover.asset.sha256), ratio=1.0, blurred=cover.sensitive, colour=cover.asset.colour)
        texts = column(
            ElidedLabel(theme, status.gallery.name, "strong"), Label(theme, facts, "hint", wrap=True),
            gap=3, margins=(4, 10, 4, 10),
        )  # fmt: skip
        self._campaign(texts, status)
        texts.addStretch(1)
        layout = column(photo, gap=0, margins=(EDGE, EDGE, EDGE, 2))
        layout.addWidget(panel(texts), 1)
        self.setLayout(layout)

    def _campaign(self, texts: QVBoxLayout, status: GalleryStatus) -> None:
        """Goal and deadline, where somebody said them."""
        desk, theme = self._desk, self._desk.theme
        goal, deadline = status.gallery.goal, deadline_of(status)
        if goal is not None:
            bar = QProgressBar()
            bar.setRange(0, goal)
            bar.setValue(min(goal, status.cleared))
            bar.setTextVisible(False)
            bar.setAccessibleName(desk.show(_("{n} of {goal} cleared", n=status.cleared, goal=goal)))
            texts.addSpacing(4)
            texts.addWidget(bar)
            texts.addWidget(Label(theme, desk.show(status.line), "hint", wrap=True))
        if deadline is not None and status.late:
            pill = Pill(theme, desk.show(deadline), icon="warning", ink="danger", ground="danger_bg")
            texts.addLayout(row(pill, None))
        elif deadline is not None:
            texts.addWidget(Label(theme, desk.show(deadline), "hint", wrap=True))

    @qt_override(QSize)
    def sizeHint(self) -> QSize:
        """As high as its words need at its width."""
        layout = self.layout()
        height = layout.totalHeightForWidth(self.maximumWidth()) if layout is not None else 0
        return QSize(self.maximumWidth(), height)

    @qt_override(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._id)

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it; arrows go to the neighbours."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._id)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    @qt_override(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card, and a ring when the keyboard is here."""
        theme, focused = self._desk.theme, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), 2 if focused else 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 11, 11)
        painter.end()


class ShelfView(QWidget):
    """Header, cards, or the invitation to make the first gallery."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        new = desk.actions.action("galleries.new")
        self.header = Header(theme, show(_("Galleries")), [action_button(theme, new, "primary", icon="plus")])
        sentence = _("Put photos in order, write their captions, plan their days. Only those with rights leave.")
        empty = EmptyState(theme, "galleries", show(_("No galleries yet")), show(sentence),
                           [action_button(theme, new, "primary", icon="plus")])  # fmt: skip
        inside = QWidget()
        self._flow = FlowLayout(inside, gap=16)
        self.cards: list[GalleryCard] = []
        self._area = scrolling(panel(column(inside, None, margins=(20, 20, 20, 20))))
        self._stack = QStackedWidget()
        self._stack.addWidget(panel(column(self._area), canvas=True))
        self._stack.addWidget(empty)
        layout = column(self.header, gap=0)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show every gallery."""
        focus = QApplication.focusWidget()
        focused = not self.cards or any(card is focus for card in self.cards)
        clear(self._flow)
        self.cards = []
        for status, cover in shelf.galleries:
            made = GalleryCard(self._desk, status, cover)
            made.opened.connect(self.opened)
            self.cards.append(made)
            self._flow.addWidget(made)
        n = len(self.cards)
        self.header.set_facts(self._desk.show(ngettext("{n} gallery", "{n} galleries", n, n=n)) if n else "")
        self._stack.setCurrentIndex(0 if n else 1)
        if focused and self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """The keyboard starts at the first card."""
        if self.cards:
            self.cards[0].setFocus()
