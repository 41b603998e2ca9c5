"""Facts about how a picture turned out, and the measures from which they are read: never a verdict about it."""

from __future__ import annotations

import enum

DARK_BELOW = 0.22
"""Mean brightness, as a fraction of white."""
BRIGHT_ABOVE = 0.25
"""Share of the picture that is burnt out to white."""
FLAT_BELOW = 0.09
"""Standard deviation of brightness, as a fraction of white."""
SHARP_FROM = 60.0
"""Variance of the Laplacian at 1080 pixels."""
SMALL_BELOW = 1080
"""Short side in pixels: under it a picture is enlarged for a feed."""


class QualityFact(enum.StrEnum):
    """What can be said about a picture by measuring it."""

    BLURRED = "blurred"
    SHARP = "sharp"
    DARK = "dark"
    BRIGHT = "bright"
    FLAT = "flat"
    SMALL = "small"
