"""What is asked, what is answered, and what a reader proposes about each photo."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

from ugc_studio.domain.messages import Text


class Label(enum.StrEnum):
    """What a message may say about a photo; a person decides."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    QUESTION = "question"
    UNCLEAR = "unclear"
    WITHDRAW = "withdraw"
    """Takes back what was allowed before."""


@dataclass(frozen=True, slots=True)
class AskedPhoto:
    """One photo of a request, by the number that it has there."""

    number: int
    description: str = ""
    people: tuple[str, ...] = ()
    """The names of those who can be recognised in it."""


@dataclass(frozen=True, slots=True)
class AskedRequest:
    """What was asked, of whom, and when; empty fields are not known and not checked."""

    photos: tuple[AskedPhoto, ...]
    hashtags: frozenset[str] = frozenset()
    """The tags that the request agreed on as an answer."""
    accounts: frozenset[str] = frozenset()
    """Handles, mail addresses and numbers of the person who was asked."""
    brand_accounts: frozenset[str] = frozenset()
    brand_words: frozenset[str] = frozenset()
    """The words of the brand's name: they may stand in a greeting."""
    sent_on: dt.date | None = None
    given_before: bool = False
    """Whether this person allowed one of these photos before: deleting is taking back then."""


@dataclass(frozen=True, slots=True)
class ReceivedReply:
    """A message as it came in."""

    text: str
    account: str | None = None
    said_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of the message, by their place in it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a message seems to say about one photo, why, and on which words that stands."""

    number: int
    label: Label
    reason: Text
    spans: tuple[Span, ...] = ()
    limits: tuple[str, ...] = ()
    """What the words leave out, as ids of chips: ``media:paid_social``, ``rights:adaptation.retouch``, ``face``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All proposals about a message, in the order of the photos."""

    proposals: tuple[Proposal, ...]
    language: str | None = None
    own_words: str = ""
    """The message without what was quoted; blanked, so that places stay the same."""
    warnings: tuple[Text, ...] = field(default=())
    """Why nothing of it may count as a yes: another account, before the request."""

    def of(self, number: int) -> Proposal:
        """The proposal about one photo."""
        return next(one for one in self.proposals if one.number == number)
