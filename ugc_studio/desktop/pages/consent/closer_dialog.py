"""The photo as large as the window allows: who is in it decides what may be recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.viewer.picture import PictureView, Seen
from ugc_studio.desktop.widgets.basic import Button, column, panel
from ugc_studio.domain.messages import _
from ugc_studio.library.asset_rows import AssetRow

WIDTH = 1000


def open_closer(desk: Desk, window: QWidget, row: AssetRow) -> Dialog:
    """Show one photo; it zooms as everywhere, and a sensitive one stays blurred until it is asked for."""
    dialog = Dialog(desk, window, _("Photo"), width=WIDTH, only_shows=True)
    picture = PictureView(desk)
    picture.show_photo(Seen.of(row))
    picture.setMinimumHeight(max(desk.theme.px(240), window.height() - desk.theme.px(260)))
    buttons = [Button(desk.theme, desk.show(_("Fit / 100 %")), icon="zoom").on(picture.toggle_zoom)]
    if row.sensitive:
        buttons.append(Button(desk.theme, desk.show(_("Show the blurred photo")), icon="eye").on(picture.reveal))
    close = Button(desk.theme, desk.show(_("Close")), "primary").on(dialog.accept)
    dialog.fill(panel(column(picture)), (*buttons, None, close), scrolls=False)
    desk.actions.photo_view(picture, digits=False)
    desk.actions.bind("view.reveal", picture.reveal, owner=picture, page="consent")
    desk.actions.bind("view.zoom", picture.toggle_zoom, owner=picture, page="consent")
    picture.setFocus()
    dialog.appear()
    return dialog
