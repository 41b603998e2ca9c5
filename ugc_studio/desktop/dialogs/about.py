"""About UGC Studio."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import column
from ugc_studio.domain.messages import _


def open_dialog(desk: Desk, window: QWidget) -> None:
    dialog = Dialog(desk, window, _("About UGC Studio"), only_shows=True)
    dialog.fill(column())
    dialog.appear()
