"""Finding and grouping alike fingerprints in generated collections, beside two plain ways to do it.

(a) Brute force: numpy compares one picture in its eight poses with all others; measured for a few pictures and
multiplied (marked as such). (b) The obvious loop: ``imagehash`` objects subtracted from each other, upright only, for a
sample of pairs, multiplied as well. Neither looks at mirrored pictures the other way round or groups anything.

Every tenth picture has copies: 1 to 4, at 0 to 45 bits, half of them in another pose. ``recall`` is the share of those
(copy, original) pairs that were found. Tiles are not looked at: there are no pictures.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Sequence
from typing import Any

import imagehash
import numpy as np
import numpy.typing as npt

from ugc_studio.domain.clusters import Edge, group
from ugc_studio.media.similarity import Table, matches_among, matches_between

NAME = "clusters"
LIMIT = 48
ARRIVING = 1000
SEED = 20261124

Hashes = npt.NDArray[np.uint8]
Pairs = set[tuple[int, int]]


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Seconds, memory and recall for each size, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="bench clusters")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args(arguments)
    context = multiprocessing.get_context("spawn")
    figures = {}
    for size in options.sizes:
        with context.Pool(1) as pool:
            figures[str(size)] = pool.apply(measure, (size,))
    return figures


def lines(result: dict[str, Any]) -> list[str]:
    """The figures as text."""
    text = []
    for size, found in result.items():
        text += [
            f"{int(size):,} pictures: {found['pairs']:,} pairs, {found['groups']:,} groups, "
            f"recall {found['recall']:.4f}",
            f"  all among all          {found['all_s']:10.2f} s, grouping {found['group_s']:.2f} s, "
            f"peak {found['peak_mb']:,.0f} MB of which {found['hashes_mb']:,.0f} MB fingerprints",
            f"  {ARRIVING:,} new among all     {found['arriving_s']:10.2f} s",
            f"  (a) numpy brute force  {found['brute_s']:10.0f} s (multiplied), "
            f"{found['times_brute']:.0f} times as long",
            f"  (b) imagehash loop     {found['loop_s']:10.0f} s (multiplied, one pose), "
            f"{found['times_loop']:.0f} times as long",
        ]
    return text


def measure(size: int) -> dict[str, Any]:
    """All figures for one size."""
    hashes, true_pairs = collection(size)
    table = Table(range(size), hashes.tobytes())
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    matches = matches_among(table, limit=LIMIT, check=_nothing, advance=_nothing)
    seconds["all"] = time.perf_counter() - began
    pairs = {(min(m.first, m.second), max(m.first, m.second)) for m in matches}
    began = time.perf_counter()
    groups = group([Edge(f"{m.first:09}", f"{m.second:09}", 1 - m.distance / 256) for m in matches], set())
    seconds["group"] = time.perf_counter() - began
    seconds["arriving"] = _arriving(hashes, min(ARRIVING, size // 2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    brute, loop = _brute(hashes), _loop(hashes)
    return {
        "pairs": len(pairs),
        "groups": len(groups),
        "recall": len(pairs & true_pairs) / len(true_pairs),
        "all_s": round(seconds["all"], 2),
        "group_s": round(seconds["group"], 2),
        "arriving_s": round(seconds["arriving"], 2),
        "peak_mb": round(peak),
        "hashes_mb": round(hashes.nbytes / 1e6),
        "brute_s": round(brute, 1),
        "loop_s": round(loop, 1),
        "times_brute": round(brute / seconds["all"], 1),
        "times_loop": round(loop / seconds["all"], 1),
    }


def collection(size: int) -> tuple[Hashes, Pairs]:
    """Random fingerprints with copies among them, and the pairs of (original, copy)."""
    rng = np.random.default_rng(SEED)
    hashes = rng.integers(0, 256, (size, 8, 32), dtype=np.uint8)
    place = rng.permutation(size)
    pairs: Pairs = set()
    position = 0
    while position + 10 <= size:
        original = int(place[position])
        for copy in place[position + 1 : position + 1 + int(rng.integers(1, 5))].tolist():
            bits = np.unpackbits(hashes[original], axis=1)
            flips = rng.permuted(np.arange(256) < int(rng.integers(0, 46)))
            hashes[copy] = np.packbits(bits ^ flips, axis=1)
            if rng.random() < 0.5:  # the copy is mirrored: its mirrored pose is the original, and the other way round
                hashes[copy] = hashes[copy][[4, 1, 5, 3, 0, 2, 6, 7]]
            pairs.add((min(original, copy), max(original, copy)))
        position += 10
    return hashes, pairs


def _arriving(hashes: Hashes, count: int) -> float:
    """Seconds to compare the last pictures with all before them, as after an import."""
    ids = range(len(hashes))
    new, known = Table(ids[-count:], hashes[-count:].tobytes()), Table(ids[:-count], hashes[:-count].tobytes())
    began = time.perf_counter()
    matches_between(new, known, limit=LIMIT, check=_nothing, advance=_nothing)
    return time.perf_counter() - began


def _brute(hashes: Hashes, sample: int = 8) -> float:
    """Seconds that all pictures would take, one after another against all."""
    words = hashes.view(np.uint64)
    uprights = np.ascontiguousarray(words[:, 0])
    began = time.perf_counter()
    for row in range(sample):
        for pose in range(8):
            distances = np.bitwise_count(uprights ^ words[row, pose]).sum(axis=1)
            np.flatnonzero(distances <= LIMIT)
    return (time.perf_counter() - began) / sample * len(hashes)


def _loop(hashes: Hashes, sample: int = 300) -> float:
    """Seconds that all pairs would take as ``imagehash`` objects."""
    objects = [imagehash.ImageHash(np.unpackbits(row[0]).reshape(16, 16).astype(bool)) for row in hashes[:sample]]
    began = time.perf_counter()
    close = sum(first - second <= LIMIT for first in objects for second in objects)
    if close < sample:
        raise RuntimeError("each picture is at least like itself")
    return (time.perf_counter() - began) / sample**2 * len(hashes) ** 2 / 2


def _nothing(_count: int = 0) -> None:
    """Nobody watches and nobody stops."""
