"""Writes a review file: one page with its pictures, its looks and its script inside, that can load and send nothing.

The content policy names the script and the style sheet by their hashes, so that nothing else in the file can ever run
(CSP Level 3, hash sources); pictures are only taken from the page itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from ugc_studio import resources
from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.handover import NEEDS_REASON, RULES, Decision, ReviewKind
from ugc_studio.domain.handover_answers import MOST_ALT, MOST_CAPTION, MOST_COMMENT, MOST_READER
from ugc_studio.exporters.base import safe_name
from ugc_studio.exporters.review.words import Words, words_for
from ugc_studio.exporters.templates import rendered

KEYS: Mapping[Decision, str] = {
    Decision.APPROVE: "a", Decision.INVALIDATE: "x", Decision.ASK: "q", Decision.PICK: "p", Decision.REJECT: "x",
}  # fmt: skip
"""Single letters, heard only while the keyboard is in a photo (WCAG 2.1.4); J and K go from photo to photo."""
MOST_FIELD: Mapping[str, int] = {"caption": MOST_CAPTION, "alt_text": MOST_ALT}
FORMAT = 1


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of what is told about a photo; all of it is text of others or already in the reader's language."""

    title: str
    text: str = ""
    small: str = ""
    ours: bool = False


@dataclass(frozen=True, slots=True)
class PagePart:
    """Lines under a heading; ``name`` is the heading's key among the page's words."""

    name: str
    lines: tuple[PageLine, ...]
    quotes: bool = False


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A small JPEG of our own making."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageItem:
    """One photo of the page."""

    number: int
    sha256: Sha256
    picture: PagePicture | None
    absence: str = ""
    """Why there is no picture: the key of a sentence without its ``no_picture_``."""
    name: str = ""
    state: str = ""
    state_code: str = ""
    parts: tuple[PagePart, ...] = ()
    subjects: tuple[str, ...] = ()
    texts: Mapping[str, str] | None = None
    """What is to be translated, by field."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything that a page says."""

    uuid: str
    kind: ReviewKind
    language: str
    title: str
    brand: str
    recipient: str
    sender: str
    made: str
    due: str
    due_day: str | None
    message: str
    target: str
    target_code: str
    head_seq: int
    head_hash: str
    items: tuple[PageItem, ...]


def page_html(page: ReviewPage) -> bytes:
    """The file, complete."""
    words = words_for(page.language)
    style = resources.path("templates", "review", "style.css").read_text(encoding="utf-8")
    script = resources.path("templates", "review", "script.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    return rendered(
        "review",
        "page.html",
        language=page.language,
        policy=policy,
        style=_trusted(style),
        script=_trusted(script),
        words=SimpleNamespace(**words.of(page.kind)),  # a dict would give its own methods for words such as "copy"
        page=SimpleNamespace(**_head(page)),
        data=_trusted(_escaped(description(page, words))),
    )


def description(page: ReviewPage, words: Words) -> dict[str, Any]:
    """What the script of the page, and the program, read: which review this is and what it asks."""
    return {
        "ugcreview": FORMAT,
        "review": page.uuid,
        "kind": page.kind.value,
        "name": safe_name(f"{page.title} {page.recipient}", fallback="review"),
        "title": page.title,
        "language": page.language,
        "recipient": page.recipient,
        "sender": page.sender,
        "due": page.due_day,
        "head": f"{page.head_seq}:{page.head_hash}",
        "photos": [item.sha256 for item in page.items],
        "words": words.of_script(),
    }


def _head(page: ReviewPage) -> dict[str, Any]:
    return {
        "kind": page.kind.value, "title": page.title, "brand": page.brand, "recipient": page.recipient,
        "sender": page.sender, "made": page.made, "due": page.due, "message": page.message, "target": page.target,
        "target_code": page.target_code, "head_seq": page.head_seq, "head_hash": page.head_hash, "uuid": page.uuid,
        "most": MOST_COMMENT, "most_reader": MOST_READER,
        "photos": [_shown(item, page, words_for(page.language)) for item in page.items],
    }  # fmt: skip


def _shown(item: PageItem, page: ReviewPage, words: Words) -> dict[str, Any]:
    picture = item.picture
    texts = item.texts or {}
    return {
        "number": item.number, "sha256": item.sha256, "name": item.name, "state": item.state,
        "state_code": item.state_code,
        "picture": _data_address(picture.data) if picture is not None else "",
        "width": picture.width if picture is not None else 0,
        "height": picture.height if picture is not None else 0,
        "absence": words.absence(item.absence) if picture is None else "",
        "alt_text": texts.get("alt_text", ""),
        "parts": [
            {"heading": words.common[part.name], "style": "quotes" if part.quotes else "list", "lines": part.lines}
            for part in item.parts if part.lines
        ],
        "choices": _choices(item, page.kind, words),
        "subject": words.subjects_of(item.subjects) if page.kind is ReviewKind.LAWYER else "",
        "fields": [
            {"name": name, "heading": words.common[name], "text": text, "most": MOST_FIELD[name]}
            for name, text in texts.items() if text
        ],
    }  # fmt: skip


def _choices(item: PageItem, kind: ReviewKind, words: Words) -> Sequence[dict[str, Any]]:
    found = []
    for decision in RULES[kind].decisions:
        if decision not in KEYS or (decision is Decision.APPROVE and not item.subjects):
            continue
        reason = decision in NEEDS_REASON or needs_reason(decision, item.subjects)
        found.append(
            {"value": decision.value, "words": words.decisions[decision.value], "key": KEYS[decision],
             "needs_reason": reason}
        )  # fmt: skip
    return found


def needs_reason(decision: Decision, subjects: Sequence[str]) -> bool:
    """Whether an approval needs words: the ledger takes none without them about what was given in return."""
    return decision is Decision.APPROVE and "consideration" in subjects


def _data_address(data: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(data).decode("ascii")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _escaped(document: Mapping[str, Any]) -> str:
    """JSON in which nothing can end the script element or be taken for markup."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _trusted(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - files of our own, and JSON that was escaped above
