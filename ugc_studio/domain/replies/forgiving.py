"""What may stand beside a yes without touching it: greetings in front, names underneath, what the stay was like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ugc_studio.domain.replies import covering
from ugc_studio.domain.replies import vocabulary as kinds
from ugc_studio.domain.replies.covering import Piece
from ugc_studio.domain.replies.pointing import POINTING
from ugc_studio.domain.replies.signs import Signs
from ugc_studio.domain.replies.tokens import Kind, Token
from ugc_studio.domain.replies.vocabulary import Vocabulary

MOST_NAME_WORDS = 6
SAYS = frozenset(
    {kinds.YES, kinds.NOTHING_AGAINST, covering.TAG, kinds.BARE, kinds.WEAK, kinds.NO, kinds.EXCEPT, covering.NO_TAG}
)
BREAKS = frozenset({covering.PAUSE, covering.GLAD, covering.MOOD, covering.ARROW})
NAMELIKE = BREAKS | {
    covering.ODD, covering.BRAND, kinds.CLOSING, kinds.THANKS, kinds.FILLER, kinds.AND, kinds.FOR, kinds.HELLO
}  # fmt: skip
QUIET = frozenset(
    {kinds.THANKS, kinds.KIND_WORDS, kinds.FILLER, kinds.CLOSING, covering.GLAD, covering.MOOD, covering.BRAND}
)


class Forgiver:
    """Goes through the sentences of one message in their order."""

    def __init__(self, vocabulary: Vocabulary, signs: Signs) -> None:
        self._vocabulary, self._signs = vocabulary, signs
        self._is_signed = self._has_spoken = False
        self.told_a_story = False
        """Whether the last sentence told of the stay, or of a mood: a bare yes may answer something else then."""

    def forgive(self, pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Piece]:
        """The same pieces, with those made quiet that say nothing of the matter."""
        self.told_a_story = any(piece.kind == covering.MOOD for piece in pieces)
        pieces = self._conditions(self._greeting(pieces), tokens)
        pieces = self._signature(pieces, tokens)
        made: list[Piece] = []
        for part in _parts(pieces):
            made += self._story(part, tokens)
        self._has_spoken = self._has_spoken or any(piece.kind in SAYS for piece in made)
        return [_quiet(piece) if piece.kind in QUIET else piece for piece in made]

    def _greeting(self, pieces: Sequence[Piece]) -> list[Piece]:
        """A greeting stands in front; later it is odd ("oui bonjour" answers the telephone)."""
        made, spoken = [], self._has_spoken
        for piece in pieces:
            spoken = spoken or piece.kind in SAYS
            odd = spoken and piece.kind == kinds.HELLO
            made.append(Piece(covering.ODD, piece.start, piece.end) if odd else
                        _quiet(piece) if piece.kind == kinds.HELLO else piece)  # fmt: skip
        return made

    def _conditions(self, pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Piece]:
        """Behind a first answer, "si" in front of something is "if"; a yes loses its accent only in front."""
        made: list[Piece] = []
        for piece in pieces:
            spoken = self._has_spoken or any(one.kind in SAYS for one in made)
            pointed = bool(made) and made[-1].kind in POINTING
            first = tokens[piece.start]
            is_if = first.text == "si" and not first.has_accents
            if piece.kind == kinds.BARE and is_if and spoken and not pointed:
                piece = Piece(covering.ODD, piece.start, piece.end)
            made.append(piece)
        return made

    def _signature(self, pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Piece]:
        """Behind a closing formula a few words may be the name."""
        after = next((at for at, piece in enumerate(pieces) if piece.kind == kinds.CLOSING), None)
        begin = 0 if self._is_signed else len(pieces) if after is None else after + 1
        tail = pieces[begin:]
        words = [token for piece in tail for token in tokens[piece.start : piece.end] if token.kind is Kind.WORD]
        fits = (
            len(words) <= MOST_NAME_WORDS
            and all(piece.kind in NAMELIKE for piece in tail)
            and not self._signs.restrict(" ".join(word.text for word in words))
        )
        if after is not None:
            self._is_signed = True
        if not fits:
            return list(pieces)
        return [*pieces[:begin], *(piece if piece.kind in BREAKS else _quiet(piece) for piece in tail)]

    def _story(self, part: Sequence[Piece], tokens: Sequence[Token]) -> list[Piece]:
        """A part in which every word can only tell of a stay."""
        stays = any(piece.kind == kinds.STAY for piece in part)
        odd = any(piece.kind == covering.ODD for piece in part)
        if not (stays or odd) or any(piece.kind in SAYS and piece.kind != kinds.WEAK for piece in part):
            if stays:
                self.told_a_story = True
            return [_quiet(piece) if piece.kind == kinds.STAY else piece for piece in part]
        known = QUIET | BREAKS | {kinds.STAY, covering.QUIET}
        words = [token for piece in part if piece.kind not in known for token in tokens[piece.start : piece.end]]
        if not all(token.text in self._vocabulary.harmless for token in words):
            return [_quiet(piece) if piece.kind == kinds.STAY else piece for piece in part]
        self.told_a_story = True
        return [piece if piece.kind in BREAKS else _quiet(piece) for piece in part]


def _parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The stretches between commas, dashes and emoji; each break ends its stretch."""
    part: list[Piece] = []
    for piece in pieces:
        part.append(piece)
        if piece.kind in BREAKS:
            yield part
            part = []
    if part:
        yield part


def _quiet(piece: Piece) -> Piece:
    return Piece(covering.QUIET, piece.start, piece.end)
