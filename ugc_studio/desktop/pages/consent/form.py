"""Rights to record: who gives what, under which formule, with which proof; nothing that the reply does not say."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.acts import APPROVED, codes_of
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.form_foot import FormFoot
from ugc_studio.desktop.pages.consent.formule_box import FormuleBox
from ugc_studio.desktop.pages.consent.in_return import InReturnBox
from ugc_studio.desktop.pages.consent.reading import Opened, Permission, Reply, Speaker
from ugc_studio.desktop.pages.consent.recording import Filled, Outlook, button_words
from ugc_studio.desktop.pages.consent.reply_card import ReplyCard
from ugc_studio.desktop.pages.consent.siblings import SiblingBox
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.verdict_card import VerdictCard
from ugc_studio.desktop.pages.consent.waiting_card import WaitingCard
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import Button, Label, card, clear, column, panel, row, sentence
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.pieces import Pill, Select
from ugc_studio.domain.consent import EvidenceKind, Instrument, Role
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.words import EVIDENCE

GIVES = {
    Instrument.LICENCE: (_("Licence for the photo"), _("Licence for the photo of {name}")),
    Instrument.IMAGE_RELEASE: (_("Release of their own image"), _("Release of the image of {name}")),
    Instrument.THIRD_PARTY: (_("Rights in what is shown"), _("Rights of {name} in what is shown")),
}


class RightsForm(QWidget):
    """The panel at the right; the page records what :meth:`filled` says."""

    changed = Signal()
    recorded, asked_again, refused, more, approved, skipped, taken_back = (Signal() for _number in range(7))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._opened: Opened | None = None
        self._boxes: dict[tuple[str, str], Tick] = {}
        show, theme = desk.show, desk.theme
        self.pill = Pill(theme, "")
        self.approval = card(quiet=True)
        self._approval_lines = QVBoxLayout(self.approval)
        self._hint = Words(theme, "", "hint")
        self.answer = VerdictCard(desk)
        self.waiting = WaitingCard(desk)
        self.formule = FormuleBox(desk)
        self.speaker = Select(theme, show(_("Who answers")))
        self._gives = QVBoxLayout()
        self._gives.setSpacing(2)
        self.evidence = Select(theme, show(_("How it was said")))
        self.message = _text_box(desk, _("What they said, word for word"))
        self.message_caption = Label(theme, show(_("What they said, word for word")), "caps")
        self.files = DropBox(desk)
        self.reply = ReplyCard(desk)
        self.siblings = SiblingBox(desk)
        self.in_return = InReturnBox(desk)
        self.note = _text_box(desk, _("Note for the file"))
        self.foot = FormFoot(desk)
        self._build()
        self._wire()

    def _build(self) -> None:
        show, theme = self._desk.show, self._desk.theme
        head = row(Words(theme, show(_("Rights to record")), "section"), self.pill)
        head.setStretch(0, 1)

        def caps(text: Text) -> Label:
            return Label(theme, show(text), "caps")

        content = column(
            head, self._hint, self.reply, self.answer, self.waiting, self.approval,
            caps(_("Who answers")), self.speaker, self._gives, self.siblings, self.formule,
            caps(_("How it was said")), self.evidence, self.message_caption, self.message, self.files,
            self.in_return, caps(_("Note for the file")), self.note, None, gap=8, margins=(16, 14, 16, 14),
        )  # fmt: skip
        self.area = scrolling(panel(content))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.foot)

    def _wire(self) -> None:
        for signal in (self.formule.changed, self.files.changed, self.siblings.changed, self.in_return.changed,
                       self.message.textChanged, self.note.textChanged):  # fmt: skip
            signal.connect(self._tell)
        self.speaker.picked.connect(lambda _value: self._show_gives())
        self.evidence.picked.connect(lambda _value: self._tell())
        self.reply.fill_wanted.connect(self._fill)
        self.reply.refusal_wanted.connect(self.refused)
        self.reply.asking_wanted.connect(self.asked_again)
        self.reply.taking_back_wanted.connect(self.taken_back)
        self.foot.record.clicked.connect(lambda _checked=False: self.recorded.emit())
        self.foot.ask_again.clicked.connect(lambda _checked=False: self.asked_again.emit())
        self.foot.refuse.clicked.connect(lambda _checked=False: self.refused.emit())
        self.foot.more.clicked.connect(lambda _checked=False: self.more.emit())

    # ------------------------------------------------------------------ showing

    def show_photo(self, opened: Opened) -> None:
        """Fill the form with what the reply says, and with nothing else."""
        self._opened = opened
        show = self._desk.show
        look = LOOKS[opened.photo.verdict.state]
        self.pill.set_look(show(look.words), icon=look.icon, ink=look.ink, ground=look.ground)
        reply = opened.reply
        self.blockSignals(True)
        proposed = reply.notice.uuid if reply is not None and reply.is_plain_yes and reply.notice is not None else None
        self.formule.show_formules(opened.formules, proposed)
        self.speaker.set_choices([(one.party, one.label) for one in opened.speakers])
        self.speaker.set_value(opened.speakers[0].party if opened.speakers else None)
        self.evidence.set_choices(
            [(None, show(_("Choose…"))), *((kind, sentence(show(EVIDENCE[kind]))) for kind in EvidenceKind)]
        )
        self.evidence.set_value(None)
        self.evidence.set_value(reply.event.evidence if reply is not None else None)
        self.message.setPlainText("")
        self.message.setVisible(reply is None)
        self.message_caption.setVisible(reply is None)
        self.files.empty()
        self.siblings.show_photos(opened.siblings, all_ticked=False)
        self.in_return.empty()
        self.note.setPlainText("")
        self._hint.set_text(show(_hint(reply)))
        self.reply.show_photo(opened)
        self.answer.show_photo(opened)
        self.waiting.show_photo(opened)
        self._show_approval(opened)
        self.blockSignals(False)
        self.area.verticalScrollBar().setValue(0)
        self._show_gives()

    def show_outlook(self, seen: Outlook | None) -> None:
        """Write on the button what pressing it will do."""
        wrong = self.why_not()
        words = button_words(self._ticked(), seen)
        if self.approves:
            words = _("Approve and next") if self.approves_at_once else _("Approve…")
        self.foot.show_words(words, wrong, seen.reasons if seen is not None else ())

    @property
    def approves(self) -> bool:
        """Whether the main button approves: legal looks at a grant that waits for it, and no message waits."""
        opened = self._opened
        return (
            opened is not None
            and opened.reply is None
            and self._desk.studio.actor.role is Role.LEGAL
            and bool(_pending(opened))
            and not self.message.toPlainText().strip()
            and not self.files.files
        )

    @property
    def approves_at_once(self) -> bool:
        """Whether no reason is needed: only grants wait, no money and nothing sensitive."""
        codes = codes_of(self._opened) if self._opened is not None else ()
        return all(code is ReasonCode.APPROVAL_PENDING for code in codes)

    # ------------------------------------------------------------------ what was filled in

    def why_not(self) -> Text | None:
        """The one thing that is missing before anything can be recorded; None when it can be."""
        opened, desk = self._opened, self._desk
        if opened is None:
            return _("No photo is open.")
        if desk.read_only:
            return _("Another program has this library open, so nothing can be changed here.")
        if desk.studio.actor.role is Role.SCHEDULER:
            return _("The scheduler role records no answers.")
        if self.approves:
            return None
        if self._speaker() is None:
            return _("Say first who took the photo and who is in it.")
        if self.formule.formule is None:
            return _("Choose what was agreed to.")
        if not self._ticked():
            return _("Tick what they give.")
        if self.evidence.value() is None:
            return _("Say how it was said.")
        said = self.message.toPlainText().strip() if opened.reply is None else opened.reply.message.text
        kept = opened.reply.files if opened.reply is not None else ()
        if not (said or kept or self.files.files):
            return _("Add the proof: what they said, word for word, or a file.")
        return self.in_return.why_not()

    def filled(self) -> Filled | None:
        """What is to be recorded, if it is whole."""
        opened, speaker, formule = self._opened, self._speaker(), self.formule.formule
        if opened is None or speaker is None or formule is None or self.why_not() is not None or self.approves:
            return None
        reply = opened.reply
        typed = self.message.toPlainText().strip()
        return Filled(
            assets=(opened.asset_id, *self.siblings.chosen),
            speaker=speaker.party,
            permissions=tuple(self._ticked()),
            formule=formule,
            without=self.formule.without,
            evidence=str(self.evidence.value()),
            message=(reply.message.text if reply is not None else typed) or None,
            files=(*(reply.files if reply is not None else ()), *self.files.files),
            permalink=reply.message.permalink if reply is not None else None,
            said_on=reply.message.said_on if reply is not None else None,
            in_return=self.in_return.value(),
            note=self.note.toPlainText().strip() or None,
        )

    # ------------------------------------------------------------------ inside

    def _tell(self) -> None:
        faces = {chip.removeprefix("person:") for chip in self.formule.without if chip.startswith("person:")}
        for (party, instrument), box in self._boxes.items():
            barred = instrument == Instrument.IMAGE_RELEASE and party in faces
            if barred:
                box.setChecked(False)
            box.setEnabled(not barred)
        self.changed.emit()

    def _fill(self) -> None:
        """Choose what was asked for, without what the message names: somebody pressed that button."""
        opened = self._opened
        if opened is not None and opened.reply is not None and opened.reply.notice is not None:
            self.formule.propose(opened.reply.notice.uuid, self.reply.named(opened))

    def _speaker(self) -> Speaker | None:
        value = self.speaker.value()
        speakers = self._opened.speakers if self._opened is not None else ()
        return next((one for one in speakers if one.party == value), None)

    def _ticked(self) -> list[Permission]:
        speaker = self._speaker()
        permissions = speaker.permissions if speaker is not None else ()
        return [one for one in permissions if one.key in self._boxes and self._boxes[one.key].isChecked()]

    def _show_gives(self) -> None:
        """The things this speaker can give; ticked is what the reply or its request is about, or the only one."""
        clear(self._gives)
        self._boxes = {}
        speaker, opened = self._speaker(), self._opened
        if speaker is None or opened is None:
            self.changed.emit()
            return
        show, theme = self._desk.show, self._desk.theme
        for one in speaker.permissions:
            own, other = GIVES[one.instrument]
            text = Text(other.msgid, {"name": one.label}) if one.for_other else own
            box = Tick(theme, show(text), checked=_is_said(opened, speaker, one))
            box.toggled.connect(lambda _on: self._tell())
            self._gives.addWidget(box)
            self._boxes[one.key] = box
        if not speaker.permissions:
            text = _("{name} is neither the author nor recorded in this photo.", name=speaker.label)
            self._gives.addWidget(Words(theme, show(text), "hint", colour="warn"))
        self.changed.emit()

    def _show_approval(self, opened: Opened) -> None:
        clear(self._approval_lines)
        pending = _pending(opened)
        self.approval.setVisible(bool(pending))
        if not pending:
            return
        show, theme = self._desk.show, self._desk.theme
        icon = QLabel()
        icon.setPixmap(theme.pixmap("law", "warn", 18))
        head = row(icon, Words(theme, show(_("For legal to decide")), "strong"), gap=8)
        head.setStretch(1, 1)
        self._approval_lines.addLayout(head)
        for text in pending:
            self._approval_lines.addWidget(Words(theme, show(text), "hint"))
        legal = self._desk.studio.actor.role is Role.LEGAL
        button = Button(theme, show(_("Approve…")), icon="law").on(self.approved.emit)
        button.setObjectName("approve")
        button.setEnabled(legal)
        self._approval_lines.addWidget(button)
        if not legal:
            words = show(_("Only the legal role approves. Yours can be changed in Settings."))
            button.setToolTip(words)
            self._approval_lines.addWidget(Words(theme, words, "hint"))


def _hint(reply: Reply | None) -> Text:
    """What to look at first: a reply that is more than a yes proposes nothing."""
    if reply is None:
        return _("For an answer that came another way.")
    if reply.is_plain_yes:
        return _("Only what the reply really allows.")
    return _("Not a plain yes: read the reply, then choose only what it allows.")


def _pending(opened: Opened) -> list[Text]:
    return [reason.text for reason in opened.photo.verdict.reasons if reason.code in APPROVED]


def _is_said(opened: Opened, speaker: Speaker, permission: Permission) -> bool:
    """Whether the reply, or the request that it answers, is about this; else only what leaves no choice."""
    reply = opened.reply
    if reply is None or reply.event.by != speaker.party:
        return len(speaker.permissions) == 1
    for event in (reply.event, reply.request):
        if event is not None and event.instrument is not None:
            return (event.party or event.by) == permission.party and event.instrument == permission.instrument
    return len(speaker.permissions) == 1


def _text_box(desk: Desk, name: Text) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setAccessibleName(desk.show(name))
    box.setFixedHeight(desk.theme.px(62))
    box.setTabChangesFocus(True)
    return box
