"""Opening a library: one writer, a reason for everything that cannot be, and nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryMissing,
    LibraryNewer,
    LibraryReadOnly,
)
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.library import Library
from ugc_studio.library.lock import read_holder
from ugc_studio.library.opening import check_before_opening
from ugc_studio.library.surroundings import mount_type, synchronised_by

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A library with one photo, closed."""
    with new_library(tmp_path) as library:
        library.write(lambda s: add_asset(s, "a"))
    return tmp_path / "library"


def count(root: Path) -> int:
    with Library.open(root, writable=False) as library, library.read() as session:
        return session.assets.count()


# ---- making one


def test_a_new_library_is_private(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        assert library.writable
        assert stat.S_IMODE(library.folder.root.stat().st_mode) == 0o700
    with Library.create(tmp_path / "library") as again:
        assert again.writable


def test_a_folder_of_other_files_does_not_become_a_library(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    mode = tmp_path.stat().st_mode
    with pytest.raises(LibraryError, match="of its own"):
        Library.create(tmp_path)
    assert tmp_path.stat().st_mode == mode
    assert os.listdir(tmp_path) == ["holiday.jpg"]  # noqa: PTH208 - names only


def test_a_creation_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    root = tmp_path / "library"
    (root / "originals").mkdir(parents=True)
    (root / "library.db").touch()
    with Library.open(root) as library:
        library.write(lambda s: add_asset(s, "a"))
    assert count(root) == 1


# ---- one writer


def test_the_second_writer_is_told_who_writes(closed: Path) -> None:
    with Library.open(closed) as first:
        holder = read_holder(first.folder.lock)
        assert holder is not None
        assert holder.pid == os.getpid()
        with pytest.raises(LibraryLocked, match=str(os.getpid())):
            Library.open(closed)
        with Library.open(closed, fallback=True) as second:
            assert str(os.getpid()) in str(second.read_only_reason)
            first.write(lambda s: add_asset(s, "b"))
            with second.read() as session:
                assert session.assets.count() == 2
            with pytest.raises(LibraryReadOnly, match="open for writing"):
                second.write(lambda s: add_asset(s, "c"))
    with Library.open(closed) as library:
        assert library.read_only_reason is None


def test_a_lock_goes_with_its_process(closed: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from ugc_studio.library.library import Library;"
        f"library = Library.open(Path({str(closed)!r})); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(LibraryLocked, match=str(process.pid)):
            Library.open(closed)
        process.kill()
    assert read_holder(closed / "library.lock") is not None  # the words stay, the lock does not
    with Library.open(closed) as library:
        assert library.writable
    assert read_holder(closed / "library.lock") is None


def test_the_lock_file_is_not_followed_elsewhere(closed: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (closed / "library.lock").unlink()
    (closed / "library.lock").symlink_to(victim)
    with pytest.raises(LibraryReadOnly):
        Library.open(closed)
    assert victim.read_text() == "precious"


def test_what_was_on_its_way_in_is_cleared_by_the_next_writer(closed: Path) -> None:
    (closed / "incoming" / "half.jpg").write_bytes(b"x")
    (closed / "incoming" / "folder").mkdir()
    with Library.open(closed, writable=False):
        assert len(list((closed / "incoming").iterdir())) == 2
    with Library.open(closed):
        assert list((closed / "incoming").iterdir()) == []


# ---- what cannot be opened


def test_no_library(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(LibraryMissing, match="no library"):
            Library.open(folder)
    with Library.create(tmp_path / "x"):
        pass  # and the lock of a failed opening is not in the way


def test_a_lost_database_is_not_replaced_by_an_empty_one(closed: Path) -> None:
    (closed / "originals" / "ab").mkdir()
    (closed / "originals" / "ab" / "c.jpg").write_bytes(b"x")
    (closed / "library.db").unlink()
    with pytest.raises(LibraryDamaged, match="missing"):
        Library.open(closed)
    (closed / "library.db").touch()
    with pytest.raises(LibraryDamaged):
        Library.open(closed)


@pytest.mark.parametrize("change", ["migration", "version"])
def test_a_newer_library_is_left_untouched(closed: Path, change: str) -> None:
    database = sqlite3.connect(closed / "library.db")
    if change == "migration":
        database.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('ugc_studio', '9999_later')")
    else:
        database.execute("PRAGMA user_version=999")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = (closed / "library.db").read_bytes()
    with pytest.raises(LibraryNewer, match="newer version"):
        Library.open(closed)
    with pytest.raises(LibraryNewer):
        Library.open(closed, writable=False)
    assert (closed / "library.db").read_bytes() == before


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "other"
    root.mkdir()
    database = sqlite3.connect(root / "library.db")
    database.execute("CREATE TABLE songs (title)")
    database.commit()
    database.close()
    with pytest.raises(LibraryMissing, match="another program"):
        Library.open(root)


@pytest.mark.parametrize("damage", ["garbage", "header", "cut", "zeros"])
def test_a_damaged_database_is_named_with_one_thing_to_do(closed: Path, damage: str) -> None:
    file = closed / "library.db"
    data = bytearray(file.read_bytes())
    if damage == "garbage":
        data[:] = b"not a database at all"
    elif damage == "header":
        data[:16] = b"\0" * 16
    elif damage == "cut":
        del data[len(data) // 2 :]
    else:
        data[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    file.write_bytes(data)
    with pytest.raises(LibraryDamaged, match="ugc-studio backup list"):
        Library.open(closed)


@pytest.mark.parametrize("damage", ["cut", "zeros"])
def test_a_large_database_is_looked_at_in_little_time(closed: Path, damage: str) -> None:
    folder = LibraryFolder(closed)
    check_before_opening(folder, most_bytes=0)
    data = bytearray(folder.database.read_bytes())
    if damage == "cut":
        del data[-4096:]
    else:
        data[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    folder.database.write_bytes(data)
    with pytest.raises(LibraryDamaged):
        check_before_opening(folder, most_bytes=0)


def test_any_flipped_byte_is_harmless_or_told(closed: Path, tmp_path: Path) -> None:
    """A small sweep: a damaged file gives our errors or works, it never crashes or shows a traceback."""
    original = (closed / "library.db").read_bytes()
    outcomes: set[str] = set()
    for position in (*range(16, 100, 7), *range(100, len(original), max(1, len(original) // 90))):
        root = tmp_path / "flipped"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(closed, root)
        data = bytearray(original)
        data[position] ^= 0xFF
        (root / "library.db").write_bytes(data)
        try:
            with Library.open(root) as library:
                library.write(lambda s: add_asset(s, "b"))
                with library.read() as session:
                    session.assets.count()
            outcomes.add("works")
        except LibraryError:
            outcomes.add("told")
        except sqlite3.DatabaseError as error:  # damage inside a row: SQLite's own words about a constraint
            outcomes.add(error.sqlite_errorname)
    assert {"works", "told"} <= outcomes
    assert outcomes <= {"works", "told", "SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_ERROR"}


# ---- places


@contextlib.contextmanager
def read_only_folder(root: Path) -> Iterator[Path]:
    """A copy of a library where nothing can be written; root, who may write everywhere, becomes nobody meanwhile."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "library"
        shutil.copytree(root, copy)
        (copy / "library.db-shm").unlink(missing_ok=True)  # it goes with the computer that had it open
        Path(place).chmod(0o755)
        for path in (copy, *copy.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        me = os.geteuid()
        if me == 0:
            os.setresuid(65534, 65534, 0)
        try:
            yield copy
        finally:
            if me == 0:
                os.setresuid(0, 0, 0)
            for path in (copy, *copy.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_medium_can_be_read(closed: Path) -> None:
    with read_only_folder(closed) as root:
        with Library.open(root, fallback=True) as library, library.read() as session:
            assert session.assets.count() == 1
            assert not library.writable
            assert "cannot be written" in str(library.read_only_reason)
        with pytest.raises(LibraryReadOnly, match="cannot be written"):
            Library.open(root)


def test_newest_changes_on_a_read_only_medium_are_not_passed_over(closed: Path) -> None:
    with Library.open(closed) as library:
        library.write(lambda s: add_asset(s, "b"))
        with read_only_folder(closed) as root, pytest.raises(LibraryReadOnly, match="newest changes"):
            Library.open(root, writable=False)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/studio", "Dropbox"),
        ("Dropbox (Maison Lavande)/x", "Dropbox"),
        ("OneDrive - Lavande/x", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("Google Drive/x", "Google Drive"),
        ("GoogleDrive-anna@example.org/x", "Google Drive"),
        ("Nextcloud/x", "Nextcloud"),
        ("Photos/x", None),
        ("Dropboxes/x", None),
    ],
)
def test_synchronised_folders_are_known_by_name(tmp_path: Path, folder: str, service: str | None) -> None:
    assert synchronised_by(tmp_path / folder) == service


@pytest.mark.parametrize(
    ("marker", "service"),
    [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".sync_a1b2.db", "Nextcloud"), (".dropbox", None)],
)
def test_synchronised_folders_are_known_by_their_marks(tmp_path: Path, marker: str, service: str | None) -> None:
    (tmp_path / marker).touch()
    assert synchronised_by(tmp_path / "a" / "library") == service


def test_a_synchronised_library_opens_with_a_warning(tmp_path: Path) -> None:
    with Library.create(tmp_path / "Dropbox" / "library") as library:
        assert ["Dropbox" in str(warning) for warning in library.warnings] == [True]


def test_the_file_system_of_a_path_is_its_nearest_mount() -> None:
    table = [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:50 / /mnt/team\\040share rw shared:2 - cifs //server/share rw",
        "41 40 0:51 / /mnt/team\\040share/local rw - ext4 /dev/sdb1 rw",
        "nonsense",
    ]
    assert mount_type("/home/anna", table) == "ext4"
    assert mount_type("/mnt/team share/library", table) == "cifs"
    assert mount_type("/mnt/team share", table) == "cifs"
    assert mount_type("/mnt/team shared", table) == "ext4"
    assert mount_type("/mnt/team share/local/x", table) == "ext4"


# ---- a full disk


def test_a_full_disk_loses_nothing(closed: Path) -> None:
    with Library.open(closed) as library:
        library.run_outside(lambda s: s.db.execute("PRAGMA max_page_count=1"))  # SQLite's own "no room left"

        def fill(session):  # type: ignore[no-untyped-def]  # a test's closure
            return [add_asset(session, f"big{n}", caption="word " * 2000) for n in range(500)]

        with pytest.raises(DiskFull, match="Nothing was lost"):
            library.write(fill)
        library.run_outside(lambda s: s.db.execute("PRAGMA max_page_count=1000000"))
        library.write(lambda s: add_asset(s, "after"))
    assert count(closed) == 2


def test_a_json_note_of_the_lock_is_plain(closed: Path) -> None:
    with Library.open(closed):
        words = json.loads((closed / "library.lock").read_text())
    assert set(words) == {"pid", "host", "since"}
