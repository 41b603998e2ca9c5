"""The second look at two pictures whose fingerprints are close: do their parts really look alike?

Each proxy becomes a grey square of 192 × 192 pixels, and one of the two is turned as the fingerprints found. Tiles at
the same place are correlated: changed light, colour and compression leave a correlation near 1, and an overlay spoils
only its own tiles. Two scores are given, because they fail differently. The coarse one (median of 6 × 6 tiles at half
the size) forgives small shifts, but a common frame fools it: two polaroids of strangers reach 0.99. The fine one (mean
of 12 × 12 tiles) is not fooled by frames and layouts (0.74 at most among measured strangers), but wants pictures that
lie exactly on each other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from ugc_studio.domain.fingerprints import Pose

Square = npt.NDArray[np.uint8]
"""Grey values, as many rows as columns."""
Tiles = npt.NDArray[np.float32]

K = TypeVar("K")
V = TypeVar("V")

_SIDE = 192
_TILE = 16
_KEPT_SQUARES = 1024
_KEPT_VIEWS = 256
_FLAT = 2.0
"""A tile whose grey values deviate less than this from their mean holds no structure."""
_LEAST_SHARE = 0.25
"""So many of the tiles must hold structure in one of the pictures; fewer prove nothing."""

_TURNS: dict[Pose, Callable[[Square], Square]] = {
    Pose.UPRIGHT: lambda square: square,
    Pose.ROTATED_90: lambda square: np.rot90(square, -1),
    Pose.ROTATED_180: lambda square: np.rot90(square, 2),
    Pose.ROTATED_270: lambda square: np.rot90(square, 1),
    Pose.MIRRORED: np.fliplr,
    Pose.FLIPPED: np.flipud,
    Pose.TRANSPOSED: lambda square: square.T,
    Pose.TRANSVERSED: lambda square: np.rot90(square, 2).T,
}


@dataclass(frozen=True, slots=True)
class TileScore:
    """How alike two pictures are tile by tile, each -1 to 1; 0 where too little structure proves anything."""

    coarse: float
    fine: float


@dataclass(frozen=True, slots=True)
class _Grid:
    """The tiles of one picture in one pose: each with mean 0 and deviation 1, and the deviation it had."""

    values: Tiles
    deviations: Tiles

    @classmethod
    def of(cls, picture: npt.NDArray[np.generic]) -> _Grid:
        count = len(picture) // _TILE
        tiles = picture.reshape(count, _TILE, count, _TILE).swapaxes(1, 2)
        cut = tiles.reshape(count * count, _TILE * _TILE).astype(np.float32)
        centred = cut - cut.mean(axis=1, keepdims=True)
        deviations = np.sqrt((centred * centred).mean(axis=1))
        return cls(centred / np.maximum(deviations, 1e-3)[:, None], deviations)

    def correlations(self, other: _Grid) -> Tiles:
        """Of each telling tile: plain in one picture only counts as 0, plain in both does not count."""
        telling = np.maximum(self.deviations, other.deviations) > _FLAT
        if telling.mean() < _LEAST_SHARE:
            return np.zeros(1, dtype=np.float32)
        products = np.einsum("ij,ij->i", self.values, other.values) / _TILE**2
        structured = np.minimum(self.deviations, other.deviations) > _FLAT / 4
        return np.asarray(np.where(structured, products, 0.0)[telling], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _View:
    """One picture in one pose, ready to be compared."""

    coarse: _Grid
    fine: _Grid

    @classmethod
    def of(cls, square: Square, pose: Pose) -> _View:
        turned = np.ascontiguousarray(_TURNS[pose](square))
        half = cv2.resize(turned, (len(turned) // 2, len(turned) // 2), interpolation=cv2.INTER_AREA)
        return cls(_Grid.of(half), _Grid.of(turned))

    def score(self, other: _View) -> TileScore:
        coarse, fine = self.coarse.correlations(other.coarse), self.fine.correlations(other.fine)
        return TileScore(float(np.median(coarse)), float(np.mean(fine)))


def square_of(proxy: bytes) -> Square | None:
    """The grey square of one of our own proxies (JPEG), or None when it cannot be read."""
    try:
        picture = cv2.imdecode(np.frombuffer(proxy, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error:  # empty, or a header that promises too much
        return None
    if picture is None:
        return None
    return np.asarray(cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def tile_score(first: Square, second: Square, pose: Pose) -> TileScore:
    """Compare ``first`` in ``pose`` with ``second``."""
    return _View.of(first, pose).score(_View.of(second, Pose.UPRIGHT))


class TileCheck:
    """Scores pairs of pictures by id; the last used squares (37 kB each) and views (190 kB each) are kept.

    Fast when pairs that share pictures come together.
    """

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        self._read = read
        self._squares: OrderedDict[int, Square | None] = OrderedDict()
        self._views: OrderedDict[tuple[int, Pose], _View | None] = OrderedDict()

    def score(self, first: int, second: int, pose: Pose) -> TileScore | None:
        """The score of a pair, or None when one of the two has no picture to look at."""
        one, other = self._view(first, pose), self._view(second, Pose.UPRIGHT)
        return None if one is None or other is None else one.score(other)

    def _view(self, asset: int, pose: Pose) -> _View | None:
        key = (asset, pose)
        if key not in self._views:
            square = self._square(asset)
            self._views[key] = None if square is None else _View.of(square, pose)
        return _kept(self._views, key, _KEPT_VIEWS)

    def _square(self, asset: int) -> Square | None:
        if asset not in self._squares:
            proxy = self._read(asset)
            self._squares[asset] = square_of(proxy) if proxy else None
        return _kept(self._squares, asset, _KEPT_SQUARES)


def _kept(cache: OrderedDict[K, V], key: K, limit: int) -> V:
    """The value of a key that is there, which becomes the last used one; the longest unused may go."""
    cache.move_to_end(key)
    if len(cache) > limit:
        cache.popitem(last=False)
    return cache[key]
