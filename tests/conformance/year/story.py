"""What happens in the year: visits bring photos, people are asked and answer, change their minds, grow up, leave."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.conformance.year.cast import FIRST_DAY, LAST_DAY, Household, Scale, people
from tests.conformance.year.checks import Publication
from tests.conformance.year.happenings import Happenings
from tests.conformance.year.mirror import Row
from tests.conformance.year.stage import Stage
from tests.conformance.year.visits import Visit

Act = Callable[[], None]
PHOTOS_A_VISIT = 5


@dataclass
class Story:
    """Everything that will happen, in date order; each act may plan what follows from it."""

    stage: Stage
    rng: Random
    scale: Scale
    publications: dict[str, Publication] = field(default_factory=dict)
    _plan: list[tuple[dt.datetime, int, Act]] = field(default_factory=list)
    _number: int = 0

    def acts(self) -> Iterator[dt.date]:
        """Do one act after the other; yields the day of each."""
        cards, households = people(self.rng, self.scale)
        self._cast(cards)
        self._visits(households)
        happenings = Happenings(self.stage, self.rng, households, self.plan, self.publications)
        happenings.plan_a_year(self.scale)
        while self._plan:
            moment, _number, act = heapq.heappop(self._plan)
            self.stage.clock.now = max(self.stage.clock.now, moment)
            self.stage.last = (set(), set(), False)
            act()
            yield self.stage.clock().date()

    def plan(self, day: dt.date, act: Act) -> None:
        """Let something happen at some hour of a day; what would come after the year does not."""
        if day > LAST_DAY:
            return
        hour = dt.time(self.rng.randrange(24), self.rng.randrange(60))
        self._number += 1
        heapq.heappush(self._plan, (dt.datetime.combine(day, hour, dt.UTC), self._number, act))

    def _cast(self, cards: dict[str, Row]) -> None:
        for card in cards.values():
            self.stage.meet(card)

    def _visits(self, households: list[Household]) -> None:
        days = (LAST_DAY - FIRST_DAY).days - 30
        left, number = self.scale.photos, 0
        while left > 0:
            photos = [f"p{number + n}" for n in range(min(left, PHOTOS_A_VISIT))]
            number, left = number + len(photos), left - len(photos)
            household = households[(number // PHOTOS_A_VISIT) % len(households)]
            day = FIRST_DAY + dt.timedelta(days=self.rng.randrange(days))
            visit = Visit(self.stage, self.rng, household, photos, day, self.plan)
            self.plan(day, visit.arrive)
