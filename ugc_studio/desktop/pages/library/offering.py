"""What opens under a chip: its values with how many photos have each, or a calendar for time spans."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.asked import Asked, term
from ugc_studio.desktop.pages.library.filters import Chip, Choice, Offer
from ugc_studio.desktop.pages.library.picklist import Entry, PickList
from ugc_studio.desktop.pages.library.popup import close_around, settle_around
from ugc_studio.desktop.pages.library.spans import Span, presets, year_of
from ugc_studio.desktop.widgets.basic import Button, Label, column, line, row
from ugc_studio.desktop.widgets.form import DayField
from ugc_studio.domain.messages import _
from ugc_studio.domain.search import Field
from ugc_studio.services.browsing import FacetValue

MOST_VALUES = 200
FILTERED_FROM = 8
"""So many values get a line that narrows them."""

Take = Callable[[Asked], None]


class Offering(QWidget):
    """The content of a chip's popup; ``take`` is told the query after every choice."""

    def __init__(self, desk: Desk, chip: Chip, asked: Asked, take: Take) -> None:
        super().__init__()
        self._desk, self._chip, self._asked, self._take = desk, chip, asked, take
        found = chip.offer in (Offer.FOUND, Offer.ALL_FOUND)
        filter_name = desk.show(_("Type to narrow")) if found else ""
        nothing = desk.show(_("No photo here has one."))
        self.list = PickList(desk.theme, desk.show(chip.words), filter_name=filter_name, nothing=nothing)
        self.list.picked.connect(self._picked)
        self._facets: list[FacetValue] = []
        self._counts: dict[str, int] = {}
        layout = column(self.list, gap=8)
        if chip.offer is Offer.DAYS:
            layout.addWidget(line())
            layout.addLayout(self._calendar())
        self.setLayout(layout)
        self.setFocusProxy(self.list)
        self._show()
        self._look()

    # ------------------------------------------------------------------ what is offered

    def _others(self) -> Asked:
        """The query without this chip: how many a value would find."""
        return self._asked.put(self._chip.owns, ())

    def _look(self) -> None:
        chip, text, brand = self._chip, self._others().text, self._desk.brand
        if chip.offer in (Offer.FOUND, Offer.ALL_FOUND, Offer.DAYS):
            base = self._asked.text if chip.offer is Offer.ALL_FOUND else text
            self._desk.ask(
                lambda studio: studio.browsing.facet(chip.field, base, brand=brand, limit=MOST_VALUES),
                self._show_facets,
                owner=self,
                key="facet",
            )
        if chip.choices and chip.offer is not Offer.FOUND:
            terms = [self._term_of(choice) for choice in chip.choices]
            texts = [f"{one} {text}".strip() for one in terms]
            self._desk.ask(
                lambda studio: dict(zip(terms, studio.browsing.counts(texts, brand=brand), strict=True)),
                self._show_counts,
                owner=self,
                key="counts",
            )

    def _show_facets(self, found: list[FacetValue]) -> None:
        self._facets = found
        self._show()

    def _show_counts(self, found: dict[str, int]) -> None:
        self._counts = found
        self._show()

    def _show(self) -> None:
        self.list.show_entries([*self._known(), *self._days(), *self._found()])
        settle_around(self)

    def _known(self) -> list[Entry]:
        """The values that are known before anything was read."""
        chip, show = self._chip, self._desk.show
        if chip.offer is Offer.FOUND and chip.field is Field.SOURCE:
            return []
        chosen = set(self._asked.terms_of(chip.owns))
        entries = []
        for choice in chip.choices:
            token = self._term_of(choice)
            count = self._desk.translate.number(self._counts[token]) if token in self._counts else ""
            on = choice.value in self._values() if chip.offer is Offer.ANY else token in chosen
            entries.append(Entry(token, show(choice.words), count, choice.icon, choice.ink, on, alone=self._alone))
        return entries

    def _days(self) -> list[Entry]:
        if self._chip.offer is not Offer.DAYS:
            return []
        show, today = self._desk.show, self._desk.today()
        now = Span.of(self._asked.matching(self._chip.owns))
        entries = [Entry(span, show(words), chosen=span == now, alone=True) for words, span in presets(today)]
        for facet in self._facets:
            if facet.label.isdigit() and int(facet.label) != today.year:
                span = year_of(int(facet.label))
                count = self._desk.translate.number(facet.count)
                entries.append(Entry(span, facet.label, count, chosen=span == now, alone=True))
        return entries

    def _found(self) -> list[Entry]:
        if self._chip.offer not in (Offer.FOUND, Offer.ALL_FOUND):
            return []
        chosen = set(self._asked.terms_of(self._chip.owns))
        known = {choice.value: self._desk.show(choice.words) for choice in self._chip.choices if choice.field is None}
        number = self._desk.translate.number
        entries = [
            Entry(
                one.term, known.get(one.label, one.label), number(one.count), chosen=one.term in chosen,
                alone=self._alone,
            )
            for one in self._facets
        ]  # fmt: skip
        listed = {entry.value for entry in entries}
        lost = [token for token in self._asked.terms_of(self._chip.owns) if token not in listed]
        known_terms = {self._term_of(choice) for choice in self._chip.choices}
        kept = [
            Entry(token, token.partition(":")[2].strip('"'), chosen=True, alone=self._alone)
            for token in lost
            if token not in known_terms
        ]
        return [*kept, *entries]

    # ------------------------------------------------------------------ choosing

    @property
    def _alone(self) -> bool:
        return self._chip.offer not in (Offer.ANY, Offer.ALL_FOUND)

    def _term_of(self, choice: Choice) -> str:
        return term(choice.field or self._chip.field, (choice.value,), negated=choice.negated)

    def _values(self) -> list[str]:
        return [value for found in self._asked.matching(self._chip.owns) if not found.negated for value in found.values]

    def _picked(self, value: object) -> None:
        chip = self._chip
        if isinstance(value, Span):
            now = Span.of(self._asked.matching(chip.owns))
            self._choose(() if value == now else value.terms, close=True)
        elif isinstance(value, str) and chip.offer is Offer.ANY:
            word = value.partition(":")[2]
            values = self._values()
            values = [one for one in values if one != word] if word in values else [*values, word]
            ordered = [choice.value for choice in chip.choices if choice.value in values]
            self._choose((term(chip.field, ordered),) if ordered else (), close=False)
        elif isinstance(value, str):
            terms = self._asked.terms_of(chip.owns)
            if chip.offer is Offer.ALL_FOUND:
                kept = [one for one in terms if one != value] if value in terms else [*terms, value]
                self._choose(kept, close=False)
                self._look()
            else:
                self._choose(() if value in terms else (value,), close=True)

    def _choose(self, terms: Sequence[str], *, close: bool) -> None:
        self._asked = self._asked.put(self._chip.owns, terms)
        self._take(self._asked)
        if close:
            close_around(self)
        else:
            self._show()

    # ------------------------------------------------------------------ days

    def _calendar(self) -> QVBoxLayout:
        show, today = self._desk.show, self._desk.today()
        span = Span.of(self._asked.matching(self._chip.owns))
        first, last = span.first or today.replace(day=1), span.last or today
        self.first = DayField(self._desk.theme, show(_("First day")), first)
        self.last = DayField(self._desk.theme, show(_("Last day")), last)
        use = Button(self._desk.theme, show(_("Show these days"))).on(self._use_days)
        return column(
            row(Label(self._desk.theme, show(_("From")), "hint"), None, self.first),
            row(Label(self._desk.theme, show(_("To")), "hint"), None, self.last),
            use,
        )

    def _use_days(self) -> None:
        first, last = sorted((self.first.day(), self.last.day()))
        self._choose(Span(first, last).terms, close=True)
