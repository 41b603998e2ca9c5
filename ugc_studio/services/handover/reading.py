"""Reads what comes back: an answer file, a message that holds one as text, a workbook, or the review file itself."""

from __future__ import annotations

import hashlib
import json
import re
import uuid as uuid_module
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.handover import ANSWER_ENDING, PAGE_ENDING, SHEET_ENDING, Decision, ReviewKind
from ugc_studio.domain.handover_answers import (
    MOST_BYTES,
    AnswerSheet,
    BadAnswer,
    GivenAnswer,
    given_answer,
    parse_answer,
    reader_name,
)
from ugc_studio.domain.messages import _
from ugc_studio.exporters.review.sheet import MARK

MOST_PAGE_BYTES = 400_000_000
ENDINGS = (ANSWER_ENDING, PAGE_ENDING, SHEET_ENDING)
_DESCRIPTION = re.compile(rb'<script type="application/json" id="ugcreview">(.{1,4000000}?)</script>', re.DOTALL)
_KEY = re.compile(r"(caption|alt_text):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A review file that was opened here: which review it is, for whom, how many photos it asks about."""

    review: str
    kind: ReviewKind
    title: str
    recipient: str
    sender: str
    due: str | None
    photos: int
    sha256: str


def is_ours(path: Path) -> bool:
    """Whether a file is one that comes back from a reader, by its name."""
    return path.name.lower().endswith(ENDINGS)


def read_returned(path: Path) -> AnswerSheet | ReviewFile:
    """Whatever came back.

    Raises:
        BadAnswer: it is neither, or is damaged.
    """
    size = path.stat().st_size
    if size > (MOST_PAGE_BYTES if path.name.lower().endswith(".html") else MOST_BYTES):
        raise BadAnswer(_("This file is too large to be an answer."))
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if data[:4] == b"PK\x03\x04":
        return _workbook(path, digest)
    found = _DESCRIPTION.search(data)
    if found is not None:
        return _review_file(found[1], digest)
    return parse_answer(data, file_sha256=digest)


def read_text(text: str) -> AnswerSheet:
    """An answer that was pasted from a message."""
    data = text.encode("utf-8", "replace")
    return parse_answer(data, file_sha256=hashlib.sha256(data).hexdigest())


def _review_file(data: bytes, digest: str) -> ReviewFile:
    try:
        document = json.loads(data)
        return ReviewFile(
            str(uuid_module.UUID(document["review"])), ReviewKind(document["kind"]), str(document["title"])[:200],
            reader_name(document["recipient"]), str(document["sender"])[:200],
            str(document["due"])[:10] if document["due"] else None, len(document["photos"]), digest,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadAnswer(_("This review file is damaged.")) from None


def _workbook(path: Path, digest: str) -> AnswerSheet:
    """The texts of the last column, by the keys of the first; formulas count as nothing but what they showed."""
    from ugc_studio.importers.table.rows import BadRow, TableProblem
    from ugc_studio.importers.table.xlsx_files import read_xlsx_tables

    try:
        rows = [row for sheet in read_xlsx_tables(path)[:1] for row in sheet.rows if not isinstance(row, BadRow)]
    except TableProblem:
        raise BadAnswer(_("This workbook cannot be read.")) from None
    head = rows[0].cells if rows else ()
    if len(head) < 2 or head[0] != MARK:
        raise BadAnswer(_("This workbook is not one that was handed over for translation."))
    texts: dict[str, dict[str, str]] = {}
    for row in rows[1:]:
        key = _KEY.fullmatch(row.cells[0]) if row.cells else None
        text = row.cells[4].strip() if len(row.cells) > 4 else ""
        if key is None or not text:
            continue
        said = texts.setdefault(key[2], {})
        if key[1] in said:
            raise BadAnswer(_("This answer speaks twice about the same photo, so it is not clear what it says."))
        said[key[1]] = text
    if not texts:
        raise BadAnswer(_("This workbook holds no translation yet."))
    given: tuple[GivenAnswer, ...] = tuple(
        given_answer({"photo": sha, "decision": Decision.TRANSLATE.value, **said}, ReviewKind.TRANSLATOR)
        for sha, said in texts.items()
    )
    return AnswerSheet(
        _uuid(head[1]), ReviewKind.TRANSLATOR, reader_name(head[4] if len(head) > 4 and head[4] else "?"), None, given,
        digest,
    )  # fmt: skip


def _uuid(text: str) -> str:
    try:
        return str(uuid_module.UUID(text))
    except ValueError:
        raise BadAnswer(_("This workbook is not one that was handed over for translation.")) from None
