"""The story always ends today, and the demo's folder never loses what somebody else made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ugc_studio import resources
from ugc_studio.domain.errors import LibraryLocked, UsageError
from ugc_studio.library.library import Library
from ugc_studio.services.sample.folder import MARK, DemoFolder
from ugc_studio.services.sample.papers import write_paper
from ugc_studio.services.sample.story import TOLD_ON, Story, StoryClock

STORY = resources.path("sample", "story.toml")


def test_on_the_day_it_was_told_nothing_moves() -> None:
    story = Story.load(STORY, today=TOLD_ON)
    assert story.moved_by == 0
    assert "du 1er juin 2026 au 31 mai 2028" in story.rows("notice")[0]["text"]["fr"]


def test_later_every_date_moves_by_the_same_number_of_days() -> None:
    now, later = Story.load(STORY, today=TOLD_ON), Story.load(STORY, today=TOLD_ON + dt.timedelta(days=100))
    for before, after in zip(now.rows("event"), later.rows("event"), strict=True):
        assert after["at"] - before["at"] == dt.timedelta(days=100)
    notice = later.rows("notice")[0]
    assert notice["scope"]["end"] == dt.date(2028, 9, 8)
    assert "du 9 septembre 2026 au 8 septembre 2028" in notice["text"]["fr"]
    assert "from 9 September 2026 to 8 September 2028" in notice["text"]["en"]
    mia = next(row for row in later.rows("party") if row["id"] == "mia")
    assert mia["turns_18"] == "01/2029"


def test_the_first_of_a_month_is_written_as_french_does() -> None:
    story = Story.load(STORY, today=TOLD_ON + dt.timedelta(days=30))
    assert "du 1er juillet 2026 au 30 juin 2028" in story.rows("notice")[0]["text"]["fr"]


def test_the_clock_stands_where_the_story_is_and_then_runs() -> None:
    live = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    clock = StoryClock(lambda: live)
    clock.stand_at(dt.datetime(2026, 6, 4, tzinfo=dt.UTC))
    assert clock() == dt.datetime(2026, 6, 4, tzinfo=dt.UTC)
    clock.run()
    assert clock() == live


def test_a_paper_is_a_pdf_with_its_text(tmp_path: Path) -> None:
    data = write_paper(tmp_path / "a.pdf", title="Réseaux (24 mois)", lines=["Signé : Zoé"]).read_bytes()
    assert data.startswith(b"%PDF-1.4")
    assert data.endswith(b"%%EOF\n")
    assert "Réseaux \\(24 mois\\)".encode("cp1252") in data
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"xref")


def finished(root: Path) -> DemoFolder:
    folder = DemoFolder(root)
    folder.begin()
    (folder.place("web") / "photos").mkdir(parents=True)
    (folder.place("web") / "photos" / "1.jpg").write_bytes(b"one")
    folder.finish()
    return folder


def test_an_unchanged_demo_is_replaced(tmp_path: Path) -> None:
    finished(tmp_path / "demo")
    again = DemoFolder(tmp_path / "demo")
    again.begin()
    assert again.kept is None
    assert not again.place("web").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


@pytest.mark.parametrize("change", ["added", "edited", "removed", "folder"])
def test_a_demo_that_somebody_changed_is_kept(tmp_path: Path, change: str) -> None:
    folder = finished(tmp_path / "demo")
    photo = folder.place("web") / "photos" / "1.jpg"
    match change:
        case "added":
            (folder.root / "notes.txt").write_text("mine")
        case "edited":
            photo.write_bytes(b"two")
        case "removed":
            photo.unlink()
        case _:
            (folder.root / "mine").mkdir()
    again = DemoFolder(tmp_path / "demo")
    again.begin()
    assert again.kept == tmp_path / "demo-kept-1"
    assert (again.kept / MARK).is_file()
    assert (again.kept / "notes.txt").is_file() is (change == "added")


def test_a_demo_that_was_cut_off_is_kept(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    folder.begin()
    (folder.root / "half").write_bytes(b"half")
    again = DemoFolder(tmp_path / "demo")
    again.begin()
    assert again.kept is not None
    assert (again.kept / "half").read_bytes() == b"half"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds other files"):
        DemoFolder(tmp_path / "demo").begin()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="not a folder"):
        DemoFolder(tmp_path / "file").begin()
    (tmp_path / "link").symlink_to(tmp_path / "demo")
    with pytest.raises(UsageError, match="not a folder"):
        DemoFolder(tmp_path / "link").begin()


def test_a_demo_that_is_open_elsewhere_is_left_alone(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    folder.begin()
    with Library.create(folder.library), pytest.raises(LibraryLocked):
        DemoFolder(tmp_path / "demo").begin()
    assert folder.library.is_dir()
