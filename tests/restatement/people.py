"""Who must sign for one asset, and on which days of the window (§2, §4.3, §4.4, "Made precise")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .ledger import Stream
from .world import (
    EVERYWHERE,
    PERSON_ROLES_THAT_SIGN,
    Case,
    Plan,
    as_list,
    asset,
    depictions,
    month_start,
    needed_items,
    next_month,
    party,
    telling_days,
)

GENERIC_CHILD_SAYS_FROM = 12

Horizon = Callable[[Stream], date | None]
"""Until when a signer's grants carry an open-ended post from its publication on; None: without end."""


@dataclass(frozen=True, slots=True)
class Required:
    """One instrument of one party that the use needs (§4.3)."""

    party: str
    instrument: str
    holders: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer of a required instrument, the days for which the signature is needed, and the word for its absence."""

    stream: Stream
    days: tuple[date, ...]
    if_missing: str = "unknown"
    can_sign: bool = True


# ------------------------------------------------------------------ §4.3: what is required
def required(case: Case, asset_id: str) -> list[Required]:
    """Every creator + every person marked main or recognisable + every third-party item marked needed."""
    creators = [Required(c, "licence", _all_holders(case, c)) for c in asset(case, asset_id).get("creators", [])]
    people = [
        Required(d["party"], "image_release", tuple(d.get("holders", [])))
        for d in depictions(case, asset_id)
        if d["role"] in PERSON_ROLES_THAT_SIGN
    ]
    items = [
        Required(i["party"], "third_party", _all_holders(case, i["party"]))
        for i in needed_items(case, asset_id)
        if i.get("party")
    ]
    return _unique(creators + people + items)


def _unique(found: list[Required]) -> list[Required]:
    return [r for n, r in enumerate(found) if r not in found[:n]]


def _all_holders(case: Case, party_id: str) -> tuple[dict[str, Any], ...]:
    """A minor author's holders are those declared wherever the minor is depicted; whoever was named once must sign."""
    named = [h for d in case.get("depiction", []) if d["party"] == party_id for h in d.get("holders", [])]
    return tuple(h for n, h in enumerate(named) if h not in named[:n])


# ------------------------------------------------------------------ §2: age
def age_is_unknown(case: Case, party_id: str) -> bool:
    """§2: every grantor has `adult: yes/no/unknown`."""
    return bool(party(case, party_id).get("adult", "yes") == "unknown")


def majority(case: Case, party_id: str) -> tuple[date, date] | None:
    """First day of the month of turning 18, and first day of the month after; None when no month is recorded."""
    text = party(case, party_id).get("turns_18")
    return None if text is None else (month_start(text), next_month(month_start(text)))


def is_minor_on(case: Case, party_id: str, day: date) -> bool:
    """A minor until the end of the month of turning 18; a minor whose month is not known stays one."""
    if party(case, party_id).get("adult", "yes") != "no":
        return False
    months = majority(case, party_id)
    return months is None or day < months[1]


def may_be_minor_on(case: Case, party_id: str, day: date) -> bool:
    """An unknown age is treated as under every threshold."""
    return age_is_unknown(case, party_id) or is_minor_on(case, party_id, day)


def is_emancipated(holders: tuple[dict[str, Any], ...]) -> bool:
    """Every declared basis is emancipation: then the minor signs alone."""
    return bool(holders) and all(h.get("basis") == "emancipated" for h in holders)


def holders_are_undeclared(holders: tuple[dict[str, Any], ...]) -> bool:
    """§2: no holder, a holder without a basis, or one `joint` holder whose other half nobody named."""
    joint = {h["party"] for h in holders if h.get("basis") == "joint"}
    return not holders or any(not h.get("basis") for h in holders) or (len(joint) == 1 and len(holders) == 1)


# ------------------------------------------------------------------ §4.4: country rules
def child_says_from(case: Case, plan: Plan, party_id: str) -> int | None:
    """Residence (unknown: the brand's country) and targeted markets; the strictest pack wins. None: no say asked."""
    residence = as_list(party(case, party_id).get("residence"))
    brand_country = as_list(case.get("policy", {}).get("brand_country", "FR"))
    countries = [*(residence or brand_country), *plan.territories]
    ages = [age for country in countries if (age := _pack_age(case, country)) is not None]
    return min(ages, default=None)


def _pack_age(case: Case, country: str) -> int | None:
    packs = {p["country"]: p.get("child_says_from", GENERIC_CHILD_SAYS_FROM) for p in case.get("pack", [])}
    if country == EVERYWHERE:
        return min(GENERIC_CHILD_SAYS_FROM, *packs.values()) if packs else GENERIC_CHILD_SAYS_FROM
    return None if country == "FR" else packs.get(country, GENERIC_CHILD_SAYS_FROM)


def child_must_say_from(case: Case, plan: Plan, party_id: str) -> date | None:
    """The first day on which the child's own release is needed; an unknown age is over every threshold."""
    age = child_says_from(case, plan, party_id)
    months = majority(case, party_id)
    if age is None:
        return None
    return date.min if months is None else months[0].replace(year=months[0].year - 18 + age)


# ------------------------------------------------------------------ who signs, when
def signatures(case: Case, plan: Plan, need: Required, horizon: Horizon) -> list[Signature]:
    """The signatures that one required instrument takes, each with the days for which it is needed."""
    days = telling_days(case, plan.first_day, plan.last_day)
    alone = Stream(need.party, need.instrument, need.party)
    missing = "minor_creator" if _is_minor_licence(case, plan, need) else "unknown"
    if is_emancipated(need.holders) or not may_be_minor_on(case, need.party, plan.first_day):
        return [Signature(alone, tuple(days), if_missing=missing)]
    holder_days = [d for d in days if may_be_minor_on(case, need.party, d)]
    found = [
        Signature(
            Stream(need.party, need.instrument, h["party"]),
            tuple(holder_days),
            if_missing=missing,
            can_sign=not is_minor_on(case, h["party"], plan.first_day),
        )
        for h in need.holders
        if h["party"] != need.party
    ]
    if age_is_unknown(case, need.party):
        return [*found, Signature(alone, tuple(days))]
    until = _window_end(plan, found, horizon)
    return [*found, *_own_signature(case, plan, need, days, until)]


def _is_minor_licence(case: Case, plan: Plan, need: Required) -> bool:
    return need.instrument == "licence" and is_minor_on(case, need.party, plan.first_day)


def _window_end(plan: Plan, found: list[Signature], horizon: Horizon) -> date | None:
    """live-until; for an open-ended post the end of the holders' grants (§4.6), the earliest of several."""
    if plan.live_until is not None or not found:
        return plan.last_day
    ends = [end for s in found if (end := horizon(s.stream)) is not None]
    return min(ends, default=None)


def _own_signature(case: Case, plan: Plan, need: Required, days: list[date], until: date | None) -> list[Signature]:
    """The minor's own: from the month of turning 18 (every instrument), or from the age a country asks (release)."""
    alone = Stream(need.party, need.instrument, need.party)
    months = majority(case, need.party)
    child = child_must_say_from(case, plan, need.party) if need.instrument == "image_release" else None
    starts = [d for d in (months[0] if months else None, child) if d is not None]
    if not starts or (until is not None and min(starts) > until):
        return []
    begins = max(min(starts), plan.first_day)
    own_days = sorted({begins} | {d for d in days if d >= begins})
    word = "child_say_missing" if child is not None and (until is None or child <= until) else "unknown"
    return [Signature(alone, tuple(own_days), if_missing=word)]
