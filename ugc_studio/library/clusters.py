"""Groups of the same picture, kept up to date from the graph of relations."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import (
    Cluster,
    ClusterId,
    ClusterState,
    Edge,
    Member,
    group,
    suggested_representative,
)
from ugc_studio.domain.relations import PairVerdict, RelationState

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

NEIGHBOURS = """
WITH f AS (SELECT value AS id FROM json_each(?))
SELECT r.to_asset FROM f CROSS JOIN relations r ON r.from_asset = f.id
WHERE r.kind IN ('exact', 'same') AND r.state <> 'rejected'
UNION SELECT r.from_asset FROM f CROSS JOIN relations r ON r.to_asset = f.id
WHERE r.kind IN ('exact', 'same') AND r.state <> 'rejected'
UNION SELECT n.asset_id FROM f CROSS JOIN cluster_members m ON m.asset_id = f.id
CROSS JOIN cluster_members n ON n.cluster_id = m.cluster_id
"""
EDGES = """
SELECT a.sha256, b.sha256, r.confidence, r.state FROM json_each(?1) j
CROSS JOIN relations r ON r.from_asset = j.value
JOIN assets a ON a.id = r.from_asset JOIN assets b ON b.id = r.to_asset
WHERE r.kind IN ('exact', 'same') AND r.state <> 'rejected' AND a.state <> 'tombstone' AND b.state <> 'tombstone'
"""
MEMBERS = """
SELECT a.id, a.sha256, a.width, a.height, a.bytes, a.stacked_under,
  COALESCE((SELECT MIN(p.posted_at) FROM post_media pm JOIN posts p ON p.id = pm.post_id WHERE pm.asset_id = a.id),
           a.taken_at), a.state
FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value WHERE a.state <> 'tombstone' ORDER BY a.id
"""
RELEASE = """
UPDATE assets SET stacked_under = NULL WHERE id IN (SELECT value FROM json_each(?))
  AND stacked_under IN (SELECT id FROM assets WHERE state = 'tombstone')
"""
SEVERAL_AUTHORS = """
SELECT m.cluster_id FROM cluster_members m JOIN authors w ON w.asset_id = m.asset_id
WHERE m.cluster_id IN (SELECT value FROM json_each(?))
GROUP BY m.cluster_id HAVING COUNT(DISTINCT w.party_id) > 1
"""


@dataclass(frozen=True, slots=True)
class _Stored:
    id: ClusterId
    state: ClusterState
    members: frozenset[int]


class ClusterRepository:
    """Each asset is in one group at most; a group of one does not exist."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # -- reading

    def get(self, cluster_id: int) -> Cluster | None:
        """One group with its members, or None."""
        found = self.get_many([cluster_id])
        return found[0] if found else None

    def get_many(self, cluster_ids: Sequence[int]) -> list[Cluster]:
        """The groups with these ids, in order of id; unknown ids are left out."""
        ids = json.dumps(list(cluster_ids))
        heads = self._db.execute(
            "SELECT id, representative, state FROM clusters WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (ids,),
        ).fetchall()
        owner = dict(
            self._db.execute(
                "SELECT asset_id, cluster_id FROM cluster_members WHERE cluster_id IN (SELECT value FROM json_each(?))",
                (ids,),
            ).fetchall()
        )
        members: defaultdict[int, list[Member]] = defaultdict(list)
        for member in self.members(owner):
            members[owner[member.asset]].append(member)
        contested = {row[0] for row in self._db.execute(SEVERAL_AUTHORS, (ids,))}
        return [
            Cluster(ClusterId(cid), AssetId(head), ClusterState(state), tuple(members[cid]), cid in contested)
            for cid, head, state in heads
        ]

    def ids(self, *, settled: bool) -> list[ClusterId]:
        """The groups that wait for a decision; with ``settled`` all of them."""
        rows = self._db.execute("SELECT id FROM clusters WHERE ? OR state = 'open' ORDER BY id", (int(settled),))
        return [ClusterId(row[0]) for row in rows]

    def of_asset(self, asset_id: int) -> ClusterId | None:
        """The group that an asset is in."""
        row = self._db.execute("SELECT cluster_id FROM cluster_members WHERE asset_id = ?", (asset_id,)).fetchone()
        return ClusterId(row[0]) if row else None

    def count(self) -> int:
        """How many groups there are."""
        return int(self._db.execute("SELECT COUNT(*) FROM clusters").fetchone()[0])

    def members(self, asset_ids: Iterable[int]) -> list[Member]:
        """What decides who stands for a group, for the assets that are still here."""
        rows = self._db.execute(MEMBERS, (json.dumps(list(asset_ids)),))
        return [
            Member(
                AssetId(row[0]), row[1], width=row[2], height=row[3], bytes=row[4],
                stacked_under=AssetId(row[5]) if row[5] else None, date=row[6], present=row[7] == "present",
            )
            for row in rows
        ]  # fmt: skip

    # -- writing

    def refresh(self, asset_ids: Iterable[int]) -> list[ClusterId]:
        """Make the groups around these assets what relations, verdicts and stacks say; returns the groups found.

        Everything that can be reached from the assets is looked at again, so the result is that of a full build. Copies
        that were hidden under an erased picture show again. To be called after an erasure too.
        """
        nodes = self._reachable(set(asset_ids))
        if not nodes:
            return []
        self._db.execute(RELEASE, (json.dumps(list(nodes)),))
        members = {member.sha256: member for member in self.members(nodes)}
        groups = [[members[sha] for sha in found] for found in self._groups(nodes, members)]
        stored = self._stored(nodes)
        self._db.execute(
            "DELETE FROM cluster_members WHERE asset_id IN (SELECT value FROM json_each(?))", (json.dumps(list(nodes)),)
        )
        largest_first = sorted(groups, key=lambda found: (-len(found), min(member.sha256 for member in found)))
        kept = [self._place(found, stored) for found in largest_first]
        self._db.conn.executemany("DELETE FROM clusters WHERE id = ?", [(cluster.id,) for cluster in stored.values()])
        return kept

    def settle(self, asset_id: int, *, settled: bool) -> bool:
        """Record that a person keeps the group of an asset side by side, or take that back; returns what was before.

        A new member opens the group again. A stack is never settled.
        """
        row = self._db.execute(
            "SELECT c.id, c.state FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id WHERE m.asset_id = ?",
            (asset_id,),
        ).fetchone()
        if row is None or row[1] == ClusterState.MERGED.value:
            return False
        state = ClusterState.SETTLED if settled else ClusterState.OPEN
        self._db.execute("UPDATE clusters SET state = ? WHERE id = ?", (state.value, row[0]))
        return bool(row[1] == ClusterState.SETTLED.value)

    # -- inside

    def _reachable(self, seen: set[int]) -> set[int]:
        frontier = seen
        while frontier:
            rows = self._db.execute(NEIGHBOURS, (json.dumps(list(frontier)),))
            frontier = {row[0] for row in rows} - seen
            seen = seen | frontier
        return seen

    def _groups(self, nodes: Collection[int], members: Collection[str]) -> list[frozenset[str]]:
        edges = [
            Edge(first, second, confidence + (state == RelationState.CONFIRMED.value))
            for first, second, confidence, state in self._db.execute(EDGES, (json.dumps(list(nodes)),))
        ]
        said = self._session.relations.verdicts(members)
        return group(edges, [pair for pair, one in said.items() if one.verdict is PairVerdict.CANNOT_LINK])

    def _stored(self, nodes: Collection[int]) -> dict[ClusterId, _Stored]:
        rows = self._db.execute(
            "SELECT c.id, c.state, m.asset_id FROM json_each(?) j CROSS JOIN cluster_members m ON m.asset_id = j.value "
            "JOIN clusters c ON c.id = m.cluster_id",
            (json.dumps(list(nodes)),),
        ).fetchall()
        members: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
        for cluster_id, state, asset in rows:
            members[cluster_id, state].add(asset)
        return {
            ClusterId(cid): _Stored(ClusterId(cid), ClusterState(state), frozenset(assets))
            for (cid, state), assets in members.items()
        }

    def _place(self, found: list[Member], stored: dict[ClusterId, _Stored]) -> ClusterId:
        """Write one group, under the id of the stored one that it continues; that one leaves ``stored``."""
        assets = {member.asset for member in found}
        heirs = [cluster for cluster in stored.values() if cluster.members & assets]
        heir = min(heirs, key=lambda c: (-len(c.members & assets), c.id), default=None)
        head, state = _head_and_state(found, heir)
        if heir is None:
            cursor = self._db.execute("INSERT INTO clusters (representative, state) VALUES (?, ?)", (head, state.value))
            cluster_id = ClusterId(cursor.lastrowid or 0)
        else:
            cluster_id = heir.id
            del stored[cluster_id]
            self._db.execute(
                "UPDATE clusters SET representative = ?, state = ? WHERE id = ?", (head, state.value, cluster_id)
            )
        self._db.conn.executemany(
            "INSERT INTO cluster_members (asset_id, cluster_id) VALUES (?, ?)",
            [(asset, cluster_id) for asset in sorted(assets)],
        )
        return cluster_id


def _head_and_state(found: list[Member], heir: _Stored | None) -> tuple[AssetId, ClusterState]:
    """The head of the largest stack inside the group, else the suggestion; merged when one stack holds all that is
    here.
    """
    assets = {member.asset for member in found}
    heads = Counter(member.stacked_under for member in found if member.stacked_under in assets)
    best = min(heads, key=lambda head: (-heads[head], head or 0), default=None)
    if best is None:
        kept = heir is not None and heir.state is ClusterState.SETTLED and assets <= heir.members
        return suggested_representative(found), ClusterState.SETTLED if kept else ClusterState.OPEN
    whole = heads[best] == sum(m.asset != best and (m.present or m.stacked_under == best) for m in found)
    return best, ClusterState.MERGED if whole else ClusterState.OPEN
