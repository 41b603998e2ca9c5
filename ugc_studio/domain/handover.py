"""Review files: what is handed to a reader who has no program, which questions it asks, and what may be in it.

A review file is one HTML page with its pictures inside (``NAME.ugcreview.html``). It is not a zip: every computer opens
a page with a double click, nothing has to be unpacked, and one file with a strict content policy is easier to trust and
to delete than a folder. The program reads the same file, because the page carries its own description as JSON.

It is no publication, so the gate does not have to clear it. What may be in it is a rule of its own, stricter the
farther the reader is from us (see :mod:`ugc_studio.services.handover.leaving`); every picture that leaves is a recorded
use, so that a withdrawal tells the recipient.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId, Flag, Sha256
from ugc_studio.domain.consent import Medium
from ugc_studio.domain.messages import Text, _

EXPORTER = "review"
"""What recorded uses of review files name as their exporter."""
PAGE_ENDING = ".ugcreview.html"
SHEET_ENDING = ".ugcreview.xlsx"
ANSWER_ENDING = ".ugcanswer"


class ReviewKind(enum.StrEnum):
    """Who reads it, and to do what."""

    LAWYER = "lawyer"
    MANAGER = "manager"
    AGENCY = "agency"
    TRANSLATOR = "translator"


class Decision(enum.StrEnum):
    """What a reader may answer about one photo."""

    APPROVE = "approve"
    INVALIDATE = "invalidate"
    ASK = "ask"
    PICK = "pick"
    REJECT = "reject"
    COMMENT = "comment"
    TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class KindRules:
    """What holds for one kind of reader."""

    medium: Medium
    """The use that is recorded for each picture, and asked about."""
    outside: bool
    """Whether the reader is outside the brand: then pictures with children leave only when they are cleared."""
    side: int
    """The long side of the previews."""
    decisions: tuple[Decision, ...]


RULES: Mapping[ReviewKind, KindRules] = {
    ReviewKind.LAWYER: KindRules(
        Medium.INTERNAL, outside=False, side=1080, decisions=(Decision.APPROVE, Decision.INVALIDATE, Decision.ASK)
    ),
    ReviewKind.MANAGER: KindRules(
        Medium.INTERNAL, outside=False, side=640, decisions=(Decision.PICK, Decision.REJECT, Decision.COMMENT)
    ),
    ReviewKind.AGENCY: KindRules(
        Medium.PARTNERS, outside=True, side=480, decisions=(Decision.PICK, Decision.REJECT, Decision.COMMENT)
    ),
    ReviewKind.TRANSLATOR: KindRules(Medium.PARTNERS, outside=True, side=360, decisions=(Decision.TRANSLATE,)),
}

NEEDS_REASON = frozenset({Decision.INVALIDATE, Decision.ASK})
"""Answers that say nothing without words."""

KIND_NAMES: Mapping[ReviewKind, Text] = {
    ReviewKind.LAWYER: _("Lawyer"),
    ReviewKind.MANAGER: _("Manager"),
    ReviewKind.AGENCY: _("Agency"),
    ReviewKind.TRANSLATOR: _("Translator"),
}

DECISION_NAMES: Mapping[Decision, Text] = {
    Decision.APPROVE: _("approve"),
    Decision.INVALIDATE: _("declare invalid"),
    Decision.ASK: _("a question"),
    Decision.PICK: _("choose"),
    Decision.REJECT: _("do not choose"),
    Decision.COMMENT: _("a comment"),
    Decision.TRANSLATE: _("a translation"),
}


TARGETS: Mapping[str, str] = {
    "de": "Deutsch", "en": "English", "es": "español", "fr": "français", "it": "italiano", "nl": "Nederlands",
    "pt": "português",
}  # fmt: skip
"""Languages into which texts are translated, each by its own name; others by their code."""


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What a person asks for: photos or a gallery, for whom, in which language, by when."""

    kind: ReviewKind
    recipient: str
    asset_ids: tuple[AssetId, ...] = ()
    gallery: str | None = None
    language: str = "en"
    target: str | None = None
    """The language to translate into."""
    message: str = ""
    due: dt.date | None = None
    title: str | None = None
    brand: str | None = None
    sheet: bool = False
    """For translators: write a workbook beside the page."""


class Leaving(enum.StrEnum):
    """How a photo is in a review file."""

    PICTURE = "picture"
    TEXT = "text"
    """Its texts and questions, without the picture."""
    KEPT = "kept"
    """Not at all."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """One photo with what becomes of it, and why where it is not shown."""

    asset_id: AssetId
    sha256: Sha256
    leaving: Leaving
    reason: Text | None = None
    code: str = ""
    """``sensitive``, ``outside`` … for the words in the file."""


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """What would be in a review file; making one writes nothing."""

    request: ReviewRequest
    title: str
    brand: str
    leavers: tuple[Leaver, ...]

    @property
    def inside(self) -> tuple[Leaver, ...]:
        """The photos that are in it, with or without their picture."""
        return tuple(one for one in self.leavers if one.leaving is not Leaving.KEPT)

    @property
    def kept(self) -> tuple[Leaver, ...]:
        """The photos that stay out."""
        return tuple(one for one in self.leavers if one.leaving is Leaving.KEPT)


@dataclass(frozen=True, slots=True)
class Review:
    """A recorded hand-over: for whom, about what, the end of the ledger it was made at, and the file's hash."""

    uuid: str
    kind: ReviewKind
    recipient: str
    title: str
    language: str
    brand: str | None
    gallery: str | None
    target: str | None
    message: str
    head_seq: int
    head_hash: str
    file_sha256: str
    path: str
    created_at: str
    actor: str
    due: dt.date | None
    closed_at: str | None = None

    @property
    def rules(self) -> KindRules:
        """What holds for its reader."""
        return RULES[self.kind]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One photo of a recorded hand-over, as it was when the file was made."""

    number: int
    sha256: Sha256
    use: str | None
    """The recorded use, where the picture left."""
    subjects: tuple[str, ...] = ()
    """What waited for legal: ``grant``, ``consideration``."""
    flag: Flag = Flag.UNREVIEWED
    source: str = ""
    """SHA-256 of the texts that were to be translated."""


class Outcome(enum.StrEnum):
    """What becomes of one answer."""

    READY = "ready"
    """Can be applied now."""
    APPLIED = "applied"
    WAITS = "waits"
    """Answered, waits for legal."""
    NOTED = "noted"
    """A question or a comment: nothing else changes."""
    SAME = "same"
    """Recorded already."""
    DIFFERS = "differs"
    """Answered otherwise before."""
    CHANGED = "changed"
    """Something was recorded since the file was made."""
    MOVED = "moved"
    """We marked the photo, or changed its text, ourselves since."""
    GONE = "gone"
    UNASKED = "unasked"
    """The file did not ask this."""
    REASON = "reason"
    """A reason is missing."""


AT_ONCE = frozenset({Outcome.READY, Outcome.WAITS})
"""What is taken over unless a person leaves it out."""
CHOOSABLE = AT_ONCE | {Outcome.DIFFERS, Outcome.MOVED}
"""What a person may take over; what was changed in the ledger since never is."""
