"""Time spans that a person names: today, this month, a year; as terms of a query and back as words."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.desktop.pages.library.days import month_words
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.domain.search import Field, Filter

WEEK = dt.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both included; None is open."""

    first: dt.date | None
    last: dt.date | None

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of a query."""
        return tuple(
            f"{name.value}:{day.isoformat()}" for name, day in ((Field.FROM, self.first), (Field.TO, self.last)) if day
        )

    @classmethod
    def of(cls, filters: Sequence[Filter]) -> Span:
        """The span that terms ask for; of several the last one counts."""
        found = {term.field: dt.date.fromisoformat(term.values[0]) for term in filters if not term.negated}
        return cls(found.get(Field.FROM), found.get(Field.TO))


def presets(today: dt.date) -> list[tuple[Text, Span]]:
    """The spans that are offered by name."""
    month = today.replace(day=1)
    before = month - dt.timedelta(days=1)
    return [
        (_("Today"), Span(today, today)),
        (_("Last 7 days"), Span(today - WEEK, today)),
        (_("This month"), month_of(today)),
        (_("Last month"), month_of(before)),
        (_("This year"), year_of(today.year)),
    ]


def month_of(day: dt.date) -> Span:
    """The month around a day."""
    return Span(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def year_of(year: int) -> Span:
    """A whole year."""
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))


def span_words(translate: Translator, span: Span, today: dt.date) -> str:
    """How a person would say a span."""
    for words, known in presets(today):
        if known == span:
            return translate(words)
    first, last = span.first, span.last
    if first and last:
        if span == year_of(first.year):
            return str(first.year)
        if span == month_of(first):
            return month_words(translate.language, first)
        if first == last:
            return translate.date(first)
        return translate(_("{first} to {last}", first=first, last=last))
    if first:
        return translate(_("From {day}", day=first))
    return translate(_("Until {day}", day=last)) if last else ""
