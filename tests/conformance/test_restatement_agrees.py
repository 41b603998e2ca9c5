"""The gate against an independent, plain restatement of the consent page, over random worlds and uses.

``UGC_RANDOM_USES`` sets how many uses are asked in the bulk run (1,500 by default; 10,000 before a release).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.conformance.player import World, begin, play
from tests.restatement.restated_gate import judge, refused_events
from tests.restatement.worlds import make_use, make_world

USES = int(os.environ.get("UGC_RANDOM_USES", "1500"))
USES_A_WORLD = 10

WHICH_FIELD = frozenset(
    {
        "unknown", "requested", "no_response", "replied", "approval_pending", "evidence_broken", "evidence_unbound",
        "right_not_granted", "alteration_not_granted", "media_not_granted", "territory_not_granted",
        "purpose_not_granted", "brand_not_granted", "excluded_context", "before_start", "outlives_grant", "expired",
        "author_not_confirmed", "employee_left", "child_say_missing",
    }
)  # fmt: skip
"""Codes that say in which respect the nearest word falls short: of several true ones each reading may name others."""


def disagreement(world: World, case: dict[str, Any], use: dict[str, Any]) -> str | None:
    """How the gate and the restatement differ about a use; ``None`` when they agree.

    Cleared or not must be the same, and so must every code except *which* respect of a missing grant is named; there
    both must name at least one.
    """
    verdict, judgement = world.ask(use), judge(case, use)
    told = f"gate {sorted(verdict.codes)}, restatement {sorted(judgement.reasons)}, use {use}"
    if verdict.cleared != judgement.cleared:
        return f"cleared differs: {told}"
    mine, theirs = verdict.codes - WHICH_FIELD, judgement.reasons - WHICH_FIELD
    softly = bool(verdict.codes & WHICH_FIELD) == bool(judgement.reasons & WHICH_FIELD)
    return None if (mine == theirs and softly) or _only_a_no(mine, theirs) else f"reasons differ: {told}"


def _only_a_no(mine: frozenset[str], theirs: set[str]) -> bool:
    """A no and an unread or flawed word may stand for each other in what is named first."""
    noes = {"refused", "withdrawn", "objected", "revoked", "invalidated"}
    return mine - noes == frozenset(theirs) - noes


def test_random_uses_in_random_worlds_get_the_same_answer(tmp_path: Path) -> None:
    rng = Random(20261124)
    cleared = 0
    for number in range(max(1, USES // USES_A_WORLD)):
        case = make_world(rng)
        folder = tmp_path / str(number)
        world = play(case, folder)
        assert set(world.refused) == refused_events(case), case
        for _ in range(USES_A_WORLD):
            use = make_use(rng, case)
            assert disagreement(world, case, use) is None
            cleared += judge(case, use).cleared
        world.library.close()
        shutil.rmtree(folder)
    assert cleared > USES // 10, "most worlds must not be blocked for one and the same reason"


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
