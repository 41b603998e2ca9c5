"""Cells as people and spreadsheets write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.domain.imports import original_path, printable_path
from ugc_studio.importers.table.cells import (
    date_order,
    is_rounded_number,
    media_references,
    parse_count,
    parse_creator,
    parse_date,
    parse_tags,
)
from ugc_studio.importers.table.columns import field_of, load_synonyms

NNBSP = "\u202f"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("12", 12), ("1,234", 1234), ("1.234", 1234), (f"12{NNBSP}345", 12345), ("12'345", 12345),
        ("1.2K", 1200), ("3,4 k", 3400), ("2M", 2_000_000), ("1,5 mio", 1_500_000), ("1200.0", 1200), ("12k+", 12000),
        ("-1", None), ("", None), ("n/a", None), ("4,6", None), ("many", None), ("9" * 400, None), ("NaN", None),
    ],
)  # fmt: skip
def test_counts(text: str, count: int | None) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "order", "stored"),
    [
        ("2026-03-02", "dmy", "2026-03-02"),
        ("2026-06-22T17:24:20.000Z", "dmy", "2026-06-22T17:24:20Z"),
        ("2026-03-02T09:15:00+02:00", "dmy", "2026-03-02T07:15:00Z"),
        ("2026/03/02 9:15:04 AM GMT+1", "dmy", "2026-03-02T08:15:04Z"),
        ("02/03/2026", "dmy", "2026-03-02"),
        ("02/03/2026", "mdy", "2026-02-03"),
        ("14/03/2026", "mdy", "2026-03-14"),
        ("2.3.26", "dmy", "2026-03-02"),
        ("12/02/2026 19.07.17", "dmy", "2026-02-12T19:07:17"),
        ("02-Mar-2026 09:15PM", "dmy", "2026-03-02T21:15:00"),
        ("2 mars 2026 à 14h05", "dmy", "2026-03-02T14:05:00"),
        ("1er août 2026", "dmy", "2026-08-01"),
        ("Sep 1, 2026", "dmy", "2026-09-01"),
        ("3 de febrero de 2026", "dmy", "2026-02-03"),
        ("Tue Mar 03 12:00:00 2026", "dmy", None),
        ("46083", "dmy", "2026-03-02"),
        ("46083.5", "dmy", "2026-03-02T12:00:00"),
        ("1772442000", "dmy", "2026-03-02T09:00:00Z"),
        ("1720384529000", "dmy", "2024-07-07T20:35:29Z"),
        ("31/02/2026", "dmy", None),
        ("0000-00-00", "dmy", None),
        ("soon", "dmy", None),
    ],
)
def test_dates(text: str, order: str, stored: str | None) -> None:
    assert parse_date(text, order) == stored


@given(st.text(max_size=60))
def test_no_cell_breaks_the_reader(text: str) -> None:
    parsed = parse_date(text)
    assert parsed is None or parsed[4] == "-"
    count = parse_count(text)
    assert count is None or count >= 0
    parse_creator(text, text, None, None)
    assert len(media_references([text])) <= len(text) + 1


@given(st.text(alphabet=st.characters(exclude_characters="\0"), max_size=40))
def test_any_path_survives_being_stored(text: str) -> None:
    assert original_path(printable_path(text)) == text


def test_the_order_of_days_and_months_is_proved_by_one_date() -> None:
    assert date_order(["01/02/2026", "14/02/2026"]) == "dmy"
    assert date_order(["01/02/2026", "02/14/2026"]) == "mdy"
    assert date_order(["01/02/2026", "x"]) is None


@pytest.mark.parametrize(
    ("handle", "author", "permalink", "found"),
    [
        ("@Zoe", "", "https://instagram.com/p/1", ("instagram", "Zoe", None)),
        ("", "@zoe", None, ("other", "zoe", None)),
        ("", "Zoé Martin", None, ("other", None, "Zoé Martin")),
        ("", "https://www.tiktok.com/@zoe", None, ("tiktok", "zoe", None)),
        ("zoe makes things", "", None, ("other", None, "zoe makes things")),
        ("zoe", "Zoé", "https://x.com/zoe/status/1", ("x", "zoe", "Zoé")),
    ],
)
def test_creators(handle: str, author: str, permalink: str | None, found: tuple[str, str | None, str | None]) -> None:
    creator = parse_creator(handle, author, None, permalink)
    assert creator is not None
    assert (creator.platform, creator.handle, creator.name) == found


def test_pictures_in_cells() -> None:
    assert [r.path for r in media_references(["a.jpg, b.png"])] == ["a.jpg", "b.png"]
    assert [r.path for r in media_references(["Paris, Lyon.jpg"])] == ["Paris, Lyon.jpg"]
    assert [r.path for r in media_references(["a.jpg|b.jpg\nc.jpg; d.jpg"])] == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    airtable = media_references(["Pic (1).jpg (https://cdn.example/x),b.jpg (https://cdn.example/y)"])
    assert [(r.path, r.url) for r in airtable] == [
        ("Pic (1).jpg", "https://cdn.example/x"),
        ("b.jpg", "https://cdn.example/y"),
    ]
    assert [r.url for r in media_references(['=IMAGE("https://cdn.example/z.jpg")'])] == ["https://cdn.example/z.jpg"]


def test_rounded_ids_and_tags() -> None:
    assert is_rounded_number("1.62692E+18")
    assert is_rounded_number("1626922779105760000")
    assert not is_rounded_number("1626922779105759235")
    assert not is_rounded_number("1200")
    assert parse_tags(["#a #b, c", "a"]) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nom du fichier", "media"), ("Bild", "media"), ("images/0", "media"), ("Lien de la publication", "permalink"),
        ("Légende", "caption"), ("J'aime", "likes"), ("Nb commentaires", "comments"), ("Gebruikersnaam", "handle"),
        ("J'accepte que ma photo soit utilisée", "answer"), ("What's your Instagram handle?", "handle"),
        ("Ville", "place"), ("Hashtags", "tags"), ("Zeitstempel", "posted_at"), ("width", None), ("", None),
    ],
)  # fmt: skip
def test_headers_in_several_languages(header: str, field: str | None) -> None:
    found = field_of(header, load_synonyms())
    assert (found.value if found else None) == field
