"""Looking at assets: queries that return ids, pages of rows, and everything about one asset."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId, Occurrence
from ugc_studio.domain.search import Query, Sort
from ugc_studio.library.assets import AssetRow

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class AssetDetail:
    """Everything that is known about one asset itself; rights are asked of the gate."""

    row: AssetRow
    occurrences: tuple[Occurrence, ...]
    embedded: Mapping[str, Any]
    features: Mapping[str, Any]
    copies: tuple[AssetId, ...]


class BrowsingService:
    """Answers lists. The consent word is the one for a brand's standard use: the named brand, else the first one."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, text: str = "", *, brand: str | None = None, sort: Sort = Sort.NEWEST) -> array[int]:
        """The ids of all assets that match what a person typed, in order."""
        query = Query.parse(text)
        with self._library.read() as session:
            return session.search.ids(
                query, today=self._library.clock().date(), brand_id=_brand_id(session, brand), sort=sort
            )

    def rows(self, ids: Sequence[int], *, brand: str | None = None) -> list[AssetRow]:
        """What a list shows for these assets (a page of a few hundred at a time)."""
        with self._library.read() as session:
            return session.assets.page(ids, brand_id=_brand_id(session, brand), today=self._library.clock().date())

    def resolve(self, references: Sequence[str]) -> list[AssetId]:
        """The assets that a person named, each once, in the order given."""
        with self._library.read() as session:
            return list(dict.fromkeys(session.assets.resolve(reference) for reference in references))

    def detail(self, reference: str, *, brand: str | None = None) -> AssetDetail:
        """Everything about one asset."""
        with self._library.read() as session:
            asset = session.assets.resolve(reference)
            today = self._library.clock().date()
            (row,) = session.assets.page([asset], brand_id=_brand_id(session, brand), today=today)
            embedded, features = session.assets.metadata(asset)
            found = tuple(session.assets.occurrences(asset))
            return AssetDetail(row, found, embedded, features, tuple(session.assets.copies_of(asset)))


def _brand_id(session: Session, brand: str | None) -> int | None:
    found = session.register.brand_or_first(brand)
    return found.id if found is not None else None
