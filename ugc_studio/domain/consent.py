"""The words of consent: who may say what about which photo, in the terms of ``consent.md``.

Two axes that never mix: moderation ("do *we* want it?", :class:`ugc_studio.domain.assets.Flag`) and clearance ("*may*
we use it, there, then, that way?", computed by :mod:`ugc_studio.domain.clearance` from events of this vocabulary).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

WORLDWIDE = "worldwide"
PROMOTION = "promotion"
"""The one purpose that every brand's publication has; any other is said."""
DEFAULT_ZONE = "Europe/Paris"
"""The clock of an account, a brand or a use for which nobody named one."""


class Instrument(enum.StrEnum):
    """What a person gives: copyright licence, release of an image, or rights in a thing shown or heard."""

    LICENCE = "licence"
    IMAGE_RELEASE = "image_release"
    THIRD_PARTY = "third_party"


class Role(enum.StrEnum):
    """What a profile may do; recorded with each event."""

    EDITOR = "editor"
    LEGAL = "legal"
    SCHEDULER = "scheduler"


class Medium(enum.StrEnum):
    """Where a picture appears (``media`` of a scope; single channels may stand beside these)."""

    ORGANIC_SOCIAL = "organic_social"
    PAID_SOCIAL = "paid_social"
    WEBSITE = "website"
    EMAIL = "email"
    PRINT = "print"
    OUT_OF_HOME = "out_of_home"
    IN_STORE = "in_store"
    TV = "tv"
    PRESS = "press"
    INTERNAL = "internal"
    PARTNERS = "partners"
    EMPLOYEE_ACCOUNTS = "employee_accounts"


class Right(enum.StrEnum):
    """Each right named separately (CPI L131-3); generative alteration is implied by nothing."""

    REPRODUCTION = "reproduction"
    REPRESENTATION = "representation"
    CROP = "adaptation.crop"
    COLOUR = "adaptation.colour"
    RETOUCH = "adaptation.retouch"
    OVERLAY = "adaptation.overlay"
    TRANSLATION = "adaptation.translation"
    GENERATIVE = "adaptation.generative"


BASE_RIGHTS = frozenset({Right.REPRODUCTION.value, Right.REPRESENTATION.value})


class AfterEnd(enum.StrEnum):
    """What happens to a post when its grant ends."""

    REMOVE = "remove"
    POSTS_STAY = "posts_stay"


class EvidenceKind(enum.StrEnum):
    """Forms of proof, from the weakest to the strongest (our order, §5)."""

    HASHTAG = "hashtag"
    COMMENT = "comment"
    DIRECT_MESSAGE = "direct_message"
    EMAIL = "email"
    FORM = "form"
    SIGNATURE = "signature"


class PartyKind(enum.StrEnum):
    """In which quality we know a person or body first."""

    CREATOR = "creator"
    DEPICTED = "depicted"
    GUARDIAN = "guardian"
    EMPLOYEE = "employee"
    THIRD_PARTY = "third_party"


class DepictionRole(enum.StrEnum):
    """How a person appears in a picture: a recorded human answer."""

    MAIN = "main"
    RECOGNISABLE = "recognisable"
    CROWD = "crowd"
    INCIDENTAL = "incidental"


class HolderBasis(enum.StrEnum):
    """Why someone holds parental authority."""

    JOINT = "joint"
    SOLE_JUDGMENT = "sole_judgment"
    SOLE_DEATH = "sole_death"
    SOLE_FILIATION = "sole_filiation"
    GUARDIAN = "guardian"
    EMANCIPATED = "emancipated"


class PeopleAnswer(enum.StrEnum):
    """Has a person looked at who is in the picture?"""

    NOT_REVIEWED = "not_reviewed"
    REVIEWED = "reviewed"
    NONE = "none"


class AudioAnswer(enum.StrEnum):
    """What a person heard in a video."""

    NOT_REVIEWED = "not_reviewed"
    NO_MUSIC = "no_music"
    OWN_SOUND = "own_sound"
    MUTED = "muted"
    LICENSED = "licensed"


class AuthorState(enum.StrEnum):
    """How sure we are who took the picture."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class EventType(enum.StrEnum):
    """Everything that can be written to the ledger."""

    REQUESTED = "requested"
    REPLIED = "replied"
    NO_RESPONSE = "no_response"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL_CONTESTED = "withdrawal_contested"
    OBJECTED = "objected"
    REVOKED = "revoked"
    INVALIDATED = "invalidated"
    APPROVED = "approved"
    OVERRIDE = "override"
    MERGED = "merged"
    SAME_WORK = "same_work"
    SPLIT = "split"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    GUIDELINES_ACCEPTED = "guidelines_accepted"
    CONTRACT = "contract"
    REVIEWED = "reviewed"
    """Legal looked at something that blocks and left it so: the gate does not read it, the review queue does."""
    POLICY_SET = "policy_set"
    """The rules of a brand were changed: kept so that one can see years later which rules stood when."""
    # Facts that people record and the gate reads
    PARTY_REGISTERED = "party_registered"
    PARTY_DESCRIBED = "party_described"
    AUTHOR_STATED = "author_stated"
    PEOPLE_REVIEWED = "people_reviewed"
    DEPICTED = "depicted"
    AUDIO_REVIEWED = "audio_reviewed"
    ITEM_NOTED = "item_noted"
    FLAGGED = "flagged"
    UNFLAGGED = "unflagged"
    RELATED = "related"
    PLACED = "placed"
    NOTICE_ISSUED = "notice_issued"
    # What left the library, and what had to come back
    USED = "used"
    TAKEDOWN_DONE = "takedown_done"
    ERASED = "erased"
    RESTORED = "restored"
    DO_NOT_CONTACT = "do_not_contact"


class ConsentState(enum.StrEnum):
    """The ledger's state for one asset, in the six words of the screen (§3)."""

    NOT_REQUESTED = "not_requested"
    WAITING = "waiting"
    TO_READ = "to_read"
    CLEARED = "cleared"
    BLOCKED = "blocked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a notice offers or a grant permits: each field is checked, none is implied.

    ``territories`` are ISO 3166-1 alpha-2 codes or ``worldwide``; ``start`` and ``end`` are calendar days, both
    included; an ``end`` of ``None`` is open. ``brands`` are brand UUIDs.
    """

    media: frozenset[str]
    territories: frozenset[str]
    start: dt.date | None = None
    end: dt.date | None = None
    rights: frozenset[str] = BASE_RIGHTS
    purposes: frozenset[str] = frozenset({PROMOTION})
    brands: frozenset[str] = frozenset()
    excluded_contexts: frozenset[str] = frozenset()
    after_end: AfterEnd = AfterEnd.REMOVE
    credit_line: str | None = None
    credit_required: bool = False
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Consideration:
    """Something of value given for a grant; ``value`` in euros without VAT, ``None`` when it was not said."""

    kind: str
    value: float | None = None
    advertiser: str | None = None
    objective: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """One planned use: nothing is guessed, a missing part is a usage error before it gets here.

    ``territories`` are the targeted markets (the account's market, the language, the ads' geography; §4.5).
    ``publish_at`` and ``uploaded_at`` are instants; ``live_until`` is the last day online, ``None`` an open end; days
    are read in ``zone``, the zone of the account that publishes.
    """

    channel: str
    medium: str
    brand: str
    territories: frozenset[str]
    publish_at: dt.datetime
    purpose: str = PROMOTION
    paid: bool = False
    alterations: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()
    label: bool = False
    account: str | None = None
    zone: str = DEFAULT_ZONE
    uploaded_at: dt.datetime | None = None
    live_until: dt.date | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ApprovalPolicy:
    """When a recorded grant needs legal approval before it permits anything (§8)."""

    every_grant: bool = False
    paid: bool = True
    minors: bool = True
    evidence: frozenset[str] = frozenset({EvidenceKind.HASHTAG.value, EvidenceKind.COMMENT.value})


@dataclass(frozen=True, slots=True)
class AskingPolicy:
    """How often a brand asks somebody, in days since the request: the gate does not read it (§3)."""

    again_after: int = 14
    """The same question is not put again before."""
    remind_after: int = 7
    """From when the one reminder may be sent."""
    silent_after: int = 30
    """When silence is recorded as no answer."""


@dataclass(frozen=True, slots=True)
class BrandPolicy:
    """The choices of a brand: what the gate reads, how people are asked, and where they write to."""

    approval: ApprovalPolicy = field(default_factory=ApprovalPolicy)
    country: str = "FR"
    guidelines: str | None = None
    asking: AskingPolicy = field(default_factory=AskingPolicy)
    contact: str | None = None
    """Where people write to withdraw: it stands in every text that they are asked to agree to."""
