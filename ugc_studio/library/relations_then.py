"""The graph of related photos as it stood at an earlier instant, for answers "as of" a day.

The table holds only today's graph. What a person said about a pair is in the ledger with what it replaced; what a
machine proposed is known by when it was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.library.clock import instant

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

Pair = tuple[int, int]
Edge = tuple[str, str]
"""Kind and state."""


class _Row(NamedTuple):
    """A relation as the table holds it today."""

    from_asset: int
    to_asset: int
    kind: str
    state: str
    decided_at: str | None
    found_at: str | None

    def found(self, until: str) -> bool:
        """Whether it was known at that instant; nobody noted when for the oldest ones."""
        return self.found_at is None or self.found_at <= until


def carrying_then(session: Session, asset_ids: Iterable[int], until: str) -> dict[Pair, Edge]:
    """Every edge over which a no could travel from or to these assets at that instant, over all steps."""
    frontier = list(asset_ids)
    seen = set(frontier)
    edges: dict[Pair, Edge] = {}
    while frontier:
        found = _standing(session, frontier, until)
        edges.update(found)
        frontier = list({asset for pair in found for asset in pair} - seen)
        seen.update(frontier)
    return edges


def _standing(session: Session, asset_ids: Sequence[int], until: str) -> dict[Pair, Edge]:
    said = _said(session, asset_ids)
    rows = {frozenset(row[:2]): row for row in _rows(session, asset_ids)}
    ids = session.assets.known({sha for events in said.values() for event in events for sha in event.assets})
    edges: dict[Pair, Edge] = {}
    for pair in {*said, *rows}:
        found = _then(rows.get(pair), said.get(pair, []), ids, until)
        if found is not None and found[1][0] != RelationKind.SAME_SCENE and found[1][1] in _CARRYING:
            edges[found[0]] = found[1]
    return edges


_CARRYING = frozenset({RelationState.PROPOSED.value, RelationState.CONFIRMED.value})


def _then(
    row: _Row | None, statements: Sequence[Event], ids: Mapping[str, int], until: str
) -> tuple[Pair, Edge] | None:
    """Direction, kind and state of one pair at an instant; ``None`` where nothing was known, or no longer."""
    earlier = [event for event in statements if instant(event.at) <= until]
    later = [event for event in statements if instant(event.at) > until]
    if row is not None and not later and (row.decided_at is None or row.decided_at <= until):
        return (row[:2], (row.kind, row.state)) if row.found(until) else None
    if earlier:
        event = earlier[-1]
        if "kind" not in event.facts:
            return None  # it had been taken back
        first, second = (ids[sha] for sha in event.assets[:2])
        return (first, second), (str(event.facts["kind"]), str(event.facts["state"]))
    if row is not None and not row.found(until):
        return None
    if later and "before" in later[0].facts:
        before = later[0].facts["before"]
        if not isinstance(before, list | tuple):
            return None  # a person was the first to see it
        kind, state, source = (str(part) for part in before)
        first, second = sorted((ids[sha] for sha in later[0].assets[:2]), key=lambda asset: asset != ids[source])
        return (first, second), (kind, state)
    # Decided later, and nothing tells what it was: as careful as on that day.
    return (row[:2], (row.kind, RelationState.PROPOSED.value)) if row is not None else None


def _rows(session: Session, asset_ids: Sequence[int]) -> list[_Row]:
    found = session.db.execute(
        "SELECT from_asset, to_asset, kind, state, decided_at, found_at FROM relations "
        "WHERE from_asset IN (SELECT value FROM json_each(?1)) OR to_asset IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(asset_ids)),),
    )
    return [_Row(*row) for row in found]


def _said(session: Session, asset_ids: Sequence[int]) -> dict[frozenset[int], list[Event]]:
    """What people said about pairs with these assets, oldest first."""
    filed = session.ledger.by_keys(f"asset:{asset.sha256}" for asset in session.assets.get_many(asset_ids))
    events = {e.seq: e for found in filed.values() for e in found if e.type == EventType.RELATED}
    ids = session.assets.known({sha for event in events.values() for sha in event.assets})
    pairs: dict[frozenset[int], list[Event]] = {}
    for seq in sorted(events):
        pair = frozenset(int(ids[sha]) for sha in events[seq].assets if sha in ids)
        if len(pair) == 2:
            pairs.setdefault(pair, []).append(events[seq])
    return pairs
