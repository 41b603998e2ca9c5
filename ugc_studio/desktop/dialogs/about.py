"""About the program: version, licence, and everything that others made, with their licences."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QWidget

from ugc_studio import __version__
from ugc_studio.app import paths
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.parts import PARTS, licence_texts, qt_folder
from ugc_studio.desktop.widgets.basic import Button, Label, column, line, panel
from ugc_studio.domain.messages import _


def about_content(desk: Desk) -> QWidget:
    """The words of About, for the dialog and for the settings."""
    theme, show = desk.theme, desk.show
    replace_qt = _(
        "Qt and PySide6 are used under the LGPL version 3. Their libraries are separate files in {folder}: you may "
        "replace them with a build of your own of the same version, and the program uses that one.",
        folder=str(qt_folder()),
    )
    return panel(
        column(
            Label(theme, show(_("Version {version}", version=__version__)), "strong"),
            Label(theme, show(_("Free software under the Apache License 2.0.")), "quiet", wrap=True),
            Label(theme, show(_("Everything stays on this computer. No account, no upload.")), "quiet", wrap=True),
            line(),
            Label(theme, show(_("Made with the work of others")), "section", wrap=True),
            _parts(desk),
            Label(theme, show(replace_qt), "quiet", wrap=True),
            gap=10,
        )
    )


def _parts(desk: Desk) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    for number, part in enumerate(PARTS):
        name = f"{part.name} {part.version}".strip()
        grid.addWidget(Label(desk.theme, name, "medium", wrap=True), number, 0)
        grid.addWidget(Label(desk.theme, part.licence, "quiet", wrap=True), number, 1)
        grid.addWidget(Label(desk.theme, desk.show(part.use), "quiet", wrap=True), number, 2)
    return panel(grid)


def version_details() -> str:
    """What a report of a fault should name; no path and no name of a person."""
    return f"UGC Studio {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


def about_buttons(desk: Desk) -> list[Button]:
    """Copying the version, reading licences, finding the log."""
    theme, show = desk.theme, desk.show

    def copy() -> None:
        desk.prompts.copy(version_details())
        desk.toast(_("Copied"))

    buttons = [Button(theme, show(_("Copy version")), icon="copy").on(copy)]
    texts = licence_texts()
    if texts is not None:
        buttons.append(Button(theme, show(_("Read licences"))).on(lambda: desk.prompts.show_folder(texts)))
    buttons.append(Button(theme, show(_("Show log"))).on(lambda: desk.prompts.show_folder(paths.log_file().parent)))
    return buttons


class About(Dialog):
    """The dialog around it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk, window, _("About UGC Studio"), width=680, only_shows=True)
        done = Button(self.theme, desk.show(_("Done")), "primary").on(self.accept)
        self.fill(about_content(desk), (*about_buttons(desk), None, done))
        done.setFocus()


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Show it."""
    About(desk, window).appear()
