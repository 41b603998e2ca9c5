"""Migrations: applied once, after a checked backup, all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.errors import LibraryReadOnly
from ugc_studio.library import library as library_module
from ugc_studio.library.backup import read_copy
from ugc_studio.library.library import Library
from ugc_studio.library.migrations import APPLICATION_ID, SCHEMA_VERSION, known_migrations, migrate, migrations
from ugc_studio.library.session import Session


def later(change: Callable[[Database], None]) -> Migrations:
    """All migrations of today and one of tomorrow."""
    steps = Migrations("ugc_studio")
    for step in migrations.pending(Database(memory=True)):
        steps(name=step.name)(step.fn)
    steps(name="9999_tomorrow")(change)
    return steps


def add_note(db: Database) -> None:
    db.execute("ALTER TABLE assets ADD COLUMN note TEXT")


def break_reference(db: Database) -> None:
    db.execute("DELETE FROM parties")


def fail_half_way(db: Database) -> None:
    add_note(db)
    db.execute("DELETE FROM assets")
    raise RuntimeError("out of luck")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with new_library(tmp_path) as library:
        library.write(lambda s: add_asset(s, "a", handle="anna", caption="x"))
    return tmp_path / "library"


def use(monkeypatch: pytest.MonkeyPatch, steps: Migrations) -> None:
    """Open libraries with the migrations of tomorrow."""
    monkeypatch.setattr(library_module, "migrate", lambda db: migrate(db, steps))
    monkeypatch.setattr("ugc_studio.library.opening.known_migrations", lambda: known_migrations() | {"9999_tomorrow"})
    monkeypatch.setattr(library_module, "pending_migrations", lambda db: [step.name for step in steps.pending(db)])


def columns(session: Session) -> set[str]:
    return {row[1] for row in session.db.execute("PRAGMA table_info(assets)")}


def test_a_new_library_knows_its_version(closed: Path) -> None:
    with Library.open(closed) as library, library.read() as session:
        assert session.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION == len(known_migrations())
        assert session.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert library.backups.all() == []  # nothing was pending


def test_an_older_library_comes_up_to_date_after_a_backup(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, later(add_note))
    with Library.open(closed) as library:
        with library.read() as session:
            assert "note" in columns(session)
            assert session.assets.count() == 1
        (backup,) = library.backups.all()
        assert backup.reason == "before-migration"
        assert library.backups.verify(backup)
        with read_copy(backup.path, library.folder) as session:
            assert "note" not in columns(session)
            assert session.assets.count() == 1
        foreign_keys = library.run_outside(lambda s: s.db.execute("PRAGMA foreign_keys").fetchone()[0])
        assert foreign_keys == 1


@pytest.mark.parametrize(
    ("change", "error"), [(fail_half_way, RuntimeError), (break_reference, sqlite3.IntegrityError)]
)
def test_a_migration_that_fails_leaves_the_old_library_whole(
    closed: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Database], None], error: type[Exception]
) -> None:
    with monkeypatch.context() as patch:
        use(patch, later(change))
        with pytest.raises(error):
            Library.open(closed)
    with Library.open(closed) as library, library.read() as session:
        assert "note" not in columns(session)
        assert session.assets.count() == 1
        assert session.db.execute("SELECT COUNT(*) FROM parties").fetchone()[0] == 1
        assert session.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION


def test_an_older_library_that_cannot_be_written_says_so(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, later(add_note))
    with pytest.raises(LibraryReadOnly, match="older version"):
        Library.open(closed, writable=False)
    Library.open(closed).close()
    with Library.open(closed, writable=False) as library, library.read() as session:
        assert "note" in columns(session)
