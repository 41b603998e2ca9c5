"""What the message seems to say about the photo on the desk: a proposal with its reason, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened, brief
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, clear, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies import Label, Proposal
from ugc_studio.services.consent.replies.words import LABELS

MOST_WORDS, LONGEST_WORDS = 4, 30


@dataclass(frozen=True, slots=True)
class Look:
    """The icon and the colours of a label; each has a shape of its own."""

    icon: str
    ink: str
    ground: str


LOOKS: Mapping[Label, Look] = {
    Label.YES: Look("ok", "ok", "ok_bg"),
    Label.LIMITED: Look("filter", "warn", "warn_bg"),
    Label.NO: Look("refuse", "danger", "danger_bg"),
    Label.QUESTION: Look("question", "info", "info_bg"),
    Label.UNCLEAR: Look("eye", "text2", "raised"),
    Label.WITHDRAW: Look("undo", "danger", "danger_bg"),
}
STEPS: Mapping[Label, Text] = {
    Label.LIMITED: _("Fill in what it names"),
    Label.NO: _("Record the refusal…"),
    Label.QUESTION: _("Draft a new request…"),
    Label.WITHDRAW: _("Record what they take back…"),
}
"""What one press does next; a yes is filled in already, and what is not clear has to be read."""
NOT_ASKED = _("What these words leave out was not asked for. If that is all they say, nothing is missing.")


class ReplyCard(QFrame):
    """Shown while a message waits; it proposes, and a person decides."""

    fill_wanted, refusal_wanted, asking_wanted, taking_back_wanted = Signal(), Signal(), Signal(), Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "quiet")
        self.step: Button | None = None
        self.label: Label | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 10, 12, 10)
        self._lines.setSpacing(6)

    def show_photo(self, opened: Opened) -> None:
        """Say it of another photo."""
        clear(self._lines)
        self.step = self.label = None
        sha = str(opened.photo.file.asset.sha256)
        reply = opened.reply
        proposal = reply.proposal(sha) if reply is not None else None
        self.setVisible(proposal is not None)
        if proposal is None or reply is None or reply.read is None:
            return
        theme, show = self._desk.theme, self._desk.show
        self.label = proposal.label
        look, words = LOOKS[proposal.label], show(LABELS[proposal.label])
        icon = QLabel()
        icon.setPixmap(theme.pixmap(look.icon, look.ink, 18))
        head = row(icon, Words(theme, words, "strong"), gap=8)
        head.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        self._lines.addLayout(head)
        self._lines.addWidget(Words(theme, show(proposal.reason), "hint"))
        found = reply.read.words(sha)
        if found:
            self._lines.addWidget(self._words(found, look))
        self._show_step(opened, proposal)
        self.setAccessibleName(f"{words}. {show(proposal.reason)}")

    def is_outside(self, opened: Opened) -> bool:
        """Whether everything that the message leaves out was not even asked for."""
        reply = opened.reply
        proposal = reply.proposal(str(opened.photo.file.asset.sha256)) if reply is not None else None
        if reply is None or reply.notice is None or proposal is None or not proposal.limits:
            return False
        scope = reply.notice.scope
        asked = {*(f"media:{one}" for one in scope.media), *(f"rights:{one}" for one in scope.rights)}
        return all(":" in one and one not in asked for one in proposal.limits)

    def named(self, opened: Opened) -> tuple[str, ...]:
        """The chips of the asked formule that the message names."""
        reply = opened.reply
        proposal = reply.proposal(str(opened.photo.file.asset.sha256)) if reply is not None else None
        asked = reply.notice.uuid if reply is not None and reply.notice is not None else None
        chips = {chip.id for one in opened.formules if one.notice.uuid == asked for chip in one.chips}
        return tuple(one for one in proposal.limits if one in chips) if proposal is not None else ()

    def _words(self, found: tuple[str, ...], look: Look) -> QWidget:
        """The words that it stands on, as they were written."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=4)
        for words in dict.fromkeys(found[:MOST_WORDS]):
            quoted = self._desk.show(_("“{words}”", words=brief(words, LONGEST_WORDS)))
            flow.addWidget(Pill(self._desk.theme, quoted, ink=look.ink, ground=look.ground))
        return holder

    def _show_step(self, opened: Opened, proposal: Proposal) -> None:
        text = STEPS.get(proposal.label)
        if proposal.label is Label.LIMITED and self.is_outside(opened):
            text = _("Fill in what was asked")
            self._lines.addWidget(Words(self._desk.theme, self._desk.show(NOT_ASKED), "hint"))
        elif text is None or (proposal.label is Label.LIMITED and not self.named(opened)):
            return
        wanted = {
            Label.LIMITED: self.fill_wanted, Label.NO: self.refusal_wanted, Label.QUESTION: self.asking_wanted,
            Label.WITHDRAW: self.taking_back_wanted,
        }[proposal.label]  # fmt: skip
        self.step = Button(self._desk.theme, self._desk.show(text), "link").on(wanted.emit)
        self.step.setEnabled(not self._desk.read_only)
        self._lines.addWidget(self.step, 0, Qt.AlignmentFlag.AlignLeft)
