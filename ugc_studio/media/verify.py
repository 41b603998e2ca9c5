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

import cv2
import numpy as np
import numpy.typing as npt

from ugc_studio.domain.fingerprints import Pose

Square = npt.NDArray[np.float32]
"""Grey values, 0–255, as many rows as columns."""

_SIDE = 192
_TILE = 16
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


def square_of(proxy: bytes) -> Square | None:
    """The grey square of one of our own proxies (JPEG), or None when it cannot be read."""
    encoded = np.frombuffer(proxy, dtype=np.uint8)
    picture = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE) if len(encoded) else None
    if picture is None:
        return None
    return np.asarray(cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), dtype=np.float32)


def tile_score(first: Square, second: Square, pose: Pose) -> TileScore:
    """Compare ``first`` in ``pose`` with ``second``."""
    turned = _TURNS[pose](first)
    coarse, fine = _correlations(_halved(turned), _halved(second)), _correlations(turned, second)
    return TileScore(float(np.median(coarse)), float(np.mean(fine)))


class TileCheck:
    """Scores pairs of pictures by id, reading each proxy once while it stays among the ``keep`` last used."""

    def __init__(self, read: Callable[[int], bytes | None], *, keep: int = 2048) -> None:
        self._read = read
        self._keep = keep
        self._squares: OrderedDict[int, Square | None] = OrderedDict()

    def score(self, first: int, second: int, pose: Pose) -> TileScore | None:
        """The score of a pair, or None when one of the two has no picture to look at."""
        one, other = self._square(first), self._square(second)
        return None if one is None or other is None else tile_score(one, other, pose)

    def _square(self, asset: int) -> Square | None:
        if asset in self._squares:
            self._squares.move_to_end(asset)
            return self._squares[asset]
        proxy = self._read(asset)
        square = square_of(proxy) if proxy else None
        self._squares[asset] = square
        if len(self._squares) > self._keep:
            self._squares.popitem(last=False)
        return square


def _correlations(first: Square, second: Square) -> Square:
    """The correlation of each telling tile: plain in one picture only counts as 0, plain in both does not count."""
    one, other = _tiles(first), _tiles(second)
    deviations = np.stack((one.std(axis=1), other.std(axis=1)))
    telling = (deviations > _FLAT).any(axis=0)
    if telling.mean() < _LEAST_SHARE:
        return np.zeros(1, dtype=np.float32)
    one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    product = np.maximum(deviations, 1e-6).prod(axis=0)
    correlations = np.where((deviations > _FLAT / 4).all(axis=0), (one * other).mean(axis=1) / product, 0.0)
    return np.asarray(correlations[telling], dtype=np.float32)


def _tiles(square: Square) -> Square:
    """Tiles × 256: the pixels of each tile."""
    count = len(square) // _TILE
    cut = np.ascontiguousarray(square).reshape(count, _TILE, count, _TILE).swapaxes(1, 2)
    return np.asarray(cut.reshape(count * count, _TILE * _TILE))


def _halved(square: Square) -> Square:
    half = len(square) // 2
    return np.asarray(np.ascontiguousarray(square).reshape(half, 2, half, 2).mean(axis=(1, 3)))
