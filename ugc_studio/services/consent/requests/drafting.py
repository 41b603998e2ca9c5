"""Drafts out of what blocks: whom a gallery still has to ask, and the new photos of ambassadors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import AskingPolicy, EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text
from ugc_studio.domain.verdicts import Reason, ReasonCode, Verdict
from ugc_studio.library.clock import instant
from ugc_studio.library.session import Session
from ugc_studio.services.consent.contacting import Question, asked_lately, never_ask
from ugc_studio.services.consent.recording import ANSWER_TYPES

ASKABLE = frozenset(
    {
        ReasonCode.UNKNOWN, ReasonCode.NO_RESPONSE, ReasonCode.EXPIRED, ReasonCode.RIGHT_NOT_GRANTED,
        ReasonCode.ALTERATION_NOT_GRANTED, ReasonCode.MEDIA_NOT_GRANTED, ReasonCode.TERRITORY_NOT_GRANTED,
        ReasonCode.PURPOSE_NOT_GRANTED, ReasonCode.BRAND_NOT_GRANTED, ReasonCode.BEFORE_START,
        ReasonCode.OUTLIVES_GRANT, ReasonCode.CHILD_SAY_MISSING, ReasonCode.MINOR_CREATOR,
        ReasonCode.EVIDENCE_UNBOUND, ReasonCode.INVALIDATED,
    }
)  # fmt: skip
"""What a further answer of the person would mend."""
SILENT = frozenset(
    {ReasonCode.REQUESTED, ReasonCode.REPLIED, ReasonCode.REFUSED, ReasonCode.WITHDRAWN, ReasonCode.OBJECTED}
)
"""They were asked already, or said no: their own words come first."""
POINTLESS = frozenset(
    {
        ReasonCode.TOMBSTONE, ReasonCode.FROZEN, ReasonCode.ILLEGAL_CONTENT, ReasonCode.SENSITIVE,
        ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.CONTESTED,
    }
)  # fmt: skip
"""Whatever anybody answers, the photo stays blocked until somebody of ours decides."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody who was not asked, and why."""

    party: str
    label: str
    why: Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who would have to be asked for which photos, in the order of the photos."""

    people: Mapping[str, tuple[AssetId, ...]]
    passed_over: tuple[PassedOver, ...]


def wanted_people(
    session: Session, verdicts: Mapping[int, Verdict], *, policy: AskingPolicy, now: dt.datetime
) -> Wanted:
    """Read from what blocks each photo whose answer is missing; who said no, or waits, is left alone."""
    people: dict[str, list[AssetId]] = {}
    passed: dict[str, PassedOver] = {}
    for asset, verdict in verdicts.items():
        if any(reason.code in POINTLESS for reason in verdict.reasons):
            continue
        for question in _questions(verdict.reasons):
            person, whose = (session.parties.by_uuid(uuid) for uuid in (question.by, question.party))
            why = never_ask(session, person, whose)
            if why is not None:
                passed.setdefault(person.uuid, PassedOver(person.uuid, person.label, why))
            elif not asked_lately(session, question, [verdict.asset], now=now, policy=policy):
                photos = people.setdefault(person.uuid, [])
                if AssetId(asset) not in photos:
                    photos.append(AssetId(asset))
    return Wanted({uuid: tuple(photos) for uuid, photos in people.items()}, tuple(passed.values()))


def _questions(reasons: Iterable[Reason]) -> list[Question]:
    """Who has to speak for which right: only where every reason of theirs is one that they can mend."""
    codes: dict[Question, set[ReasonCode]] = {}
    for reason in reasons:
        if reason.party is not None and reason.instrument is not None:
            question = Question(reason.signer or reason.party, reason.party, reason.instrument)
            codes.setdefault(question, set()).add(reason.code)
    undeclared = {reason.party for reason in reasons if reason.code is ReasonCode.HOLDERS_UNDECLARED}
    return [
        question for question, found in codes.items()
        if found & ASKABLE and not found & SILENT and question.party not in undeclared
    ]  # fmt: skip


def limited(wanted: Wanted, most: int | None) -> dict[str, tuple[AssetId, ...]]:
    """The first people whose photos are as many as are needed, each with all of theirs."""
    chosen: dict[str, tuple[AssetId, ...]] = {}
    covered: set[AssetId] = set()
    for person, photos in wanted.people.items():
        if most is not None and len(covered) >= most:
            break
        chosen[person] = photos
        covered.update(photos)
    return chosen


def new_of_ambassadors(session: Session) -> dict[str, list[AssetId]]:
    """Photos by ambassadors that came in since they became one, that nobody asked about and no draft names."""
    found: dict[str, list[AssetId]] = {}
    for party, since in _ambassadors(session).items():
        person = session.parties.by_uuid(party)
        if never_ask(session, person) is not None:
            continue
        fresh = session.request_drafts.not_drafted(int(person.id), since=instant(since))
        ids = [
            AssetId(asset.id) for asset in session.assets.get_many(fresh)
            if not any(_about_rights(one, party) for one in session.ledger.of_asset(str(asset.sha256)))
        ]  # fmt: skip
        if ids:
            found[party] = ids
    return found


def _about_rights(event: Event, party: str) -> bool:
    return event.by == party and (event.type is EventType.REQUESTED or event.type in ANSWER_TYPES)


def _ambassadors(session: Session) -> dict[str, dt.datetime]:
    """Who wants to be asked about whatever they post, each with the instant from which that holds."""
    since: dict[str, dt.datetime] = {}
    for event in session.ledger.of_type(EventType.PARTY_DESCRIBED):
        if event.party and "ambassador" in event.facts:
            if not event.facts["ambassador"]:
                since.pop(event.party, None)
            else:
                since.setdefault(event.party, event.at)
    return since
