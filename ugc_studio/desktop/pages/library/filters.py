"""The chips of the filter bar: which terms of a query each stands for, and what it offers."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.domain.assets import AssetKind, Flag
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.quality import QualityFact
from ugc_studio.domain.search import Field, Filter
from ugc_studio.services.words import NETWORKS


class Offer(enum.Enum):
    """How a chip offers its values."""

    ANY = enum.auto()
    """Known values, any number of them."""
    ONE = enum.auto()
    """Known values, one at a time."""
    FOUND = enum.auto()
    """The values that photos have, one at a time."""
    ALL_FOUND = enum.auto()
    """The values that photos have; a photo must have all that are chosen."""
    DAYS = enum.auto()
    """A time span."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: the word of the query, how people read it, and its icon."""

    value: str
    words: Text
    icon: str = ""
    ink: str = "text2"
    field: Field | None = None
    """Another field than the chip's own."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter."""

    id: str
    words: Text
    icon: str
    field: Field
    offer: Offer
    choices: tuple[Choice, ...] = ()
    also: tuple[tuple[Field, str], ...] = ()
    """Terms of other fields that belong here too."""

    def owns(self, term: Filter) -> bool:
        """Whether a term of the query is one of this chip's."""
        if term.field is self.field:
            known = {choice.value for choice in self.choices if choice.field is None}
            closed = self.field in (Field.IS, Field.HAS)
            return not closed or (bool(term.values) and set(term.values) <= known)
        if self.offer is Offer.DAYS and term.field is Field.TO:
            return True
        return any((term.field, value) in self.also for value in term.values)

    def read(self, term: Filter) -> list[Text | str]:
        """The values of a term as people read them."""
        for choice in self.choices:
            if (choice.field or self.field, choice.negated) == (term.field, term.negated) and term.values == (
                choice.value,
            ):
                return [choice.words]
        known = {choice.value: choice.words for choice in self.choices}
        values: list[Text | str] = [known.get(value, value) for value in term.values]
        return [_("not {value}", value=value) for value in values] if term.negated else values


def _stars(least: int) -> Choice:
    words = ngettext("{n} star or more", "{n} stars or more", least, n=least) if least < 5 else _("5 stars")
    return Choice(f">={least}" if least < 5 else "5", words, "star", "star")


RIGHTS = Chip(
    "rights", _("Rights"), "consent", Field.RIGHTS, Offer.ANY,
    tuple(Choice(state.value, LOOKS[state].words, LOOKS[state].icon, LOOKS[state].ink) for state in ConsentState),
)  # fmt: skip
RATING = Chip(
    "rating", _("Rating"), "star_empty", Field.RATING, Offer.ONE,
    (*(_stars(stars) for stars in range(5, 0, -1)), Choice("0", _("No stars"), "star_empty")),
)  # fmt: skip
FLAG = Chip(
    "flag", _("Flag"), "flag", Field.FLAG, Offer.ANY,
    (
        Choice(Flag.PICKED.value, _("Picked"), "picked"),
        Choice(Flag.REJECTED.value, _("Rejected"), "x"),
        Choice(Flag.UNREVIEWED.value, _("Undecided"), "circle"),
    ),
)  # fmt: skip
PEOPLE = Chip(
    "people", _("People"), "people", Field.PEOPLE, Offer.ONE,
    (
        Choice("no_children", _("No recognisable child"), "child"),
        Choice("children", _("A child, or someone of unknown age"), "child"),
        Choice("none", _("Nobody recognisable"), "person"),
        Choice("reviewed", _("Somebody looked"), "eye"),
        Choice("not_reviewed", _("Nobody looked yet"), "question"),
        Choice(">=1", _("Faces found (automatic)"), "face", field=Field.FACES),
        Choice("0", _("No face found (automatic)"), "circle", field=Field.FACES),
    ),
    also=((Field.FACES, ">=1"), (Field.FACES, "0")),
)  # fmt: skip
SENSITIVE = Chip(
    "sensitive", _("Sensitive"), "sensitive", Field.SENSITIVE, Offer.ONE,
    (Choice("yes", _("Sensitive only"), "sensitive"), Choice("no", _("Without sensitive ones"), "eye")),
)  # fmt: skip
QUALITY = Chip(
    "quality", _("Quality"), "sparkle", Field.QUALITY, Offer.ANY,
    (
        Choice(QualityFact.SHARP.value, _("Sharp"), "zoom"),
        Choice(QualityFact.BLURRED.value, _("Blurred"), "blur"),
        Choice(QualityFact.DARK.value, _("Dark"), "dark"),
        Choice(QualityFact.BRIGHT.value, _("Burnt out"), "sun"),
        Choice(QualityFact.FLAT.value, _("Little contrast"), "circle"),
        Choice(QualityFact.SMALL.value, _("Small for a feed"), "size"),
    ),
)  # fmt: skip
GALLERY = Chip(
    "gallery", _("In gallery"), "galleries", Field.GALLERY, Offer.FOUND,
    (
        Choice("gallery", _("In no gallery"), "minus", field=Field.HAS, negated=True),
        Choice("gallery", _("In any gallery"), "galleries", field=Field.HAS),
    ),
    also=((Field.HAS, "gallery"),),
)  # fmt: skip
KIND = Chip(
    "kind", _("Kind"), "picture", Field.KIND, Offer.ONE,
    (Choice(AssetKind.PHOTO.value, _("Photos"), "picture"), Choice(AssetKind.VIDEO.value, _("Videos"), "video")),
)  # fmt: skip
SHAPE = Chip(
    "shape", _("Shape"), "size", Field.IS, Offer.ANY,
    (
        Choice("landscape", _("Landscape")),
        Choice("portrait", _("Portrait")),
        Choice("square", _("Square")),
    ),
)  # fmt: skip
SOURCE = Chip(
    "source", _("Source"), "import", Field.SOURCE, Offer.FOUND,
    (
        Choice("folder", _("Folder or file")),
        Choice("table", _("Table of posts")),
        *(Choice(name, word if isinstance(word, Text) else Text(word)) for name, word in NETWORKS.items()),
    ),
)  # fmt: skip

CHIPS: tuple[Chip, ...] = (
    Chip("date", _("Date"), "calendar", Field.FROM, Offer.DAYS),
    RIGHTS,
    RATING,
    FLAG,
    SOURCE,
    Chip("tags", _("Tags"), "tag", Field.TAG, Offer.ALL_FOUND),
    Chip("place", _("Place"), "place", Field.PLACE, Offer.FOUND),
    PEOPLE,
    SENSITIVE,
    QUALITY,
    GALLERY,
    Chip("campaign", _("Campaign"), "campaign", Field.CAMPAIGN, Offer.FOUND),
    Chip("author", _("Author"), "person", Field.CREATOR, Offer.FOUND),
    KIND,
    SHAPE,
    Chip("trash", _("Trash"), "trash", Field.IS, Offer.ONE, (Choice("trashed", _("In the trash"), "trash"),)),
)
"""In the order of the bar; those that find no room are under "More"."""
ALWAYS_SHOWN = 5


def chip_of(term: Filter) -> Chip | None:
    """The chip that a term belongs to; None for terms that are only typed (an import, a copy)."""
    return next((chip for chip in CHIPS if chip.owns(term)), None)
