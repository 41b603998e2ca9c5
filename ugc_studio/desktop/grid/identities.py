"""Sets of asset ids in little memory, and rows as runs: a million selected photos are one pair of numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import chain, islice

RUN = re.compile(rb"\x01+")
FEW = 4
"""So many ids are looked up one by one before all are marked."""


class IdSet:
    """Which ids are in a list; one byte for each possible id, because ids of a library lie close together."""

    def __init__(self, ids: Sequence[int]) -> None:
        highest = max(ids, default=0)
        self._marks: bytearray | set[int]
        if min(ids, default=0) < 0 or highest > 4 * len(ids) + 8_000_000:
            self._marks = set(ids)
            return
        self._marks = bytearray(highest + 1)
        for asset_id in ids:
            self._marks[asset_id] = 1

    def __contains__(self, asset_id: object) -> bool:
        marks = self._marks
        if isinstance(marks, set):
            return asset_id in marks
        return isinstance(asset_id, int) and 0 <= asset_id < len(marks) and bool(marks[asset_id])

    def runs(self, ids: Sequence[int]) -> list[range]:
        """The runs of places in another list whose ids are in this set."""
        marks = self._marks
        if isinstance(marks, set):
            flags = bytes(map(marks.__contains__, ids))
        else:
            try:
                flags = bytes(map(marks.__getitem__, ids))
            except IndexError:  # an id beyond the highest; looking for one first would cost as much as this
                flags = bytes(map(self.__contains__, ids))
        return [range(*found.span()) for found in RUN.finditer(flags)]


def gather(ids: array[int], runs: Iterable[range]) -> array[int]:
    """The ids at these runs of places."""
    gathered = array("q")
    for run in runs:
        gathered.extend(ids[run.start : run.stop])
    return gathered


def merged(runs: Iterable[range]) -> list[range]:
    """Runs in order, with those that touch or overlap made one."""
    result: list[range] = []
    for run in sorted((run for run in runs if run), key=lambda run: run.start):
        if result and run.start <= result[-1].stop:
            result[-1] = range(result[-1].start, max(result[-1].stop, run.stop))
        else:
            result.append(run)
    return result


def place_of(ids: array[int], asset_id: int) -> int:
    """Where an id stands in a list, -1 if it does not."""
    try:
        return ids.index(asset_id)
    except ValueError:
        return -1


def survivor(old: array[int], new: array[int], place: int) -> int:
    """Where to go on after a list changed: the same id, else the nearest following one of the old order.

    When none of those that followed is left, the nearest one before; -1 when nothing is left at all.
    """
    if not 0 <= place < len(old) or not new:
        return -1
    same = place_of(new, old[place])
    if same >= 0:
        return same
    others = chain(range(place + 1, len(old)), range(place - 1, -1, -1))
    for other in islice(others, FEW):  # usually few photos leave
        found = place_of(new, old[other])
        if found >= 0:
            return found
    left = IdSet(new)
    return next((place_of(new, old[other]) for other in others if old[other] in left), -1)
