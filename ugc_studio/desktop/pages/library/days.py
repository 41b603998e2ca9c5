"""What stands above the photos of one day: "Today", then the day itself and how many there are."""

from __future__ import annotations

import datetime as dt

from ugc_studio.desktop.pages.library.finding import Found
from ugc_studio.domain.messages import MONTHS, Text, Translator, _, ngettext

WEEKDAYS: tuple[Text, ...] = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
NEAR = 6
"""Days back that are called by their weekday first."""


def day_words(translate: Translator, found: Found, today: dt.date, section: range) -> tuple[str, str]:
    """The strong and the weak words above a section of a list."""
    number = ngettext("{n} item", "{n} items", len(section), n=len(section))
    days = found.listing.days
    ordinal = days[section.start] if 0 <= section.start < len(days) else 0
    if ordinal <= 0:
        return translate(_("No date")), translate(number)
    day = dt.date.fromordinal(ordinal)
    if found.by_month:
        return month_words(translate.language, day), translate(number)
    weekday = WEEKDAYS[day.weekday()]
    named = _("{weekday} {day}", weekday=weekday, day=_short(translate, day, today))
    ago = (today - day).days
    if ago in (0, 1):
        strong = _("Today") if ago == 0 else _("Yesterday")
        return translate(strong), translate(_("{day} · {count}", day=named, count=number))
    if 0 < ago <= NEAR:
        return _begun(translate(named)), translate(number)
    return translate(_short(translate, day, today)), translate(_("{day} · {count}", day=weekday, count=number))


def month_words(language: str, day: dt.date) -> str:
    """A month with its year, as a heading."""
    return f"{MONTHS.get(language, MONTHS['en'])[day.month - 1]} {day.year}".capitalize()


def _begun(words: str) -> str:
    """As a heading begins; French weekdays are written small elsewhere."""
    return words[:1].upper() + words[1:]


def _short(translate: Translator, day: dt.date, now: dt.date) -> str:
    """A date without its year when that is this one."""
    written = translate.date(day)
    return written.removesuffix(f" {day.year}") if day.year == now.year else written
