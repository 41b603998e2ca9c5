"""People in a photo: who is shown, who decides, who took it; whether somebody looked; sound, things, sensitivity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.library.details import acts
from ugc_studio.desktop.pages.library.details.blocks import Block, bullet
from ugc_studio.desktop.pages.library.details.family import open_dialog
from ugc_studio.desktop.pages.library.details.person import ROLES, PersonCard
from ugc_studio.desktop.pages.library.details.reading import Sheet
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Avatar, Select
from ugc_studio.domain.consent import AuthorState, DepictionRole, PartyKind, PeopleAnswer
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.desk.opened import PeopleView, PersonLine

ANSWERS: dict[PeopleAnswer, tuple[str, str, Text]] = {
    PeopleAnswer.NOT_REVIEWED: ("question", "warn", _("Nobody has looked yet who is in this photo.")),
    PeopleAnswer.REVIEWED: ("check", "ok", _("Everybody who can be recognised is recorded.")),
    PeopleAnswer.NONE: ("check", "ok", _("Nobody in this photo can be recognised.")),
}
AUTHOR_STATES: dict[AuthorState, Text] = {
    AuthorState.PROPOSED: _("Author, not confirmed"),
    AuthorState.CONFIRMED: _("Author"),
    AuthorState.CONTESTED: _("Author, contested"),
}
AUTHOR = "author"
Work = Callable[[Studio, Sequence[int]], object]


class People(SheetSection):
    """Records what a person sees; every press is an entry of the ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("People")))
        self._desk = desk
        self._sheet: Sheet | None = None
        self._opened: set[str] = set()
        self._block = Block(gap=12)
        self._adding = self._make_adding()
        self._adding.hide()
        self.add(self._block, self._adding)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the people of another photo."""
        if self._sheet is None or self._sheet.asset_id != sheet.asset_id:
            self._opened.clear()
            self._adding.hide()
            self.name.clear()
        self._sheet = sheet
        self._block.fill(self._parts(sheet.opened.people))

    # ------------------------------------------------------------------ showing

    def _parts(self, people: PeopleView) -> list[QWidget]:
        theme, show = self._desk.theme, self._desk.show
        icon, ink, words = ANSWERS[people.answer]
        parts: list[QWidget] = [bullet(theme, icon, ink, show(words), "body")]
        if people.faces is not None:
            parts.append(bullet(theme, "face", "text2", show(people.faces.text)))
        shown = {one.party for one in people.depicted}
        parts += [self._author(one, people) for one in people.creators if one.party not in shown]
        parts += [self._card(one) for one in people.depicted]
        parts.append(self._buttons(people))
        return parts

    def _author(self, one: PersonLine, people: PeopleView) -> QWidget:
        """Who took it; a press confirms it."""
        theme, show = self._desk.theme, self._desk.show
        words = column(
            breakable(Label(theme, one.label, "strong", wrap=True)),
            breakable(Label(theme, show(AUTHOR_STATES[people.author_state]), "hint", wrap=True)),
            gap=1,
        )
        head = row(Avatar(theme, one.label, size=28), words, gap=10)
        head.setStretch(1, 1)
        if people.author_state is not AuthorState.CONFIRMED:
            creators = [creator.party for creator in people.creators]
            confirm = Button(theme, show(_("Confirm")), name=show(_("Confirm {name} as the author", name=one.label)))
            confirm.on(
                lambda: self._record(
                    lambda studio, ids: acts.state_author(studio, ids, creators, AuthorState.CONFIRMED)
                )
            )
            head.addWidget(confirm)
        parts = column(head, gap=6)
        for missing in one.missing:
            parts.addWidget(bullet(theme, "warning", "warn", show(missing)))
        return panel(parts)

    def _card(self, one: PersonLine) -> PersonCard:
        made = PersonCard(self._desk, one, opened=one.party in self._opened)
        made.said.connect(self._say)
        return made

    def _say(self, work: Work) -> None:
        """Record what was said on a card, and let the cards that are open stay open."""
        self._opened = {one.person.party for one in self._block.findChildren(PersonCard) if one.is_open}
        self._record(work)

    def _buttons(self, people: PeopleView) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        flow = FlowLayout(gap=8)
        add = Button(theme, show(_("Add a person")), icon="plus").on(self._open_adding)
        flow.addWidget(add)
        if people.to_note:
            flow.addWidget(note_button(self._desk, people.to_note).on(lambda: self._record(note_people)))
        for answer, words, useful in (
            (PeopleAnswer.REVIEWED, _("Everybody is recorded"), bool(people.depicted)),
            (PeopleAnswer.NONE, _("No recognisable person"), not people.depicted),
            (PeopleAnswer.NOT_REVIEWED, _("Look again"), True),
        ):
            if useful and people.answer is not answer:
                flow.addWidget(Button(theme, show(words)).on(self._answering(answer)))
        if people.families:
            flow.addWidget(Button(theme, show(_("Family release…")), icon="family").on(self._open_family))
        return panel(flow)

    def _answering(self, answer: PeopleAnswer) -> Callable[[], None]:
        return lambda: self._record(lambda studio, ids: acts.review_people(studio, ids, answer))

    def _open_family(self) -> None:
        if self._sheet is not None:
            open_dialog(self._desk, self.window(), int(self._sheet.asset_id), self._sheet.opened.people)

    # ------------------------------------------------------------------ adding somebody

    def _make_adding(self) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        self.name = LineField(theme, show(_("Name or @handle")), hint=show(_("Name or @handle")))
        self.name.returnPressed.connect(self._add)
        choices: list[tuple[object, str]] = [(role.value, show(words)) for role, words in ROLES.items()]
        self.role = Select(theme, show(_("How the person appears")), [*choices, (AUTHOR, show(_("Took the photo")))])
        save = Button(theme, show(_("Record")), "primary").on(self._add)
        cancel = Button(theme, show(_("Cancel")), "ghost").on(lambda: self._adding.hide())
        box = card(quiet=True)
        box.setLayout(column(self.name, self.role, row(save, cancel, None), gap=8, margins=(10, 10, 10, 10)))
        return box

    def _open_adding(self) -> None:
        self._adding.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.ask(_known_names, self._offer, owner=self, key="names")

    def _offer(self, names: list[str]) -> None:
        completer = QCompleter(names, self.name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)

    def _add(self) -> None:
        name, role = self.name.text(), str(self.role.value())
        if not name.strip():
            return

        def work(studio: Studio, ids: Sequence[int]) -> object:
            if role == AUTHOR:
                author = acts.somebody(studio, name, PartyKind.CREATOR)
                return acts.state_author(studio, ids, [author.uuid], AuthorState.CONFIRMED)
            return acts.depict(studio, ids, acts.somebody(studio, name, PartyKind.DEPICTED), DepictionRole(role))

        self.name.clear()
        self._adding.hide()
        self._record(work)

    # ------------------------------------------------------------------ recording

    def _record(self, work: Work) -> None:
        if self._sheet is not None:
            record(self._desk, work, int(self._sheet.asset_id))


def record(desk: Desk, work: Work, asset_id: int) -> None:
    """Write to the ledger for the photo that is shown now, whatever is shown when the write is done.

    What is known of a person may change the answer for other photos too, so all places are told.
    """
    ids = [asset_id]
    desk.act(
        lambda studio: work(studio, ids), kinds=Changed.CONSENT | Changed.REGISTER,
        toast=Toast(_("Recorded"), icon="check", tone="ok"),
    )  # fmt: skip


def note_people(studio: Studio, ids: Sequence[int]) -> object:
    """Note a person for each found face of these photos."""
    return studio.faces.note_people(*ids)


def note_button(desk: Desk, n: int) -> Button:
    """Offers to note as many people as faces were found for whom nobody is recorded."""
    words = ngettext("Note {n} person", "Note {n} people", n, n=n)
    button = Button(desk.theme, desk.show(words), icon="face")
    button.setToolTip(desk.actions.action("photos.note_faces").toolTip())
    return button


def _known_names(studio: Studio) -> list[str]:
    with studio.library.read() as session:
        return [party.label for party in session.parties.all()]
