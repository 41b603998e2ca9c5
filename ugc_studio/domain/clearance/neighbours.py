"""Near-duplicates and merges (§4.7): a no spreads to copies, crops, mirrors and collages; a grant never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.facts import ILLEGAL
from ugc_studio.domain.clearance.scopes import Question
from ugc_studio.domain.clearance.testimony import Testimony
from ugc_studio.domain.consent import AuthorState, EventType, Instrument, Role
from ugc_studio.domain.events import Event
from ugc_studio.domain.verdicts import Reason, ReasonCode

BOTH_WAYS = frozenset({"exact", "same", "derived"})


@dataclass(frozen=True, slots=True)
class Reached:
    """A neighbour and whether confirmed relations alone lead to it."""

    asset: str
    confirmed: bool


def reachable(dossier: Dossier) -> list[Reached]:
    """Every asset whose no would reach this one, over any number of steps; ``same_scene`` never counts."""
    confirmed = _closure(dossier, {"confirmed"})
    every = _closure(dossier, {"confirmed", "proposed"})
    return [Reached(asset, asset in confirmed) for asset in every]


def _closure(dossier: Dossier, states: set[str]) -> dict[str, None]:
    steps: dict[str, list[str]] = {}
    for relation in dossier.relations:
        if relation.state not in states:
            continue
        if relation.kind in BOTH_WAYS:
            steps.setdefault(relation.from_asset, []).append(relation.to_asset)
            steps.setdefault(relation.to_asset, []).append(relation.from_asset)
        elif relation.kind == "contained":
            # A no goes from the photo to the collage that holds it, never back.
            steps.setdefault(relation.to_asset, []).append(relation.from_asset)
    for representative, members in standing_merges(dossier).items():
        for member in members:
            steps.setdefault(representative, []).append(member)
            steps.setdefault(member, []).append(representative)
    found: dict[str, None] = {}
    todo = [dossier.asset]
    while todo:
        for asset in steps.get(todo.pop(), ()):
            if asset != dossier.asset and asset not in found:
                found[asset] = None
                todo.append(asset)
    return found


def spread_reasons(dossier: Dossier, question: Question) -> Iterator[Reason]:
    """One reason for each neighbour that blocks this use."""
    neighbours = reachable(dossier)
    if not neighbours:
        return
    overridden = _overridden_until(dossier)
    for neighbour in neighbours:
        if _blocks(dossier, neighbour.asset, question, overridden):
            code = ReasonCode.BLOCKED_BY_NEAR_DUPLICATE if neighbour.confirmed else ReasonCode.POSSIBLE_NEAR_DUPLICATE
            yield Reason(code, asset=neighbour.asset)


def _overridden_until(dossier: Dossier) -> int:
    """The last override of this asset: it covers only the events before it."""
    return max(
        (e.seq for e in dossier.events if e.type == EventType.OVERRIDE and dossier.asset in e.assets and _by_legal(e)),
        default=-1,
    )


def _by_legal(event: Event) -> bool:
    return event.role == Role.LEGAL and event.reason is not None


def _blocks(dossier: Dossier, asset: str, question: Question, overridden: int) -> bool:
    facts = dossier.assets.get(asset)
    if facts is None:
        return False
    if facts.flags.get(ILLEGAL) is not None:
        return True
    if is_tombstone(dossier, asset, question) and _erased_after(dossier, asset, overridden):
        return True
    testimony = Testimony(dossier, facts, question)
    for key in testimony.no_sayers():
        shortfall = testimony.track(*key).shortfall(spreading_only=True)
        if any(denied.event.seq > overridden for denied in shortfall.denied):
            return True
    return False


def is_tombstone(dossier: Dossier, asset: str, question: Question) -> bool:
    """Whether only hashes are left of an asset and they have not expired yet."""
    facts = dossier.assets.get(asset)
    if facts is None or facts.tombstone_until is None:
        return False
    return question.window.first <= facts.tombstone_until


def _erased_after(dossier: Dossier, asset: str, overridden: int) -> bool:
    erased = [e.seq for e in dossier.events if e.type == EventType.ERASED and asset in e.assets]
    return max(erased, default=0) > overridden


# ---------------------------------------------------------------------- merges


def standing_merges(dossier: Dossier) -> dict[str, dict[str, int]]:
    """Each representative with the hidden copies stacked under it right now, and the sequence of their merge."""
    merges: dict[str, dict[str, int]] = {}
    for event in dossier.events:
        if event.type == EventType.MERGED and event.assets:
            merges.setdefault(event.assets[0], {}).update(dict.fromkeys(event.assets[1:], event.seq))
        elif event.type == EventType.SPLIT:
            for asset in event.assets:
                merges.pop(asset, None)
                for members in merges.values():
                    members.pop(asset, None)
    return merges


def merged_members(dossier: Dossier) -> dict[str, int]:
    """The hidden copies stacked under this asset right now, with the sequence of their merge."""
    return standing_merges(dossier).get(dossier.asset, {})


def same_work_members(dossier: Dossier) -> frozenset[str]:
    """The merged copies whose instruments count for this asset: stated, and by the same confirmed creator."""
    stated = _stated(dossier)
    return frozenset(asset for asset in stated if same_confirmed_creator(dossier, asset))


def _stated(dossier: Dossier) -> set[str]:
    members = merged_members(dossier)
    stated: set[str] = set()
    for event in dossier.events:
        if event.type == EventType.SAME_WORK and dossier.asset in event.assets:
            stated.update(a for a in event.assets if a in members and event.seq > members[a])
    return stated


def same_confirmed_creator(dossier: Dossier, other: str) -> bool:
    """Whether the same confirmed creator holds both this asset and a copy."""
    mine, theirs = dossier.assets.get(dossier.asset), dossier.assets.get(other)
    if mine is None or theirs is None or not mine.creators:
        return False
    confirmed = mine.author == AuthorState.CONFIRMED and theirs.author == AuthorState.CONFIRMED
    return confirmed and set(mine.creators) == set(theirs.creators)


def merge_needs_author(dossier: Dossier, question: Question) -> bool:
    """Whether a hidden copy holds a grant that cannot count because the author of both is not confirmed as one."""
    for asset in merged_members(dossier):
        if same_confirmed_creator(dossier, asset):
            continue
        facts = dossier.assets.get(asset)
        if facts is None:
            continue
        given = Testimony(dossier, facts, question).given()
        if any(event.instrument == Instrument.LICENCE for event in given):
            return True
    return False
