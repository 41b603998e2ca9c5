"""Scopes: what a notice offers, what an answer takes out, what a "no" is limited to (§3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .world import BASIC_RIGHTS, EVERYWHERE, Plan, as_list


@dataclass(frozen=True, slots=True)
class Cell:
    """The smallest thing one can say yes or no to: one right, one medium, one territory, one day."""

    right: str
    medium: str
    territory: str
    day: date


def cells(plan: Plan, days: list[date]) -> list[Cell]:
    """§4 "Made precise": every right, medium and territory is asked about on every day of the window."""
    return [Cell(r, m, t, d) for r in plan.rights for m in plan.media for t in plan.territories for d in days]


@dataclass(frozen=True, slots=True)
class Scope:
    """The machine-readable scope of a notice or of a signed document, defaults filled in."""

    rights: frozenset[str]
    media: frozenset[str]
    territories: frozenset[str]
    start: date
    end: date | None
    purposes: frozenset[str]
    brands: frozenset[str]
    excluded_contexts: frozenset[str]
    posts_stay: bool


def read_scope(raw: dict[str, Any]) -> Scope:
    """A scope as the schema writes it."""
    return Scope(
        rights=frozenset(as_list(raw.get("rights", BASIC_RIGHTS))),
        media=frozenset(as_list(raw.get("media"))),
        territories=frozenset(as_list(raw.get("territories"))),
        start=raw.get("start", date.min),
        end=raw.get("end"),
        purposes=frozenset(as_list(raw.get("purposes", "promotion"))),
        brands=frozenset(as_list(raw.get("brands", "maison"))),
        excluded_contexts=frozenset(as_list(raw.get("excluded_contexts"))),
        posts_stay=raw.get("after_end", "remove") == "posts_stay",
    )


def is_wider(grant: Scope, notice: Scope) -> bool:
    """§3: does the grant claim anything, in any field, that the notice did not offer?"""
    territories_wider = EVERYWHERE not in notice.territories and not grant.territories <= notice.territories
    end_later = notice.end is not None and (grant.end is None or grant.end > notice.end)
    return (
        not grant.rights <= notice.rights
        or not grant.media <= notice.media
        or territories_wider
        or grant.start < notice.start
        or end_later
        or not grant.purposes <= notice.purposes
        or not grant.brands <= notice.brands
        or not notice.excluded_contexts <= grant.excluded_contexts
        or (grant.posts_stay and not notice.posts_stay)
    )


def in_term(scope: Scope, day: date) -> bool:
    """Both ends are included; an open end never ends."""
    return scope.start <= day and (scope.end is None or day <= scope.end)


def day_is_covered(scope: Scope, day: date, plan: Plan) -> bool:
    """§4.6: the day is in the term, or `posts_stay` and the publication (and the upload before it) was in the term."""
    published_in_term = in_term(scope, plan.upload_day) and in_term(scope, plan.publish_day)
    return in_term(scope, day) or (scope.posts_stay and published_in_term and day >= plan.first_day)


def medium_is_granted(scope: Scope, medium: str, plan: Plan) -> bool:
    """§3: the medium, or the single channel; a single channel never stretches to paid reach, which must be named."""
    return medium in scope.media or (plan.channel in scope.media and medium != "paid_social")


def failed_fields(scope: Scope, cell: Cell, plan: Plan) -> frozenset[str]:
    """§4 "every scope field is checked": the fields of this scope that do not reach the cell."""
    checks = {
        "rights": cell.right in scope.rights,
        "media": medium_is_granted(scope, cell.medium, plan),
        "territories": EVERYWHERE in scope.territories or cell.territory in scope.territories,
        "purposes": plan.purpose in scope.purposes,
        "brands": plan.brand in scope.brands,
        "contexts": not scope.excluded_contexts & set(plan.contexts),
        "days": day_is_covered(scope, cell.day, plan),
    }
    return frozenset(field for field, reached in checks.items() if not reached)


def _matches(raw: dict[str, Any], cell: Cell, plan: Plan) -> dict[str, bool]:
    """For each field that a "no" names: does it name this cell? Its two dates are one field, the days from and to."""
    tests: dict[str, Callable[[list[str]], bool]] = {
        "rights": lambda v: cell.right in v,
        "media": lambda v: cell.medium in v or plan.channel in v,
        "territories": lambda v: EVERYWHERE in v or cell.territory in v or cell.territory == EVERYWHERE,
        "purposes": lambda v: plan.purpose in v,
        "brands": lambda v: plan.brand in v,
        "contexts": lambda v: bool(set(v) & set(plan.contexts)),
        "excluded_contexts": lambda v: bool(set(v) & set(plan.contexts)),
    }
    found = {field: test(as_list(raw[field])) for field, test in tests.items() if field in raw}
    if "start" in raw or "end" in raw:
        found["days"] = raw.get("start", date.min) <= cell.day <= raw.get("end", date.max)
    return found


def fields_taken_out(excludes: dict[str, Any], cell: Cell, plan: Plan) -> frozenset[str]:
    """§3 notice.scope − what the answer excludes, field by field: each named value is out altogether."""
    hit = {field for field, named in _matches(excludes, cell, plan).items() if named}
    return frozenset("contexts" if field == "excluded_contexts" else field for field in hit)


def no_speaks_to(limits: dict[str, Any] | None, cell: Cell, plan: Plan) -> bool:
    """§4.1: a "no" without limits is about everything; with limits it is about what fits all of them together."""
    return limits is None or all(_matches(limits, cell, plan).values())


def limiting_fields(limits: dict[str, Any] | None) -> frozenset[str]:
    """The fields by which a "no" is limited; none means that it is about everything."""
    names = {"excluded_contexts": "contexts", "start": "days", "end": "days"}
    return frozenset(names.get(field, field) for field in limits or {})
