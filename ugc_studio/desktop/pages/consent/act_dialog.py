"""The small form of one act, in plain words: who, about what, with which proof or reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.acts import Act, Ask, Told
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.reading import Opened, Permission, Speaker
from ugc_studio.desktop.pages.consent.siblings import SiblingBox
from ugc_studio.desktop.pages.consent.target_box import TargetBox
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.who_box import WhoBox
from ugc_studio.desktop.widgets.basic import Button, Label, sentence
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.words import EVIDENCE

RECORDED = _("Recorded under your name. Can be withdrawn at any time.")
RECORDED_FOR_GOOD = _("Recorded under your name.")


class ActDialog(Dialog):
    """Asks for what the act needs; the button is enabled once that is there."""

    def __init__(self, desk: Desk, window: QWidget, act: Act, opened: Opened, done: Callable[[], None]) -> None:
        super().__init__(desk, window, act.words, sentence=act.sentence, width=520)
        self.act, self._opened, self._done = act, opened, done
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.who: WhoBox | None = None
        self.siblings = SiblingBox(desk)
        self.siblings.hide()
        self.wide: Tick | None = None
        self.parts: dict[str, Button] = {}
        self.evidence: Select | None = None
        self.message: QPlainTextEdit | None = None
        self.files: DropBox | None = None
        self.reason: QPlainTextEdit | None = None
        self.targets: TargetBox | None = None
        self._ask()
        kind = "danger_fill" if act.final else "primary"
        self.go = Button(self.theme, desk.show(act.button), kind).on(self._record)
        cancel = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        self.fill(self._lines, (None, cancel, self.go))
        self._first_field(cancel).setFocus()
        (cancel if act.final else self.go).setDefault(True)
        self._check()

    # ------------------------------------------------------------------ asking

    def _ask(self) -> None:
        asks, desk = self.act.asks, self.desk
        if asks & (Ask.PERSON | Ask.MAYBE_PERSON):
            self.who = WhoBox(
                desk, self._opened, about=bool(asks & Ask.ABOUT), new=self.act.name == "object",
                everybody=bool(asks & Ask.MAYBE_PERSON), ticked=self._is_meant,
            )  # fmt: skip
            self.who.changed.connect(self._check)
            self._lines.addWidget(self.who)
        if asks & Ask.TARGET:
            self.targets = TargetBox(desk, self._opened, foresees=self.act.name == "freeze")
            self.targets.changed.connect(self._check)
            self._lines.addWidget(self.targets)
        if asks & Ask.EXTENT:
            self.siblings.show_photos(self._opened.siblings, all_ticked=True)
            self._lines.addWidget(self.siblings)
            self.wide = Tick(self.theme, desk.show(_("For every photo of theirs, also later ones")))
            self._lines.addWidget(self.wide)
        if asks & Ask.PARTS:
            self._ask_parts()
        if asks & Ask.PROOF:
            self._ask_proof()
        elif asks & Ask.FILES:
            self.files = DropBox(desk)
            self._lines.addWidget(self.files)
        if asks & (Ask.REASON | Ask.NEEDS_REASON):
            needed = bool(asks & Ask.NEEDS_REASON)
            self.reason = self._text(_("Reason") if needed else _("Note for the file"))
            self.reason.textChanged.connect(self._check)

    def _ask_parts(self) -> None:
        """Only for some media: those that the formules and the grants of this photo speak of."""
        scopes = [one.notice.scope for one in self._opened.formules]
        scopes += [line.event.scope for line in self._opened.photo.file.events if line.event.scope is not None]
        media = sorted({medium for scope in scopes for medium in scope.media})
        if len(media) < 2:
            return
        self._lines.addWidget(Label(self.theme, self.desk.show(_("Only for (nothing chosen: for everything)")), "caps"))
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        for medium in media:
            button = Button(self.theme, sentence(self.desk.show(MEDIA.get(medium, Text(medium)))), "chip")
            button.setCheckable(True)
            flow.addWidget(button)
            self.parts[medium] = button
        self._lines.addWidget(chips)

    def _ask_proof(self) -> None:
        desk, reply = self.desk, self._opened.reply
        self.message = self._text(_("What they said, word for word"))
        self.message.textChanged.connect(self._check)
        kinds = [(kind, sentence(desk.show(EVIDENCE[kind]))) for kind in EvidenceKind]
        self.evidence = Select(self.theme, desk.show(_("How it was said")))
        self.evidence.set_choices([(None, desk.show(_("How it was said: not known"))), *kinds])
        self._lines.addWidget(self.evidence)
        self.files = DropBox(desk)
        self.files.changed.connect(self._check)
        self._lines.addWidget(self.files)
        if reply is not None and self.act.name == "refuse":
            self.message.setPlainText(reply.message.text or "")
            self.message.setReadOnly(True)
            self.evidence.set_value(reply.event.evidence)
            self.files.add(reply.files)

    def _text(self, caption: Text) -> QPlainTextEdit:
        words = self.desk.show(caption)
        box = QPlainTextEdit()
        box.setAccessibleName(words)
        box.setFixedHeight(self.theme.px(70))
        box.setTabChangesFocus(True)
        self._lines.addWidget(Label(self.theme, words, "caps"))
        self._lines.addWidget(box)
        return box

    def _is_meant(self, speaker: Speaker, permission: Permission) -> bool:
        """A reply that names what it is about means that; else a no is about all that they could give."""
        reply = self._opened.reply
        if reply is None or reply.event.by != speaker.party or reply.event.instrument is None:
            return True
        party = reply.event.party or reply.event.by
        return party == permission.party and reply.event.instrument == permission.instrument

    def _first_field(self, otherwise: QWidget) -> QWidget:
        fields = (self.who.select if self.who is not None else None, self.message, self.reason)
        return next((one for one in fields if one is not None), otherwise)

    # ------------------------------------------------------------------ recording

    def _check(self) -> None:
        if not hasattr(self, "go"):
            return
        asks = self.act.asks
        whole = (self.who is None or self.who.is_whole) and (self.targets is None or bool(self.targets.chosen))
        needs = asks & Ask.NEEDS_REASON and self.reason is not None and not self.reason.toPlainText().strip()
        self.go.setEnabled(whole and not needs and not self.desk.read_only)

    def told(self) -> Told:
        """What was filled in."""
        chosen = frozenset(medium for medium, button in self.parts.items() if button.isChecked())
        evidence = self.evidence.value() if self.evidence is not None else None
        return Told(
            assets=(self._opened.asset_id, *self.siblings.chosen),
            person=self.who.person if self.who is not None else None,
            new_name=self.who.new_name if self.who is not None else None,
            about=self.who.about if self.who is not None else (),
            wide=self.wide is not None and self.wide.isChecked(),
            limits={"media": chosen} if chosen else {},
            message=_typed(self.message),
            evidence=str(evidence) if evidence is not None else None,
            files=self.files.files if self.files is not None else (),
            reason=_typed(self.reason),
            targets=self.targets.chosen if self.targets is not None else (),
        )

    def _record(self) -> None:
        told, act, done, desk = self.told(), self.act, self._done, self.desk
        ids = tuple(int(one) for one in told.assets) if not told.wide and not told.targets else ()

        def work(studio: Studio) -> int:
            before = _open_takedowns(studio)
            act.do(studio, told)
            return _open_takedowns(studio) - before

        def toast(opened: int) -> Toast:
            if opened <= 0:
                return Toast(RECORDED_FOR_GOOD, icon="ok", tone="ok")
            text = ngettext(
                "Recorded. {n} publication has to come down.", "Recorded. {n} publications have to come down.",
                opened, n=opened,
            )  # fmt: skip
            show = lambda: desk.go("consent", {"queue": "takedowns"})  # noqa: E731 - one line, used once
            return Toast(text, icon="warning", tone="warn", button=_("Show them"), do=show)

        def finished(_opened: int) -> None:
            if act.name == "illegal":
                desk.thumbnails.forget_all()
            self.accept()
            done()

        self.go.setEnabled(False)
        desk.act(
            work, kinds=Changed.CONSENT | Changed.USES, ids=ids, toast=toast, failed=self._failed,
            done=finished, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self.desk.tell(error)


def _open_takedowns(studio: Studio) -> int:
    with studio.library.read() as session:
        return len(session.uses.takedowns(state="open"))


def _typed(box: QPlainTextEdit | None) -> str | None:
    return (box.toPlainText().strip() or None) if box is not None else None
