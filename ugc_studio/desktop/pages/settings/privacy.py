"""What is kept where, in plain words; and the parts the program is made of."""

from __future__ import annotations

import dataclasses
from functools import partial

from ugc_studio.app import paths
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.about import about_buttons, about_content
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.pieces import CheckBox
from ugc_studio.domain.messages import _


class PrivacyPart(SettingsPart):
    """Where the data lie, and that nothing is sent."""

    name = "privacy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Privacy"), _("Everything stays on this computer. No account, no upload."))
        show = desk.show
        sentences = (
            _("The program opens no connection to the network. It does not look for updates and counts nothing."),
            _("A web address opens in your browser only when you press its button."),
            _("Faces are never recognised. Who is in a photo is what people recorded."),
            _("Exports leave out where and with which device a photo was taken."),
            _("A person can be erased on request: their words, names and photos go; hashes stay, so that they do not "
              "come back."),
        )  # fmt: skip
        self.section(None, panel(column(*(Label(self.theme, show(text), wrap=True) for text in sentences), gap=8)))
        self.faces = CheckBox(
            self.theme, show(_("Search new photos for faces")), checked=desk.preferences.find_faces
        )
        self.faces.toggled.connect(self._prefer_faces)
        about = _("A hint where faces seem to be, found on this computer. Nothing is kept by which a face could be "
                  "recognised, and people always decide who is in a photo.")  # fmt: skip
        hint = Label(self.theme, show(about), "hint", wrap=True)
        self.section(_("Faces"), panel(column(self.faces, hint, gap=6)))
        where = Lines(desk, _("Nothing is kept."))
        root = desk.studio.library.folder.root
        places = (
            (_("Library: photos, previews, ledger of consent, proofs, backups"), root),
            (_("Settings: language, looks, keys, where you were"), paths.settings_file().parent),
            (_("Log: what went wrong"), paths.log_file().parent),
        )
        where.show_lines(
            [
                (
                    show(words),
                    str(folder),
                    (Button(self.theme, show(_("Show"))).on(partial(desk.prompts.show_folder, folder)),),
                )
                for words, folder in places
            ]
        )
        self.section(_("What is kept where"), where)
        self.finish()

    def _prefer_faces(self, on: bool) -> None:
        self.desk.prefer(dataclasses.replace(self.desk.preferences, find_faces=on), rebuild=False)


class AboutPart(SettingsPart):
    """Version and licences."""

    name = "about"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("About UGC Studio"))
        self.section(None, about_content(desk))
        self.stack.addWidget(panel(row(*about_buttons(desk), None)))
        self.finish()
