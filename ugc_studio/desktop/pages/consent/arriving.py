"""Mails, texts and PDFs dropped while consent is on the screen: what they are is asked, not guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, column, panel
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _, ngettext

MESSAGES = frozenset({".eml", ".msg", ".mail", ".mht", ".txt", ".text", ".md", ".pdf"})
"""Endings of files in which somebody says something; none of them is a photo."""


def hold_messages(desk: Desk, paths: Sequence[Path]) -> bool:
    """Whether files dropped now belong to the consent desk: it is shown, and a message is among plain files."""
    if desk.here().get("page") != "consent" or not all(path.is_file() for path in paths):
        return False
    return any(path.suffix.lower() in MESSAGES for path in paths)


class ArrivedDialog(Dialog):
    """The ways in which a message can be kept; each opens its own form with the files in it."""

    def __init__(self, desk: Desk, window: QWidget, files: Sequence[Path]) -> None:
        n, first = len(files), files[0].name
        told = _("You dropped {file}.", file=first) if n == 1 else ngettext(
            "You dropped {file} and {n} more file.", "You dropped {file} and {n} more files.", n - 1,
            n=n - 1, file=first,
        )  # fmt: skip
        super().__init__(desk, window, _("What came in?"), width=480, sentence=told)
        self._above, self._files = window, tuple(files)
        here = desk.here().get("asset")
        self._here = AssetId(here) if isinstance(here, int) else None
        self.reply = self._way(_("Add a reply…"), "to_read", self._open_reply)
        self.withdrawal = self._way(_("They do not want it any more…"), "undo", self._open_withdrawal)
        self.paper = self._way(_("Attach a signed paper…"), "form", self._open_paper)
        content = column(
            self.reply, self._hint(_("An answer to a request, or any message about photos.")),
            self.withdrawal, self._hint(_("It blocks at once; then you see what has to come down.")),
            self.paper, self._hint(_("A release form that was printed here and came back.")), gap=6,
        )  # fmt: skip
        bring = Button(self.theme, desk.show(_("Import…")), "ghost", icon="import").on(partial(self._go, self._import))
        cancel = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        self.fill(panel(content), (bring, None, cancel))
        self.reply.setFocus()

    def _way(self, words: Text, icon: str, then: Callable[[], object]) -> Button:
        button = Button(self.theme, self.desk.show(words), icon=icon).on(partial(self._go, then))
        button.setEnabled(not self.desk.read_only)
        return button

    def _hint(self, words: Text) -> Words:
        return Words(self.theme, self.desk.show(words), "hint")

    def _go(self, then: Callable[[], object]) -> None:
        self.accept()
        then()

    # ------------------------------------------------------------------ the ways

    def _open_reply(self) -> None:
        from ugc_studio.desktop.pages.consent.reply_dialog import open_reply

        open_reply(self.desk, self._above, self._here, self._files)

    def _open_withdrawal(self) -> None:
        from ugc_studio.desktop.pages.consent.withdraw_dialog import open_withdrawal

        ids = (self._here,) if self._here is not None else ()
        open_withdrawal(self.desk, self._above, ids=ids, files=self._files)

    def _open_paper(self) -> None:
        from ugc_studio.desktop.pages.consent.paper.attaching import open_attaching

        open_attaching(self.desk, self._above).files.add(self._files)

    def _import(self) -> None:
        from ugc_studio.desktop.dialogs.import_ import open_dialog

        open_dialog(self.desk, self._above, self._files)


def open_arrived(desk: Desk, window: QWidget, files: Sequence[Path]) -> ArrivedDialog:
    """Ask what the files are."""
    dialog = ArrivedDialog(desk, window, files)
    dialog.appear()
    return dialog
