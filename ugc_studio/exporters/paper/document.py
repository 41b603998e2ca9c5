"""What a paper says, as blocks from top to bottom; how they look is decided in :mod:`ugc_studio.exporters.paper.sheet`.

Texts are rendered already (a paper is in one language); every one of them is shown as it is, never read as markup.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


class Tone(enum.StrEnum):
    """What a callout tells at a glance; its words say the same."""

    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a part."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; small for notes."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody, verbatim, with a line that says whose they are; they may run over many pages."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """The answer that a reader came for."""

    title: str
    lines: Sequence[str] = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Facts:
    """Names on the left, values on the right; a value may have many lines."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, and its share of the width."""

    title: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that stand on each page again; the rows are asked for one by one."""

    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    empty: str = ""
    """What is said when there is no row."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of our own making with a line below it; without data the line says why there is no picture."""

    data: bytes | None
    caption: str = ""
    height: float = 150.0


@dataclass(frozen=True, slots=True)
class Beside:
    """Facts beside a picture."""

    picture: Picture
    facts: Facts


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Block = Heading | Paragraph | Quote | Callout | Facts | Table | Picture | Beside | NewPage


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of the sheet itself, in the paper's language; ``page`` holds {page} and {pages}."""

    page: str
    unprintable: str
    drawn_as: str
    box: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; ``foot`` stands on each page (which state of the ledger it speaks of)."""

    title: str
    subtitle: str
    language: str
    foot: str
    blocks: Iterable[Block]
    words: Words
    landscape: bool = False
    author: str = ""
    keywords: Sequence[str] = field(default_factory=tuple)
