"""Short notices at the foot of the window, with Undo for eight seconds."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label
from ugc_studio.domain.messages import _

SHOWN_MS = 8000


class ToastBar(QFrame):
    """One notice at a time; the newest replaces the one before."""

    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        theme = desk.theme
        self.setObjectName("toast")
        self.setStyleSheet(
            f"QFrame#toast {{ background: {theme.tokens.raised}; border: 1px solid {theme.tokens.border_strong};"
            " border-radius: 10px; }"
        )
        self._icon = QLabel()
        self._text = Label(theme, "", "medium")
        self._undo = Button(theme, desk.show(_("Undo")), "ghost", icon="undo").on(self._take_back)
        self._other = Button(theme, "", "ghost").on(self._do_other)
        self._close = IconButton(theme, "close", desk.show(_("Close")), size=14).on(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(10)
        for widget in (self._icon, self._text, self._undo, self._other, self._close):
            layout.addWidget(widget)
        self._toast: Toast | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """The words that are shown now; empty when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def show_toast(self, toast: Toast) -> None:
        """Show a notice."""
        self._toast = toast
        self._icon.setPixmap(self._desk.theme.pixmap(toast.icon, toast.tone or "text"))
        self._text.set_text(self._desk.show(toast.text))
        self._undo.setVisible(toast.undo)
        self._other.setVisible(toast.button is not None)
        if toast.button is not None:
            self._other.set_text(self._desk.show(toast.button))
        self.setAccessibleName(self._text.text())
        self.show()
        self.place()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Sit in the middle, above the foot of the window."""
        parent = self.parentWidget()
        if parent is None:
            return
        self._text.setWordWrap(False)
        most = parent.width() - self._desk.theme.px(64)
        if self.sizeHint().width() > most:
            self._text.setWordWrap(True)
            self.setFixedWidth(most)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - self._desk.theme.px(52))

    def dismiss(self) -> None:
        """Hide the notice."""
        self._timer.stop()
        self.hide()
        self.gone.emit()

    def _take_back(self) -> None:
        self.dismiss()
        self._desk.undo()

    def _do_other(self) -> None:
        do = self._toast.do if self._toast else None
        self.dismiss()
        if do:
            do()
