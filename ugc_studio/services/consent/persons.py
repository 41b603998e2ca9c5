"""What is known of people beyond single photos: what they were given, their employment, when they come of age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.domain.clearance.dossier import PartyFacts
from ugc_studio.domain.clearance.facts import fold_party
from ugc_studio.domain.clearance.money import ConsiderationSum, consideration_sums, has_contract
from ugc_studio.domain.clearance.signers import next_month
from ugc_studio.domain.consent import EventType, Instrument, PartyKind
from ugc_studio.domain.events import Event
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.uses import today_of

SOON_MONTHS = 12
"""How far ahead the list of those who come of age looks."""


@dataclass(frozen=True, slots=True)
class SumLine:
    """What somebody was given by one advertiser for one objective, as the gate counts it today."""

    advertiser: str | None
    objective: str | None
    sum: ConsiderationSum
    contract: bool
    """Whether a written contract with whole proofs is there."""

    @property
    def contract_missing(self) -> bool:
        """Whether the threshold is reached and no contract is there; the gate blocks that for influencers."""
        return self.sum.reached and not self.contract


@dataclass(frozen=True, slots=True)
class GuidelineLine:
    """Whether an employee accepted the guidelines that a brand has in force."""

    brand: str
    version: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person or body."""

    party: Party
    facts: PartyFacts
    photos: tuple[int, ...]
    sums: tuple[SumLine, ...]
    accepted: tuple[str, ...]
    """Every version of guidelines that they accepted."""
    guidelines: tuple[GuidelineLine, ...]
    """For employees only."""
    own_release_from: dt.date | None
    """From when only their own release counts."""
    own_release: bool
    """Whether they have given a release of their own, in their own name."""
    no_contact: bool

    @property
    def label_needed(self) -> bool:
        """Whether every post with them carries the disclosure label."""
        return self.facts.influencer


class Persons:
    """Reads people from the ledger; counts are for a brand's clock (the first by default)."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def file(self, reference: str, *, brand: str | None = None) -> PersonFile:
        """Everything about one person."""
        with self._library.read() as session:
            return self._files(session, [session.parties.resolve(reference)], brand)[0]

    def rewarded(self, *, brand: str | None = None) -> list[PersonFile]:
        """Everybody who was given something or is an influencer, the largest sum first."""
        with self._library.read() as session:
            found = [one for one in self._everybody(session, brand) if one.sums or one.facts.influencer]
        return sorted(found, key=lambda one: (-max((s.sum.counted for s in one.sums), default=0.0), one.party.label))

    def employees(self, *, brand: str | None = None) -> list[PersonFile]:
        """Every employee, who leaves first before the others."""
        with self._library.read() as session:
            found = [one for one in self._everybody(session, brand) if one.facts.kind is PartyKind.EMPLOYEE]
        return sorted(found, key=lambda one: (one.facts.leaves or dt.date.max, one.party.label))

    def coming_of_age(self, *, brand: str | None = None) -> list[PersonFile]:
        """Minors who turn 18 within a year, or did so lately and have given no release of their own, the next first."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            now = self._library.clock()
            today = today_of(chosen, now) if chosen is not None else now.date()
            found = [one for one in self._everybody(session, brand) if _comes_of_age(one, today)]
        return sorted(found, key=lambda one: (one.facts.turns_18 or dt.date.max, one.party.label))

    # ------------------------------------------------------------------ inside

    def _everybody(self, session: Session, brand: str | None) -> list[PersonFile]:
        return self._files(session, session.parties.all(), brand)

    def _files(self, session: Session, parties: Sequence[Party], brand: str | None) -> list[PersonFile]:
        chosen, now = session.register.brand_or_first(brand), self._library.clock()
        zone = ZoneInfo(chosen.zone) if chosen is not None else ZoneInfo("UTC")
        today = now.astimezone(zone).date()
        events = session.ledger.by_keys(f"party:{party.uuid}" for party in parties)
        brands = session.register.brands()
        broken = _broken(session, (one for told in events.values() for one in told))
        given = session.ledger.of_type(EventType.GIVEN)
        released = {event.party for event in given if _is_own_release(event)}
        paid = [event for event in given if event.consideration is not None]
        return [
            _file(session, party, events.get(f"party:{party.uuid}", []), paid, brands, broken, released, today, zone)
            for party in parties
        ]


def _file(
    session: Session,
    party: Party,
    events: Sequence[Event],
    paid: Sequence[Event],
    brands: Sequence[Brand],
    broken: frozenset[str],
    released: set[str | None],
    today: dt.date,
    zone: ZoneInfo,
) -> PersonFile:
    facts = fold_party(PartyFacts(party.uuid, kind=PartyKind(party.kind)), events)
    sums = consideration_sums(paid, party.uuid, today, zone)
    accepted = tuple(
        dict.fromkeys(str(e.facts["version"]) for e in events if e.type is EventType.GUIDELINES_ACCEPTED)
    )
    employed = facts.kind is PartyKind.EMPLOYEE
    return PersonFile(
        party, facts, tuple(session.authors.assets_of(int(party.id))),
        tuple(
            SumLine(*group, one, has_contract(events, party.uuid, group, broken=broken)) for group, one in sums.items()
        ),
        accepted,
        tuple(
            GuidelineLine(brand.name, brand.policy.guidelines, brand.policy.guidelines in accepted)
            for brand in brands
            if employed and brand.policy.guidelines
        ),
        next_month(facts.turns_18) if facts.turns_18 is not None else None,
        party.uuid in released,
        any(event.type is EventType.DO_NOT_CONTACT for event in events),
    )  # fmt: skip


def _is_own_release(event: Event) -> bool:
    return event.instrument == Instrument.IMAGE_RELEASE and event.by is not None and event.by == event.party


def _broken(session: Session, events: Iterable[Event]) -> frozenset[str]:
    """The proof files of contracts that are no longer whole."""
    ids = [
        proof.id for event in events if event.type is EventType.CONTRACT
        for proof in event.proofs if proof.kind == FILE_PROOF
    ]  # fmt: skip
    kept = session.evidence.get_many(ids)
    return frozenset(one for one in ids if one not in kept or not session.evidence.looks_whole(kept[one]))


def _comes_of_age(one: PersonFile, today: dt.date) -> bool:
    month = one.facts.turns_18
    if month is None:
        return False
    ahead = (month.year - today.year) * 12 + month.month - today.month
    return 0 <= ahead <= SOON_MONTHS or (-SOON_MONTHS <= ahead < 0 and not one.own_release and bool(one.photos))
