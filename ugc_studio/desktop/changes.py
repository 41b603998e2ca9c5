"""What a write changed, so that each place redraws only what it shows."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Changed(enum.Flag):
    """Kinds of things that can change."""

    NOTHING = 0
    MARKS = enum.auto()
    """Flags, stars, tags, captions, places: fields of photos in lists."""
    MEMBERS = enum.auto()
    """Which photos lists hold: an import, the trash, a merge."""
    CONSENT = enum.auto()
    DUPLICATES = enum.auto()
    GALLERIES = enum.auto()
    SEARCHES = enum.auto()
    REGISTER = enum.auto()
    """Brands, accounts, people, places, notices."""
    IMPORTS = enum.auto()
    USES = enum.auto()
    """Exports and takedowns."""
    EVERYTHING = MARKS | MEMBERS | CONSENT | DUPLICATES | GALLERIES | SEARCHES | REGISTER | IMPORTS | USES


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds, and the photos concerned; no ids means that any photo may be."""

    kinds: Changed
    ids: frozenset[int] = frozenset()

    def touch(self, kinds: Changed) -> bool:
        """Whether any of these kinds changed."""
        return bool(self.kinds & kinds)


def changes(kinds: Changed, ids: Iterable[int] = ()) -> Changes:
    """Short for ``Changes(kinds, frozenset(ids))``."""
    return Changes(kinds, frozenset(ids))
