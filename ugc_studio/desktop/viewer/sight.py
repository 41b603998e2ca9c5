"""Which part of a picture is looked at; plain arithmetic in fractions, so that pictures of other sizes can follow."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ugc_studio.domain.framing import Box

LARGEST = 8.0
"""Screen pixels for one pixel of the picture, at most."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How many times larger than fitted, and which point (as fractions of the picture) is in the middle."""

    factor: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is seen."""
        return self.factor <= 1.0 + 1e-6


FITTED = Sight()


@dataclass(frozen=True, slots=True)
class Stage:
    """A picture of some size in a view of some size, both in screen pixels."""

    view_width: float
    view_height: float
    width: int
    height: int

    @property
    def fit(self) -> float:
        """Screen pixels for one pixel of the picture when all of it is shown."""
        return min(self.view_width / max(1, self.width), self.view_height / max(1, self.height))

    @property
    def full(self) -> float:
        """The factor at which one pixel of the picture is one pixel of the screen."""
        return 1.0 / max(self.fit, 1e-9)

    def scale(self, sight: Sight) -> float:
        """Screen pixels for one pixel of the picture."""
        return self.fit * sight.factor

    def rect(self, sight: Sight) -> tuple[float, float, float, float]:
        """Where the whole picture lies in the view: left, top, width, height; never with a gap that need not be."""
        seen = self.settled(sight)
        width, height = self.width * self.scale(seen), self.height * self.scale(seen)
        return self.view_width / 2 - seen.x * width, self.view_height / 2 - seen.y * height, width, height

    def settled(self, sight: Sight) -> Sight:
        """The same with the middle moved so far in that no edge leaves a gap, and the factor within its limits."""
        factor = min(max(sight.factor, min(1.0, self.full)), max(1.0, self.full * LARGEST))
        scale = self.fit * factor
        return Sight(
            factor,
            _inside(sight.x, self.view_width / max(1e-9, self.width * scale)),
            _inside(sight.y, self.view_height / max(1e-9, self.height * scale)),
        )

    def zoomed(self, sight: Sight, factor: float, x: float, y: float) -> Sight:
        """Another factor with the point of the picture at ``x``, ``y`` of the view staying where it is."""
        left, top, width, height = self.rect(sight)
        across, down = (x - left) / max(1e-9, width), (y - top) / max(1e-9, height)
        across, down = min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)
        limited = self.settled(replace(sight, factor=factor)).factor
        scale = self.fit * limited
        return self.settled(
            Sight(
                limited,
                across + (self.view_width / 2 - x) / max(1e-9, self.width * scale),
                down + (self.view_height / 2 - y) / max(1e-9, self.height * scale),
            )
        )

    def panned(self, sight: Sight, right: float, down: float) -> Sight:
        """Moved by so many screen pixels of the view."""
        seen = self.settled(sight)
        scale = self.scale(seen)
        return self.settled(
            replace(
                seen, x=seen.x + right / max(1e-9, self.width * scale), y=seen.y + down / max(1e-9, self.height * scale)
            )
        )

    def part(self, sight: Sight, *, margin: float = 0.0) -> Box:
        """The pixels of the picture that are seen, with a margin as a fraction of the view on each side."""
        left, top, _width, _height = self.rect(sight)
        scale = self.scale(self.settled(sight))
        wide, high = self.view_width * margin, self.view_height * margin
        first_x = max(0, math.floor((-left - wide) / scale))
        first_y = max(0, math.floor((-top - high) / scale))
        last_x = min(self.width, math.ceil((self.view_width - left + wide) / scale))
        last_y = min(self.height, math.ceil((self.view_height - top + high) / scale))
        return Box(first_x, first_y, max(1, last_x - first_x), max(1, last_y - first_y))


def _inside(middle: float, share: float) -> float:
    """The middle of what is seen, when ``share`` of the whole fits into the view."""
    if share >= 1.0:
        return 0.5
    return min(max(middle, share / 2), 1 - share / 2)
