"""The audit log of one photo: every event with its day, who recorded it, its proofs, and its hash."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.bubbles import short
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.reading import EventLine, KeptProof
from ugc_studio.services.words import EVIDENCE

ROLES = {"editor": _("editor"), "legal": _("legal"), "scheduler": _("scheduler")}


def open_audit(desk: Desk, window: QWidget, asset: int, name: str) -> Dialog:
    """Show what was ever recorded about a photo, the newest first."""
    sentence = _("Everything that was recorded about {name}, the newest first", name=name)
    dialog = Dialog(desk, window, _("Audit log"), width=720, only_shows=True, sentence=sentence)
    lines = QVBoxLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(8)
    content = panel(lines)
    copied: list[str] = []
    copy = Button(desk.theme, desk.show(_("Copy as text")), icon="copy")
    copy.on(lambda: desk.prompts.copy("\n\n".join(copied)))
    copy.setEnabled(False)
    paper = Button(desk.theme, desk.show(_("Dossier as PDF…")), icon="file")
    paper.on(lambda: _print(desk, dialog, window, AssetId(asset)))
    close = Button(desk.theme, desk.show(_("Close")), "primary").on(dialog.accept)

    def done(events: Sequence[EventLine]) -> None:
        for event in reversed(events):
            copied.append("\n".join(_words(desk, event)))
            lines.addWidget(entry(desk, event))
        if not events:
            lines.addWidget(Label(desk.theme, desk.show(_("Nothing is recorded about this photo.")), "quiet"))
        lines.addStretch(1)
        copy.setEnabled(bool(events))
        dialog.settle()

    dialog.fill(content, (copy, paper, None, close))
    dialog.appear()
    desk.ask(lambda studio: studio.consent_desk.audit(asset), done, owner=dialog)
    return dialog


def _print(desk: Desk, dialog: Dialog, window: QWidget, asset: AssetId) -> None:
    """The same on paper, with the texts, the proofs and where it is."""
    from ugc_studio.desktop.dialogs.papers import open_papers

    dialog.accept()
    open_papers(desk, window, photo=asset)


def entry(desk: Desk, line: EventLine) -> QWidget:
    """One event in a box: its sentence, then everything beside it."""
    box = card()
    words = _words(desk, line)
    labels = [Words(desk.theme, text, "strong" if number == 0 else "hint") for number, text in
              enumerate(words)]  # fmt: skip
    box.setLayout(column(*labels, gap=3, margins=(14, 10, 14, 10)))
    return box


def _words(desk: Desk, line: EventLine) -> list[str]:
    event = line.event
    role = ROLES.get(event.role.value, event.role.value)
    texts: list[Text] = [
        line.text,
        _("{at}, recorded by {actor} ({role})", at=event.at, actor=line.actor, role=role),
        *line.particulars,
    ]
    if line.reason:
        texts.append(_("Reason: {reason}", reason=line.reason))
    if line.permalink:
        texts.append(_("Online: {url}", url=line.permalink))
    texts += [_proof(proof, event.evidence) for proof in line.proofs]
    texts.append(_("Number {seq}, hash {hash}", seq=str(event.seq), hash=short(line.hash)))
    return [desk.show(text) for text in texts]


def _proof(proof: KeptProof, evidence: str | None) -> Text:
    kind = EVIDENCE.get(evidence or proof.kind, evidence or proof.kind)
    if proof.state == "erased":
        return _("Proof ({kind}): erased", kind=kind)
    if proof.state == "broken":
        return _("Proof ({kind}): missing or changed", kind=kind)
    if proof.text is not None:
        return _("Proof ({kind}): “{text}”", kind=kind, text=proof.text)
    return _("Proof ({kind}): {file}", kind=kind, file=proof.path or "")
