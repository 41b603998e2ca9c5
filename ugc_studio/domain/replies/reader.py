"""Reading a reply: what it seems to say about each photo, why, and on which words that stands.

A yes is proposed only when every word of the message is known and nothing but a yes is left. Whatever is unknown
leaves the decision open; the person at the desk takes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies.answers import AskedRequest, Label, Proposal, Reading, ReceivedReply, Span
from ugc_studio.domain.replies.claims import Claims, claims_of
from ugc_studio.domain.replies.covering import Coverer, Names, sentences_of
from ugc_studio.domain.replies.limits import limits_named
from ugc_studio.domain.replies.quoting import own_words
from ugc_studio.domain.replies.signs import Folded
from ugc_studio.domain.replies.sorting import ALLOWS_IN_PART, Sorted, sort
from ugc_studio.domain.replies.tokens import tokenise
from ugc_studio.domain.replies.vocabulary import Lexicon

LONGEST = 1500
"""A longer message says more than yes; it is sorted by its words, and never proposed as one."""
LONGEST_READ, LONGEST_SORTED = 20_000, 6_000
"""Nobody's answer is longer; what stands behind is not looked at."""
CONDITION_ENDS = ".!?;,\n()"
SAYS_YES, SAYS_NO = _("Says yes, and nothing else."), _("Says no.")


@dataclass(frozen=True, slots=True)
class Limiting:
    """The first words of a condition, and the chips that it names."""

    span: Span | None
    named: tuple[str, ...]


def read_reply(
    reply: ReceivedReply, request: AskedRequest, lexicon: Lexicon, *, languages: Sequence[str] = ()
) -> Reading:
    """Propose a label for each photo of a request; ``languages`` are those that the person is known to write in."""
    own = own_words(reply.text[:LONGEST_READ])[:LONGEST_SORTED]
    is_short = len(own.strip()) <= LONGEST and len(reply.text) <= LONGEST_READ
    readings = _read_in_each(own, request, lexicon) if is_short else {}
    warnings = tuple(_warnings(reply, request))
    settled = _agreed(readings, len(request.photos))
    best = min(readings, key=lambda code: (readings[code].odd, code not in languages), default=None)
    claims = readings[best] if best is not None else Claims(len(request.photos))
    rest = sort(
        own, lexicon.signs, photos=len(request.photos), given_before=request.given_before,
        says_yes=any(_has_yes(one) for one in readings.values()), says_no=claims.all_no and not claims.odd,
    )  # fmt: skip
    limits = Limiting(_whole(Folded(own).search(lexicon.signs["limits"]), own), limits_named(own, lexicon.signs))
    proposals = []
    for photo in request.photos:
        says = settled.get(photo.number)
        if says and warnings:
            proposals.append(Proposal(photo.number, Label.UNCLEAR, warnings[0]))
        elif says is not None:
            proposals.append(_clear(photo.number, claims, rest, says=says))
        else:
            proposals.append(_unsettled(photo.number, claims, rest, limits, some_settled=bool(settled)))
    return Reading(tuple(proposals), best, own, warnings)


def _read_in_each(own: str, request: AskedRequest, lexicon: Lexicon) -> dict[str, Claims]:
    sentences = sentences_of(tokenise(own))
    names = Names.of(request.hashtags, request.brand_accounts, request.brand_words, yes_words=lexicon.yes_words)
    n = len(request.photos)
    return {code: claims_of(sentences, Coverer(lexicon, code, names), n) for code in lexicon.vocabularies}


def _agreed(readings: Mapping[str, Claims], n: int) -> dict[int, bool]:
    """What is beyond doubt among the languages that leave the fewest words unknown: a yes only if none reads a no."""
    found: dict[int, bool] = {}
    least = min((claims.odd for claims in readings.values()), default=0)
    each = [claims.settled() for claims in readings.values() if claims.odd == least]
    for number in range(1, n + 1):
        said = {settled[number] for settled in each if number in settled}
        if said:
            found[number] = said == {True}
    return found


def _has_yes(claims: Claims) -> bool:
    return claims.all_yes or bool(claims.yes)


def _warnings(reply: ReceivedReply, request: AskedRequest) -> Iterator[Text]:
    """Why no word of a message may count as a yes."""
    account = _account(reply.account)
    if account and account in {_account(one) for one in request.brand_accounts}:
        yield _("It comes from our own account.")
    elif account and request.accounts and account not in {_account(one) for one in request.accounts}:
        yield _("It comes from another account than the one that was asked.")
    if reply.said_on is not None and request.sent_on is not None and reply.said_on < request.sent_on:
        yield _("It was written before they were asked.")


def same_account(one: str | None, other: str | None) -> bool:
    """Whether two handles, mail addresses or telephone numbers are the same, however they are written."""
    return bool(_account(one)) and _account(one) == _account(other)


def _account(name: str | None) -> str:
    """An account as it is compared: a handle without its sign, an address in small letters, a number without spaces."""
    plain = (name or "").strip().casefold().removeprefix("@").removeprefix("mailto:")
    digits = "".join(sign for sign in plain if sign.isdigit())
    return digits[-9:] if len(digits) >= 8 and all(s.isdigit() or s in "+ ()-./" for s in plain) else plain


def _clear(number: int, claims: Claims, rest: Sorted, *, says: bool) -> Proposal:
    spots = tuple(Span(*spot) for spot in claims.spots.get(number, claims.spots.get(0, [])))
    if says:
        return Proposal(number, Label.YES, SAYS_YES, spots)
    if rest.label is Label.WITHDRAW:
        return Proposal(number, Label.WITHDRAW, rest.reason, (rest.span,) if rest.span else spots)
    return Proposal(number, Label.NO, SAYS_NO, spots)


def _unsettled(number: int, claims: Claims, rest: Sorted, limits: Limiting, *, some_settled: bool) -> Proposal:
    """A photo about which nothing is beyond doubt."""
    span = (rest.span,) if rest.span is not None else ()
    unnamed = some_settled and rest.label not in {Label.QUESTION, Label.LIMITED}
    if rest.label is not Label.QUESTION and (number in claims.spoiled or unnamed):
        if number in claims.spoiled and limits.span is not None:
            return Proposal(number, Label.LIMITED, ALLOWS_IN_PART, (limits.span,), limits.named)
        return Proposal(number, Label.UNCLEAR, _("Nothing clear is said about this photo."), ())
    if rest.label is Label.LIMITED:
        return Proposal(number, rest.label, rest.reason, (limits.span,) if limits.span else span, limits.named)
    return Proposal(number, rest.label, rest.reason, span)


def _whole(span: Span | None, own: str) -> Span | None:
    """A condition with what follows it: the words of a sign are only its beginning."""
    if span is None:
        return None
    end = next((at for at in range(span.end, len(own)) if own[at] in CONDITION_ENDS), len(own))
    return Span(span.start, span.end + len(own[span.end : end].rstrip()))
