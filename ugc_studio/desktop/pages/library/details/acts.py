"""What is recorded about who and what is in a photo: entries of the ledger, never undone, only said anew.

The same calls as the commands ``consent depict``, ``people``, ``author``, ``audio``, ``item`` and ``flag``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.domain.consent import (
    AudioAnswer,
    AuthorState,
    DepictionRole,
    EventType,
    HolderBasis,
    PartyKind,
    PeopleAnswer,
)
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.library.parties import Party
from ugc_studio.services.consent.requests.signers import described

MONTH = re.compile(r"(0[1-9]|1[0-2])/[0-9]{4}")
SENSITIVE = "sensitive"
THINGS = ("music", "voice", "artwork", "character", "building", "brand", "other")


@dataclass(frozen=True, slots=True)
class Holding:
    """Someone with parental authority, by UUID, and why."""

    party: str
    basis: HolderBasis | None

    def as_fact(self) -> list[str | None]:
        """As the ledger keeps it."""
        return [self.party, self.basis.value if self.basis is not None else None]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a person appears in a photo, and who decides for them."""

    role: DepictionRole
    holders: tuple[Holding, ...] = ()
    recognisable: bool | None = None


@dataclass(frozen=True, slots=True)
class HowToAsk:
    """The language that somebody reads (empty: not recorded), and whether each new photo of theirs is asked for."""

    language: str
    ambassador: bool


def how_to_ask(studio: Studio, party: str) -> HowToAsk:
    """What was recorded last of how somebody is asked."""
    with studio.library.read() as session:
        facts = described(session, party)
    return HowToAsk(str(facts.get("language") or ""), bool(facts.get("ambassador")))


def say_how_to_ask(studio: Studio, party: str, said: HowToAsk) -> Party | None:
    """Record what is new of it."""
    before = how_to_ask(studio, party)
    facts: dict[str, object] = {}
    if said.language != before.language:
        facts["language"] = said.language
    if said.ambassador != before.ambassador:
        facts["ambassador"] = said.ambassador
    return studio.register.edit_party(party, facts=facts) if facts else None


def somebody(studio: Studio, text: str, kind: PartyKind) -> Party:
    """The person of that name, handle or UUID; a new one when nobody is called so.

    Raises:
        UsageError: nothing was typed, or several are called so.
    """
    name = " ".join(text.split())
    if not name:
        raise UsageError(_("Type a name or a handle."))
    try:
        with studio.library.read() as session:
            return session.parties.resolve(name)
    except NotFound:
        handle = name if name.startswith("@") else None
        return studio.register.add_party(kind, name=None if handle else name, handle=handle, facts={})


def depict(
    studio: Studio,
    asset_ids: Sequence[int],
    person: Party,
    role: DepictionRole,
    *,
    holders: Sequence[Holding] = (),
    recognisable: bool | None = None,
) -> list[Event]:
    """Say how a person appears; for a child also who decides."""
    facts: dict[str, object] = {"role": role.value}
    if role in {DepictionRole.CROWD, DepictionRole.INCIDENTAL}:
        facts["recognisable"] = True if recognisable is None else recognisable
    if holders:
        facts["holders"] = [holder.as_fact() for holder in holders]
    return studio.consent.recorder.state(EventType.DEPICTED, asset_ids, party=person, facts=facts)


def take_out(studio: Studio, asset_ids: Sequence[int], person: Party) -> list[Event]:
    """Say that a person is not in the photo after all."""
    return studio.consent.recorder.state(EventType.DEPICTED, asset_ids, party=person, facts={"removed": True})


def name_person(
    studio: Studio, asset_ids: Sequence[int], person: str, text: str, shown: Shown
) -> Party:
    """Say who somebody in the photo is: a person who is known already takes their place there, else they get the name.

    Raises:
        UsageError: several are called so.
    """
    name = " ".join(text.split())
    try:
        with studio.library.read() as session:
            known = session.parties.resolve(name)
    except NotFound:
        handle = name if name.startswith("@") else None
        return studio.register.edit_party(person, name=None if handle else name, handle=handle, facts={})
    if known.uuid != person:
        depict(studio, asset_ids, known, shown.role, holders=shown.holders, recognisable=shown.recognisable)
        take_out(studio, asset_ids, somebody(studio, person, PartyKind.DEPICTED))
    return known


def review_people(studio: Studio, asset_ids: Sequence[int], answer: PeopleAnswer) -> list[Event]:
    """Say whether everybody who can be recognised is recorded, or nobody can be."""
    return studio.consent.recorder.state(EventType.PEOPLE_REVIEWED, asset_ids, facts={"answer": answer.value})


def state_author(studio: Studio, asset_ids: Sequence[int], creators: Sequence[str], state: AuthorState) -> list[Event]:
    """Say who took the photo (UUIDs), and how sure that is."""
    facts: dict[str, object] = {"state": state.value}
    if creators:
        facts["creators"] = list(creators)
    return studio.consent.recorder.state(EventType.AUTHOR_STATED, asset_ids, facts=facts)


def review_audio(studio: Studio, asset_ids: Sequence[int], answer: AudioAnswer) -> list[Event]:
    """Say what is heard."""
    return studio.consent.recorder.state(EventType.AUDIO_REVIEWED, asset_ids, facts={"answer": answer.value})


def note_item(
    studio: Studio, asset_ids: Sequence[int], item: str, *, needed: bool, holder: Party | None = None
) -> list[Event]:
    """Note a thing with rights of its own, and whether a yes for it is needed."""
    facts = {"item": item, "needed": needed}
    return studio.consent.recorder.state(EventType.ITEM_NOTED, asset_ids, party=holder, facts=facts)


def mark_sensitive(studio: Studio, asset_ids: Sequence[int]) -> list[Event]:
    """Block a photo until legal decides, and blur it."""
    return studio.consent.recorder.state(EventType.FLAGGED, asset_ids, facts={"flag": SENSITIVE})


def unmark_sensitive(studio: Studio, asset_ids: Sequence[int], reason: str) -> list[Event]:
    """Legal lifts the mark, with a reason."""
    if not reason.strip():
        raise UsageError(_("Give a reason."))
    return studio.consent.recorder.decide(
        EventType.UNFLAGGED, assets=asset_ids, reason=reason.strip(), facts={"flag": SENSITIVE}
    )


def say_age(studio: Studio, party: str, adult: str, turns_18: str = "") -> Party:
    """Say whether a person is of age (``yes``, ``no``, ``unknown``), and for a child in which month that will be.

    Raises:
        UsageError: the month is not understood.
    """
    month = turns_18.strip()
    if month and not MONTH.fullmatch(month):
        raise UsageError(_("{text} is not a month such as 05/2031.", text=month))
    facts: dict[str, object] = {"adult": adult}
    if month:
        facts["turns_18"] = month
    return studio.register.edit_party(party, facts=facts)
