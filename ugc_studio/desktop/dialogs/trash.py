"""Empties the trash: first it is shown what goes and what stays, because this cannot be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, Label, clear
from ugc_studio.desktop.widgets.sizes import size_words
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.trash import STAY_TEXTS, TrashPreview


class EmptyTrash(Dialog):
    """Shows the trash in numbers; the button that empties it carries the number of photos."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk, window, _("Empty the trash"), width=560)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        self._lines.addWidget(Label(self.theme, desk.show(_("Looking…")), "quiet"))
        self.go = Button(self.theme, desk.show(_("Delete for good")), "danger_fill", icon="trash").on(self._empty)
        self.go.setEnabled(False)
        self._look = Button(self.theme, desk.show(_("Look at them first"))).on(self._show_photos)
        self._keep = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        self.fill(self._lines, (self._look, None, self._keep, self.go))
        self._keep.setFocus()
        desk.ask(lambda studio: studio.trash.preview(), self._found, owner=self, key="trash")

    def _found(self, preview: TrashPreview) -> None:
        show, photos, staying = self.desk.show, preview.photos, len(preview.staying)
        clear(self._lines)
        if not photos and not staying:
            self._say(show(_("The trash is empty.")), "quiet")
            self._look.hide()
            self._keep.set_text(show(_("Done")))
        if photos:
            goes = ngettext(
                "{n} photo is deleted for good; {size} become free.",
                "{n} photos are deleted for good; {size} become free.",
                photos,
                n=photos,
                size=size_words(preview.bytes),
            )
            self._say(show(goes), "medium")
            self._say(show(_("This cannot be undone. What was recorded about rights stays in the ledger.")), "quiet")
        if staying:
            stays = ngettext("{n} photo stays in the trash:", "{n} photos stay in the trash:", staying, n=staying)
            self._say(show(stays), "medium")
            for reason, text in STAY_TEXTS.items():
                if number := preview.staying_for(reason):
                    self._say(show(_("{n} × {reason}", n=number, reason=text)), "quiet")
        self.go.set_text(show(ngettext("Delete {n} photo for good", "Delete {n} photos for good", photos, n=photos)))
        self.go.setVisible(bool(photos))
        self.go.setEnabled(bool(photos) and not self.desk.read_only)

    def _say(self, words: str, style: str) -> None:
        self._lines.addWidget(Label(self.theme, words, style, wrap=True))

    def _show_photos(self) -> None:
        self.reject()
        self.desk.go("library", {"query": "is:trashed"})

    def _empty(self) -> None:
        self.accept()
        desk = self.desk

        def done(emptied: TrashPreview) -> None:
            n = emptied.photos
            desk.toast(
                Toast(
                    ngettext("{n} photo was deleted for good", "{n} photos were deleted for good", n, n=n), icon="trash"
                )
            )

        desk.run(
            _("Emptying the trash"),
            lambda studio, context: studio.trash.empty(context),
            kinds=Changed.MEMBERS,
            done=done,
        )


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Show what is in the trash, and offer to delete it."""
    EmptyTrash(desk, window).appear()
