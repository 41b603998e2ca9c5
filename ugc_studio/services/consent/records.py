"""Processing records: for each photo, person and instrument everything that was said, and on which ground (§2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.domain.consent import DEFAULT_ZONE, EventType, Scope
from ugc_studio.domain.events import Event
from ugc_studio.domain.legal_basis import LegalBasis, basis_of
from ugc_studio.library.session import Session

STATED = (
    EventType.REQUESTED, EventType.REPLIED, EventType.NO_RESPONSE, EventType.GIVEN, EventType.REFUSED,
    EventType.WITHDRAWN, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED,
)  # fmt: skip
ANSWERS = frozenset({EventType.GIVEN, EventType.REFUSED, EventType.WITHDRAWN})
"""What is said to a question; who objects without having been asked was never processed on consent."""
OURS = frozenset({EventType.REVOKED, EventType.INVALIDATED})
_Key = tuple[str, str, str, str]
"""Photo, person, signer, instrument."""
ENDING = frozenset({EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED, *OURS})


@dataclass(frozen=True, slots=True)
class ProcessingRecord:
    """What one signer said about one photo for one person and one instrument, in order, with its legal ground."""

    asset: str
    party: str
    signer: str
    instrument: str
    basis: LegalBasis
    events: tuple[Event, ...]
    hashes: dict[int, str]
    expired_on: dt.date | None
    """The day after the last day of the standing grant, where that has passed."""

    @property
    def grant(self) -> Event | None:
        """The newest yes, whether or not it still stands."""
        return next((event for event in reversed(self.events) if event.type == EventType.GIVEN), None)

    @property
    def scope(self) -> Scope | None:
        """What the newest yes permits, before what its answer left out."""
        return self.grant.scope if self.grant else None

    @property
    def notice(self) -> str | None:
        """The notice that was shown last, by UUID."""
        return next((event.notice for event in reversed(self.events) if event.notice), None)


def records_of_assets(session: Session, shas: Sequence[str], *, now: dt.datetime) -> list[ProcessingRecord]:
    """The records of some photos: everyone who was asked or spoke about them, also about all of theirs at once."""
    return _records(session, _events_of(session, shas), set(shas), now=now)


def records_of_party(session: Session, party: str, *, now: dt.datetime) -> list[ProcessingRecord]:
    """The records of one person: what is theirs, and what they signed for a child."""
    own = [event for event in session.ledger.mentioning(party) if party in {event.by, event.party}]
    shas = sorted({sha for event in own if event.type in STATED for sha in event.assets})
    found = _records(session, _events_of(session, shas), set(shas), now=now)
    return [record for record in found if party in {record.party, record.signer}]


def _events_of(session: Session, shas: Iterable[str]) -> list[Event]:
    filed = session.ledger.by_keys(f"asset:{sha}" for sha in shas)
    events = {event.seq: event for found in filed.values() for event in found if event.type in STATED}
    parties = {event.party for event in events.values() if event.party}
    wide = session.ledger.by_keys(f"party:{party}" for party in sorted(parties))
    events |= {
        event.seq: event for found in wide.values() for event in found if event.type in STATED and event.wide
    }
    return [events[seq] for seq in sorted(events)]


def _records(session: Session, events: list[Event], shas: set[str], *, now: dt.datetime) -> list[ProcessingRecord]:
    streams: dict[_Key, list[Event]] = {key: [] for key in _keys(events, shas)}
    for key, said in streams.items():
        said.extend(event for event in events if _belongs(event, *key))
    seqs = {event.seq for said in streams.values() for event in said}
    hashes = {row.seq: row.hash for row in session.ledger.rows_of(seqs)}
    today = now.astimezone(ZoneInfo(DEFAULT_ZONE)).date()
    return [_record(key, said, hashes, today) for key, said in sorted(streams.items())]


def _keys(events: Iterable[Event], shas: set[str]) -> Iterator[_Key]:
    """Who said something about which photo, for whom and what; a word about everything counts for what is known."""
    broad: list[Event] = []
    known: list[_Key] = []
    for event in events:
        if event.party is None or event.by is None:
            continue
        if event.wide or event.instrument is None:
            broad.append(event)
        else:
            known += [(sha, event.party, event.by, event.instrument) for sha in event.assets if sha in shas]
    yield from known
    for event in broad:
        for sha, party, _signer, instrument in known:
            if event.by is not None and party == event.party and (event.wide or sha in event.assets):
                yield sha, party, event.by, instrument


def _belongs(event: Event, sha: str, party: str, signer: str, instrument: str) -> bool:
    """Whether an event speaks in this record; what we take back hits whoever signed, and everybody if it names none."""
    if event.instrument not in {None, instrument}:
        return False
    if sha not in event.assets and not (event.wide and event.type != EventType.GIVEN):
        return False
    if event.type in OURS:
        return event.party in {None, party}
    return event.party == party and event.by == signer


def _record(
    key: _Key, said: list[Event], hashes: dict[int, str], today: dt.date
) -> ProcessingRecord:
    sha, party, signer, instrument = key
    paid = any(event.consideration is not None for event in said)
    answered = any(event.type in ANSWERS for event in said)
    return ProcessingRecord(
        sha, party, signer, instrument,
        basis=basis_of(instrument, answered=answered, paid=paid),
        events=tuple(said),
        hashes={event.seq: hashes[event.seq] for event in said},
        expired_on=next(_expiry(said, today), None),
    )  # fmt: skip


def _expiry(said: Sequence[Event], today: dt.date) -> Iterator[dt.date]:
    for event in reversed(said):
        if event.type in ENDING:
            return
        if event.type == EventType.GIVEN:
            end = event.scope.end if event.scope else None
            if end is not None and end < today:
                yield end + dt.timedelta(days=1)
            return
