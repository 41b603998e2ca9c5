"""The conversation as it was: bubbles with date, number and hash, and the proofs under them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, Label, column, panel, row, shown
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.opened import Message, ProofLine
from ugc_studio.services.words import EVIDENCE

SHORT_HASH = 4
ASIDE = 40
"""How far a bubble stays off the side that is not its own."""


def short(sha256: str) -> str:
    """A hash as one can compare it at a glance: its first and last signs."""
    return f"{sha256[:SHORT_HASH]}…{sha256[-SHORT_HASH:]}" if len(sha256) > 2 * SHORT_HASH else sha256


class Bubble(QFrame):
    """One message: ours at the right on the accent's ground, theirs at the left."""

    def __init__(self, desk: Desk, message: Message, *, unread: bool = False) -> None:
        super().__init__()
        theme, show = desk.theme, desk.show
        self.setObjectName("bubble")
        ground = theme.tokens.selected if message.ours else theme.tokens.raised
        edge = f"1px solid {theme.tokens.accent}" if unread else f"1px solid {ground}"
        self.setStyleSheet(f"QFrame#bubble {{ background: {ground}; border: {edge}; border-radius: 12px; }}")
        words = message.text or self._asked(desk, message) or show(message.title)
        self.body = Words(theme, words)
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        if message.text is not None and message.ours:
            layout.addWidget(Words(theme, show(message.title), "hint"))
        layout.addWidget(self.body)
        layout.addWidget(Words(theme, self._foot(desk, message), "hint"))
        self.setAccessibleName(shown(f"{self.body.text()}. {self._foot(desk, message)}"))

    def _asked(self, desk: Desk, message: Message) -> str:
        """A request shows the text of its notice, in the window's language where there is one."""
        if message.notice is None or not message.ours:
            return ""
        texts = message.notice.texts
        said = texts.get(desk.language) or next(iter(texts.values()), "")
        return f"{desk.show(message.title)}\n\n{said}" if said else ""

    def _foot(self, desk: Desk, message: Message) -> str:
        show = desk.show
        parts: list[str] = [message.who, show(_("{at}", at=message.at))]
        if message.evidence:
            parts.append(show(EVIDENCE.get(message.evidence, message.evidence)))
        if message.said_on is not None:
            parts.append(show(_("said on {day}", day=message.said_on)))
        parts.append(show(_("no. {seq}", seq=str(message.seq))))
        return " · ".join(part for part in parts if part)


def bubble_row(
    desk: Desk, message: Message, open_proof: Callable[[Message, ProofLine], None], *, unread: bool = False
) -> QWidget:
    """A bubble on its side, with its proofs, where it can be read online, and who is under it."""
    bubble = Bubble(desk, message, unread=unread)
    lines = [_proof_row(desk, message, proof, open_proof) for proof in message.proofs]
    if message.permalink:
        lines.append(_address_row(desk, message.permalink))
    stack = panel(column(bubble, *lines, gap=6))
    made = QWidget()
    made.setLayout(row(stack, gap=0, margins=(ASIDE, 0, 0, 0) if message.ours else (0, 0, ASIDE, 0)))
    return made


def _proof_row(
    desk: Desk, message: Message, proof: ProofLine, open_proof: Callable[[Message, ProofLine], None]
) -> QWidget:
    theme, show = desk.theme, desk.show
    icon = QLabel()
    broken, erased = proof.state == "broken", proof.state == "erased"
    icon.setPixmap(theme.pixmap("warning" if broken else "attach", "danger" if broken else "text2", 15))
    words = _erased() if erased else _broken() if broken else _name(proof)
    if erased or (broken and not proof.path):
        what: QWidget = Label(theme, show(words), "hint")
    else:
        button = Button(theme, show(words), "link").on(lambda: open_proof(message, proof))
        button.setToolTip(show(_("Show this proof")))
        said = {"label": words, "seq": str(message.seq), "value": short(proof.sha256)}  # one paper may prove several
        button.setAccessibleName(show(_("{label}, proof of no. {seq}: {value}", **said)))
        what = button
    digest = ElidedLabel(theme, show(_("SHA-256 {hash}", hash=short(proof.sha256))), "hint")
    digest.setToolTip(proof.sha256)
    made = QWidget()
    lines = row(icon, what, digest, gap=8, margins=(4, 0, 0, 0))
    lines.setStretch(2, 1)
    made.setLayout(lines)
    return made


def _name(proof: ProofLine) -> Text:
    if proof.path is None:
        return _("The message")
    return _("The file ({ending})", ending=Path(proof.path).suffix.removeprefix(".").upper() or _("unknown"))


def _erased() -> Text:
    return _("The proof was erased")


def _broken() -> Text:
    return _("The proof is missing or was changed")


def _address_row(desk: Desk, address: str) -> QWidget:
    theme = desk.theme
    icon = QLabel()
    icon.setPixmap(theme.pixmap("link", "text2", 15))
    button = Button(theme, desk.show(_("Open where it can be read")), "link")
    button.on(lambda: _open(desk, address))
    shown_address = ElidedLabel(theme, address, "hint")
    made = QWidget()
    lines = row(icon, button, shown_address, gap=8, margins=(4, 0, 0, 0))
    lines.setStretch(2, 1)
    made.setLayout(lines)
    return made


def _open(desk: Desk, address: str) -> None:
    if not desk.prompts.open_address(address):
        desk.toast(_("This address cannot be opened."))
