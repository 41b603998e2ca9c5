"""Ledger events: what is written, how it is written, and the hash chain that holds them.

A payload holds ids, codes, dates and commitments only. Names and messages live in a side table that can be erased
while the chain stays valid (``consent.md`` §6).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ugc_studio.domain.consent import AfterEnd, Consideration, EventType, Role, Scope

FIRST_HASH = "0" * 64
SET_FIELDS = ("media", "territories", "rights", "purposes", "brands", "excluded_contexts")
DAY_FIELDS = ("start", "end")

Limits = Mapping[str, "frozenset[str] | dt.date"]
"""Part of a scope: set fields by name, ``start`` and ``end`` as days; a field left out limits nothing."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: a stored file (UUID, SHA-256) or a verbatim text (commitment)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a crisis freeze holds: an asset, a creator, a place, a brand or the whole library."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event about to be written; see :class:`Event` for the fields."""

    type: EventType
    by: str | None = None
    party: str | None = None
    assets: tuple[str, ...] = ()
    wide: bool = False
    instrument: str | None = None
    notice: str | None = None
    scope: Scope | None = None
    limits: Limits = field(default_factory=dict)
    excludes: Limits = field(default_factory=dict)
    evidence: str | None = None
    proofs: tuple[Proof, ...] = ()
    consideration: Consideration | None = None
    reason: str | None = None
    about: str | None = None
    target: Target | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the ledger as the gate reads it.

    ``by`` speaks (``None``: the brand itself), ``party`` is whose instrument it is. ``scope`` is what a grant permits
    before ``excludes`` (what the answer took out); ``limits`` is what a "no" is limited to. ``reason`` is a commitment
    to a text. ``facts`` carries the fields that only one event type has.
    """

    seq: int
    at: dt.datetime
    role: Role
    type: EventType
    by: str | None
    party: str | None
    assets: tuple[str, ...]
    wide: bool = False
    instrument: str | None = None
    notice: str | None = None
    scope: Scope | None = None
    limits: Limits = field(default_factory=dict)
    excludes: Limits = field(default_factory=dict)
    evidence: str | None = None
    proofs: tuple[Proof, ...] = ()
    consideration: Consideration | None = None
    reason: str | None = None
    about: str | None = None
    target: Target | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def creators(self) -> tuple[str, ...]:
        """The authors that an event states, by UUID; none for an event that states none."""
        stated = self.facts.get("creators")
        return tuple(str(uuid) for uuid in stated) if isinstance(stated, list | tuple) else ()


def canonical(value: object) -> str:
    """Write JSON the one way that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_hash(seq: int, at: str, actor: str, role: str, event_type: str, subject: str, payload: str, prev: str) -> str:
    """SHA-256 over every column of a row and the hash of the row before it."""
    text = canonical([seq, at, actor, role, event_type, subject, payload, prev])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def payload_of(draft: EventDraft) -> dict[str, object]:
    """The payload of a draft: only what differs from "nothing said"."""
    payload: dict[str, object] = {}
    for name in ("by", "party", "instrument", "notice", "evidence", "reason", "about"):
        value = getattr(draft, name)
        if value is not None:
            payload[name] = str(value)
    if draft.assets:
        payload["assets"] = list(draft.assets)
    if draft.wide:
        payload["wide"] = True
    if draft.scope is not None:
        payload["scope"] = scope_to_json(draft.scope)
    if draft.limits:
        payload["limits"] = limits_to_json(draft.limits)
    if draft.excludes:
        payload["excludes"] = limits_to_json(draft.excludes)
    if draft.proofs:
        payload["proofs"] = [[proof.kind, proof.id] for proof in draft.proofs]
    if draft.consideration is not None:
        payload["consideration"] = _consideration_to_json(draft.consideration)
    if draft.target is not None:
        payload["target"] = [draft.target.kind, draft.target.id]
    if draft.facts:
        payload["facts"] = dict(draft.facts)
    return payload


def event_from_row(seq: int, at: str, role: str, event_type: str, payload: str) -> Event:
    """Read one ledger row."""
    data = json.loads(payload)
    target = data.get("target")
    consideration = data.get("consideration")
    by = data.get("by")
    return Event(
        seq=seq,
        at=dt.datetime.fromisoformat(at),
        role=Role(role),
        type=EventType(event_type),
        by=by,
        party=data.get("party", by),
        assets=tuple(data.get("assets", ())),
        wide=data.get("wide", False),
        instrument=data.get("instrument"),
        notice=data.get("notice"),
        scope=scope_from_json(data["scope"]) if "scope" in data else None,
        limits=limits_from_json(data.get("limits", {})),
        excludes=limits_from_json(data.get("excludes", {})),
        evidence=data.get("evidence"),
        proofs=tuple(Proof(kind, id_) for kind, id_ in data.get("proofs", ())),
        consideration=Consideration(**consideration) if consideration else None,
        reason=data.get("reason"),
        about=data.get("about"),
        target=Target(*target) if target else None,
        facts=data.get("facts", {}),
    )


def scope_to_json(scope: Scope) -> dict[str, object]:
    """A scope as canonical JSON values."""
    data: dict[str, object] = {name: sorted(getattr(scope, name)) for name in SET_FIELDS}
    data["start"] = scope.start.isoformat() if scope.start else None
    data["end"] = scope.end.isoformat() if scope.end else None
    data["after_end"] = scope.after_end.value
    if scope.credit_line or scope.credit_required:
        data["credit"] = {"line": scope.credit_line, "required": scope.credit_required}
    if scope.exclusive:
        data["exclusive"] = True
    return data


def scope_from_json(data: Mapping[str, object]) -> Scope:
    """Read a scope written by :func:`scope_to_json`."""
    sets = {name: frozenset(_strings(data[name])) for name in SET_FIELDS if name in data}
    credit = data.get("credit")
    credit = credit if isinstance(credit, Mapping) else {}
    return Scope(
        media=sets.get("media", frozenset()),
        territories=sets.get("territories", frozenset()),
        start=_day(data.get("start")),
        end=_day(data.get("end")),
        rights=sets.get("rights", frozenset()),
        purposes=sets.get("purposes", frozenset()),
        brands=sets.get("brands", frozenset()),
        excluded_contexts=sets.get("excluded_contexts", frozenset()),
        after_end=AfterEnd(str(data.get("after_end", AfterEnd.REMOVE.value))),
        credit_line=credit.get("line"),
        credit_required=bool(credit.get("required", False)),
        exclusive=bool(data.get("exclusive", False)),
    )


def limits_to_json(limits: Limits) -> dict[str, object]:
    """Limits as canonical JSON values."""
    return {name: value.isoformat() if isinstance(value, dt.date) else sorted(value) for name, value in limits.items()}


def limits_from_json(data: Mapping[str, object]) -> dict[str, frozenset[str] | dt.date]:
    """Read limits written by :func:`limits_to_json`."""
    result: dict[str, frozenset[str] | dt.date] = {}
    for name, value in data.items():
        if name in DAY_FIELDS:
            day = _day(value)
            if day is not None:
                result[name] = day
        else:
            result[name] = frozenset(_strings(value))
    return result


def _consideration_to_json(consideration: Consideration) -> dict[str, object]:
    return {
        "kind": consideration.kind,
        "value": consideration.value,
        "advertiser": consideration.advertiser,
        "objective": consideration.objective,
    }


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple | set | frozenset) else [str(value)]


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value) if isinstance(value, str) else None
