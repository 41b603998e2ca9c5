"""Messages of which nobody knows the photo: they are shown, so that none is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.audit_dialog import entry
from ugc_studio.desktop.theme.theme import MEDIUM
from ugc_studio.desktop.widgets.basic import Button, panel
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.consent.reading import EventLine


class UnplacedButton(Button):
    """Says how many there are; hidden where there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "", "link", icon="question")
        self._desk, self._words = desk, ""
        self._lines: Sequence[EventLine] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: self._open())
        self.hide()

    def show_lines(self, lines: Sequence[EventLine]) -> None:
        """Hold the messages that are of no known photo."""
        self._lines = lines
        n = len(lines)
        text = ngettext("{n} message of no known photo", "{n} messages of no known photo", n, n=n)
        self._words = self._desk.show(text)
        self._fit()
        self.setVisible(bool(lines))

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words where there is no room for them; the tooltip has them all."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._desk.theme.px(30)
        metrics = QFontMetrics(self._desk.theme.font(13, MEDIUM))
        self.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)

    def _open(self) -> None:
        open_unplaced(self._desk, self.window(), self._lines)


def open_unplaced(desk: Desk, window: QWidget, lines: Sequence[EventLine]) -> Dialog:
    """Show the messages, the oldest first."""
    sentence = _("Somebody wrote, but it is not recorded which photo they mean. Import the photo, or ask them.")
    dialog = Dialog(desk, window, _("Messages of no known photo"), width=640, only_shows=True, sentence=sentence)
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for line in lines:
        layout.addWidget(entry(desk, line))
    close = Button(desk.theme, desk.show(_("Close")), "primary").on(dialog.accept)
    dialog.fill(panel(layout), (None, close))
    dialog.appear()
    return dialog
