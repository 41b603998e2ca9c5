"""Why photos stay out of an export, gathered so that one button deals with many."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.exports import PlannedItem, RowReason
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.scheduling import Fault
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.describing import Describer


class Obstacle(enum.StrEnum):
    """What stands in the way, in a few kinds."""

    REFUSED = "refused"
    FROZEN = "frozen"
    COPY = "copy"
    TO_READ = "to_read"
    LEGAL = "legal"
    PROOF = "proof"
    PEOPLE = "people"
    AUTHOR = "author"
    ENDS = "ends"
    BEGINS = "begins"
    CHANGES = "changes"
    NOT_COVERED = "not_covered"
    WAITING = "waiting"
    NOT_ASKED = "not_asked"
    TRASH = "trash"
    MISSING = "missing"
    VIDEO = "video"
    SIZE = "size"
    TEXT = "text"
    DATE = "date"
    ADDRESS = "address"
    OTHER = "other"


class Action(enum.StrEnum):
    """The one thing to do about it."""

    REVIEW_CONSENT = "review_consent"
    READ_ANSWER = "read_answer"
    ASK = "ask"
    CHANGE_DATE = "change_date"
    REMOVE = "remove"
    FIX_CAPTION = "fix_caption"
    CROP = "crop"
    SAY_ADDRESS = "say_address"
    COMPARE = "compare"
    PUT_BACK = "put_back"
    REVIEW_PEOPLE = "review_people"


CODES: Mapping[str, Obstacle] = {
    **dict.fromkeys(
        (ReasonCode.REFUSED, ReasonCode.WITHDRAWN, ReasonCode.OBJECTED, ReasonCode.REVOKED, ReasonCode.INVALIDATED,
         ReasonCode.TOMBSTONE, ReasonCode.ILLEGAL_CONTENT, ReasonCode.MINOR_CONSIDERATION), Obstacle.REFUSED),
    ReasonCode.FROZEN: Obstacle.FROZEN,
    **dict.fromkeys(
        (ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.POSSIBLE_NEAR_DUPLICATE), Obstacle.COPY),
    ReasonCode.REPLIED: Obstacle.TO_READ,
    **dict.fromkeys(
        (ReasonCode.APPROVAL_PENDING, ReasonCode.SENSITIVE, ReasonCode.CONSIDERATION_REVIEW,
         ReasonCode.MANNEQUIN_RISK, ReasonCode.INFLUENCER_CONTRACT_MISSING, ReasonCode.INFLUENCER_LABEL_MISSING,
         ReasonCode.GUIDELINES_NOT_ACCEPTED), Obstacle.LEGAL),
    **dict.fromkeys((ReasonCode.EVIDENCE_BROKEN, ReasonCode.EVIDENCE_UNBOUND), Obstacle.PROOF),
    **dict.fromkeys(
        (ReasonCode.PEOPLE_NOT_REVIEWED, ReasonCode.AUDIO_NOT_REVIEWED, ReasonCode.ADULT_UNKNOWN,
         ReasonCode.MINOR_CREATOR, ReasonCode.HOLDERS_UNDECLARED, ReasonCode.CHILD_SAY_MISSING,
         ReasonCode.MINOR_NOT_CROWD), Obstacle.PEOPLE),
    **dict.fromkeys((ReasonCode.AUTHOR_NOT_CONFIRMED, ReasonCode.CONTESTED), Obstacle.AUTHOR),
    **dict.fromkeys((ReasonCode.EXPIRED, ReasonCode.OUTLIVES_GRANT, ReasonCode.EMPLOYEE_LEFT), Obstacle.ENDS),
    ReasonCode.BEFORE_START: Obstacle.BEGINS,
    ReasonCode.ALTERATION_NOT_GRANTED: Obstacle.CHANGES,
    **dict.fromkeys(
        (ReasonCode.RIGHT_NOT_GRANTED, ReasonCode.MEDIA_NOT_GRANTED, ReasonCode.TERRITORY_NOT_GRANTED,
         ReasonCode.PURPOSE_NOT_GRANTED, ReasonCode.BRAND_NOT_GRANTED, ReasonCode.EXCLUDED_CONTEXT),
        Obstacle.NOT_COVERED),
    **dict.fromkeys((ReasonCode.REQUESTED, ReasonCode.NO_RESPONSE), Obstacle.WAITING),
    ReasonCode.UNKNOWN: Obstacle.NOT_ASKED,
    "not_here": Obstacle.TRASH,
    "original_missing": Obstacle.MISSING,
    "video": Obstacle.VIDEO,
    **dict.fromkeys(("too_wide", "too_narrow", "too_small"), Obstacle.SIZE),
    **dict.fromkeys(
        ("text_too_long", "text_too_many_bytes", "too_many_hashtags", "too_many_mentions", "alt_too_long",
         Fault.NO_CONTENT), Obstacle.TEXT),
    **dict.fromkeys(
        (Fault.NO_DATE, Fault.PAST, Fault.TOO_SOON, Fault.CLOCK_GAP, Fault.CLOCK_OVERLAP, Fault.MINUTE_STEP,
         Fault.SAME_MINUTE), Obstacle.DATE),
    **dict.fromkeys(
        ("needs_public_link", Fault.ADDRESS_CHARACTERS, Fault.ADDRESS_EXTENSION, Fault.ADDRESS_NOT_HTTPS,
         Fault.ADDRESS_PRIVATE), Obstacle.ADDRESS),
}  # fmt: skip
"""Which obstacle each code of the gate and of destinations is; a new code is ``OTHER`` until it is named here."""

ACTIONS: Mapping[Obstacle, Action] = {
    Obstacle.REFUSED: Action.REMOVE,
    Obstacle.COPY: Action.COMPARE,
    Obstacle.TO_READ: Action.READ_ANSWER,
    Obstacle.PEOPLE: Action.REVIEW_PEOPLE,
    Obstacle.ENDS: Action.CHANGE_DATE,
    Obstacle.BEGINS: Action.CHANGE_DATE,
    Obstacle.CHANGES: Action.CROP,
    Obstacle.NOT_COVERED: Action.ASK,
    Obstacle.NOT_ASKED: Action.ASK,
    Obstacle.TRASH: Action.PUT_BACK,
    Obstacle.MISSING: Action.REMOVE,
    Obstacle.VIDEO: Action.REMOVE,
    Obstacle.SIZE: Action.CROP,
    Obstacle.TEXT: Action.FIX_CAPTION,
    Obstacle.DATE: Action.CHANGE_DATE,
    Obstacle.ADDRESS: Action.SAY_ADDRESS,
}

ACTION_TEXTS: Mapping[Action, Text] = {
    Action.REVIEW_CONSENT: _("Review"),
    Action.READ_ANSWER: _("Read the answer"),
    Action.ASK: _("Request rights"),
    Action.CHANGE_DATE: _("Change the date"),
    Action.REMOVE: _("Take out"),
    Action.FIX_CAPTION: _("Fix the text"),
    Action.CROP: _("Change the crop"),
    Action.SAY_ADDRESS: _("Enter the address"),
    Action.COMPARE: _("Compare"),
    Action.PUT_BACK: _("Put back"),
    Action.REVIEW_PEOPLE: _("Review the people"),
}
"""What the button says."""

_HEADINGS: Mapping[Obstacle, Callable[[int], Text]] = {
    Obstacle.REFUSED: lambda n: ngettext("{n} photo: someone said no", "{n} photos: someone said no", n, n=n),
    Obstacle.FROZEN: lambda n: ngettext("{n} photo is frozen", "{n} photos are frozen", n, n=n),
    Obstacle.COPY: lambda n: ngettext(
        "{n} photo looks like a blocked one", "{n} photos look like a blocked one", n, n=n),
    Obstacle.TO_READ: lambda n: ngettext(
        "{n} photo: an answer has not been read", "{n} photos: an answer has not been read", n, n=n),
    Obstacle.LEGAL: lambda n: ngettext("{n} photo waits for legal", "{n} photos wait for legal", n, n=n),
    Obstacle.PROOF: lambda n: ngettext("{n} photo: the proof is not enough", "{n} photos: the proof is not enough", n,
                                       n=n),
    Obstacle.PEOPLE: lambda n: ngettext(
        "{n} photo: something about the people in it is missing",
        "{n} photos: something about the people in them is missing", n, n=n),
    Obstacle.AUTHOR: lambda n: ngettext(
        "{n} photo: it is not sure who took it", "{n} photos: it is not sure who took them", n, n=n),
    Obstacle.ENDS: lambda n: ngettext(
        "{n} permission ends before the post does", "{n} permissions end before the post does", n, n=n),
    Obstacle.BEGINS: lambda n: ngettext(
        "{n} permission begins after the post", "{n} permissions begin after the post", n, n=n),
    Obstacle.CHANGES: lambda n: ngettext(
        "{n} photo may not be changed like this", "{n} photos may not be changed like this", n, n=n),
    Obstacle.NOT_COVERED: lambda n: ngettext(
        "{n} permission does not cover this use", "{n} permissions do not cover this use", n, n=n),
    Obstacle.WAITING: lambda n: ngettext(
        "{n} photo waits for an answer", "{n} photos wait for an answer", n, n=n),
    Obstacle.NOT_ASKED: lambda n: ngettext(
        "{n} photo: nobody was asked", "{n} photos: nobody was asked", n, n=n),
    Obstacle.TRASH: lambda n: ngettext("{n} photo is in the trash", "{n} photos are in the trash", n, n=n),
    Obstacle.MISSING: lambda n: ngettext("{n} original is missing", "{n} originals are missing", n, n=n),
    Obstacle.VIDEO: lambda n: ngettext(
        "{n} video cannot be exported yet", "{n} videos cannot be exported yet", n, n=n),
    Obstacle.SIZE: lambda n: ngettext("{n} photo has the wrong size", "{n} photos have the wrong size", n, n=n),
    Obstacle.TEXT: lambda n: ngettext("{n} text does not fit", "{n} texts do not fit", n, n=n),
    Obstacle.DATE: lambda n: ngettext(
        "{n} post has no date that works", "{n} posts have no date that works", n, n=n),
    Obstacle.ADDRESS: lambda n: ngettext(
        "{n} post needs a public address", "{n} posts need a public address", n, n=n),
    Obstacle.OTHER: lambda n: ngettext("{n} photo cannot be used", "{n} photos cannot be used", n, n=n),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blocker:
    """One kind of obstacle with all that it keeps out; each photo stands under its gravest one."""

    obstacle: Obstacle
    text: Text
    assets: tuple[AssetId, ...]
    action: Action
    details: Mapping[AssetId, tuple[Text, ...]]
    """Every sentence about each of these photos."""

    @property
    def count(self) -> int:
        """How many photos."""
        return len(self.assets)

    @property
    def button(self) -> Text:
        """What the button says."""
        return ACTION_TEXTS[self.action]


def obstacle_of(code: str) -> Obstacle:
    """The kind of a code."""
    return CODES.get(code, Obstacle.OTHER)


def blockers_of(items: Iterable[PlannedItem], describer: Describer) -> tuple[Blocker, ...]:
    """What keeps items out, the gravest first."""
    kept: dict[Obstacle, dict[AssetId, tuple[Text, ...]]] = {}
    for item in items:
        if item.ready:
            continue
        gate = item.verdict.reasons if item.verdict is not None else ()
        codes = [reason.code.value for reason in gate] + [reason.code for reason in item.reasons]
        texts = [describer.reason(reason) for reason in gate] + [reason.text for reason in item.reasons]
        order = list(Obstacle)
        gravest = min((obstacle_of(code) for code in codes), key=order.index, default=Obstacle.OTHER)
        kept.setdefault(gravest, {})[item.asset.id] = tuple(texts)
    return _sorted(kept)


def warnings_of(items: Iterable[PlannedItem]) -> tuple[Blocker, ...]:
    """What is worth a look among the items that leave, by code."""
    found: dict[str, dict[AssetId, list[RowReason]]] = {}
    for item in items:
        for warning in item.warnings if item.ready else ():
            found.setdefault(warning.code, {}).setdefault(item.asset.id, []).append(warning)
    return tuple(
        Blocker(
            obstacle_of(code), next(iter(by_asset.values()))[0].text, tuple(by_asset),
            ACTIONS.get(obstacle_of(code), Action.FIX_CAPTION if code == "alt_missing" else Action.REVIEW_CONSENT),
            {asset: tuple(one.text for one in reasons) for asset, reasons in by_asset.items()},
        )
        for code, by_asset in found.items()
    )  # fmt: skip


def _sorted(kept: Mapping[Obstacle, Mapping[AssetId, tuple[Text, ...]]]) -> tuple[Blocker, ...]:
    return tuple(
        Blocker(
            obstacle, _HEADINGS[obstacle](len(kept[obstacle])), tuple(kept[obstacle]),
            ACTIONS.get(obstacle, Action.REVIEW_CONSENT), kept[obstacle],
        )
        for obstacle in Obstacle if obstacle in kept
    )  # fmt: skip
