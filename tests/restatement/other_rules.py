"""Flags (§4.8), money and influencers (§4.9), employees (§4.10), and what a person must have looked at (§2, §4.3)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from .ledger import Stream, approved, copies_that_count, granted_scope, written
from .people import Required, may_be_minor_on
from .scopes import cells, in_term
from .signatures import decide
from .world import (
    PERSON_ROLES_THAT_SIGN,
    Case,
    Event,
    Plan,
    asset,
    depictions,
    local_day,
    party,
    telling_days,
    years_earlier,
)

CONTRACT_FROM_EUR = 1000
FIRST_COUNTED_DAY = date(2026, 1, 1)


# ------------------------------------------------------------------ looked at by a person
def review_reasons(case: Case, plan: Plan) -> set[str]:
    """§4.3 people, §2 sound, §2 no minor among the crowd who can be recognised, §4.7 authorship."""
    card, found = asset(case, plan.asset), set()
    if card.get("people", "none") == "not_reviewed":
        found.add("people_not_reviewed")
    if card.get("kind", "photo") == "video" and card.get("audio", "not_reviewed") == "not_reviewed":
        found.add("audio_not_reviewed")
    for d in depictions(case, plan.asset):
        in_passing = d["role"] not in PERSON_ROLES_THAT_SIGN and d.get("recognisable", False)
        if in_passing and may_be_minor_on(case, d["party"], plan.first_day):
            found.add("minor_not_crowd")
    author_reason = {"contested": {"contested"}, "proposed": {"author_not_confirmed"}}
    return found | author_reason.get(card.get("author", "confirmed"), set())


# ------------------------------------------------------------------ §4.8
def flag_reasons(case: Case, plan: Plan) -> set[str]:
    """Illegal content never comes back; `sensitive` until legal decides with a reason; a tombstone is its own block."""
    flags = asset(case, plan.asset).get("flags", [])
    found = {"illegal_content"} if "illegal" in flags else set()
    decided = any(
        e["type"] == "approved" and e.get("about") == "sensitive" and plan.asset in e.get("assets", [])
        for _, e in written(case)
    )
    if "sensitive" in flags and not decided:
        found.add("sensitive")
    return found | ({"tombstone"} & set(flags))


def freeze_reasons(case: Case, plan: Plan) -> set[str]:
    """Crisis freeze of asset, creator, place or brand; a freeze without a target is of everything (restore)."""
    card = asset(case, plan.asset)
    about_this = {("asset", plan.asset), ("place", card.get("place")), ("brand", plan.brand), (None, None)}
    about_this |= {("creator", c) for c in card.get("creators", [])}
    standing: set[tuple[str | None, str | None]] = set()
    for _, event in written(case):
        target = event.get("target") or {}
        key = (target.get("kind"), target.get("id"))
        if event["type"] == "frozen":
            standing.add(key)
        elif event["type"] == "unfrozen":
            standing.discard(key)
    return {"frozen"} if standing & about_this else set()


# ------------------------------------------------------------------ §4.9
def money_reasons(case: Case, plan: Plan) -> set[str]:
    """Any consideration on a promotional grant goes to legal; identifiable person; never with a minor."""
    found = set()
    for position, event, asset_id in _paid_grants(case, plan):
        if _minor_is_involved(case, plan, event, asset_id):
            found.add("minor_consideration")
        elif not approved(case, asset_id, position, event, about="consideration"):
            found.add("mannequin_risk" if _somebody_is_identifiable(case, plan, asset_id) else "consideration_review")
    return found


def _paid_grants(case: Case, plan: Plan) -> list[tuple[int, Event, str]]:
    """Recorded grants with a consideration for this photo (or a copy that counts for it), if promotional."""
    return [
        (n, e, asset_id)
        for asset_id in [plan.asset, *copies_that_count(case, plan.asset)]
        for n, e in written(case)
        if e["type"] == "given" and e.get("consideration") and asset_id in e.get("assets", [])
        if plan.purpose == "promotion" or _granted_for_promotion(case, e)
    ]


def _granted_for_promotion(case: Case, event: Event) -> bool:
    scope = granted_scope(case, event)
    return scope is None or "promotion" in scope.purposes


def _shown(case: Case, plan: Plan, granted_for: str) -> list[dict[str, object]]:
    """Who is in the picture, as recorded for this photo and for the copy to which the grant was given."""
    return [d for asset_id in {plan.asset: None, granted_for: None} for d in depictions(case, asset_id)]


def _somebody_is_identifiable(case: Case, plan: Plan, granted_for: str) -> bool:
    return any(
        d["role"] in PERSON_ROLES_THAT_SIGN or d.get("recognisable", False) for d in _shown(case, plan, granted_for)
    )


def _minor_is_involved(case: Case, plan: Plan, event: Event, granted_for: str) -> bool:
    """A minor in the picture, among the authors, or whose instrument was paid for; at the grant or at publication."""
    people = {str(d["party"]) for d in _shown(case, plan, granted_for)}
    people |= set(asset(case, plan.asset).get("creators", []))
    people.add(str(event.get("party", event["by"])))
    day = min(local_day(event["at"], plan.zone), plan.first_day)
    return any(may_be_minor_on(case, p, day) for p in people)


def influencer_reasons(case: Case, plan: Plan, needs: list[Required]) -> set[str]:
    """Always the label; a written contract from 1,000 EUR an advertiser and objective, in either year's count."""
    influencers = {n.party for n in needs if party(case, n.party).get("influencer", False)}
    found = {"influencer_label_missing"} if influencers and not plan.label else set()
    if any(_contract_is_missing(case, plan, who) for who in influencers):
        found.add("influencer_contract_missing")
    return found


def _contract_is_missing(case: Case, plan: Plan, who: str) -> bool:
    paid = [
        (local_day(e["at"], plan.zone), e["consideration"])
        for _, e in written(case)
        if e["type"] == "given" and e.get("consideration") and who in (e["by"], e.get("party"))
    ]
    calendar = date(plan.asked_on.year, 1, 1)
    rolling = years_earlier(plan.asked_on, 1)
    return any(
        _sum(paid, advertiser, objective, since, plan.asked_on) >= CONTRACT_FROM_EUR
        and not _has_contract(case, who, advertiser, objective)
        for advertiser, objective in {(c.get("advertiser"), c.get("objective")) for _, c in paid}
        for since in (calendar, rolling)
    )


Payments: TypeAlias = list[tuple[date, dict[str, object]]]


def _sum(paid: Payments, advertiser: object, objective: object, since: date, to: date) -> float:
    since = max(since, FIRST_COUNTED_DAY)
    amounts = [
        c.get("value", CONTRACT_FROM_EUR)
        for day, c in paid
        if (c.get("advertiser"), c.get("objective")) == (advertiser, objective) and since <= day <= to
    ]
    return sum(float(str(amount)) for amount in amounts)


def _has_contract(case: Case, who: str, advertiser: object, objective: object) -> bool:
    return any(
        e["type"] == "contract"
        and who in (e["by"], e.get("party"))
        and (e.get("advertiser"), e.get("objective")) == (advertiser, objective)
        and e.get("intact", True)
        for _, e in written(case)
    )


# ------------------------------------------------------------------ §4.10
def employee_reasons(case: Case, plan: Plan, needs: list[Required]) -> set[str]:
    """The guideline version in force must be accepted; the leaving date is the last included day."""
    found = set()
    for need in needs:
        card = party(case, need.party)
        if card.get("kind") != "employee":
            continue
        in_force = case.get("policy", {}).get("guidelines")
        accepted = _accepted_guidelines(case, need.party)
        if in_force is not None and in_force not in accepted:
            found.add("guidelines_not_accepted")
        if card.get("leaves") is not None and _outlasts(case, plan, need, card["leaves"]):
            found.add("employee_left")
    return found


def _accepted_guidelines(case: Case, who: str) -> set[str | None]:
    return {e.get("version") for _, e in written(case) if e["type"] == "guidelines_accepted" and e["by"] == who}


def _outlasts(case: Case, plan: Plan, need: Required, leaves: date) -> bool:
    """Publication after leaving; or, unless `posts_stay` carries it, live after leaving."""
    if max(plan.publish_day, plan.upload_day) > leaves:
        return True
    late = [d for d in telling_days(case, plan.first_day, plan.last_day) if d > leaves]
    stream = Stream(need.party, need.instrument, need.party)
    return any(not _stays(case, plan, stream, day) for day in late)


def _stays(case: Case, plan: Plan, stream: Stream, day: date) -> bool:
    events = dict(written(case))
    for cell in cells(plan, [day]):
        positions = [
            decide(case, plan, asset_id, stream, cell).position
            for asset_id in [plan.asset, *copies_that_count(case, plan.asset)]
        ]
        scopes = [granted_scope(case, events[n]) for n in positions if n and events[n]["type"] == "given"]
        if not any(s is not None and s.posts_stay and in_term(s, plan.publish_day) for s in scopes):
            return False
    return True
