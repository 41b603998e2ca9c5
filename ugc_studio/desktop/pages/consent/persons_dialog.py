"""People beyond single photos: what they were given, employees, who comes of age; and one person whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, card, clear, column, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Pill, Segments
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.describing import sum_words
from ugc_studio.services.consent.persons import PersonFile
from ugc_studio.services.words import PARTY_KINDS

LISTS: tuple[tuple[str, Text, Text], ...] = (
    ("rewarded", _("Something in return"), _("Nobody was given anything, and nobody is an influencer.")),
    ("employees", _("Employees"), _("No employee is recorded.")),
    ("coming_of_age", _("Turning 18"), _("Nobody turns 18 within a year.")),
)
"""What can be listed: name, words, what to say when there is none."""


class PersonsDialog(Dialog):
    """Three lists; each person with everything that has to be watched."""

    def __init__(self, desk: Desk, window: QWidget, *, party: str | None = None) -> None:
        told = _("Sums are counted as the check before every publication counts them: the earlier warning wins.")
        title = _("People to watch") if party is None else _("This person")
        super().__init__(desk, window, title, width=640, height=360, only_shows=True, sentence=told)
        show, theme = desk.show, desk.theme
        self.files: Sequence[PersonFile] = ()
        self._party = party
        self.which: Segments | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        close = Button(theme, show(_("Close")), "primary").on(self.accept)
        content = column(gap=12)
        if party is None:
            choices = [(name, show(words), "") for name, words, _none in LISTS]
            self.which = Segments(theme, show(_("Which people")), choices)
            self.which.chosen.connect(lambda _value: self._read())
            content.addLayout(row(self.which, None))
        content.addLayout(self._lines)
        self.fill(content, (None, close))
        self._read()

    @property
    def _listed(self) -> str:
        return str(self.which.value()) if self.which is not None else ""

    def _read(self) -> None:
        party, which, brand = self._party, self._listed, self.desk.brand
        work: Callable[[Studio], Sequence[PersonFile]] = (
            (lambda studio: getattr(studio.consent.persons, which)(brand=brand))
            if party is None
            else (lambda studio: [studio.consent.persons.file(party, brand=brand)])
        )
        self.desk.ask(work, self._show, owner=self, key="people")

    def _show(self, files: Sequence[PersonFile]) -> None:
        self.files = files
        clear(self._lines)
        for one in files:
            self._lines.addWidget(self._person(one))
        if not files:
            none = next(none for name, _words, none in LISTS if name == self._listed)
            self._lines.addWidget(Words(self.theme, self.desk.show(none), "quiet"))
        self.settle()

    def _person(self, one: PersonFile) -> QWidget:
        theme, show = self.theme, self.desk.show
        pills = QWidget()
        flow = FlowLayout(pills, gap=6)
        flow.addWidget(Pill(theme, show(PARTY_KINDS[one.facts.kind]), icon="person"))
        for text, icon, careful in _marks(one):
            ink, ground = ("warn", "warn_bg") if careful else ("text2", "raised")
            flow.addWidget(Pill(theme, show(text), icon=icon, ink=ink, ground=ground))
        lines = column(Words(theme, one.party.label, "strong"), pills, gap=6, margins=(14, 12, 14, 12))
        for text, careful in _facts(one):
            lines.addWidget(Words(theme, show(text), "hint", colour="warn" if careful else ""))
        if one.photos:
            n = len(one.photos)
            words = ngettext("Show {n} photo", "Show {n} photos", n, n=n)
            lines.addLayout(row(Button(theme, show(words), "link").on(lambda: self._show_photos(one)), None))
        box = card(quiet=True)
        box.setLayout(lines)
        return box

    def _show_photos(self, one: PersonFile) -> None:
        self.accept()
        self.desk.go("library", {"query": "", "selected": list(map(AssetId, one.photos))})


def _marks(one: PersonFile) -> Iterator[tuple[Text, str, bool]]:
    """What is seen at a glance, and whether it asks for care."""
    if one.label_needed:
        yield _("disclosure label on every post"), "euro", True
    if any(line.contract_missing for line in one.sums):
        yield _("contract missing"), "warning", True
    elif any(line.contract for line in one.sums):
        yield _("contract there"), "ok", False
    if one.facts.leaves is not None:
        yield _("leaves on {day}", day=one.facts.leaves), "calendar", True
    if one.facts.turns_18 is not None:
        month = f"{one.facts.turns_18.month:02d}/{one.facts.turns_18.year}"
        yield _("turns 18 in {month}", month=month), "child", True
    if one.no_contact:
        yield _("not to be contacted"), "bell", True


def _facts(one: PersonFile) -> Iterator[tuple[Text, bool]]:
    for line in one.sums:
        yield sum_words(line.advertiser, line.objective, line.sum, line.contract), line.contract_missing
        if line.sum.unknown:
            yield _("Something had no stated value: it counts as 1,000 euros."), True
    for rule in one.guidelines:
        said = {"version": rule.version, "brand": rule.brand}
        if rule.accepted:
            yield _("Accepted the guidelines {version} of {brand}.", **said), False
        else:
            yield _("Has not accepted the guidelines {version} of {brand}.", **said), True
    if one.own_release_from is not None:
        if one.own_release:
            yield _("Gave a release of their own."), False
        else:
            yield _("From {day} on a release of their own is needed.", day=one.own_release_from), True


def open_persons(desk: Desk, window: QWidget, *, party: str | None = None) -> PersonsDialog:
    """Show the lists, or one person."""
    dialog = PersonsDialog(desk, window, party=party)
    dialog.appear()
    return dialog
