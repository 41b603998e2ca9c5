"""The gate against an independent, plain restatement of the consent page, over random worlds and uses.

``python3 dev.py cases --random 10000`` asks as many as wanted; the suite asks 1,000.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.conformance.agreement import disagreement, disagreements
from tests.conformance.player import World, begin
from tests.restatement.restated_gate import refused_events
from tests.restatement.worlds import make_use, make_world

USES = 1000


def test_random_uses_in_random_worlds_get_the_same_answer(tmp_path: Path) -> None:
    assert [found for found in disagreements(USES, tmp_path) if found is not None] == []


class LedgerMachine(RuleBasedStateMachine):
    """Speaks a random world's events one by one into a real ledger and asks between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.world: World | None = None
        self.case: dict[str, Any] = {}
        self.waiting: list[dict[str, Any]] = []

    @initialize(seed=st.integers(0, 2**32 - 1))
    def a_world(self, seed: int) -> None:
        """Begin with a world in which nobody has said anything yet."""
        self.case = make_world(Random(seed))
        self.waiting = list(self.case.get("event", []))
        self.case["event"] = []
        self.world = begin(self.case, self.folder / "library")

    @precondition(lambda self: bool(self.waiting))
    @rule()
    def someone_speaks(self) -> None:
        """Write the next event."""
        assert self.world is not None
        row = self.waiting.pop(0)
        self.case["event"].append(row)
        self.world.say(len(self.case["event"]), row)
        assert set(self.world.refused) == refused_events(self.case)

    @rule(seed=st.integers(0, 2**32 - 1))
    def someone_asks(self, seed: int) -> None:
        """Ask about a random use as of what was said until now."""
        assert self.world is not None
        use = make_use(Random(seed), self.case)
        assert disagreement(self.world, self.case, use) is None

    def teardown(self) -> None:
        """Leave no open library and no folder behind."""
        if self.world is not None:
            self.world.library.close()
        shutil.rmtree(self.folder)


LedgerMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
TestLedgerMachine = LedgerMachine.TestCase
