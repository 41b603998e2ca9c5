"""The people of a signed paper, a card each: who signed, who is shown, who took the photos, how old a child is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, IconButton, card, column, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.domain.forms import FormKind, Part
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.forms.reading import PersonRead
from ugc_studio.services.consent.forms.service import PersonOnPaper

SIGNED: dict[Part, Text] = {
    Part.SIGNER: _("Signed, and ticked to be 18 or older"),
    Part.CHILD: _("The child signed too"),
}


class PersonOnPaperCard(QFrame):
    """One person; nothing that they have to say themselves is ticked before somebody has read it."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: FormKind, part: Part, known: PersonOnPaper | None) -> None:
        """``known`` was expected on the form; somebody else gets a line for the name."""
        super().__init__()
        self.part, self.known, self._kind = part, known, kind
        show, theme = desk.show, desk.theme
        self.setObjectName("person")
        self.name = LineField(theme, show(_("Name")), hint=show(_("Name as on the paper")))
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        whose = known.label if known is not None and known.label else show(_("Somebody else"))
        self.signed = self._tick(desk, SIGNED[part], whose)
        self.shown = self._tick(desk, _("Can be recognised in the photos"), whose)
        self.author = self._tick(desk, _("Took the photos"), whose)
        self.turns_18 = LineField(theme, show(_("Turns 18 in (MM/YYYY)")), hint=show(_("Turns 18 in (MM/YYYY)")))
        self.turns_18.setMaxLength(7)
        self.turns_18.setMaximumWidth(theme.px(220))
        self.turns_18.textChanged.connect(lambda _text: self.changed.emit())
        self.shown.setChecked(kind is not FormKind.PROPERTY and (known.shown if known is not None else True))
        self.remove = IconButton(theme, "close", show(_("Take this person out")), size=14)
        for part_ in (self.name, self.signed, self.shown, self.author, self.turns_18, self.remove):
            part_.setParent(self)
            part_.hide()
        named = known is not None and bool(known.label)
        self._lay_out(desk, named)

    def _tick(self, desk: Desk, words: Text, whose: str) -> Tick:
        tick = Tick(desk.theme, desk.show(words))
        tick.box.setAccessibleName(desk.show(_("{name}: {what}", name=whose, what=words)))
        tick.toggled.connect(lambda _on: self.changed.emit())
        return tick

    def _lay_out(self, desk: Desk, named: bool) -> None:
        show, theme, known = desk.show, desk.theme, self.known
        head: list[QWidget] = [self.name, self.remove]
        if named and known is not None:
            head = [Words(theme, known.label, "strong")]
        line = row(*head, gap=6)
        line.setStretch(0, 1)
        parts: list[QWidget] = [self.signed]
        if self.part is Part.CHILD:
            parts = [self.turns_18, self.signed]
        elif self._kind is not FormKind.PROPERTY:
            parts += [self.shown, self.author]
        used = parts if named else [*parts, *head]
        told: list[QWidget] = [Words(theme, show(_("A child")), "hint")] if self.part is Part.CHILD else []
        if named and known is not None and not known.is_known:
            told.append(Words(theme, show(_("Not in the register yet: is added when you record.")), "hint"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        box = card(quiet=True)
        box.setLayout(column(line, *told, *parts, gap=4, margins=(12, 8, 12, 8)))
        layout.addWidget(box)
        for one in used:
            one.show()

    @property
    def is_named(self) -> bool:
        """Whether it is known who this is."""
        return bool((self.known is not None and self.known.label) or self.name.text().strip())

    def read(self) -> PersonRead:
        """What was filled in."""
        known = self.known
        label = known.label if known is not None and known.label else self.name.text()
        return PersonRead(
            self.part, known.place if known is not None else None, known.party if known is not None else None, label,
            signed=self.signed.isChecked(),
            shown=self._kind is not FormKind.PROPERTY and (self.part is Part.CHILD or self.shown.isChecked()),
            author=self.author.isChecked(), turns_18=self.turns_18.text() if self.part is Part.CHILD else "",
        )  # fmt: skip


class PeopleBox(QWidget):
    """All cards, and buttons for those whom the form did not expect."""

    changed = Signal()

    def __init__(self, desk: Desk, kind: FormKind, people: Sequence[PersonOnPaper]) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self.cards: list[PersonOnPaperCard] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        show, theme = desk.show, desk.theme
        signer = Button(theme, show(_("Somebody else signed")), "link", icon="plus").on(lambda: self._add(Part.SIGNER))
        child = Button(theme, show(_("Another child")), "link", icon="plus").on(lambda: self._add(Part.CHILD))
        if kind is not FormKind.FAMILY:
            child.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._lines)
        layout.addLayout(row(signer, child, None, gap=12))
        for one in people:
            self._put(one.part, one)
        if not any(one.part is Part.SIGNER for one in people):
            self._put(Part.SIGNER, None)
        if kind is FormKind.FAMILY and not any(one.part is Part.CHILD for one in people):
            self._put(Part.CHILD, None)

    @property
    def people(self) -> list[PersonRead]:
        """Those who have a name."""
        return [one.read() for one in self.cards if one.is_named]

    @property
    def has_children(self) -> bool:
        """Whether there is a child on the paper."""
        return any(one.part is Part.CHILD and one.is_named for one in self.cards)

    def _add(self, part: Part) -> None:
        made = self._put(part, None)
        made.show()  # a layout shows what it was given only later, and what is hidden takes no focus
        made.name.setFocus()
        self.changed.emit()

    def _put(self, part: Part, known: PersonOnPaper | None) -> PersonOnPaperCard:
        made = PersonOnPaperCard(self._desk, self._kind, part, known)
        made.changed.connect(self.changed)
        made.remove.on(lambda: self._take_out(made))
        self.cards.append(made)
        self._lines.addWidget(made)
        return made

    def _take_out(self, card_: PersonOnPaperCard) -> None:
        self.cards.remove(card_)
        self._lines.removeWidget(card_)
        card_.hide()
        card_.deleteLater()
        self.changed.emit()
