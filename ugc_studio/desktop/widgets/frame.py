"""How a place is divided: top bar, bars under it, the middle, a panel at the right, a foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.desktop.widgets.basic import ElidedLabel, column, row

OVERLAY_BELOW = 1280
"""Narrower windows show the right panel over the middle instead of beside it."""


class Header(QFrame):
    """The top bar: title, a line of facts, and the place's own controls at the right."""

    def __init__(self, theme: Theme, title: str, controls: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setProperty("bar", True)
        self.setFixedHeight(theme.px(64))
        self.title = ElidedLabel(theme, title, "page")
        self.facts = ElidedLabel(theme, "", "hint")
        self.facts.hide()
        texts = column(self.title, self.facts, gap=0)
        texts.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(texts, 1)
        self.controls = row(*controls, gap=8)
        layout.addLayout(self.controls)

    def set_facts(self, text: str) -> None:
        """Show another line of facts."""
        self.facts.set_text(text)
        self.facts.setVisible(bool(text))


class Bar(QFrame):
    """A bar across the place: filters on top, actions or status at the foot."""

    def __init__(self, theme: Theme, *, foot: bool = False, height: int = 52) -> None:
        super().__init__()
        self.setProperty("foot" if foot else "bar", True)
        self.setMinimumHeight(theme.px(height))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 6, 16, 6)
        self.row.setSpacing(8)


class PageFrame(QWidget):
    """Puts the parts of a place together; the right panel becomes an overlay in a narrow window."""

    side_toggled = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        *,
        header: QWidget | None,
        body: QWidget,
        bars: Sequence[QWidget] = (),
        foot: QWidget | None = None,
        side: QWidget | None = None,
        left: QWidget | None = None,
        side_width: int = 316,
        left_width: int = 256,
    ) -> None:
        super().__init__()
        self._theme, self._side, self._wanted = theme, side, True
        self._side_width = theme.px(side_width)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for part in (header, *bars):
            if part is not None:
                middle.addWidget(part)
        inner = QHBoxLayout()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        if left is not None:
            left.setFixedWidth(theme.px(left_width))
            inner.addWidget(left)
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inner.addWidget(body, 1)
        middle.addLayout(inner, 1)
        if foot is not None:
            middle.addWidget(foot)
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addLayout(middle, 1)
        if side is not None:
            side.setParent(self)
            side.setFixedWidth(self._side_width)
            self._outer.addWidget(side)
        self._overlaid = False

    @property
    def is_narrow(self) -> bool:
        """Whether the right panel lies over the middle."""
        return self._overlaid

    def show_side(self, wanted: bool) -> None:
        """Show or hide the right panel."""
        self._wanted = wanted
        self._arrange()
        self.side_toggled.emit(wanted)

    def is_side_shown(self) -> bool:
        """Whether the right panel is wanted now."""
        return self._wanted and self._side is not None and not self._side.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or over, as the window's width says."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange again when shown in another window."""
        if event.type() == QEvent.Type.Show:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        side = self._side
        if side is None:
            return
        narrow = self.window().width() < OVERLAY_BELOW
        if narrow != self._overlaid:
            self._overlaid = narrow
            self._wanted = not narrow
            if narrow:
                self._outer.removeWidget(side)
            else:
                self._outer.addWidget(side)
        side.setVisible(self._wanted)
        if narrow and self._wanted:
            side.setGeometry(self.width() - self._side_width, 0, self._side_width, self.height())
            side.raise_()


def side_panel(content: QWidget) -> QFrame:
    """The right panel around scrolling content."""
    frame = QFrame()
    frame.setProperty("side", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
    return frame


def left_panel(content: QWidget) -> QFrame:
    """A queue at the left of a place."""
    frame = QFrame()
    frame.setProperty("left", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
    return frame
