"""What is said in each language when somebody answers a request: phrases by kind.

A language also has harmless words: those of which a sentence beside a clear yes may consist, because it only tells
what a stay was like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ugc_studio.domain.replies.phrases import Phrasebook
from ugc_studio.domain.replies.signs import Signs
from ugc_studio.domain.replies.tokens import fold

CODES = ("fr", "en", "de", "nl", "es")
"""Every language that replies are read in."""

BARE, YES, WEAK, NO, NOTHING_AGAINST = "bare", "yes", "weak", "no", "nothing against"
RHETORICAL, STAY = "rhetorical", "stay"
THANKS, HELLO, CLOSING, KIND_WORDS, FILLER = "thanks", "hello", "closing", "kind words", "filler"
FOR, AND, OR, EXCEPT = "for", "and", "or", "except"
ONE, MANY, ALL, COUNT, REST = "one", "many", "all", "count", "rest"
NUMBER, ORDINAL, LAST, FIRST_OF, LAST_OF = "number", "ordinal", "last", "first of", "last of"


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language."""

    code: str
    patterns: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, str]
    ordinals: Mapping[str, int]
    cardinals: Mapping[str, int]
    harmless: frozenset[str]
    yes_words: frozenset[str]
    """What an agreed hashtag begins with when it says yes in this language."""
    no_words: frozenset[str]

    @cached_property
    def book(self) -> Phrasebook:
        """Its phrases, ready to be looked for."""
        return Phrasebook(self.patterns, self.lists)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that replies are read with: the vocabulary of each language, and the signs of what is no yes."""

    vocabularies: Mapping[str, Vocabulary]
    signs: Signs

    @property
    def yes_words(self) -> frozenset[str]:
        """What agreed hashtags begin with."""
        return frozenset(word for one in self.vocabularies.values() for word in one.yes_words)

    @property
    def no_words(self) -> frozenset[str]:
        """What the same hashtags begin with when they say no."""
        return frozenset(word for one in self.vocabularies.values() for word in one.no_words)


def vocabulary_of(code: str, data: Mapping[str, Any]) -> Vocabulary:
    """A vocabulary from the tables of its file."""
    return Vocabulary(
        code,
        {kind: tuple(texts) for kind, texts in data["patterns"].items()},
        {**data["lists"], "ord": "(" + "|".join(data["ordinals"]) + ")"},
        {fold(word): number for word, number in data["ordinals"].items()},
        {fold(word): number for word, number in data["cardinals"].items()},
        frozenset(fold(word) for word in data["harmless"].split()),
        frozenset(data["yes_words"]),
        frozenset(data["no_words"]),
    )
