"""Gathers everything the gate may look at, for many assets in a few queries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.clearance.dossier import AssetFacts, CountryPack, Dossier, PartyFacts, RelationFact
from ugc_studio.domain.clearance.facts import fold_asset, fold_party
from ugc_studio.domain.consent import AuthorState, BrandPolicy, EventType, PartyKind
from ugc_studio.domain.events import Event
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.ledger import FREEZE_KEY
from ugc_studio.library.relations_then import carrying_then

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

MERGING = frozenset({EventType.MERGED, EventType.SAME_WORK, EventType.SPLIT})
PROVEN = frozenset({EventType.GIVEN, EventType.CONTRACT})


@dataclass(slots=True)
class _Material:
    """What was read for a whole batch of assets."""

    facts: dict[str, AssetFacts] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    relations: list[RelationFact] = field(default_factory=list)
    by_asset: dict[str, list[Event]] = field(default_factory=dict)
    by_party: dict[str, list[Event]] = field(default_factory=dict)
    general: list[Event] = field(default_factory=list)
    notices: dict[str, list[Event]] = field(default_factory=dict)
    parties: dict[str, PartyFacts] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


class DossierRepository:
    """Builds dossiers inside one session, so that a verdict speaks of one instant."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def gather(
        self,
        asset_ids: Iterable[int],
        *,
        policy: BrandPolicy,
        packs: Mapping[str, CountryPack],
        until: str | None = None,
    ) -> dict[int, Dossier]:
        """One dossier for each asset id; ``until`` cuts the ledger at an instant."""
        wanted = list(dict.fromkeys(asset_ids))
        material = _Material()
        self._read_assets(material, wanted)
        self._read_neighbours(material, wanted, until)
        self._read_events(material, until)
        self._read_parties(material, until)
        material.broken = self._broken_proofs(material)
        graph = _Graph(material)
        return {
            asset_id: self._dossier(material.ids[asset_id], material, graph, policy, packs)
            for asset_id in wanted
            if asset_id in material.ids
        }

    # ------------------------------------------------------------------ reading

    def _read_assets(self, material: _Material, ids: list[int]) -> None:
        rows = self._db.execute(
            "SELECT a.id, a.sha256, a.kind, a.state, a.tombstone_until, p.uuid FROM json_each(?) j "
            "CROSS JOIN assets a ON a.id = j.value LEFT JOIN places p ON p.id = a.place_id",
            (json.dumps(ids),),
        ).fetchall()
        authors = self._session.authors.of_assets(row[0] for row in rows)
        for asset_id, sha256, kind, state, until, place in rows:
            proposed = authors.get(asset_id, [])
            material.ids[asset_id] = sha256
            material.facts[sha256] = AssetFacts(
                sha256,
                is_video=kind == AssetKind.VIDEO.value,
                creators=tuple(uuid for uuid, _state in proposed),
                author=_weakest(proposed),
                place=place,
                tombstone_until=_until(until) if state == "tombstone" else None,
            )

    def _read_neighbours(self, material: _Material, wanted: list[int], until: str | None) -> None:
        """Follow the graph from the wanted assets until nothing new appears."""
        if until is None:
            edges = self._session.relations.carrying(wanted)
        else:
            edges = carrying_then(self._session, wanted, until)
        others = {asset for pair in edges for asset in pair} - set(wanted)
        if others:
            self._read_assets(material, sorted(others))
        material.relations = [
            RelationFact(material.ids[a], material.ids[b], kind, state)
            for (a, b), (kind, state) in edges.items()
            if a in material.ids and b in material.ids
        ]

    def _read_events(self, material: _Material, until: str | None) -> None:
        ledger = self._session.ledger
        found = ledger.by_keys([f"asset:{sha}" for sha in material.facts] + [FREEZE_KEY], until=until)
        merged = {
            asset for events in found.values() for event in events if event.type in MERGING for asset in event.assets
        } - set(material.facts)
        if merged:
            self._read_by_sha(material, merged)
            found |= ledger.by_keys([f"asset:{sha}" for sha in merged], until=until)
        if until is not None:
            self._forget_what_came_later(material)
        material.general = found.pop(FREEZE_KEY, [])
        material.by_asset = {key.removeprefix("asset:"): events for key, events in found.items()}
        notices = {event.notice for events in material.by_asset.values() for event in events if event.notice}
        issued = ledger.by_keys([f"notice:{notice}" for notice in notices])
        material.notices = {key.removeprefix("notice:"): events for key, events in issued.items()}
        material.facts = {
            sha: fold_asset(facts, material.by_asset.get(sha, ())) for sha, facts in material.facts.items()
        }

    def _forget_what_came_later(self, material: _Material) -> None:
        """Authors, places and tombstones stand in tables as of today: what the ledger says of them counts instead."""
        said = self._session.ledger.by_keys(f"asset:{sha}" for sha in material.facts)
        for sha, facts in material.facts.items():
            types = {event.type for event in said.get(f"asset:{sha}", ())}
            if EventType.AUTHOR_STATED in types:
                facts = replace(facts, creators=(), author=AuthorState.PROPOSED)
            if EventType.PLACED in types:
                facts = replace(facts, place=None)
            if EventType.ERASED in types:
                facts = replace(facts, tombstone_until=None)
            material.facts[sha] = facts

    def _read_by_sha(self, material: _Material, shas: set[str]) -> None:
        rows = self._db.execute(
            "SELECT a.id FROM json_each(?) j CROSS JOIN assets a ON a.sha256 = j.value", (json.dumps(list(shas)),)
        )
        self._read_assets(material, [row[0] for row in rows])

    def _read_parties(self, material: _Material, until: str | None) -> None:
        named = {uuid for facts in material.facts.values() for uuid in parties_of(facts)}
        for events in material.by_asset.values():
            for event in events:
                named.update(uuid for uuid in (event.by, event.party) if uuid)
        self._read_people(material, named, until)
        # A child's holders may have been declared on another photo only: their age counts here too.
        self._read_people(material, _holders_of(material.parties.values()) - named, until)

    def _read_people(self, material: _Material, named: set[str], until: str | None) -> None:
        found = self._session.ledger.by_keys([f"party:{uuid}" for uuid in named], until=until)
        material.by_party |= {key.removeprefix("party:"): events for key, events in found.items()}
        kinds = dict(
            self._db.execute(
                "SELECT p.uuid, p.kind FROM json_each(?) j CROSS JOIN parties p ON p.uuid = j.value",
                (json.dumps(list(named)),),
            ).fetchall()
        )
        for uuid in named:
            base = PartyFacts(uuid, kind=PartyKind(kinds[uuid]) if uuid in kinds else PartyKind.DEPICTED)
            material.parties[uuid] = fold_party(base, material.by_party.get(uuid, ()))

    def _broken_proofs(self, material: _Material) -> frozenset[str]:
        """Proofs that are gone or changed: a file of the wrong size, an erased text."""
        files: set[str] = set()
        texts: set[str] = set()
        for events in (*material.by_asset.values(), *material.by_party.values()):
            for event in events:
                if event.type in PROVEN:
                    for proof in event.proofs:
                        (files if proof.kind == FILE_PROOF else texts).add(proof.id)
        present = self._session.evidence.get_many(files)
        broken = {uuid for uuid in files if uuid not in present}
        broken |= {uuid for uuid, proof in present.items() if not self._session.evidence.looks_whole(proof)}
        rows = self._db.execute(
            "SELECT DISTINCT commitment FROM json_each(?) j CROSS JOIN private_texts t ON t.commitment = j.value",
            (json.dumps(list(texts)),),
        )
        broken |= texts - {row[0] for row in rows}
        return frozenset(broken)

    # ------------------------------------------------------------------ one dossier

    def _dossier(
        self,
        sha256: str,
        material: _Material,
        graph: _Graph,
        policy: BrandPolicy,
        packs: Mapping[str, CountryPack],
    ) -> Dossier:
        shas = graph.component(sha256)
        events: dict[int, Event] = {event.seq: event for event in material.general}
        for sha in shas:
            events.update({event.seq: event for event in material.by_asset.get(sha, ())})
        notices = {event.notice for event in events.values() if event.notice}
        parties = {uuid for sha in shas for uuid in parties_of(material.facts[sha])}
        parties |= {uuid for event in events.values() for uuid in (event.by, event.party) if uuid}
        parties |= _holders_of(material.parties[uuid] for uuid in parties if uuid in material.parties)
        for uuid in parties:
            events.update({event.seq: event for event in material.by_party.get(uuid, ())})
        for notice in notices:
            events.update({event.seq: event for event in material.notices.get(notice, ())})
        return Dossier(
            asset=sha256,
            assets={sha: material.facts[sha] for sha in shas},
            parties={uuid: material.parties[uuid] for uuid in parties if uuid in material.parties},
            relations=tuple(graph.relations(shas)),
            events=tuple(events[seq] for seq in sorted(events)),
            policy=policy,
            packs=packs,
            broken_proofs=material.broken,
        )


class _Graph:
    """Groups of assets whose events may matter to each other: related, or merged."""

    def __init__(self, material: _Material) -> None:
        self._steps: dict[str, set[str]] = {}
        self._edges: dict[str, list[RelationFact]] = {}
        for relation in material.relations:
            self._join(relation.from_asset, relation.to_asset)
            self._edges.setdefault(relation.from_asset, []).append(relation)
        for events in material.by_asset.values():
            for event in events:
                if event.type in MERGING:
                    present = [asset for asset in event.assets if asset in material.facts]
                    for asset in present[1:]:
                        self._join(present[0], asset)

    def _join(self, a: str, b: str) -> None:
        self._steps.setdefault(a, set()).add(b)
        self._steps.setdefault(b, set()).add(a)

    def component(self, sha256: str) -> list[str]:
        """Every asset that can be reached, this one first."""
        found, todo = {sha256: None}, [sha256]
        while todo:
            for other in self._steps.get(todo.pop(), ()):
                if other not in found:
                    found[other] = None
                    todo.append(other)
        return list(found)

    def relations(self, shas: list[str]) -> Iterable[RelationFact]:
        """The edges inside a component."""
        return (relation for sha in shas for relation in self._edges.get(sha, ()))


def _holders_of(people: Iterable[PartyFacts]) -> set[str]:
    return {holder.party for facts in people for holder in facts.holders}


def parties_of(facts: AssetFacts) -> set[str]:
    """Everyone who has a word about an asset, holders included."""
    named = {*facts.creators, *(d.party for d in facts.depictions)}
    named |= {holder.party for d in facts.depictions for holder in d.holders}
    return named | {item.party for item in facts.items if item.party}


def _weakest(proposed: list[tuple[str, AuthorState]]) -> AuthorState:
    states = {state for _uuid, state in proposed}
    for state in (AuthorState.CONTESTED, AuthorState.PROPOSED):
        if state in states:
            return state
    return AuthorState.CONFIRMED if states else AuthorState.PROPOSED


def _until(day: str | None) -> dt.date:
    return dt.date.fromisoformat(day) if day else dt.date.max
