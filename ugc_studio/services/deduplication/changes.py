"""What a decision about duplicates changes, as values that can be stored, carried out and turned round.

A decision is one :class:`Change`. Carrying it out returns the change that takes it back, built from what was there
before, so undo and redo need no code of their own. The ledger is never undone: events follow from the difference, and
taking a merge back appends a split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.relations import PairStatement, PairVerdict, RelationKind
from ugc_studio.library.session import Session


class DecisionLog(Protocol):
    """Where decisions about duplicates are recorded for good."""

    def recorded(self, session: Session, kind: EventType, assets: Sequence[str], facts: Mapping[str, object]) -> None:
        """Record a decision about the assets with these SHA-256, the representative or copy first."""


class LedgerDecisions:
    """Decisions go to the consent ledger, because the gate follows them."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def recorded(self, session: Session, kind: EventType, assets: Sequence[str], facts: Mapping[str, object]) -> None:
        """Append one event."""
        session.ledger.append(EventDraft(type=kind, assets=tuple(assets), facts=dict(facts)), actor=self._actor)


@dataclass(slots=True)
class Change:
    """Values to set, each keyed by what it belongs to; ``None`` removes. JSON through :meth:`to_json`."""

    stacks: dict[int, int | None] = field(default_factory=dict)
    ratings: dict[int, int] = field(default_factory=dict)
    tags: dict[tuple[int, str], str | None] = field(default_factory=dict)
    places: dict[tuple[int, int], Mapping[str, Any] | None] = field(default_factory=dict)
    """(gallery, asset) → the columns of the item."""
    relations: dict[tuple[int, int], Mapping[str, Any] | None] = field(default_factory=dict)
    """(from, to) → the columns of the relation."""
    verdicts: dict[tuple[str, str], PairStatement | None] = field(default_factory=dict)
    settled: dict[int, bool] = field(default_factory=dict)
    """Any member of a group → whether a person chose to keep the group side by side."""
    announce: bool = False
    """Whether each changed relation is recorded by itself; a merge speaks for its relations."""

    def add(self, other: Change) -> None:
        """Take in another change, about other pictures, so that both are one decision."""
        for name in ("stacks", "ratings", "tags", "places", "relations", "verdicts", "settled"):
            getattr(self, name).update(getattr(other, name))

    def to_json(self) -> dict[str, Any]:
        """The change as JSON values."""
        return {
            "stacks": _pairs(self.stacks),
            "ratings": _pairs(self.ratings),
            "tags": _pairs(self.tags),
            "places": _pairs(self.places),
            "relations": _pairs(self.relations),
            "verdicts": [[list(pair), list(v) if v else None] for pair, v in self.verdicts.items()],
            "settled": _pairs(self.settled),
            "announce": self.announce,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Change:
        """Read what :meth:`to_json` wrote."""
        return cls(
            stacks=dict(data["stacks"]),
            ratings=dict(data["ratings"]),
            tags={tuple(key): value for key, value in data["tags"]},
            places={tuple(key): value for key, value in data["places"]},
            relations={tuple(key): value for key, value in data["relations"]},
            verdicts={tuple(key): _statement(value) for key, value in data["verdicts"]},
            settled=dict(data["settled"]),
            announce=data["announce"],
        )


def carry_out(session: Session, change: Change, decisions: DecisionLog) -> Change:
    """Set everything, bring the groups up to date and record the decision; returns the change that takes it back."""
    inverse = Change(announce=change.announce)
    touched = set(change.stacks) | {asset for pair in change.relations for asset in pair}
    hashes = _hashes(session, touched)
    for pair, values in change.relations.items():
        before = session.relations.put(*pair, values)
        inverse.relations[(before["from_asset"], before["to_asset"]) if before else pair] = before
        if change.announce:
            _announce(session, decisions, hashes, pair, values, before)
    for key, said in change.verdicts.items():
        inverse.verdicts[key] = session.relations.put_verdict(key, said)
    _move_stacks(session, change, inverse, decisions)
    _carry_over(session, change, inverse)
    session.clusters.refresh(touched)
    for asset, settled in change.settled.items():
        inverse.settled[asset] = session.clusters.settle(asset, settled=settled)
    return inverse


def _move_stacks(session: Session, change: Change, inverse: Change, decisions: DecisionLog) -> None:
    """Hide and show copies, and record what that did to each stack: first what came apart, then what came together."""
    if not change.stacks:
        return
    before = session.stacks.heads(change.stacks)
    heads = {head for head in (*before.values(), *change.stacks.values()) if head is not None}
    old = session.stacks.hidden_under(heads)
    for asset, head in change.stacks.items():
        inverse.stacks[asset] = before[asset]
        session.stacks.put_under(asset, head)
    new = session.stacks.hidden_under(heads)
    hashes = _hashes(session, {*heads, *change.stacks})
    for head in sorted(heads):
        left = [asset for asset in old.get(head, []) if asset not in new.get(head, [])]
        if left:
            gone = left if head in new else [head]
            decisions.recorded(session, EventType.SPLIT, [hashes[asset] for asset in gone], {})
    for head in sorted(heads):
        joined = [asset for asset in new.get(head, []) if asset not in old.get(head, [])]
        if joined:
            decisions.recorded(session, EventType.MERGED, [hashes[asset] for asset in (head, *joined)], {})


def _carry_over(session: Session, change: Change, inverse: Change) -> None:
    for asset, rating in change.ratings.items():
        inverse.ratings[asset] = session.stacks.put_rating(asset, rating)
    for (asset, tag), origin in change.tags.items():
        inverse.tags[asset, tag] = session.stacks.put_tag(asset, tag, origin)
    for (gallery, asset), item in change.places.items():
        inverse.places[gallery, asset] = session.stacks.put_place(gallery, asset, item)
    session.assets.reindex(sorted({asset for asset, _tag in change.tags}))


def _announce(
    session: Session,
    decisions: DecisionLog,
    hashes: Mapping[int, str],
    pair: tuple[int, int],
    values: Mapping[str, Any] | None,
    before: Mapping[str, Any] | None,
) -> None:
    """Record a relation as it is now and as it was, so that an earlier day can be asked about."""
    facts: dict[str, object] = {"state": "removed"}
    if values is not None:
        facts = {name: values[name] for name in ("kind", "detail", "state")}
    facts["before"] = [before["kind"], before["state"], hashes[before["from_asset"]]] if before else None
    decisions.recorded(session, EventType.RELATED, [hashes[asset] for asset in pair], facts)


def _hashes(session: Session, asset_ids: Iterable[int]) -> dict[int, str]:
    return {asset: picture.sha256 for asset, picture in session.relations.pictures(asset_ids).items()}


def _pairs(values: Mapping[Any, Any]) -> list[list[Any]]:
    return [[list(key) if isinstance(key, tuple) else key, value] for key, value in values.items()]


def _statement(value: Sequence[Any] | None) -> PairStatement | None:
    if value is None:
        return None
    verdict, kind, copy = value
    return PairStatement(PairVerdict(verdict), RelationKind(kind) if kind else None, copy)

