"""Plays cases of the shape of ``consent-cases.toml`` through the real ledger and gate of a real library."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import tomllib
import uuid as uuid_module
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import (
    AfterEnd,
    ApprovalPolicy,
    BrandPolicy,
    Consideration,
    EventType,
    Role,
    Scope,
    Use,
)
from ugc_studio.domain.errors import RefusedError
from ugc_studio.domain.events import EventDraft, Proof, Target
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.clock import instant
from ugc_studio.library.evidence import FILE_PROOF, TEXT_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.gatekeeper import Gatekeeper

Case = Mapping[str, Any]
BEFORE = "2000-01-01T00:00:00.000000Z"
SPACE = uuid_module.UUID("8f0f4a0e-3f55-4b8f-9a63-8a3f1a6c4d10")
SETS = ("media", "territories", "rights", "purposes", "brands", "excluded_contexts")


def load_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a TOML file."""
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["case"])


def name_uuid(kind: str, name: str) -> str:
    """A stable UUID for a name of a case."""
    return str(uuid_module.uuid5(SPACE, f"{kind}:{name}"))


def name_sha(name: str) -> str:
    """A stable content hash for an asset of a case."""
    return hashlib.sha256(f"asset:{name}".encode()).hexdigest()


@dataclass
class World:
    """A case written into a library: ask it any number of uses."""

    case: Case
    library: Library
    gatekeeper: Gatekeeper
    ids: dict[str, int] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    writer: _Writer | None = None

    def say(self, position: int, row: Mapping[str, Any]) -> None:
        """Write the event that stands at a position of the case (from 1)."""
        if self.writer is None:
            raise RuntimeError("begin() makes worlds that can be spoken in")
        self.writer.write_event(position, row)

    def ask(self, use: Mapping[str, Any]) -> Verdict:
        """The gate's verdict for a use of the case's shape."""
        return self.gatekeeper.clearance(self.ids[use["asset"]], use_of(use))

    def readable(self, verdict: Verdict) -> list[dict[str, Any]]:
        """What would clear it, in the names of the case."""
        rows = []
        for need in verdict.would_clear:
            adds: dict[str, Any] = {}
            for name, value in need.adds.items():
                adds[name] = value if isinstance(value, dt.date) else sorted(self.names.get(v, v) for v in value)
            rows.append({"party": self.names.get(need.party, need.party), "instrument": need.instrument, "adds": adds})
        return rows


def play(case: Case, folder: Path) -> World:
    """Write a case's world into a new library in ``folder``, with all its events."""
    world = begin(case, folder)
    for position, row in enumerate(case.get("event", []), 1):
        world.say(position, row)
    return world


def begin(case: Case, folder: Path) -> World:
    """Write a case's world as it was before its first event."""
    library = Library.create(folder)
    packs = {"FR": CountryPack("FR", None)}
    packs |= {row["country"]: CountryPack(row["country"], row.get("child_says_from")) for row in case.get("pack", [])}
    world = World(case, library, Gatekeeper(library, packs))
    world.writer = _Writer(world)
    world.writer.write_facts()
    return world


def differences(case: Case, folder: Path) -> list[str]:
    """Every way in which the gate's answer is not the expected one; empty when it agrees."""
    world = play(case, folder)
    try:
        return list(_compare(world, case["expect"], world.ask(case["use"])))
    finally:
        world.library.close()


def _compare(world: World, expect: Mapping[str, Any], verdict: Verdict) -> Iterator[str]:
    codes = verdict.codes
    if verdict.cleared != expect["cleared"]:
        why = ", ".join(sorted(codes)) or "no reason"
        yield f"cleared: expected {expect['cleared']}, got {verdict.cleared} ({why})"
    if missing := set(expect.get("reasons", [])) - codes:
        yield f"reasons: missing {sorted(missing)}, got {sorted(codes)}"
    if present := set(expect.get("not_reasons", [])) & codes:
        yield f"not_reasons: present {sorted(present)}"
    if sorted(expect.get("not_written", [])) != world.refused:
        yield f"not_written: expected {sorted(expect.get('not_written', []))}, got {world.refused}"
    if "would_clear" in expect:
        wanted = [_needs_key(row) for row in expect["would_clear"]]
        got = [_needs_key(row) for row in world.readable(verdict)]
        if sorted(wanted) != sorted(got):
            yield f"would_clear: expected {sorted(wanted)}, got {sorted(got)}"


def _needs_key(row: Mapping[str, Any]) -> str:
    adds = {k: v.isoformat() if isinstance(v, dt.date) else sorted(v) for k, v in row.get("adds", {}).items()}
    return f"{row['party']} {row['instrument']} {sorted(adds.items())}"


def use_of(data: Mapping[str, Any]) -> Use:
    """A use of the case's shape as the gate takes it."""
    market = data.get("account_market", "FR")
    markets = set(market if isinstance(market, list) else [market])
    return Use(
        channel=data.get("channel", "instagram"),
        medium=data.get("media", "organic_social"),
        brand=name_uuid("brand", data.get("brand", "maison")),
        territories=frozenset(markets | set(data.get("territories", []))),
        publish_at=data["publish_at"],
        purpose=data.get("purpose", "promotion"),
        paid=data.get("paid", False),
        alterations=frozenset(data.get("alterations", [])),
        contexts=frozenset(data.get("contexts", [])),
        label=data.get("label", False),
        zone=data.get("zone", "Europe/Paris"),
        uploaded_at=data.get("uploaded_at"),
        live_until=data.get("live_until"),
        on=data.get("on"),
    )


class _Writer:
    """Writes the parties, assets, relations, notices and events of a case."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._case = world.case
        self._actors = {
            role: Actor(role.value, role, name_uuid("actor", role.value)) for role in (Role.EDITOR, Role.LEGAL)
        }
        self._parties = {row["id"] for row in self._case.get("party", [])}
        self._assets = {row["id"] for row in self._case.get("asset", [])}
        self._docs: dict[str, Proof] = {}

    def write_facts(self) -> None:
        """What people recorded long before the first event."""
        self._world.library.write(self._register)
        self._world.library.write(self._facts)

    def write_event(self, position: int, row: Mapping[str, Any]) -> None:
        """One event at its place in the ledger, or the note that the ledger refused it."""
        try:
            self._world.library.write(lambda session: self._event(session, row))
        except RefusedError:
            self._world.refused.append(position)

    def _remember(self, kind: str, name: str) -> str:
        identity = name_sha(name) if kind == "asset" else name_uuid(kind, name)
        self._world.names[identity] = name
        return identity

    def _register(self, session: Session) -> None:
        policy = self._case.get("policy", {})
        country = policy.get("brand_country", "FR")
        brand_policy = BrandPolicy(
            ApprovalPolicy(policy.get("legal_approval", False), paid=False, minors=False, evidence=frozenset()),
            country[0] if isinstance(country, list) else country,
            policy.get("guidelines"),
        )
        for brand in sorted(self._brands()):
            session.register.add_brand(brand, policy=brand_policy, uuid=self._remember("brand", brand))
        for row in self._case.get("party", []):
            session.parties.create(row.get("kind", "depicted"), name=row["id"], uuid=self._remember("party", row["id"]))
        for row in self._case.get("asset", []):
            sha = self._remember("asset", row["id"])
            kind = AssetKind(row.get("kind", "photo"))
            (added,) = session.assets.add_many([NewAsset(sha, kind, "jpeg", 100, 100, 1)])
            self._world.ids[row["id"]] = int(added.id)
            if "tombstone" in row.get("flags", []):
                session.db.execute("UPDATE assets SET state = 'tombstone' WHERE id = ?", (added.id,))
        for row in self._case.get("relation", []):
            session.db.execute(
                "INSERT INTO relations (from_asset, to_asset, kind, detail, state, source) "
                "VALUES (?, ?, ?, ?, ?, 'case')",
                (
                    self._world.ids[row["from"]], self._world.ids[row["to"]], row["kind"], row.get("detail", ""),
                    row.get("state", "confirmed"),
                ),
            )  # fmt: skip

    def _brands(self) -> set[str]:
        names = {"maison", "autre", self._case.get("use", {}).get("brand", "maison")}
        for row in [*self._case.get("notice", []), *self._case.get("event", [])]:
            names.update(row.get("scope", {}).get("brands", []))
            if row.get("target", {}).get("kind") == "brand":
                names.add(row["target"]["id"])
        return names

    def _facts(self, session: Session) -> None:
        drafts = [self._party_draft(row) for row in self._case.get("party", [])]
        drafts += [draft for row in self._case.get("asset", []) for draft in self._asset_drafts(row)]
        drafts += [self._depiction_draft(row) for row in self._case.get("depiction", [])]
        drafts += [self._notice_draft(row) for row in self._case.get("notice", [])]
        session.ledger.append_all(drafts, actor=self._actors[Role.EDITOR], at=BEFORE)

    def _party_draft(self, row: Mapping[str, Any]) -> EventDraft:
        facts: dict[str, object] = {"adult": row.get("adult", "yes")}
        for name in ("residence", "influencer", "turns_18"):
            if name in row:
                facts[name] = row[name]
        if "leaves" in row:
            facts["leaves"] = row["leaves"].isoformat()
        return EventDraft(EventType.PARTY_DESCRIBED, party=name_uuid("party", row["id"]), facts=facts)

    def _asset_drafts(self, row: Mapping[str, Any]) -> Iterator[EventDraft]:
        assets = (name_sha(row["id"]),)
        creators = [name_uuid("party", c) for c in row.get("creators", [])]
        yield EventDraft(
            EventType.AUTHOR_STATED,
            assets=assets,
            facts={"creators": creators, "state": row.get("author", "confirmed")},
        )
        yield EventDraft(EventType.PEOPLE_REVIEWED, assets=assets, facts={"answer": row.get("people", "none")})
        if row.get("kind") == "video":
            yield EventDraft(
                EventType.AUDIO_REVIEWED, assets=assets, facts={"answer": row.get("audio", "not_reviewed")}
            )
        if "place" in row:
            yield EventDraft(EventType.PLACED, assets=assets, facts={"place": name_uuid("place", row["place"])})
        for item in row.get("items", []):
            party = name_uuid("party", item["party"]) if item.get("party") else None
            facts = {"item": item["id"], "needed": item.get("needed", False)}
            yield EventDraft(EventType.ITEM_NOTED, party=party, assets=assets, facts=facts)
        for flag in row.get("flags", []):
            if flag == "tombstone":
                yield EventDraft(EventType.ERASED, assets=assets)
            else:
                yield EventDraft(EventType.FLAGGED, assets=assets, facts={"flag": flag})

    def _depiction_draft(self, row: Mapping[str, Any]) -> EventDraft:
        facts: dict[str, object] = {"role": row["role"]}
        if row["role"] in {"crowd", "incidental"}:
            facts["recognisable"] = row.get("recognisable", False)
        if "holders" in row:
            facts["holders"] = [[name_uuid("party", h["party"]), h.get("basis")] for h in row["holders"]]
        return EventDraft(
            EventType.DEPICTED, party=name_uuid("party", row["party"]), assets=(name_sha(row["asset"]),), facts=facts
        )

    def _notice_draft(self, row: Mapping[str, Any]) -> EventDraft:
        notice = name_uuid("notice", row["id"])
        return EventDraft(EventType.NOTICE_ISSUED, notice=notice, scope=self._scope(row["scope"]))

    def _scope(self, data: Mapping[str, Any]) -> Scope:
        """A scope with the schema's defaults."""
        nothing = {"media": frozenset[str](), "territories": frozenset[str](), "brands": self._names(["maison"])}
        return Scope(**nothing | self._scope_fields(data))

    def _scope_fields(self, data: Mapping[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = {name: frozenset(data[name]) for name in SETS if name in data and name != "brands"}
        if "brands" in data:
            fields["brands"] = self._names(data["brands"])
        fields |= {name: data[name] for name in ("start", "end") if name in data}
        if "after_end" in data:
            fields["after_end"] = AfterEnd(data["after_end"])
        return fields

    def _names(self, brands: list[str]) -> frozenset[str]:
        return frozenset(name_uuid("brand", brand) for brand in brands)

    def _limits(self, data: Mapping[str, Any]) -> dict[str, Any]:
        limits = {k: v if isinstance(v, dt.date) else frozenset(v) for k, v in data.items() if k != "after_end"}
        if "brands" in limits:
            limits["brands"] = self._names(data["brands"])
        return limits

    def _event(self, session: Session, row: Mapping[str, Any]) -> None:
        event_type = EventType(row["type"])
        draft = self._draft(session, row, event_type)
        actor = self._actors[Role(row.get("role", "editor"))]
        session.ledger.append(draft, actor=actor, at=instant(row["at"]))
        if not row.get("intact", True):
            for proof in draft.proofs:
                self._break(session, proof)

    def _draft(self, session: Session, row: Mapping[str, Any], event_type: EventType) -> EventDraft:
        by = self._party(row.get("by"))
        notice = name_uuid("notice", row["notice"]) if "notice" in row else None
        given = event_type == EventType.GIVEN
        offered = session.ledger.notice_scope(notice)
        scope = None
        if given:
            scope = self._scope(row["scope"]) if "scope" in row else offered
        consideration = row.get("consideration")
        return EventDraft(
            type=event_type,
            by=by,
            party=self._party(row.get("party")) if "party" in row else by,
            assets=tuple(name_sha(asset) for asset in row.get("assets", [])),
            wide=row.get("wide", False),
            instrument=row.get("instrument"),
            notice=notice,
            scope=scope,
            limits={} if given else self._limits(row.get("scope", {})),
            excludes=self._limits(row.get("excludes", {})),
            evidence=row.get("evidence", "direct_message"),
            proofs=self._proofs(session, row, event_type),
            consideration=Consideration(**consideration) if consideration else None,
            reason=session.texts.keep("library", "reason", row["reason"]) if row.get("reason") else None,
            about=row.get("about"),
            target=self._target(row.get("target")),
            facts={name: row[name] for name in ("version", "advertiser", "objective") if name in row},
        )

    def _party(self, name: str | None) -> str | None:
        return name_uuid("party", name) if name is not None and name in self._parties else None

    def _target(self, data: Mapping[str, Any] | None) -> Target | None:
        if data is None:
            return None
        kind, name = data["kind"], data["id"]
        if kind == "asset":
            return Target(kind, name_sha(name))
        return Target(kind, name_uuid({"creator": "party"}.get(kind, kind), name))

    def _proofs(self, session: Session, row: Mapping[str, Any], event_type: EventType) -> tuple[Proof, ...]:
        if event_type not in {EventType.GIVEN, EventType.CONTRACT}:
            return ()
        if "doc" in row or row.get("evidence") == "signature":  # a signature is on a document
            name = row.get("doc") or f"document {len(self._docs)}"
            if name not in self._docs:
                stored = session.evidence.add_bytes(name.encode(), extension="pdf", kind="signature")
                self._docs[name] = Proof(FILE_PROOF, stored.uuid)
            return (self._docs[name],)
        return (Proof(TEXT_PROOF, session.texts.keep("library", "message", "oui")),)

    def _break(self, session: Session, proof: Proof) -> None:
        if proof.kind == TEXT_PROOF:
            session.db.execute("UPDATE private_texts SET commitment = 'x' || id WHERE commitment = ?", (proof.id,))
        else:
            stored = session.evidence.get_many([proof.id])[proof.id]
            session.evidence.path(stored).write_bytes(b"changed")


def main(path: Path) -> int:
    """Play every case of a file and print every difference; 0 when there is none."""
    cases = load_cases(path)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases):
            found = differences(case, Path(folder) / str(number))
            wrong += bool(found)
            for line in found:
                print(f"{case['id']}: {line}")
    print(f"{len(cases) - wrong} cases agree, {wrong} differ")
    return 1 if wrong else 0
