"""What one signer said about one instrument of one party, and what of it still stands (§4.1, §4.6).

Within one party and one instrument the latest event wins inside its own scope. What an answer excludes counts as a no
for that part. ``requested`` and ``no_response`` never displace an answer; an unread reply does, inside the scope of its
request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ugc_studio.domain.clearance import scopes
from ugc_studio.domain.clearance.scopes import FOREVER, Point, Question
from ugc_studio.domain.consent import AfterEnd, EventType, Scope
from ugc_studio.domain.events import Event, Limits
from ugc_studio.domain.verdicts import ReasonCode

NOES = {
    EventType.REFUSED: ReasonCode.REFUSED,
    EventType.WITHDRAWN: ReasonCode.WITHDRAWN,
    EventType.OBJECTED: ReasonCode.OBJECTED,
    EventType.REVOKED: ReasonCode.REVOKED,
    EventType.INVALIDATED: ReasonCode.INVALIDATED,
}
SPREADING = frozenset({EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED})
ANSWERS = frozenset({EventType.GIVEN, *NOES})
ASKED = {EventType.REQUESTED: ReasonCode.REQUESTED, EventType.NO_RESPONSE: ReasonCode.NO_RESPONSE}

FIELD_CODES = {
    "media": ReasonCode.MEDIA_NOT_GRANTED,
    "territories": ReasonCode.TERRITORY_NOT_GRANTED,
    "purposes": ReasonCode.PURPOSE_NOT_GRANTED,
    "brands": ReasonCode.BRAND_NOT_GRANTED,
    "excluded_contexts": ReasonCode.EXCLUDED_CONTEXT,
    "contexts": ReasonCode.EXCLUDED_CONTEXT,
    "start": ReasonCode.BEFORE_START,
    "end": ReasonCode.OUTLIVES_GRANT,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A ``given`` event as the gate counts it; ``flaw`` says why it permits nothing."""

    event: Event
    scope: Scope
    missing: frozenset[str]
    flaw: ReasonCode | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One event of a signer: a grant, a no, or an unread reply, with what it is limited to."""

    event: Event
    grant: Grant | None = None
    no: ReasonCode | None = None
    limits: Limits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Denied:
    """A point that a signer's latest word denies; ``field`` when an exclusion did it."""

    point: Point
    code: ReasonCode
    field: str | None
    event: Event


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Everything in which one signer's word falls short of a use."""

    denied: tuple[Denied, ...] = ()
    unresolved: tuple[Point, ...] = ()

    @property
    def complete(self) -> bool:
        """True when every point is granted."""
        return not self.denied and not self.unresolved

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point that fails."""
        return tuple(item.point for item in self.denied) + self.unresolved


class Track:
    """All that one signer said for one party and one instrument, ready to be asked about a use."""

    def __init__(
        self,
        events: Iterable[Event],
        question: Question,
        *,
        flaws: Mapping[int, ReasonCode],
        notices: Mapping[str, Scope],
    ) -> None:
        self.question = question
        self.events = tuple(events)
        self._flaws = flaws
        self._notices = notices
        self.statements = tuple(self._statements())
        self.usable = tuple(s.grant for s in self.statements if s.grant is not None and s.grant.flaw is None)

    def _statements(self) -> Iterable[Statement]:
        last_answer = max((e.seq for e in self.events if e.type in ANSWERS and e.by is not None), default=-1)
        for event in self.events:
            if event.type == EventType.GIVEN:
                yield Statement(event, grant=self._grant(event), limits=event.excludes)
            elif event.type in NOES:
                yield Statement(event, no=NOES[event.type], limits=event.limits)
            elif event.type == EventType.REPLIED and event.seq > last_answer:
                # Recording an answer is reading the reply, revoking a grant is not: only a later one is still unread.
                yield Statement(event, no=ReasonCode.REPLIED, limits=self._reply_limits(event))

    def _grant(self, event: Event) -> Grant | None:
        if event.scope is None:
            return None
        flaw = self._flaws.get(event.seq)
        return Grant(event, event.scope, scopes.missing_fields(event.scope, self.question), flaw)

    def _reply_limits(self, reply: Event) -> Limits:
        """An unread reply speaks inside the scope of its request; of everything when that is not known."""
        notice = reply.notice
        if notice is None:
            asked = [e for e in self.events if e.type == EventType.REQUESTED and e.seq < reply.seq and e.notice]
            notice = asked[-1].notice if asked else None
        scope = self._notices.get(notice) if notice else None
        if scope is None:
            return {}
        limits: dict[str, frozenset[str] | dt.date] = {
            "media": scope.media,
            "territories": scope.territories,
            "rights": scope.rights,
            "purposes": scope.purposes,
            "brands": scope.brands,
        }
        return limits

    def says(self, point: Point, *, spreading_only: bool = False) -> Denied | Grant | None:
        """The latest word about a point: a denial, a grant that permits it, or ``None`` when nothing covers it.

        With ``spreading_only`` only refusals, withdrawals, objections and exclusions count as a no (§4.7): what we or
        legal took back must not lift what a person said.
        """
        for statement in reversed(self.statements):
            if statement.no is not None:
                if spreading_only and statement.event.type not in SPREADING:
                    continue
                if scopes.limits_hold(statement.limits, point, self.question):
                    return Denied(point, statement.no, None, statement.event)
                continue
            name = scopes.excluded_field(statement.limits, point, self.question)
            if name is not None:
                return Denied(point, FIELD_CODES.get(name, self._right_code(point)), name, statement.event)
            grant = statement.grant
            if grant is not None and self._permits(grant, point):
                return grant
        return None

    def _permits(self, grant: Grant, point: Point) -> bool:
        if grant.flaw is not None or grant.missing:
            return False
        return scopes.grants(grant.scope, point, self.question.window)

    def _right_code(self, point: Point) -> ReasonCode:
        if point.right.startswith("adaptation."):
            return ReasonCode.ALTERATION_NOT_GRANTED
        return ReasonCode.RIGHT_NOT_GRANTED

    # ------------------------------------------------------------------ the whole use

    def days(self, since: dt.date = dt.date.min, until: dt.date = FOREVER) -> tuple[dt.date, ...]:
        """One day for each stretch of the window, between two days, in which nothing that was said begins or ends."""
        window = self.question.window
        last = window.last if window.last is not None else max(self.horizon(), window.published, min(since, FOREVER))
        first, last = max(window.first, since), min(last, until)
        edges = {window.first, window.published, first, last} | self.turns()
        return tuple(sorted(day for day in edges if first <= day <= last))

    def turns(self) -> set[dt.date]:
        """The days on which something that was said begins, ends, or has ended."""
        edges: set[dt.date] = set()
        for statement in self.statements:
            edges.update(_edges(statement))
        return edges

    def horizon(self) -> dt.date:
        """Until when an open-ended post may live under these grants (§4.6).

        What carries it is the word that counts on the day, not every grant that was ever given: where a later yes ends
        an earlier no for a while, the post ends with that yes.
        """
        until = self.question.window.published - dt.timedelta(days=1)
        while True:
            carrying = self._carrying(until + dt.timedelta(days=1))
            if not carrying:
                return max(until, self.question.window.published)
            if any(scope.end is None or scope.after_end == AfterEnd.POSTS_STAY for scope in carrying):
                return FOREVER
            until = max(scope.end for scope in carrying if scope.end is not None)

    def _carrying(self, day: dt.date) -> list[Scope]:
        """The scopes of the grants that permit some part of this use on a day."""
        points = (Point(t, right, day) for t in self.question.territories for right in self.question.rights)
        return [word.scope for word in map(self.says, points) if isinstance(word, Grant)]

    def shortfall(
        self, *, spreading_only: bool = False, since: dt.date = dt.date.min, until: dt.date = FOREVER
    ) -> Shortfall:
        """Ask every point of the use between two days.

        An open end needs no grant after publication (or after the day from which this signer is asked), but a no still
        counts there.
        """
        window = self.question.window
        needed_until = max(window.published, since)
        denied: list[Denied] = []
        unresolved: list[Point] = []
        for day in self.days(since, until):
            for territory in self.question.territories:
                for right in self.question.rights:
                    point = Point(territory, right, day)
                    word = self.says(point, spreading_only=spreading_only)
                    if isinstance(word, Denied):
                        denied.append(word)
                    elif word is None and (window.last is not None or day <= needed_until):
                        unresolved.append(point)
        return Shortfall(tuple(denied), tuple(unresolved))


def _edges(statement: Statement) -> set[dt.date]:
    days: set[dt.date] = set()
    limits = statement.limits
    starts = [value for name, value in limits.items() if name == "start" and isinstance(value, dt.date)]
    ends = [value for name, value in limits.items() if name == "end" and isinstance(value, dt.date)]
    if statement.grant is not None:
        scope = statement.grant.scope
        starts += [scope.start] if scope.start else []
        ends += [scope.end] if scope.end else []
    days.update(starts)
    days.update(end for end in ends)
    days.update(end + dt.timedelta(days=1) for end in ends if end < FOREVER)
    return days
