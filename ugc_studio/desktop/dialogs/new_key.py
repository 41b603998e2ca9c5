"""Asks for new keys by having them pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from ugc_studio.desktop.actions.changing import keys_now, keys_of_event, rival
from ugc_studio.desktop.actions.keys import caps_of
from ugc_studio.desktop.actions.listing import cap_text
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.theme.theme import SEMIBOLD, Theme
from ugc_studio.desktop.widgets.basic import Button, Label, column
from ugc_studio.domain.messages import _


class KeyField(QLineEdit):
    """Shows the keys that were pressed while it has the focus; Tab and Esc keep their meaning.

    It is a line that nobody writes in, so that screen readers know it as a field and read what stands there.
    """

    def __init__(self, theme: Theme, keys: str, pressed: Callable[[str], None], *, name: str) -> None:
        super().__init__()
        self._theme, self.keys, self._pressed = theme, keys, pressed
        self.setReadOnly(True)
        self.setText(self.caps())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMinimumHeight(theme.px(56))

    def sizeHint(self) -> QSize:
        """A broad field."""
        return QSize(self._theme.px(240), self._theme.px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        keys = keys_of_event(event)
        if not keys:
            super().keyPressEvent(event)
            return
        self.keys = keys
        self.setText(self.caps())
        self._pressed(keys)
        self.update()

    def caps(self) -> str:
        """The keys as the caps show them."""
        return cap_text(caps_of(QKeySequence(self.keys)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field with the keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus" if self.hasFocus() else "border_strong"), 2))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(self._theme.font(15, SEMIBOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.caps() or "–")
        painter.end()


class NewKey(Dialog):
    """One command gets other keys; a key that another command has is taken from it only when the person says so."""

    def __init__(self, desk: Desk, window: QWidget, action: str, chosen: Callable[[str, str | None], None]) -> None:
        words = desk.actions.words(action)
        super().__init__(desk, window, _("Keys for: {command}", command=words), width=480)
        self._action, self._chosen = action, chosen
        self.rival: str | None = None
        self.field = KeyField(
            self.theme, keys_now(desk.actions, action), self._look, name=desk.show(_("Press the new keys"))
        )
        self._says = Label(self.theme, desk.show(_("Press the new keys.")), "quiet", wrap=True)
        self.use = Button(self.theme, desk.show(_("Use these keys")), "primary").on(self._use)
        self.use.setEnabled(False)
        none = Button(self.theme, desk.show(_("No key"))).on(lambda: self._finish("", None))
        cancel = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        self.fill(column(self.field, self._says, gap=10), (none, None, cancel, self.use))
        self.field.setFocus()

    def _look(self, keys: str) -> None:
        show = self.desk.show
        self.rival = rival(self.desk.actions, self._action, keys)
        self.use.setEnabled(True)
        if self.rival is None:
            self._says.set_text(show(_("These keys are free.")))
            self.use.set_text(show(_("Use these keys")))
        else:
            other = self.desk.actions.words(self.rival)
            self._says.set_text(show(_("“{command}” has these keys. It would be left without.", command=other)))
            self.use.set_text(show(_("Use them here")))
        self.desk.say(self._says.text())

    def _use(self) -> None:
        self._finish(self.field.keys, self.rival)

    def _finish(self, keys: str, taken_from: str | None) -> None:
        self.accept()
        self._chosen(keys, taken_from)
