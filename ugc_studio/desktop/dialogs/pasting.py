"""Imports a picture that was copied without a file, as programs and browsers put it on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.running import run_import
from ugc_studio.domain.messages import _


def paste_picture(desk: Desk) -> None:
    """Import the picture on the clipboard."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QGuiApplication.clipboard().image().save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes here
    picture = bytes(store.data())
    run_import(
        desk, _("Importing a copied picture"), lambda studio, context: studio.import_desk.paste([picture], context)
    )
