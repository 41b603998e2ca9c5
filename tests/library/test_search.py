"""Search: what the query language of the search box finds, and that nothing typed there does harm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.builders import add_asset, add_brand, new_library, summarise
from ugc_studio.domain.assets import AssetKind, AssetState, Flag
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.search import Query, Sort
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

TODAY = dt.date(2026, 6, 15)


def fill(session: Session) -> Mapping[str, int]:
    """Seven assets that differ in everything that can be searched; returns their ids by name."""
    brand = add_brand(session)
    ids = {
        "beach": add_asset(
            session, "beach", path="été/IMG_1.jpg", caption="Golden hour à la plage", handle="anna.b",
            posted_at="2026-05-01T10:00:00Z", place="Nîmes",
        ),
        "lamp": add_asset(
            session, "lamp", path="lamp.png", caption="hour of golden light", handle="ben",
            posted_at="2026-05-31T23:59:59Z", width=800, height=800,
        ),
        "film": add_asset(
            session, "film", path="film.mp4", kind=AssetKind.VIDEO, taken_at="2025-01-01T00:00:00", batch="b2"
        ),
        "old": add_asset(
            session, "old", path="old.jpg", caption="plage", handle="anna", posted_at="2024-02-29T12:00:00Z"
        ),
        "trashed": add_asset(session, "trashed", path="gone.jpg", caption="plage"),
        "copy": add_asset(session, "copy", path="copy.jpg", caption="plage"),
        "tomb": add_asset(session, "tomb", path="tomb.jpg", caption="plage"),
    }  # fmt: skip
    assets = session.assets
    assets.set_state([ids["trashed"]], AssetState.TRASHED)
    session.db.execute("UPDATE assets SET stacked_under = ? WHERE id = ?", [ids["beach"], ids["copy"]])
    assets.erase_to_tombstone(ids["tomb"], until=None)
    assets.set_flag([ids["beach"]], Flag.PICKED)
    assets.set_rating([ids["beach"]], 5)
    assets.set_rating([ids["lamp"]], 3)
    assets.add_tags([ids["beach"]], ["Été", "sea side"])
    assets.add_tags([ids["lamp"]], ["season"])
    gallery = session.db.execute(
        "INSERT INTO galleries (uuid, name, created_at) VALUES ('g', 'Summer 2026', '')"
    ).lastrowid
    session.db.execute(
        "INSERT INTO gallery_items (gallery_id, asset_id, position) VALUES (?, ?, 0)", [gallery, ids["lamp"]]
    )
    summarise(session, ids["beach"], brand, "cleared", "2026-06-01", "2026-06-15")
    summarise(session, ids["lamp"], brand, "cleared", "2026-06-01", "2026-06-14")
    summarise(session, ids["film"], brand, "waiting")
    summarise(session, ids["old"], brand, "not_requested", "2026-07-01", "9999-12-31")
    return ids


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Mapping[str, int]]]:
    with new_library(tmp_path_factory.mktemp("search")) as library:
        yield library, library.write(fill)


def found(filled: tuple[Library, Mapping[str, int]], text: str, sort: Sort = Sort.NEWEST) -> list[str]:
    library, ids = filled
    names = {asset: name for name, asset in ids.items()}
    with library.read() as session:
        answer = session.search.ids(Query.parse(text), today=TODAY, brand_id=1, sort=sort)
    return [names[asset] for asset in answer]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["lamp", "beach", "film", "old"]),
        ("plage", ["beach", "old"]),
        ("PLÀGE", ["beach", "old"]),
        ("pla", ["beach", "old"]),  # the last word is still being typed
        ("pla golden", []),
        ("golden hour", ["lamp", "beach"]),
        ('"golden hour"', ["beach"]),
        ("golden -plage", ["lamp"]),
        ('-"golden hour"', ["lamp", "film", "old"]),
        ("img_1.jpg", ["beach"]),
        ("ete", ["beach"]),
        ("nimes", ["beach"]),
        ("creator:@anna", ["old"]),
        ("creator:@ANNA.B", ["beach"]),
        ("creator:anna", ["beach", "old"]),
        ("creator:@anna,@ben", ["lamp", "old"]),
        ("creator:@nobody", []),
        ("tag:ete", ["beach"]),
        ('tag:"SEA side"', ["beach"]),
        ("tag:#season", ["lamp"]),
        ("tag:sea", []),
        ("tag:sea*", ["lamp", "beach"]),
        ("-tag:sea*", ["film", "old"]),
        ("rating:5", ["beach"]),
        ("rating:>=3", ["lamp", "beach"]),
        ("rating:<3", ["film", "old"]),
        ("rating:1-4", ["lamp"]),
        ("rating:<0", []),
        ("flag:picked", ["beach"]),
        ("flag:picked,unreviewed", ["lamp", "beach", "film", "old"]),
        ("-flag:picked", ["lamp", "film", "old"]),
        ("from:2026-05-31", ["lamp"]),
        ("from:2026", ["lamp", "beach"]),
        ("to:2026-05", ["lamp", "beach", "film", "old"]),
        ("from:2024-02 to:2024-02", ["old"]),
        ("to:2026-05-30", ["beach", "film", "old"]),
        ("place:nîm", ["beach"]),
        ("place:%", []),
        ("kind:video", ["film"]),
        ("batch:b2", ["film"]),
        ("batch:1", ["lamp", "beach", "old"]),
        ("gallery:'", None),
        ('gallery:"summer 2026"', ["lamp"]),
        ("has:caption", ["lamp", "beach", "old"]),
        ("has:tags,gallery", ["lamp", "beach"]),
        ("-has:creator", ["film"]),
        ("has:place", ["beach"]),
        ("has:use", []),
        ("is:square", ["lamp"]),
        ("is:trashed", ["trashed"]),
        ("is:copy", ["copy"]),
        ("is:stack", ["beach"]),
        ("is:landscape", ["beach", "film", "old"]),
        ("rights:cleared", ["beach"]),
        ("rights:ended", ["lamp"]),
        ("rights:waiting", ["film"]),
        ("rights:not_requested", ["old"]),
        ("rights:not-requested,waiting", ["film", "old"]),
        ("-rights:cleared", ["lamp", "film", "old"]),
        ("plage rights:cleared rating:>=4 flag:picked from:2026", ["beach"]),
        ("❤", []),
        ("-❤ plage", ["beach", "old"]),
    ],
)
def test_what_is_found(filled: tuple[Library, Mapping[str, int]], text: str, names: list[str] | None) -> None:
    if names is None:
        with pytest.raises(NotFound):
            found(filled, text)
    else:
        assert found(filled, text) == names


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        (Sort.NEWEST, ["lamp", "beach", "film", "old"]),
        (Sort.OLDEST, ["old", "film", "beach", "lamp"]),
        (Sort.ADDED, ["old", "film", "lamp", "beach"]),
        (Sort.RATING, ["beach", "lamp", "film", "old"]),
        (Sort.LIKES, ["lamp", "beach", "film", "old"]),
        (Sort.RELEVANCE, ["lamp", "beach", "film", "old"]),
    ],
)
def test_every_order(filled: tuple[Library, Mapping[str, int]], sort: Sort, names: list[str]) -> None:
    assert found(filled, "", sort) == names


def test_relevance_puts_the_better_match_first(filled: tuple[Library, Mapping[str, int]]) -> None:
    assert found(filled, "plage -nothing", Sort.RELEVANCE) == ["old", "beach"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour:red", "rights, creator, tag"),
        ("rights:maybe", "cleared"),
        ("kind:gif", "photo, video"),
        ("rating:6", "0 to 5"),
        ("rating:>=3-4", "0 to 5"),
        ("from:yesterday", "not a date"),
        ("from:2026-13", "not a date"),
        ("to:2026-02-30", "not a date"),
        ("to:0000", "not a date"),
        ("from:٢٠٢٦", "not a date"),
        ("tag:", "needs a value"),
        ('tag:""', "needs a value"),
        ("tag:,", "needs a value"),
        ("x " * 61, "too many"),
        ("x" * 2001, "too long"),
    ],
)
def test_a_mistake_is_explained(text: str, says: str) -> None:
    with pytest.raises(UsageError) as error:
        Query.parse(text)
    assert says in str(error.value)


HOSTILE = [
    '"', '""', "'", "*", "^plage", "NEAR(plage golden)", "plage AND", "OR", "NOT plage", "caption : plage", "(plage",
    "{caption} : x", "plage\x00golden", '"; DROP TABLE assets; --', "- -", "-", "--", '-"', "+", "\ud800",
    "plage + golden", 'tag:"', '"plage', "place:*", 'creator:""', "creator:*", "tag:*", "gallery:%", "\u202eabc",
    "a" * 1999,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.RELEVANCE])
def test_hostile_queries_are_words_or_a_plain_refusal(
    filled: tuple[Library, Mapping[str, int]], text: str, sort: Sort
) -> None:
    try:
        names = found(filled, text, sort)
    except UsageError:
        names = []
    assert set(names) <= {"lamp", "beach", "film", "old"}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list('plage"-:*^()+{}\\%_\x00 NEARORT❤é\ud800' + "'")), max_size=30))
def test_no_query_breaks_out(filled: tuple[Library, Mapping[str, int]], text: str) -> None:
    try:
        names = found(filled, text)
    except UsageError:
        names = []
    assert set(names) <= {"lamp", "beach", "film", "old", "copy", "trashed"}


def test_the_index_follows_what_changes(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        asset = library.write(lambda s: add_asset(s, "a"))

        def ids(text: str) -> list[int]:
            with library.read() as session:
                return list(session.search.ids(Query.parse(text), today=TODAY))

        assert ids("harbour") == []
        library.write(lambda s: s.assets.add_tags([asset], ["harbour"]))
        assert ids("harbour") == [asset]
        library.write(lambda s: s.assets.remove_tags([asset], ["harbour"]))
        assert ids("harbour") == []
        library.write(lambda s: s.db.execute("DELETE FROM asset_text"))
        library.write(lambda s: s.assets.reindex_all())
        assert ids("photos") == [asset]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        yield opened


def search(library: Library, text: str) -> list[int]:
    with library.read() as session:
        return list(session.search.ids(Query.parse(text), today=TODAY))


class TestChips:
    """The fields that filter chips of the library speak."""

    def test_where_it_came_from(self, library: Library) -> None:
        def fill_more(session: Session) -> Sequence[int]:
            ids = [add_asset(session, "insta", handle="anna"), add_asset(session, "other", batch="batch-2")]
            session.db.execute("UPDATE batches SET importer = 'table' WHERE uuid = 'batch-2'")
            return ids

        insta, other = library.write(fill_more)
        assert insta in search(library, "source:instagram")
        assert other not in search(library, "source:instagram")
        assert other in search(library, "source:table")
        assert other not in search(library, "source:folder")

    def test_what_it_is_meant_for(self, library: Library) -> None:
        def fill_more(session: Session) -> tuple[int, int, int]:
            stated, imported, other = (add_asset(session, name, batch=f"b-{name}") for name in ("x", "y", "z"))
            gallery = session.galleries.create("Été").id
            session.db.execute("UPDATE assets SET campaign_id = ? WHERE id = ?", [gallery, stated])
            session.db.execute("UPDATE batches SET campaign_id = ? WHERE uuid = 'b-y'", [gallery])
            return stated, imported, other

        stated, imported, _other = library.write(fill_more)
        assert sorted(search(library, "campaign:ete")) == [stated, imported]

    def test_how_it_turned_out(self, library: Library) -> None:
        def fill_more(session: Session) -> Sequence[int]:
            return [
                add_asset(session, "night", features={"brightness": 0.1, "contrast": 0.3}),
                add_asset(session, "fog", features={"brightness": 0.6, "contrast": 0.05, "sharpness": 4.0}),
                add_asset(session, "tiny", width=1000, height=1079),
            ]

        night, fog, tiny = library.write(fill_more)
        assert search(library, "quality:dark") == [night]
        assert search(library, "quality:flat") == [fog]
        assert search(library, "quality:blurred") == [fog]
        assert tiny in search(library, "quality:small")

    def test_words_for_values(self, library: Library) -> None:
        library.write(fill)
        assert search(library, "rights:none") == search(library, "rights:not-requested")
        library.write(lambda session: session.galleries.create("Summer"))
        assert search(library, "in:summer") == search(library, "gallery:summer") == []
