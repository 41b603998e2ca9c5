"""Safety copies of the database: through SQLite's backup interface, checked, described by a note, thinned with age.

A plain copy of an open database silently loses its newest pages, so no copy is ever made that way. A backup holds the
database only: originals and evidence lie beside it once and never change.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.errors import LibraryDamaged, LibraryNewer, NotFound
from ugc_studio.domain.messages import _
from ugc_studio.library.database import connect_reader, plain_errors
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.originals import hash_file, plain_file_errors, sync_folder, whole_file

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

log = logging.getLogger(__name__)

NAME = re.compile(r"library-(\d{8}-\d{6})(?:-(\d+))?\.db")
STAMP = "%Y%m%d-%H%M%S"
COUNTED = ("assets", "posts", "parties", "ledger_events", "galleries", "uses")
KEPT_APART = ("asked", "before-migration", "before-restore")
"""Copies that a person asked for or whose state was replaced; thinning leaves them alone for a month."""
SMALL_LIBRARY = 32 << 20
"""Bytes up to which a copy at every close costs nothing worth talking about."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy with what was found in it when it was made: the end of the ledger and how many rows."""

    path: Path
    at: dt.datetime
    bytes: int
    seq: int = 0
    hash: str = ""
    sha256: str = ""
    reason: str = "unknown"
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def note(self) -> Path:
        """The file that describes the copy."""
        return note_of(self.path)


def note_of(path: Path) -> Path:
    """The file that describes a copy: the same name, ending in ``.json``."""
    return path.with_suffix(".json")


class BackupStore:
    """``backups/``: makes, lists, checks and thins copies."""

    def __init__(self, folder: LibraryFolder, *, clock: Callable[[], dt.datetime]) -> None:
        self._folder = folder
        self._clock = clock

    def create(self, *, reason: str) -> Backup:
        """Copy the database as it stands now, check the copy, and only then give it its name."""
        at = self.now()
        with plain_file_errors():
            self._folder.backups.mkdir(exist_ok=True)
            path = self._free_name(at)
            half = path.with_suffix(".half")
            try:
                head = copy_database(self._folder.database, half)
                check_copy(half, head)
                backup = Backup(
                    path, at, half.stat().st_size, head[0], head[1], hash_file(half), reason, _counts(half)
                )
                with whole_file(note_of(path)) as stream:
                    stream.write(_note(backup))
                half.replace(path)
            finally:
                half.unlink(missing_ok=True)
            sync_folder(self._folder.backups)
        return backup

    def now(self) -> dt.datetime:
        """The instant by which copies are named, in whole seconds of UTC."""
        return self._clock().astimezone(dt.UTC).replace(microsecond=0)

    def all(self) -> list[Backup]:
        """All copies, newest first; one without a readable note is listed with what its name says."""
        if not self._folder.backups.is_dir():
            return []
        found = [read_backup(path) for path in self._folder.backups.iterdir() if NAME.fullmatch(path.name)]
        return sorted(found, key=lambda backup: (backup.at, _number(backup.path)), reverse=True)

    def find(self, name: str) -> Path:
        """A copy by its name in ``backups/`` or by any path; ``NotFound`` says where to look."""
        for path in (Path(name), self._folder.backups / name, self._folder.backups / f"{name}.db"):
            if path.is_file():
                return path
        raise NotFound(_("There is no backup {name}. See: ugc-studio backup list", name=name))

    def verify(self, backup: Backup) -> bool:
        """Whether the copy still has the bytes that were checked when it was made."""
        return bool(backup.sha256) and backup.path.is_file() and hash_file(backup.path) == backup.sha256

    def is_due(self) -> bool:
        """Whether a close after changes makes a copy: always for a small library, else once an hour."""
        database = self._folder.database
        if database.exists() and database.stat().st_size <= SMALL_LIBRARY:
            return True
        newest = next(iter(self.all()), None)
        return newest is None or self._clock() - newest.at >= dt.timedelta(hours=1)

    def rotate(self) -> list[Backup]:
        """Delete what is not kept any longer: one an hour for a day, one a day for a week, one a week for a year."""
        with plain_file_errors():
            for leftover in self._folder.backups.glob("library-*.half*"):
                leftover.unlink(missing_ok=True)
            doomed = surplus(self.all(), self._clock())
            for backup in doomed:
                self.delete(backup)
        return doomed

    def delete(self, backup: Backup) -> None:
        """Delete a copy and its note."""
        backup.path.unlink(missing_ok=True)
        backup.note.unlink(missing_ok=True)

    def purge(self) -> int:
        """Delete every copy: an erasure leaves no byte of a person in them. Returns how many there were."""
        with plain_file_errors():
            copies = self.all()
            for backup in copies:
                self.delete(backup)
            self._remove_all_but(())
        return len(copies)

    def rewrite_all(self, change: Callable[[Path], None]) -> int:
        """Change every copy in place, for an erasure: each is changed beside, checked again, then swapped.

        A copy that cannot be changed (damaged, or of a version that the change does not know) is deleted, and so is
        what a crash or a restore of a damaged library left behind: nothing may keep what was erased.
        """
        copies = self.all()
        with plain_file_errors():
            for backup in copies:
                try:
                    self._rewrite(backup, change)
                except (LibraryDamaged, LibraryNewer, sqlite3.DatabaseError, UnicodeDecodeError):
                    log.warning("the backup %s could not be changed and was deleted", backup.path.name)
                    self.delete(backup)
            self._remove_all_but({path for backup in copies for path in (backup.path, backup.note)})
        return len(copies)

    def _rewrite(self, backup: Backup, change: Callable[[Path], None]) -> None:
        half = backup.path.with_suffix(".half")
        try:
            shutil.copyfile(backup.path, half)
            with plain_errors():
                change(half)
            check_copy(half)
            flush_file(half)
            changed = replace(backup, bytes=half.stat().st_size, sha256=hash_file(half), counts=_counts(half))
            with whole_file(note_of(backup.path)) as stream:
                stream.write(_note(changed))
            half.replace(backup.path)
        finally:
            for leftover in self._folder.backups.glob(half.name + "*"):  # with its journals
                leftover.unlink()
        sync_folder(self._folder.backups)

    def _remove_all_but(self, kept: Collection[Path]) -> None:
        for leftover in self._folder.backups.iterdir():
            if leftover in kept:
                continue
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover)  # a damaged database that a restore kept aside
            else:
                leftover.unlink()
        sync_folder(self._folder.backups)

    def _free_name(self, at: dt.datetime) -> Path:
        stem = f"library-{at.strftime(STAMP)}"
        path, number = self._folder.backups / f"{stem}.db", 1
        while path.exists():
            number += 1
            path = self._folder.backups / f"{stem}-{number}.db"
        return path


def surplus(backups: Sequence[Backup], now: dt.datetime) -> list[Backup]:
    """Which copies (newest first) are too many for their age; the newest of each hour, day or week stays."""
    kept: set[tuple[str, object]] = set()
    doomed: list[Backup] = []
    for index, backup in enumerate(backups):
        age = now - backup.at
        if backup.reason in KEPT_APART and age <= dt.timedelta(days=30):
            continue
        if age <= dt.timedelta(days=1):
            slot: tuple[str, object] = ("hour", backup.at.replace(minute=0, second=0))
        elif age <= dt.timedelta(days=7):
            slot = ("day", backup.at.date())
        elif age <= dt.timedelta(days=366):
            slot = ("week", tuple(backup.at.isocalendar())[:2])
        else:
            slot = ("old", None)
        if index and slot in kept:
            doomed.append(backup)
        kept.add(slot)
    return doomed


def _number(path: Path) -> int:
    """The second copy of one second is ``…-2.db``: younger than the first."""
    match = NAME.fullmatch(path.name)
    return int(match[2] or 1) if match else 0


def copy_database(source: Path, target: Path) -> tuple[int, str]:
    """Copy a database, open or not, into one flushed file that stands alone; returns the head of its ledger."""
    target.unlink(missing_ok=True)
    with plain_errors(), contextlib.closing(connect_reader(source).conn) as reader:
        reader.execute("BEGIN")  # one snapshot for the head and the copy
        head = ledger_head(reader)
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as writer:
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode=DELETE")
        reader.execute("COMMIT")
    target.chmod(0o600)
    flush_file(target)
    return head


def flush_file(path: Path) -> None:
    """Make the bytes of a closed file survive a power cut."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_copy(path: Path, head: tuple[int, str] | None = None) -> None:
    """Refuse a copy that is not whole, or does not end where the ledger ended when it was made."""
    damaged = LibraryDamaged(_("The backup {file} is not whole. Choose another one.", file=path.name))
    try:
        with contextlib.closing(connect_reader(path).conn) as connection:
            whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            found = ledger_head(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise damaged from error
    if not whole or broken or (head is not None and found != head):
        raise damaged


def ledger_head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The sequence and hash of the last ledger row; (0, "") where there is none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'ledger_events'").fetchone():
        return 0, ""
    row = connection.execute("SELECT seq, hash FROM ledger_events ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def read_backup(path: Path) -> Backup:
    """A copy with its note; without a readable note, what its name and size say."""
    status = path.stat()
    name = NAME.fullmatch(path.name)
    at = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
    if name:
        at = dt.datetime.strptime(name[1], STAMP).replace(tzinfo=dt.UTC)
    plain = Backup(path, at, status.st_size)
    try:
        note: dict[str, Any] = json.loads(note_of(path).read_text("utf-8"))
        return Backup(
            path, at, status.st_size, int(note["seq"]), str(note["hash"]), str(note["sha256"]), str(note["reason"]),
            {str(table): int(rows) for table, rows in note["counts"].items()},
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return plain


@contextlib.contextmanager
def read_copy(path: Path, folder: LibraryFolder) -> Iterator[Session]:
    """A read session over a copy of the database; files are those of the library folder."""
    from ugc_studio.library.session import Session

    with plain_errors(), contextlib.closing(connect_reader(path).conn) as connection:
        from sqlite_utils import Database

        connection.execute("BEGIN")
        yield Session(Database(connection, execute_plugins=False), folder, _no_clock)


def _no_clock() -> str:
    raise RuntimeError("a copy is only read")


def _counts(path: Path) -> dict[str, int]:
    with contextlib.closing(connect_reader(path).conn) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            table: int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608 - constant names
            for table in COUNTED
            if table in tables
        }


def _note(backup: Backup) -> bytes:
    return json.dumps(
        {
            "at": backup.at.isoformat().replace("+00:00", "Z"),
            "reason": backup.reason,
            "seq": backup.seq,
            "hash": backup.hash,
            "bytes": backup.bytes,
            "sha256": backup.sha256,
            "counts": dict(backup.counts),
        },
        indent=2,
    ).encode() + b"\n"
