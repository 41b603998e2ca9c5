"""Browsing: what lists, the grid and the search box are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.search import Sort
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.browsing import BrowsingService


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def browsing(library: Library) -> BrowsingService:
    return BrowsingService(library)


class TestListing:
    def test_columns_describe_each_match_in_order(self, library: Library, browsing: BrowsingService) -> None:
        def fill(session: Session) -> list[int]:
            return [
                add_asset(session, "old", posted_at="2026-05-01T10:00:00Z", width=800, height=1200, colour=0x102030),
                add_asset(session, "new", posted_at="2026-06-02T23:59:00Z", width=1600, height=800),
            ]

        old, new = library.write(fill)
        listing = browsing.listing()
        assert list(listing.ids) == [new, old] == list(browsing.find())
        assert [round(ratio, 3) for ratio in listing.ratios] == [2.0, 0.667]
        assert list(listing.days) == [dt.date(2026, 6, 2).toordinal(), dt.date(2026, 5, 1).toordinal()]
        assert list(listing.colours) == [0x808080, 0x102030]
        assert len(listing) == 2

    @pytest.mark.parametrize("sort", Sort)
    def test_has_the_order_and_the_matches_of_find(
        self, library: Library, browsing: BrowsingService, sort: Sort
    ) -> None:
        def fill(session: Session) -> None:
            ids = [add_asset(session, f"photo{n}", caption="beach" if n % 2 else "lamp") for n in range(6)]
            session.assets.set_rating(ids[:3], 4)
            session.assets.set_state(ids[-1:], AssetState.TRASHED)
            session.db.execute("UPDATE assets SET stacked_under = ? WHERE id = ?", [ids[0], ids[1]])

        library.write(fill)
        for text in ("", "beach", "rating:4", "is:copy"):
            assert browsing.listing(text, sort=sort).ids == browsing.find(text, sort=sort)

    def test_an_order_without_days_has_none(self, library: Library, browsing: BrowsingService) -> None:
        library.write(lambda session: add_asset(session, "a", posted_at="2026-05-01T10:00:00Z"))
        assert list(browsing.listing(sort=Sort.RATING).days) == [0]
        assert browsing.listing(sort=Sort.ADDED).days[0] > dt.date(2026, 5, 1).toordinal()

    def test_nothing_found(self, browsing: BrowsingService) -> None:
        assert len(browsing.listing("nothing")) == 0
