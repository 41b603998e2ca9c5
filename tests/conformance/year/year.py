"""The year: the story is played act by act, and after each act everything is asked and counted again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.conformance.year.cast import FIRST_DAY, Scale
from tests.conformance.year.checks import Checks
from tests.conformance.year.stage import Clock, Stage
from tests.conformance.year.story import Story

ACTS_A_PHOTO = 2.4
"""About how many acts a year has for each photo: how many uses to ask after each follows from it."""


def silent(_line: str) -> None:
    """Say nothing."""


class Year:
    """One year in one library; ``checks`` holds what was counted and every fault that was found."""

    def __init__(self, root: Path, scale: Scale, *, seed: int = 2026, say: Callable[[str], None] = silent) -> None:
        self._say = say
        self._scale = scale
        clock = Clock(dt.datetime.combine(FIRST_DAY, dt.time(8), dt.UTC))
        self.stage = Stage(root, clock)
        self.checks = Checks(self.stage, Random(seed + 1))
        self.story = Story(self.stage, Random(seed), scale, self.checks.publications)

    def play(self) -> None:
        """Play it to the end and close the library."""
        try:
            self._play()
        finally:
            self.stage.close()

    def _play(self) -> None:
        checks, month, owed = self.checks, 1, 0.0
        for day in self.story.acts():
            checks.counts["acts"] += 1
            owed += self._scale.uses / (self._scale.photos * ACTS_A_PHOTO)
            checks.after_an_act(int(owed))
            owed -= int(owed)
            if day.month != month:
                month = day.month
                checks.compare_takedowns()
                self._say(f"{day}: {dict(checks.counts)}, {len(checks.faults)} faults")
        while checks.counts["uses"] < self._scale.uses:
            checks.compare(checks.random_use(checks.rng.choice(list(self.stage.mirror.assets))))
        checks.compare_takedowns()
        checks.ask_again()
        checks.library_is_whole()
