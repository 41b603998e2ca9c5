"""What the import dialog and its reports show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import corpus
from tests.support.lending import LentPool
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.imports import Outcome
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.media.workers import DecodePool
from ugc_studio.services.due import TaskKind
from ugc_studio.services.importing import ImportOptions
from ugc_studio.services.importing.desk import ItemAction


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    with DecodePool(1) as shared:
        yield shared


@pytest.fixture
def studio(tmp_path: Path, pool: DecodePool) -> Iterator[Studio]:
    made = open_studio(tmp_path / "library", actor="Ana", role="editor")
    made.importing._make_pool = lambda: LentPool(pool)  # type: ignore[assignment,return-value]  # lends one pool
    yield made
    made.library.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two good photos, a broken one and a text."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for seed in (1, 2):
        (folder / f"{seed}.jpg").write_bytes(corpus.jpeg(64, 48, seed))
    (folder / "bad.jpg").write_bytes(corpus.jpeg(640, 480, 9)[:500])
    (folder / "notes.doc").write_bytes(b"hello")
    return folder


def take(studio: Studio, *sources: Path, **options: object) -> int:
    report = studio.importing.run(
        list(sources), options=ImportOptions(**options), context=RecordingContext()  # type: ignore[arg-type]  # by name
    )
    assert report.batch is not None
    return report.batch


class TestBefore:
    """What a source is, from a cheap look."""

    def test_folders_files_tables_and_nothing(self, studio: Studio, source: Path, tmp_path: Path) -> None:
        posts = tmp_path / "posts"
        shutil.copytree(source, posts)
        (posts / "posts.csv").write_text("Post URL,Author,Caption,File\nhttps://x.example/1,@lea,Hi,1.jpg\n")
        gone, own = tmp_path / "gone", studio.library.folder.root / "originals"
        found = studio.import_desk.recognise([source, source / "1.jpg", posts, gone, own])
        assert [one.importer for one in found] == ["folder", "folder", "table", None, None]
        assert (found[0].estimate, found[1].estimate) == (4, 1)
        assert str(found[2].why) == "posts.csv names files of this folder"
        assert found[3].problem is not None
        assert str(found[4].problem) == "This is the library itself."
        assert studio.import_desk.reports() == []

    def test_pasted_pictures_come_in_under_plain_names(self, studio: Studio) -> None:
        pictures = [corpus.jpeg(64, 48, 3), corpus.encoded(corpus.scene(32, 32), "PNG"), b"no picture"]
        report = studio.import_desk.paste(pictures, RecordingContext())
        assert (report.imported, len(report.problems)) == (2, 1)
        with studio.library.read() as session:
            names = sorted(row.name for row in session.assets.page([1, 2]))
        assert [name.split(" ")[-1] for name in names] == ["1.jpg", "2.png"]
        assert not Path(report.sources[0].path).exists()
        with pytest.raises(UsageError):
            studio.import_desk.paste([], RecordingContext())


class TestReports:
    """Reports stay, with a reason and something to do for each file."""

    def test_the_list_and_the_report(self, studio: Studio, source: Path) -> None:
        batch = take(studio, source, place="Lyon", campaign="Summer")
        (summary,) = studio.import_desk.reports()
        assert (summary.batch, summary.state, summary.place, summary.campaign) == (batch, "done", "Lyon", "Summer")
        assert (summary.counts["imported"], summary.problems) == (2, 1)
        assert str(summary.text) == "Import finished: 2 added, 1 needs a look"
        detail = studio.import_desk.report(batch)
        bad, other = sorted(detail.items, key=lambda item: item.name)
        assert (bad.name, bad.outcome, bad.file) == ("bad.jpg", Outcome.PROBLEM, source / "bad.jpg")
        assert bad.actions == (ItemAction.SHOW_FILE, ItemAction.TRY_AGAIN, ItemAction.SKIP)
        assert "missing" in str(bad.reason)
        assert other.actions == (ItemAction.SHOW_FILE,)
        with pytest.raises(NotFound):
            studio.import_desk.report(99)

    def test_a_failed_file_is_tried_again_once(self, studio: Studio, source: Path) -> None:
        batch = take(studio, source, place="Lyon")
        (source / "bad.jpg").write_bytes(corpus.jpeg(640, 480, 9))
        report = studio.import_desk.retry(batch, RecordingContext())
        assert (report.seen, report.imported) == (1, 1)
        detail = studio.import_desk.report(batch)
        assert (detail.can_retry, detail.retried_as) == (False, report.batch)
        assert studio.import_desk.reports()[0].place == "Lyon"
        assert not [task for task in studio.today.tasks() if task.kind is TaskKind.IMPORT_PROBLEMS]
        with pytest.raises(UsageError, match="already"):
            studio.import_desk.retry(batch, RecordingContext())

    def test_a_table_is_read_again_as_a_whole(self, studio: Studio, source: Path) -> None:
        table = source / "posts.csv"
        table.write_text("Post URL,Author,Caption,File\nhttps://x.example/1,@lea,Hi,1.jpg\n"
                         "https://x.example/2,@max,Ho,later.jpg\n")  # fmt: skip
        batch = take(studio, source)
        (source / "later.jpg").write_bytes(corpus.jpeg(64, 48, 7))
        report = studio.import_desk.retry(batch, RecordingContext())
        assert report.imported == 1
        with studio.library.read() as session:
            row = next(row for row in session.assets.page(range(1, 9)) if row.name == "later.jpg")
        assert row.creator == "@max"

    def test_files_that_are_gone_cannot_be_tried(self, studio: Studio, source: Path) -> None:
        batch = take(studio, source)
        shutil.rmtree(source)
        with pytest.raises(UsageError, match="any more"):
            studio.import_desk.retry(batch, RecordingContext())
        item = next(item for item in studio.import_desk.report(batch).items if item.name == "bad.jpg")
        assert item.actions == (ItemAction.SKIP,)

    def test_problems_can_be_skipped(self, studio: Studio, source: Path) -> None:
        batch = take(studio, source)
        assert [task for task in studio.today.tasks() if task.kind is TaskKind.IMPORT_PROBLEMS]
        studio.import_desk.settle(batch)
        assert not [task for task in studio.today.tasks() if task.kind is TaskKind.IMPORT_PROBLEMS]
        assert studio.import_desk.reports()[0].settled
