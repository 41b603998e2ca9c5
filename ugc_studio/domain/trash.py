"""What happens when the trash is emptied: which photos go, and which have to stay and why."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _


class StayReason(enum.StrEnum):
    """Why a photo in the trash may not go."""

    IN_GALLERY = "in_gallery"
    PUBLISHED = "published"
    """It was handed over, and nobody has proved that it came down."""
    REPLY_TO_READ = "reply_to_read"
    MARKED = "marked"
    """Marked as sensitive or illegal: what it shows may have to be proved."""
    FROZEN = "frozen"


STAY_TEXTS: Mapping[StayReason, Text] = {
    StayReason.IN_GALLERY: _("It is in a gallery. Take it out there first."),
    StayReason.PUBLISHED: _("It was published, and its removal is not proved."),
    StayReason.REPLY_TO_READ: _("Someone answered about it, and nobody has read that yet."),
    StayReason.MARKED: _("It is marked as sensitive or illegal, so it is kept as evidence."),
    StayReason.FROZEN: _("Publishing is frozen for it, so it is kept as evidence."),
}


@dataclass(frozen=True, slots=True)
class Staying:
    """A photo that stays in the trash, with the first reason for it."""

    asset_id: AssetId
    reason: StayReason

    @property
    def text(self) -> Text:
        """The reason as a sentence."""
        return STAY_TEXTS[self.reason]


@dataclass(frozen=True, slots=True)
class TrashPreview:
    """What emptying would do now; to be shown before."""

    going: tuple[AssetId, ...]
    bytes: int
    """How much space becomes free, previews not counted."""
    staying: tuple[Staying, ...]

    @property
    def photos(self) -> int:
        """How many go."""
        return len(self.going)

    def staying_for(self, reason: StayReason) -> int:
        """How many stay for a reason."""
        return sum(one.reason is reason for one in self.staying)
