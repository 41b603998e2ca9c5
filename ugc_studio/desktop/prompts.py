"""Questions that only the person can answer (which file, which folder), behind one object that journeys replace."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget


class Prompts:
    """Asks with the system's own dialogs; never with a nested event loop."""

    def files(self, parent: QWidget, title: str, done: Callable[[list[Path]], None], *, filters: str = "") -> None:
        """Let the person choose files; nothing is called when they change their mind."""
        dialog = QFileDialog(parent, title, "", filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog, done)

    def folder(self, parent: QWidget, title: str, done: Callable[[Path], None], *, start: Path | None = None) -> None:
        """Let the person choose a folder."""
        dialog = QFileDialog(parent, title, str(start or ""))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, lambda chosen: done(chosen[0]))

    def save(self, parent: QWidget, title: str, name: str, done: Callable[[Path], None]) -> None:
        """Let the person choose where a file goes and what it is called; the system asks before one is replaced."""
        dialog = QFileDialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        dialog.selectFile(name)
        self._open(dialog, lambda chosen: done(chosen[0]))

    def show_folder(self, folder: Path) -> None:
        """Open a folder in the system's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def open_address(self, address: str) -> bool:
        """Open a web page in the person's browser, only ever because they pressed the button for it."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        return url.scheme() in ("http", "https") and QDesktopServices.openUrl(url)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def copy_details(self, error: BaseException) -> None:
        """Put what the log says about an error on the clipboard."""
        self.copy("".join(traceback.format_exception(error)))

    def _open(self, dialog: QFileDialog, done: Callable[[list[Path]], None]) -> None:
        def accepted() -> None:
            done([Path(name) for name in _names(dialog)])

        dialog.accepted.connect(accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _names(dialog: QFileDialog) -> Sequence[str]:
    return dialog.selectedFiles()
