"""When a recorded grant waits for legal, and why the brand's policy asks (``consent.md`` §8)."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from ugc_studio.domain.consent import ApprovalPolicy, Medium
from ugc_studio.domain.events import Event


class ApprovalGround(enum.StrEnum):
    """Why a policy asks for approval."""

    EVERY = "every"
    EVIDENCE = "evidence"
    PAID = "paid"
    MINOR = "minor"


def approval_grounds(policy: ApprovalPolicy, grant: Event, *, paid: bool, minor: bool) -> tuple[ApprovalGround, ...]:
    """Every reason for which this grant has to be approved; none, when it permits by itself.

    ``paid`` says whether the use is paid, ``minor`` whether the one whose right it is may be a minor then.
    """
    asked = (
        (ApprovalGround.EVERY, policy.every_grant),
        (ApprovalGround.EVIDENCE, grant.evidence in policy.evidence),
        (ApprovalGround.PAID, policy.paid and paid),
        (ApprovalGround.MINOR, policy.minors and minor),
    )
    return tuple(ground for ground, holds in asked if holds)


def covers_paid(grant: Event) -> bool:
    """Whether a grant speaks of paid reach at all."""
    return grant.scope is not None and Medium.PAID_SOCIAL in grant.scope.media


def is_approved(grant: Event, approvals: Iterable[Event], *, instrument: str, party: str) -> bool:
    """Whether legal approved a grant after it was recorded; the approvals are those about the same photo."""
    return any(
        event.seq > grant.seq
        and event.about in {None, "grant"}
        and event.instrument in {None, instrument}
        and event.party in {None, party}
        for event in approvals
    )
