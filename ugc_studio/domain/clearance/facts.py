"""People's recorded answers, folded from the events: what is in a picture, who took it, who someone is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ugc_studio.domain.clearance.dossier import AssetFacts, Depiction, Holder, Item, PartyFacts
from ugc_studio.domain.consent import (
    AudioAnswer,
    AuthorState,
    DepictionRole,
    EventType,
    HolderBasis,
    PartyKind,
    PeopleAnswer,
)
from ugc_studio.domain.events import Event

ASSET_FACTS = frozenset(
    {
        EventType.AUTHOR_STATED,
        EventType.PEOPLE_REVIEWED,
        EventType.DEPICTED,
        EventType.AUDIO_REVIEWED,
        EventType.ITEM_NOTED,
        EventType.FLAGGED,
        EventType.UNFLAGGED,
        EventType.PLACED,
        EventType.ERASED,
    }
)
PARTY_FACTS = frozenset({EventType.PARTY_REGISTERED, EventType.PARTY_DESCRIBED, EventType.DEPICTED})
ILLEGAL = "illegal"


def fold_asset(facts: AssetFacts, events: Iterable[Event]) -> AssetFacts:
    """Apply the fact events of one asset, in order, to what the library itself knows of it."""
    for event in events:
        if event.type in ASSET_FACTS and facts.sha256 in event.assets:
            facts = _ASSET_STEPS[event.type](facts, event)
    return facts


def fold_party(facts: PartyFacts, events: Iterable[Event]) -> PartyFacts:
    """Apply the fact events of one party, in order."""
    for event in events:
        if event.type in PARTY_FACTS and event.party == facts.id:
            facts = _party_step(facts, event)
    return facts


def month_of(text: object) -> dt.date | None:
    """Read "MM/YYYY" as the first day of that month; never a birth date."""
    if not isinstance(text, str) or not text:
        return None
    month, year = text.split("/")
    return dt.date(int(year), int(month), 1)


def _author(facts: AssetFacts, event: Event) -> AssetFacts:
    creators = event.facts.get("creators")
    return replace(
        facts,
        creators=tuple(str(c) for c in creators) if isinstance(creators, list | tuple) else facts.creators,
        author=AuthorState(str(event.facts.get("state", AuthorState.CONFIRMED))),
    )


def _people(facts: AssetFacts, event: Event) -> AssetFacts:
    return replace(facts, people=PeopleAnswer(str(event.facts["answer"])))


def _depicted(facts: AssetFacts, event: Event) -> AssetFacts:
    others = tuple(d for d in facts.depictions if d.party != event.party)
    if event.facts.get("removed") or event.party is None:
        return replace(facts, depictions=others)
    role = DepictionRole(str(event.facts["role"]))
    recognisable = bool(event.facts.get("recognisable", role in {DepictionRole.MAIN, DepictionRole.RECOGNISABLE}))
    depiction = Depiction(event.party, role, recognisable, _holders(event.facts))
    return replace(facts, depictions=(*others, depiction))


def _audio(facts: AssetFacts, event: Event) -> AssetFacts:
    return replace(facts, audio=AudioAnswer(str(event.facts["answer"])))


def _item(facts: AssetFacts, event: Event) -> AssetFacts:
    item = Item(str(event.facts["item"]), bool(event.facts.get("needed", True)), event.party)
    return replace(facts, items=(*(i for i in facts.items if i.id != item.id), item))


def _flagged(facts: AssetFacts, event: Event) -> AssetFacts:
    return replace(facts, flags={**facts.flags, str(event.facts["flag"]): event.seq})


def _unflagged(facts: AssetFacts, event: Event) -> AssetFacts:
    flag = str(event.facts["flag"])
    if flag == ILLEGAL:
        return facts  # no one can lift it
    return replace(facts, flags={name: seq for name, seq in facts.flags.items() if name != flag})


def _placed(facts: AssetFacts, event: Event) -> AssetFacts:
    place = event.facts.get("place")
    return replace(facts, place=str(place) if place is not None else None)


def _erased(facts: AssetFacts, event: Event) -> AssetFacts:
    until = event.facts.get("tombstone_until")
    day = dt.date.fromisoformat(until) if isinstance(until, str) else dt.date.max
    return replace(facts, tombstone_until=day)


def _holders(facts: Mapping[str, object]) -> tuple[Holder, ...]:
    rows = facts.get("holders")
    if not isinstance(rows, list | tuple):
        return ()
    return tuple(Holder(str(party), HolderBasis(basis) if basis else None) for party, basis in rows)


def _party_step(facts: PartyFacts, event: Event) -> PartyFacts:
    if event.type == EventType.DEPICTED:
        holders = _holders(event.facts)
        return replace(facts, holders=holders) if holders else facts
    said = event.facts
    changes: dict[str, object] = {}
    if "kind" in said:
        changes["kind"] = PartyKind(str(said["kind"]))
    if "adult" in said:
        changes["adult"] = str(said["adult"])
    if "residence" in said:
        changes["residence"] = said["residence"]
    if "influencer" in said:
        changes["influencer"] = bool(said["influencer"])
    if "leaves" in said:
        changes["leaves"] = dt.date.fromisoformat(str(said["leaves"])) if said["leaves"] else None
    if "turns_18" in said:
        changes["turns_18"] = month_of(said["turns_18"])
    return replace(facts, **changes)  # type: ignore[arg-type]  # each value is made for its own field above


_ASSET_STEPS = {
    EventType.AUTHOR_STATED: _author,
    EventType.PEOPLE_REVIEWED: _people,
    EventType.DEPICTED: _depicted,
    EventType.AUDIO_REVIEWED: _audio,
    EventType.ITEM_NOTED: _item,
    EventType.FLAGGED: _flagged,
    EventType.UNFLAGGED: _unflagged,
    EventType.PLACED: _placed,
    EventType.ERASED: _erased,
}
