"""Assets: added once, found by what people call them, marked in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset, add_brand, new_asset, new_library, sha, summarise
from ugc_studio.domain.assets import AssetState, Flag
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.library.assets import clean_tag
from ugc_studio.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        yield opened


def test_identical_bytes_are_one_asset(library: Library) -> None:
    first, again, other = library.write(
        lambda s: s.assets.add_many([new_asset("a"), new_asset("a"), new_asset("b")])
    )
    assert (first.new, again.new, other.new) == (True, False, True)
    assert first.id == again.id != other.id
    with library.read() as session:
        assert session.assets.known([sha("a"), sha("missing")]) == {sha("a"): first.id}
        assert session.assets.get(first.id).sha256 == sha("a")
        assert [asset.id for asset in session.assets.get_many([other.id, 99, first.id])] == [other.id, first.id]


def test_a_row_holds_what_a_list_shows(library: Library) -> None:
    def work(session):  # type: ignore[no-untyped-def]  # a test's closure
        brand = add_brand(session)
        asset = add_asset(
            session,
            "beach",
            path="été/IMG 1.jpg",
            caption="À la plage",
            handle="anna",
            posted_at="2026-05-01T10:00:00Z",
        )
        session.assets.add_tags([asset], ["sea", "#summer", "sea"])
        summarise(session, asset, brand, "cleared", "2026-01-01", "2026-12-31")
        plain = add_asset(session, "plain", embedded={"caption": "from the file"})
        return brand, asset, plain

    brand, asset, plain = library.write(work)
    with library.read() as session:
        second, first = session.assets.page([plain, asset], brand_id=brand, today=dt.date(2026, 6, 1))
        (later,) = session.assets.page([asset], brand_id=brand, today=dt.date(2027, 1, 1))
        assert session.assets.page([asset])[0].consent is ConsentState.NOT_REQUESTED
    assert (first.name, first.source_path, first.creator) == ("IMG 1.jpg", "été/IMG 1.jpg", "@anna")
    assert (first.caption, first.posted_at) == ("À la plage", "2026-05-01T10:00:00Z")
    assert first.tags == ("sea", "summer")
    assert later.consent is ConsentState.ENDED
    assert (first.consent, first.clear_until) == (ConsentState.CLEARED, "2026-12-31")
    assert (second.caption, second.creator, second.tags) == ("from the file", None, ())


@pytest.mark.parametrize("reference", ["{id}", "sha256:{prefix}", "SHA256:{prefix}", "{sha}", "a/one.jpg", "one.jpg"])
def test_an_asset_is_found_by_what_people_call_it(library: Library, reference: str) -> None:
    asset = library.write(lambda s: add_asset(s, "one", path="a/one.jpg"))
    library.write(lambda s: add_asset(s, "two", path="b/two.jpg"))
    reference = reference.format(id=asset, prefix=sha("one")[:10], sha=sha("one"))
    with library.read() as session:
        assert session.assets.resolve(reference) == asset


@pytest.mark.parametrize(
    "reference", ["999", "9" * 40, "sha256:0000", "nowhere/x.jpg", "", "%", "²", "sha256:" + "f" * 80]
)
def test_what_does_not_exist_is_said_to_be_missing(library: Library, reference: str) -> None:
    library.write(lambda s: add_asset(s, "one", path="a/one.jpg"))
    with library.read() as session, pytest.raises(NotFound):
        session.assets.resolve(reference)


def test_an_ambiguous_name_is_refused(library: Library) -> None:
    library.write(lambda s: [add_asset(s, str(n), path=f"{n}/same.jpg") for n in range(3)])
    library.write(lambda s: [add_asset(s, f"x{n}", path="both.jpg") for n in range(2)])
    with library.read() as session:
        with pytest.raises(UsageError, match="3 photos"):
            session.assets.resolve("same.jpg")
        with pytest.raises(UsageError, match="2 photos"):
            session.assets.resolve("both.jpg")
        with pytest.raises(UsageError, match="beginning"):
            session.assets.resolve("sha256:")
        with pytest.raises(UsageError, match="beginning"):
            session.assets.resolve("sha256:xyz")


def test_marks_in_bulk_remember_what_was_there(library: Library) -> None:
    first, second = library.write(lambda s: [add_asset(s, "a"), add_asset(s, "b")])
    library.write(lambda s: s.assets.set_flag([first], Flag.PICKED))
    before = library.write(lambda s: s.assets.set_flag([first, second, 77], Flag.REJECTED))
    assert before == {"picked": [first], "unreviewed": [second]}
    assert library.write(lambda s: s.assets.set_flag([first], Flag.REJECTED)) == {}
    assert library.write(lambda s: s.assets.set_rating([first], 4)) == {"0": [first]}
    with pytest.raises(UsageError):
        library.write(lambda s: s.assets.set_rating([first], 6))
    assert library.write(lambda s: s.assets.set_state([second], AssetState.TRASHED)) == {"present": [second]}
    with library.read() as session:
        assert session.assets.count() == 1
        asset = session.assets.get(first)
    assert (asset.flag, asset.rating) == (Flag.REJECTED, 4)


def test_tags_are_clean_and_reported_once(library: Library) -> None:
    asset = library.write(lambda s: add_asset(s, "a"))
    assert library.write(lambda s: s.assets.add_tags([asset], ["  Été  2026 ", "#x"])) == [
        (asset, "Été 2026"), (asset, "x"),
    ]
    assert library.write(lambda s: s.assets.add_tags([asset], ["x"])) == []
    assert library.write(lambda s: s.assets.remove_tags([asset], ["x", "y"])) == [(asset, "x")]
    with library.read() as session:
        assert session.assets.tags(asset) == ["Été 2026"]
        assert session.assets.all_tags() == {"Été 2026": 1}
    for bad in ("", "#", "a\x00b", "x" * 101):
        with pytest.raises(UsageError):
            clean_tag(bad)


def test_a_tombstone_keeps_hashes_only(library: Library) -> None:
    def work(session):  # type: ignore[no-untyped-def]  # a test's closure
        asset = add_asset(session, "secret", caption="Zanzibar", handle="zoe", posted_at="2026-01-01T00:00:00Z")
        session.assets.add_tags([asset], ["holiday"])
        session.assets.erase_to_tombstone(asset, until="2030-01-01")
        return asset

    asset = library.write(work)
    with library.read() as session:
        row = session.assets.page([asset])[0]
        assert session.assets.by_sha256(sha("secret")) == row.asset
        assert session.assets.occurrences(asset) == []
        assert session.assets.metadata(asset) == ({}, {})
    assert row.asset.state is AssetState.TOMBSTONE
    assert (row.caption, row.creator, row.tags, row.source_path) == (None, None, (), "")
    assert library.write(lambda s: s.assets.set_state([asset], AssetState.PRESENT)) == {}
