"""The proofs of a photo: word for word, with who, when, on which text, and whether they are still whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library.details.blocks import Block
from ugc_studio.desktop.pages.library.details.table import FactTable, breakable
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, row, shown
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.opened import Message, ProofLine
from ugc_studio.services.words import EVIDENCE

LINES_SHOWN = 9
STATES = {
    "kept": (_("Unchanged"), "ok", "ok", "ok_bg"),
    "broken": (_("Changed or missing"), "warning", "danger", "danger_bg"),
    "erased": (_("Erased"), "trash", "text2", "raised"),
}


def open_dialog(desk: Desk, window: QWidget, asset_id: int) -> Dialog:
    """Show every proof that was recorded for a photo, the latest first."""
    dialog = Dialog(
        desk, window, _("Proofs"), width=640, only_shows=True,
        sentence=_("What people said about this photo, unaltered, as it was recorded."),
    )  # fmt: skip
    content = Block(gap=16)
    content.fill([Label(desk.theme, desk.show(_("Reading…")), "quiet")])

    def read(studio: Studio) -> tuple[Message, ...]:
        return studio.consent_desk.conversation(asset_id)

    def done(messages: tuple[Message, ...]) -> None:
        proven: list[QWidget] = [_entry(desk, message) for message in reversed(messages) if message.proofs]
        nothing = Label(desk.theme, desk.show(_("No proof is kept for this photo.")), "quiet", wrap=True)
        content.fill(proven or [nothing])
        dialog.settle()

    dialog.fill(content, (None, Button(desk.theme, desk.show(_("Close"))).on(dialog.reject)))
    dialog.appear()
    desk.ask(read, done, owner=dialog, key="proofs")
    return dialog


def _entry(desk: Desk, message: Message) -> QFrame:
    """One act with its proofs."""
    theme, show = desk.theme, desk.show
    title = breakable(Label(theme, show(message.title), "strong", wrap=True))
    parts = column(title, gap=10, margins=(14, 12, 14, 14))
    facts = FactTable(theme)
    when = message.at.astimezone()
    facts.add(show(_("Said on")), show(_("{day}", day=message.said_on or when.date())))
    facts.add(show(_("Recorded")), show(_("{when}, number {number} of the ledger", when=when, number=message.seq)))
    if message.evidence:
        facts.add(show(_("Given as")), show(_("{form}", form=EVIDENCE.get(message.evidence, message.evidence))))
    if message.notice is not None:
        facts.add(show(_("Agreed text")), f"{message.notice.name} v{message.notice.version}")
    parts.addLayout(facts)
    for proof in message.proofs:
        parts.addWidget(_proof(desk, proof))
    if message.permalink:
        address = message.permalink
        parts.addWidget(
            Button(theme, show(_("Open where it was said")), "link", icon="open").on(
                lambda: desk.prompts.open_address(address)
            )
        )
    box = card()
    box.setLayout(parts)
    return box


def _proof(desk: Desk, proof: ProofLine) -> QWidget:
    theme, show = desk.theme, desk.show
    words, icon, ink, ground = STATES.get(proof.state, STATES["broken"])
    pill = Pill(theme, show(words), icon=icon, ink=ink, ground=ground)
    hashed = breakable(Label(theme, f"SHA-256 {proof.sha256}", "faint", wrap=True))
    parts = column(gap=6)
    if proof.text is not None:
        parts.addWidget(verbatim(desk, proof.text))
    if proof.path is not None:
        path = Path(proof.path)
        reveal = Button(theme, show(_("Show the file")), "secondary", icon="folder_open")
        reveal.on(lambda: desk.prompts.show_folder(path.parent))
        kind = path.suffix.removeprefix(".").upper() or show(_("File"))
        parts.addLayout(row(Label(theme, kind, "medium"), reveal, None))
    parts.addLayout(row(pill, None))
    parts.addWidget(hashed)
    made = QWidget()
    made.setLayout(parts)
    return made


def verbatim(desk: Desk, text: str) -> QPlainTextEdit:
    """A message word for word; it can be selected and copied, and scrolls when it is long."""
    field = QPlainTextEdit(shown(text))
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFont(desk.theme.font(13))
    field.setAccessibleName(desk.show(_("Message, word for word")))
    line = field.fontMetrics().lineSpacing()
    lines = min(LINES_SHOWN, max(2, text.count("\n") + 1 + len(text) // 70))
    field.setFixedHeight(line * lines + desk.theme.px(22))
    return field
