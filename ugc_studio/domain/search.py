"""The query language of the search box and ``assets list``: free text and ``field:value`` words.

``beach "golden hour" -rain rights:cleared rating:>=4 from:2026-06`` — words are joined by *and*; a leading ``-`` says
*not*; quotes keep words together; ``field:a,b`` means either. The last free word matches beginnings too, so that a
search narrows while it is being typed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
import unicodedata
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetKind, Flag
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.quality import QualityFact

LONGEST_QUERY = 2000
MOST_TERMS = 60


class Field(enum.StrEnum):
    """What can stand before a colon."""

    RIGHTS = "rights"
    CREATOR = "creator"
    TAG = "tag"
    RATING = "rating"
    FLAG = "flag"
    FROM = "from"
    TO = "to"
    PLACE = "place"
    KIND = "kind"
    BATCH = "batch"
    GALLERY = "gallery"
    HAS = "has"
    IS = "is"
    SOURCE = "source"
    CAMPAIGN = "campaign"
    PEOPLE = "people"
    FACES = "faces"
    SENSITIVE = "sensitive"
    QUALITY = "quality"


class Sort(enum.StrEnum):
    """In which order the answer comes; ``newest`` goes by the post, else by when the photo was taken."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ADDED = "added"
    RATING = "rating"
    LIKES = "likes"
    RELEVANCE = "relevance"


HAS = ("caption", "creator", "place", "tags", "post", "gallery", "author", "people", "use")
IS = ("duplicate", "copy", "stack", "trashed", "landscape", "portrait", "square")
PEOPLE = ("no_children", "children", "none", "reviewed", "not_reviewed")
"""``no_children``: somebody looked, and nobody recognisable is a minor or of unknown age."""
FIELD_ALIASES = {"in": Field.GALLERY, "author": Field.CREATOR}
VALUE_ALIASES = {
    Field.RIGHTS: {"none": ConsentState.NOT_REQUESTED.value},
    Field.PEOPLE: {"nobody": "none"},
    Field.SENSITIVE: {"true": "yes", "false": "no"},
}
CHOICES: dict[Field, tuple[str, ...]] = {
    Field.RIGHTS: tuple(ConsentState),
    Field.FLAG: tuple(Flag),
    Field.KIND: tuple(AssetKind),
    Field.HAS: HAS,
    Field.IS: IS,
    Field.PEOPLE: PEOPLE,
    Field.SENSITIVE: ("yes", "no"),
    Field.QUALITY: tuple(QualityFact),
}
SINGLE = (Field.FROM, Field.TO, Field.RATING)

_TOKEN = re.compile(r'-?(?:[^\s:"]+:)?"[^"]*"?|\S+')
_FIELD = re.compile(r"([A-Za-z_]+):(.*)", re.DOTALL)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_COUNT = re.compile(r"(>=|<=|=|>|<)?\s*([0-9]{1,3})(?:(?:-|\.\.)([0-9]{1,3}))?")
_RATING = re.compile(r"(>=|<=|=|>|<)?\s*([0-5])(?:(?:-|\.\.)([0-5]))?")


@dataclass(frozen=True, slots=True)
class Words:
    """Free text: one word or a quoted phrase; ``beginning`` also finds longer words."""

    text: str
    beginning: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One ``field:value``; several values mean any of them. Dates and ratings are written as ranges."""

    field: Field
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; empty means everything."""

    words: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read what a person typed; ``UsageError`` names the fields or values that exist."""
        if len(text) > LONGEST_QUERY:
            raise UsageError(_("This search is too long."))
        clean = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)
        tokens = _TOKEN.findall(unicodedata.normalize("NFC", clean))
        if len(tokens) > MOST_TERMS:
            raise UsageError(_("This search has too many words."))
        words: list[Words] = []
        filters: list[Filter] = []
        for token in tokens:
            negated = token.startswith("-") and len(token) > 1
            term = _term(token[1:] if negated else token, negated=negated)
            if isinstance(term, Filter):
                filters.append(term)
            elif term is not None:
                words.append(term)
        return cls(_last_word_open(words, clean), tuple(filters))


def tokens(text: str) -> list[str]:
    """The words and terms of a query as they were typed, for places that add one or take one away."""
    return _TOKEN.findall(text)


def _term(token: str, *, negated: bool) -> Words | Filter | None:
    if token.startswith('"'):
        phrase = token.strip('"').strip()
        return Words(phrase, negated=negated) if phrase else None
    match = _FIELD.fullmatch(token)
    if match is None:
        return Words(token.replace('"', " ").strip(), negated=negated) if token.strip('"') else None
    name, value = match[1].casefold(), match[2]
    name = FIELD_ALIASES.get(name, name)
    if name not in tuple(Field):
        raise UsageError(
            _(
                "There is no search field {name}. Fields are: {fields}. Put quotes around words that hold a colon.",
                name=name,
                fields=list(Field),
            )
        )
    return _filter(Field(name), value, negated=negated)


def _filter(field: Field, value: str, *, negated: bool) -> Filter:
    quoted = value.startswith('"')
    plain = value.strip('"').strip()
    if not plain:
        raise UsageError(_("The search field {name} needs a value.", name=field.value))
    if field is Field.RATING:
        return Filter(field, _stars(plain), negated)
    if field is Field.FACES:
        return Filter(field, (_count(plain),), negated)
    if field in (Field.FROM, Field.TO):
        return Filter(field, (_day(plain, last=field is Field.TO),), negated)
    values = (plain,) if quoted else tuple(part.strip() for part in plain.split(",") if part.strip())
    if not values:
        raise UsageError(_("The search field {name} needs a value.", name=field.value))
    if field in CHOICES:
        values = tuple(_choice(field, part) for part in values)
    return Filter(field, values, negated)


def _choice(field: Field, value: str) -> str:
    word = value.casefold().replace("-", "_")
    word = VALUE_ALIASES.get(field, {}).get(word, word)
    if word not in CHOICES[field]:
        raise UsageError(
            _(
                "{value} is not a value of the search field {name}. Values are: {values}.",
                value=value,
                name=field.value,
                values=list(CHOICES[field]),
            )
        )
    return word


def _stars(value: str) -> tuple[str, ...]:
    """``>=4`` → ("4", "5"): every rating that matches, so that nothing is left to interpret."""
    match = _RATING.fullmatch(value)
    if match is None or (match[1] and match[3]):
        raise UsageError(_("A rating is a number from 0 to 5, for instance rating:4 or rating:>=4."))
    low = int(match[2])
    ranges = {
        ">=": range(low, 6),
        ">": range(low + 1, 6),
        "<=": range(low + 1),
        "<": range(low),
    }
    chosen = ranges.get(match[1] or "", range(low, int(match[3] or low) + 1))
    return tuple(str(stars) for stars in chosen)


def _count(value: str) -> str:
    """A number of faces as it is written shortest: ``0``, ``>=1``, ``2..5``."""
    match = _COUNT.fullmatch(value)
    if match is None or (match[1] and match[3]):
        raise UsageError(_("Say how many faces, for instance faces:0 or faces:>=1."))
    number = int(match[2])
    if match[3]:
        return f"{number}..{int(match[3])}"
    signs = {">": f">={number + 1}", ">=": f">={number}", "<": f"<={number - 1}", "<=": f"<={number}"}
    return signs.get(match[1] or "", str(number))


def count_range(value: str) -> tuple[int, int | None]:
    """The least and the most that a number of faces as :class:`Filter` holds it stands for."""
    if value.startswith(">="):
        return int(value[2:]), None
    if value.startswith("<="):
        return 0, int(value[2:])
    least, _dots, most = value.partition("..")
    return int(least), int(most or least)


def _day(value: str, *, last: bool) -> str:
    """A year, a month or a day as its first or last calendar day."""
    match = _DAY.fullmatch(value)
    wrong = _("{value} is not a date. Write 2026, 2026-08 or 2026-08-18.", value=value)
    if match is None:
        raise UsageError(wrong)
    try:
        year = int(match[1])
        month = int(match[2] or (12 if last else 1))
        day = int(match[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return dt.date(year, month, day).isoformat()
    except ValueError as error:  # calendar's IllegalMonthError is one too
        raise UsageError(wrong) from error


def _last_word_open(words: list[Words], text: str) -> tuple[Words, ...]:
    """The last free word matches beginnings, unless it was quoted or negated or a space shows that it is complete."""
    if words and not words[-1].negated and text.endswith(words[-1].text):
        words[-1] = Words(words[-1].text, beginning=True)
    return tuple(words)
