"""JSON tables: an array, an object that holds one, or one object a line; nested keys become ``a.b``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from ugc_studio.domain.imports import ImportCode
from ugc_studio.importers.table.json_spans import elements, members, skip_space
from ugc_studio.importers.table.rows import (
    MAX_COLUMNS,
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
from ugc_studio.importers.table.text_files import detect_encoding, lines_of

MAX_BYTES = 32_000_000
"""The whole text is held in memory, a few bytes a character."""
MAX_LINES_BYTES = 256_000_000
MAX_OBJECT = 1_000_000
"""Characters of one object; built, it takes about 25 times the room of its text."""
MAX_NESTING = 6
_HOLDERS = ("data", "items", "results", "posts", "media", "entries")
_HOLDER_DEPTH = 3
_PEEK = 200
"""Objects whose keys make the header."""
_PEEK_CHARACTERS = 4_000_000


def read_json_table(path: Path, encoding: str | None = None) -> Sheet:
    """Open a JSON or JSON-lines table as rows; raises :class:`TableProblem`."""
    size = path.stat().st_size
    _check_size(size, MAX_LINES_BYTES)
    encoding = encoding or detect_encoding(path)
    lines = path.suffix.lower() in (".jsonl", ".ndjson") or _is_lines(path, encoding)
    if not lines:
        _check_size(size, MAX_BYTES)
    objects: Iterable[Any] = _line_objects(path, encoding) if lines else _objects(path, encoding)
    return Sheet(path.name, _rows(objects), headed=True)


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise too_large(limit)


def _is_lines(path: Path, encoding: str) -> bool:
    found = [line for line, _n in zip((x for x in lines_of(path, encoding) if x.strip()), range(2), strict=False)]
    return len(found) == 2 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in found)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _objects(path: Path, encoding: str) -> Iterator[Any]:
    """The elements of the list in a document, one at a time; what cannot be read is nothing."""
    try:
        text = path.read_bytes().decode(encoding, "replace")
        at = _find_list(text, skip_space(text, 0), _HOLDER_DEPTH)
        if at is None:
            raise TableProblem(ImportCode.TABLE_UNREADABLE, what="JSON")
        for start, end in elements(text, at):
            yield _load(text[start:end]) if end - start <= MAX_OBJECT else None
    except RecursionError:
        raise TableProblem(ImportCode.TABLE_TOO_DEEP) from None
    except (ValueError, LookupError):
        raise TableProblem(ImportCode.TABLE_UNREADABLE, what="JSON") from None


def _load(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _find_list(text: str, at: int, depth: int) -> int | None:
    """Where the list of posts begins: the document itself, or what one of the usual keys holds."""
    if text[at : at + 1] == "[":
        return at
    if text[at : at + 1] != "{" or not depth:
        return None
    values: dict[str, int] = {}
    with suppress(ValueError, RecursionError):  # it may stop early: what was found until then counts
        for key, start in members(text, at):
            if (name := key.casefold()) in _HOLDERS:
                values[name] = start
    for holder in _HOLDERS:
        if holder in values and (found := _find_list(text, values[holder], depth - 1)) is not None:
            return found
    return None


def _line_objects(path: Path, encoding: str) -> Iterator[Any]:
    for line in lines_of(path, encoding):
        if line.strip():
            yield _load(line)


def _numbered(objects: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    for number, thing in enumerate(objects, start=1):
        if number > MAX_ROWS:
            raise too_many_rows()
        yield number, thing


def _rows(objects: Iterable[Any]) -> Rows:
    """The header first: every key of the first objects; then one row an object."""
    header: dict[str, int] = {}
    waiting: list[tuple[int, dict[str, str] | None]] = []
    room: int | None = _PEEK_CHARACTERS
    try:
        for number, thing in _numbered(objects):
            cells = _flat(thing) if isinstance(thing, dict) else None
            if room is None:
                yield _row(header, number, cells)
                continue
            waiting.append((number, cells))
            for key in cells or ():
                if len(header) < MAX_COLUMNS:
                    header.setdefault(key, len(header))
            room -= sum(len(key) + len(text) for key, text in (cells or {}).items())
            if number >= _PEEK or room < 0:
                room = None
                yield from _headed(header, waiting)
                waiting = []
    except TableProblem:
        yield from _headed(header, waiting)  # what stood before the broken place is kept
        raise
    yield from _headed(header, waiting)


def _headed(header: dict[str, int], waiting: list[tuple[int, dict[str, str] | None]]) -> Rows:
    if not waiting:
        return
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
        if len(cells) >= MAX_COLUMNS:
            break
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
