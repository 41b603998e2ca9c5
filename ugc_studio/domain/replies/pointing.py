"""Which of the asked photos some words point at: numbers, "the first two", "all", "the others"."""

from __future__ import annotations

from collections.abc import Sequence

from ugc_studio.domain.replies import vocabulary as kinds
from ugc_studio.domain.replies.covering import Piece
from ugc_studio.domain.replies.tokens import Kind, Token
from ugc_studio.domain.replies.vocabulary import Vocabulary

POINTING = frozenset(
    {
        kinds.ONE, kinds.MANY, kinds.ALL, kinds.COUNT, kinds.REST, kinds.NUMBER, kinds.ORDINAL, kinds.LAST,
        kinds.FIRST_OF, kinds.LAST_OF,
    }
)  # fmt: skip
EACH = frozenset({kinds.NUMBER, kinds.ORDINAL, kinds.LAST, kinds.FIRST_OF, kinds.LAST_OF})
"""What names single photos, not all that were asked for."""


def pointed_at(piece: Piece, tokens: Sequence[Token], vocabulary: Vocabulary, n: int) -> frozenset[int] | None:
    """The numbers of the photos that a piece points at; nothing when it cannot be known.

    ``REST`` is worked out by the caller, who knows what else was named.
    """
    words = tokens[piece.start : piece.end]
    everything = frozenset(range(1, n + 1))
    if n == 1 and piece.kind in EACH:
        return None  # they think of more photos than were asked for
    match piece.kind:
        case kinds.ONE:
            return everything if n == 1 else None
        case kinds.MANY | kinds.ALL:
            said = number_in(words, vocabulary)
            return everything if said in {None, n} else None
        case kinds.COUNT:
            return everything if number_in(words, vocabulary) == n else None
        case kinds.NUMBER:
            return _within(number_in(words, vocabulary), n)
        case kinds.ORDINAL:
            return _within(next((vocabulary.ordinals[t.text] for t in words if t.text in vocabulary.ordinals), None), n)
        case kinds.LAST:
            return frozenset({n})
        case kinds.FIRST_OF | kinds.LAST_OF:
            many = number_in(words, vocabulary)
            if many is None or not 0 < many <= n:
                return None
            first = 1 if piece.kind == kinds.FIRST_OF else n - many + 1
            return frozenset(range(first, first + many))
    return None


def _within(number: int | None, n: int) -> frozenset[int] | None:
    return frozenset({number}) if number is not None and 1 <= number <= n else None


def number_in(words: Sequence[Token], vocabulary: Vocabulary) -> int | None:
    """The first number among some words."""
    for token in words:
        if token.kind is Kind.NUMBER:
            return int(token.text) if len(token.text) < 4 else None
        if token.text in vocabulary.cardinals:
            return vocabulary.cardinals[token.text]
    return None
