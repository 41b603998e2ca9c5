"""Tables of posts (CSV, TSV, XLSX, JSON) with their pictures beside them."""

from __future__ import annotations

import functools
import itertools
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ugc_studio.domain.imports import ImportCode, LeftOut, Note, Outcome, printable_path
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.importers.base import Companion, Finding, ImporterOptions, Probe, SourceView
from ugc_studio.importers.folder import walk
from ugc_studio.importers.table.cells import date_order
from ugc_studio.importers.table.columns import POST_FIELDS, Columns, Field, Synonyms, assign, find_header, load_synonyms
from ugc_studio.importers.table.json_files import read_json_table
from ugc_studio.importers.table.media import MediaFinder
from ugc_studio.importers.table.records import RecordMaker
from ugc_studio.importers.table.rows import BadRow, Row, Rows, Sheet, TableProblem
from ugc_studio.importers.table.text_files import read_text_table
from ugc_studio.importers.table.xlsx_files import read_xlsx_tables

TABLE_ENDINGS = frozenset(".csv .tsv .txt .xlsx .xlsm .json .jsonl .ndjson".split())
_SAMPLE_ROWS = 60
_SAMPLE_CHARACTERS = 2_000_000
_PROBED_TABLES = 4
"""With more tables than that, a folder is not a table with its pictures."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table whose columns are known; ``rows`` are those below the header."""

    name: str
    columns: Columns
    rows: Rows
    sample: tuple[Row, ...]
    french_style: bool


class TableImporter:
    """Reads manifests: a row is a post, its pictures are files below the table's folder."""

    id: ClassVar[str] = "table"
    name: ClassVar[Text] = _("Table of posts")
    reads: ClassVar[Text] = _("CSV, TSV, Excel and JSON tables that name photos, authors and posts")

    def __init__(self) -> None:
        self._known: Synonyms | None = None

    def probe(self, source: SourceView) -> Probe:
        """Sure of a file with known columns; sure of a folder when its one such table names files that are there."""
        if not source.is_folder:
            return self._probe_file(source)
        tables = _tables_in(source.path)
        if not tables or len(tables) > _PROBED_TABLES:
            return Probe(0, _("no table"))
        fitting = [path for path in tables if self._names_files(path)]
        if len(fitting) != 1:
            return Probe(0, _("no table that names these files"))
        return Probe(80, _("{table} names files of this folder", table=fitting[0].name))

    def estimate(self, source: SourceView) -> int | None:  # noqa: ARG002 - the protocol's form
        """Rows cannot be counted without reading them."""
        return None

    def candidates(self, source: SourceView, options: ImporterOptions) -> Iterator[Finding]:
        """Stream the posts of the table with their pictures, then whatever else lies in the folder."""
        if not source.is_folder:
            yield from self._read(source.path, options, set())
            return
        tables = [path for path in _tables_in(source.path) if self._names_files(path)] or _tables_in(source.path)[:1]
        named: set[str] = set()
        for path in tables:
            named.add(str(path))
            yield from self._read(path, options, named)
        yield from walk(source.path, exclude=options.exclude, leave=frozenset(named))

    def _probe_file(self, source: SourceView) -> Probe:
        if source.path.suffix.lower() not in TABLE_ENDINGS or not source.head(1):
            return Probe(0, _("not a table"))
        try:
            table = self._open(source.path, ImporterOptions())
        except (TableProblem, OSError):
            return Probe(30, _("named like a table"))
        prose = source.path.suffix.lower() == ".txt" and (table is None or len(table.columns.headers) < 2)
        if table is None or prose:
            return Probe(10 if prose else 30, _("a table without known columns"))
        known = len(table.columns.places)
        return Probe(90, ngettext("{n} known column", "{n} known columns", known, n=known))

    def _names_files(self, path: Path) -> bool:
        try:
            table = self._open(path, ImporterOptions())
        except (TableProblem, OSError):
            return False
        if table is None or Field.MEDIA not in table.columns.places or not POST_FIELDS & set(table.columns.places):
            return False
        maker = RecordMaker(path, table.columns, MediaFinder(path.parent))
        return any(maker.names_file(row) for row in table.sample)

    def _read(self, path: Path, options: ImporterOptions, named: set[str]) -> Iterator[Finding]:
        shown = printable_path(path)
        try:
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode):  # a pipe would block, a link could lead anywhere
                code = ImportCode.SYMLINK if stat.S_ISLNK(mode) else ImportCode.NOT_REGULAR
                yield LeftOut.because(code, shown, Outcome.SKIPPED)
                return
            yield Companion(path, "table")
            tables = list(self._open_all(path, options))
            if not tables:
                yield Note.about(ImportCode.NO_COLUMNS, shown)
            for table in tables:
                yield from self._rows(path, table, options, named)
        except TableProblem as problem:
            yield Note.about(problem.code, shown, **problem.params)
        except OSError:
            yield Note.about(ImportCode.TABLE_UNREADABLE, shown, what=path.suffix.lstrip(".").upper())

    def _rows(self, path: Path, table: OpenTable, options: ImporterOptions, named: set[str]) -> Iterator[Finding]:
        dates = [table.columns.cell(Field.POSTED_AT, row.cells) for row in table.sample]
        order = options.date_order or date_order(dates)
        maker = RecordMaker(
            path,
            table.columns,
            MediaFinder(path.parent),
            sheet=table.name,
            date_order=order,
            guess_remarked=table.french_style,
        )
        for row in table.rows:
            if isinstance(row, BadRow):
                yield Note.about(ImportCode.BAD_ROW, printable_path(path), row=row.number)
            elif any(row.cells):
                for finding in maker.findings(row):
                    if (file := getattr(finding, "path", None)) is not None:
                        named.add(str(file))
                    yield finding

    def _open(self, path: Path, options: ImporterOptions) -> OpenTable | None:
        return next(self._open_all(path, options), None)

    def _open_all(self, path: Path, options: ImporterOptions) -> Iterator[OpenTable]:
        """The sheets with known columns, the columns of each found."""
        if self._known is None:
            self._known = load_synonyms()
        for sheet in _sheets(path, options.encoding):
            table = _with_columns(sheet, self._known, options)
            if table.columns.telling:
                yield table


def _sheets(path: Path, encoding: str | None) -> list[Sheet]:
    with path.open("rb") as stream:
        head = stream.read(64)
    if head.startswith(b"PK"):
        return read_xlsx_tables(path)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson") or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return [read_json_table(path, encoding)]
    return [read_text_table(path, encoding)]


def _with_columns(sheet: Sheet, synonyms: Synonyms, options: ImporterOptions) -> OpenTable:
    start, rows = _first_rows(sheet.rows)
    good = [row for row in start if isinstance(row, Row)]
    header_at = 0 if sheet.headed else find_header([row.cells for row in good], synonyms)
    header = good[header_at] if good else Row(0, ())
    below = start[start.index(header) + 1 :] if good else []
    sample = tuple(row for row in below if isinstance(row, Row))
    columns = assign(header.cells, [row.cells for row in sample], synonyms, options.mapping)
    return OpenTable(sheet.name, columns, itertools.chain(below, rows), sample, sheet.french_style)


def _first_rows(rows: Rows) -> tuple[list[Row | BadRow], Rows]:
    """Some rows to look at, and the rest; what is wrong with the table behind them is raised only there."""
    start: list[Row | BadRow] = []
    room = _SAMPLE_CHARACTERS
    try:
        for row in itertools.islice(rows, _SAMPLE_ROWS):
            start.append(row)
            room -= sum(map(len, row.cells)) if isinstance(row, Row) else 0
            if room < 0:
                break
    except TableProblem as problem:
        if not any(isinstance(row, Row) for row in start):
            raise
        return start, iter(functools.partial(_throw, problem), None)
    return start, rows


def _throw(problem: TableProblem) -> Row:
    raise problem


def _tables_in(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in TABLE_ENDINGS - {".txt"} and path.is_file() and not path.is_symlink()
            and not path.name.startswith((".", "~$"))
        )
    except OSError:
        return []


