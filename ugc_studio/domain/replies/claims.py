"""From known phrases to what is claimed about which photo; whatever is not understood spoils what it may be about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ugc_studio.domain.replies import covering
from ugc_studio.domain.replies import vocabulary as kinds
from ugc_studio.domain.replies.covering import Coverer, Piece, Sentence
from ugc_studio.domain.replies.forgiving import Forgiver
from ugc_studio.domain.replies.pointing import EACH, POINTING, number_in, pointed_at
from ugc_studio.domain.replies.tokens import Kind, Token

YES, NO, PHOTOS, LINK, PAUSE, ODD = "yes", "no", "photos", "link", "pause", "odd"
SAYS_YES = frozenset({kinds.YES, kinds.NOTHING_AGAINST, covering.TAG, kinds.BARE, kinds.WEAK})
CLEAR = frozenset({kinds.YES, kinds.NOTHING_AGAINST, covering.TAG})
SAYS_NO = frozenset({kinds.NO, kinds.EXCEPT, covering.NO_TAG})
PRONOUNS = frozenset({kinds.ONE, kinds.MANY})
LINKS = frozenset({kinds.FOR, covering.ARROW})
Spot = tuple[int, int]


@dataclass
class Claims:
    """What one language makes of a message about ``n`` photos."""

    n: int
    yes: set[int] = field(default_factory=set)
    no: set[int] = field(default_factory=set)
    spoiled: set[int] = field(default_factory=set)
    all_yes: bool = False
    all_no: bool = False
    rest_yes: bool = False
    rest_no: bool = False
    all_spoiled: bool = False
    is_clear: bool = False
    """Whether a yes is more than a bare "yes", which may answer anything."""
    is_bare: bool = False
    needs_clear: bool = False
    odd: int = 0
    spots: dict[int, list[Spot]] = field(default_factory=dict)
    """The words about single photos; 0 stands for all."""

    def settled(self) -> dict[int, bool]:
        """The photos about which something is beyond doubt: whether it is a yes."""
        everything = set(range(1, self.n + 1))
        named = self.yes | self.no | self.spoiled
        yes = self.yes | (everything - named if self.rest_yes and not self.rest_no else set())
        no = self.no | (everything - named if self.rest_no else set())
        meant = self.is_clear or (self.is_bare and not self.needs_clear)
        found: dict[int, bool] = {}
        for number in everything:
            sure = meant and not self.all_spoiled and number not in self.spoiled and not self.all_no
            if number in no and number not in yes:
                found[number] = False
            elif sure and number not in no and (number in yes or self.all_yes):
                found[number] = True
            elif self.all_no and not (self.all_yes or yes or self.all_spoiled or self.odd):
                found[number] = False
        return found


@dataclass(frozen=True, slots=True)
class Item:
    """A sign, some photos, or something between them, with its pieces."""

    what: str
    pieces: tuple[Piece, ...]
    has_or: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """The last thing that a sentence said: about single photos, or about all (``None``)."""

    sign: str | None
    photos: frozenset[int] | None


def claims_of(sentences: Sequence[Sentence], coverer: Coverer, n: int) -> Claims:
    """Read every sentence, and put together what they say."""
    claims = Claims(n)
    signs = coverer.lexicon.signs
    forgiver = Forgiver(coverer.vocabulary, signs)
    for sentence in sentences:
        words = " ".join(token.text for token in sentence.tokens if token.kind in {Kind.WORD, Kind.NUMBER})
        if sentence.asks and signs.ask_something_else(words):
            claims.needs_clear = True
            continue
        pieces = forgiver.forgive(coverer.cover(sentence.tokens), sentence.tokens)
        claims.needs_clear |= forgiver.told_a_story
        rhetorical = all(piece.kind in {kinds.RHETORICAL, covering.QUIET, covering.PAUSE} for piece in pieces)
        if (sentence.asks and not rhetorical) or signs.are_an_idiom(words, coverer.vocabulary.code):
            claims.all_spoiled = True
        _SentenceReader(claims, coverer, sentence.tokens).read(pieces)
    return claims


class _SentenceReader:
    """Joins each sign of a sentence with the photos that it stands beside."""

    def __init__(self, claims: Claims, coverer: Coverer, tokens: Sequence[Token]) -> None:
        self._claims, self._vocabulary, self._tokens = claims, coverer.vocabulary, tokens
        self._signs = coverer.lexicon.signs
        self._items: list[Item] = []
        self._last: Statement | None = None

    def read(self, pieces: Sequence[Piece]) -> None:
        """Add what the sentence says to the claims."""
        self._items = list(self._joined(_marked(pieces, self._tokens, self._vocabulary.no_words)))
        at = 0
        while at < len(self._items):
            at = self._statement(at)

    # ------------------------------------------------------------------ one statement after the other

    def _statement(self, at: int) -> int:
        """Read the statement that begins here; returns where the next one begins."""
        item = self._items[at]
        if item.what in {YES, NO}:
            photos = self._photos_behind(at)
            if photos is not None:
                self._spoil_torn(at, photos)
                self._claim(item, self._items[photos])
                return photos + 1
            self._sign_alone(at)
        elif item.what == PHOTOS:
            sign = self._sign_behind(at)
            if sign is not None:
                self._claim(self._items[sign], item)
                return sign + 1
            self._photos_alone(at)
        elif item.what == ODD:
            self._odd(item)
        return at + 1

    def _photos_behind(self, at: int) -> int | None:
        """The photos that a sign leads to: directly, or behind a comma when no other sign follows them."""
        near = self._skip(at + 1, {LINK})
        if self._what(near) == PHOTOS:
            return near
        far = self._skip(at + 1, {LINK, PAUSE})
        if self._what(far) == PHOTOS and self._what(self._skip(far + 1, {LINK, PAUSE})) not in {YES, NO}:
            return far
        return None

    def _sign_behind(self, at: int) -> int | None:
        """The sign that follows photos, unless it leads to other photos ("all except the last")."""
        sign = self._skip(at + 1, {LINK, PAUSE})
        if self._what(sign) not in {YES, NO}:
            return None
        leads_on = self._what(self._skip(sign + 1, {LINK})) == PHOTOS
        apart = any(item.what == PAUSE for item in self._items[at + 1 : sign])
        excepts = all(piece.kind == kinds.EXCEPT for piece in self._items[sign].pieces)
        if leads_on and (apart or excepts or self._is_everything(self._items[at])):
            return None
        return sign

    def _spoil_torn(self, at: int, photos: int) -> None:
        """In "yes to 1 not, 3" nobody knows whether the "not" is about 1 or about 3."""
        before = self._items[at - 1] if at else None
        apart = any(item.what == PAUSE for item in self._items[at + 1 : photos])
        last = self._last
        if apart and before is not None and before.what == PHOTOS and last and last.sign != self._items[at].what:
            self._spoil(before)

    def _sign_alone(self, at: int) -> None:
        """A sign without photos is about all of them, or about those behind the last comma before it."""
        item, before = self._items[at], self._items[at - 1] if at else None
        amid = before is not None and before.what == ODD and self._what(at + 1) == ODD
        follows = item.what == NO and before is not None and before.what == YES and self._what(at + 1) == ODD
        excepts = follows and all(piece.kind == kinds.EXCEPT for piece in item.pieces)
        if ((item.what == NO and amid) or excepts) and self._last is not None and self._last.photos is not None:
            self._odd(item)  # a "not" amid words that are not understood belongs to them
            return
        if before is not None and before.what == PHOTOS and self._last is not None and self._last.sign != item.what:
            self._split(before, item)
            return
        self._claims.all_yes |= item.what == YES
        self._claims.all_no |= item.what == NO
        self._note(item, 0)
        self._count(item)
        self._last = Statement(item.what, None)

    def _photos_alone(self, at: int) -> None:
        """Photos without a sign: "all except" says yes to all; "all five" repeats a yes; else it is not understood."""
        item = self._items[at]
        follows = self._skip(at + 1, {LINK, PAUSE})
        if at and self._items[at - 1].what == ODD and {piece.kind for piece in item.pieces} <= PRONOUNS:
            self._odd(item)
            return
        if self._is_everything(item) and self._numbers(item) is not None:
            if self._what(follows) == NO:
                self._claims.all_yes = self._claims.is_clear = True
                self._note(item, 0)
            return
        self._spoil(item)

    def _split(self, photos: Item, sign: Item) -> None:
        """ "Yes to 2, 3 no": the photos behind the comma belong to the sign that follows them.

        With more than one comma only the first and the last stretch are sure; those between are not understood.
        """
        stretches = [self._numbers(one) for one in _stretches(photos)]
        known = [one for one in stretches if one is not None]
        twice = sum(map(len, known)) > len(frozenset().union(*known))
        if len(stretches) < 2 or len(known) < len(stretches) or twice or not self._is_each(photos):
            self._spoil(photos)
            return
        claims = self._claims
        mine, other = (claims.yes, claims.no) if sign.what == YES else (claims.no, claims.yes)
        for stretch in known[1:]:
            other -= stretch
        mine |= known[-1]
        for stretch in known[1:-1]:
            claims.spoiled |= stretch
        self._last = Statement(sign.what, known[-1])

    # ------------------------------------------------------------------ claiming and spoiling

    def _claim(self, sign: Item, photos: Item) -> None:
        claims, says_yes = self._claims, sign.what == YES
        self._count(sign, beside_photos=True)
        if any(piece.kind == kinds.REST for piece in photos.pieces):
            claims.rest_yes |= says_yes
            claims.rest_no |= not says_yes
            self._last = Statement(sign.what, None)
            return
        numbers = self._numbers(photos)
        everything = any(piece.marks & {"all", "many"} for piece in sign.pieces)
        everything |= any(piece.kind in {kinds.ALL, kinds.MANY, kinds.ONE} for piece in photos.pieces)
        if numbers is None or (everything and self._is_each(photos)) or (photos.has_or and says_yes):
            claims.all_spoiled = True
            self._last = Statement(None, None)
            return
        if self._is_each(photos):
            (claims.yes if says_yes else claims.no).update(numbers)
            for number in numbers:
                self._note(sign, number)
                self._note(photos, number)
            self._last = Statement(sign.what, numbers)
        else:
            claims.all_yes |= says_yes
            claims.all_no |= not says_yes
            self._note(sign, 0)
            self._last = Statement(sign.what, None)

    def _odd(self, item: Item) -> None:
        """Odd words spoil what was said last; a reason behind a no to some photos spoils nothing."""
        self._claims.odd += len(item.pieces)
        words = " ".join(self._tokens[at].text for piece in item.pieces for at in range(piece.start, piece.end))
        last = self._last
        if last is None or last.photos is None or (last.sign == NO and self._signs.restrict(words)):
            self._claims.all_spoiled = True
        elif last.sign != NO:
            self._claims.spoiled |= last.photos

    def _spoil(self, photos: Item) -> None:
        """These photos were named, and it is not understood what for."""
        numbers = self._numbers(photos)
        if numbers is None or not self._is_each(photos):
            self._claims.all_spoiled = True
            self._last = Statement(None, None)
        else:
            self._claims.spoiled |= numbers
            self._last = Statement(None, numbers)

    def _count(self, sign: Item, *, beside_photos: bool = False) -> None:
        """How clear a yes is: "ok" is one only beside the photos, and the same word twice is a wave of the hand."""
        said = {piece.kind for piece in sign.pieces}
        if sign.what == NO and kinds.EXCEPT in said and len(sign.pieces) > 1:
            self._claims.all_spoiled = True  # "not no" is anybody's guess
        bare = [self._text(piece) for piece in sign.pieces if piece.kind == kinds.BARE]
        self._claims.is_clear |= bool(said & CLEAR) or (beside_photos and bool(said & {kinds.BARE, kinds.WEAK}))
        self._claims.is_bare |= bool(bare)
        self._claims.needs_clear |= len(set(bare)) < len(bare)
        if any(self._names_others(piece) for piece in sign.pieces):
            self._claims.all_spoiled = True

    def _names_others(self, piece: Piece) -> bool:
        """Whether a phrase speaks of one photo where several were asked for, or of another number of them."""
        n = self._claims.n
        if n > 1 and "one" in piece.marks and not piece.marks & {"many", "all"}:
            return True
        said = number_in(self._tokens[piece.start : piece.end], self._vocabulary)
        return said is not None and said != n

    def _note(self, item: Item, number: int) -> None:
        for piece in item.pieces:
            if piece.kind == covering.PAUSE:
                continue
            spot = self._tokens[piece.start].start, self._tokens[piece.end - 1].end
            self._claims.spots.setdefault(number, []).append(spot)

    # ------------------------------------------------------------------ looking

    def _numbers(self, photos: Item) -> frozenset[int] | None:
        found: set[int] = set()
        for piece in photos.pieces:
            if piece.kind in POINTING:
                numbers = pointed_at(piece, self._tokens, self._vocabulary, self._claims.n)
                if numbers is None:
                    return None
                found |= numbers
        return frozenset(found)

    def _is_each(self, photos: Item) -> bool:
        return any(piece.kind in EACH for piece in photos.pieces)

    def _is_everything(self, photos: Item) -> bool:
        return not self._is_each(photos) and all(piece.kind != kinds.REST for piece in photos.pieces)

    def _skip(self, at: int, what: set[str]) -> int:
        while at < len(self._items) and self._items[at].what in what:
            at += 1
        return at

    def _what(self, at: int) -> str | None:
        return self._items[at].what if at < len(self._items) else None

    def _text(self, piece: Piece) -> str:
        return " ".join(token.text for token in self._tokens[piece.start : piece.end])

    def _joined(self, marked: Sequence[tuple[str, Piece]]) -> Iterator[Item]:
        """Join neighbours: photos with commas and "and" between them, and signs of one kind."""
        at = 0
        while at < len(marked):
            what, piece = marked[at]
            pieces, has_or, end = [piece], False, at + 1
            if what in {PHOTOS, YES, NO, ODD}:
                glue = {PAUSE, LINK, "and", "or"} if what == PHOTOS else {PAUSE, "and"} if what in {YES, NO} else set()
                while True:
                    ahead = end
                    while ahead < len(marked) and marked[ahead][0] in glue:
                        ahead += 1
                    if ahead >= len(marked) or marked[ahead][0] != what:
                        break
                    has_or |= any(one == "or" for one, _piece in marked[end:ahead])
                    pieces += [one for _what, one in marked[end : ahead + 1]]
                    end = ahead + 1
            if what == "or":
                what = ODD
            if what != "and":
                yield Item(what, tuple(pieces), has_or)
            at = end


def _stretches(photos: Item) -> list[Item]:
    """Named photos, cut wherever nothing binds one to the next: "1 and 4, 2" is "1 and 4" and "2"."""
    found: list[list[Piece]] = []
    bound = False
    for piece in photos.pieces:
        if piece.kind in POINTING:
            if found and bound:
                found[-1].append(piece)
            else:
                found.append([piece])
            bound = False
        elif piece.kind != kinds.FOR:
            bound = piece.kind == kinds.AND
    return [Item(PHOTOS, tuple(pieces)) for pieces in found]


def _marked(pieces: Sequence[Piece], tokens: Sequence[Token], noes: frozenset[str]) -> list[tuple[str, Piece]]:
    """The pieces that say something, with what they say; the "no" of "no, no problem" is part of that."""
    made: list[tuple[str, Piece]] = []
    for piece in pieces:
        what = _meaning(piece.kind)
        if piece.kind == kinds.NOTHING_AGAINST:
            before = len(made) - 1
            while before >= 0 and made[before][0] == PAUSE:
                before -= 1
            if before >= 0 and made[before][0] == NO and tokens[made[before][1].start].text in noes:
                del made[before:]
        if what is not None:
            made.append((what, piece))
    return made


def _meaning(kind: str) -> str | None:
    if kind in SAYS_YES:
        return YES
    if kind in SAYS_NO:
        return NO
    if kind in POINTING:
        return PHOTOS
    if kind in LINKS:
        return LINK
    return {covering.PAUSE: PAUSE, covering.ODD: ODD, kinds.AND: "and", kinds.OR: "or"}.get(kind)
