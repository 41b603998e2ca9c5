"""Requests to one person after the other: copy the message, open the post, and record that it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.adopting import open_adopting
from ugc_studio.desktop.pages.consent.asking import Asking, Round, Source, asking, drafted_round, round_for
from ugc_studio.desktop.pages.consent.formule_box import FormuleBox
from ugc_studio.desktop.pages.consent.letter_box import LetterBox
from ugc_studio.desktop.pages.consent.photo_list import PhotoList
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.requests import NOT_STORED, RequestDraft
from ugc_studio.services.consent.desk.formules import Formule
from ugc_studio.services.consent.requests.viewing import DraftView


class ReasonField(LineField):
    """A line in which Enter goes on to the next field, and never presses the button that records."""

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the line, nothing else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class RequestDialog(Dialog):
    """Nothing is sent from here: people are asked where they are, and it is recorded that they were."""

    def __init__(self, desk: Desk, window: QWidget, source: Source, *, party: str | None = None) -> None:
        sentence = _("Copy the message, send it where you found the photo, then record here that it was sent.")
        super().__init__(desk, window, _("New request"), width=760, sentence=sentence)
        self._source, self._first = source, party
        self._people: list[tuple[str, str]] = []
        self._wanted: tuple[AssetId, ...] = ()
        self._letters: dict[str, RequestDraft] = {}
        self._unsent: list[str] = []
        self.asking: Asking | None = None
        self.view: DraftView | None = None
        show, theme = desk.show, desk.theme
        self.place = Words(theme, "", "hint")
        self.who = Select(theme, show(_("Whom to ask")))
        self.passed = Words(theme, "", "hint")
        self.photos = PhotoList(desk)
        self.formule = FormuleBox(desk, caption=_("What to ask for"), chips=False)
        self.remarks = Words(theme, "", "hint", colour="warn")
        self.adopt = Button(theme, "", icon="plus").on(self._adopt)
        self.reason = ReasonField(theme, show(_("Why more is asked than is planned")))
        self.reason.setPlaceholderText(show(_("Why more is asked than is planned")))
        self.letter = LetterBox(desk)
        self.told = Words(theme, "", "hint")
        self.keep = Button(theme, show(_("Keep as a draft")), icon="save").on(self._keep)
        self.discard = Button(theme, show(_("Throw away")), "danger", icon="trash").on(self._discard)
        self.later = Button(theme, show(_("Next person")), icon="arrow_right").on(self._go_on)
        self.sent = Button(theme, show(_("I have sent it")), "primary", icon="send").on(self._record)
        caption = row(Label(theme, show(_("Whom to ask")), "caps"), None, self.place)
        content = column(
            caption, self.who, self.passed, Label(theme, show(_("For which photos")), "caps"), self.photos,
            self.formule, self.remarks, panel(row(self.adopt, None)), self.reason, self.letter, self.told, gap=8,
        )  # fmt: skip
        self.tools.addWidget(self.keep)
        self.tools.addWidget(self.discard)
        self.fill(content, (self.letter.copy, self.letter.post, None, self.later, self.sent))
        self._wire()
        self.who.setFocus()
        self.sent.setDefault(True)
        self._show_view(None)

    def _wire(self) -> None:
        desk = self.desk
        self.who.picked.connect(lambda value: self._open(str(value) if value is not None else None))
        self.photos.changed.connect(self._choose_photos)
        self.formule.changed.connect(self._choose_formule)
        self.letter.language_picked.connect(lambda code: self._change(language=code, greeting=None))
        self.letter.greeting.textChanged.connect(self._take_greeting)
        self.reason.textChanged.connect(self._take_reason)
        desk.changed.connect(self._changed)
        desk.ask(self._source, self._show_round, owner=self, key="round")
        self._read_formules()

    # ------------------------------------------------------------------ showing

    def _read_formules(self) -> None:
        brand = self.desk.brand
        self.desk.ask(
            lambda studio: studio.consent_desk.formules(brand=brand), self._show_formules, owner=self, key="formules"
        )

    def _changed(self, changes: Changes) -> None:
        """A wording was adopted meanwhile: it can be chosen at once."""
        if changes.touch(Changed.REGISTER) and self.asking is not None:
            self._read_formules()
            if self.asking.letter.notice is None:
                self._open(self.asking.letter.party, anew=True)

    def _show_round(self, found: Round) -> None:
        self._people, self._wanted = list(found.people), found.wanted
        self._letters = {letter.party: letter for letter in found.letters}
        self._unsent = [letter.party for letter in found.letters]
        everybody = not self._unsent and not self._wanted
        self.who.set_choices(
            [*([(None, self.desk.show(_("Choose somebody…")))] if everybody else []), *self._people]
        )
        self.passed.set_text("\n".join(self.desk.show(one.why) for one in found.passed_over))
        self.passed.setVisible(bool(found.passed_over))
        start = self._first if self._first in self._letters else next(iter(self._unsent), None)
        if start is None and not everybody and self._people:
            start = self._people[0][0]
        self.who.set_value(start)
        self._open(start)

    def _show_formules(self, formules: Sequence[Formule]) -> None:
        self.formule.show_formules(formules, self.asking.letter.notice if self.asking is not None else None)
        self.settle()

    def _open(self, party: str | None, *, anew: bool = False) -> None:
        """Show another person; what was written for the one before is kept."""
        self.asking, brand, wanted = None, self.desk.brand, self._wanted
        self.photos.show_photos(())
        self.letter.forget_channel()
        self._show_view(None)
        if party is None:
            return
        letter = self._letters.get(party)
        if anew and letter is not None and letter.notice is None:
            self._letters.pop(party)
            letter = None
        self.desk.ask(
            lambda studio: asking(studio, party, letter, wanted, brand), self._show_asking, owner=self, key="asking"
        )

    def _show_asking(self, found: Asking) -> None:
        self.asking = found
        self._letters[found.letter.party] = found.letter
        self.photos.show_photos(found.photos)
        self.reason.blockSignals(True)
        self.reason.setText(found.letter.reason or "")
        self.reason.blockSignals(False)
        self.formule.select.set_value(found.letter.notice)
        self.formule.show_formules(self.formule.formules, found.letter.notice)
        self._look()

    def _look(self) -> None:
        """Ask what the letter looks like now, and what stands against it."""
        letter = self._current()
        if letter is not None:
            self.desk.ask(lambda studio: studio.requests.look(letter), self._show_view, owner=self, key="look")

    def _show_view(self, view: DraftView | None) -> None:
        self.view, show = view, self.desk.show
        self.letter.show_view(view)
        remarks = [show(one) for one in view.remarks] if view is not None else []
        self.remarks.set_text("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        adoptable = view.proposal.adoptable if view is not None and view.proposal is not None else ()
        self.adopt.setVisible(bool(adoptable) and not self.desk.read_only)
        if adoptable:
            title = self.desk.studio.notices.catalogue.title(adoptable[0], self.desk.language)
            self.adopt.set_text(show(_("Adopt “{name}”…", name=title)))
        self.reason.setVisible(view is not None and view.needs_reason)
        self._check()
        self.settle()

    def _check(self) -> None:
        letter, view = self._current(), self.view
        wrong: Text | None = None
        if letter is None:
            wrong = _("Choose whom to ask.")
        elif self.asking is not None and not self.asking.photos:
            wrong = _("{name} can give nothing for a photo that still needs it.", name=self.asking.label)
        elif view is not None:
            wrong = view.problem
        self.told.set_text(self.desk.show(wrong) if wrong is not None else "")
        self.told.setVisible(wrong is not None)
        writes = not self.desk.read_only
        self.sent.setEnabled(wrong is None and view is not None and writes)
        self.keep.setEnabled(letter is not None and bool(letter.assets) and writes)
        self.discard.setVisible(letter is not None and letter.id != NOT_STORED)
        self.discard.setEnabled(writes)
        left = len(self._unsent)
        self.later.setVisible(left > 1)
        here = self._unsent.index(letter.party) + 1 if letter is not None and letter.party in self._unsent else 0
        words = _("Person {n} of {total}", n=here, total=left) if left > 1 and here else None
        self.place.set_text(self.desk.show(words) if words is not None else "")

    # ------------------------------------------------------------------ the letter

    def _current(self) -> RequestDraft | None:
        return self._letters.get(self.asking.letter.party) if self.asking is not None else None

    def _put(self, letter: RequestDraft) -> None:
        self._letters[letter.party] = letter

    def _change(self, **changes: str | None) -> None:
        letter = self._current()
        if letter is not None:
            self._put(replace(letter, **changes))  # type: ignore[arg-type]  # words and choices by name
            self._look()

    def _choose_photos(self) -> None:
        letter = self._current()
        if letter is not None:
            self._put(replace(letter, assets=self.photos.chosen))
            self._look()

    def _choose_formule(self) -> None:
        formule = self.formule.formule
        self._change(notice=formule.notice.uuid if formule is not None else None)

    def _take_greeting(self) -> None:
        """Only what differs from the usual words is kept; the message itself is put together in its box."""
        letter, typed = self._current(), self.letter.greeting.toPlainText().strip()
        if letter is not None:
            self._put(replace(letter, greeting=typed or None))

    def _take_reason(self) -> None:
        letter = self._current()
        if letter is not None:
            self._put(replace(letter, reason=self.reason.text().strip() or None))
            self._look()

    def _adopt(self) -> None:
        view = self.view
        if view is not None and view.proposal is not None and view.proposal.adoptable:
            open_adopting(self.desk, self, view.proposal.adoptable[0], brand=self.desk.brand)

    # ------------------------------------------------------------------ doing

    def _go_on(self) -> None:
        """To the next person who was not written to yet; what is written here stays."""
        letter = self._current()
        if letter is None or len(self._unsent) < 2:
            return
        here = self._unsent.index(letter.party) if letter.party in self._unsent else -1
        following = self._unsent[(here + 1) % len(self._unsent)]
        self.who.set_value(following)
        self._open(following)

    def _record(self) -> None:
        letter, found = self._current(), self.asking
        if letter is None or found is None:
            return
        self.sent.setEnabled(False)
        channel, n = self.letter.said_through, len(letter.assets)
        text = ngettext(
            "Recorded: {name} was asked for {n} photo.", "Recorded: {name} was asked for {n} photos.", n,
            n=n, name=found.label,
        )  # fmt: skip
        self.desk.act(
            lambda studio: studio.requests.send_letter(letter, channel=channel), kinds=Changed.CONSENT,
            ids=tuple(int(one) for one in letter.assets), toast=Toast(text, icon="send"),
            done=lambda _events: self._done_with(letter.party), failed=self._failed, owner=self,
        )  # fmt: skip

    def _done_with(self, party: str) -> None:
        """On to the next person in place; after the last one the window closes."""
        self._letters.pop(party, None)
        self._unsent = [one for one in self._unsent if one != party]
        if not self._unsent:
            self.accept()
            return
        self._people = [one for one in self._people if one[0] in self._unsent]
        self.who.set_choices(self._people)
        self.who.set_value(self._unsent[0])
        self._open(self._unsent[0])

    def _keep(self) -> None:
        letter = self._current()
        if letter is not None:
            self.desk.act(
                lambda studio: studio.requests.keep(letter), kinds=Changed.CONSENT,
                toast=Toast(_("Kept as a draft: it waits in Consent."), icon="save"),
                done=lambda _draft: self._done_with(letter.party), failed=self._failed, owner=self,
            )  # fmt: skip

    def _discard(self) -> None:
        letter = self._current()
        if letter is not None:
            self.desk.act(
                lambda studio: studio.requests.discard(letter.id), kinds=Changed.CONSENT,
                toast=Toast(_("The draft was thrown away. Nobody was asked."), icon="trash"),
                done=lambda _nothing: self._done_with(letter.party), failed=self._failed, owner=self,
            )  # fmt: skip

    def reject(self) -> None:
        """Close; where several people were to be asked, those who were not yet stay as drafts."""
        left = [self._letters[one] for one in self._unsent if one in self._letters and self._letters[one].assets]
        if len(self._unsent) > 1 and left and not self.desk.read_only:
            n = len(left)
            text = ngettext("{n} request is kept as a draft", "{n} requests are kept as drafts", n, n=n)
            self.desk.act(
                lambda studio: [studio.requests.keep(one) for one in left], kinds=Changed.CONSENT,
                toast=Toast(text, icon="save"), owner=self.desk,
            )  # fmt: skip
        self._unsent = []
        super().reject()

    def _failed(self, error: BaseException) -> None:
        self._check()
        if isinstance(error, StudioError):
            self.told.set_text(self.desk.show(error.text))
            self.told.show()
            self.settle()
        else:
            self.desk.tell(error)


def open_request(
    desk: Desk,
    window: QWidget,
    ids: Sequence[AssetId],
    *,
    gallery: str | None = None,
    most: int | None = None,
) -> RequestDialog:
    """Open the window for these photos, or for a person still to be chosen; ``most``: how many photos are enough."""
    dialog = RequestDialog(desk, window, round_for(tuple(ids), desk.brand, gallery=gallery, most=most))
    dialog.appear()
    return dialog


def open_drafts(desk: Desk, window: QWidget, *, party: str | None = None) -> RequestDialog:
    """Open the window with what is drafted and not sent."""
    dialog = RequestDialog(desk, window, drafted_round, party=party)
    dialog.appear()
    return dialog
