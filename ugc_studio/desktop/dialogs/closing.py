"""Asks before closing would leave an export half done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.asking import ask
from ugc_studio.domain.messages import _


def ask_to_close(desk: Desk, window: QWidget, leave: Callable[[], object]) -> None:
    """Ask whether to stop the export; the files that are complete stay where they are."""
    ask(
        desk,
        window,
        _("An export is still under way"),
        _("Closing now stops it. The files that are complete stay; the folder says that the export is not."),
        yes=_("Stop the export and close"),
        no=_("Keep working"),
        done=leave,
        danger=True,
    )
