"""JSON tables: an array, an object that holds one, or one object a line; nested keys become ``a.b``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from ugc_studio.domain.imports import ImportCode
from ugc_studio.importers.table.rows import MAX_COLUMNS, MAX_ROWS, BadRow, Row, Rows, Sheet, TableProblem, clean
from ugc_studio.importers.table.text_files import detect_encoding, lines_of

MAX_BYTES = 32_000_000
"""Objects take about ten times the room of their text."""
MAX_LINES_BYTES = 256_000_000
MAX_NESTING = 6
_HOLDERS = ("data", "items", "results", "posts", "media", "entries")
_PEEK = 200
"""Objects whose keys make the header."""


def read_json_table(path: Path, encoding: str | None = None) -> Sheet:
    """Open a JSON or JSON-lines table as rows; raises :class:`TableProblem`."""
    encoding = encoding or detect_encoding(path)
    size = path.stat().st_size
    lines = path.suffix.lower() in (".jsonl", ".ndjson") or _is_lines(path, encoding)
    if size > (MAX_LINES_BYTES if lines else MAX_BYTES):
        raise TableProblem(
            ImportCode.TABLE_TOO_LARGE, limit=f"{(MAX_LINES_BYTES if lines else MAX_BYTES) // 1_000_000} MB"
        )
    objects: Iterable[Any] = _line_objects(path, encoding) if lines else _objects(path, encoding)
    return Sheet(path.name, _rows(objects), headed=True)


def _is_lines(path: Path, encoding: str) -> bool:
    found = [line for line, _n in zip((x for x in lines_of(path, encoding) if x.strip()), range(2), strict=False)]
    return len(found) == 2 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in found)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _objects(path: Path, encoding: str) -> list[Any]:
    try:
        document = json.loads(path.read_bytes().decode(encoding, "replace"), parse_constant=_refuse)
    except RecursionError:
        raise TableProblem(ImportCode.TABLE_TOO_DEEP) from None
    except (ValueError, LookupError):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="JSON") from None
    found = _find_list(document, 3)
    if found is None:
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="JSON")
    return found


def _find_list(document: Any, depth: int) -> list[Any] | None:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or not depth:
        return None
    by_name = {str(key).casefold(): value for key, value in document.items()}
    for holder in _HOLDERS:
        if (found := _find_list(by_name.get(holder), depth - 1)) is not None:
            return found
    return None


def _line_objects(path: Path, encoding: str) -> Iterator[Any]:
    for line in lines_of(path, encoding):
        if not line.strip():
            continue
        try:
            yield json.loads(line, parse_constant=_refuse)
        except (ValueError, RecursionError):
            yield None


def _rows(objects: Iterable[Any]) -> Rows:
    """The header first: every key of the first objects; then one row an object."""
    header: dict[str, int] = {}
    waiting: list[tuple[int, dict[str, str] | None]] = []
    for number, thing in enumerate(objects, start=1):
        if number > MAX_ROWS:
            raise TableProblem(ImportCode.TABLE_TOO_LARGE, limit=f"{MAX_ROWS} rows")
        cells = _flat(thing) if isinstance(thing, dict) else None
        if number <= _PEEK:
            waiting.append((number, cells))
            for key in cells or ():
                if len(header) < MAX_COLUMNS:
                    header.setdefault(key, len(header))
            continue
        if waiting:
            yield from _headed(header, waiting)
            waiting = []
        yield _row(header, number, cells)
    if waiting:
        yield from _headed(header, waiting)


def _headed(header: dict[str, int], waiting: list[tuple[int, dict[str, str] | None]]) -> Rows:
    yield Row(0, tuple(header))
    for number, cells in waiting:
        yield _row(header, number, cells)


def _row(header: dict[str, int], number: int, cells: dict[str, str] | None) -> Row | BadRow:
    if cells is None:
        return BadRow(number)
    return Row(number, tuple(cells.get(key, "") for key in header))


def _flat(thing: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in thing.items():
        name = prefix + clean(str(key))
        if isinstance(value, dict):
            if depth < MAX_NESTING:
                cells.update(_flat(value, f"{name}.", depth + 1))
        elif isinstance(value, list):
            cells.update(_flat_list(name, value, depth))
        else:
            cells[name] = clean(_scalar(value))
    return cells


def _flat_list(name: str, values: list[Any], depth: int) -> dict[str, str]:
    """Plain values one a line; objects by their keys, one value a line."""
    plain = [clean(_scalar(value)) for value in values if not isinstance(value, dict | list)]
    joined: dict[str, list[str]] = {name: plain} if plain or not values else {}
    if depth < MAX_NESTING:
        for value in values[:MAX_COLUMNS]:
            if isinstance(value, dict):
                for key, text in _flat(value, f"{name}.", depth + 1).items():
                    joined.setdefault(key, []).append(text)
    return {key: "\n".join(filter(None, texts)) for key, texts in joined.items()}


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
