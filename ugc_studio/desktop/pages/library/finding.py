"""Looking a query up: the list, how it is divided by days or months, and the numbers of the header."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import dataclass, replace

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.grid.arranging import NOTHING, Arranged, arrange
from ugc_studio.desktop.grid.geometry import section_starts
from ugc_studio.domain.search import Sort
from ugc_studio.services.browsing import Listing

SPARSE = 4
"""With fewer photos a day than this, on average, the list is divided by months."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds; ``listing.days`` are the first days of months when ``by_month``."""

    arranged: Arranged
    by_month: bool

    @classmethod
    def nothing(cls) -> Found:
        """Before anything was looked up."""
        return cls(NOTHING, by_month=False)

    @property
    def listing(self) -> Listing:
        """Ids, ratios, days and colours."""
        return self.arranged.listing


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers of the header."""

    photos: int
    """How many the whole library has."""
    ready: int
    """How many of them are cleared for the brand's standard use."""
    brand: str
    """The brand that rights are told for; empty when there is none."""


def look_up(studio: Studio, text: str, sort: Sort, brand: str | None) -> Found:
    """Answer a query; runs on a thread."""
    listing = studio.browsing.listing(text, brand=brand, sort=sort)
    sparse = _is_sparse(listing.days)
    if sparse:
        listing = replace(listing, days=_months(listing.days))
    return Found(arrange(listing), sparse)


def count(studio: Studio, brand: str | None) -> Facts:
    """Count what the header tells; runs on a thread, after the list is there."""
    photos, ready = studio.browsing.counts(["", "rights:cleared"], brand=brand)
    with studio.library.read() as session:
        found = session.register.brand_or_first(brand)
    return Facts(photos, ready, found.name if found else "")


def _is_sparse(days: array[int]) -> bool:
    if len(days) < 2 or not any(days):
        return False
    return len(days) < SPARSE * len(section_starts(days))


def _months(days: array[int]) -> array[int]:
    first: dict[int, int] = {0: 0}
    for day in set(days):
        if day > 0:
            first[day] = dt.date.fromordinal(day).replace(day=1).toordinal()
    return array("i", [first.get(day, 0) for day in days])
