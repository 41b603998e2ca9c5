"""Schema changes as small named functions; the library runs them when it is opened, after a verified backup."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ugc_studio.library import schema, schema_additions

migrations = Migrations("ugc_studio")

SCHEMA_VERSION = 15
"""Kept in ``user_version``: the number of migrations, so that an older program refuses a newer file at once."""
APPLICATION_ID = 0x55474353
"""``UGCS``: tells our database from any other (``PRAGMA application_id``)."""


def run_script(db: Database, script: str) -> None:
    """Run several statements inside the open transaction (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if _is_complete(statement):
            db.execute(statement)
            statement = ""


def _is_complete(statement: str) -> bool:
    return bool(statement.strip()) and sqlite3.complete_statement(statement)


@migrations(name="0001_first_library")
def first_library(db: Database) -> None:
    """Create every table of the first version."""
    for part in (
        schema.REGISTER,
        schema.OUTPUT,
        schema.INTAKE,
        schema.ASSETS,
        schema.SIMILARITY,
        schema.CONSENT,
    ):
        run_script(db, part)


@migrations(name="0002_list_index")
def list_index(db: Database) -> None:
    """Let the index of lists hold all that a grid needs to place its photos, so that no row is looked up."""
    run_script(db, schema_additions.LIST_INDEX)


@migrations(name="0003_marks_and_searches")
def marks_and_searches(db: Database) -> None:
    """Add editors' words, recorded facts that lists ask for, and saved searches."""
    run_script(db, schema_additions.MARKS_AND_SEARCHES)


@migrations(name="0004_desk")
def desk(db: Database) -> None:
    """Add owners of takedowns, watched folders and presets of exports."""
    run_script(db, schema_additions.DESK)


@migrations(name="0005_trash")
def trash(db: Database) -> None:
    """Keep photos whose files are gone out of galleries."""
    run_script(db, schema_additions.TRASH)


@migrations(name="0006_watched_files")
def watched_files(db: Database) -> None:
    """Remember which files of watched folders were offered."""
    run_script(db, schema_additions.WATCHED_FILES)


@migrations(name="0007_ledger_types")
def ledger_types(db: Database) -> None:
    """Find the events of a type without reading all others."""
    run_script(db, schema_additions.LEDGER_TYPES)


@migrations(name="0008_marks_in_list_index")
def marks_in_list_index(db: Database) -> None:
    """Let the index of lists answer what is asked about marks too."""
    run_script(db, schema_additions.MARKS_IN_LIST_INDEX)


@migrations(name="0009_forms")
def forms(db: Database) -> None:
    """Add release forms on paper, and the papers that come back."""
    run_script(db, schema_additions.FORMS)


@migrations(name="0010_handovers")
def handovers(db: Database) -> None:
    """Add files for readers without the program, and their answers."""
    run_script(db, schema_additions.HANDOVERS)


@migrations(name="0011_faces")
def faces(db: Database) -> None:
    """Add where a detector found faces."""
    run_script(db, schema_additions.FACES)


@migrations(name="0012_request_drafts")
def request_drafts(db: Database) -> None:
    """Add requests that are written but not sent."""
    run_script(db, schema_additions.REQUEST_DRAFTS)


@migrations(name="0013_relations_found_at")
def relations_found_at(db: Database) -> None:
    """Add since when two photos are known to be related."""
    run_script(db, schema_additions.RELATIONS_FOUND_AT)


@migrations(name="0014_paid_signers")
def paid_signers(db: Database) -> None:
    """File what was paid under whoever signed too, not only under the child whose picture it was."""
    run_script(db, schema_additions.PAID_SIGNERS)


@migrations(name="0015_access_answers")
def access_answers(db: Database) -> None:
    """Note who was given the answer to a request for access, and when."""
    run_script(db, schema_additions.ACCESS_ANSWERS)


def known_migrations() -> set[str]:
    """The names of all migrations of this version of the program."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return {migration.name for migration in migrations.pending(empty)}
    finally:
        empty.close()


def pending_migrations(db: Database) -> list[str]:
    """The names of the migrations that a library still needs, in order."""
    return [migration.name for migration in migrations.pending(db)]


def migrate(db: Database, steps: Migrations = migrations) -> None:
    """Apply what is pending in one transaction, and check every reference before it counts.

    Foreign keys are off meanwhile, because SQLite changes a table by making it anew. A migration that fails or leaves a
    broken reference changes nothing at all.
    """
    if not steps.pending(db):
        return
    db.execute("PRAGMA foreign_keys=OFF")
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            steps.apply(db)
            _check_references(db)
            db.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    finally:
        db.execute("PRAGMA foreign_keys=ON")


def _check_references(db: Database) -> None:
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise sqlite3.IntegrityError(f"the migration leaves a broken reference in {broken[0]}")
