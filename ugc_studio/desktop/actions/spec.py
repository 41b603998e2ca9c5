"""What an action is before it is a QAction: its name, words, keys, and where it acts."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from ugc_studio.domain.messages import N_


class Scope(enum.StrEnum):
    """Where an action's key acts."""

    EVERYWHERE = "everywhere"
    PHOTOS = "photos"
    """Only while a photo view (grid, one photo, compare, a queue of pictures) has the focus."""


class Group(enum.StrEnum):
    """The headings of the shortcut sheet, in its order; the value is the English text."""

    SORT = N_("Sort photos")
    LOOK = N_("Look")
    ORGANISE = N_("Organise")
    DUPLICATES = N_("Duplicates")
    CONSENT = N_("Consent")
    GALLERIES = N_("Galleries")
    EVERYWHERE = N_("Everywhere")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command; ``keys`` are portable key texts, the first is the one that is shown and can be changed."""

    id: str
    text: str
    group: Group
    keys: tuple[str, ...] = ()
    scope: Scope = Scope.EVERYWHERE
    icon: str = ""
    hint: str = ""
    """A sentence for the palette and the tooltip, where the words alone do not say enough."""
    page: str = ""
    """Acts in this place only; empty: wherever a handler is."""

    @property
    def is_single_key(self) -> bool:
        """Whether its shown key is a bare letter, digit or sign, which people may switch off (WCAG 2.1.4)."""
        return bool(self.keys) and len(self.keys[0].removeprefix("Shift+")) == 1
