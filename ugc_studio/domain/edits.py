"""What a person changes about many photos at once, and what they have in common before."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from ugc_studio.domain.assets import Flag

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Edits:
    """Only what was touched: ``None`` leaves a field alone, an empty text takes it away. Tags are never replaced."""

    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    caption: str | None = None
    """The editor's own; the text of a post stays as it came."""
    credit: str | None = None
    place: str | None = None
    """A place by name; a new name makes a new place."""
    campaign: str | None = None
    """The gallery that the photos are meant for, by name or number."""
    rating: int | None = None
    flag: Flag | None = None

    @property
    def touched(self) -> tuple[str, ...]:
        """The names of the fields that change."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) not in (None, ()))


@dataclass(frozen=True, slots=True)
class Shared(Generic[Value]):
    """One field of several photos: the value that all have, or ``mixed``."""

    value: Value | None
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class EditSummary:
    """What the form for several photos shows; ``tags`` says of how many photos each is, most first."""

    photos: int
    caption: Shared[str]
    credit: Shared[str]
    place: Shared[str]
    campaign: Shared[str]
    creator: Shared[str]
    rating: Shared[int]
    flag: Shared[Flag]
    tags: tuple[tuple[str, int], ...]
