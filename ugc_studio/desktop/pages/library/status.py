"""The foot of the library: how many are chosen, the keys that act on them, and the size of the thumbnails."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSlider

from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import IconButton, Label
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import _, ngettext

SMALLEST, LARGEST, USUAL, STEP = 96, 320, 196, 28


class KeyHint(QPushButton):
    """A command with the cap of its key; pressing it does the same as the key."""

    def __init__(
        self, theme: Theme, actions: Actions, action: str, words: str, *, cap: str = "", menu: QMenu | None = None
    ) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._cap = cap or "+".join(actions.caps(action))
        made = actions.action(action)
        self.setToolTip(made.toolTip())
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setEnabled(made.isEnabled())
        made.enabledChanged.connect(self.setEnabled)
        if menu is None:
            self.clicked.connect(made.trigger)
        else:
            self.clicked.connect(
                lambda _checked=False: menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
            )

    def sizeHint(self) -> QSize:
        """Room for the cap and the words."""
        px = self._theme.px
        self.setFont(self._theme.font(12))
        return QSize(self._cap_width() + px(8) + self.fontMetrics().horizontalAdvance(self._words) + px(10), px(28))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _cap_width(self) -> int:
        if not self._cap:
            return 0
        return max(self._theme.px(26), self.fontMetrics().horizontalAdvance(self._cap) + self._theme.px(16))

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw cap and words."""
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour("text2" if self.isEnabled() else "disabled")
        if self.isEnabled() and self.underMouse():
            ink = theme.colour("text")
        left = float(px(3))
        if self._cap:
            box = QRectF(left, (self.height() - px(22)) / 2, self._cap_width(), px(22))
            painter.setPen(theme.colour("border"))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setFont(theme.font(11, SEMIBOLD))
            painter.setPen(theme.colour("text" if self.isEnabled() else "disabled"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._cap)
            left = box.right() + px(7)
        painter.setFont(theme.font(12))
        painter.setPen(ink)
        area = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self._words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class StatusBar(Bar):
    """How many are chosen, what the keys do with them, and the zoom; hints that find no room are left out."""

    zoomed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, foot=True, height=36)
        self._desk = desk
        theme, show = desk.theme, desk.show
        self.setFixedHeight(theme.px(36))
        self.row.setContentsMargins(20, 0, 16, 0)
        self.count = Label(theme, "", "hint")
        self.target = Pill(theme, "", ink="accent_text", ground="selected")
        self.target.hide()
        self.hints = self._hints()
        self.smaller = IconButton(theme, "picture", show(_("Smaller thumbnails")), size=14).on(
            lambda: self.step(-1)
        )
        self.bigger = IconButton(theme, "picture", show(_("Bigger thumbnails")), size=18).on(lambda: self.step(1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(SMALLEST, LARGEST)
        self.slider.setPageStep(STEP)
        self.slider.setSingleStep(STEP // 2)
        self.slider.setValue(USUAL)
        self.slider.setFixedWidth(theme.px(112))
        self.slider.setAccessibleName(show(_("Size of the thumbnails")))
        self.slider.setToolTip(self.slider.accessibleName())
        self.slider.valueChanged.connect(self.zoomed)
        self.row.addWidget(self.count)
        self.row.addWidget(self.target)
        self.row.addStretch(1)
        for hint in self.hints:
            self.row.addWidget(hint)
        self.row.addStretch(1)
        for widget in (self.smaller, self.slider, self.bigger):
            self.row.addWidget(widget)

    def _hints(self) -> list[KeyHint]:
        theme, actions, show = self._desk.theme, self._desk.actions, self._desk.show
        stars = "–".join("+".join(actions.caps(name)) for name in ("photos.rate_0", "photos.rate_5"))
        rating = QMenu(self)
        rating.addActions([actions.action(f"photos.rate_{number}") for number in range(5, -1, -1)])
        rate = KeyHint(
            theme, actions, "photos.rate_5", show(_("Rate")), cap=stars if stars != "–" else "", menu=rating
        )
        rate.setToolTip(show(_("Give stars")))
        pick, reject, ask, sheet = (
            KeyHint(theme, actions, name, show(words))
            for name, words in (
                ("photos.pick", _("Pick")),
                ("photos.reject", _("Reject")),
                ("photos.request", _("Request rights")),
                ("app.sheet_here", _("All shortcuts")),
            )
        )
        return [pick, reject, rate, ask, sheet]

    def step(self, steps: int) -> None:
        """Make the thumbnails bigger or smaller."""
        self.slider.setValue(self.slider.value() + steps * STEP)

    def show_zoom(self, *, possible: bool) -> None:
        """Offer the zoom only where thumbnails can be bigger."""
        for widget in (self.smaller, self.slider, self.bigger):
            widget.setVisible(possible)
        self._fit()

    def show_numbers(self, selected: int, count: int) -> None:
        """Say how many of the list are chosen, and what the next key will act on."""
        show = self._desk.show
        if selected:
            self.count.set_text(show(_("{n} of {count} selected", n=selected, count=count)))
        else:
            self.count.set_text(show(ngettext("{n} photo", "{n} photos", count, n=count)))
        self.target.setVisible(selected > 1)
        if selected > 1:
            words = show(ngettext("Applies to {n} photo", "Applies to {n} photos", selected, n=selected))
            self.target.set_look(words, ink="accent_text", ground="selected")
        self._fit()

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the hints that find no room."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when the words of a part have changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        margins, gap = self.row.contentsMargins(), self.row.spacing()
        fixed = [self.count, self.target, self.smaller, self.slider, self.bigger]
        used = sum(widget.sizeHint().width() + gap for widget in fixed if not widget.isHidden())
        room = self.width() - margins.left() - margins.right() - used - gap * 2
        for hint in self.hints:
            room -= hint.sizeHint().width() + gap
            if hint.isHidden() == (room >= 0):
                hint.setVisible(room >= 0)
