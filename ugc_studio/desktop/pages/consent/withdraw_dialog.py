"""Somebody does not want photos of theirs to be used: who, which, the proof; then the list of what has to come down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.outcome_dialog import open_outcome
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.reading import parties_of, small_picture
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column, sentence
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EvidenceKind, PartyKind
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.withdrawing import Outcome, Withdrawable, Withdrawal
from ugc_studio.services.words import EVIDENCE

NEW = "new"
MAILS = frozenset({".eml", ".msg"})
MOST_SHOWN = 60
"""Photos that are listed one by one; the others of the same person are meant too."""

People = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Theirs:
    """The photos of somebody: those that can be ticked, and how many more are meant with them."""

    shown: tuple[Tickable, ...]
    more: tuple[AssetId, ...]


class WithdrawDialog(Dialog):
    """One form for a withdrawal and for an objection: nobody has to know the difference to be heard."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        *,
        ids: Sequence[AssetId] = (),
        party: str | None = None,
        files: Iterable[Path] = (),
        message: str | None = None,
    ) -> None:
        told = _(
            "They take back a yes, or never said one. It blocks at once; only a new yes of theirs clears the photos "
            "again. Then you see everything that has to come down."
        )
        super().__init__(desk, window, _("They do not want it any more"), width=600, sentence=told)
        self._ids, self._party, self._picked = tuple(ids), party, False
        self._theirs = Theirs((), ())
        show, theme = desk.show, desk.theme
        self.who = Select(theme, show(_("Who")))
        self.name = QLineEdit()
        self.name.setPlaceholderText(show(_("Name")))
        self.name.setAccessibleName(show(_("Name of the person")))
        self.photos = PhotoList(desk)
        self.more = Words(theme, "", "hint")
        self.wide = Tick(theme, show(_("For every photo of theirs, also later ones")))
        self.message = QPlainTextEdit()
        self.message.setAccessibleName(show(_("What they said, word for word")))
        self.message.setFixedHeight(theme.px(70))
        self.message.setTabChangesFocus(True)
        kinds = [(kind, sentence(show(EVIDENCE[kind]))) for kind in EvidenceKind]
        self.evidence = Select(theme, show(_("How it was said")))
        self.evidence.set_choices([(None, show(_("How it was said: not known"))), *kinds])
        self.files = DropBox(desk, _("Drop the mail, a screenshot or a PDF here"))
        self.told = Words(theme, "", "hint")
        self.go = Button(theme, show(_("Block now, and show what has to come down")), "danger_fill").on(self._record)
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        content = column(
            Label(theme, show(_("Who")), "caps"), self.who, self.name,
            Label(theme, show(_("Which photos")), "caps"), self.photos, self.more, self.wide,
            Label(theme, show(_("What they said, word for word")), "caps"), self.message, self.evidence, self.files,
            self.told, gap=8,
        )  # fmt: skip
        self.fill(content, (None, cancel, self.go))
        self.setAcceptDrops(True)
        self._wire()
        self.message.setPlainText(message or "")
        self.attach(files)
        self.who.setFocus()

    def _wire(self) -> None:
        self.who.picked.connect(lambda _value: self._pick())
        self.name.textChanged.connect(lambda _text: self._check())
        self.photos.changed.connect(self._check)
        self.wide.toggled.connect(lambda _on: self._check())
        self.message.textChanged.connect(self._check)
        self.files.changed.connect(self._check)
        ids = self._ids
        self.desk.ask(lambda studio: _people(studio, ids), self._show_people, owner=self, key="people")

    # ------------------------------------------------------------------ who, and which

    def _show_people(self, people: People) -> None:
        show = self.desk.show
        chosen = self.who.value() if self._picked else None
        new = [(NEW, show(_("Somebody new…")))] if self._ids else []
        self.who.set_choices([(None, show(_("Choose somebody…"))), *people, *new])
        first = people[0][0] if self._ids and people else None
        self.who.set_value(chosen or self._party or first)
        self._choose()

    def attach(self, files: Iterable[Path]) -> None:
        """Add proofs; a mail also says who wrote, where that is somebody known."""
        found = [file for file in files if file.is_file()]
        if not found:
            return
        self.files.add(found)
        mails = [file for file in found if file.suffix.lower() in MAILS]
        if mails:
            self.evidence.set_value(EvidenceKind.EMAIL)
            mail = mails[0]
            self.desk.ask(
                lambda studio: studio.consent.withdrawals.sender_of(mail), self._show_sender, owner=self, key="sender"
            )

    def _show_sender(self, party: str | None) -> None:
        """Whoever wrote means all of their photos, whatever was being looked at when the mail came."""
        if party is not None and not self._picked:
            self._ids, self._party = (), party
            self.who.set_value(party)
            self._choose()

    def _pick(self) -> None:
        self._picked = True
        self._choose()

    def _choose(self) -> None:
        value = self.who.value()
        self.name.setVisible(value == NEW)
        self.wide.setVisible(value != NEW)
        ids = self._ids
        if value is None:
            self._show_theirs(Theirs((), ()))
        else:
            who = None if value == NEW else str(value)
            self.desk.ask(lambda studio: _theirs(studio, who, ids), self._show_theirs, owner=self, key="theirs")

    def _show_theirs(self, theirs: Theirs) -> None:
        self._theirs = theirs
        self.photos.show_photos(theirs.shown)
        n = len(theirs.more)
        text = ngettext("and {n} more photo of theirs, meant too", "and {n} more photos of theirs, meant too", n, n=n)
        self.more.set_text(self.desk.show(text))
        self.more.setVisible(bool(n))
        self._check()
        self.settle()

    def _check(self) -> None:
        value, wrong = self.who.value(), None
        if value is None:
            wrong = _("Choose who it is.")
        elif value == NEW and not self.name.text().strip():
            wrong = _("Write their name.")
        elif not self.photos.chosen and not self.wide.isChecked():
            wrong = _("Tick the photos that it is about.")
        elif not self.message.toPlainText().strip() and not self.files.files:
            wrong = _("Attach the proof, or write what they said.")
        self.told.set_text(self.desk.show(wrong) if wrong is not None else "")
        self.told.setVisible(wrong is not None)
        self.go.setEnabled(wrong is None and not self.desk.read_only)

    # ------------------------------------------------------------------ recording

    def _record(self) -> None:
        desk, window = self.desk, self._window
        value, evidence = self.who.value(), self.evidence.value()
        new = self.name.text().strip() if value == NEW else None
        assets = (*self.photos.chosen, *(self._theirs.more if self.photos.chosen else ()))
        wide, files = self.wide.isChecked(), self.files.files
        message = self.message.toPlainText().strip() or None

        def work(studio: Studio) -> Outcome:
            by = str(value)
            if new is not None:
                by = studio.register.add_party(PartyKind.DEPICTED, name=new, facts={}).uuid
            return studio.consent.withdrawals.record(
                Withdrawal(
                    by, assets, wide=wide, message=message, files=files,
                    evidence=str(evidence) if evidence is not None else None,
                )
            )  # fmt: skip

        def done(outcome: Outcome) -> None:
            self.accept()
            open_outcome(desk, window, outcome)

        self.go.setEnabled(False)
        desk.act(
            work, kinds=Changed.CONSENT | Changed.USES | Changed.REGISTER, done=done, failed=self._failed, owner=self
        )

    def _failed(self, error: BaseException) -> None:
        self._check()
        self.desk.tell(error)

    # ------------------------------------------------------------------ Qt

    @qt_override(nothing)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A mail or a screenshot may be dropped anywhere on the form."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @qt_override(nothing)
    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.attach(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def open_withdrawal(
    desk: Desk,
    window: QWidget,
    *,
    ids: Sequence[AssetId] = (),
    party: str | None = None,
    files: Iterable[Path] = (),
    message: str | None = None,
) -> WithdrawDialog:
    """Open the form: for photos, for a person, or for a mail that came in; whatever is known is filled in."""
    dialog = WithdrawDialog(desk, window, ids=ids, party=party, files=files, message=message)
    dialog.appear()
    return dialog


def _people(studio: Studio, ids: Sequence[AssetId]) -> People:
    first = studio.consent.withdrawals.people_of(ids) if ids else []
    with studio.library.read() as session:
        return parties_of(session, first)


def _theirs(studio: Studio, who: str | None, ids: Sequence[AssetId]) -> Theirs:
    """The photos that were asked about first, ticked; all of theirs are ticked where none was."""
    known = {one.asset_id: one for one in studio.consent.withdrawals.photos_of(who)} if who is not None else {}
    ordered = list(dict.fromkeys([*ids, *known]))
    rows = {row.asset.id: row for row in studio.browsing.rows(ordered[:MOST_SHOWN])}
    shown = tuple(
        Tickable(
            asset, rows[asset].name,
            small_picture(studio, str(rows[asset].asset.sha256), sensitive=rows[asset].sensitive, side=40),
            _hint(known.get(asset)), ticked=asset in ids or not ids,
        )
        for asset in ordered[:MOST_SHOWN]
        if asset in rows
    )  # fmt: skip
    return Theirs(shown, () if ids else tuple(ordered[MOST_SHOWN:]))


def _hint(one: Withdrawable | None) -> Text:
    if one is None:
        return _("They are not recorded in this photo")
    if one.handed_over:
        n = one.handed_over
        return ngettext("Handed over {n} time", "Handed over {n} times", n, n=n)
    return _("Given, handed over nowhere") if one.given else _("They never said yes")
