"""The events that speak about one asset, sorted by who speaks for whom, with the flaws of each grant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ugc_studio.domain.clearance.approvals import approval_grounds, is_approved
from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier
from ugc_studio.domain.clearance.scopes import Question
from ugc_studio.domain.clearance.signers import age_in
from ugc_studio.domain.clearance.statements import ANSWERS, ASKED, NOES, Track
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument, Scope
from ugc_studio.domain.events import Event
from ugc_studio.domain.verdicts import ReasonCode

SPOKEN = ANSWERS | set(ASKED) | {EventType.REPLIED}
TrackKey = tuple[str, str, str]
"""Instrument, party (whose it is), signer (who speaks)."""


class Testimony:
    """What was said about one asset."""

    def __init__(self, dossier: Dossier, facts: AssetFacts, question: Question) -> None:
        self.dossier = dossier
        self.facts = facts
        self.question = question
        self._appears = _appearances(facts)
        self.events = [event for event in dossier.events if event.type in SPOKEN and self._concerns(event)]
        self._notices = _notice_scopes(dossier.events)
        self._tracks: dict[TrackKey, Track] = {}
        self._approvals = [e for e in dossier.events if e.type == EventType.APPROVED and self._lists(e)]

    def track(self, instrument: str, party: str, signer: str) -> Track:
        """What ``signer`` said for ``party`` about one instrument."""
        key = (instrument, party, signer)
        if key not in self._tracks:
            events = [event for event in self.events if self._belongs(event, key)]
            flaws = {e.seq: flaw for e in events if (flaw := self._flaw(e, key)) is not None}
            self._tracks[key] = Track(events, self.question, flaws=flaws, notices=self._notices)
        return self._tracks[key]

    def no_sayers(self) -> list[TrackKey]:
        """Everyone who ever said no about this asset, or wrote something that nobody has read, for any instrument."""
        keys: dict[TrackKey, None] = {}
        for event in self.events:
            saying_no = event.type in NOES or event.type == EventType.REPLIED or event.excludes
            if not saying_no or event.by is None or event.party is None:
                continue
            for instrument in [event.instrument] if event.instrument else self._instruments_of(event.party):
                keys[instrument, event.party, event.by] = None
        return list(keys)

    def appears(self, party: str) -> bool:
        """Whether a party took the picture, is shown in it, or holds something in it."""
        return party in self._appears

    def given(self) -> list[Event]:
        """Every grant recorded for the asset, whatever became of it."""
        return [event for event in self.events if event.type == EventType.GIVEN]

    # ------------------------------------------------------------------ which events

    def _lists(self, event: Event) -> bool:
        return self.facts.sha256 in event.assets

    def _concerns(self, event: Event) -> bool:
        if self._lists(event):
            return True
        # Party-wide words cover later photos too; a yes never does (CPI L131-1).
        if not event.wide or event.type == EventType.GIVEN or event.party is None:
            return False
        instruments = self._appears.get(event.party)
        return instruments is not None and (event.instrument is None or event.instrument in instruments)

    def _belongs(self, event: Event, key: TrackKey) -> bool:
        instrument, party, signer = key
        if event.instrument not in {None, instrument}:
            return False
        if event.by is None:  # the brand or legal speaks about someone's instrument, or about all of them
            return event.type in {EventType.REVOKED, EventType.INVALIDATED} and event.party in {None, party}
        return event.party == party and event.by == signer

    def _instruments_of(self, party: str) -> list[str]:
        """Everything that a word without an instrument may be about, in a fixed order."""
        return sorted(self._appears.get(party) or {Instrument.IMAGE_RELEASE.value})

    # ------------------------------------------------------------------ flaws of a grant

    def _flaw(self, event: Event, key: TrackKey) -> ReasonCode | None:
        if event.type != EventType.GIVEN:
            return None
        if event.scope is None or event.notice is None:
            return ReasonCode.UNKNOWN  # a grant without any notice never permits
        if not event.proofs or any(proof.id in self.dossier.broken_proofs for proof in event.proofs):
            return ReasonCode.EVIDENCE_BROKEN
        if event.evidence == EvidenceKind.HASHTAG and not self._bound(event):
            return ReasonCode.EVIDENCE_UNBOUND
        if self._needs_approval(event, key) and not self._approved(event, key):
            return ReasonCode.APPROVAL_PENDING
        return None

    def _bound(self, grant: Event) -> bool:
        """A bare hashtag counts only as the answer to a dated request that pointed to that notice (§5)."""
        return any(
            event.type == EventType.REQUESTED
            and event.seq < grant.seq
            and event.notice == grant.notice
            and event.party == grant.party
            and event.by == grant.by
            and event.instrument in {None, grant.instrument}
            for event in self.events
        )

    def _needs_approval(self, event: Event, key: TrackKey) -> bool:
        first = self.question.window.first
        minor = age_in(self.dossier.party(key[1]), first, first).minor
        return bool(approval_grounds(self.dossier.policy.approval, event, paid=self.question.paid, minor=minor))

    def _approved(self, grant: Event, key: TrackKey) -> bool:
        return is_approved(grant, self._approvals, instrument=key[0], party=key[1])


def _appearances(facts: AssetFacts) -> dict[str, set[str]]:
    """Every party of an asset with the instruments it would hold there."""
    result: dict[str, set[str]] = {}
    for creator in facts.creators:
        result.setdefault(creator, set()).add(Instrument.LICENCE.value)
    for depiction in facts.depictions:
        result.setdefault(depiction.party, set()).add(Instrument.IMAGE_RELEASE.value)
    for item in facts.items:
        if item.party:
            result.setdefault(item.party, set()).add(Instrument.THIRD_PARTY.value)
    return result


def _notice_scopes(events: Iterable[Event]) -> Mapping[str, Scope]:
    return {
        event.notice: event.scope
        for event in events
        if event.type == EventType.NOTICE_ISSUED and event.notice is not None and event.scope is not None
    }
