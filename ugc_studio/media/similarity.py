"""Finds the pairs of pictures whose fingerprints are close, in numpy.

A pair is a *candidate* when one of sixteen 16-bit slots of a pose of one picture differs by at most one bit from the
same slot of the other picture as it is. That is a property of the two pictures alone, so the answer is the same
whether pictures came at once or in batches. By the pigeonhole principle no pair within 31 bits is missed; farther
apart the chance of being a candidate is 0.98 at 44 bits, 0.93 at 50, 0.83 at 56 and 0.5 at 70 (independent bits).

The slots interleave the bits: slot ``s`` holds bits ``s``, ``s + 16``, ``s + 32`` …, that is one column of the
16 × 16 hash, and low frequencies, which resemble each other between strangers, spread over all slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ugc_studio.domain.fingerprints import HASH_BYTES, POSES, Pose

Hashes = npt.NDArray[np.uint8]
"""pictures × 8 poses × 32 bytes."""
Words = npt.NDArray[np.uint64]
"""rows × 4: the 256 bits of a row's hash."""
Keys = npt.NDArray[np.uint16]
Rows = npt.NDArray[np.int64]

SLOTS = 16
_SLOT_BITS = 16
_KEYS = 1 << _SLOT_BITS
_PROBES = np.array([0, *(1 << bit for bit in range(_SLOT_BITS))], dtype=np.uint16)
_FIRST_WORD_LIMIT = 24
"""Random hashes differ by 32 ± 4 bits in a word of 64; pairs within 60 of 256 bits pass this with 0.998."""
_BLOCK = 2_000_000
"""Pairs looked at together: bounds the memory of a block at about 100 MB."""
_DENSE = 2048
"""From so many pairs a key on, a key at a time is faster than spelling out pairs."""
_CHUNK = 500_000
_NEAREST_BLOCK = 20_000

Check = Callable[[], None]
Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Table:
    """The fingerprints of some pictures: ``ids`` and, in the same order, 256 bytes each."""

    ids: Sequence[int]
    hashes: bytes | bytearray | memoryview

    def __post_init__(self) -> None:
        if len(self.hashes) != len(self.ids) * POSES * HASH_BYTES:
            raise ValueError("a table holds 256 bytes for each id")

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Match:
    """Two pictures whose fingerprints are close: ``pose`` of ``first`` looks like ``second``."""

    first: int
    second: int
    distance: int
    pose: Pose


def matches_among(table: Table, *, limit: int, check: Check, advance: Advance) -> list[Match]:
    """All pairs of the table within ``limit`` bits, each once, whichever of the two is turned."""
    return matches_between(table, Table((), b""), limit=limit, check=check, advance=advance)


def matches_between(new: Table, known: Table, *, limit: int, check: Check, advance: Advance) -> list[Match]:
    """All pairs with at least one picture of ``new`` within ``limit`` bits, each once.

    ``check`` is called between blocks and may raise to stop; ``advance`` is called with 1 after each of sixteen slots.
    Of several poses the closest counts, then the first in the order of :class:`Pose`. Which picture of a pair is
    ``first`` depends on their hashes alone, unless these are equal.
    """
    fresh, old = _array(new), _array(known)
    uprights = np.concatenate((fresh[:, 0], old[:, 0]))
    found = _Found(_words(uprights))
    for slot in range(SLOTS):
        for start in range(0, len(fresh), _CHUNK):
            part = fresh[start : start + _CHUNK].reshape(-1, HASH_BYTES)
            _join(part, start * POSES, uprights, slot, limit, found, check)
        for start in range(0, len(old), _CHUNK):
            part = old[start : start + _CHUNK].reshape(-1, HASH_BYTES)
            _join(part, (len(fresh) + start) * POSES, uprights[: len(fresh)], slot, limit, found, check)
        advance(1)
    ids = [*new.ids, *known.ids]
    return [Match(ids[a], ids[b], distance, Pose(pose)) for a, b, distance, pose in found.pairs()]


def nearest(hashes: bytes, known: Table, *, limit: int) -> list[Match]:
    """The pictures of ``known`` within ``limit`` bits of one fingerprint, nearest first; ``first`` is always 0.

    Looks at every picture, so nothing is missed; 100,000 pictures take some 20 ms.
    """
    one, old = _array(Table((0,), hashes)), _array(known)
    matches = []
    for start in range(0, len(old), _NEAREST_BLOCK):
        distances, poses = _closest_poses(one, old[start : start + _NEAREST_BLOCK])
        for row in np.flatnonzero(distances <= limit).tolist():
            matches.append(Match(0, known.ids[start + row], int(distances[row]), Pose(int(poses[row]))))
    return sorted(matches, key=lambda match: (match.distance, match.second))


def _closest_poses(one: Hashes, old: Hashes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each picture its distance from ``one``, and the pose of ``one`` that looks like it."""
    forward = _distances(_words(one[0])[:, None, :], _words(old[:, 0])[None, :, :])
    backward = _distances(_words(one[:, 0])[None, :, :], _words(old.reshape(-1, HASH_BYTES)).reshape(-1, POSES, 4)).T
    both = np.minimum(forward, backward[[_INVERSE[pose] for pose in Pose]])
    poses = both.argmin(axis=0)
    return both[poses, np.arange(len(old))], poses


_INVERSE = {
    Pose.UPRIGHT: Pose.UPRIGHT,
    Pose.ROTATED_90: Pose.ROTATED_270,
    Pose.ROTATED_180: Pose.ROTATED_180,
    Pose.ROTATED_270: Pose.ROTATED_90,
    Pose.MIRRORED: Pose.MIRRORED,
    Pose.FLIPPED: Pose.FLIPPED,
    Pose.TRANSPOSED: Pose.TRANSPOSED,
    Pose.TRANSVERSED: Pose.TRANSVERSED,
}


class _Found:
    """Collects (queried row, picture, distance) and keeps the best of each pair of pictures."""

    def __init__(self, uprights: Words) -> None:
        self._count = len(uprights)
        self._rank = np.empty(self._count, dtype=np.int64)
        self._rank[np.lexsort(uprights.T)] = np.arange(self._count)
        self._parts: list[npt.NDArray[np.int64]] = []

    def add(self, queries: Rows, pictures: Rows, distances: npt.NDArray[np.int64]) -> None:
        """Keep matches of pose rows (picture × 8 + pose) with pictures; a picture with itself is none."""
        owner, pose = queries // POSES, queries % POSES
        apart = owner != pictures
        owner, pose, pictures, distances = owner[apart], pose[apart], pictures[apart], distances[apart]
        swap = self._rank[owner] > self._rank[pictures]
        inverse = np.array([_INVERSE[p] for p in Pose], dtype=np.int64)
        first, second = np.where(swap, pictures, owner), np.where(swap, owner, pictures)
        rank = distances * POSES + np.where(swap, inverse[pose], pose)
        self._parts.append(np.stack((first * self._count + second, rank)))
        if len(self._parts) > 64:
            self._parts = [self._best()]

    def pairs(self) -> Iterator[tuple[int, int, int, int]]:
        """First row, second row, distance, pose: each pair once, in order."""
        for key, rank in self._best().T.tolist():
            yield key // self._count, key % self._count, rank // POSES, rank % POSES

    def _best(self) -> npt.NDArray[np.int64]:
        if not self._parts:
            return np.empty((2, 0), dtype=np.int64)
        together = np.concatenate(self._parts, axis=1)
        together = together[:, np.lexsort((together[1], together[0]))]
        first = np.ones(together.shape[1], dtype=bool)
        first[1:] = together[0, 1:] != together[0, :-1]
        return np.asarray(together[:, first])


def _join(
    queries: Hashes, offset: int, uprights: Hashes, slot: int, limit: int, found: _Found, check: Check
) -> None:
    """Compare pose rows with uprights that share ``slot`` within one bit; the smaller side is the one expanded."""
    query_side, upright_side = _Side.of(queries, slot), _Side.of(uprights, slot)
    if len(queries) < len(uprights):
        swapped = _close_rows(upright_side, query_side, check)
        blocks: Iterator[tuple[Rows, Rows]] = ((query, upright) for upright, query in swapped)
    else:
        blocks = _close_rows(query_side, upright_side, check)
    query_words, upright_words = _words(queries), _words(uprights)
    for query_rows, upright_rows in blocks:
        distances = _distances(query_words[query_rows], upright_words[upright_rows])
        near = distances <= limit
        if near.any():
            found.add(query_rows[near] + offset, upright_rows[near], distances[near])


@dataclass(frozen=True, slots=True)
class _Side:
    """Rows of hashes, sorted by their key in one slot: keys, the first word of each, and which row it was."""

    keys: Keys
    words: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]
    starts: Rows
    """Where each key begins, and the end."""

    @classmethod
    def of(cls, hashes: Hashes, slot: int) -> _Side:
        rows = np.arange(len(hashes), dtype=np.int32)
        return cls._sorted(_slot_keys(hashes, slot), _words(hashes)[:, 0], rows)

    def expanded(self) -> _Side:
        """Each row under its own key and under the sixteen keys that differ by one bit."""
        keys = (self.keys[:, None] ^ _PROBES[None, :]).ravel()
        return self._sorted(keys, np.repeat(self.words, len(_PROBES)), np.repeat(self.rows, len(_PROBES)))

    @classmethod
    def _sorted(cls, keys: Keys, words: npt.NDArray[np.uint64], rows: npt.NDArray[np.int32]) -> _Side:
        order = np.argsort(keys, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=_KEYS))))
        return cls(keys[order], words[order], rows[order], starts)


def _close_rows(asked: _Side, indexed: _Side, check: Check) -> Iterator[tuple[Rows, Rows]]:
    """Blocks of (row of ``asked``, row of ``indexed``) with keys one bit apart at most, and with close words."""
    index = indexed.expanded()
    pairs = int((np.diff(asked.starts) * np.diff(index.starts)).sum())
    places = _dense(asked, index, check) if pairs > _DENSE * _KEYS else _sparse(asked, index, check)
    for asked_places, index_places in places:
        yield asked.rows[asked_places].astype(np.int64), index.rows[index_places].astype(np.int64)


def _sparse(asked: _Side, index: _Side, check: Check) -> Iterator[tuple[Rows, Rows]]:
    """Few pairs a key: all keys of a block at once, each pair spelled out."""
    sizes = np.diff(index.starts)[asked.keys]
    ends = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        check()
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + _BLOCK, side="right")))
        part = slice(begin, end)
        total = int(ends[end - 1]) - before
        first = index.starts[asked.keys[part]] - (ends[part] - sizes[part] - before)
        places = np.repeat(first, sizes[part]) + np.arange(total)
        words = np.repeat(asked.words[part], sizes[part])
        close = np.flatnonzero(np.bitwise_count(words ^ index.words[places]) <= _FIRST_WORD_LIMIT)
        if len(close):
            yield begin + np.searchsorted(ends[part] - before, close, side="right"), places[close]
        begin = end


def _dense(asked: _Side, index: _Side, check: Check) -> Iterator[tuple[Rows, Rows]]:
    """Many pairs a key: key by key, all rows of one side against all of the other."""
    gathered: list[tuple[Rows, Rows]] = []
    waiting = 0
    starts, firsts = asked.starts.tolist(), index.starts.tolist()
    for key in range(_KEYS):
        begin, end, first, last = starts[key], starts[key + 1], firsts[key], firsts[key + 1]
        if begin == end or first == last:
            continue
        close = np.bitwise_count(asked.words[begin:end, None] ^ index.words[first:last]) <= _FIRST_WORD_LIMIT
        one, other = np.divmod(np.flatnonzero(close), last - first)
        gathered.append((one + begin, other + first))
        waiting += len(one)
        if waiting > _BLOCK:
            check()
            yield _joined(gathered)
            gathered, waiting = [], 0
    if gathered:
        yield _joined(gathered)


def _joined(parts: list[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _array(table: Table) -> Hashes:
    return np.frombuffer(table.hashes, dtype=np.uint8).reshape(-1, POSES, HASH_BYTES)


def _words(hashes: Hashes) -> Words:
    return np.ascontiguousarray(hashes).view(np.uint64)


def _slot_keys(hashes: Hashes, slot: int) -> Keys:
    """Bits ``slot``, ``slot + 16`` … of each row as one number of 16 bits."""
    column = (hashes[:, slot // 8 :: 2] >> (7 - slot % 8)) & 1
    packed = np.packbits(column, axis=1)
    return np.asarray(packed[:, 0].astype(np.uint16) << 8 | packed[:, 1])


def _distances(first: Words, second: Words) -> npt.NDArray[np.int64]:
    return np.asarray(np.bitwise_count(first ^ second).sum(axis=-1, dtype=np.int64))
