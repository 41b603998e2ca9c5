"""Looking at assets: queries that return ids, pages of rows, and everything about one asset."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId, Occurrence
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.faces import FacesFound
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.quality import Finding, findings_of
from ugc_studio.domain.search import Field, Query, Sort
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.suggestions import Suggestion, suggestions
from ugc_studio.services.consent.uses import today_of

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class Listing:
    """Every match in order, as columns: what a grid needs to place and tint all of them before any row is read.

    A day is a date ordinal, 0 where none is known; all are 0 when the order does not go by days.
    """

    ids: array[int]
    """64-bit (``q``)."""
    ratios: array[float]
    """Width by height as displayed (``f``)."""
    days: array[int]
    """The day that sorts it (``i``)."""
    colours: array[int]
    """0xRRGGBB (``I``)."""

    def __len__(self) -> int:
        return len(self.ids)


class _Ordinals(dict[str, int]):
    """Date ordinals by ISO day: a million photos share a few thousand days."""

    def __missing__(self, day: str) -> int:
        try:
            ordinal = dt.date.fromisoformat(day).toordinal()
        except ValueError:
            ordinal = 0
        self[day] = ordinal
        return ordinal


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that can be chosen in a filter: what to show, the term to add to the search, how many have it."""

    label: str
    term: str
    count: int


@dataclass(frozen=True, slots=True)
class AssetDetail:
    """Everything that is known about one asset itself; rights are asked of the gate."""

    row: AssetRow
    occurrences: tuple[Occurrence, ...]
    embedded: Mapping[str, Any]
    features: Mapping[str, Any]
    copies: tuple[AssetId, ...]
    galleries: tuple[tuple[GalleryId, str], ...] = ()
    """The galleries that it is in, with their names."""
    quality: tuple[Finding, ...] = ()
    """What stands out about how it turned out: facts, never a verdict."""
    faces: FacesFound | None = None
    """Where a detector found faces; nothing while it was not asked."""


class BrowsingService:
    """Answers lists. The consent word is the one for a brand's standard use: the named brand, else the first one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, text: str = "", *, brand: str | None = None, sort: Sort = Sort.NEWEST) -> array[int]:
        """The ids of all assets that match what a person typed, in order."""
        query = Query.parse(text)
        with self._library.read() as session:
            today, brand_id = self._seen_from(session, brand)
            return session.search.ids(query, today=today, brand_id=brand_id, sort=sort)

    def listing(self, text: str = "", *, brand: str | None = None, sort: Sort = Sort.NEWEST) -> Listing:
        """All matches of what a person typed, in order, with the shape, day and colour of each."""
        query = Query.parse(text)
        ids, ratios, days, colours = array("q"), array("f"), array("i"), array("I")
        ordinals = _Ordinals()
        with self._library.read() as session:
            today, brand_id = self._seen_from(session, brand)
            for chunk in session.search.listing(query, today=today, brand_id=brand_id, sort=sort):
                some_ids, some_ratios, some_days, some_colours = zip(*chunk, strict=True)
                ids.extend(some_ids)
                ratios.extend(some_ratios)
                days.extend(map(ordinals.__getitem__, some_days))
                colours.extend(some_colours)
        return Listing(ids, ratios, days, colours)

    def counts(self, texts: Sequence[str], *, brand: str | None = None) -> list[int]:
        """How many each of these searches finds, from one instant; 0 for one that can no longer be answered."""
        with self._library.read() as session:
            today, brand_id = self._seen_from(session, brand)
            return [_count(session, text, today, brand_id) for text in texts]

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """Tags, creators, places, galleries and campaigns in which a word begins like what is being typed."""
        with self._library.read() as session:
            return suggestions(session, prefix, limit=limit)

    def facet(
        self, field: Field, text: str = "", *, brand: str | None = None, limit: int = 20
    ) -> list[FacetValue]:
        """The values that a filter chip offers for what a search finds, the most frequent first (years: newest)."""
        query = Query.parse(text)
        with self._library.read() as session:
            today, brand_id = self._seen_from(session, brand)
            found = session.search.facet(field, query, today=today, brand_id=brand_id, limit=limit)
        return [_facet_value(field, value, count) for value, count in found]

    def rows(self, ids: Sequence[int], *, brand: str | None = None) -> list[AssetRow]:
        """What a list shows for these assets (a page of a few hundred at a time)."""
        with self._library.read() as session:
            today, brand_id = self._seen_from(session, brand)
            return session.assets.page(ids, brand_id=brand_id, today=today)

    def resolve(self, references: Sequence[str]) -> list[AssetId]:
        """The assets that a person named, each once, in the order given."""
        with self._library.read() as session:
            return list(dict.fromkeys(session.assets.resolve(reference) for reference in references))

    def detail(self, reference: str, *, brand: str | None = None) -> AssetDetail:
        """Everything about one asset."""
        with self._library.read() as session:
            asset = session.assets.resolve(reference)
            today, brand_id = self._seen_from(session, brand)
            (row,) = session.assets.page([asset], brand_id=brand_id, today=today)
            embedded, features = session.assets.metadata(asset)
            found = tuple(session.assets.occurrences(asset))
            copies = tuple(session.assets.copies_of(asset))
            galleries = tuple(session.assets.galleries_of(asset))
            return AssetDetail(
                row, found, embedded, features, copies, galleries, findings_of(row.asset, features),
                session.faces.of(asset),
            )  # fmt: skip

    def _seen_from(self, session: Session, reference: str | None) -> tuple[dt.date, int | None]:
        """The day it is for the brand whose word lists show, and its number."""
        brand, now = session.register.brand_or_first(reference), self._library.clock()
        return (today_of(brand, now), brand.id) if brand is not None else (now.date(), None)


def _count(session: Session, text: str, today: dt.date, brand_id: int | None) -> int:
    try:
        return session.search.count(Query.parse(text), today=today, brand_id=brand_id)
    except StudioError:  # its gallery is gone, or it was saved by another version
        return 0


def _facet_value(field: Field, value: str, count: int) -> FacetValue:
    if field is Field.FROM:  # a year is a range of days
        return FacetValue(value, f"from:{value} to:{value}", count)
    return FacetValue(value, Suggestion(field, value).term, count)
