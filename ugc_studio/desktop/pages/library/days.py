"""What stands above the photos of one day: "Today", then the day itself and how many there are."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable

from ugc_studio.domain.messages import Text, Translator, _, ngettext

WEEKDAYS: tuple[Text, ...] = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
NEAR = 6
"""Days back that are called by their weekday first."""


def day_words(
    translate: Translator, days: array[int], today: Callable[[], dt.date], section: range
) -> tuple[str, str]:
    """The strong and the weak words above a section of a list."""
    number = ngettext("{n} item", "{n} items", len(section), n=len(section))
    ordinal = days[section.start] if 0 <= section.start < len(days) else 0
    if ordinal <= 0:
        return translate(_("No date")), translate(number)
    day, now = dt.date.fromordinal(ordinal), today()
    weekday = WEEKDAYS[day.weekday()]
    named = _("{weekday} {day}", weekday=weekday, day=_short(translate, day, now))
    ago = (now - day).days
    if ago in (0, 1):
        strong = _("Today") if ago == 0 else _("Yesterday")
        return translate(strong), translate(_("{day} · {count}", day=named, count=number))
    if 0 < ago <= NEAR:
        return translate(named), translate(number)
    return translate(_short(translate, day, now)), translate(_("{day} · {count}", day=weekday, count=number))


def _short(translate: Translator, day: dt.date, now: dt.date) -> str:
    """A date without its year when that is this one."""
    written = translate.date(day)
    return written.removesuffix(f" {day.year}") if day.year == now.year else written
