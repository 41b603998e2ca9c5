"""Planned posts are a wall clock and a zone: an hour that does not exist is refused, never moved silently."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _


class ClockProblem(enum.StrEnum):
    """What a change of clocks does to a wall-clock time."""

    GAP = "dst_gap"
    """The clocks jump over it: it does not exist."""
    OVERLAP = "dst_overlap"
    """The clocks show it twice."""


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises :class:`UsageError` for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(_("{zone} is not a time zone. Example: Europe/Paris", zone=name)) from None


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """When a post should go out: ``wall`` without a zone, read on a clock in ``zone`` (an IANA name).

    In the hour that comes twice, ``wall.fold`` tells which one is meant (PEP 495); a person means the first.
    """

    wall: dt.datetime
    zone: str

    @classmethod
    def parse(cls, text: str, zone: str) -> PlannedTime:
        """Read ``2027-03-09 10:15`` (or with a ``T``); raises :class:`UsageError`."""
        zone_named(zone)
        try:
            wall = dt.datetime.fromisoformat(text.strip())
        except ValueError:
            raise UsageError(_("{text} is not a date and time. Example: 2027-03-09 10:15", text=text)) from None
        if wall.tzinfo is not None:
            wall = wall.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return cls(wall.replace(second=0, microsecond=0), zone)

    @property
    def problem(self) -> ClockProblem | None:
        """Whether the clocks are changed at that time: it does not exist, or it exists twice."""
        first = self.wall.replace(tzinfo=zone_named(self.zone), fold=0)
        second = first.replace(fold=1)
        if first.utcoffset() == second.utcoffset():
            return None
        back = first.astimezone(dt.UTC).astimezone(first.tzinfo).replace(tzinfo=None)
        return ClockProblem.OVERLAP if back == self.wall else ClockProblem.GAP

    @property
    def instant(self) -> dt.datetime:
        """The moment in UTC."""
        return self.wall.replace(tzinfo=zone_named(self.zone)).astimezone(dt.UTC)

    def seen_in(self, zone: str) -> PlannedTime:
        """The same moment on a clock in another zone."""
        if zone == self.zone:
            return self
        return PlannedTime(self.instant.astimezone(zone_named(zone)).replace(tzinfo=None), zone)

    def rounded_up(self, minutes: int) -> PlannedTime:
        """The next time whose minute is a multiple of ``minutes``."""
        over = self.wall.minute % minutes
        later = self.wall + dt.timedelta(minutes=minutes - over)
        return self if not over else PlannedTime(later.replace(fold=self.wall.fold), self.zone)
