"""The queues of the consent desk, for a brand's standard use: ids at once, rows by page."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import ConsentState, EventType, EvidenceKind
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.library.evidence import TEXT_PROOF
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.unread import unread_messages
from ugc_studio.services.consent.uses import today_of

ENDING_DAYS = 30
FIRST_WORDS = 140


class Queue(enum.StrEnum):
    """The tabs of the desk."""

    TO_READ = "to_read"
    WAITING = "waiting"
    ENDING = "ending"
    CLEARED = "cleared"
    BLOCKED = "blocked"


class Hint(enum.StrEnum):
    """What is worth knowing before a photo is opened; only what is recorded, no state."""

    LIMITED = "limited"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    APPROVAL_PENDING = "approval_pending"
    PEOPLE = "people"
    MINOR = "minor"
    CONTESTED = "contested"
    SENSITIVE = "sensitive"
    FROZEN = "frozen"
    COPY = "copy"
    NO_REQUEST = "no_request"
    HASHTAG = "hashtag"
    SEVERAL_PHOTOS = "several_photos"


CODES: Mapping[ReasonCode, Hint] = {
    ReasonCode.APPROVAL_PENDING: Hint.APPROVAL_PENDING,
    ReasonCode.PEOPLE_NOT_REVIEWED: Hint.PEOPLE,
    ReasonCode.MINOR_CREATOR: Hint.MINOR,
    ReasonCode.HOLDERS_UNDECLARED: Hint.MINOR,
    ReasonCode.CHILD_SAY_MISSING: Hint.MINOR,
    ReasonCode.MINOR_NOT_CROWD: Hint.MINOR,
    ReasonCode.MINOR_CONSIDERATION: Hint.MINOR,
    ReasonCode.CONTESTED: Hint.CONTESTED,
    ReasonCode.SENSITIVE: Hint.SENSITIVE,
    ReasonCode.FROZEN: Hint.FROZEN,
    ReasonCode.BLOCKED_BY_NEAR_DUPLICATE: Hint.COPY,
    ReasonCode.POSSIBLE_NEAR_DUPLICATE: Hint.COPY,
}
HINTS: Mapping[Hint, Text] = {
    Hint.LIMITED: _("limited"),
    Hint.ENDS_SOON: _("ends soon"),
    Hint.ENDED: _("has ended"),
    Hint.APPROVAL_PENDING: _("waits for legal approval"),
    Hint.PEOPLE: _("nobody looked who is in it"),
    Hint.MINOR: _("a child is concerned"),
    Hint.CONTESTED: _("several authors"),
    Hint.SENSITIVE: _("sensitive"),
    Hint.FROZEN: _("frozen"),
    Hint.COPY: _("a copy is blocked"),
    Hint.NO_REQUEST: _("not asked by us"),
    Hint.HASHTAG: _("only a hashtag"),
}
NOES = frozenset(
    {EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED}
)
ABOUT: Mapping[Queue, frozenset[EventType]] = {
    Queue.TO_READ: frozenset({EventType.REPLIED}),
    Queue.WAITING: frozenset({EventType.REQUESTED, EventType.NO_RESPONSE}),
    Queue.ENDING: frozenset({EventType.GIVEN}),
    Queue.CLEARED: frozenset({EventType.GIVEN}),
    Queue.BLOCKED: NOES | {EventType.GIVEN, EventType.FLAGGED, EventType.FROZEN},
}
"""The event whose person, day and words stand in the line of a queue: the latest of these."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of a queue."""

    asset_id: AssetId
    name: str
    """The file name."""
    person: str | None
    first_words: str | None
    """The beginning of the message, on one line."""
    since: dt.datetime | None
    days: int | None
    """Days since then."""
    ends: dt.date | None
    hints: tuple[Hint, ...]
    also: tuple[AssetId, ...]
    """The other photos that the same message is about: one answer settles all of them."""

    @property
    def hint_texts(self) -> tuple[Text, ...]:
        """The hints in words."""
        n = len(self.also) + 1
        several = ngettext("about {n} photo", "about {n} photos", n, n=n)
        return tuple(several if hint is Hint.SEVERAL_PHOTOS else HINTS[hint] for hint in self.hints)


def count_of(session: Session, queue: Queue, brand: Brand, today: dt.date) -> int:
    """How many photos are in a queue."""
    if queue is Queue.TO_READ:
        return len(_to_read(session, brand))
    condition, params = _condition(queue, brand, today)
    return session.consent_queue.count(condition, **params)


def ids_of(session: Session, queue: Queue, brand: Brand, today: dt.date, text: str) -> list[AssetId]:
    """The photos of a queue, the oldest first, perhaps only those by or of somebody, or with some words."""
    if queue is Queue.TO_READ:
        ids = _to_read(session, brand)
    else:
        condition, params = _condition(queue, brand, today)
        ids = session.consent_queue.ids(condition, **params)
    if text.strip():
        about = session.consent_queue.about(text)
        ids = [asset for asset in ids if asset in about]
    return [AssetId(asset) for asset in ids]


def _condition(queue: Queue, brand: Brand, today: dt.date) -> tuple[str, dict[str, object]]:
    states = {Queue.WAITING: ConsentState.WAITING, Queue.BLOCKED: ConsentState.BLOCKED}
    params = {
        "brand": brand.id,
        "today": today.isoformat(),
        "until": (today + dt.timedelta(days=ENDING_DAYS)).isoformat(),
        "state": states.get(queue, ConsentState.ENDED).value,
    }
    return {Queue.ENDING: "ending", Queue.CLEARED: "cleared"}.get(queue, "stated"), dict(params)


def _to_read(session: Session, brand: Brand) -> list[int]:
    """The photos that unread messages are about, but not those whose request was for another brand alone."""
    shas = dict.fromkeys(
        sha for event in unread_messages(session) if _concerns(session, event, brand) for sha in event.assets
    )
    known = session.assets.known(shas)
    here = {asset.id for asset in session.assets.get_many(list(known.values())) if asset.state is AssetState.PRESENT}
    return [known[sha] for sha in shas if known.get(sha) in here]


def _concerns(session: Session, event: Event, brand: Brand) -> bool:
    asked = [
        one for sha in event.assets[:1] for one in session.ledger.of_asset(sha)
        if one.type is EventType.REQUESTED and one.by == event.by and one.seq < event.seq and one.notice
    ]  # fmt: skip
    if not asked or asked[-1].notice is None:
        return True
    scope = session.ledger.notice_scope(asked[-1].notice)
    return scope is None or not scope.brands or brand.uuid in scope.brands


def rows_of(
    session: Session,
    queue: Queue,
    ids: Sequence[AssetId],
    brand: Brand,
    now: dt.datetime,
    verdicts: Mapping[int, Verdict],
) -> list[DeskRow]:
    """What the queue shows for these photos."""
    pages = session.assets.page(ids)
    keys = {f"asset:{row.asset.sha256}": row.asset.id for row in pages}
    events = session.ledger.by_keys(keys)
    ends = session.consent_queue.ends(brand.id, ids)
    told = {row.asset.id: _told(events.get(f"asset:{row.asset.sha256}", []), ABOUT[queue]) for row in pages}
    labels = session.parties.labels([e.by for e in told.values() if e is not None and e.by])
    known = session.assets.known({sha for e in told.values() if e is not None for sha in e.assets})
    rows, today = [], today_of(brand, now)
    for row in pages:
        asset, event = row.asset.id, told[row.asset.id]
        end = dt.date.fromisoformat(ends[asset]) if asset in ends else None
        also = tuple(known[sha] for sha in event.assets if known.get(sha, asset) != asset) if event else ()
        every = events.get(f"asset:{row.asset.sha256}", [])
        rows.append(
            DeskRow(
                asset, row.name, labels.get(event.by) if event is not None and event.by else row.creator,
                _first_words(session, event), event.at if event else None, (now - event.at).days if event else None,
                end if end != dt.date.max else None,
                tuple(dict.fromkeys(_hints(event, every, verdicts.get(asset), end, today, several=bool(also)))),
                also,
            )
        )  # fmt: skip
    return rows


def _told(events: Sequence[Event], types: frozenset[EventType]) -> Event | None:
    """The latest event of these types, else the latest of all."""
    return next((one for one in reversed(events) if one.type in types), events[-1] if events else None)


def _first_words(session: Session, event: Event | None) -> str | None:
    for proof in event.proofs if event is not None else ():
        if proof.kind == TEXT_PROOF and (text := session.texts.by_commitment(proof.id)):
            line = " ".join(text[: 4 * FIRST_WORDS].split())
            return line if len(line) <= FIRST_WORDS else line[: FIRST_WORDS - 1] + "…"
    return None


def _hints(
    event: Event | None,
    every: Sequence[Event],
    verdict: Verdict | None,
    end: dt.date | None,
    today: dt.date,
    *,
    several: bool,
) -> Iterable[Hint]:
    if several:
        yield Hint.SEVERAL_PHOTOS
    if event is not None and event.type is EventType.REPLIED:
        if not any(one.type is EventType.REQUESTED and one.by == event.by for one in every):
            yield Hint.NO_REQUEST
        if event.evidence == EvidenceKind.HASHTAG.value:
            yield Hint.HASHTAG
    if event is not None and event.type is EventType.GIVEN and event.excludes:
        yield Hint.LIMITED
    if end is not None and end < today:
        yield Hint.ENDED
    elif end is not None and end <= today + dt.timedelta(days=ENDING_DAYS):
        yield Hint.ENDS_SOON
    for reason in verdict.reasons if verdict is not None else ():
        if reason.code in CODES:
            yield CODES[reason.code]
