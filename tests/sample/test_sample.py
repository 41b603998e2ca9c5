"""The sample library: its files are there, open, licensed and small, and its story ends where it says."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import openpyxl
import pytest
from PIL import Image

from tests.conformance.player import World, play
from ugc_studio import resources
from ugc_studio.importers.table.columns import Field, assign, load_synonyms

SAMPLE = resources.path("sample")
PHOTOS = SAMPLE / "photos"
DAMAGED = {"mail/famille-roux/IMG_4836.jpg", "instagram/elise.et.le.large_20260701_01.jpg"}
LEDGER_STATES = {
    "unknown", "requested", "no_response", "replied", "given", "refused", "withdrawn", "objected", "revoked",
    "invalidated", "expired",
}  # fmt: skip
ON = dt.date(2026, 11, 24)


def files() -> list[Path]:
    """Everything below ``photos/``."""
    return sorted(path for path in PHOTOS.rglob("*") if path.is_file())


def pictures() -> list[Path]:
    """The pictures that should open."""
    return [path for path in files() if path.suffix.lower() in {".jpg", ".jpeg"} and name_of(path) not in DAMAGED]


def name_of(path: Path) -> str:
    """The path below ``photos/``."""
    return path.relative_to(PHOTOS).as_posix()


@pytest.fixture(scope="module")
def story() -> dict[str, Any]:
    """The story as written."""
    return tomllib.loads((SAMPLE / "story.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def world(story: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The story written into a real library."""
    played = play(story, tmp_path_factory.mktemp("story") / "library")
    yield played
    played.library.close()


def named(story: dict[str, Any]) -> set[str]:
    """Every path that the story names."""
    names = {row["id"] for row in story["asset"]}
    names |= {row["asset"] for key in ("depiction", "state", "expect") for row in story[key]}
    names |= {path for row in story["event"] for path in row.get("assets", [])}
    names |= {row[end] for row in story["relation"] for end in ("from", "to")}
    return names | {row["asset"] for row in story["gallery"]["item"]}


def test_the_sample_stays_under_ten_megabytes() -> None:
    total = sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file())
    assert total < 10_000_000


def test_there_are_about_sixty_photos_and_each_opens() -> None:
    assert 55 <= len(pictures()) <= 70
    for path in pictures():
        with Image.open(path) as picture:
            assert picture.format == "JPEG"
            picture.load()


def test_the_damaged_files_do_not_open() -> None:
    for name in DAMAGED:
        with pytest.raises(OSError, match=r"truncated|cannot identify"), Image.open(PHOTOS / name) as picture:
            picture.load()


@pytest.mark.parametrize("film", [path for path in files() if path.suffix.lower() in {".mov", ".mp4"}], ids=name_of)
def test_the_films_play_and_are_small(film: Path) -> None:
    capture = cv2.VideoCapture(str(film))
    read, frame = capture.read()
    capture.release()
    assert read
    assert frame.shape[1] >= 320
    assert film.stat().st_size < 300_000


def test_dates_in_the_files_lie_in_the_summer_of_2026() -> None:
    taken = []
    for path in pictures():
        with Image.open(path) as picture:
            taken.append(picture.getexif().get_ifd(0x8769).get(36867))
    dates = [dt.datetime.strptime(text, "%Y:%m:%d %H:%M:%S").date() for text in taken if text]  # noqa: DTZ007 - no zone
    assert len(dates) > 15
    assert all(dt.date(2026, 6, 1) <= day <= dt.date(2026, 9, 1) for day in dates)


def test_copies_are_what_the_recipe_says() -> None:
    def digest(name: str) -> str:
        return hashlib.sha256((PHOTOS / name).read_bytes()).hexdigest()

    assert digest("form/IMG_4821 (1).jpg") == digest("mail/famille-roux/IMG_4821.jpg")
    lake, stripped = "mail/famille-peeters/DSC_0412.JPG", "form/lac.jpg"
    assert digest(lake) != digest(stripped)
    with Image.open(PHOTOS / lake) as one, Image.open(PHOTOS / stripped) as other:
        assert one.tobytes() == other.tobytes()
        assert one.getexif()
        assert not other.getexif()


def test_every_file_has_one_licence_row_and_every_row_a_file() -> None:
    rows = [line for line in (SAMPLE / "LICENCES.md").read_text(encoding="utf-8").splitlines() if "| `photos/" in line]
    cells = [[cell.strip() for cell in re.split(r"\s\|\s|^\|\s|\s\|$", row) if cell.strip()] for row in rows]
    assert sorted(row[0].strip("`") for row in cells) == sorted(f"photos/{name_of(path)}" for path in files())
    for row in cells:
        assert "CC0" in row[-1] + row[-2] or "public domain" in row[-2]


def test_everything_that_the_story_names_is_there(story: dict[str, Any]) -> None:
    assert [path for path in sorted(named(story)) if not (SAMPLE / path).is_file()] == []
    assert {row["asset"] for row in story["depiction"]} <= {row["id"] for row in story["asset"]}
    parties = {row["id"] for row in story["party"]}
    spoken = {row["by"] for row in story["event"]} | {row.get("party", row["by"]) for row in story["event"]}
    assert spoken - parties <= {"maison"}
    assert {row["notice"] for row in story["event"] if "notice" in row} <= {row["id"] for row in story["notice"]}


def test_the_story_tells_all_pictures_but_the_damaged_and_the_second_copy(story: dict[str, Any]) -> None:
    told = {row["id"].removeprefix("photos/") for row in story["asset"]}
    assert {name_of(path) for path in files()} - told == DAMAGED | {
        "form/IMG_4821 (1).jpg",
        "mail/famille-roux/IMG_4840.MOV",
    }


def test_every_ledger_state_occurs(story: dict[str, Any]) -> None:
    assert {row["state"] for row in story["state"]} == LEDGER_STATES
    written = {row["type"] for row in story["event"]}
    assert LEDGER_STATES - {"unknown", "expired"} <= written
    assert {"same_work", "merged", "contract", "approved", "frozen", "unfrozen"} <= written
    assert any("sensitive" in row.get("flags", []) for row in story["asset"])
    assert any(row.get("author") == "contested" for row in story["asset"])


def test_the_events_stand_in_order_and_all_can_be_written(story: dict[str, Any], world: World) -> None:
    times = [row["at"] for row in story["event"]]
    assert times == sorted(times)
    assert world.refused == []


def ask(world: World, asset: str, **other: Any) -> frozenset[str]:
    """The gate's reasons for the gallery's use, or another; none when it is cleared."""
    use = {
        "asset": asset, "channel": "web", "media": "website", "label": True, "on": ON,
        "publish_at": dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), "live_until": dt.date(2027, 1, 30),
    }  # fmt: skip
    verdict = world.ask(use | other)
    assert verdict.cleared == (not verdict.codes)
    return frozenset(verdict.codes)


def test_the_gate_says_what_the_story_expects(story: dict[str, Any], world: World) -> None:
    wrong = []
    for row in story["expect"]:
        codes = ask(world, row["asset"], **{key: row[key] for key in ("media", "paid") if key in row})
        if (not codes) != row["cleared"] or not set(row.get("reasons", [])) <= codes:
            wrong.append((row, sorted(codes)))
    assert wrong == []


def test_each_state_shows_in_its_verdict(story: dict[str, Any], world: World) -> None:
    for row in story["state"]:
        codes = ask(world, row["asset"])
        assert (not codes) if row["state"] == "given" else row["state"] in codes


def test_the_gallery_has_ready_and_blocked_items_with_words(story: dict[str, Any], world: World) -> None:
    items = story["gallery"]["item"]
    ready = [row for row in items if not ask(world, row["asset"])]
    assert 20 <= len(items) <= 28
    assert len(ready) >= 15
    assert len(items) - len(ready) >= 4
    assert all(row["caption"] and row["alt"]["fr"] and row["alt"]["en"] for row in items)


def manifest() -> list[dict[str, str]]:
    """The rows of the posts."""
    with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def form() -> list[tuple[Any, ...]]:
    """The rows of the form without its header."""
    sheet = openpyxl.load_workbook(SAMPLE / "formulaire.xlsx").worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_every_picture_of_the_tables_is_there() -> None:
    paths = [path for row in manifest() for path in row["Fichier"].split(", ") if path]
    paths += [str(row[3]) for row in form()]
    assert [path for path in paths if not (SAMPLE / path).is_file()] == []
    told = {path.removeprefix("photos/") for path in paths}
    assert {name_of(path) for path in files() if path.parts[-2] in {"instagram", "form"}} == told


def test_the_posts_hold_what_makes_tables_hard() -> None:
    rows = manifest()
    captions = [row["Légende"] for row in rows]
    assert any(text.startswith("@") for text in captions)
    assert any("\n" in text for text in captions)
    assert any(ord(char) > 0x1F000 for text in captions for char in text)
    assert {row["Accord"] for row in rows} == {"oui", "non", "yes", "", "sauf pub"}
    assert any(not row["Fichier"] for row in rows)
    assert any(", " in row["Fichier"] for row in rows)


def test_the_form_reads_without_help() -> None:
    """Nothing of the form is taken for a picture but the picture."""
    sheet = openpyxl.load_workbook(SAMPLE / "formulaire.xlsx").worksheets[0]
    headers = [str(cell) for cell in next(sheet.iter_rows(max_row=1, values_only=True))]
    columns = assign(headers, [[str(cell or "") for cell in row] for row in form()], load_synonyms(), {})
    assert {field: [headers[at] for at in places] for field, places in columns.places.items()} == {
        Field.ID: ["Submission ID"],
        Field.POSTED_AT: ["Submitted at"],
        Field.AUTHOR: ["Name"],
        Field.MEDIA: ["Photo"],
        Field.CAPTION: ["Message"],
        Field.PLACE: ["Place"],
        Field.ANSWER: ["Permission to publish"],
    }
