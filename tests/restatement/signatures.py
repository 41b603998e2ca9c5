"""What one signer has said about one photo: the fold of §4.1, the reasons of §3, and what would clear it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .ledger import (
    Stream,
    copies_of_somebody_else,
    copies_that_count,
    defects,
    granted_scope,
    notice_scope,
    stream_events,
)
from .people import Signature
from .scopes import (
    Cell,
    Scope,
    cells,
    day_is_covered,
    failed_fields,
    fields_taken_out,
    in_term,
    limiting_fields,
    no_speaks_to,
    read_scope,
)
from .world import Adds, Case, Event, Plan

DENIALS = ("refused", "withdrawn", "objected", "revoked", "invalidated")
A_PERSONS_NO = ("refused", "withdrawn", "objected")
FIELD_REASON = {
    "media": "media_not_granted",
    "territories": "territory_not_granted",
    "purposes": "purpose_not_granted",
    "brands": "brand_not_granted",
    "contexts": "excluded_context",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the latest event that speaks to a cell says: a type of event, `excluded`, or `none`."""

    kind: str
    position: int = 0
    fields: frozenset[str] = frozenset()
    defects: frozenset[str] = frozenset()


@dataclass(slots=True)
class Finding:
    """The answer for one signature: reasons (empty: nothing is missing) and what a further grant would have to add."""

    reasons: set[str] = field(default_factory=set)
    adds: Adds | None = None


# ------------------------------------------------------------------ §4.1: the fold
def decide(case: Case, plan: Plan, asset_id: str, stream: Stream, cell: Cell) -> Decision:
    """The latest event wins inside its own scope; a yes that does not permit displaces nothing."""
    faults: set[str] = set()
    for position, event in reversed(stream_events(case, asset_id, stream)):
        kind = event["type"]
        if kind == "given":
            taken_out = fields_taken_out(event.get("excludes", {}), cell, plan)
            if taken_out:  # "What an answer excludes counts as a no for that part"
                return Decision("excluded", position, taken_out, frozenset(faults))
            if _reaches(case, plan, event, cell):
                found = defects(case, asset_id, position, event)
                if not found:
                    return Decision("given", position)
                faults |= found
        elif kind in DENIALS and no_speaks_to(event.get("scope"), cell, plan):
            return Decision(kind, position, defects=frozenset(faults))
        elif kind == "replied" and _reply_speaks_to(case, plan, asset_id, stream, (position, event), cell):
            return Decision("replied", position, defects=frozenset(faults))
    return Decision("none", defects=frozenset(faults))


def standing_no(case: Case, plan: Plan, asset_id: str, stream: Stream, cell: Cell) -> Decision | None:
    """A person's own no (refusal, withdrawal, objection, exclusion) that no later yes for this photo has ended.

    Revocation and invalidation are not the person's words: they neither count here nor end a no.
    """
    for position, event in reversed(stream_events(case, asset_id, stream)):
        kind = event["type"]
        if kind == "given":
            taken_out = fields_taken_out(event.get("excludes", {}), cell, plan)
            if taken_out:
                return Decision("excluded", position, taken_out)
            if _reaches(case, plan, event, cell) and not defects(case, asset_id, position, event):
                return None
        elif kind in A_PERSONS_NO and no_speaks_to(event.get("scope"), cell, plan):
            return Decision(kind, position)
    return None


def _reaches(case: Case, plan: Plan, event: Event, cell: Cell) -> bool:
    scope = granted_scope(case, event)
    return scope is not None and not failed_fields(scope, cell, plan)


def _reply_speaks_to(
    case: Case, plan: Plan, asset_id: str, stream: Stream, reply: tuple[int, Event], cell: Cell
) -> bool:
    """An unread reply suspends inside the scope of its request: the notice it names, or the last one it was sent.

    It is read as soon as any later answer of the same person about the photo is recorded.
    """
    position, event = reply
    heard = stream_events(case, asset_id, stream)
    if any(n > position and e["type"] in ("given", *A_PERSONS_NO) for n, e in heard):
        return False
    asked = [e for n, e in stream_events(case, asset_id, stream) if e["type"] == "requested" and n < position]
    asked = [e for e in asked if e.get("notice") is not None]
    raw = notice_scope(case, event if event.get("notice") is not None or not asked else asked[-1])
    if raw is None:
        return True
    scope = read_scope({k: v for k, v in raw.items() if k != "excluded_contexts"})
    return not failed_fields(scope, cell, plan) - {"days"} and in_term(scope, cell.day)


# ------------------------------------------------------------------ one signature
def judge_signature(case: Case, plan: Plan, signature: Signature) -> Finding:
    """Each right × medium × territory × day: is there a yes, and if not, why not (§4 "Made precise")?"""
    finding, stream = Finding(), signature.stream
    failing: list[tuple[Cell, Decision]] = []
    for cell in cells(plan, list(signature.days)):
        decision = decide(case, plan, plan.asset, stream, cell)
        if decision.kind == "given" or (decision.kind == "none" and _copy_permits(case, plan, stream, cell)):
            continue
        failing.append((cell, decision))
    if not signature.can_sign and signature.days:
        finding.reasons.add(signature.if_missing)
    usable = usable_grants(case, plan, stream)
    for cell, decision in failing:
        finding.reasons |= _reasons(case, plan, signature, cell, decision, usable)
    if failing and not finding.reasons:  # a copy's yes was taken back there: nothing is on record here
        finding.reasons.add(signature.if_missing)
    if failing and signature.if_missing == "minor_creator":  # "until then `minor_creator`"
        finding.reasons.add("minor_creator")
    if failing and not all(_only_waits_for_approval(d) for _, d in failing):
        finding.adds = _adds(case, plan, signature, failing, usable)
    return finding


def _only_waits_for_approval(decision: Decision) -> bool:
    return decision.kind == "none" and decision.defects == {"approval_pending"}


def _copy_permits(case: Case, plan: Plan, stream: Stream, cell: Cell) -> bool:
    """§4.7: through a `same_work` statement the hidden copy's yes counts, where this photo's own ledger is silent."""
    return any(decide(case, plan, copy, stream, cell).kind == "given" for copy in copies_that_count(case, plan.asset))


def _reasons(
    case: Case,
    plan: Plan,
    signature: Signature,
    cell: Cell,
    decision: Decision,
    usable: list[tuple[int, Event, Scope]],
) -> set[str]:
    faults = set(decision.defects) - {"no_notice"}
    if decision.kind in (*DENIALS, "replied"):
        return {decision.kind} | faults
    if decision.kind == "excluded":
        return _field_reasons(decision.fields, cell, plan, scope=None) | faults
    if faults:
        return faults
    foreign = {"author_not_confirmed"} if copies_of_somebody_else(case, plan.asset) else set()
    if usable:
        _, scope, fields = _nearest(case, plan, signature.stream, cell, usable)
        return _field_reasons(fields, cell, plan, scope) | foreign
    return _state_without_answer(case, plan, signature, cell) | foreign


def _state_without_answer(case: Case, plan: Plan, signature: Signature, cell: Cell) -> set[str]:
    """Nothing usable is recorded: a faulty yes, a request, silence, or nothing."""
    events = stream_events(case, plan.asset, signature.stream)
    for position, event in reversed(events):
        faults = defects(case, plan.asset, position, event) if event["type"] == "given" else set()
        scope = granted_scope(case, event) if event["type"] == "given" else None
        if faults and scope is not None:
            return faults | _field_reasons(failed_fields(scope, cell, plan), cell, plan, scope)
    words = {e["type"]: None for _, e in events if e["type"] in ("requested", "no_response", "given")}
    last = next((e["type"] for _, e in reversed(events) if e["type"] in words), "given")
    state = {signature.if_missing} if last == "given" else {last}
    return state | ({signature.if_missing} if signature.if_missing != "unknown" else set())


def _field_reasons(fields: frozenset[str], cell: Cell, plan: Plan, scope: Scope | None) -> set[str]:
    """The reason code of each field that does not reach the cell."""
    found = {FIELD_REASON[f] for f in fields if f in FIELD_REASON}
    if "rights" in fields:
        found.add("alteration_not_granted" if cell.right.startswith("adaptation.") else "right_not_granted")
    if "days" in fields and scope is not None:
        found.add(_day_reason(scope, cell.day, plan))
    return found


def _day_reason(scope: Scope, day: date, plan: Plan) -> str:
    """§4.6: opened too early, published (or uploaded) too late, or published in time but live too long."""
    last_publication = max(plan.publish_day, plan.upload_day)
    if scope.end is not None and last_publication > scope.end:
        return "expired"
    return "before_start" if day < scope.start else "outlives_grant"


# ------------------------------------------------------------------ "what would clear it"
def usable_grants(case: Case, plan: Plan, stream: Stream) -> list[tuple[int, Event, Scope]]:
    """Grants (also those that count through `same_work`) that still permit something: no unlimited no came after."""
    found = []
    for asset_id in [plan.asset, *copies_that_count(case, plan.asset)]:
        events = stream_events(case, asset_id, stream)
        for position, event in events:
            scope = granted_scope(case, event) if event["type"] == "given" else None
            ended = any(n > position and _ends_everything(case, e) for n, e in events)
            if scope is not None and not ended and not defects(case, asset_id, position, event):
                found.append((position, event, scope))
    return found


def _ends_everything(case: Case, event: Event) -> bool:
    if event["type"] == "replied":
        return notice_scope(case, event) is None
    return event["type"] in DENIALS and not limiting_fields(event.get("scope"))


def _nearest(
    case: Case, plan: Plan, stream: Stream, cell: Cell, usable: list[tuple[int, Event, Scope]]
) -> tuple[Event, Scope, frozenset[str]]:
    """The grant that misses the cell by the fewest fields (of equals one that has begun, then the latest), and those.

    A later limited "no" that names the cell takes away exactly the fields by which it is limited.
    """
    candidates = []
    for position, event, scope in usable:
        missed = set(failed_fields(scope, cell, plan)) | fields_taken_out(event.get("excludes", {}), cell, plan)
        for n, later in stream_events(case, plan.asset, stream):
            if n > position and later["type"] in DENIALS and no_speaks_to(later.get("scope"), cell, plan):
                missed |= limiting_fields(later.get("scope"))
            if n > position and later["type"] == "given":
                missed |= fields_taken_out(later.get("excludes", {}), cell, plan)
        not_begun = "days" in missed and cell.day < scope.start
        candidates.append((len(missed), not_begun, -position, event, scope, frozenset(missed)))
    best = min(candidates, key=lambda c: c[:3])
    return best[3:]


def _adds(
    case: Case,
    plan: Plan,
    signature: Signature,
    failing: list[tuple[Cell, Decision]],
    usable: list[tuple[int, Event, Scope]],
) -> Adds:
    """Only the fields that fail; empty when nothing usable exists yet."""
    if not usable:
        return {}
    adds: dict[str, Any] = {}
    for cell, _ in failing:
        _, scope, fields = _nearest(case, plan, signature.stream, cell, usable)
        values = {
            "rights": [cell.right],
            "media": [cell.medium],
            "territories": [cell.territory],
            "purposes": [plan.purpose],
            "brands": [plan.brand],
            "contexts": sorted(scope.excluded_contexts & set(plan.contexts)) or list(plan.contexts),
        }
        for name in fields - {"days"}:
            adds[name] = sorted({*adds.get(name, []), *values[name]})
        if "days" in fields and cell.day < scope.start:
            adds["start"] = min(signature.days)
        if "days" in fields and cell.day >= scope.start:
            adds["end"] = max(signature.days)
    return adds


def _reaches_apart_from_days(scope: Scope, plan: Plan) -> bool:
    return any(failed_fields(scope, cell, plan) <= {"days"} for cell in cells(plan, [plan.publish_day]))


# ------------------------------------------------------------------ §4.6: how long an open-ended post is carried
def carried_until(case: Case, plan: Plan, stream: Stream) -> date | None:
    """The end of the grants that carry an open-ended post from its publication on; None: without end (`posts_stay`)."""
    scopes = [s for _, _, s in usable_grants(case, plan, stream) if _reaches_apart_from_days(s, plan)]
    until = plan.publish_day - timedelta(days=1)
    while True:
        carrying = [s for s in scopes if day_is_covered(s, until + timedelta(days=1), plan)]
        if any(s.posts_stay or s.end is None for s in carrying):
            return None
        if not carrying:
            return max(until, plan.publish_day)
        until = max(s.end for s in carrying if s.end is not None)
