"""Browsing: what lists, the grid and the search box are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.search import Field, Sort
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


def fill(session: Session) -> list[int]:
    """Four photos of two creators in two years, one of them hidden under another."""
    ids = [
        add_asset(session, "a", handle="anna.b", posted_at="2026-05-01T10:00:00Z", place="Nîmes"),
        add_asset(session, "b", handle="ben", posted_at="2025-05-01T10:00:00Z", place="Nîmes"),
        add_asset(session, "c", handle="anna.b", posted_at="2026-06-01T10:00:00Z", place="New York"),
        add_asset(session, "d", handle="ben", posted_at="2026-07-01T10:00:00Z"),
    ]
    session.assets.add_tags(ids[:3], ["summer"])
    session.assets.add_tags(ids[:1], ["summer night", "été"])
    session.db.execute("UPDATE assets SET stacked_under = ? WHERE id = ?", [ids[0], ids[3]])
    return [int(asset) for asset in ids]


class TestNumbers:
    def test_counts_are_those_of_the_lists(self, library: Library, browsing: BrowsingService) -> None:
        library.write(fill)
        texts = ["", "tag:summer", "creator:@ben", "is:copy", "place:nimes -creator:@ben", "from:2026"]
        assert browsing.counts(texts) == [len(browsing.find(text)) for text in texts] == [3, 3, 1, 1, 1, 2]

    def test_a_search_that_cannot_be_answered_finds_nothing(self, browsing: BrowsingService) -> None:
        assert browsing.counts(["gallery:gone", "nofield:x"]) == [0, 0]

    @pytest.mark.parametrize(
        ("field", "expected"),
        [
            (Field.TAG, [("summer", 3), ("summer night", 1), ("été", 1)]),
            (Field.PLACE, [("Nîmes", 2), ("New York", 1)]),
            (Field.CREATOR, [("@anna.b", 2), ("@ben", 1)]),
            (Field.FROM, [("2026", 2), ("2025", 1)]),
            (Field.SOURCE, [("folder", 3)]),
            (Field.KIND, [("photo", 3)]),
            (Field.RATING, [("0", 3)]),
            (Field.GALLERY, []),
            (Field.CAMPAIGN, []),
        ],
    )
    def test_what_a_chip_offers(
        self, library: Library, browsing: BrowsingService, field: Field, expected: list[tuple[str, int]]
    ) -> None:
        library.write(fill)
        found = browsing.facet(field)
        assert [(value.label, value.count) for value in found] == expected
        for value in found:
            assert len(browsing.find(value.term)) == value.count

    def test_a_chip_offers_what_the_search_finds(self, library: Library, browsing: BrowsingService) -> None:
        library.write(fill)
        assert [value.label for value in browsing.facet(Field.TAG, "creator:@ben")] == ["summer"]
        assert len(browsing.facet(Field.TAG, limit=1)) == 1


class TestSuggestions:
    def test_names_with_what_they_are(self, library: Library, browsing: BrowsingService) -> None:
        library.write(fill)
        library.write(lambda session: session.galleries.create("Summer 2026"))
        assert [(one.field, one.value) for one in browsing.suggest("sum")] == [
            (Field.TAG, "summer"), (Field.TAG, "summer night"), (Field.GALLERY, "Summer 2026"),
        ]  # fmt: skip
        assert [one.value for one in browsing.suggest("@an")] == ["@anna.b"]
        assert [one.value for one in browsing.suggest("ete")] == ["été"]
        assert [one.term for one in browsing.suggest("york")] == ['place:"New York"']
        assert browsing.suggest("") == browsing.suggest("%") == []

    def test_every_term_finds_something(self, library: Library, browsing: BrowsingService) -> None:
        library.write(fill)
        for prefix in ("s", "n", "a", "b", "night"):
            for one in browsing.suggest(prefix):
                assert len(browsing.find(one.term)) > 0


class TestDetail:
    def test_rows_and_details_tell_where_a_photo_came_from_and_went(
        self, library: Library, browsing: BrowsingService
    ) -> None:
        def set_up(session: Session) -> tuple[int, int]:
            asset = add_asset(session, "a", handle="anna.b", caption="Beach", place="Nîmes")
            gallery = session.galleries.create("Summer").id
            session.db.execute(
                "INSERT INTO gallery_items (gallery_id, asset_id, position) VALUES (?, ?, 0)", [gallery, asset]
            )
            session.db.execute("UPDATE batches SET campaign_id = ?", [gallery])
            return asset, gallery

        asset, gallery = library.write(set_up)
        detail = browsing.detail(str(asset))
        assert detail.galleries == ((gallery, "Summer"),)
        row = detail.row
        assert (row.galleries, row.campaign, row.place) == (("Summer",), "Summer", "Nîmes")
        assert (row.platform, row.importer, row.creator) == ("instagram", "folder", "@anna.b")
        assert (row.caption, row.own_caption, row.post_caption) == ("Beach", None, "Beach")
        assert not row.sensitive
