"""Backups: whole copies of an open library, thinned with age, and restored so that nothing later is forgotten."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.errors import LibraryDamaged, LibraryError, LibraryLocked, LibraryMissing, LibraryNewer, NotFound
from ugc_studio.library import restoring
from ugc_studio.library.backup import Backup, read_copy, surplus
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.library import Library
from ugc_studio.library.restoring import RestoreOutcome

NOW = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)


class Later:
    """Counts the assets that came after the backup: stands for the events that a restore applies again."""

    def __init__(self) -> None:
        self.calls: list[tuple[int | None, int]] = []

    def __call__(self, old: Path | None, restored: Library) -> RestoreOutcome:
        before = None
        if old is not None:
            with read_copy(old, restored.folder) as session:
                before = session.assets.count()
        with restored.read() as session:
            self.calls.append((before, session.assets.count()))
        restored.write(lambda s: s.db.execute("INSERT OR REPLACE INTO settings VALUES ('reapplied', 'yes')"))
        return RestoreOutcome(events=3)


def names(root: Path, **options: object) -> set[str]:
    with Library.open(root, writable=False) as library, library.read() as session:
        rows = session.db.execute("SELECT source_path FROM occurrences")
        return {row[0].removeprefix("photos/").removesuffix(".jpg") for row in rows}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with new_library(tmp_path) as library:
        library.write(lambda s: add_asset(s, "early"))
    return tmp_path / "library"


def back_up(root: Path) -> Backup:
    with Library.open(root, clock=lambda: NOW) as library:
        return library.back_up()


# ---- making and keeping


def test_a_backup_holds_what_was_committed_a_moment_ago(root: Path) -> None:
    with Library.open(root, clock=lambda: NOW) as library:
        library.write(lambda s: add_asset(s, "late"))
        backup = library.back_up()
        assert backup.path.name == "library-20261124-123000.db"
        with read_copy(backup.path, library.folder) as session:
            assert session.assets.count() == 2
        assert library.back_up().path.name == "library-20261124-123000-2.db"
        assert sorted(path.suffix for path in library.folder.backups.iterdir()) == [".db", ".db", ".json", ".json"]
    note = json.loads(backup.note.read_text())
    assert note["counts"]["assets"] == 2
    assert note["bytes"] == backup.path.stat().st_size
    assert {"seq", "hash", "sha256", "at", "reason"} <= set(note)


def test_a_close_after_changes_makes_a_backup(root: Path) -> None:
    library = Library.open(root)
    library.close(backup=True)
    assert library.backups.all() == []
    library = Library.open(root)
    library.write(lambda s: add_asset(s, "late"))
    library.close(backup=True)
    (backup,) = library.backups.all()
    assert backup.reason == "close"
    assert library.backups.verify(backup)
    backup.path.write_bytes(backup.path.read_bytes()[:-1] + b"\xff")
    assert not library.backups.verify(backup)


def test_a_copy_that_is_not_whole_gets_no_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(root) as library:
        monkeypatch.setattr("ugc_studio.library.backup.ledger_head", _changing_head())
        with pytest.raises(LibraryDamaged, match="not whole"):
            library.back_up()
        assert list(library.folder.backups.iterdir()) == []


def _changing_head() -> Callable[[sqlite3.Connection], tuple[int, str]]:
    heads = iter([(7, "a"), (6, "b")])
    return lambda _connection: next(heads)


def test_old_backups_thin_out() -> None:
    def backup(**age: float) -> Backup:
        return Backup(Path(f"{age}"), NOW - dt.timedelta(**age), 1)

    copies = [
        backup(minutes=1), backup(minutes=5), backup(minutes=20), backup(hours=2), backup(hours=2.1), backup(hours=30),
        backup(hours=31), backup(days=6), backup(days=20), backup(days=20.1), backup(days=200), backup(days=800),
        backup(days=900),
    ]  # fmt: skip
    doomed = surplus(copies, NOW)
    kept = [copy for copy in copies if copy not in doomed]
    assert kept == [
        backup(minutes=1), backup(hours=2), backup(hours=30), backup(days=6), backup(days=20), backup(days=200),
        backup(days=800),
    ]  # fmt: skip
    apart = Backup(Path("x"), NOW - dt.timedelta(minutes=6), 1, reason="before-restore")
    assert apart not in surplus([backup(minutes=1), apart], NOW)
    assert surplus([], NOW) == []


def test_rotation_deletes_the_note_too(root: Path) -> None:
    with Library.open(root, clock=lambda: NOW) as library:
        first, second = library.back_up(reason="close"), library.back_up(reason="close")
        (library.folder.backups / "library-20261124-000000.half").write_bytes(b"x")
        assert [copy.path for copy in library.backups.all()] == [second.path]
        assert library.backups.rotate() == []
        assert not first.note.exists()
        assert set(library.folder.backups.iterdir()) == {second.path, second.note}
        assert library.backups.purge() == 1
        assert list(library.folder.backups.iterdir()) == []


def test_an_erasure_reaches_every_copy_and_what_it_cannot_reach_goes(root: Path) -> None:
    with Library.open(root, clock=lambda: NOW) as library:
        library.write(lambda s: add_asset(s, "zanzibar"))
        good, bad = library.back_up(), library.back_up()
        bad.path.write_bytes(bad.path.read_bytes()[:-4096])
        (library.folder.backups / "damaged-20260101-000000").mkdir()
        (library.folder.backups / "damaged-20260101-000000" / "library.db").write_bytes(b"zanzibar")
        (library.folder.backups / "library-20260101-000000.half").write_bytes(b"zanzibar")

        def erase(path: Path) -> None:
            database = sqlite3.connect(path, isolation_level=None)
            for sql in (
                "PRAGMA secure_delete=ON",
                "UPDATE occurrences SET source_path = 'x' WHERE source_path LIKE '%zanzibar%'",
                "DELETE FROM asset_text",
                "INSERT INTO asset_text (asset_text) VALUES ('rebuild')",
                "VACUUM",
            ):
                database.execute(sql)
            database.close()

        assert library.backups.rewrite_all(erase) == 2
        (kept,) = library.backups.all()
        assert kept.path == good.path
        assert (kept.seq, kept.hash, kept.at) == (good.seq, good.hash, good.at)
        assert library.backups.verify(kept)
        assert set(library.folder.backups.iterdir()) == {kept.path, kept.note}
        assert b"zanzibar" not in kept.path.read_bytes()


def test_a_backup_is_found_by_name_or_path(root: Path) -> None:
    backup = back_up(root)
    with Library.open(root) as library:
        for name in (str(backup.path), backup.path.name, backup.path.stem):
            assert library.backups.find(name).samefile(backup.path)
        with pytest.raises(NotFound, match="backup list"):
            library.backups.find("library-19990101-000000.db")


# ---- restoring


def test_restore_brings_back_the_backup_and_applies_what_came_later(root: Path) -> None:
    backup = back_up(root)
    with Library.open(root) as library:
        library.write(lambda s: add_asset(s, "late"))
    later = Later()
    library, outcome = Library.restore(root, backup.path, reapply=later)
    with library:
        assert later.calls == [(2, 1)]
        assert outcome == RestoreOutcome(events=3)
        kept = [copy for copy in library.backups.all() if copy.reason == "before-restore"]
        assert len(kept) == 1
        with pytest.raises(LibraryLocked):
            Library.open(root)
    assert names(root) == {"early"}
    again, _outcome = Library.restore(root, kept[0].path, reapply=later)
    again.close()
    assert names(root) == {"early", "late"}


def test_a_copy_from_elsewhere_can_be_restored(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "usb" / "copy.db"
    outside.parent.mkdir()
    shutil.copyfile(back_up(root).path, outside)
    with Library.open(root) as library:
        library.write(lambda s: add_asset(s, "late"))
    Library.restore(root, outside, reapply=Later())[0].close()
    assert names(root) == {"early"}
    assert [path.name for path in outside.parent.iterdir()] == ["copy.db"]


def test_a_damaged_library_is_kept_aside_as_it_is(root: Path) -> None:
    backup = back_up(root)
    (root / "library.db").write_bytes(b"garbage")
    later = Later()
    Library.restore(root, backup.path, reapply=later)[0].close()
    assert later.calls == [(None, 1)]
    assert names(root) == {"early"}
    (place,) = (root / "backups").glob("damaged-*")
    assert (place / "library.db").read_bytes() == b"garbage"
    with Library.open(root) as library:  # an erasure leaves no copy behind, whatever it is
        library.backups.purge()
        assert list(library.folder.backups.iterdir()) == []


def test_a_lost_database_can_be_restored(root: Path) -> None:
    backup = back_up(root)
    (root / "library.db").unlink()
    Library.restore(root, backup.path, reapply=Later())[0].close()
    assert names(root) == {"early"}


@pytest.mark.parametrize("kind", ["garbage", "cut", "newer", "foreign", "empty"])
def test_what_cannot_be_restored_changes_nothing(root: Path, tmp_path: Path, kind: str) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(back_up(root).path, copy)
    expected: type[LibraryError] = LibraryDamaged
    if kind == "garbage":
        copy.write_bytes(b"garbage")
    elif kind == "empty":
        copy.write_bytes(b"")
    elif kind == "cut":
        copy.write_bytes(copy.read_bytes()[:-9000])
    else:
        if kind == "foreign":
            copy.unlink()
        database = sqlite3.connect(copy)
        database.execute("PRAGMA user_version=99" if kind == "newer" else "CREATE TABLE songs (title)")
        database.commit()
        database.close()
        expected = LibraryNewer if kind == "newer" else LibraryMissing
    with pytest.raises(expected):
        Library.restore(root, copy, reapply=Later())
    assert names(root) == {"early"}
    assert not LibraryFolder(root).restoring.exists()
    Library.open(root).close()


STEPS = ["copy_database", "_keep_current", "note", "wal", "swap", "sync"]


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_leaves_the_old_library_or_the_new_one(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Stops the restore at each step as a power cut would: what was to clean up does not run either."""
    backup = back_up(root)
    with Library.open(root) as library:
        library.write(lambda s: add_asset(s, "late"))
    folder = LibraryFolder(root)
    with monkeypatch.context() as patch:
        _cut_power_at(step, patch, folder)
        with pytest.raises(PowerCut):
            Library.restore(root, backup.path, reapply=Later())
    later = Later()
    with Library.open(root, reapply=later):
        pass
    assert not folder.restoring.exists()
    assert not folder.restore_note.exists()
    if step == "sync":  # the swap had happened: the new library, and what came later was applied
        assert names(root) == {"early"}
        assert later.calls == [(2, 1)]
    else:
        assert names(root) == {"early", "late"}
        assert later.calls == []


class PowerCut(BaseException):
    """Everything stops here."""


def _cut_power_at(step: str, patch: pytest.MonkeyPatch, folder: LibraryFolder) -> None:
    def cut(*_args: object, **_options: object) -> None:
        raise PowerCut

    patch.setattr("ugc_studio.library.library.undo_half_swap", _only_once())
    if step in ("copy_database", "_keep_current"):
        patch.setattr(restoring, step, cut)
    elif step == "note":
        patch.setattr(restoring, "whole_file", cut)
    elif step == "wal":
        patch.setattr(Path, "with_name", _raise_for(Path.with_name, "library.db-shm"))
    elif step == "swap":
        patch.setattr(Path, "replace", _raise_for(Path.replace, str(folder.database)))
    else:
        patch.setattr(restoring, "sync_folder", cut)


def _only_once() -> Callable[[LibraryFolder], None]:
    """The look at the start happens, the cleaning after the failure does not."""
    calls: list[int] = []

    def undo(folder: LibraryFolder) -> None:
        if not calls:
            restoring.undo_half_swap(folder)
        calls.append(1)

    return undo


def _raise_for(real: Callable[..., Path], last: str) -> Callable[..., Path]:
    def call(path: Path, target: object) -> Path:
        if str(target) == last:
            raise PowerCut
        return real(path, target)

    return call


def test_an_unfinished_restore_opens_for_nobody_who_cannot_finish_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(root)

    def fail(old: Path | None, restored: Library) -> RestoreOutcome:
        raise PowerCut

    with pytest.raises(PowerCut):
        Library.restore(root, backup.path, reapply=fail)
    for options in ({}, {"writable": False}, {"fallback": True}):
        with pytest.raises(LibraryError, match="being restored"):
            Library.open(root, **options)  # type: ignore[arg-type]  # a dictionary of options
    later = Later()
    Library.open(root, reapply=later).close()
    assert len(later.calls) == 1
    assert names(root) == {"early"}


def test_a_library_in_use_is_not_replaced(root: Path) -> None:
    backup = back_up(root)
    with Library.open(root), pytest.raises(LibraryLocked):
        Library.restore(root, backup.path, reapply=Later())
