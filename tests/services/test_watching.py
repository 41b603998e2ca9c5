"""Watched folders: what is new comes in by itself, once, and nothing else does."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import corpus
from tests.services.consent.world import Clock
from tests.support.lending import LentPool
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.media.workers import DecodePool
from ugc_studio.services.watching import ScanResult


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    with DecodePool(1) as shared:
        yield shared


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def studio(tmp_path: Path, pool: DecodePool, clock: Clock) -> Iterator[Studio]:
    made = open_studio(tmp_path / "library", actor="Ana", role="editor", clock=clock)
    made.importing._make_pool = lambda: LentPool(pool)  # type: ignore[assignment,return-value]  # lends one pool
    yield made
    made.library.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def drop(folder: Path, name: str, seed: int, *, age: float = 60) -> Path:
    """A photo that arrived some seconds ago."""
    path = folder / name
    path.write_bytes(corpus.jpeg(64, 48, seed))
    stamp = time.time() - age
    os.utime(path, (stamp, stamp))
    return path


def look(studio: Studio) -> ScanResult:
    (result,) = studio.watching.scan(RecordingContext())
    return result


def test_only_what_is_new_comes_in(studio: Studio, inbox: Path) -> None:
    party = studio.consent.recorder.add_party("creator", name="Léa")
    studio.watching.add(inbox, received_from="Léa", place="Lyon", campaign="Summer")
    drop(inbox, "1.jpg", 1)
    assert look(studio).imported == 1
    assert look(studio) == ScanResult(studio.watching.folders()[0], 0)
    drop(inbox, "2.jpg", 2)
    (inbox / ".DS_Store").write_bytes(b"x")
    result = look(studio)
    assert (result.new, result.imported) == (1, 1)
    summaries = studio.import_desk.reports()
    assert [one.counts["seen"] for one in summaries] == [1, 1]
    assert {(one.place, one.campaign, one.received_from) for one in summaries} == {("Lyon", "Summer", "Léa")}
    assert studio.watching.folders()[0].received_from == party.uuid


def test_a_broken_file_is_tried_once_unless_it_changes(studio: Studio, inbox: Path) -> None:
    studio.watching.add(inbox)
    bad = drop(inbox, "bad.jpg", 1)
    bad.write_bytes(b"\xff\xd8\xff broken")
    os.utime(bad, (time.time() - 60,) * 2)
    assert look(studio).problems == 1
    assert look(studio).batch is None
    drop(inbox, "good.jpg", 2)
    assert look(studio).problems == 0
    drop(inbox, "bad.jpg", 3, age=30)
    assert look(studio).imported == 1


def test_a_file_that_is_still_written_waits(studio: Studio, inbox: Path) -> None:
    studio.watching.add(inbox)
    path = drop(inbox, "1.jpg", 1, age=0)
    assert look(studio).new == 0
    os.utime(path, (time.time() - 60,) * 2)
    assert look(studio).imported == 1


def test_what_was_thrown_away_stays_away(studio: Studio, inbox: Path) -> None:
    studio.watching.add(inbox)
    drop(inbox, "1.jpg", 1)
    look(studio)
    with studio.library.read() as session:
        asset = session.assets.page([1])[0].asset.id
    studio.marking.trash([asset])
    assert look(studio).new == 0


def test_a_table_is_read_with_its_files(studio: Studio, inbox: Path) -> None:
    studio.watching.add(inbox)
    drop(inbox, "1.jpg", 1)
    table = inbox / "posts.csv"
    rows = ["Post URL,Author,Caption,File", "https://x.example/1,@lea,Hi,1.jpg", "https://x.example/2,@max,Ho,2.jpg"]
    table.write_text("\n".join(rows))
    os.utime(table, (time.time() - 60,) * 2)
    assert look(studio).imported == 1
    drop(inbox, "2.jpg", 2)
    assert look(studio).imported == 1
    with studio.library.read() as session:
        assert {row.creator for row in session.assets.page([1, 2])} == {"@lea", "@max"}


def test_an_unplugged_folder_stays_listed_and_says_so(studio: Studio, inbox: Path, tmp_path: Path) -> None:
    studio.watching.add(inbox)
    other = tmp_path / "other"
    other.mkdir()
    studio.watching.add(other)
    drop(other, "1.jpg", 1)
    shutil.rmtree(inbox)
    gone, fine = studio.watching.scan(RecordingContext())
    assert gone.problem is not None
    assert "taken away" in str(studio.watching.folders()[0].problem)
    assert fine.imported == 1
    inbox.mkdir()
    drop(inbox, "2.jpg", 2)
    assert [one.imported for one in studio.watching.scan(RecordingContext())] == [1, 0]
    assert studio.watching.folders()[0].problem is None


def test_the_library_and_what_is_no_folder_are_refused(studio: Studio, inbox: Path) -> None:
    with pytest.raises(UsageError, match="library"):
        studio.watching.add(studio.library.folder.root / "originals")
    with pytest.raises(UsageError, match="no folder"):
        studio.watching.add(drop(inbox, "1.jpg", 1))
    with pytest.raises(UsageError, match="no file or folder"):
        studio.watching.add(inbox / "nowhere")
    folder = studio.watching.add(inbox)
    with pytest.raises(UsageError, match="already"):
        studio.watching.add(inbox)
    studio.watching.remove(folder.id)
    assert studio.watching.folders() == []
    with pytest.raises(NotFound):
        studio.watching.remove(folder.id)


def test_a_folder_around_the_library_leaves_it_out(studio: Studio, tmp_path: Path) -> None:
    studio.watching.add(tmp_path)
    drop(tmp_path, "1.jpg", 1)
    assert look(studio).imported == 1
    assert look(studio).new == 0


def test_folders_are_due_after_a_while(studio: Studio, inbox: Path, clock: Clock) -> None:
    folder = studio.watching.add(inbox)
    assert [one.id for one in studio.watching.due()] == [folder.id]
    look(studio)
    assert studio.watching.due() == []
    clock.forward(minutes=6)
    assert len(studio.watching.due()) == 1
    assert studio.watching.due(every=dt.timedelta(hours=1)) == []
