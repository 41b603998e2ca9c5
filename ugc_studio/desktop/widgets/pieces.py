"""Pills, key caps, avatars, check boxes, selects, segmented choices: what Fusion has not, painted from the tokens."""

from __future__ import annotations

import colorsys
import zlib
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.theme.theme import MEDIUM, SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import plain_tip, shown
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Translator


class Pill(QWidget):
    """A rounded word with an icon on a tinted ground; not a control."""

    def __init__(self, theme: Theme, text: str, *, icon: str = "", ink: str = "text2", ground: str = "raised") -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_look(text, icon=icon, ink=ink, ground=ground)

    def set_look(self, text: str, *, icon: str = "", ink: str = "text2", ground: str = "raised") -> None:
        """Show other words."""
        self._text, self._icon, self._ink, self._ground = text, icon, ink, ground
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon and words."""
        px = self._theme.px
        self.setFont(self._theme.font(12, MEDIUM))
        width = self.fontMetrics().horizontalAdvance(self._text) + px(20) + (px(20) if self._icon else 0)
        return QSize(width, px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the icon and the words."""
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._ground))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        ink, left = self._theme.colour(self._ink), float(px(10))
        if self._icon:
            icons.draw(painter, self._icon, ink, QRectF(left, (self.height() - px(15)) / 2, px(15), px(15)))
            left += px(20)
        painter.setFont(self._theme.font(12, MEDIUM))
        painter.setPen(ink)
        painter.drawText(box.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text)
        painter.end()


def consent_pill(theme: Theme, translate: Translator, state: ConsentState) -> Pill:
    """The pill of a consent state: its own icon, its own colour, its words."""
    look = LOOKS[state]
    return Pill(theme, translate(look.words), icon=look.icon, ink=look.ink, ground=look.ground)


class KeyCap(QWidget):
    """The cap of a key, drawn from what the action really answers to."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """At least square."""
        self.setFont(self._theme.font(11, SEMIBOLD))
        width = self.fontMetrics().horizontalAdvance(self._text) + self._theme.px(14)
        return QSize(max(self._theme.px(26), width), self._theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("border"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(11, SEMIBOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Avatar(QWidget):
    """Two letters of a name on a colour of its own; says nothing to screen readers, the name stands beside it."""

    def __init__(self, theme: Theme, name: str, *, size: int = 32, square: bool = False, icon: str = "") -> None:
        super().__init__()
        self._theme, self._square, self._icon = theme, square, icon
        self.setFixedSize(theme.px(size), theme.px(size))
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show the letters of another name."""
        words = [w for w in name.replace("@", " ").replace(".", " ").replace("_", " ").split() if w[:1].isalnum()]
        self._letters = ("".join(w[0] for w in words[:2]) if len(words) > 1 else "".join(words)[:2]).upper()
        hue = zlib.crc32(name.encode()) % 360 / 360
        red, green, blue = colorsys.hls_to_rgb(hue, 0.40, 0.35)  # dark enough for white letters on every hue
        self._ground = QColor.fromRgbF(red, green, blue)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc (or rounded square) with letters or an icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent") if self._icon else self._ground)
        radius = self.width() / (4 if self._square else 2)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._icon:
            inset = self.width() * 0.22
            box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            icons.draw(painter, self._icon, QColor("#FFFFFF"), box)
        else:
            painter.setPen(QColor("#FFFFFF"))
            painter.setFont(self._theme.font(12 if self.width() < 48 else 18, SEMIBOLD))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class CheckBox(QCheckBox):
    """A check box in the design's style."""

    def __init__(self, theme: Theme, text: str, *, checked: bool = False, wrap: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme, self._wrap = theme, wrap
        self.setChecked(checked)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Room for box and words, at least as high as a finger needs."""
        width = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(width + self._theme.px(32), max(self._theme.px(28), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut; those that may wrap need only a part of their width."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._theme.px(160)), hint.height()) if self._wrap else hint

    def heightForWidth(self, width: int) -> int:
        """How many lines the words need."""
        if not self._wrap:
            return -1
        room = QRect(0, 0, max(1, width - self._theme.px(28)), 10_000)
        words = self.text().replace("&&", "&")
        lines = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        return max(self._theme.px(28), lines.height() + self._theme.px(6))

    def hitButton(self, position: QPoint) -> bool:
        """The words can be pressed too."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick (or dash when mixed) and words."""
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(px(18))
        box = QRectF(2, (self.height() - side) / 2, side, side)
        on = self.checkState() != Qt.CheckState.Unchecked
        edge = "disabled" if not self.isEnabled() else "accent" if on else "border_strong"
        painter.setPen(QPen(self._theme.colour(edge), 1.5))
        painter.setBrush(self._theme.colour("accent" if on and self.isEnabled() else "panel"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
        if on:
            sign = "minus" if self.checkState() == Qt.CheckState.PartiallyChecked else "check"
            icons.draw(painter, sign, self._theme.colour("on_accent"), box.adjusted(3, 3, -3, -3))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 6, 6)
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "disabled"))
        area = QRectF(self.rect()).adjusted(side + px(10), 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter) | (int(Qt.TextFlag.TextWordWrap) if self._wrap else 0)
        painter.drawText(area, flags, self.text().replace("&&", "&"))
        painter.end()


class Radio(QRadioButton):
    """A radio button in the design's style."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._theme = theme
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for ring and words."""
        width = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(width + self._theme.px(32), max(self._theme.px(28), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The words can be pressed too."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ring, dot and words."""
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(px(18))
        box = QRectF(2, (self.height() - side) / 2, side, side).adjusted(0.75, 0.75, -0.75, -0.75)
        edge = "focus" if self.hasFocus() else "accent" if self.isChecked() else "border_strong"
        painter.setPen(QPen(self._theme.colour(edge), 2 if self.hasFocus() else 1.5))
        painter.setBrush(self._theme.colour("panel"))
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(box.adjusted(4, 4, -4, -4))
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "disabled"))
        area = QRectF(self.rect()).adjusted(side + px(10), 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self.text().replace("&&", "&"))
        painter.end()


class Select(QComboBox):
    """A drop-down list; ``value`` is what stands behind the shown words."""

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.set_choices(choices)
        self.activated.connect(lambda _index: self.picked.emit(self.value()))

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices, keeping the chosen one where it is still there."""
        kept = self.value()
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.set_value(kept)

    def value(self) -> object:
        """What stands behind the chosen words; None when nothing is chosen."""
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Choose without telling."""
        index = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        if index >= 0:
            self.setCurrentIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The styled box with our own caret."""
        super().paintEvent(event)
        painter, px = QPainter(self), self._theme.px
        box = QRectF(self.width() - px(24), (self.height() - px(14)) / 2, px(14), px(14))
        icons.draw(painter, "caret_down", self._theme.colour("text2" if self.isEnabled() else "disabled"), box)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it never changes a choice by accident."""
        event.ignore()


class Segments(QFrame):
    """A few exclusive choices side by side, each with words or an icon."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[object, str, str]]) -> None:
        """``choices``: value, words, icon (with an icon the words are only in the tooltip)."""
        super().__init__()
        self.setProperty("segments", True)
        self.setAccessibleName(name)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(2)
        for value, words, icon in choices:
            button = QPushButton("" if icon else words.replace("&", "&&"))
            if icon:
                button.setIcon(theme.icon(icon, "text2"))
                button.setIconSize(theme.icon_size(18))
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setToolTip(plain_tip(words) if "<" in words else words)
            button.setAccessibleName(shown(f"{name}: {words}"))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(button, len(self._values))
            self._values.append(value)
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if self._values:
            self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def value(self) -> object:
        """The chosen value."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: object) -> None:
        """Choose without telling."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def set_words(self, value: object, words: str) -> None:
        """Change the words of one choice (a count, for instance)."""
        button = self._group.button(self._values.index(value))
        button.setText(words.replace("&", "&&"))
        button.setAccessibleName(f"{self.accessibleName()}: {words}")


class Stars(QAbstractSlider):
    """Five stars to press; ``rated`` says how many. A slider, so that screen readers know its value and its ends."""

    rated = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str], *, name: str, size: int = 20) -> None:
        """``names``: the words for 0 to 5 stars, for tooltips and screen readers."""
        super().__init__()
        self._theme, self._names, self._size = theme, names, size
        self._stars, self._hovered = 0, 0
        self.setRange(0, 5)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setFixedSize(theme.px(size + 4) * 5, theme.px(size + 8))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_stars(self, stars: int) -> None:
        """Show another rating."""
        self._stars = stars
        self.setValue(stars)
        self.setAccessibleDescription(self._names[stars] if 0 <= stars <= 5 else "")
        self.update()

    def _at(self, position: QPointF) -> int:
        return max(1, min(5, int(position.x() // (self.width() / 5)) + 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what pressing would give."""
        self._hovered = self._at(event.position())
        self.setToolTip(self._names[self._hovered])
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """Back to the rating."""
        self._hovered = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give so many stars; pressing the last one again takes them all away."""
        stars = self._at(event.position())
        self.rated.emit(0 if stars == self._stars else stars)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls what is around; it never rates by accident."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right give fewer and more."""
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key())
        if step is None:
            event.ignore()
        else:
            self.rated.emit(max(0, min(5, self._stars + step)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw five stars."""
        painter, side = QPainter(self), self._theme.px(self._size)
        step = self.width() / 5
        lit = self._hovered or max(0, self._stars)
        for number in range(5):
            name, colour = ("star", "star") if number < lit else ("star_empty", "text3")
            box = QRectF(number * step + (step - side) / 2, (self.height() - side) / 2, side, side)
            icons.draw(painter, name, self._theme.colour(colour), box)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class Spinner(QWidget):
    """A still ring that says "under way"; motion is left out on purpose, the count beside it moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(16), theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent_text"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(self.rect()).adjusted(2, 2, -2, -2), 90 * 16, 270 * 16)
        painter.end()
