"""What somebody was given, summed as the law on influencers counts it; gate and screen read the same sums (§4.9).

Law 2023-451 of 9 June 2023, decree of 28 November 2025: a written contract from 1,000 euros without VAT an advertiser
and objective, in force since 1 January 2026.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event

CONTRACT_THRESHOLD = 1000.0
COUNTED_FROM = dt.date(2026, 1, 1)

Group = tuple[str | None, str | None]
"""Advertiser and objective."""


@dataclass(frozen=True, slots=True)
class ConsiderationSum:
    """Euros over the calendar year and over the twelve months before the day of asking; the larger one counts."""

    calendar: float = 0.0
    rolling: float = 0.0
    unknown: bool = False
    """Whether something without a stated value is in it: that counts as the whole threshold."""

    @property
    def counted(self) -> float:
        """The sum that gives the earlier warning."""
        return max(self.calendar, self.rolling)

    @property
    def reached(self) -> bool:
        """Whether a written contract is needed; exactly the threshold counts."""
        return self.counted >= CONTRACT_THRESHOLD


def consideration_sums(
    events: Iterable[Event], party: str, asked: dt.date, zone: ZoneInfo
) -> dict[Group, ConsiderationSum]:
    """The sums of a person, by advertiser and objective; days are those of the account that asks."""
    year_ago = _year_before(asked)
    sums: dict[Group, ConsiderationSum] = {}
    for event in events:
        said = event.consideration
        if event.type != EventType.GIVEN or party not in {event.party, event.by} or said is None:
            continue
        group = (said.advertiser, said.objective)
        before = sums.setdefault(group, ConsiderationSum())
        day = event.at.astimezone(zone).date()
        if day < COUNTED_FROM or day > asked:
            continue
        value = CONTRACT_THRESHOLD if said.value is None else said.value
        sums[group] = ConsiderationSum(
            before.calendar + (value if day.year == asked.year else 0.0),
            before.rolling + (value if day >= year_ago else 0.0),
            before.unknown or said.value is None,
        )
    return sums


def has_contract(events: Iterable[Event], party: str, group: Group, *, broken: frozenset[str]) -> bool:
    """Whether a written contract with whole proofs was recorded for an advertiser and objective."""
    return any(
        event.type == EventType.CONTRACT
        and event.party == party
        and (event.facts.get("advertiser"), event.facts.get("objective")) == group
        and bool(event.proofs)
        and not any(proof.id in broken for proof in event.proofs)
        for event in events
    )


def _year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
