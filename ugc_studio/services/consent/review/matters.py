"""What waits for legal, each with the reasons why, and what legal may decide about it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.events import Target
from ugc_studio.domain.messages import Text, _


class MatterKind(enum.StrEnum):
    """Kinds of things that legal decides, in the order of the queue."""

    FREEZE = "freeze"
    WITHDRAWAL = "withdrawal"
    OF_AGE = "coming_of_age"
    SENSITIVE = "sensitive"
    AUTHOR = "author"
    MONEY = "consideration"
    COPY = "copy"
    APPROVAL = "grant"


class Decision(enum.StrEnum):
    """What can be decided."""

    APPROVE = "approve"
    INVALIDATE = "invalidate"
    CONFIRM = "confirm"
    """Who took the photo."""
    OVERRIDE = "override"
    UNMARK = "unmark"
    LIFT = "lift"
    LEAVE = "leave"
    """Looked at, and it stays as it is."""


DECISIONS: Mapping[MatterKind, tuple[Decision, ...]] = {
    MatterKind.APPROVAL: (Decision.APPROVE, Decision.INVALIDATE, Decision.LEAVE),
    MatterKind.MONEY: (Decision.APPROVE, Decision.INVALIDATE, Decision.LEAVE),
    MatterKind.AUTHOR: (Decision.CONFIRM, Decision.LEAVE),
    MatterKind.SENSITIVE: (Decision.APPROVE, Decision.UNMARK, Decision.LEAVE),
    MatterKind.COPY: (Decision.OVERRIDE, Decision.LEAVE),
    MatterKind.WITHDRAWAL: (Decision.LEAVE,),
    MatterKind.OF_AGE: (Decision.LEAVE,),
    MatterKind.FREEZE: (Decision.LIFT,),
}
"""The first is what the key of the queue records."""
WITHOUT_REASON = frozenset({(MatterKind.APPROVAL, Decision.APPROVE)})
"""Everything else is recorded with a reason only."""

KIND_WORDS: Mapping[MatterKind, Text] = {
    MatterKind.APPROVAL: _("To approve"),
    MatterKind.MONEY: _("Something in return"),
    MatterKind.AUTHOR: _("Several authors"),
    MatterKind.SENSITIVE: _("Sensitive photo"),
    MatterKind.COPY: _("Blocked by a copy"),
    MatterKind.WITHDRAWAL: _("Contested withdrawal"),
    MatterKind.OF_AGE: _("Turns 18"),
    MatterKind.FREEZE: _("Frozen"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that waits for legal: a photo, a person or a freeze; ``cause`` is the event that brought it up."""

    kind: MatterKind
    subject: str
    """The number of the photo, the UUID of the person, or ``kind:id`` of what is frozen."""
    title: str | Text
    reasons: tuple[Text, ...]
    since: dt.datetime | None
    cause: int = 0
    asset: AssetId | None = None
    party: str | None = None
    target: Target | None = None
    grants: tuple[tuple[str, str], ...] = ()
    """Party and instrument of each grant that it is about."""

    @property
    def key(self) -> str:
        """What tells it from every other, also on the command line."""
        return f"{self.kind}:{self.subject}"

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What legal may decide."""
        return DECISIONS[self.kind]

    def needs_reason(self, decision: Decision) -> bool:
        """Whether it is recorded with a reason only."""
        return (self.kind, decision) not in WITHOUT_REASON


def kind_of(key: str) -> MatterKind:
    """The kind in a key; :class:`NotFound` for what is none."""
    name = key.partition(":")[0]
    if name not in set(MatterKind):
        raise NotFound(_("Nothing waits under {key}. See: ugc-studio consent review list", key=key))
    return MatterKind(name)
