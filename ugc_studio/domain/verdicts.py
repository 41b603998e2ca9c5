"""The gate's answer for one planned use: cleared, or blocked with reasons and what would clear it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class ReasonCode(enum.StrEnum):
    """Why a use is blocked; the list is exhaustive (``consent-cases.toml``)."""

    UNKNOWN = "unknown"
    REQUESTED = "requested"
    NO_RESPONSE = "no_response"
    REPLIED = "replied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    REVOKED = "revoked"
    INVALIDATED = "invalidated"
    EXPIRED = "expired"
    APPROVAL_PENDING = "approval_pending"
    EVIDENCE_BROKEN = "evidence_broken"
    EVIDENCE_UNBOUND = "evidence_unbound"
    RIGHT_NOT_GRANTED = "right_not_granted"
    ALTERATION_NOT_GRANTED = "alteration_not_granted"
    MEDIA_NOT_GRANTED = "media_not_granted"
    TERRITORY_NOT_GRANTED = "territory_not_granted"
    PURPOSE_NOT_GRANTED = "purpose_not_granted"
    BRAND_NOT_GRANTED = "brand_not_granted"
    EXCLUDED_CONTEXT = "excluded_context"
    BEFORE_START = "before_start"
    OUTLIVES_GRANT = "outlives_grant"
    PEOPLE_NOT_REVIEWED = "people_not_reviewed"
    AUDIO_NOT_REVIEWED = "audio_not_reviewed"
    ADULT_UNKNOWN = "adult_unknown"
    MINOR_CREATOR = "minor_creator"
    HOLDERS_UNDECLARED = "holders_undeclared"
    CHILD_SAY_MISSING = "child_say_missing"
    MINOR_NOT_CROWD = "minor_not_crowd"
    BLOCKED_BY_NEAR_DUPLICATE = "blocked_by_near_duplicate"
    POSSIBLE_NEAR_DUPLICATE = "possible_near_duplicate"
    AUTHOR_NOT_CONFIRMED = "author_not_confirmed"
    CONTESTED = "contested"
    TOMBSTONE = "tombstone"
    SENSITIVE = "sensitive"
    FROZEN = "frozen"
    ILLEGAL_CONTENT = "illegal_content"
    CONSIDERATION_REVIEW = "consideration_review"
    MANNEQUIN_RISK = "mannequin_risk"
    MINOR_CONSIDERATION = "minor_consideration"
    INFLUENCER_LABEL_MISSING = "influencer_label_missing"
    INFLUENCER_CONTRACT_MISSING = "influencer_contract_missing"
    GUIDELINES_NOT_ACCEPTED = "guidelines_not_accepted"
    EMPLOYEE_LEFT = "employee_left"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that blocks: which instrument, whose, which field, and (for near-duplicates) which other asset.

    ``party`` is whose instrument it is, ``signer`` who would have to speak (a holder, for a minor). ``values`` are the
    parts of the field that fail, for instance the missing countries.
    """

    code: ReasonCode
    instrument: str | None = None
    party: str | None = None
    signer: str | None = None
    field: str | None = None
    values: tuple[str, ...] = ()
    asset: str | None = None


Adds = Mapping[str, "frozenset[str] | dt.date"]


@dataclass(frozen=True, slots=True)
class Need:
    """The smallest further grant that would clear one instrument.

    ``adds`` names only the fields that fail; every other field of that grant is the one of the use. Empty: nothing
    usable is there yet, a grant for exactly this use is needed.
    """

    party: str
    instrument: str
    for_party: str
    adds: Adds = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Cleared or blocked, for one asset and one use, at one instant."""

    asset: str
    reasons: tuple[Reason, ...] = ()
    would_clear: tuple[Need, ...] = ()
    unread_rules: tuple[str, ...] = ()
    """Countries whose rules counted although their source could not be read: the strictest alternative was applied."""

    @property
    def cleared(self) -> bool:
        """True when nothing blocks."""
        return not self.reasons

    @property
    def codes(self) -> frozenset[str]:
        """The reason codes alone."""
        return frozenset(reason.code.value for reason in self.reasons)
