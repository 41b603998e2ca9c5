"""Answers to a review file, read strictly: they come from outside, by mail, and may be anything."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
import uuid as uuid_module
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.errors import NothingUsable
from ugc_studio.domain.handover import RULES, Decision, ReviewKind
from ugc_studio.domain.messages import _

Word = TypeVar("Word", ReviewKind, Decision)

MOST_BYTES = 8_000_000
MOST_ITEMS = 5_000
MOST_COMMENT = 5_000
MOST_CAPTION = 65_000
MOST_ALT = 5_000
MOST_READER = 120
VERSION = 1
BLOCK = re.compile(r"-----BEGIN UGC ANSWER-----(.*?)-----END UGC ANSWER-----", re.DOTALL)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Characters that act instead of showing; direction overrides could turn what a reviewer reads around."""
_FIELDS = {"ugcanswer", "review", "kind", "reader", "answered_at", "items"}
_ITEM_FIELDS = {"photo", "decision", "comment", "caption", "alt_text"}


class BadAnswer(NothingUsable):
    """A file that is no answer, or not one that can be trusted to say what it seems to."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a reader said about one photo."""

    sha256: Sha256
    decision: Decision
    comment: str = ""
    caption: str = ""
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """All that a reader said; ``answered_at`` is the clock of the reader, for the record only."""

    review: str
    kind: ReviewKind
    reader: str
    answered_at: dt.datetime | None
    items: tuple[GivenAnswer, ...]
    file_sha256: str = ""


def parse_answer(data: bytes, *, file_sha256: str = "") -> AnswerSheet:
    """Read an answer file, or a message that holds an answer as text.

    Raises:
        BadAnswer: with what is wrong; nothing of it is used then.
    """
    if len(data) > MOST_BYTES:
        raise BadAnswer(_("This file is too large to be an answer."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAnswer(_("This file is not an answer to a review.")) from None
    found = BLOCK.search(text)
    return sheet_of(_json(_unwrapped(found[1]) if found else text), file_sha256=file_sha256)


def sheet_of(document: object, *, file_sha256: str = "") -> AnswerSheet:
    """Check a document field by field."""
    version = document.get("ugcanswer") if isinstance(document, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise BadAnswer(_("This file is not an answer to a review."))
    if version != VERSION:
        raise BadAnswer(_("This answer was made by a newer version of the program."))
    fields = _object(document, _FIELDS)
    kind = _one_of(ReviewKind, fields.get("kind"))
    items = fields.get("items")
    if not isinstance(items, list) or not items:
        raise BadAnswer(_("This answer says nothing."))
    if len(items) > MOST_ITEMS:
        raise BadAnswer(_("This file is too large to be an answer."))
    given = tuple(_item(item, kind) for item in items)
    if len({one.sha256 for one in given}) != len(given):
        raise BadAnswer(_("This answer speaks twice about the same photo, so it is not clear what it says."))
    return AnswerSheet(
        _uuid(fields.get("review")), kind, reader_name(fields.get("reader")), _instant(fields.get("answered_at")),
        given, file_sha256,
    )  # fmt: skip


def reader_name(value: object) -> str:
    """The name under which answers are recorded, on one line."""
    name = " ".join(_text(value, MOST_READER).split())
    if not name:
        raise BadAnswer(_("The answer does not say who gives it."))
    return name


def given_answer(fields: Mapping[str, object], kind: ReviewKind) -> GivenAnswer:
    """One checked answer, from whichever file it came."""
    sha = fields.get("photo")
    if not isinstance(sha, str) or not _SHA256.fullmatch(sha):
        raise unclear()
    decision = _one_of(Decision, fields.get("decision"))
    if decision not in RULES[kind].decisions:
        raise unclear()
    given = GivenAnswer(
        Sha256(sha), decision, _text(fields.get("comment", ""), MOST_COMMENT),
        _text(fields.get("caption", ""), MOST_CAPTION), _text(fields.get("alt_text", ""), MOST_ALT),
    )  # fmt: skip
    translated = bool(given.caption or given.alt_text)
    if translated is not (decision is Decision.TRANSLATE):
        raise unclear()
    return given


def _item(item: object, kind: ReviewKind) -> GivenAnswer:
    return given_answer(_object(item, _ITEM_FIELDS), kind)


def _json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadAnswer(_("This file is not an answer to a review.")) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: readers of JSON differ on which of them counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _unwrapped(block: str) -> str:
    """The document in a block of text that a mail program may have broken and quoted."""
    try:
        return base64.b64decode(_NOT_BASE64.sub("", block), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise BadAnswer(_("The text of the answer is damaged. Ask for it again, as a file.")) from None


def _object(value: object, known: set[str]) -> dict[str, object]:
    if not isinstance(value, dict) or not set(value) <= known:
        raise unclear()
    return value


def _one_of(kinds: type[Word], value: object) -> Word:
    if isinstance(value, str) and value in {one.value for one in kinds}:
        return kinds(value)
    raise unclear()


def _uuid(value: object) -> str:
    try:
        return str(uuid_module.UUID(value if isinstance(value, str) and len(value) == 36 else ""))
    except ValueError:
        raise unclear() from None


def _instant(value: object) -> dt.datetime | None:
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value if isinstance(value, str) and len(value) < 40 else "")
    except ValueError:
        raise unclear() from None
    return moment if moment.tzinfo else None


def _text(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise unclear()
    if len(value) > most:
        raise BadAnswer(_("A text in this answer is too long."))
    return _CONTROL.sub("", value.replace("\r\n", "\n")).strip()


def unclear() -> BadAnswer:
    """Said of everything that only a changed file can say."""
    return BadAnswer(_("This answer is damaged or was changed: it is not clear what it says. Nothing was taken over."))
