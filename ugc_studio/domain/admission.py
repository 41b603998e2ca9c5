"""What may be written to the ledger, by whom: refused whole, never clipped (``consent.md`` §3, §8)."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.clearance.scopes import wider_fields
from ugc_studio.domain.consent import EventType, EvidenceKind, Role, Scope
from ugc_studio.domain.errors import RefusedError, RoleRefused
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.messages import Text, _

LEGAL_ONLY = frozenset(
    {
        EventType.APPROVED,
        EventType.OVERRIDE,
        EventType.INVALIDATED,
        EventType.WITHDRAWAL_CONTESTED,
        EventType.UNFROZEN,
        EventType.UNFLAGGED,
        EventType.REVIEWED,
    }
)
NEEDS_REASON = frozenset({EventType.OVERRIDE, EventType.UNFROZEN, EventType.UNFLAGGED, EventType.REVIEWED})
DECISIONS = frozenset({"consideration", "sensitive"})
DOCUMENT = "file"
"""The kind of a proof that is an attached file."""
ACTS: Mapping[EventType, Text] = {
    EventType.REQUESTED: _("a request"),
    EventType.REPLIED: _("a message that came in"),
    EventType.NO_RESPONSE: _("that no answer came"),
    EventType.GIVEN: _("a grant"),
    EventType.REFUSED: _("a refusal"),
    EventType.WITHDRAWN: _("a withdrawal"),
    EventType.WITHDRAWAL_CONTESTED: _("that a withdrawal is contested"),
    EventType.OBJECTED: _("an objection"),
    EventType.REVOKED: _("a revocation"),
    EventType.INVALIDATED: _("that a grant is invalid"),
    EventType.APPROVED: _("an approval"),
    EventType.OVERRIDE: _("an exception for what copies block"),
    EventType.MERGED: _("that copies are stacked"),
    EventType.SAME_WORK: _("that copies are the same work"),
    EventType.SPLIT: _("that copies are taken apart"),
    EventType.FROZEN: _("a freeze"),
    EventType.UNFROZEN: _("the end of a freeze"),
    EventType.GUIDELINES_ACCEPTED: _("that guidelines were accepted"),
    EventType.CONTRACT: _("a contract"),
    EventType.REVIEWED: _("that something was looked at and stays as it is"),
    EventType.POLICY_SET: _("a change of a brand’s rules"),
    EventType.PARTY_REGISTERED: _("a new person or body"),
    EventType.PARTY_DESCRIBED: _("facts about someone"),
    EventType.AUTHOR_STATED: _("who took a photo"),
    EventType.PEOPLE_REVIEWED: _("that people in a photo were looked at"),
    EventType.DEPICTED: _("who is in a photo"),
    EventType.AUDIO_REVIEWED: _("that the sound was listened to"),
    EventType.ITEM_NOTED: _("third-party rights"),
    EventType.FLAGGED: _("a mark that blocks"),
    EventType.UNFLAGGED: _("that a mark is taken off"),
    EventType.RELATED: _("a link between photos"),
    EventType.PLACED: _("where a photo was taken"),
    EventType.NOTICE_ISSUED: _("a notice"),
    EventType.USED: _("a use"),
    EventType.TAKEDOWN_DONE: _("that a publication was taken down"),
    EventType.ERASED: _("an erasure"),
    EventType.RESTORED: _("the return of a backup"),
    EventType.DO_NOT_CONTACT: _("that someone is not to be contacted"),
}
"""What is being recorded, in words."""

SCOPE_FIELDS: Mapping[str, Text] = {
    "media": _("media"),
    "territories": _("countries"),
    "rights": _("rights"),
    "purposes": _("purposes"),
    "brands": _("brands"),
    "contexts": _("contexts"),
    "excluded_contexts": _("excluded contexts"),
    "start": _("the first day"),
    "end": _("the last day"),
    "after_end": _("what happens after the end"),
    "exclusive": _("exclusive use"),
}
"""The fields of a scope, in words."""

SCHEDULER_MAY = frozenset({EventType.USED, EventType.TAKEDOWN_DONE, EventType.FROZEN})


def check_admissible(draft: EventDraft, role: Role, offered: Scope | None) -> None:
    """Raise :class:`RefusedError` when this role may not write this event; ``offered`` is the notice's scope."""
    if draft.type in LEGAL_ONLY and role != Role.LEGAL:
        raise RoleRefused(_("Only the legal role may record {act}.", act=ACTS[draft.type]))
    if role == Role.SCHEDULER and draft.type not in SCHEDULER_MAY:
        raise RoleRefused(_("The scheduler role may not record {act}.", act=ACTS[draft.type]))
    if draft.type == EventType.POLICY_SET and role != Role.LEGAL and _loosens(draft.facts.get("changes")):
        raise RoleRefused(_("Only the legal role may take away what legal has to approve."))
    decision = draft.type == EventType.APPROVED and draft.about in DECISIONS
    if (draft.type in NEEDS_REASON or decision) and not draft.reason:
        raise RefusedError(_("To record {act}, give a reason.", act=ACTS[draft.type]))
    if draft.type == EventType.GIVEN:
        _check_grant(draft, role, offered)


def _loosens(changes: object) -> bool:
    """Whether a change of a brand's rules drops an approval: pairs of before and after, by field."""
    pairs = changes if isinstance(changes, Mapping) else {}
    return any(_drops(*pair) for name, pair in pairs.items() if name.startswith("approval."))


def _drops(before: object, after: object) -> bool:
    if isinstance(before, list | tuple):
        return bool(set(before) - set(after if isinstance(after, list | tuple) else ()))
    return bool(before) and not after


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
                fields=[SCOPE_FIELDS[name] for name in sorted(wider)],
            )
        )
