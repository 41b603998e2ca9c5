"""What may be written to the ledger, by whom: refused whole, never clipped (``consent.md`` §3, §8)."""

from __future__ import annotations

from ugc_studio.domain.clearance.scopes import wider_fields
from ugc_studio.domain.consent import EventType, EvidenceKind, Role, Scope
from ugc_studio.domain.errors import RefusedError, RoleRefused
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.messages import _

LEGAL_ONLY = frozenset(
    {
        EventType.APPROVED,
        EventType.OVERRIDE,
        EventType.INVALIDATED,
        EventType.WITHDRAWAL_CONTESTED,
        EventType.UNFROZEN,
        EventType.UNFLAGGED,
    }
)
NEEDS_REASON = frozenset({EventType.OVERRIDE, EventType.UNFROZEN, EventType.UNFLAGGED})
DECISIONS = frozenset({"consideration", "sensitive"})
DOCUMENT = "file"
"""The kind of a proof that is an attached file."""
SCHEDULER_MAY = frozenset({EventType.USED, EventType.TAKEDOWN_DONE, EventType.FROZEN})


def check_admissible(draft: EventDraft, role: Role, offered: Scope | None) -> None:
    """Raise :class:`RefusedError` when this role may not write this event; ``offered`` is the notice's scope."""
    if draft.type in LEGAL_ONLY and role != Role.LEGAL:
        raise RoleRefused(_("Only the legal role may record “{event}”.", event=draft.type.value))
    if role == Role.SCHEDULER and draft.type not in SCHEDULER_MAY:
        raise RoleRefused(_("The scheduler role may not record “{event}”.", event=draft.type.value))
    decision = draft.type == EventType.APPROVED and draft.about in DECISIONS
    if (draft.type in NEEDS_REASON or decision) and not draft.reason:
        raise RefusedError(_("“{event}” needs a reason.", event=draft.type.value))
    if draft.type == EventType.GIVEN:
        _check_grant(draft, role, offered)


def _check_grant(draft: EventDraft, role: Role, offered: Scope | None) -> None:
    if draft.instrument is None:
        raise RefusedError(_("A grant must name its instrument: licence, image release or third-party rights."))
    if draft.scope is None or offered is None:
        return  # written, but a grant without any notice never permits
    wider = wider_fields(draft.scope, offered)
    attached = any(proof.kind == DOCUMENT for proof in draft.proofs)  # a text that says "signed" is no document
    signed = role == Role.LEGAL and draft.evidence == EvidenceKind.SIGNATURE and attached
    if wider and not signed:
        raise RefusedError(
            _(
                "This grant is wider than its notice ({fields}). Nothing was recorded. "
                "Only legal may do that, from an attached signed document.",
                fields=sorted(wider),
            )
        )
