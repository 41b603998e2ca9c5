"""Finds everything that waits for legal, for one brand, from ledger, gate and register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.clearance.facts import month_of
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.review.freezes import standing_freezes
from ugc_studio.services.consent.review.matters import Matter, MatterKind
from ugc_studio.services.consent.review.pending import PendingGrant, pending_grants
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.consent.uses import standard_use, today_of

COPIES = frozenset({ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.POSSIBLE_NEAR_DUPLICATE})
BY_CODE: Mapping[ReasonCode, MatterKind] = {
    ReasonCode.SENSITIVE: MatterKind.SENSITIVE,
    ReasonCode.CONTESTED: MatterKind.AUTHOR,
    ReasonCode.CONSIDERATION_REVIEW: MatterKind.MONEY,
    ReasonCode.MANNEQUIN_RISK: MatterKind.MONEY,
    **dict.fromkeys(COPIES, MatterKind.COPY),
}
BESIDE_A_COPY = COPIES | {ReasonCode.APPROVAL_PENDING}
"""A copy is worth a lawyer's time only where nothing else is in the way."""
OF_AGE_MONTHS = 3
"""The month somebody turns 18, and the two after it, while nobody has looked."""

Closed = Mapping[tuple[str, str], int]
"""Until which event legal has looked at something (about, photo or person)."""


@dataclass(frozen=True, slots=True)
class _Photo:
    id: AssetId
    sha256: str
    name: str
    """Its author, else its file name."""


class MatterFinder:
    """One look at the library; everything comes from one session."""

    def __init__(self, session: Session, brand: Brand, now: dt.datetime, consent: ConsentService) -> None:
        self._session, self._brand, self._consent = session, brand, consent
        self._today = today_of(brand, now)
        self._use = standard_use(brand, self._today)
        self._closed = _closed(session)

    def all(self) -> list[Matter]:
        """Everything, by kind, the oldest of each kind first."""
        found = [*self._freezes(), *self._withdrawals(), *self._of_age(), *self._by_gate(), *self._approvals()]
        order = list(MatterKind)
        first = dt.datetime.min.replace(tzinfo=dt.UTC)
        return sorted(found, key=lambda one: (order.index(one.kind), one.since or first, one.subject))

    # ------------------------------------------------------------------ photos

    def _approvals(self) -> Iterator[Matter]:
        pending: dict[str, list[PendingGrant]] = {}
        for grant in pending_grants(self._session, self._brand, self._today):
            pending.setdefault(grant.sha256, []).append(grant)
        photos = self._photos(self._session.assets.known(pending).values())
        told = [one.event for group in pending.values() for one in group]
        names = self._session.parties.labels([uuid for event in told for uuid in (event.by, event.party) if uuid])
        for photo in photos.values():
            grants = pending[photo.sha256]
            cause = max(one.event.seq for one in grants)
            if self._is_closed(MatterKind.APPROVAL, photo.sha256, cause):
                continue
            reasons = distinct(text for one in grants for text in one.reason(names))
            about = dict.fromkeys((str(one.event.party), str(one.event.instrument)) for one in grants)
            yield Matter(
                MatterKind.APPROVAL, str(photo.id), photo.name, reasons, min(one.event.at for one in grants), cause,
                asset=photo.id, grants=tuple(about),
            )  # fmt: skip

    def _by_gate(self) -> Iterator[Matter]:
        """What the gate itself says is for legal: marks, authors, something in return, copies."""
        photos = self._photos(self._candidates())
        verdicts = self._consent.clearances(list(photos), self._use, session=self._session)
        describer = self._consent.describer(verdicts.values())
        events = self._session.ledger.by_keys(f"asset:{photo.sha256}" for photo in photos.values())
        for asset, photo in photos.items():
            told = events.get(f"asset:{photo.sha256}", [])
            for kind, codes in _kinds_in(verdicts[asset]).items():
                causes = self._causes(kind, verdicts[asset], told)
                cause = max((event.seq for event in causes), default=0)
                if self._is_closed(kind, photo.sha256, cause):
                    continue
                reasons = [reason for reason in verdicts[asset].reasons if reason.code in codes]
                paid = [event for event in causes if kind is MatterKind.MONEY]
                yield Matter(
                    kind, str(asset), photo.name, distinct(describer.reason(one) for one in reasons),
                    max((event.at for event in causes), default=None), cause, asset=photo.id,
                    grants=tuple(dict.fromkeys((str(one.party), str(one.instrument)) for one in paid)),
                )  # fmt: skip

    def _candidates(self) -> set[int]:
        """Photos about which the gate may have something for legal."""
        ledger = self._session.ledger
        shas = {sha for event in ledger.of_type(EventType.FLAGGED) for sha in event.assets}
        shas |= {
            sha for event in ledger.of_type(EventType.GIVEN) if event.consideration is not None for sha in event.assets
        }
        found: set[int] = set(self._session.assets.known(shas).values()) | set(self._session.authors.contested())
        blocked = self._session.consent_queue.ids(
            "stated", brand=self._brand.id, today=self._today.isoformat(), state=ConsentState.BLOCKED.value
        )
        return found | set(blocked)

    def _causes(self, kind: MatterKind, verdict: Verdict, told: Sequence[Event]) -> list[Event]:
        if kind is MatterKind.SENSITIVE:
            return [event for event in told if event.type is EventType.FLAGGED][-1:]
        if kind is MatterKind.AUTHOR:
            return [event for event in told if event.type is EventType.AUTHOR_STATED][-1:]
        if kind is MatterKind.MONEY:
            return [event for event in told if event.type is EventType.GIVEN and event.consideration is not None]
        copies = {reason.asset for reason in verdict.reasons if reason.code in COPIES and reason.asset}
        others = self._session.ledger.by_keys(f"asset:{sha}" for sha in copies)
        return [event for events in others.values() for event in events if event.by is not None]

    def _photos(self, ids: Iterable[int]) -> dict[int, _Photo]:
        rows = self._session.assets.page(sorted(set(ids)))
        return {
            int(row.asset.id): _Photo(row.asset.id, str(row.asset.sha256), row.creator or row.name)
            for row in rows
            if row.asset.state is AssetState.PRESENT
        }

    # ------------------------------------------------------------------ people, withdrawals, freezes

    def _withdrawals(self) -> Iterator[Matter]:
        for event in self._session.ledger.of_type(EventType.WITHDRAWAL_CONTESTED):
            names = self._session.parties.labels([event.party] if event.party else [])
            photos = self._photos(self._session.assets.known(event.assets).values())
            for photo in photos.values():
                later = self._session.ledger.of_asset(photo.sha256)
                again = any(
                    one.type is EventType.GIVEN and one.party == event.party and one.seq > event.seq for one in later
                )
                if again or self._is_closed(MatterKind.WITHDRAWAL, photo.sha256, event.seq):
                    continue
                text = _(
                    "Legal contests that {name} could take it back. It stays blocked until they say yes again.",
                    name=names.get(event.party or "", _("somebody")),
                )
                yield Matter(
                    MatterKind.WITHDRAWAL, str(photo.id), photo.name, (text,), event.at, event.seq, asset=photo.id,
                    party=event.party,
                )  # fmt: skip

    def _of_age(self) -> Iterator[Matter]:
        latest = {
            event.party: event for event in self._session.ledger.of_type(EventType.PARTY_DESCRIBED)
            if event.party and "turns_18" in event.facts
        }  # fmt: skip
        months = {uuid: month_of(event.facts["turns_18"]) for uuid, event in latest.items()}
        due = {uuid: month for uuid, month in months.items() if month and _lately(month, self._today)}
        for uuid, name in self._session.parties.labels(sorted(due)).items():
            month, event = due[uuid], latest[uuid]
            if self._is_closed(MatterKind.OF_AGE, uuid, event.seq):
                continue
            first = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
            text = _(
                "From {day} on only their own release counts; what their parents gave ends with the month before.",
                day=first,
            )
            yield Matter(MatterKind.OF_AGE, uuid, name, (text,), _noon(month), event.seq, party=uuid)

    def _freezes(self) -> Iterator[Matter]:
        for freeze in standing_freezes(self._session):
            reason: tuple[Text, ...] = (_("Reason: {reason}", reason=freeze.reason),) if freeze.reason else ()
            by = _("Frozen by {who}", who=freeze.by)
            target = freeze.target
            yield Matter(
                MatterKind.FREEZE, f"{target.kind}:{target.id}", freeze.name, (by, *reason), freeze.at, freeze.seq,
                target=target,
            )  # fmt: skip

    def _is_closed(self, kind: MatterKind, subject: str, cause: int) -> bool:
        return self._closed.get((kind.value, subject), -1) > cause


def _kinds_in(verdict: Verdict) -> dict[MatterKind, set[ReasonCode]]:
    codes = {reason.code for reason in verdict.reasons}
    kinds: dict[MatterKind, set[ReasonCode]] = {}
    for code in codes & BY_CODE.keys():
        if code not in COPIES or codes <= BESIDE_A_COPY:
            kinds.setdefault(BY_CODE[code], set()).add(code)
    return kinds


def distinct(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Each sentence once, in order (a text with fields has no hash)."""
    found: list[Text] = []
    for text in texts:
        if text not in found:
            found.append(text)
    return tuple(found)


def _closed(session: Session) -> Closed:
    closed: dict[tuple[str, str], int] = {}
    for event in session.ledger.of_type(EventType.REVIEWED):
        for subject in event.assets or ((event.party,) if event.party else ()):
            closed[str(event.about), subject] = event.seq
    return closed


def _lately(month: dt.date, today: dt.date) -> bool:
    ago = (today.year - month.year) * 12 + today.month - month.month
    return 0 <= ago < OF_AGE_MONTHS


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
