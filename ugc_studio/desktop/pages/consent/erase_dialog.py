"""Erasing for good: shown first, in numbers, then done everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.papers import print_preview
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.pieces import CheckBox, Radio
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.erasing import ErasurePreview


class EraseDialog(Dialog):
    """A photo, or a person with the photos they took or are in; the numbers follow the choice."""

    def __init__(self, desk: Desk, window: QWidget, opened: Opened) -> None:
        sentence = _(
            "The picture, the names, the messages and the proofs go, also from kept backups. "
            "The ledger keeps that it was done, without a name. This cannot be taken back."
        )
        super().__init__(desk, window, _("Erase"), width=520, sentence=sentence)
        self._asset = int(opened.asset_id)
        self._preview: ErasurePreview | None = None
        show, theme = desk.show, desk.theme
        self._choices: list[tuple[str | None, Radio]] = [(None, Radio(theme, show(_("This photo"))))]
        for one in opened.speakers:
            words = show(_("{name}, with the photos they took or are in", name=one.label))
            self._choices.append((one.party, Radio(theme, words)))
        lines, group = QVBoxLayout(), QButtonGroup(self)
        for _party, radio in self._choices:
            group.addButton(radio)
            lines.addWidget(radio)
        self._choices[0][1].setChecked(True)
        self.keep = CheckBox(theme, show(_("Keep the photos, erase only the person")))
        self.told = Words(theme, "")
        self.go = Button(theme, show(_("Erase for good")), "danger_fill", icon="trash").on(self._erase)
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.paper = Button(theme, show(_("As PDF…")), icon="file").on(self._print)
        self.fill(column(lines, self.keep, self.told, gap=10), (self.paper, None, cancel, self.go))
        group.buttonClicked.connect(lambda _button: self._look())
        self.keep.toggled.connect(lambda _on: self._look())
        cancel.setDefault(True)
        cancel.setFocus()
        self._look()

    def _look(self) -> None:
        party = next(party for party, radio in self._choices if radio.isChecked())
        self.keep.setVisible(party is not None)
        self.go.setEnabled(False)
        self._preview = None
        asset, keep = self._asset, self.keep.isChecked()

        def read(studio: Studio) -> ErasurePreview:
            if party is None:
                return studio.consent.eraser.preview(assets=(asset,))
            return studio.consent.eraser.preview(parties=(party,), keep_photos=keep)

        self.desk.ask(read, self._show, owner=self, key="preview")

    def _show(self, preview: ErasurePreview) -> None:
        self._preview = preview
        texts: list[Text] = [_("People: {names}", names=list(preview.names))] if preview.names else []
        n = preview.photos
        texts.append(ngettext("{n} photo goes.", "{n} photos go.", n, n=n))
        n = preview.proofs
        texts.append(ngettext("{n} proof goes.", "{n} proofs go.", n, n=n))
        n = preview.live_uses
        if n:
            texts.append(
                ngettext(
                    "{n} publication was recorded for them: what is online has to come down.",
                    "{n} publications were recorded for them: what is online has to come down.", n, n=n,
                )
            )  # fmt: skip
        self.told.set_text("\n".join(self.desk.show(text) for text in texts))
        self.go.setEnabled(not self.desk.read_only)
        self.settle()

    def _print(self) -> None:
        """The preview on paper, to look at it with somebody before it is done."""
        preview, desk = self._preview, self.desk
        if preview is not None:
            print_preview(desk, self.window(), preview)

    def _erase(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self.go.setEnabled(False)
        self.desk.act(
            lambda studio: studio.consent.eraser.erase(preview.erasure),
            kinds=Changed.EVERYTHING,
            toast=Toast(_("Erased. The ledger keeps that it was done, without a name."), icon="trash"),
            done=lambda _none: self._erased(),
            owner=self,
        )

    def _erased(self) -> None:
        """Nothing of what was erased stays in memory."""
        self.desk.thumbnails.forget_all()
        self.accept()


def open_erasure(desk: Desk, window: QWidget, opened: Opened) -> EraseDialog:
    """Show what would go."""
    dialog = EraseDialog(desk, window, opened)
    dialog.appear()
    return dialog
