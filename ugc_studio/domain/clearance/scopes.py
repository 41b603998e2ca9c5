"""Is one point of a planned use inside a scope? A use is cut into points so that grants can add up.

A point is one territory, one right and one day; medium, channel, purpose, brand and contexts are the same for the
whole use. Grants of one party for one instrument add up: each territory and each day of the window needs one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.domain.consent import BASE_RIGHTS, WORLDWIDE, AfterEnd, Medium, Scope, Use
from ugc_studio.domain.events import Limits

FOREVER = dt.date.max
SOCIAL = frozenset({Medium.ORGANIC_SOCIAL.value, Medium.EMPLOYEE_ACCOUNTS.value})
"""The media of social posts: any paid reach of one is ``paid_social``."""


@dataclass(frozen=True, slots=True)
class Point:
    """One territory, one right, one day of a use."""

    territory: str
    right: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a use in the account's zone (§4.6).

    ``first``: the bytes become publicly reachable (an upload to a public URL is publication); ``published``: the post
    goes out; ``last``: the last day online, ``None`` for an open end.
    """

    first: dt.date
    published: dt.date
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A use prepared for checking: paid reach resolved, days counted, rights listed."""

    use: Use
    window: Window
    medium: str
    channel: str
    paid: bool
    territories: tuple[str, ...]
    rights: tuple[str, ...]


def question_of(use: Use) -> Question:
    """Prepare a use: any paid reach of a social post is ``paid_social``, days are those of the account's zone.

    A use never asks nothing: one that ends before it begins still has its day of publication, and one that names no
    market is read as worldwide.
    """
    paid = use.paid or use.medium == Medium.PAID_SOCIAL
    medium = Medium.PAID_SOCIAL.value if use.paid and use.medium in SOCIAL else use.medium
    zone = ZoneInfo(use.zone)
    published = use.publish_at.astimezone(zone).date()
    first = published if use.uploaded_at is None else min(published, use.uploaded_at.astimezone(zone).date())
    last = None if use.live_until is None else max(use.live_until, published)
    return Question(
        use=use,
        window=Window(first, published, last),
        medium=medium,
        channel=use.channel,
        paid=paid,
        territories=tuple(sorted(use.territories)) or (WORLDWIDE,),
        rights=tuple(sorted(BASE_RIGHTS | use.alterations)),
    )


def covers_medium(media: frozenset[str], question: Question) -> bool:
    """Whether a set of media holds the medium, or names the single channel (which never includes paid reach)."""
    return question.medium in media or (not question.paid and question.channel in media)


def covers_territory(territories: frozenset[str], territory: str) -> bool:
    """Whether a set of territories holds one; ``worldwide`` holds all."""
    return WORLDWIDE in territories or territory in territories


def publication_within(scope: Scope, window: Window) -> bool:
    """Whether the bytes get out, and the post goes out, inside the term."""
    return _day_within(scope, window.first) and _day_within(scope, window.published)


def _day_within(scope: Scope, day: dt.date) -> bool:
    return (scope.start is None or scope.start <= day) and (scope.end is None or day <= scope.end)


def covers_day(scope: Scope, day: dt.date, window: Window) -> bool:
    """Whether a grant permits a day: inside the term, or for ever after a publication within it (``posts_stay``)."""
    if _day_within(scope, day):
        return True
    return scope.after_end == AfterEnd.POSTS_STAY and publication_within(scope, window)


def missing_fields(scope: Scope, question: Question) -> frozenset[str]:
    """The fields, other than territory, right and day, in which the whole use is outside the scope."""
    missing = set()
    if not covers_medium(scope.media, question):
        missing.add("media")
    if question.use.purpose not in scope.purposes:
        missing.add("purposes")
    if question.use.brand not in scope.brands:
        missing.add("brands")
    if question.use.contexts & scope.excluded_contexts:
        missing.add("excluded_contexts")
    return frozenset(missing)


def grants(scope: Scope, point: Point, window: Window) -> bool:
    """Whether a grant whose other fields fit permits this point."""
    return (
        point.right in scope.rights
        and covers_territory(scope.territories, point.territory)
        and covers_day(scope, point.day, window)
    )


def limits_hold(limits: Limits, point: Point, question: Question) -> bool:
    """Whether a "no" limited like this speaks about the point: every field it names must match."""
    return all(_matches(name, value, point, question) for name, value in limits.items())


def excluded_field(excludes: Limits, point: Point, question: Question) -> str | None:
    """The first field of an exclusion that takes this point out, or ``None``.

    What an answer excludes is taken out field by field: "no ads, not in Germany" takes out every ad and all of
    Germany. Two days are one field, a period; a grant cut off by its first day fails at its ``end``.
    """
    period = {name: value for name, value in excludes.items() if isinstance(value, dt.date)}
    for name, value in excludes.items():
        if name not in period and _matches(name, value, point, question):
            return name
    if period and limits_hold(period, point, question):
        return "end" if "start" in period else "start"
    return None


def _matches(name: str, value: frozenset[str] | dt.date, point: Point, question: Question) -> bool:
    if isinstance(value, dt.date):
        return point.day >= value if name == "start" else point.day <= value
    if name == "media":
        return question.medium in value or question.channel in value
    if name == "territories":
        return covers_territory(value, point.territory) or point.territory == WORLDWIDE
    if name == "rights":
        return point.right in value
    if name == "purposes":
        return question.use.purpose in value
    if name == "brands":
        return question.use.brand in value
    if name in {"excluded_contexts", "contexts"}:
        return bool(question.use.contexts & value)
    # A field we do not know: the careful reading is that the "no" speaks about this use.
    return True


def wider_fields(granted: Scope, offered: Scope) -> frozenset[str]:
    """The fields in which a grant is wider than its notice; empty when it lies inside."""
    wider = {
        name
        for name in ("media", "rights", "purposes", "brands")
        if not getattr(granted, name) <= getattr(offered, name)
    }
    if WORLDWIDE not in offered.territories and not granted.territories <= offered.territories:
        wider.add("territories")
    if not granted.excluded_contexts >= offered.excluded_contexts:
        wider.add("excluded_contexts")
    if offered.start is not None and (granted.start is None or granted.start < offered.start):
        wider.add("start")
    if offered.end is not None and (granted.end is None or granted.end > offered.end):
        wider.add("end")
    if granted.after_end == AfterEnd.POSTS_STAY and offered.after_end == AfterEnd.REMOVE:
        wider.add("after_end")
    if granted.exclusive and not offered.exclusive:
        wider.add("exclusive")
    return frozenset(wider)
