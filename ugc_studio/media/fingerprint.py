"""The 256-bit fingerprint of a proxy in its eight poses, its quality gate, and cheap features.

The picture that is hashed is the grey proxy (ITU-R 601 luma as OpenCV rounds it); one with a long side of more than
200 px is halved until it is not, each 2 × 2 pixels becoming their mean. Of that picture the upright hash is bit for bit
``imagehash.phash(hash_size=16)``: Lanczos to 64 × 64, two DCT-II, the lowest 16 × 16 coefficients against their median.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ugc_studio.domain.fingerprints import Fingerprint

Pixels = npt.NDArray[np.uint8]
"""Height × width (grey) or height × width × 3 (blue, green, red), 0 to 255."""
Floats = npt.NDArray[np.float64]

_SIDE = 16
_REDUCED = 64
_HASHED_SIDE = 200
_ALTERNATE = np.where(np.arange(_SIDE) % 2, -1.0, 1.0)
_ODD_COLUMNS: Floats = np.broadcast_to(_ALTERNATE, (_SIDE, _SIDE))
_ODD_ROWS: Floats = _ODD_COLUMNS.T
_ODD_BOTH: Floats = _ODD_COLUMNS * _ODD_ROWS
_FIRST_LONGER = np.where(np.arange(_SIDE) == 0, math.sqrt(2), 1.0)
_UNSCALED: Floats = np.outer(_FIRST_LONGER, _FIRST_LONGER)
"""OpenCV's transform is orthonormal, imagehash's is not: its first row and column are longer by the root of two."""
_ROUNDING = 1e-9
_PERCENT = (np.arange(256) * 100 // 255).astype(np.uint8)
_OPPONENTS = np.array([[0, -1, 1], [-1, 0.5, 0.5]], dtype=np.float32)
"""Red minus green, and yellow minus blue, from blue, green and red."""
_GRADIENT_UNIT = 90
"""PDQ's scale: so many steps of 1 % between neighbours make one point of quality."""


def hashed_picture(bgr: Pixels) -> Pixels:
    """The grey picture (height × width) that is hashed; ``Image.fromarray`` of it is what imagehash would be given."""
    grey = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    height, width = grey.shape
    while max(height, width) > _HASHED_SIDE and min(height, width) >= 2:
        even = grey[: height // 2 * 2, : width // 2 * 2]
        height, width = height // 2, width // 2
        grey = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return grey


def fingerprint_of(grey: Pixels) -> Fingerprint:
    """Fingerprint a picture made by :func:`hashed_picture`."""
    small = np.asarray(Image.fromarray(grey).resize((_REDUCED, _REDUCED), Image.Resampling.LANCZOS))
    return Fingerprint(dihedral_hashes(_low_frequencies(small)), quality_of(small))


def dihedral_hashes(coefficients: Floats) -> bytes:
    """The eight hashes, 32 bytes each, from 16 × 16 DCT coefficients.

    Mirroring a picture changes the sign of every odd column of its transform, flipping that of every odd row, and
    transposing it transposes the transform. A transposed pose has the median of the one it was transposed from.
    """
    rotated, mirrored, flipped = coefficients * _ODD_BOTH, coefficients * _ODD_COLUMNS, coefficients * _ODD_ROWS
    bits = [_above_median(pose) for pose in (coefficients, rotated, mirrored, flipped)]
    upright, upside_down, left_right, top_down = bits
    order = (upright, top_down.T, upside_down, left_right.T, left_right, top_down, upright.T, upside_down.T)
    return np.packbits(np.stack(order)).tobytes()


def _above_median(pose: Floats) -> npt.NDArray[np.bool_]:
    ordered = np.partition(pose, (127, 128), axis=None)
    return np.asarray(pose > (ordered[127] + ordered[128]) / 2)


def quality_of(small: Pixels) -> int:
    """0–100: how much gradient a 64 × 64 grey picture holds (the idea of PDQ's gate). Plain pictures score low."""
    across = cv2.LUT(cv2.absdiff(small[:, 1:], small[:, :-1]), _PERCENT)
    down = cv2.LUT(cv2.absdiff(small[1:], small[:-1]), _PERCENT)
    return min(100, int(cv2.sumElems(across)[0] + cv2.sumElems(down)[0]) // _GRADIENT_UNIT)


def features_of(bgr: Pixels, grey: Pixels) -> dict[str, float]:
    """Brightness, contrast and clipping of the hashed picture as fractions of the range, and the colourfulness of the
    proxy after Hasler & Süsstrunk 2003 on every fifth pixel or so.
    """
    mean, deviation = cv2.meanStdDev(grey)
    step = max(1, max(bgr.shape) // 100)
    opponents = cv2.transform(bgr[::step, ::step].astype(np.float32), _OPPONENTS)
    offset, spread = cv2.meanStdDev(opponents)
    return {
        "brightness": round(float(mean[0, 0]) / 255, 4),
        "contrast": round(float(deviation[0, 0]) / 255, 4),
        "clipped_low": _share(grey, 0, 2),
        "clipped_high": _share(grey, 253, 255),
        "colourfulness": round(math.hypot(*spread.ravel()) + 0.3 * math.hypot(*offset.ravel()), 2),
    }


def _share(grey: Pixels, low: int, high: int) -> float:
    return round(cv2.countNonZero(cv2.inRange(grey, low, high)) / grey.size, 4)


def mean_colour(bgr: Pixels) -> int:
    """The mean colour as ``0xRRGGBB``."""
    blue, green, red, _alpha = cv2.mean(bgr)
    return round(red) << 16 | round(green) << 8 | round(blue)


def _low_frequencies(small: Pixels) -> Floats:
    """The lowest 16 × 16 coefficients of the DCT-II that imagehash computes, up to a common factor.

    OpenCV's transform costs a third of SciPy's, and differs from it by rounding alone. Where a coefficient is so near a
    median that rounding could decide its bit, SciPy's own is taken.
    """
    low = cv2.dct(small.astype(np.float64))[:_SIDE, :_SIDE] * _UNSCALED
    close = float(np.abs(low).max()) * _ROUNDING
    return _imagehash_frequencies(small) if _has_ties(low, close) else low


def _has_ties(low: Floats, close: float) -> bool:
    """Whether the two values in the middle of the upright pose are nearly equal (then a bit hangs on rounding)."""
    ordered = np.partition(low, (127, 128), axis=None)
    return bool(ordered[128] - ordered[127] <= close)


def _imagehash_frequencies(small: Pixels) -> Floats:
    import scipy.fftpack  # type: ignore[import-untyped]  # ships no types

    transformed: Any = scipy.fftpack.dct(scipy.fftpack.dct(small, axis=0), axis=1)
    return np.asarray(transformed[:_SIDE, :_SIDE], dtype=np.float64)
