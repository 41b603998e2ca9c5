"""The 256-bit fingerprint of a proxy in its eight poses, its quality gate, and cheap features.

The picture that is hashed is the grey proxy (ITU-R 601 luma as OpenCV rounds it); one with a long side of more than
320 px is halved, each 2 × 2 pixels becoming their mean. Of that picture the upright hash is bit for bit
``imagehash.phash(hash_size=16)``: Lanczos to 64 × 64, two DCT-II, the lowest 16 × 16 coefficients against their median.
"""

from __future__ import annotations

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
_HASHED_SIDE = 320
_ALTERNATE = np.where(np.arange(_SIDE) % 2, -1.0, 1.0)
_ODD_COLUMNS: Floats = np.broadcast_to(_ALTERNATE, (_SIDE, _SIDE))
_ODD_ROWS: Floats = _ODD_COLUMNS.T
_GRADIENT_UNIT = 90
"""PDQ's scale: so many steps of 1 % between neighbours make one point of quality."""


def hashed_picture(bgr: Pixels) -> Pixels:
    """The grey picture (height × width) that is hashed; ``Image.fromarray`` of it is what imagehash would be given."""
    grey = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    height, width = grey.shape
    if max(height, width) <= _HASHED_SIDE or min(height, width) < 2:
        return grey
    even = grey[: height // 2 * 2, : width // 2 * 2]
    halved = cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(halved, dtype=np.uint8)


def fingerprint_of(grey: Pixels) -> Fingerprint:
    """Fingerprint a picture made by :func:`hashed_picture`."""
    small = np.asarray(Image.fromarray(grey).resize((_REDUCED, _REDUCED), Image.Resampling.LANCZOS))
    return Fingerprint(dihedral_hashes(_low_frequencies(small)), quality_of(small))


def dihedral_hashes(coefficients: Floats) -> bytes:
    """The eight hashes, 32 bytes each, from 16 × 16 DCT coefficients.

    Mirroring a picture changes the sign of every odd column of its transform, flipping that of every odd row, and
    transposing it transposes the transform; each pose has its own median.
    """
    plain, turned = coefficients, coefficients.T
    poses = np.stack(
        (
            plain,
            turned * _ODD_COLUMNS,
            plain * _ODD_COLUMNS * _ODD_ROWS,
            turned * _ODD_ROWS,
            plain * _ODD_COLUMNS,
            plain * _ODD_ROWS,
            turned,
            turned * _ODD_COLUMNS * _ODD_ROWS,
        )
    ).reshape(8, _SIDE * _SIDE)
    ordered = np.partition(poses, (127, 128), axis=1)
    medians = (ordered[:, 127] + ordered[:, 128]) / 2
    return np.packbits(poses > medians[:, None], axis=1).tobytes()


def quality_of(small: Pixels) -> int:
    """0–100: how much gradient a 64 × 64 grey picture holds (the idea of PDQ's gate). Plain pictures score low."""
    values = small.astype(np.int16)
    across = np.abs(np.diff(values, axis=1)) * 100 // 255
    down = np.abs(np.diff(values, axis=0)) * 100 // 255
    return min(100, int(across.sum() + down.sum()) // _GRADIENT_UNIT)


def features_of(bgr: Pixels, grey: Pixels) -> dict[str, float]:
    """Brightness, contrast and clipping of the hashed picture as fractions of the range, and the colourfulness of the
    proxy after Hasler & Süsstrunk 2003 on every fifth pixel or so.
    """
    mean, deviation = cv2.meanStdDev(grey)
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    step = max(1, max(bgr.shape) // 100)
    tiny = bgr[::step, ::step].astype(np.float32)
    blue, green, red = tiny[..., 0], tiny[..., 1], tiny[..., 2]
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = float(np.hypot(red_green.std(), yellow_blue.std()))
    offset = float(np.hypot(red_green.mean(), yellow_blue.mean()))
    return {
        "brightness": round(float(mean[0, 0]) / 255, 4),
        "contrast": round(float(deviation[0, 0]) / 255, 4),
        "clipped_low": round(float(counts[:3].sum()) / grey.size, 4),
        "clipped_high": round(float(counts[253:].sum()) / grey.size, 4),
        "colourfulness": round(spread + 0.3 * offset, 2),
    }


def mean_colour(bgr: Pixels) -> int:
    """The mean colour as ``0xRRGGBB``."""
    blue, green, red, _alpha = cv2.mean(bgr)
    return round(red) << 16 | round(green) << 8 | round(blue)


def _low_frequencies(small: Pixels) -> Floats:
    """The lowest 16 × 16 coefficients, by the very transform imagehash calls: near a tie every bit counts."""
    import scipy.fftpack  # type: ignore[import-untyped]  # ships no types

    transformed: Any = scipy.fftpack.dct(scipy.fftpack.dct(small, axis=0), axis=1)
    return np.asarray(transformed[:_SIDE, :_SIDE], dtype=np.float64)
