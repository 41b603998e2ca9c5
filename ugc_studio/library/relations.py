"""The graph of alike pictures, and what people said about pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId, AssetKind, AssetState
from ugc_studio.domain.relations import (
    DIRECTED,
    PERSON,
    PairStatement,
    PairVerdict,
    Picture,
    Proposal,
    Region,
    Relation,
    RelationId,
    RelationKind,
    RelationState,
    pair_of,
)

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

COLUMNS = "id, from_asset, to_asset, kind, detail, confidence, region, state, source, decided_at"
OUTDATED = "state = 'proposed' AND source LIKE 'engine:%' AND source <> ?"
Pair = tuple[int, int]


CARRYING = """
SELECT from_asset, to_asset, kind, state FROM json_each(?1) j CROSS JOIN relations r ON r.from_asset = j.value
WHERE kind <> 'same_scene' AND state <> 'rejected'
UNION ALL
SELECT from_asset, to_asset, kind, state FROM json_each(?1) j CROSS JOIN relations r ON r.to_asset = j.value
WHERE kind <> 'same_scene' AND state <> 'rejected'
"""
"""Two look-ups by index: behind a common table SQLite reads every relation first, for a Bloom filter."""


class RelationRepository:
    """At most one relation between two assets; a person's word is never overwritten by a machine's."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # -- reading

    def pictures(self, asset_ids: Iterable[int]) -> dict[int, Picture]:
        """What decides direction and detail of a relation, for the assets that exist."""
        rows = self._db.execute(
            "SELECT a.id, a.sha256, a.kind, a.width, a.height, a.bytes, a.duration_ms, a.state FROM json_each(?) j "
            "CROSS JOIN assets a ON a.id = j.value",
            (json.dumps(list(asset_ids)),),
        )
        return {
            row[0]: Picture(
                AssetId(row[0]), row[1], width=row[3], height=row[4], bytes=row[5],
                duration_ms=row[6] if row[2] == AssetKind.VIDEO.value else None,
                tombstone=row[7] == AssetState.TOMBSTONE.value,
            )
            for row in rows
        }  # fmt: skip

    def equal_pixels(self, asset_ids: Sequence[int]) -> list[Pair]:
        """Each pair of assets with the same decoded pixels of which at least one is named, once."""
        rows = self._db.execute(
            "SELECT DISTINCT min(p.id, o.id), max(p.id, o.id) FROM json_each(?) j "
            "CROSS JOIN assets p ON p.id = j.value JOIN assets o ON o.pixels_sha256 = p.pixels_sha256 AND o.id <> p.id",
            (json.dumps(list(asset_ids)),),
        )
        return [(row[0], row[1]) for row in rows]

    def between(self, first: int, second: int) -> Relation | None:
        """The relation of two assets, in whichever direction."""
        row = self._db.execute(
            f"SELECT {COLUMNS} FROM relations WHERE (from_asset = ?1 AND to_asset = ?2) "  # noqa: S608 - constant list
            "OR (from_asset = ?2 AND to_asset = ?1)",
            (first, second),
        ).fetchone()
        return _relation(row) if row else None

    def get_many(self, relation_ids: Iterable[int]) -> list[Relation]:
        """The relations with these ids; unknown ids are left out."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM relations WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",  # noqa: S608 - constant
            (json.dumps(list(relation_ids)),),
        )
        return [_relation(row) for row in rows]

    def of_assets(self, asset_ids: Iterable[int]) -> list[Relation]:
        """The relations that touch any of these assets."""
        ids = json.dumps(list(asset_ids))
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM relations WHERE from_asset IN (SELECT value FROM json_each(?1)) "  # noqa: S608 - constant
            "OR to_asset IN (SELECT value FROM json_each(?1)) ORDER BY id",
            (ids,),
        )
        return [_relation(row) for row in rows]

    def carrying(self, asset_ids: Iterable[int]) -> dict[Pair, tuple[str, str]]:
        """Every edge over which a no may travel from or to these assets, with its kind and state, over all steps."""
        frontier = list(asset_ids)
        seen = set(frontier)
        edges: dict[Pair, tuple[str, str]] = {}
        while frontier:
            rows = self._db.execute(CARRYING, (json.dumps(frontier),)).fetchall()
            edges.update({(row[0], row[1]): (row[2], row[3]) for row in rows})
            frontier = list({asset for row in rows for asset in row[:2]} - seen)
            seen.update(frontier)
        return edges

    def source_paths(self, asset_ids: Iterable[int]) -> dict[AssetId, tuple[str, ...]]:
        """For each asset the places where it was found, the first one first."""
        found: dict[AssetId, tuple[str, ...]] = {AssetId(asset): () for asset in sorted(asset_ids)}
        rows = self._db.execute(
            "SELECT o.asset_id, o.source_path FROM json_each(?) j CROSS JOIN occurrences o ON o.asset_id = j.value "
            "ORDER BY o.id",
            (json.dumps(list(found)),),
        )
        for asset, path in rows:
            found[AssetId(asset)] += (path,)
        return found

    def listed(self, *, settled: bool) -> list[Relation]:
        """Relations that wait for a decision; with ``settled`` all of them."""
        condition = "" if settled else "WHERE state = 'proposed'"
        rows = self._db.execute(f"SELECT {COLUMNS} FROM relations {condition} ORDER BY id")  # noqa: S608 - constants
        return [_relation(row) for row in rows]

    def count(self) -> int:
        """How many relations there are, without rejected ones."""
        return int(self._db.execute("SELECT COUNT(*) FROM relations WHERE state <> 'rejected'").fetchone()[0])

    # -- writing

    def propose(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Store what was found, after what people said about those pairs; returns what is new or changed.

        A pair that a person held apart is stored as rejected, one that a person linked as confirmed. A proposal
        replaces another machine's proposal about the same pair, and nothing else.
        """
        wanted = list(proposals)
        hashes = self._hashes({asset for p in wanted for asset in (p.from_asset, p.to_asset)})
        wanted = [p for p in wanted if p.from_asset in hashes and p.to_asset in hashes]
        verdicts = self.verdicts({hashes[a] for p in wanted for a in (p.from_asset, p.to_asset)}) if wanted else {}
        known = self._known({asset for p in wanted for asset in (p.from_asset, p.to_asset)})
        stored = []
        for proposal in wanted:
            said = verdicts.get(pair_of(hashes[proposal.from_asset], hashes[proposal.to_asset]))
            if self._store(proposal, said, known.get(_unordered(proposal.from_asset, proposal.to_asset))):
                stored.append(proposal)
        return stored

    def put(self, first: int, second: int, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Set (or with None remove) the relation of two assets; returns what was there, in the same form.

        ``values`` holds the columns of the table except the id.
        """
        before = self._db.execute(
            f"SELECT {COLUMNS}, found_at FROM relations WHERE (from_asset = ?1 AND to_asset = ?2) "  # noqa: S608 - constant list
            "OR (from_asset = ?2 AND to_asset = ?1)",
            (first, second),
        ).fetchone()
        names = COLUMNS.split(", ")[1:]
        if before:
            self._db.execute("DELETE FROM relations WHERE id = ?", (before[0],))
        if values is not None:
            self._db.execute(
                f"INSERT INTO relations ({', '.join(names)}, found_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
                [*(values[name] for name in names), before[-1] if before else self._session.now()],
            )
        return dict(zip(names, before[1:-1], strict=True)) if before else None

    def has_other_proposals(self, source: str) -> bool:
        """Whether proposals of another engine, or of an older version, wait for a decision."""
        row = self._db.execute(f"SELECT EXISTS (SELECT 1 FROM relations WHERE {OUTDATED})", (source,)).fetchone()  # noqa: S608 - constant
        return bool(row[0])

    def remove_other_proposals(self, source: str) -> set[int]:
        """Forget what other engines proposed and nobody decided; returns the assets that were related by it."""
        rows = self._db.execute(
            f"DELETE FROM relations WHERE {OUTDATED} RETURNING from_asset, to_asset",  # noqa: S608 - constant
            (source,),
        ).fetchall()
        return {asset for row in rows for asset in row}

    def forget(self, asset_ids: Iterable[int]) -> None:
        """Remove every relation of assets that are about to be deleted."""
        ids = json.dumps(list(asset_ids))
        self._db.execute(
            "DELETE FROM relations WHERE from_asset IN (SELECT value FROM json_each(?1)) "
            "OR to_asset IN (SELECT value FROM json_each(?1))",
            (ids,),
        )

    # -- verdicts

    def verdicts(self, hashes: Iterable[str]) -> dict[tuple[str, str], PairStatement]:
        """What people said about pairs of which at least one picture is named."""
        rows = self._db.execute(
            "WITH named AS (SELECT value AS sha FROM json_each(?)) "
            "SELECT v.* FROM named CROSS JOIN pair_verdicts v ON v.first_sha256 = named.sha "
            "UNION SELECT v.* FROM named CROSS JOIN pair_verdicts v ON v.second_sha256 = named.sha",
            (json.dumps(list(hashes)),),
        )
        return {(row[0], row[1]): _statement(row[0], row[1], row[2], row[3]) for row in rows}

    def put_verdict(self, pair: tuple[str, str], said: PairStatement | None) -> PairStatement | None:
        """Set (or with None remove) what a person said about a pair; returns what was said before."""
        row = self._db.execute(
            "SELECT verdict, kind FROM pair_verdicts WHERE first_sha256 = ? AND second_sha256 = ?", pair
        ).fetchone()
        before = _statement(*pair, row[0], row[1]) if row else None
        if said is None:
            self._db.execute("DELETE FROM pair_verdicts WHERE first_sha256 = ? AND second_sha256 = ?", pair)
        else:
            self._db.execute(
                "INSERT OR REPLACE INTO pair_verdicts (first_sha256, second_sha256, verdict, kind, decided_at) "
                "VALUES (?, ?, ?, ?, ?)",
                (*pair, said.verdict.value, _kind_column(pair, said), self._session.now()),
            )
        return before

    def stated_links(self, asset_ids: Iterable[int]) -> list[Proposal]:
        """The links that people stated about these assets and others that are here, as confirmed relations."""
        hashes = self._hashes(asset_ids)
        verdicts = {p: v for p, v in self.verdicts(hashes.values()).items() if v.verdict is PairVerdict.MUST_LINK}
        rows = self._db.execute(
            "SELECT a.sha256, a.id FROM json_each(?) j CROSS JOIN assets a ON a.sha256 = j.value",
            (json.dumps(sorted({sha for pair in verdicts for sha in pair})),),
        )
        ids = dict(rows.fetchall())
        links = []
        for pair, said in verdicts.items():
            if pair[0] in ids and pair[1] in ids:
                source, target = pair if said.copy in (None, pair[0]) else pair[::-1]
                kind = said.kind or RelationKind.SAME
                links.append(Proposal(AssetId(ids[source]), AssetId(ids[target]), kind, "", 1.0, PERSON))
        return links

    # -- inside

    def _hashes(self, asset_ids: Iterable[int]) -> dict[int, str]:
        rows = self._db.execute(
            "SELECT a.id, a.sha256 FROM json_each(?) j CROSS JOIN assets a ON a.id = j.value",
            (json.dumps(list(asset_ids)),),
        )
        return dict(rows.fetchall())

    def _known(self, asset_ids: Iterable[int]) -> dict[Pair, Relation]:
        return {_unordered(r.from_asset, r.to_asset): r for r in self.of_assets(asset_ids)}

    def _store(self, proposal: Proposal, said: PairStatement | None, known: Relation | None) -> bool:
        if known is not None and (known.source == PERSON or known.decided_at is not None):
            return False
        state = proposal.state
        if said is not None:
            linked = said.verdict is PairVerdict.MUST_LINK
            state = RelationState.CONFIRMED if linked else RelationState.REJECTED
        values = {
            "from_asset": proposal.from_asset,
            "to_asset": proposal.to_asset,
            "kind": proposal.kind.value,
            "detail": proposal.detail,
            "confidence": proposal.confidence,
            "region": json.dumps(proposal.region) if proposal.region else None,
            "state": state.value,
            "source": proposal.source,
            "decided_at": self._session.now() if said is not None else None,
        }
        self.put(proposal.from_asset, proposal.to_asset, values)
        return True


def _unordered(first: int, second: int) -> Pair:
    return (first, second) if first < second else (second, first)


def _kind_column(pair: tuple[str, str], said: PairStatement) -> str | None:
    """``same``, or for a directed kind also which of the two is the copy: ``derived/first``."""
    if said.kind is None or said.kind not in DIRECTED:
        return said.kind
    return f"{said.kind.value}/{'first' if said.copy == pair[0] else 'second'}"


def _statement(first: str, second: str, verdict: str, kind_column: str | None) -> PairStatement:
    kind, _slash, copy = (kind_column or "").partition("/")
    named = {"first": first, "second": second}.get(copy)
    return PairStatement(PairVerdict(verdict), RelationKind(kind) if kind else None, named)


def _relation(row: Sequence[Any]) -> Relation:
    region: Region | None = tuple(json.loads(row[6])) if row[6] else None
    return Relation(
        id=RelationId(row[0]),
        from_asset=AssetId(row[1]),
        to_asset=AssetId(row[2]),
        kind=RelationKind(row[3]),
        detail=row[4],
        confidence=row[5],
        region=region,
        state=RelationState(row[7]),
        source=row[8],
        decided_at=row[9],
    )
