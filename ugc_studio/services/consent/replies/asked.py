"""What a message answers: the photos of the request in its order, the agreed hashtags, whose accounts count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.replies import AskedPhoto, AskedRequest, hashtags_in
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session

NUMBERS = "photos"
"""The fact of a request that holds its photos in the order of the message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a reply to it is read; ``shas`` are its photos by their numbers, the first being number 1."""

    request: AskedRequest
    shas: tuple[str, ...]
    notice: Notice | None = None

    def number_of(self, sha256: str) -> int | None:
        """The number of a photo; nothing when the request did not name it."""
        return self.shas.index(sha256) + 1 if sha256 in self.shas else None


def asked_of(session: Session, by: str | None, shas: Iterable[str], *, before: int | None = None) -> Asked:
    """The latest request to somebody about some photos; without one these photos are numbered as they are named.

    ``before`` is the number of the event that answers: a request that came later is not what it answers.
    """
    wanted = list(dict.fromkeys(shas))
    events = [event for many in session.ledger.by_keys([f"asset:{sha}" for sha in wanted]).values() for event in many]
    events = sorted({event.seq: event for event in events if event.by == by}.values(), key=lambda event: event.seq)
    earlier = [event for event in events if before is None or event.seq < before]
    requests = [event for event in earlier if event.type is EventType.REQUESTED]
    last = requests[-1] if requests else None
    same = [one for one in requests if last is not None and _group(one) == _group(last)]
    notice = next((one for one in session.register.notices() if last is not None and one.uuid == last.notice), None)
    person = session.parties.by_uuid(by) if by is not None else None
    numbered = _numbered(same, wanted)
    return Asked(
        AskedRequest(
            tuple(AskedPhoto(number + 1) for number in range(len(numbered))),
            hashtags_in(notice.texts.values()) if notice is not None else frozenset(),
            accounts_of(session, person) if person is not None else frozenset(),
            *_brand(session),
            last.at.date() if last is not None else None,
            any(event.type is EventType.GIVEN for event in earlier),
        ),
        numbered,
        notice,
    )


def accounts_of(session: Session, person: Party) -> frozenset[str]:
    """Under which handles somebody is known."""
    handles = [person.handle, *(creator.handle for creator in session.creators.of_party(person.id))]
    return frozenset(handle for handle in handles if handle)


def _brand(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """The accounts and the words of the names of all brands: what they write is no answer, their names say nothing."""
    accounts = frozenset(account.handle for account in session.register.accounts())
    words = frozenset(word for brand in session.register.brands() for word in brand.name.split() if len(word) > 2)
    return accounts, words


def _numbered(requests: Sequence[Event], wanted: Sequence[str]) -> tuple[str, ...]:
    for event in requests:
        order = event.facts.get(NUMBERS)
        if isinstance(order, list | tuple):
            return tuple(str(sha) for sha in order)
    named = [sha for event in requests for sha in event.assets]
    return tuple(dict.fromkeys(named)) or tuple(wanted)


def _group(event: Event) -> tuple[object, ...]:
    shared = event.facts.get("request")
    return (shared,) if shared else (event.by, event.at, event.notice)
