"""Grants that wait for legal, and why the brand's policy asks: one photo at a time, from the ledger alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ugc_studio.domain.clearance.approvals import ApprovalGround, approval_grounds, covers_paid, is_approved
from ugc_studio.domain.clearance.dossier import PartyFacts
from ugc_studio.domain.clearance.facts import fold_party
from ugc_studio.domain.clearance.signers import age_in
from ugc_studio.domain.clearance.statements import NOES
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.words import EVIDENCE

Track = tuple[str, str | None, str | None, str | None]
"""Photo, signer, whose right, instrument."""


@dataclass(frozen=True, slots=True)
class PendingGrant:
    """One recorded yes that permits less than it says until legal approves it."""

    sha256: str
    event: Event
    grounds: tuple[ApprovalGround, ...]

    def reason(self, names: Mapping[str, str]) -> Iterator[Text]:
        """Each reason in a sentence."""
        who = names.get(self.event.by or "", "")
        whose = names.get(self.event.party or "", "")
        for ground in self.grounds:
            if ground is ApprovalGround.EVIDENCE:
                kind = EVIDENCE.get(self.event.evidence or "", self.event.evidence)
                yield _("{who} said it in this form only: {kind}.", who=who, kind=kind)
            elif ground is ApprovalGround.PAID:
                yield _("What {who} gave covers advertising.", who=who)
            elif ground is ApprovalGround.MINOR:
                yield _("{whose} may be a minor.", whose=whose)
            else:
                yield _("The brand has every answer approved: {who} said yes.", who=who)


def pending_grants(session: Session, brand: Brand, today: dt.date) -> list[PendingGrant]:
    """The latest yes of each person about each photo, where the policy asks for an approval that is not there yet."""
    latest = _standing(session, brand, today)
    if not latest:
        return []
    approvals: dict[str, list[Event]] = {}
    for event in session.ledger.of_type(EventType.APPROVED):
        for sha in event.assets:
            approvals.setdefault(sha, []).append(event)
    minors = _maybe_minors(session, {event.party for event in latest.values() if event.party}, today)
    found = []
    for (sha, *_track), event in latest.items():
        grounds = approval_grounds(
            brand.policy.approval, event, paid=covers_paid(event), minor=event.party in minors
        )
        party, instrument = event.party or "", event.instrument or ""
        if grounds and not is_approved(event, approvals.get(sha, ()), instrument=instrument, party=party):
            found.append(PendingGrant(sha, event, grounds))
    return found


def _standing(session: Session, brand: Brand, today: dt.date) -> dict[Track, Event]:
    """The latest grant on each track that is for this brand, has not ended, and was not taken back altogether."""
    latest: dict[Track, Event] = {}
    for event in session.ledger.of_type(EventType.GIVEN):
        for sha in event.assets:
            latest[sha, event.by, event.party, event.instrument] = event
    noes = [event for kind in NOES for event in session.ledger.of_type(kind) if not event.limits]
    by_asset: dict[str, list[Event]] = {}
    for no in noes:
        for sha in no.assets:
            by_asset.setdefault(sha, []).append(no)
    wide = [no for no in noes if no.wide]
    return {
        track: grant
        for track, grant in latest.items()
        if _fits(grant, brand, today) and not any(_ends(no, grant) for no in (*by_asset.get(track[0], ()), *wide))
    }


def _fits(grant: Event, brand: Brand, today: dt.date) -> bool:
    scope = grant.scope
    if scope is None or grant.notice is None:
        return False  # it never permits, whatever legal says
    return (not scope.brands or brand.uuid in scope.brands) and (scope.end is None or scope.end >= today)


def _ends(no: Event, grant: Event) -> bool:
    if no.seq < grant.seq or no.instrument not in {None, grant.instrument}:
        return False
    return no.party in {None, grant.party} if no.by is None else (no.by, no.party) == (grant.by, grant.party)


def _maybe_minors(session: Session, parties: Iterable[str], today: dt.date) -> frozenset[str]:
    """As the gate sees it for a use that begins today; an unknown age is not asked about here, it blocks by itself."""
    events = session.ledger.by_keys(f"party:{uuid}" for uuid in parties)
    facts = (fold_party(PartyFacts(key.removeprefix("party:")), told) for key, told in events.items())
    return frozenset(one.id for one in facts if age_in(one, today, today).minor)
