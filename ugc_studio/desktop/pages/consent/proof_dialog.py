"""One proof: the text word for word, or the file in its folder; strangers' files are never drawn in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, column, shown
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.opened import Message, ProofLine


def open_proof(desk: Desk, window: QWidget, message: Message, proof: ProofLine) -> None:
    """Show a proof; a file is shown where it lies, a text in a dialog."""
    if proof.path is not None:
        desk.prompts.show_folder(Path(proof.path).parent)
        desk.say(_("The folder with the proof was opened."))
        return
    dialog = Dialog(desk, window, _("Proof, word for word"), only_shows=True)
    show, theme = desk.show, desk.theme
    text = QPlainTextEdit(shown(proof.text or ""))
    text.setReadOnly(True)
    text.setAccessibleName(show(_("The message, word for word")))
    text.setMinimumHeight(theme.px(160))
    facts = [
        _("{who}, recorded on {at}", who=message.who, at=message.at),
        _("Number in the ledger: {seq}", seq=str(message.seq)),
        _("SHA-256 of the entry: {hash}", hash=message.hash),
        _("Commitment to the text: {hash}", hash=proof.sha256),
    ]
    lines = [Words(theme, show(fact), "hint") for fact in facts]
    copy = Button(theme, show(_("Copy the text")), icon="copy").on(lambda: desk.prompts.copy(proof.text or ""))
    close = Button(theme, show(_("Close")), "primary").on(dialog.accept)
    dialog.fill(column(text, *lines), (copy, None, close))
    dialog.appear()
