"""Imports end to end: real files, real decoding processes, a real library."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import corpus
from tests.support.digest import library_digest
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.imports import ImportReport
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.media.workers import DecodePool
from ugc_studio.services.history import HistoryService
from ugc_studio.services.importing import ImportOptions, ImportService
from ugc_studio.services.importing.service import ImportStopped

ACTOR = Actor("Ana", Role.EDITOR, "00000000-0000-4000-8000-000000000001")


class Answers:
    """Remembers the replies that an import hands on."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, tuple[int, ...], str, str | None, str]] = []

    def reply(
        self, session: Session, *, party_id: int, asset_ids: Sequence[int], text: str, at: str | None, source: str
    ) -> None:
        self.replies.append((party_id, tuple(asset_ids), text, at, source))


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    """One decoding process for all tests of this file."""
    with DecodePool(1) as shared:
        yield shared


class _Shared:
    """Lends a pool that stays open."""

    def __init__(self, pool: DecodePool) -> None:
        self._pool = pool

    def __enter__(self) -> DecodePool:
        return self._pool

    def __exit__(self, *_exception: object) -> None:
        """Leave it open for the next test."""


class Desk:
    """A library with its import service."""

    def __init__(self, folder: Path, pool: DecodePool) -> None:
        self.library = Library.create(folder)
        self.history = HistoryService(self.library, actor=ACTOR)
        self.answers = Answers()
        self.service = ImportService(
            self.library,
            history=self.history,
            answers=self.answers,
            make_pool=lambda: _Shared(pool),  # type: ignore[arg-type,return-value]  # lends instead of closing
        )

    def take(self, *sources: Path, **options: object) -> ImportReport:
        report = self.service.run(
            sources,
            options=ImportOptions(**options),  # type: ignore[arg-type]  # a dictionary of mixed values
            context=RecordingContext(),
        )
        assert report.reconciles
        assert not list(self.library.folder.incoming.iterdir())
        return report

    def paths(self) -> list[str]:
        with self.library.read() as session:
            return sorted(row[0] for row in session.db.execute("SELECT source_path FROM occurrences"))

    def count(self) -> int:
        with self.library.read() as session:
            return session.assets.count()


@pytest.fixture
def desk(tmp_path: Path, pool: DecodePool) -> Iterator[Desk]:
    made = Desk(tmp_path / "library", pool)
    yield made
    made.library.close()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Three photos, one of them twice, in two folders."""
    folder = tmp_path / "source"
    (folder / "deeper").mkdir(parents=True)
    for seed, name in enumerate(("a.jpg", "b.jpg", "deeper/c.jpg"), start=1):
        (folder / name).write_bytes(corpus.jpeg(320, 240, seed))
    shutil.copy(folder / "a.jpg", folder / "deeper" / "copy of a.jpg")
    return folder


def codes(report: ImportReport) -> dict[str, str]:
    return {Path(each.path).name: each.code for each in (*report.skipped, *report.problems)}


def test_photos_are_copied_and_originals_stay_as_they_are(desk: Desk, source: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in source.rglob("*.jpg")}
    report = desk.take(source)
    assert (report.seen, report.imported, report.known) == (4, 3, 1)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in source.rglob("*.jpg")} == before
    with desk.library.read() as session:
        for asset in session.assets.get_many([1, 2, 3]):
            stored = desk.library.originals.path(asset.sha256, asset.format)
            assert stored.read_bytes() in [content for content, _time in before.values()]
            assert desk.library.previews.get(asset.sha256, recipe="proxy1", size=512) is not None
            assert session.fingerprints.get(asset.id) is not None
    assert desk.paths() == sorted(str(path) for path in before)


def test_the_report_has_the_keys_of_the_contract(desk: Desk, source: Path) -> None:
    (source / "notes.txt").write_text("hello")
    document = desk.take(source).to_json()
    assert {
        "batch", "sources", "seen", "imported", "known", "skipped", "problems", "companions", "posts", "creators",
        "evidence", "seconds",
    } <= set(document)  # fmt: skip
    assert document["sources"][0].keys() == {"path", "importer", "why"}  # type: ignore[index]  # a JSON document
    assert document["skipped"][0].keys() == {"path", "code", "reason"}  # type: ignore[index]  # a JSON document


def test_importing_again_finds_everything_known(desk: Desk, source: Path) -> None:
    desk.take(source)
    before = desk.paths()
    report = desk.take(source)
    assert (report.seen, report.imported, report.known) == (4, 0, 4)
    assert desk.paths() == before
    shutil.copytree(source, source.with_name("renamed"))
    report = desk.take(source.with_name("renamed"))
    assert (report.imported, report.known) == (0, 4)
    assert len(desk.paths()) == 8


def test_a_file_that_changed_is_a_new_asset_even_with_the_same_size_and_date(desk: Desk, source: Path) -> None:
    desk.take(source)
    path = source / "a.jpg"
    stamp = path.stat().st_mtime_ns
    data = bytearray(path.read_bytes())
    data[12] ^= 1  # the minor version of JFIF: another file, still a picture
    path.write_bytes(data)
    os.utime(path, ns=(stamp, stamp))
    report = desk.take(source)
    assert (report.imported, report.known) == (1, 3)


def test_every_bad_file_has_its_reason_and_the_rest_comes_in(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, (make, _code) in corpus.BAD_FILES.items():
        (folder / name).write_bytes(make())
    (folder / "good.jpg").write_bytes(corpus.jpeg(64, 48, 9))
    os.mkfifo(folder / "pipe.jpg")
    (folder / "link.jpg").symlink_to("/etc/passwd")
    report = desk.take(folder)
    assert report.imported == 1
    found = codes(report)
    for name, (_make, code) in corpus.BAD_FILES.items():
        assert found[name] in code.split("|"), name
    assert found["pipe.jpg"] == "not_regular"
    assert found["link.jpg"] == "symlink"
    with desk.library.read() as session:
        stored = session.batches.items(report.batch or 0)
        assert {Path(item.path).name: item.code for item in stored} == found


def test_files_with_odd_names_come_in(desk: Desk, tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "odd")
    Path(os.fsdecode(folder)).mkdir()
    odd = [b"line\nbreak", b"\xe2\x80\xaegpj.exe", b"n" * 251, b"latin-\xe9", b"-rf", b"a'b\""]
    names = [name + b".jpg" for name in odd]
    for seed, name in enumerate(names):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(corpus.jpeg(64, 48, seed))
    report = desk.take(Path(os.fsdecode(folder)))
    assert (report.imported, report.problems) == (len(names), [])
    assert any(path.endswith("latin-\\xe9.jpg") for path in desk.paths())


def test_companions_are_kept_beside_their_photo(desk: Desk, source: Path) -> None:
    (source / "a.mov").write_bytes(b"film")
    (source / "a.xmp").write_bytes(b"<x/>")
    report = desk.take(source)
    assert (report.seen, report.companions) == (4, 2)
    before = library_digest(desk.library.folder.root)
    assert {(row[1], row[3]) for row in before["companions"]} == {("live_movie", 4), ("sidecar", 4)}
    desk.take(source)
    assert library_digest(desk.library.folder.root) == before


def test_a_dry_run_tells_the_same_and_keeps_nothing(desk: Desk, source: Path) -> None:
    (source / "bad.jpg").write_bytes(b"")
    dry = desk.take(source, dry_run=True)
    assert desk.count() == 0
    assert dry.batch is None
    wet = desk.take(source)
    assert (dry.seen, dry.imported, dry.known, codes(dry)) == (wet.seen, wet.imported, wet.known, codes(wet))


def test_a_missing_source_is_a_usage_error(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        desk.take(tmp_path / "nowhere")


def test_a_batch_remembers_who_handed_it_over_and_where(desk: Desk, source: Path) -> None:
    report = desk.take(source, received_from="some-uuid", place="Lyon", campaign="Summer")
    with desk.library.read() as session:
        batch = session.batches.get(report.batch or 0)
        assert (batch.received_from, batch.state, batch.report["campaign"]) == ("some-uuid", "done", "Summer")
        assert batch.report["imported"] == 3
        places = set(session.db.execute("SELECT l.name FROM assets a JOIN places l ON l.id = a.place_id"))
        assert places == {("Lyon",)}


def test_stopping_keeps_what_is_done_and_a_second_run_continues(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for seed in range(30):
        (folder / f"{seed:02d}.jpg").write_bytes(corpus.jpeg(64, 48, seed))
    context = _StopsAfter(8)
    with pytest.raises(ImportStopped) as stopped:
        desk.service.run([folder], context=context)
    done = stopped.value.report.imported
    assert 8 <= done < 30
    assert desk.count() == done
    assert not list(desk.library.folder.incoming.iterdir())
    with desk.library.read() as session:
        assert session.batches.recent()[0].state == "stopped"
    report = desk.take(folder)
    assert (report.imported, report.known) == (30 - done, done)


def test_a_source_that_is_taken_away_leaves_reasons(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for seed in range(20):
        (folder / f"{seed:02d}.jpg").write_bytes(corpus.jpeg(64, 48, seed))
    report = desk.service.run([folder], context=_Unplugs(folder))
    assert report.reconciles
    assert report.seen == 20
    assert 0 < report.imported < 20
    assert {each.code for each in report.problems} == {"vanished"}


class _Unplugs(RecordingContext):
    """A user who takes the stick away after the first photo."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def advance(self, count: int = 1) -> None:
        super().advance(count)
        shutil.rmtree(self._folder, ignore_errors=True)


class _StopsAfter(RecordingContext):
    """A user who stops after some items."""

    def __init__(self, items: int) -> None:
        super().__init__()
        self._left = items

    def advance(self, count: int = 1) -> None:
        super().advance(count)
        self._left -= count
        if self._left <= 0:
            self.stop()


def test_undo_puts_an_import_into_the_trash_and_redo_takes_it_out(desk: Desk, source: Path) -> None:
    desk.take(source)
    with desk.library.read() as session:
        assert "3 photos" in str(session.history.recent()[0].text)
    desk.library.write(lambda session: session.assets.set_rating([AssetId(1)], 4))
    desk.history.undo()
    assert desk.count() == 1  # the one that somebody has rated stays
    desk.history.redo()
    assert desk.count() == 3
    desk.history.undo()
    report = desk.take(source)
    assert report.imported == 2
    assert desk.count() == 3


def test_what_is_in_the_trash_or_erased_does_not_come_back_by_itself(desk: Desk, source: Path) -> None:
    desk.take(source)

    def take_away(session: Session) -> None:
        session.db.execute("UPDATE assets SET state = 'trashed' WHERE id = 1")
        session.db.execute("UPDATE assets SET state = 'tombstone', tombstone_until = '9999-01-01' WHERE id = 2")

    desk.library.write(take_away)
    report = desk.take(source)
    assert sorted(each.code for each in report.skipped) == ["erased", "in_trash", "in_trash"]
    assert (report.imported, report.known) == (0, 1)


def test_a_lost_original_is_repaired_by_importing_it_again(desk: Desk, source: Path) -> None:
    desk.take(source)
    stored = sorted(path for path in desk.library.folder.originals.rglob("*") if path.is_file())
    stored[0].unlink()
    desk.take(source)
    assert sorted(path for path in desk.library.folder.originals.rglob("*") if path.is_file()) == stored


def table(source: Path, text: str) -> Path:
    path = source / "posts.csv"
    path.write_text(text, encoding="utf-8")
    return path


ROWS = (
    "URL,Author,Caption,Photo,Likes,Place,Tags,I agree to the use of my photo\n"
    "https://instagram.com/p/A/,@zoe,Nice,\"a.jpg, b.jpg\",12,Lyon,#sun #sea,yes\n"
    "https://instagram.com/p/B/,@Zoe,Again,deeper/c.jpg,-1,,,\n"
    "https://instagram.com/p/C/,@max,Gone,gone.jpg,3,,,no\n"
    "https://instagram.com/p/D/,@max,Text only,,3,,,\n"
    "https://instagram.com/p/E/,@eve,Far,https://cdn.example/e.jpg,3,,,\n"
    "https://instagram.com/p/F/,@eve,Out,../../etc/passwd,3,,,\n"
)


def test_a_table_brings_posts_creators_and_answers(desk: Desk, source: Path) -> None:
    report = desk.take(table(source, ROWS))
    assert (report.seen, report.imported, report.posts, report.creators, report.evidence) == (6, 3, 6, 3, 2)
    assert codes(report) == {"gone.jpg": "missing_file", "e.jpg": "remote", "passwd": "outside_source"}
    with desk.library.read() as session:
        zoe, agreed, text, _at, _source = *desk.answers.replies[0][:3], None, None
        assert text == "I agree to the use of my photo: yes"
        posts = {post.permalink: post for asset in agreed for post in session.posts.of_asset(asset)}
        assert list(posts) == ["https://instagram.com/p/A/"]
        assert [slot.state.value for slot in posts["https://instagram.com/p/A/"].media] == ["local", "local"]
        assert set(session.authors.of_assets(agreed)) == set(agreed)
        assert [creator.handle for creator in session.creators.of_party(zoe)] == ["zoe"]
        assert len(desk.answers.replies) == 2
        assert desk.answers.replies[1][1] == ()
        tags = {row[0] for row in session.db.execute("SELECT tag FROM asset_tags WHERE asset_id = ?", [agreed[0]])}
        assert tags == {"sun", "sea"}


def test_a_table_again_updates_counts_and_repairs_what_was_missing(desk: Desk, source: Path) -> None:
    desk.take(table(source, ROWS))
    before = library_digest(desk.library.folder.root)
    desk.take(table(source, ROWS))
    assert library_digest(desk.library.folder.root) == before
    assert len(desk.answers.replies) == 2
    (source / "gone.jpg").write_bytes(corpus.jpeg(64, 48, 77))
    report = desk.take(table(source, ROWS.replace(",12,", ",99,")))
    assert (report.imported, report.posts) == (1, 6)
    assert len(desk.answers.replies) == 3
    with desk.library.read() as session:
        counts = dict(session.db.execute("SELECT permalink, likes FROM posts").fetchall())
        assert counts["https://instagram.com/p/A/"] == 99
        assert counts["https://instagram.com/p/B/"] is None
        states = set(session.db.execute("SELECT state FROM post_media WHERE reference = 'gone.jpg'"))
        assert states == {("local",)}


def test_a_folder_with_a_table_takes_the_other_photos_too(desk: Desk, source: Path) -> None:
    table(source, "file,author\na.jpg,@zoe\n")
    report = desk.take(source)
    assert [each.importer for each in report.sources] == ["table"]
    assert (report.seen, report.imported, report.known, report.companions, report.posts) == (4, 3, 1, 1, 1)


def test_a_photo_of_two_people_is_contested(desk: Desk, source: Path) -> None:
    desk.take(table(source, "photo,author,date\na.jpg,@zoe,2026-03-02\na.jpg,@max,2026-03-01\n"))
    with desk.library.read() as session:
        claims = session.authors.of_assets([1])[1]
        assert [state.value for _party, state in claims] == ["contested", "contested"]
        row = session.db.execute("SELECT c.handle FROM assets a JOIN creators c ON c.id = a.creator_id").fetchone()
        assert row[0] == "max"  # the earlier post


def test_the_library_itself_is_not_imported(desk: Desk, source: Path, tmp_path: Path) -> None:
    desk.take(source)
    report = desk.take(tmp_path)
    assert "own_library" in codes(report).values()
    assert report.imported == 0
