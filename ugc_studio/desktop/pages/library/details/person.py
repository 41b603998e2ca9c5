"""One person of a photo: who, how they appear, of which age, who decides for a child, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details import acts
from ugc_studio.desktop.pages.library.details.blocks import bullet
from ugc_studio.desktop.pages.library.details.editors import LineEditor
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, card, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.pieces import Avatar, CheckBox, Select
from ugc_studio.domain.consent import DepictionRole, HolderBasis, PartyKind
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.opened import PersonLine
from ugc_studio.services.consent.requests.words import language_name
from ugc_studio.services.words import HOLDER_BASES

ROLES = {
    DepictionRole.MAIN: _("Main person"),
    DepictionRole.RECOGNISABLE: _("Recognisable"),
    DepictionRole.CROWD: _("Part of a crowd"),
    DepictionRole.INCIDENTAL: _("There by chance"),
}
AGES = {"unknown": _("Age not known"), "yes": _("Of age"), "no": _("A child")}
IN_PASSING = frozenset({DepictionRole.CROWD, DepictionRole.INCIDENTAL})


class PersonCard(QWidget):
    """Shows a person in two lines; the pencil opens what can be recorded about them."""

    said = Signal(object)
    """What is to be recorded: a callable that takes the studio and the ids of the photos."""

    def __init__(self, desk: Desk, person: PersonLine, *, opened: bool = False) -> None:
        super().__init__()
        self._desk, self.person = desk, person
        theme, show = desk.theme, desk.show
        words = column(
            breakable(Label(theme, person.label, "strong", wrap=True)),
            breakable(Label(theme, show(_in_words(person)), "hint", wrap=True)),
            gap=1,
        )
        pencil = IconButton(theme, "edit", show(_("Edit what is recorded about {name}", name=person.label)), size=16)
        pencil.on(self._toggle)
        head = row(Avatar(theme, person.label, size=28), words, pencil, gap=10)
        head.setStretch(1, 1)
        self._form: QWidget | None = None
        parts = column(head, gap=6)
        for holder in person.holders:
            basis = HOLDER_BASES[holder.basis] if holder.basis is not None else _("nobody said why")
            text = _("{name} decides: {basis}", name=holder.label, basis=basis)
            parts.addWidget(bullet(theme, "family", "text2", show(text)))
        for missing in person.missing:
            parts.addWidget(bullet(theme, "warning", "warn", show(missing)))
        if person.enough:
            parts.addWidget(bullet(theme, "check", "ok", show(_("Nothing is missing."))))
        self._parts = parts
        self.setLayout(parts)
        if opened:
            self.edit()

    @property
    def is_open(self) -> bool:
        """Whether the form is seen."""
        return self._form is not None and not self._form.isHidden()

    def edit(self) -> None:
        """Show what can be recorded about the person; made when it is first wanted, a family has many."""
        if self._form is None:
            self._form = self._make_form()
            self._parts.addWidget(self._form)
        self._form.show()

    def _toggle(self) -> None:
        if self._form is not None and self.is_open:
            self._form.hide()
            return
        self.edit()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    # ------------------------------------------------------------------ the form

    def _make_form(self) -> QWidget:
        theme, show, person = self._desk.theme, self._desk.show, self.person
        words, hint = show(_("Name of {name}", name=person.label)), show(_("Name or @handle"))
        self.name = LineEditor(self._desk, words, hint=hint)
        self.name.fill(person.label)
        self.name.committed.connect(self._say_name)
        self.role = Select(theme, show(_("How {name} appears", name=person.label)),
                           [(role.value, show(words)) for role, words in ROLES.items()])  # fmt: skip
        self.role.set_value(person.role.value if person.role is not None else None)
        self.role.picked.connect(lambda _role: self._say_role())
        self.recognisable = CheckBox(theme, show(_("Can be recognised")), checked=person.recognisable)
        self.recognisable.setVisible(person.role in IN_PASSING)
        self.recognisable.toggled.connect(lambda _on: self._say_role())
        self.age = Select(theme, show(_("Age of {name}", name=person.label)),
                          [(age, show(words)) for age, words in AGES.items()])  # fmt: skip
        self.age.set_value(person.adult)
        self.age.picked.connect(lambda _age: self._say_age())
        self.month = LineEditor(self._desk, show(_("Turns 18 in")), hint=show(_("Turns 18 in (MM/YYYY)")))
        self.month.fill(f"{person.turns_18:%m/%Y}" if person.turns_18 else "")
        self.month.committed.connect(lambda _text: self._say_age())
        self.month.setVisible(person.adult != "yes")
        out = Button(theme, show(_("Not in the photo")), "link").on(self._take_out)
        parts = column(self.name, self.role, self.recognisable, self.age, self.month, gap=8, margins=(10, 10, 10, 10))
        if person.adult != "yes":
            parts.addWidget(self._make_holders())
        if person.adult != "no":  # for a child, those who decide are asked
            parts.addWidget(self._make_how_to_ask())
        parts.addLayout(row(out, None))
        box = card(quiet=True)
        box.setLayout(parts)
        return box

    def _make_holders(self) -> QWidget:
        """Who holds parental authority, and why."""
        theme, show = self._desk.theme, self._desk.show
        parts = column(Label(theme, show(_("Who decides for a child")), "hint"), gap=8)
        for holder in self.person.holders:
            name = breakable(Label(theme, holder.label, "body", wrap=True))
            remove = IconButton(theme, "x", show(_("{name} does not decide", name=holder.label)), size=14)
            remove.on(partial(self._remove_holder, holder.party))
            line = row(name, remove, gap=8)
            line.setStretch(0, 1)
            parts.addLayout(line)
        self.holder = LineField(theme, show(_("Name of a parent or guardian")), hint=show(_("Parent or guardian")))
        self.basis = Select(theme, show(_("Why they decide")),
                            [(basis.value, show(words)) for basis, words in HOLDER_BASES.items()])  # fmt: skip
        add = Button(theme, show(_("Add")), icon="plus").on(self._add_holder)
        self.holder.returnPressed.connect(self._add_holder)
        for item in (self.holder, self.basis):
            parts.addWidget(item)
        parts.addLayout(row(add, None))
        return panel(parts)

    def _make_how_to_ask(self) -> QWidget:
        """Only requests read it, so it is looked up when the form opens; until then nothing can be changed."""
        theme, show, label = self._desk.theme, self._desk.show, self.person.label
        known = self._desk.studio.notices.catalogue.languages
        choices = [("", show(_("Language not recorded"))), *((code, language_name(code)) for code in known)]
        self.language = Select(theme, show(_("Language that {name} reads", name=label)), choices)
        self.ambassador = CheckBox(theme, show(_("Draft a request for each new photo of theirs")), wrap=True)
        self.language.picked.connect(lambda _code: self._say_how_to_ask())
        for control in (self.language, self.ambassador):
            control.setEnabled(False)
        party = self.person.party
        self._desk.ask(lambda studio: acts.how_to_ask(studio, party), self._show_how_to_ask, owner=self)
        return panel(column(Label(theme, show(_("How to ask them")), "hint"), self.language, self.ambassador, gap=8))

    def _show_how_to_ask(self, found: acts.HowToAsk) -> None:
        self.language.set_value(found.language)
        self.ambassador.setChecked(found.ambassador)
        self.ambassador.toggled.connect(lambda _on: self._say_how_to_ask())
        for control in (self.language, self.ambassador):
            control.setEnabled(not self._desk.read_only)

    # ------------------------------------------------------------------ what is recorded

    def _say_how_to_ask(self) -> None:
        party = self.person.party
        said = acts.HowToAsk(str(self.language.value() or ""), self.ambassador.isChecked())
        self.said.emit(lambda studio, _ids: acts.say_how_to_ask(studio, party, said))

    def _held(self) -> list[acts.Holding]:
        return [acts.Holding(holder.party, holder.basis) for holder in self.person.holders]

    def _say_name(self, text: str) -> None:
        if not text.strip() or " ".join(text.split()) == self.person.label:
            return
        party, one = self.person.party, self.person
        shown = acts.Shown(one.role or DepictionRole.MAIN, tuple(self._held()), one.recognisable)
        self.said.emit(lambda studio, ids: acts.name_person(studio, ids, party, text, shown))

    def _say_role(self) -> None:
        role = DepictionRole(str(self.role.value()))
        self._depict(role, self._held(), self.recognisable.isChecked() if role in IN_PASSING else None)

    def _depict(self, role: DepictionRole, holders: Sequence[acts.Holding], recognisable: bool | None) -> None:
        party = self.person.party

        def work(studio: Studio, ids: Sequence[int]) -> object:
            who = acts.somebody(studio, party, PartyKind.DEPICTED)
            return acts.depict(studio, ids, who, role, holders=holders, recognisable=recognisable)

        self.said.emit(work)

    def _say_age(self) -> None:
        party, adult, month = self.person.party, str(self.age.value() or "unknown"), self.month.text()
        self.said.emit(lambda studio, _ids: acts.say_age(studio, party, adult, "" if adult == "yes" else month))

    def _take_out(self) -> None:
        party = self.person.party
        self.said.emit(lambda studio, ids: acts.take_out(studio, ids, acts.somebody(studio, party, PartyKind.DEPICTED)))

    def _add_holder(self) -> None:
        name, basis = self.holder.text(), HolderBasis(str(self.basis.value()))
        held, one = self._held(), self.person
        if not name.strip():
            return

        def work(studio: Studio, ids: Sequence[int]) -> object:
            guardian = acts.somebody(studio, name, PartyKind.GUARDIAN)
            holders = [*(other for other in held if other.party != guardian.uuid), acts.Holding(guardian.uuid, basis)]
            who = acts.somebody(studio, one.party, PartyKind.DEPICTED)
            role = one.role or DepictionRole.MAIN
            return acts.depict(studio, ids, who, role, holders=holders, recognisable=one.recognisable)

        self.said.emit(work)

    def _remove_holder(self, party: str) -> None:
        left = [holder for holder in self._held() if holder.party != party]
        self._depict(self.person.role or DepictionRole.MAIN, left, self.person.recognisable)


def _in_words(person: PersonLine) -> Text:
    """How they appear, and their age, in one line."""
    role: Text = ROLES[person.role] if person.role is not None else _("Author")
    if person.turns_18 is not None:
        month = f"{person.turns_18:%m/%Y}"
        return _("{role} · turns 18 in {month}", role=role, month=month)
    return _("{role} · {age}", role=role, age=AGES.get(person.adult, AGES["unknown"]))
