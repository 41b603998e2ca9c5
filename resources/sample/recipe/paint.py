"""Colours, noise and other small tools of the painter.

Everything here works on ``float32`` arrays of shape (height, width, 3), values 0–1, sRGB. Positions are pixels,
x to the right and y down; people are placed by their feet and their height. Nothing is random: every texture
takes a seed, so the same recipe paints the same picture.
"""

from __future__ import annotations

from typing import Any, cast

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """Turn ``"#aabbcc"`` into three fractions."""
    return int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """Blend two colours; ``t`` 0 is ``a``, 1 is ``b``."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t


def colour(value: Colour | str) -> Array:
    """Make a colour that can be multiplied with a picture."""
    return np.asarray(rgb(value) if isinstance(value, str) else value, np.float32)


def as_array(value: Any) -> Array:
    """Narrow what OpenCV returns."""
    return cast("Array", np.asarray(value, np.float32))


def blur(picture: Array, sigma: float) -> Array:
    """Blur with a Gaussian of ``sigma`` pixels."""
    return picture if sigma <= 0 else as_array(cv2.GaussianBlur(picture, (0, 0), sigma))


def smooth(low: float, high: float, value: Array) -> Array:
    """Ease from 0 at ``low`` to 1 at ``high``."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return as_array(t * t * (3 - 2 * t))


def noise(width: int, height: int, *, cell: float, seed: int, octaves: int = 5, stretch: float = 1.0) -> Array:
    """Make clouds of numbers, 0–1 (height, width); ``cell`` is the biggest blob in pixels."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    weight = 0.0
    for octave in range(octaves):
        size = max(cell / 2**octave, 1.5)
        cols = max(int(width / (size * stretch)) + 2, 2)
        rows = max(int(height / size) + 2, 2)
        grid = rng.random((rows, cols), np.float32)
        total += as_array(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)) * 0.55**octave
        weight += 0.55**octave
    total /= weight
    spread = float(total.std()) or 1.0
    return as_array(np.clip(0.5 + (total - total.mean()) / (spread * 5), 0, 1))
