"""CSV and TSV: encoding by proof, not by guess; the delimiter by which lines agree on a number of cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from ugc_studio.domain.imports import ImportCode
from ugc_studio.domain.messages import _
from ugc_studio.importers.table.rows import (
    MAX_COLUMNS,
    MAX_ROW_PROBLEMS,
    MAX_ROWS,
    BadRow,
    Row,
    Rows,
    Sheet,
    TableProblem,
    clean,
    too_large,
    too_many_rows,
)

MAX_BYTES = 256_000_000
_LINE = 1_000_000
_ROW = 2_000_000
"""Characters of one row, over all its lines."""
_TOO_LONG = "\0"
"""Stands for a line that is longer than that; in no other line is a NUL left."""
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text_table(path: Path, encoding: str | None = None) -> Sheet:
    """Open a text table as rows; raises :class:`TableProblem`."""
    if path.stat().st_size > MAX_BYTES:
        raise too_large(MAX_BYTES)
    encoding = encoding or detect_encoding(path)
    delimiter = detect_delimiter(_sample(path, encoding))
    return Sheet(path.name, _rows(path, encoding, delimiter), french_style=delimiter == ";")


def detect_encoding(path: Path) -> str:
    """BOM, else strict UTF-8, else Windows-1252 (which libraries that guess get wrong for short French texts)."""
    with path.open("rb") as stream:
        start = stream.read(4)
        for bom, name in _BOMS:
            if start.startswith(bom):
                return name
        decoder = codecs.getincrementaldecoder("utf-8")()
        stream.seek(0)
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def detect_delimiter(lines: list[str]) -> str:
    """The delimiter with which most rows have the same number of cells, and more than one."""
    best, best_score = ",", (0.0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1] if pair[0] > 1 else 0, pair[0]))
        score = (round(rows / widths.total(), 1), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """The lines of a file; bytes that do not decode are replaced, a line of over a million characters by a NUL."""
    try:
        with io.open(path, encoding=encoding, errors="replace", newline="") as stream:  # noqa: UP020 - newline and errors
            while line := stream.readline(_LINE):
                long = len(line) == _LINE and not line.endswith(("\n", "\r"))
                while len(line) == _LINE and not line.endswith(("\n", "\r")):
                    line = stream.readline(_LINE)
                yield _TOO_LONG if long else line.replace("\0", "")
    except (LookupError, UnicodeError):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what=_("encoding {name}", name=encoding)) from None


def _sample(path: Path, encoding: str) -> list[str]:
    lines: list[str] = []
    for line in lines_of(path, encoding):
        lines.append(line)
        if len(lines) >= 60:
            break
    return lines


class _Lines:
    """Lines for a CSV reader; those of a row that went wrong can be given again, all but the first."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._characters = 0
        self.number = 0
        """Of the last line given."""
        self.spoilt = False
        """The row holds a line that is too long, or ends with the file inside quotation marks."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.spoilt = True  # only a row that is not complete asks for more
            raise StopIteration
        self._row.append(line)
        self._characters += len(line)
        self.number += 1
        self.spoilt = self.spoilt or line == _TOO_LONG
        if self._characters > _ROW:
            raise csv.Error
        return line

    def begin(self) -> None:
        """A new row begins."""
        self._row.clear()
        self._characters = 0
        self.spoilt = False

    def swallowed_a_row(self, width: int) -> bool:
        """Whether this row ran on to a quotation mark of a later one, and so mixes what two people said."""
        if len(self._row) == 1 or self._cells(self._row):
            return False
        return width > 1 and any(len(self._cells([line])) == width for line in self._row[1:])

    def _cells(self, lines: list[str]) -> list[str]:
        """The cells of one row, or nothing when it breaks the rules of quotation."""
        try:
            return next(csv.reader(lines, delimiter=self._delimiter, strict=True), [])
        except csv.Error:
            return []

    def take_back(self) -> int:
        """Give the lines behind the first one of this row again; the number of the first."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row) - 1
        return self.number


def _rows(path: Path, encoding: str, delimiter: str) -> Rows:
    lines = _Lines(lines_of(path, encoding), delimiter)
    reader = csv.reader(lines, delimiter=delimiter)
    problems = count = width = 0
    while count < MAX_ROWS:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.spoilt = True
        count += 1
        if not lines.spoilt and not lines.swallowed_a_row(width):
            width = max(width, len(cells))
            yield Row(lines.number, tuple(clean(cell) for cell in cells[:MAX_COLUMNS]))
            continue
        problems += 1
        if problems > MAX_ROW_PROBLEMS:
            raise TableProblem(ImportCode.TABLE_UNREADABLE, what="CSV")
        yield BadRow(lines.take_back())
    raise too_many_rows()
