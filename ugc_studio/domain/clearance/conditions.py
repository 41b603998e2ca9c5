"""What blocks beside the signatures: flags (§4.8), money (§4.9), employees (§4.10) and open reviews (§2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier, PartyFacts
from ugc_studio.domain.clearance.facts import ILLEGAL
from ugc_studio.domain.clearance.money import consideration_sums, has_contract
from ugc_studio.domain.clearance.scopes import Question, covers_territory, publication_within
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, age_in
from ugc_studio.domain.clearance.testimony import Testimony
from ugc_studio.domain.consent import (
    PROMOTION,
    AfterEnd,
    AudioAnswer,
    AuthorState,
    EventType,
    Instrument,
    PartyKind,
    PeopleAnswer,
    Role,
)
from ugc_studio.domain.events import Event, Target
from ugc_studio.domain.verdicts import Reason, ReasonCode


def open_reviews(facts: AssetFacts) -> Iterator[Reason]:
    """Nobody looked who is shown, nobody listened, or it is not settled who took it."""
    if facts.people == PeopleAnswer.NOT_REVIEWED:
        yield Reason(ReasonCode.PEOPLE_NOT_REVIEWED, Instrument.IMAGE_RELEASE.value)
    if facts.is_video and facts.audio == AudioAnswer.NOT_REVIEWED:
        yield Reason(ReasonCode.AUDIO_NOT_REVIEWED, Instrument.THIRD_PARTY.value)
    if facts.author == AuthorState.CONTESTED:
        yield Reason(ReasonCode.CONTESTED, Instrument.LICENCE.value)
    elif facts.author == AuthorState.PROPOSED and facts.creators:
        yield Reason(ReasonCode.AUTHOR_NOT_CONFIRMED, Instrument.LICENCE.value, facts.creators[0])


def flag_reasons(dossier: Dossier, facts: AssetFacts, question: Question) -> Iterator[Reason]:
    """Human flags that block until legal decides with a reason; illegal content has no way back."""
    if ILLEGAL in facts.flags:
        yield Reason(ReasonCode.ILLEGAL_CONTENT)
    flagged = facts.flags.get("sensitive")
    if flagged is not None and not _decided(dossier, facts.sha256, "sensitive", flagged, None):
        yield Reason(ReasonCode.SENSITIVE)
    for target in _frozen_targets(dossier):
        if _holds(target, facts, question):
            yield Reason(ReasonCode.FROZEN, field=target.kind, values=(target.id,))


def _frozen_targets(dossier: Dossier) -> list[Target]:
    """What is frozen right now; a freeze that names nothing holds everything."""
    frozen: dict[Target, None] = {}
    for event in dossier.events:
        target = event.target or Target("library", "library")
        if event.type == EventType.FROZEN:
            frozen[target] = None
        elif event.type == EventType.UNFROZEN and event.role == Role.LEGAL:
            frozen.pop(target, None)
    return list(frozen)


def _holds(target: Target, facts: AssetFacts, question: Question) -> bool:
    if target.kind == "asset":
        return target.id == facts.sha256
    if target.kind == "creator":
        return target.id in facts.creators
    if target.kind == "place":
        return target.id == facts.place
    if target.kind == "brand":
        return target.id == question.use.brand
    return True  # the whole library, or a kind we do not know


def _decided(dossier: Dossier, asset: str, about: str, after: int, party: str | None) -> bool:
    """Whether legal approved with a reason after an event, for this asset (and party, where one is named)."""
    return any(
        event.type == EventType.APPROVED
        and event.about == about
        and event.role == Role.LEGAL
        and event.reason is not None
        and event.seq > after
        and asset in event.assets
        and (event.party is None or party is None or event.party == party)
        for event in dossier.events
    )


# ---------------------------------------------------------------------- money


def money_reasons(dossier: Dossier, testimonies: list[Testimony]) -> Iterator[Reason]:
    """Consideration goes to legal, blocks with a minor; influencers need the label and, from €1,000, a contract.

    The first testimony is the asset's own, the others are those of copies that count for it.
    """
    own = testimonies[0]
    for testimony in testimonies:
        for event in testimony.given():
            if event.consideration is not None and _for_promotion(event, own.question):
                yield from _consideration(dossier, own, testimony, event)
    for party in _involved(own.facts):
        if dossier.party(party).influencer:
            if not own.question.use.label:
                yield Reason(ReasonCode.INFLUENCER_LABEL_MISSING, party=party)
            if _contract_missing(dossier, party, own.question):
                yield Reason(ReasonCode.INFLUENCER_CONTRACT_MISSING, party=party)


def _involved(facts: AssetFacts) -> list[str]:
    shown = [d.party for d in facts.depictions if d.role in IDENTIFIABLE]
    return list(dict.fromkeys([*facts.creators, *shown]))


def _for_promotion(event: Event, question: Question) -> bool:
    return question.use.purpose == PROMOTION or event.scope is None or PROMOTION in event.scope.purposes


def _consideration(dossier: Dossier, own: Testimony, given_for: Testimony, event: Event) -> Iterator[Reason]:
    """The gravest reason that one paid grant gives: a minor, an identifiable person, else a look by legal."""
    granted = event.at.astimezone(ZoneInfo(own.question.use.zone)).date()
    day = min(granted, own.question.window.first)
    shown = [*own.facts.depictions, *given_for.facts.depictions]
    everyone = {*own.facts.creators, *(d.party for d in shown), *([event.party] if event.party else [])}
    if any(_maybe_minor(dossier.party(party), day) for party in everyone):
        yield Reason(ReasonCode.MINOR_CONSIDERATION, event.instrument, event.party)
    elif not _decided(dossier, given_for.facts.sha256, "consideration", event.seq, event.party):
        identifiable = any(d.role in IDENTIFIABLE or d.recognisable for d in shown)
        code = ReasonCode.MANNEQUIN_RISK if identifiable else ReasonCode.CONSIDERATION_REVIEW
        yield Reason(code, event.instrument, event.party)


def _maybe_minor(party: PartyFacts, day: dt.date) -> bool:
    age = age_in(party, day, day)
    return age.minor or age.unknown


def _contract_missing(dossier: Dossier, party: str, question: Question) -> bool:
    asked = question.use.on or question.window.first
    sums = consideration_sums(dossier.events, party, asked, ZoneInfo(question.use.zone))
    return any(
        one.reached and not has_contract(dossier.events, party, group, broken=dossier.broken_proofs)
        for group, one in sums.items()
    )


# ---------------------------------------------------------------------- employees


def employee_reasons(dossier: Dossier, testimony: Testimony) -> Iterator[Reason]:
    """The guideline version in force must be accepted; the leaving date ends the grant."""
    for party in _involved(testimony.facts):
        facts = dossier.party(party)
        if facts.kind != PartyKind.EMPLOYEE:
            continue
        version = dossier.policy.guidelines
        if version is not None and not _accepted(dossier, party, version):
            yield Reason(ReasonCode.GUIDELINES_NOT_ACCEPTED, party=party, values=(version,))
        if facts.leaves is not None and _outlives_leaving(testimony, party, facts.leaves):
            yield Reason(ReasonCode.EMPLOYEE_LEFT, party=party, values=(facts.leaves.isoformat(),))


def _accepted(dossier: Dossier, party: str, version: str) -> bool:
    return any(
        event.type == EventType.GUIDELINES_ACCEPTED and event.party == party and event.facts.get("version") == version
        for event in dossier.events
    )


def _outlives_leaving(testimony: Testimony, party: str, leaves: dt.date) -> bool:
    window = testimony.question.window
    if max(window.first, window.published) > leaves:
        return True
    if window.last is None or window.last <= leaves:
        return False
    return any(not _stays(testimony, party, instrument) for instrument in _signs_for(testimony.facts, party))


def _signs_for(facts: AssetFacts, party: str) -> Iterator[Instrument]:
    """The instruments that a party of this asset signs in their own name."""
    if party in facts.creators:
        yield Instrument.LICENCE
    if any(depiction.party == party and depiction.role in IDENTIFIABLE for depiction in facts.depictions):
        yield Instrument.IMAGE_RELEASE


def _stays(testimony: Testimony, party: str, instrument: Instrument) -> bool:
    """Whether "posts stay" grants that fit this use carry every country and right of it past the leaving date."""
    question = testimony.question
    scopes = [
        grant.scope
        for grant in testimony.track(instrument.value, party, party).usable
        if grant.scope.after_end == AfterEnd.POSTS_STAY
        and not grant.missing
        and publication_within(grant.scope, question.window)
    ]
    return all(
        any(right in scope.rights and covers_territory(scope.territories, territory) for scope in scopes)
        for territory in question.territories
        for right in question.rights
    )
