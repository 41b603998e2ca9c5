"""Cutting a sentence into known phrases; every word that no phrase covers stays visible as an odd one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ugc_studio.domain.replies import vocabulary as kinds
from ugc_studio.domain.replies.phrases import Phrase
from ugc_studio.domain.replies.tokens import Kind, Token, fold
from ugc_studio.domain.replies.vocabulary import Lexicon

ODD, PAUSE, ARROW, GLAD, TAG, NO_TAG, BRAND = "odd", "pause", "arrow", "glad", "tag", "no tag", "brand"
QUIET, MOOD = "quiet", "mood"
"""Kinds of pieces that belong to no language."""
ODD_COST, PIECE_COST = 1000, 1
LENT_BY_ENGLISH = frozenset({kinds.YES, kinds.NOTHING_AGAINST, kinds.THANKS, kinds.CLOSING})
"""English phrases that people put between words of their own language."""
NEAR_MISS = 2
"""How many letters of an agreed hashtag may be wrong for it to say nothing, instead of something unknown."""
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])|\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A known phrase or an odd token, by the tokens that it covers."""

    kind: str
    start: int
    end: int
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens up to a full stop, an exclamation mark, a question mark or a new line."""

    tokens: tuple[Token, ...]
    asks: bool


def sentences_of(tokens: Sequence[Token]) -> list[Sentence]:
    """The sentences of a message; ``asks`` is whether one has a question mark."""
    found: list[Sentence] = []
    current: list[Token] = []
    asks = False
    for token in tokens:
        if token.kind in {Kind.END, Kind.ASK}:
            if token.text == "¿":
                asks = True
                continue
            asks = asks or token.kind is Kind.ASK
            if token.text != "¡" or current:
                if current:
                    found.append(Sentence(tuple(current), asks))
                elif asks and found:
                    found[-1] = Sentence(found[-1].tokens, asks=True)
                current, asks = [], False
        else:
            current.append(token)
    if current:
        found.append(Sentence(tuple(current), asks))
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """What the request brings to the reading: agreed hashtags, accounts and names of the brand."""

    tags: frozenset[str] = frozenset()
    """Folded, with the hash sign."""
    accounts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, hashtags: Collection[str], accounts: Collection[str], words: Collection[str], *, yes_words: Collection[str]
    ) -> Names:
        """Fold what a request says; the words of a hashtag behind its yes are names of the brand too."""
        known = {fold(word) for word in words}
        for tag in hashtags:
            known |= {fold(part) for part in _CAMEL.findall(tag) if fold(part) not in yes_words}
        return cls(
            frozenset("#" + fold(tag.lstrip("#＃")) for tag in hashtags),
            frozenset(account.casefold().removeprefix("@") for account in accounts),
            frozenset(known),
        )


class Coverer:
    """Covers sentences with the phrases of one language."""

    def __init__(self, lexicon: Lexicon, code: str, names: Names) -> None:
        self.lexicon, self.vocabulary, self._names = lexicon, lexicon.vocabularies[code], names

    def cover(self, tokens: Sequence[Token]) -> list[Piece]:
        """The cheapest row of pieces over all tokens: as few odd ones as can be, then as long phrases as can be."""
        worst = (len(tokens) * ODD_COST + 1, 0, Piece(ODD, 0, 0))
        best = [(0, 0, Piece(ODD, 0, 0)), *([worst] * len(tokens))]
        for start in range(len(tokens)):
            for piece, cost in self._pieces(tokens, start):
                total = best[start][0] + cost
                if total < best[piece.end][0]:
                    best[piece.end] = (total, start, piece)
        pieces: list[Piece] = []
        at = len(tokens)
        while at:
            _cost, before, piece = best[at]
            pieces.append(piece)
            at = before
        return pieces[::-1]

    def _pieces(self, tokens: Sequence[Token], start: int) -> Iterator[tuple[Piece, int]]:
        token = tokens[start]
        kind = self._kind(token)
        yield Piece(kind, start, start + 1), ODD_COST if kind == ODD else PIECE_COST
        spelled = self._spelled_tag(tokens, start)
        if spelled:
            yield Piece(TAG, start, spelled), PIECE_COST
        for phrase in self._phrases(tokens, start):
            yield Piece(phrase.kind, phrase.start, phrase.end, phrase.marks), PIECE_COST

    def _phrases(self, tokens: Sequence[Token], start: int) -> Iterator[Phrase]:
        yield from self.vocabulary.book.at(tokens, start)
        if self.vocabulary.code != "en":
            for phrase in self.lexicon.vocabularies["en"].book.at(tokens, start):
                if phrase.kind in LENT_BY_ENGLISH:
                    yield phrase

    def _kind(self, token: Token) -> str:
        match token.kind:
            case Kind.PAUSE:
                return PAUSE
            case Kind.ARROW:
                return ARROW
            case Kind.GLAD:
                return GLAD
            case Kind.MOOD:
                return MOOD
            case Kind.TAG:
                return self._tag(token.text)
            case Kind.MENTION:
                return BRAND if token.text.removeprefix("@") in self._names.accounts else ODD
            case Kind.WORD if token.text in self._names.words:
                return BRAND
            case _:
                return ODD

    def _tag(self, text: str) -> str:
        tag = "#" + text[1:]
        if tag in self._names.tags:
            return TAG
        for agreed in self._names.tags:
            yes = max((word for word in self.lexicon.yes_words if agreed[1:].startswith(word)), key=len, default="")
            if not yes:
                continue
            if tag[1:] in {no + agreed[1 + len(yes) :] for no in self.lexicon.no_words}:
                return NO_TAG
            if tag[1:].startswith(yes) and distance(tag, agreed) <= NEAR_MISS:
                return BRAND
        return ODD

    def _spelled_tag(self, tokens: Sequence[Token], start: int) -> int:
        """Where an agreed hashtag ends that was written in several words ("# oui belle rive"); 0 when there is none."""
        written = ""
        for end in range(start, min(len(tokens), start + 8)):
            token = tokens[end]
            if token.kind is Kind.TAG and end == start:
                written += token.text[1:]
                continue
            if token.kind not in {Kind.WORD, Kind.NUMBER} and not (token.text == "#" and token.kind is Kind.PAUSE):
                return 0
            written += token.text.lstrip("#")
            if end > start and "#" + written in self._names.tags:
                return end + 1
        return 0


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out or changed (Levenshtein)."""
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != against)))
        before = now
    return before[-1]
