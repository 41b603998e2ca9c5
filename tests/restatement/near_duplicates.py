"""§4.7: a no spreads over copies, crops and collages; a yes never does."""

from __future__ import annotations

from .ledger import standing_merges, streams_heard, written
from .scopes import cells
from .signatures import standing_no
from .world import Case, Plan, asset, telling_days

BOTH_WAYS = ("exact", "same", "derived")


def reasons(case: Case, plan: Plan) -> set[str]:
    """`blocked_by_…` over confirmed relations, `possible_…` where only a proposed one leads."""
    certain = reachable(case, plan.asset, also_proposed=False)
    possible = reachable(case, plan.asset, also_proposed=True) - certain
    found = {"blocked_by_near_duplicate"} if any(_blocks(case, plan, other) for other in certain) else set()
    return found | ({"possible_near_duplicate"} if any(_blocks(case, plan, other) for other in possible) else set())


def reachable(case: Case, start: str, *, also_proposed: bool) -> set[str]:
    """Every asset whose no arrives at `start`, breadth first, over any number of steps."""
    seen, queue = {start}, [start]
    while queue:
        for source in _sources(case, queue.pop(0), also_proposed=also_proposed):
            if source not in seen:
                seen.add(source)
                queue.append(source)
    return seen - {start}


def _sources(case: Case, here: str, *, also_proposed: bool) -> set[str]:
    """One step: whose no is also a no for `here`? A standing merge is a confirmed copy; `same_scene` never counts."""
    found = {a if b == here else b for a, b in standing_merges(case) if here in (a, b)}
    for relation in case.get("relation", []):
        state = relation.get("state", "confirmed")
        if state == "rejected" or (state == "proposed" and not also_proposed):
            continue
        if relation["kind"] in BOTH_WAYS and here in (relation["from"], relation["to"]):
            found.add(relation["to"] if relation["from"] == here else relation["from"])
        if relation["kind"] == "contained" and relation["to"] == here:  # from the photo to the collage, not back
            found.add(relation["from"])
    return found


def _blocks(case: Case, plan: Plan, source: str) -> bool:
    """A tombstone, illegal content, or a standing no about any part of the use.

    An override covers only the events before it; the flags of a case are older than its events.
    """
    flags = asset(case, source).get("flags", [])
    overridden = max(
        (n for n, e in written(case) if e["type"] == "override" and plan.asset in e.get("assets", [])), default=0
    )
    if "illegal" in flags or ("tombstone" in flags and not overridden):
        return True
    days = telling_days(case, plan.first_day, plan.last_day)
    return any(
        no is not None and no.position > overridden
        for stream in streams_heard(case, source)
        for cell in cells(plan, days)
        for no in [standing_no(case, plan, source, stream, cell)]
    )
