"""How the gate and its independent restatement compare over random worlds and uses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.conformance.player import World, play
from tests.restatement.restated_gate import Judgement, judge, refused_events
from tests.restatement.worlds import make_use, make_world

SEED = 20261124
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
    difference = difference_of(verdict.codes, judgement)
    if difference is None:
        return None
    return f"{difference}: gate {sorted(verdict.codes)}, restatement {sorted(judgement.reasons)}, use {use}"


def difference_of(codes: frozenset[str], judgement: Judgement) -> str | None:
    """How the gate's codes differ from a judgement, by the same measure."""
    if (not codes) != judgement.cleared:
        return "cleared differs"
    mine, theirs = codes - WHICH_FIELD, judgement.reasons - WHICH_FIELD
    softly = bool(codes & WHICH_FIELD) == bool(judgement.reasons & WHICH_FIELD)
    return None if (mine == theirs and softly) or _only_a_no(mine, theirs) else "reasons differ"


def _only_a_no(mine: frozenset[str], theirs: set[str]) -> bool:
    """A no and an unread or flawed word may stand for each other in what is named first."""
    noes = {"refused", "withdrawn", "objected", "revoked", "invalidated"}
    return mine - noes == frozenset(theirs) - noes


def disagreements(uses: int, folder: Path, *, seed: int = SEED) -> Iterator[str | None]:
    """For each random use a difference, or ``None``; every world is written into a real library of its own."""
    rng = Random(seed)
    for number in range(max(1, uses // USES_A_WORLD)):
        case = make_world(rng)
        world = play(case, folder / str(number))
        if set(world.refused) != refused_events(case):
            yield f"refused differs: gate {world.refused}, restatement {refused_events(case)}"
        for _ in range(USES_A_WORLD):
            yield disagreement(world, case, make_use(rng, case))
        world.library.close()
        shutil.rmtree(folder / str(number))
