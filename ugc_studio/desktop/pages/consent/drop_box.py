"""A place to drop proofs: screenshots, PDF, mails; they are copied into the library when the answer is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, IconButton, clear, panel, row
from ugc_studio.domain.messages import Text, _


class DropBox(QFrame):
    """Files that will be attached; each can be taken out again."""

    changed = Signal()

    def __init__(self, desk: Desk, words: Text | None = None) -> None:
        super().__init__()
        self._desk = desk
        self.files: tuple[Path, ...] = ()
        show, theme = desk.show, desk.theme
        self.setObjectName("drop")
        edge = theme.tokens.border_strong
        self.setStyleSheet(f"QFrame#drop {{ border: 1px dashed {edge}; border-radius: 8px; background: transparent; }}")
        self.setAcceptDrops(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        text = Words(theme, show(words or _("Drop a screenshot or a PDF here")), "hint")
        self.choose = Button(theme, show(_("Choose files…")), "link", icon="attach").on(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(text)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._list)

    def add(self, files: Iterable[Path]) -> None:
        """Attach some files, each once."""
        self.files = tuple(dict.fromkeys((*self.files, *files)))
        self._show()
        self.changed.emit()

    def empty(self) -> None:
        """Attach nothing, without telling."""
        self.files = ()
        self._show()

    def _choose(self) -> None:
        self._desk.prompts.files(self.window(), self._desk.show(_("Choose proofs")), self.add)

    def _remove(self, file: Path) -> None:
        self.files = tuple(one for one in self.files if one != file)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._list)
        show, theme = self._desk.show, self._desk.theme
        for file in self.files:
            words = show(_("Do not attach {file}", file=file.name))
            cross = IconButton(theme, "close", words, size=14)
            cross.clicked.connect(lambda _checked=False, file=file: self._remove(file))
            line = row(ElidedLabel(theme, file.name), cross, gap=4)
            line.setStretch(0, 1)
            self._list.addWidget(panel(line))

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped; folders are left out."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add(path for path in paths if path.is_file())
