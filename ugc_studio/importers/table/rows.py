"""A table as rows of text cells, whatever file it comes from, and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.domain.imports import ImportCode
from ugc_studio.domain.messages import _, ngettext

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELL = 100_000
"""Characters of a cell that are read; longer ones are cut."""
MAX_ROW_PROBLEMS = 100

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_GUARDED = re.compile(r"^'(?=[=+\-@\t\r\n])")


class TableProblem(Exception):
    """The table as a whole cannot be read (further)."""

    def __init__(self, code: ImportCode, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params


def too_many_rows() -> TableProblem:
    """More rows than are read of one table."""
    rows = ngettext("{n} row", "{n} rows", MAX_ROWS, n=MAX_ROWS)
    return TableProblem(ImportCode.TABLE_TOO_LARGE, limit=rows)


def too_large(limit: int) -> TableProblem:
    """More bytes than are read of one table."""
    return TableProblem(ImportCode.TABLE_TOO_LARGE, limit=_("{n} MB", n=limit // 1_000_000))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that could not be read."""

    number: int


Rows = Iterator[Row | BadRow]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table before its header is known."""

    name: str
    rows: Rows
    headed: bool = False
    """Whether the first row certainly is the header (JSON keys)."""
    french_style: bool = False
    """Written by a program that puts ``;`` between cells: days come before months there."""


def clean(value: object) -> str:
    """A cell as text: without controls and lone surrogates, and without the guard against spreadsheet formulas."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if len(text) > MAX_CELL:
        text = text[:MAX_CELL]
    return _GUARDED.sub("", _CONTROL.sub("", text).strip())
