"""Schema changes as small named functions; run by :mod:`ugc_studio.library.database` after a verified backup."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ugc_studio.library import schema

migrations = Migrations("ugc_studio")


def run_script(db: Database, script: str) -> None:
    """Run several statements inside the open transaction (``executescript`` would commit it first)."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if _is_complete(statement):
            db.execute(statement)
            statement = ""


def _is_complete(statement: str) -> bool:
    import sqlite3

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
