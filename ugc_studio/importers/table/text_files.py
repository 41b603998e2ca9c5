"""CSV and TSV: encoding by proof, not by guess; the delimiter by which lines agree on a number of cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ugc_studio.domain.imports import ImportCode
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
)

MAX_BYTES = 256_000_000
_LINE = 1_000_000
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text_table(path: Path, encoding: str | None = None) -> Sheet:
    """Open a text table as rows; raises :class:`TableProblem`."""
    if path.stat().st_size > MAX_BYTES:
        raise TableProblem(ImportCode.TABLE_TOO_LARGE, limit=f"{MAX_BYTES // 1_000_000} MB")
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
    """The lines of a file, none longer than a million characters; bytes that do not decode are replaced."""
    try:
        with io.open(path, encoding=encoding, errors="replace", newline="") as stream:  # noqa: UP020 - newline and errors
            while line := stream.readline(_LINE):
                yield line.replace("\0", "")
    except (LookupError, UnicodeError):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what=f"encoding {encoding}") from None


def _sample(path: Path, encoding: str) -> list[str]:
    lines: list[str] = []
    for line in lines_of(path, encoding):
        lines.append(line)
        if len(lines) >= 60:
            break
    return lines


def _rows(path: Path, encoding: str, delimiter: str) -> Rows:
    reader = csv.reader(lines_of(path, encoding), delimiter=delimiter)
    problems = count = 0
    while count < MAX_ROWS:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems += 1
            if problems > MAX_ROW_PROBLEMS:
                raise TableProblem(ImportCode.TABLE_UNREADABLE, what="CSV") from None
            yield BadRow(reader.line_num)
            continue
        count += 1
        yield Row(reader.line_num, tuple(clean(cell) for cell in cells[:MAX_COLUMNS]))
    raise TableProblem(ImportCode.TABLE_TOO_LARGE, limit=f"{MAX_ROWS} rows")
