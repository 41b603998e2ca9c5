"""Which column means what: by the user's word, by known headers in six languages, at last by what the cells hold."""

from __future__ import annotations

import enum
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ugc_studio import resources
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.importers.table.cells import looks_like_media

HEADER_SEARCH_ROWS = 20
_WORDS = re.compile(r"[^0-9a-z]+")


class Field(enum.StrEnum):
    """What a column of a table of posts can hold."""

    MEDIA = "media"
    PERMALINK = "permalink"
    HANDLE = "handle"
    AUTHOR = "author"
    ANSWER = "answer"
    CAPTION = "caption"
    POSTED_AT = "posted_at"
    LIKES = "likes"
    COMMENTS = "comments"
    PLACE = "place"
    TAGS = "tags"
    PLATFORM = "platform"
    ID = "id"


TELLING = frozenset({Field.MEDIA, Field.PERMALINK, Field.HANDLE, Field.AUTHOR, Field.CAPTION})
"""A table needs one of these to say anything about a post."""
POST_FIELDS = frozenset(Field) - {Field.MEDIA, Field.ID, Field.PLATFORM}
"""A list of files with none of these is no table of posts."""
SEVERAL = frozenset({Field.MEDIA, Field.ANSWER, Field.TAGS})
"""Fields that may be spread over several columns."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Known headers, as :func:`plain_header` writes them."""

    exact: Mapping[str, Field]
    words: tuple[tuple[str, Field], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, with the headers as they were written."""

    headers: tuple[str, ...]
    places: Mapping[Field, tuple[int, ...]]

    def cells(self, field: Field, row: Sequence[str]) -> list[str]:
        """The cells of a field that are not empty."""
        return [row[at] for at in self.places.get(field, ()) if at < len(row) and row[at]]

    def cell(self, field: Field, row: Sequence[str]) -> str:
        """The first cell of a field, or an empty text."""
        return next(iter(self.cells(field, row)), "")

    @property
    def telling(self) -> bool:
        """Whether rows say something about posts."""
        return any(field in self.places for field in TELLING)


def load_synonyms() -> Synonyms:
    """Read the headers that ship with the program."""
    with resources.path("table_headers.toml").open("rb") as stream:
        document = tomllib.load(stream)
    exact: dict[str, Field] = {}
    words: list[tuple[str, Field]] = []
    for name, lists in document.items():
        for header in lists["exact"]:
            exact.setdefault(plain_header(header), Field(name))
        words.extend((plain_header(word), Field(name)) for word in lists["words"])
    return Synonyms(exact, tuple(words))


def plain_header(header: str) -> str:
    """A header for comparing: plain lower-case letters and digits, single spaces."""
    decomposed = unicodedata.normalize("NFKD", header.replace("ß", "ss").replace("œ", "oe")).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _WORDS.sub(" ", letters).strip()


def field_of(header: str, synonyms: Synonyms) -> Field | None:
    """What a header means, or nothing."""
    plain = plain_header(header)
    if not plain:
        return None
    base = re.sub(r"( \d+)+$", "", plain)  # images/0, Photo 2
    for text in (plain, base, plain.rpartition(" ")[2] if "." in header or "/" in header else base):
        if (found := synonyms.exact.get(text)) is not None:
            return found
    padded = f" {plain} "
    return next((field for word, field in synonyms.words if f" {word} " in padded), None)


def find_header(rows: Sequence[Sequence[str]], synonyms: Synonyms) -> int:
    """The row (from 0) that most looks like a header: title rows may stand above it."""
    best, best_score = 0, 0
    for at, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
        filled = [cell for cell in row if cell]
        known = len({field for cell in filled if len(cell) <= 120 and (field := field_of(cell, synonyms))})
        if len(filled) >= 2 and known > best_score:
            best, best_score = at, known
    if not best_score:
        best = next((at for at, row in enumerate(rows) if any(row)), 0)
    return best


def assign(
    headers: Sequence[str], sample: Sequence[Sequence[str]], synonyms: Synonyms, mapping: Mapping[str, str]
) -> Columns:
    """Give columns to fields: the mapping first, whole headers before words, the left one before the right one.

    Raises:
        UsageError: the mapping names a field or a column that does not exist.
    """
    places: dict[Field, list[int]] = {}
    taken = _mapped(headers, mapping, places)
    mapped = set(places)
    exact = [(at, synonyms.exact.get(plain_header(header))) for at, header in enumerate(headers)]
    loose = [(at, field_of(header, synonyms)) for at, header in enumerate(headers)]
    for at, field in (*exact, *loose):
        if field is None or at in taken or field in mapped or (field in places and field not in SEVERAL):
            continue
        places.setdefault(field, []).append(at)
        taken.add(at)
    if Field.MEDIA not in places:
        _media_by_content(headers, sample, taken, places)
    return Columns(tuple(headers), {field: tuple(sorted(found)) for field, found in places.items()})


def _mapped(headers: Sequence[str], mapping: Mapping[str, str], places: dict[Field, list[int]]) -> set[int]:
    taken: set[int] = set()
    by_name = {plain_header(header) or header.strip(): at for at, header in reversed(list(enumerate(headers)))}
    for name, header in mapping.items():
        if name not in set(Field):
            raise UsageError(
                _("{field} is not a field. Choose one of: {fields}.", field=name, fields=[f.value for f in Field])
            )
        at = by_name.get(plain_header(header) or header.strip())
        if at is None:
            raise UsageError(_("The table has no column {column}.", column=header))
        places.setdefault(Field(name), []).append(at)
        taken.add(at)
    return taken


def _media_by_content(
    headers: Sequence[str], sample: Sequence[Sequence[str]], taken: set[int], places: dict[Field, list[int]]
) -> None:
    """A column in which every third cell names a picture is a column of pictures."""
    for at in range(len(headers)):
        cells = [row[at] for row in sample if at < len(row) and row[at]]
        if at not in taken and cells and sum(map(looks_like_media, cells)) > 0.3 * len(cells):
            places.setdefault(Field.MEDIA, []).append(at)
            taken.add(at)
