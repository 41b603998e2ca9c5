"""The door to the import dialog; paths that come while it is open are added to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog


def open_dialog(desk: Desk, window: QWidget, paths: Sequence[Path] = ()) -> None:
    """Ask about an import."""
    for dialog in window.findChildren(ImportDialog):
        if dialog.isVisible():
            dialog.add(paths)
            return
    ImportDialog(desk, window, paths).appear()
