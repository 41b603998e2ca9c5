"""Import photos."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import column
from ugc_studio.domain.messages import _


def open_dialog(desk: Desk, window: QWidget, paths: list[Path]) -> None:
    dialog = Dialog(desk, window, _("Import photos"), only_shows=True)
    dialog.fill(column())
    dialog.appear()
