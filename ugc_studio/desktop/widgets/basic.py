"""Buttons, labels, lines and cards. Labels show foreign text and are therefore plain text, always."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ugc_studio.desktop.theme.theme import MEDIUM, REGULAR, SEMIBOLD, Theme

Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]

ICON_GAP = 5
"""Pixels between the icon and the words of a button, beyond the four that Qt gives."""
LONGEST_SHOWN = 4000
"""Characters of a foreign text that a label shows; longer ones would only freeze the layout."""

INKS = {"primary": "on_accent", "danger": "danger", "danger_fill": "#FFFFFF", "link": "accent_text"}
"""The colour of the icon by kind of button; others have that of the text."""

STYLES: dict[str, tuple[int, QFont.Weight, str]] = {
    "hero": (30, SEMIBOLD, "text"),
    "number": (28, SEMIBOLD, "text"),
    "page": (20, SEMIBOLD, "text"),
    "section": (15, SEMIBOLD, "text"),
    "strong": (13, SEMIBOLD, "text"),
    "body": (13, REGULAR, "text"),
    "quiet": (13, REGULAR, "text2"),
    "hint": (12, REGULAR, "text2"),
    "faint": (12, REGULAR, "text3"),
    "caps": (11, SEMIBOLD, "text2"),
    "medium": (13, MEDIUM, "text"),
}


def shown(text: str) -> str:
    """A foreign text as it may be shown: cut to a sane length, control and direction-override signs made harmless."""
    cut = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    return _HARMFUL.sub("\ufffd", cut)


# Overrides and isolates that would turn the rest of a line round, and control signs except tab and line feed.
_HARMFUL = re.compile("[\u202a\u202b\u202d\u202e\u2066\u2067\u2068\\x00-\\x08\\x0b-\\x1f\\x7f\ud800-\udfff]")


def sentence(text: str) -> str:
    """A phrase that stands alone: with a capital, as everything that stands alone has one here."""
    return text[:1].upper() + text[1:]


class Label(QLabel):
    """Plain text in one of the styles of the design; wraps when asked to, never reads markup."""

    def __init__(
        self, theme: Theme, text: str = "", style: str = "body", *, colour: str = "", wrap: bool = False
    ) -> None:
        super().__init__()
        size, weight, token = STYLES[style]
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(size, weight))
        self.setWordWrap(wrap)
        self.set_colour(colour or token)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text, made harmless."""
        self.setText(shown(text))

    def set_colour(self, token: str) -> None:
        """Use the colour of a token."""
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._theme.colour(token))
        self.setPalette(palette)


class ElidedLabel(Label):
    """One line that is cut with … when there is too little room; the tooltip has all of it."""

    def __init__(self, theme: Theme, text: str = "", style: str = "body", *, colour: str = "") -> None:
        super().__init__(theme, text, style, colour=colour)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(24))

    def set_text(self, text: str) -> None:
        """Show another text on one line."""
        line = " ".join(text.split())
        super().set_text(line)
        self.setToolTip(plain_tip(line))

    def sizeHint(self) -> QSize:
        """As wide as the whole text, if there is room."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


def plain_tip(text: str) -> str:
    """A foreign text for a tooltip: escaped, because Qt guesses whether a tooltip is markup."""
    return f"<p>{html.escape(shown(text))}</p>" if text else ""


class Button(QPushButton):
    """A button of one kind: primary, secondary, ghost, danger, danger_fill, link, chip, tag."""

    def __init__(self, theme: Theme, text: str, kind: str = "secondary", *, icon: str = "", name: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme = theme
        self._words = text
        self._dressed: tuple[str, str, bool] = ("", "", False)
        self.setProperty("kind", kind)
        self.setFont(theme.font(12 if kind == "tag" else 13, MEDIUM if kind in ("link", "chip", "tag") else SEMIBOLD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or text)
        self._icon, self._ink = icon, INKS.get(kind, "text")
        self._dress()

    def set_text(self, text: str) -> None:
        """Change the words, also for screen readers."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Change only what is shown; the first words of a button bring the gap beside its icon."""
        super().setText(text)
        self._dress()

    def set_icon(self, name: str, colour: str = "") -> None:
        """Show another icon beside the words; an empty name takes it away."""
        self._icon, self._ink = name, colour or self._ink
        self._dress()

    def _dress(self) -> None:
        """Put the icon on, in the ink of the kind, with a gap only where words follow."""
        wanted = (self._icon, self._ink, bool(self.text()))
        if wanted == self._dressed:
            return
        self._dressed = wanted
        theme = self._theme
        icon = theme.icon(self._icon, self._ink) if self._icon else QIcon()
        self.setIcon(_with_gap(theme, icon) if self._icon and self.text() else icon)
        self.setIconSize(theme.icon_size(18) + QSize(theme.px(ICON_GAP) if self.text() else 0, 0))

    def on(self, handler: Callable[[], object]) -> Button:
        """Call ``handler`` when pressed; returns the button, so that it can be made and wired in one line."""
        self.clicked.connect(lambda _checked=False: handler())
        return self

    def sizeHint(self) -> QSize:
        """Room for the words and the icon; the style sheet's own hint forgets the padding of bold text."""
        hint = super().sizeHint()
        return QSize(hint.width() + (self._theme.px(6) if self.icon().cacheKey() and self.text() else 0), hint.height())


def _with_gap(theme: Theme, icon: QIcon) -> QIcon:
    """The icon with room at its right: a styled push button puts words closer than the design wants, unchangeably."""
    spaced, gap = QIcon(), theme.px(ICON_GAP)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        for narrow in (icon.pixmap(theme.icon_size(18), ratio, mode) for ratio in (1.0, 2.0)):
            ratio = narrow.devicePixelRatio()
            wide = QPixmap(narrow.width() + round(gap * ratio), narrow.height())
            wide.setDevicePixelRatio(ratio)
            wide.fill(Qt.GlobalColor.transparent)
            painter = QPainter(wide)
            painter.drawPixmap(0, 0, narrow)
            painter.end()
            spaced.addPixmap(wide, mode)
    return spaced


def action_button(theme: Theme, action: QAction, kind: str = "secondary", *, text: str = "", icon: str = "") -> Button:
    """A button for a command of the registry: same words, tooltip with the key, enabled when the command is."""
    button = Button(theme, text or action.text(), kind, icon=icon)
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    button.clicked.connect(action.trigger)
    return button


class IconButton(QToolButton):
    """A small square button with an icon only; its words are in the tooltip and for screen readers."""

    def __init__(self, theme: Theme, icon: str, words: str, *, colour: str = "text2", size: int = 18) -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        self._theme = theme
        self.set_look(icon, words, colour=colour, size=size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_look(self, icon: str, words: str, *, colour: str = "text2", size: int = 18) -> None:
        """Show another icon with other words."""
        self.setIcon(self._theme.icon(icon, colour, size))
        self.setIconSize(self._theme.icon_size(size))
        self.setToolTip(plain_tip(words) if "<" in words else words)
        self.setAccessibleName(words)

    def on(self, handler: Callable[[], object]) -> IconButton:
        """Call ``handler`` when pressed."""
        self.clicked.connect(lambda _checked=False: handler())
        return self


def line() -> QFrame:
    """A dividing line."""
    made = QFrame()
    made.setProperty("line", True)
    made.setFixedHeight(1)
    return made


def card(*, quiet: bool = False) -> QFrame:
    """A rounded box."""
    made = QFrame()
    made.setProperty("card", "quiet" if quiet else "true")
    return made


def row(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """A row of widgets; ``None`` stretches, a number is a space."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def column(*items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """A column of widgets; ``None`` stretches, a number is a space."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margins)
    return layout


def _fill(
    layout: QHBoxLayout | QVBoxLayout,
    items: tuple[Item, ...],
    gap: int,
    margins: Margins,
) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def panel(layout: QLayout, *, canvas: bool = False) -> QWidget:
    """A widget that holds a layout."""
    made = QWidget()
    made.setLayout(layout)
    if canvas:
        made.setProperty("canvas", True)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
