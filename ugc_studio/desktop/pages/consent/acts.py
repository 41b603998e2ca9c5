"""The rarer acts of the desk, each with its words, what it asks for, and how it is recorded."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.reading import Opened, Permission
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType, Instrument, PartyKind
from ugc_studio.domain.events import Event, Limits, Target
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.words import REPORT_ILLEGAL


class Ask(enum.Flag):
    """What the form of an act asks for."""

    PERSON = enum.auto()
    MAYBE_PERSON = enum.auto()
    """A person, or everybody."""
    ABOUT = enum.auto()
    """Which of the things that the person can give."""
    EXTENT = enum.auto()
    """Only these photos, or all of theirs."""
    PARTS = enum.auto()
    """Only some media."""
    PROOF = enum.auto()
    """What was said, how, and files."""
    FILES = enum.auto()
    """Files only: a decision of ours has a reason, not somebody's words."""
    REASON = enum.auto()
    NEEDS_REASON = enum.auto()
    TARGET = enum.auto()
    """What a freeze holds."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the form was told."""

    assets: tuple[AssetId, ...]
    person: str | None = None
    new_name: str | None = None
    about: tuple[Permission, ...] = ()
    wide: bool = False
    limits: Limits = field(default_factory=dict)
    message: str | None = None
    evidence: str | None = None
    files: tuple[Path, ...] = ()
    reason: str | None = None
    targets: tuple[Target, ...] = ()


Do = Callable[[Studio, Told], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the menu."""

    name: str
    words: Text
    """Heading of the form; the menu puts an ellipsis behind it."""
    icon: str
    sentence: Text
    button: Text
    asks: Ask
    do: Do
    legal: bool = False
    final: bool = False
    """Cannot be taken back by the person at the desk: the button is red."""


def _answered(kind: EventType) -> Do:
    """Record a no of somebody: about each thing that was ticked, or about everything of theirs."""

    def do(studio: Studio, told: Told) -> Sequence[Event]:
        who = _person(studio, told)
        shared = {
            "assets": () if told.wide else told.assets, "by": who, "wide": told.wide, "limits": told.limits,
            "message": told.message, "evidence": told.evidence, "files": told.files, "reason": told.reason,
        }  # fmt: skip
        about: list[tuple[str | None, Instrument | None]] = [(one.party, one.instrument) for one in told.about]
        about = about or [(None, None)]
        if kind is EventType.OBJECTED:  # an objection is about a person, whatever they could have given
            about = [(party, None) for party in dict.fromkeys(party for party, _instrument in about)]
        return studio.consent.recorder.answer_all(
            [Answer(kind, party=party, instrument=instrument, **shared) for party, instrument in about]  # type: ignore[arg-type]  # fields by name
        )

    return do


def _ours(kind: EventType) -> Do:
    """Record a decision of ours about somebody's rights, or everybody's."""

    def do(studio: Studio, told: Told) -> Sequence[Event]:
        answer = Answer(
            kind, assets=told.assets, party=told.person, reason=told.reason, files=told.files, limits=told.limits
        )
        return studio.consent.recorder.answer(answer)

    return do


def _silent(studio: Studio, told: Told) -> Sequence[Event]:
    answers = [
        Answer(EventType.NO_RESPONSE, assets=told.assets, by=told.person, party=one.party, instrument=one.instrument)
        for one in told.about
    ]
    return studio.consent.recorder.answer_all(answers)


def _no_contact(studio: Studio, told: Told) -> Sequence[Event]:
    with studio.library.read() as session:
        party = session.parties.resolve(told.person or "")
    return studio.consent.recorder.decide(EventType.DO_NOT_CONTACT, party=party, reason=told.reason, files=told.files)


def _override(studio: Studio, told: Told) -> Sequence[Event]:
    return studio.consent.recorder.decide(EventType.OVERRIDE, assets=told.assets, reason=told.reason)


def _flag(studio: Studio, told: Told) -> Sequence[Event]:
    return studio.consent.recorder.state(EventType.FLAGGED, told.assets, facts={"flag": "sensitive"})


def _illegal(studio: Studio, told: Told) -> Sequence[Event]:
    return studio.consent.recorder.state(EventType.FLAGGED, told.assets, facts={"flag": "illegal"})


def _unflag(studio: Studio, told: Told) -> Sequence[Event]:
    facts = {"flag": "sensitive"}
    return studio.consent.recorder.decide(EventType.UNFLAGGED, assets=told.assets, reason=told.reason, facts=facts)


def _freeze(studio: Studio, told: Told) -> Sequence[Event]:
    return studio.consent.recorder.freeze(told.targets, reason=told.reason)


def _unfreeze(studio: Studio, told: Told) -> Sequence[Event]:
    return studio.consent.recorder.freeze(told.targets, reason=told.reason, lift=True)


def _person(studio: Studio, told: Told) -> str | None:
    """Who speaks: somebody of the register, or somebody who is put into it now."""
    if told.new_name is None:
        return told.person
    return studio.register.add_party(PartyKind.DEPICTED, name=told.new_name, facts={}).uuid


def approve(studio: Studio, asset: AssetId, codes: Sequence[ReasonCode], reason: str | None) -> list[Event]:
    """Approve what waits for legal in one photo: grants, what was given in return, its being sensitive."""
    subjects = dict.fromkeys(APPROVED[code] for code in codes if code in APPROVED)
    return [
        event
        for about in subjects
        for event in studio.consent.recorder.decide(EventType.APPROVED, assets=[asset], reason=reason, about=about)
    ]


APPROVED = {
    ReasonCode.APPROVAL_PENDING: "grant",
    ReasonCode.CONSIDERATION_REVIEW: "consideration",
    ReasonCode.MANNEQUIN_RISK: "consideration",
    ReasonCode.SENSITIVE: "sensitive",
}
"""What an approval is about, by what it lifts."""


def codes_of(opened: Opened) -> tuple[ReasonCode, ...]:
    """What legal can approve in this photo."""
    return tuple(dict.fromkeys(r.code for r in opened.photo.verdict.reasons if r.code in APPROVED))


_SAID = Ask.PERSON | Ask.ABOUT | Ask.EXTENT | Ask.PARTS | Ask.PROOF | Ask.REASON

REFUSE = Act(
    "refuse", _("Record a refusal"), "refuse",
    _("They said no. The photo stays blocked for what the refusal is about, until they say yes themselves."),
    _("Record the refusal"), _SAID, _answered(EventType.REFUSED),
)  # fmt: skip
WITHDRAW = Act(
    "withdraw", _("Record a withdrawal"), "undo",
    _("They take back a yes. It blocks at once, and what is still online has to come down. "
      "This cannot be undone here; only a new yes of theirs clears the photo again."),
    _("Record the withdrawal"), _SAID, _answered(EventType.WITHDRAWN), final=True,
)  # fmt: skip
OBJECT = Act(
    "object", _("Record an objection"), "person",
    _("Somebody does not want this photo of them, or of their child, to be used; also somebody who was never asked. "
      "It blocks at once, and everything online has to come down within a month."),
    _("Record the objection"), Ask.PERSON | Ask.ABOUT | Ask.EXTENT | Ask.PARTS | Ask.PROOF,
    _answered(EventType.OBJECTED), final=True,
)  # fmt: skip
ACTS: tuple[Act | None, ...] = (
    WITHDRAW,
    OBJECT,
    Act("silent", _("They did not answer"), "clock",
        _("Silence is neither a yes nor a no: it permits nothing, and they can be asked again."),
        _("Record that nobody answered"), Ask.PERSON | Ask.ABOUT, _silent),
    Act("no_contact", _("Do not contact again"), "bell",
        _("They do not want to be asked again. What they allowed before stays allowed."),
        _("Record the wish"), Ask.PERSON | Ask.REASON | Ask.FILES, _no_contact),
    None,
    Act("flag", _("Mark as sensitive"), "sensitive",
        _("The photo is blurred in lists and blocked until legal decides about it."),
        _("Mark as sensitive"), Ask(0), _flag),
    Act("illegal", _("Mark as illegal content"), "stop", REPORT_ILLEGAL,
        _("Mark for good, show it never again"), Ask(0), _illegal, final=True),
    Act("freeze", _("Freeze publishing"), "freeze",
        _("Nothing of what you choose leaves the library until legal lifts the freeze."),
        _("Freeze"), Ask.TARGET | Ask.REASON, _freeze, final=True),
    Act("revoke", _("Revoke a right"), "stop",
        _("We end a right from our side, or on the order of an authority."),
        _("Revoke"), Ask.MAYBE_PERSON | Ask.PARTS | Ask.NEEDS_REASON | Ask.FILES,
        _ours(EventType.REVOKED), final=True),
    None,
    Act("invalidate", _("Declare invalid"), "law",
        _("The permission does not count: the wrong person, somebody who could not give it, a faulty text."),
        _("Declare invalid"), Ask.MAYBE_PERSON | Ask.PARTS | Ask.NEEDS_REASON | Ask.FILES,
        _ours(EventType.INVALIDATED), legal=True, final=True),
    Act("contest", _("Contest a withdrawal"), "law",
        _("Legal holds that the withdrawal has no force. It blocks all the same."),
        _("Record that it is contested"), Ask.PERSON | Ask.NEEDS_REASON | Ask.FILES,
        _ours(EventType.WITHDRAWAL_CONTESTED), legal=True),
    Act("override", _("Lift what a copy blocks"), "duplicates",
        _("A copy of this photo is blocked, and this one with it. Legal lifts that for what was said until now."),
        _("Lift it"), Ask.NEEDS_REASON, _override, legal=True),
    Act("unflag", _("No longer sensitive"), "eye",
        _("Legal takes the mark off, and says why."),
        _("Take the mark off"), Ask.NEEDS_REASON, _unflag, legal=True),
    Act("unfreeze", _("Lift a freeze"), "freeze",
        _("What you choose may leave the library again, as far as everybody allowed it."),
        _("Lift the freeze"), Ask.TARGET | Ask.NEEDS_REASON, _unfreeze, legal=True),
)  # fmt: skip
"""The menu; ``None`` is a dividing line."""
