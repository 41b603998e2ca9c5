"""A list with what its layout needs, worked out where the list was read: a million photos take a tenth of a second."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from ugc_studio.desktop.grid.geometry import running_ratios, section_starts
from ugc_studio.services.browsing import Listing


@dataclass(frozen=True, slots=True)
class Arranged:
    """A listing, the sums of its ratios, and the first place of each day (none when no day is known)."""

    listing: Listing
    running: array[float]
    sections: array[int]


def arrange(listing: Listing) -> Arranged:
    """Work out what does not depend on the width; no Qt, any thread."""
    starts = section_starts(listing.days)
    undated = len(starts) == 1 and listing.days[0] == 0
    return Arranged(listing, running_ratios(listing.ratios), array("q") if undated else starts)


NOTHING = arrange(Listing(array("q"), array("f"), array("i"), array("I")))
