"""Why one signer's word falls short of a use, and the smallest further grant that would make it enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ugc_studio.domain.clearance import scopes
from ugc_studio.domain.clearance.scopes import Point, Question
from ugc_studio.domain.clearance.statements import ASKED, FIELD_CODES, Denied, Grant, Shortfall, Track
from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, Scope
from ugc_studio.domain.events import Limits
from ugc_studio.domain.verdicts import Adds, ReasonCode

Finding = tuple[ReasonCode, str | None, tuple[str, ...]]
"""A reason code, the field that fails, and the parts of it that fail."""

Missing = dict[str, set[str]]


def findings(track: Track, shortfall: Shortfall) -> list[Finding]:
    """Every reason why this signer's word is not enough, without repetition."""
    result: dict[Finding, None] = {}
    for denied in shortfall.denied:
        values = _values_of(denied.field, denied.point, track.question) if denied.field else ()
        result[denied.code, denied.field, values] = None
        if (flaw := _later_flaw(track, denied)) is not None:
            result[flaw, None, ()] = None
    if shortfall.unresolved:
        for finding in _unresolved(track, shortfall):
            result[finding] = None
    return _joined(list(result))


def _unresolved(track: Track, shortfall: Shortfall) -> Iterator[Finding]:
    flawed = [s.grant for s in track.statements if s.grant is not None and s.grant.flaw is not None]
    covering = _flaw_that_covers(track, flawed, shortfall)
    if covering is not None:
        yield covering, None, ()
        return
    if track.usable:
        grant, missing = _nearest(track, shortfall.unresolved)
        yield from _field_findings(track.question, grant.scope, missing)
        return
    if flawed and flawed[-1].flaw not in {None, ReasonCode.UNKNOWN}:
        yield flawed[-1].flaw, None, ()
        missing = missing_for(flawed[-1], shortfall.unresolved, track.question)
        yield from _field_findings(track.question, flawed[-1].scope, missing)
        return
    yield state_without_answer(track), None, ()


def state_without_answer(track: Track) -> ReasonCode:
    """``requested``, ``no_response`` or ``unknown``: silence is neither refusal nor consent."""
    asked = [event for event in track.events if event.type in ASKED]
    return ASKED[asked[-1].type] if asked else ReasonCode.UNKNOWN


def _flaw_that_covers(track: Track, flawed: list[Grant], shortfall: Shortfall) -> ReasonCode | None:
    window = track.question.window
    for grant in reversed(flawed):
        if not grant.missing and any(scopes.grants(grant.scope, point, window) for point in shortfall.unresolved):
            return grant.flaw
    return None


def _later_flaw(track: Track, denied: Denied) -> ReasonCode | None:
    """Why a later yes, which would have ended this no, does not count."""
    window = track.question.window
    for statement in reversed(track.statements):
        grant = statement.grant
        if grant is None or grant.flaw is None or grant.event.seq < denied.event.seq or grant.missing:
            continue
        if scopes.grants(grant.scope, denied.point, window):
            return grant.flaw
    return None


def _nearest(track: Track, points: tuple[Point, ...]) -> tuple[Grant, Missing]:
    """The usable grant with the fewest failing fields for these points; the latest of equals."""
    found = [(grant, missing_for(grant, points, track.question)) for grant in reversed(track.usable)]
    return min(found, key=lambda pair: len(pair[1]))


def missing_for(grant: Grant, points: tuple[Point, ...], question: Question) -> Missing:
    """Field by field, what a grant lacks for these points; days under ``start`` and ``end``."""
    missing: Missing = {}
    for name in grant.missing:
        missing[name] = set(_values_of(name, points[0], question)) if points else set()
    for point in points:
        if point.right not in grant.scope.rights:
            missing.setdefault("rights", set()).add(point.right)
        if not scopes.covers_territory(grant.scope.territories, point.territory):
            missing.setdefault("territories", set()).add(point.territory)
        if not scopes.covers_day(grant.scope, point.day, question.window):
            name = "start" if grant.scope.start is not None and point.day < grant.scope.start else "end"
            missing.setdefault(name, set()).add(point.day.isoformat())
    return missing


def _field_findings(question: Question, scope: Scope, missing: Missing) -> Iterator[Finding]:
    for name, values in missing.items():
        if name == "rights":
            base = tuple(sorted(values & BASE_RIGHTS))
            altered = tuple(sorted(values - BASE_RIGHTS))
            if base:
                yield ReasonCode.RIGHT_NOT_GRANTED, "rights", base
            if altered:
                yield ReasonCode.ALTERATION_NOT_GRANTED, "rights", altered
        elif name == "end":
            late = scope.end is not None and max(question.window.first, question.window.published) > scope.end
            yield (ReasonCode.EXPIRED if late else ReasonCode.OUTLIVES_GRANT), "end", ()
        elif name == "start":
            opens = question.window.first.isoformat() in values
            yield (ReasonCode.BEFORE_START if opens else ReasonCode.OUTLIVES_GRANT), "start", ()
        else:
            yield FIELD_CODES[name], name, tuple(sorted(values))


def _values_of(name: str, point: Point, question: Question) -> tuple[str, ...]:
    if name == "media":
        return (question.medium,)
    if name == "territories":
        return (point.territory,)
    if name == "rights":
        return (point.right,)
    if name == "purposes":
        return (question.use.purpose,)
    if name == "brands":
        return (question.use.brand,)
    if name in {"excluded_contexts", "contexts"}:
        return tuple(sorted(question.use.contexts))
    return ()


def _joined(items: list[Finding]) -> list[Finding]:
    """One finding for each code and field, with all the values that fail."""
    joined: dict[tuple[ReasonCode, str | None], set[str]] = {}
    for code, name, values in items:
        joined.setdefault((code, name), set()).update(values)
    return [(code, name, tuple(sorted(values))) for (code, name), values in joined.items()]


# ---------------------------------------------------------------------- what would clear it


def adds(track: Track, shortfall: Shortfall) -> Adds:
    """Only the fields that fail against the nearest grant that still says something; empty: nothing usable is there."""
    standing = [grant for grant in track.usable if not _displaced(track, grant)]
    if not standing:
        return {}
    best: Missing | None = None
    for grant in reversed(standing):
        missing = missing_for(grant, shortfall.points, track.question)
        for point in shortfall.points:
            _add_displacement(track, grant, point, missing)
        if best is None or len(missing) < len(best):
            best = missing
    return _as_adds(best or {}, track.question, standing[-1].scope)


def _displaced(track: Track, grant: Grant) -> bool:
    """Whether a later no took back everything that the grant said."""
    later = [s for s in track.statements if s.event.seq > grant.event.seq and s.no is not None]
    return any(_holds_whole(statement.limits, grant.scope) for statement in later)


def _holds_whole(limits: Limits, scope: Scope) -> bool:
    for name, value in limits.items():
        if isinstance(value, dt.date):
            if name == "start" and (scope.start is None or scope.start < value):
                return False
            if name == "end" and (scope.end is None or scope.end > value):
                return False
        elif not (getattr(scope, name, None) or frozenset()) <= value:
            return False
    return True


def _add_displacement(track: Track, grant: Grant, point: Point, missing: Missing) -> None:
    """Add the fields in which a later no, or the grant's own exclusion, takes this point away from the grant."""
    for statement in track.statements:
        if statement.event.seq < grant.event.seq:
            continue
        if statement.grant is not None:
            name = scopes.excluded_field(statement.limits, point, track.question)
            names = [name] if name else []
        elif statement.no is not None and scopes.limits_hold(statement.limits, point, track.question):
            names = list(statement.limits)
        else:
            names = []
        for name in names:
            if name in {"start", "end"}:
                missing.setdefault("end", set()).add(point.day.isoformat())
            else:
                missing.setdefault(name, set()).update(_values_of(name, point, track.question))


def _as_adds(missing: Missing, question: Question, scope: Scope) -> Adds:
    result: dict[str, frozenset[str] | dt.date] = {}
    for name, values in missing.items():
        if name == "start":
            result["start"] = question.window.first
        elif name == "end":
            result["end"] = _needed_end(question, scope)
        elif name in {"excluded_contexts", "contexts"}:
            result["contexts"] = frozenset(values)
        else:
            result[name] = frozenset(values)
    return result


def _needed_end(question: Question, scope: Scope) -> dt.date:
    window = question.window
    published = max(window.first, window.published)
    if scope.after_end == AfterEnd.POSTS_STAY or window.last is None:
        return published
    return max(published, window.last)
