"""What the buttons of legal review say, and what they did."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.review.matters import Decision, MatterKind

ICONS: Mapping[MatterKind, str] = {
    MatterKind.APPROVAL: "law",
    MatterKind.MONEY: "euro",
    MatterKind.AUTHOR: "people",
    MatterKind.SENSITIVE: "sensitive",
    MatterKind.COPY: "duplicates",
    MatterKind.WITHDRAWAL: "undo",
    MatterKind.OF_AGE: "child",
    MatterKind.FREEZE: "freeze",
}
QUESTIONS: Mapping[MatterKind, Text] = {
    MatterKind.APPROVAL: _("May this permission be relied on?"),
    MatterKind.MONEY: _("May this be used although something was given in return?"),
    MatterKind.AUTHOR: _("Who took it?"),
    MatterKind.SENSITIVE: _("May this photo be used?"),
    MatterKind.COPY: _("May it be used although a copy is blocked?"),
    MatterKind.WITHDRAWAL: _("What becomes of the contested withdrawal?"),
    MatterKind.OF_AGE: _("Their own release is needed from next month on."),
    MatterKind.FREEZE: _("May it be published again?"),
}
BUTTONS: Mapping[tuple[MatterKind, Decision], Text] = {
    (MatterKind.APPROVAL, Decision.APPROVE): _("Approve and next"),
    (MatterKind.APPROVAL, Decision.INVALIDATE): _("Declare invalid"),
    (MatterKind.MONEY, Decision.APPROVE): _("Allow it and next"),
    (MatterKind.MONEY, Decision.INVALIDATE): _("Declare invalid"),
    (MatterKind.AUTHOR, Decision.CONFIRM): _("Record the author and next"),
    (MatterKind.SENSITIVE, Decision.APPROVE): _("Allow its use and next"),
    (MatterKind.SENSITIVE, Decision.UNMARK): _("Not sensitive"),
    (MatterKind.COPY, Decision.OVERRIDE): _("Lift the block and next"),
    (MatterKind.WITHDRAWAL, Decision.LEAVE): _("It stands: stay blocked"),
    (MatterKind.OF_AGE, Decision.LEAVE): _("Looked at, next"),
    (MatterKind.FREEZE, Decision.LIFT): _("Lift the freeze and next"),
}
LEAVE = _("Leave it blocked")
"""For every kind that has no words of its own for it."""


def button_words(kind: MatterKind, decision: Decision) -> Text:
    """What the button of a decision says."""
    return BUTTONS.get((kind, decision), LEAVE)
