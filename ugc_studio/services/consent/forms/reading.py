"""What a person reads on a signed paper, and everything that follows from it: recorded whole, or not at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ugc_studio.domain.clearance.dossier import AssetFacts, Dossier, PartyFacts
from ugc_studio.domain.clearance.facts import fold_party
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of, next_month, undeclared
from ugc_studio.domain.consent import (
    BASE_RIGHTS,
    AuthorState,
    BrandPolicy,
    DepictionRole,
    EventType,
    EvidenceKind,
    HolderBasis,
    Instrument,
    PartyKind,
    PeopleAnswer,
    Scope,
)
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.events import Event, EventDraft, Limits, Proof
from ugc_studio.domain.forms import FormKind, IssuedForm, Part
from ugc_studio.domain.messages import _
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.parties import Party
from ugc_studio.library.session import Session
from ugc_studio.services.consent.households import FamilyRelease, household_answers
from ugc_studio.services.consent.recording import Answer, Recorder, party_drafts

MONTH = re.compile(r"(0[1-9]|1[0-2])/[0-9]{4}")
DEFAULT_THING = "building"
A_DAY = dt.timedelta(days=1)
"""By which days of two time zones may differ."""


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One person of a paper as it was read.

    ``signed``: their signature is there and they ticked to be of age; of a child: the child signed too.
    """

    part: Part
    place: int | None = None
    """Their place among the people expected on the form."""
    party: str | None = None
    name: str | None = None
    signed: bool = False
    shown: bool = False
    author: bool = False
    turns_18: str = ""
    """Of a child: month and year as MM/YYYY."""


@dataclass(frozen=True, slots=True)
class PaperReading:
    """All that was read on one paper; ``rights`` and ``media`` are the ticked boxes."""

    evidence: str
    assets: Sequence[int]
    people: Sequence[PersonRead]
    rights: frozenset[str]
    media: frozenset[str]
    basis: HolderBasis | None = None
    """Why those who signed decide for the children."""
    everybody: bool = False
    """Nobody else can be recognised in these photos."""
    said_on: dt.date | None = None
    thing: str = DEFAULT_THING
    """What the form of a property is about."""
    guidelines: str | None = None
    """Of an employee: the version that they wrote down as read."""


def excluded(scope: Scope, rights: frozenset[str], media: frozenset[str]) -> Limits:
    """What the boxes left empty take out of what was asked.

    Raises:
        UsageError: nothing would be left of the permission.
    """
    asked = scope.rights | BASE_RIGHTS
    if BASE_RIGHTS - rights or not scope.media & media:
        raise UsageError(
            _("Copying, showing and at least one place have to be ticked on the paper: otherwise nothing is permitted.")
        )
    gone = {"rights": frozenset(asked - rights), "media": frozenset(scope.media - media)}
    return {name: values for name, values in gone.items() if values}


class PaperRecorder:
    """Writes all that one paper says: people, authors, who decides, and every grant, in one transaction."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def record(self, session: Session, form: IssuedForm, reading: PaperReading, proof: Path) -> list[Event]:
        """Record a reading inside a writing session.

        Raises:
            UsageError: nobody signed, something contradicts what is recorded, or nothing would be permitted.
        """
        _check(form, reading, today=dt.date.fromisoformat(session.now()[:10]))
        notice = session.register.notice(form.notice)
        excludes = excluded(notice.scope, reading.rights, reading.media)
        people = [(one, self._party(session, form, one)) for one in reading.people if one.party or one.name]
        events = self._recorder.record(session, list(self._facts(session, form, reading, people)))
        stored = {proof: Proof(FILE_PROOF, reading.evidence)}
        answers = self._answers(session, form, reading, people, excludes, proof)
        drafts = [self._draft(session, form, answer, stored) for answer in answers]
        events += self._recorder.record(session, drafts)
        events += self._recorder.record(session, list(_guidelines(form, reading, people)))
        by_place = {one.place: party.uuid for one, party in people if one.place is not None}
        session.forms.name_people(form.code, [by_place.get(place) for place in range(len(form.people))])
        session.forms.settle(reading.evidence)
        return events

    def _draft(self, session: Session, form: IssuedForm, answer: Answer, stored: dict[Path, Proof]) -> EventDraft:
        """A grant that also says which form it stands on and what the text was: both lead back to the paper."""
        draft = self._recorder.answer_draft(session, answer, stored)
        printed = {"form": form.code, "language": form.language, "text_hash": form.text_hash}
        return replace(draft, facts={**draft.facts, **printed})

    # ------------------------------------------------------------------ people

    def _party(self, session: Session, form: IssuedForm, one: PersonRead) -> Party:
        """The person in the register; made when nobody is called so."""
        name = " ".join((one.name or "").split())
        try:
            return session.parties.resolve(one.party or name)
        except NotFound:
            if one.party is not None:
                raise
        party = session.parties.create(_kind_of(form, one).value, name=name)
        self._recorder.record(session, party_drafts(session, party, {}))
        return party

    def _facts(
        self, session: Session, form: IssuedForm, reading: PaperReading, people: Sequence[tuple[PersonRead, Party]]
    ) -> Iterator[EventDraft]:
        dossiers = session.dossiers.gather(list(reading.assets), policy=BrandPolicy(), packs={})
        facts = {dossier.asset: (dossier, dossier.assets[dossier.asset]) for dossier in dossiers.values()}
        today = dt.date.fromisoformat(session.now()[:10])
        for one, party in people:
            yield from _ages(_known(session, party), one, party, today=today)
        yield from _authors(facts, people)
        if form.kind is FormKind.PROPERTY:
            owners = [party for one, party in people if one.signed]
            for sha, (_dossier, asset) in facts.items():
                noted = {"item": reading.thing, "needed": True}
                _check_owner(asset, reading.thing, owners)
                yield EventDraft(EventType.ITEM_NOTED, party=owners[0].uuid, assets=(sha,), facts=noted)
            return
        holders = _holders(reading, people)
        for sha, (dossier, asset) in facts.items():
            shown = list(_shown(sha, dossier, asset, people, holders))
            yield from shown
            somebody = shown and asset.people is PeopleAnswer.NONE  # "nobody" was recorded, and it was wrong
            if somebody or (reading.everybody and asset.people is PeopleAnswer.NOT_REVIEWED):
                answer = {"answer": PeopleAnswer.REVIEWED.value}
                yield EventDraft(EventType.PEOPLE_REVIEWED, assets=(sha,), facts=answer)

    # ------------------------------------------------------------------ grants

    def _answers(
        self, session: Session, form: IssuedForm, reading: PaperReading, people: Sequence[tuple[PersonRead, Party]],
        excludes: Limits, proof: Path,
    ) -> list[Answer]:  # fmt: skip
        signers = [party.uuid for one, party in people if one.signed]
        if form.kind is FormKind.PROPERTY:
            return [
                Answer(
                    EventType.GIVEN, assets=reading.assets, by=signer, instrument=Instrument.THIRD_PARTY,
                    notice=form.notice, excludes=excludes, evidence=EvidenceKind.SIGNATURE.value, files=(proof,),
                    said_on=reading.said_on,
                )
                for signer in signers
            ]  # fmt: skip
        release = FamilyRelease(reading.assets, signers, form.notice, (proof,), excludes)
        on_paper = {party.uuid for one, party in people if one.part is Part.CHILD}
        answers = [
            replace(answer, said_on=reading.said_on) for answer in household_answers(session, release)
            if answer.party == answer.by or answer.party in on_paper
        ]  # fmt: skip
        _refuse_silent(people, answers)
        return answers


def _check(form: IssuedForm, reading: PaperReading, *, today: dt.date) -> None:
    """What no paper of this form can say."""
    if not any(one.signed and one.part is Part.SIGNER and (one.party or one.name) for one in reading.people):
        raise UsageError(_("Say who signed the paper."))
    if form.kind is not FormKind.FAMILY and any(one.part is Part.CHILD for one in reading.people):
        raise UsageError(_("Only the form of a family names children."))
    said = reading.said_on
    if said is not None and not form.issued_on - A_DAY <= said <= today + A_DAY:
        raise UsageError(
            _("The date on the paper ({said}) cannot be right: the form was printed on {printed}, today is {today}.",
              said=said, printed=form.issued_on, today=today)
        )  # fmt: skip


def _refuse_silent(people: Sequence[tuple[PersonRead, Party]], answers: Sequence[Answer]) -> None:
    """A holder gives nothing for children that the paper does not name: a signature that says nothing is a mistake."""
    spoke = {answer.by for answer in answers}
    silent = [party.label for one, party in people if one.signed and party.uuid not in spoke]
    if silent:
        raise UsageError(
            _("{names}: neither the author, nor in these photos, nor a parent of a child on this paper. For children "
              "take the form of a family.", names=silent)
        )  # fmt: skip


def _check_owner(asset: AssetFacts, thing: str, owners: Sequence[Party]) -> None:
    """Somebody whose permission is needed already is not pushed aside by whoever else signs."""
    others = {item.party for item in asset.items if item.id == thing and item.needed} - {None}
    if others - {owner.uuid for owner in owners}:
        raise UsageError(
            _("Somebody else is recorded as the owner of what is shown than {names}. Nothing was recorded.",
              names=[owner.label for owner in owners])
        )  # fmt: skip


def _kind_of(form: IssuedForm, one: PersonRead) -> PartyKind:
    if form.kind is FormKind.PROPERTY:
        return PartyKind.THIRD_PARTY
    if form.kind is FormKind.EMPLOYEE:
        return PartyKind.EMPLOYEE
    if one.part is Part.CHILD or one.shown:
        return PartyKind.DEPICTED
    return PartyKind.CREATOR if one.author else PartyKind.GUARDIAN


def _known(session: Session, party: Party) -> PartyFacts:
    """What is recorded of a person, whether they are in one of these photos yet or not."""
    key = f"party:{party.uuid}"
    return fold_party(PartyFacts(party.uuid), session.ledger.by_keys([key]).get(key, ()))


def _ages(known: PartyFacts, one: PersonRead, party: Party, *, today: dt.date) -> Iterator[EventDraft]:
    """Whoever signed ticked to be of age; a child is one, with the month in which that ends where it was written.

    A paper does not make somebody older than is recorded: that is corrected on the person, where it can be seen.
    """
    said: dict[str, object] = {}
    if one.part is Part.CHILD:
        month = one.turns_18.strip()
        if month and not MONTH.fullmatch(month):
            raise UsageError(_("{text} is not a month such as 05/2031.", text=month))
        if known.turns_18 is not None and month and month != f"{known.turns_18:%m/%Y}":
            raise UsageError(
                _("{name} turns 18 in {recorded} as recorded, the paper says {month}. Correct the person first if the "
                  "paper is right.", name=party.label, recorded=f"{known.turns_18:%m/%Y}", month=month)
            )  # fmt: skip
        if known.adult != "no" and known.turns_18 is None:
            said["adult"] = "no"
        if month and known.turns_18 is None:
            said["turns_18"] = month
    elif one.signed and known.adult == "no" and (known.turns_18 is None or today < next_month(known.turns_18)):
        raise UsageError(
            _("{name} is recorded as a minor, so whoever holds parental authority signs. Nothing was recorded.",
              name=party.label)
        )  # fmt: skip
    elif one.signed and known.adult != "yes" and known.turns_18 is None:
        said["adult"] = "yes"
    if said:
        yield EventDraft(EventType.PARTY_DESCRIBED, party=party.uuid, facts=said)


def _authors(
    facts: dict[str, tuple[Dossier, AssetFacts]], people: Sequence[tuple[PersonRead, Party]]
) -> Iterator[EventDraft]:
    """Whoever ticked to have taken the photos and signed; an author who is recorded already is not written over."""
    creators = [party for one, party in people if one.author and one.signed]
    if not creators:
        return
    uuids = [party.uuid for party in creators]
    for sha, (_dossier, asset) in facts.items():
        if asset.author is AuthorState.CONFIRMED and set(asset.creators) == set(uuids):
            continue
        if asset.author is not AuthorState.PROPOSED and asset.creators:
            raise UsageError(
                _("Somebody else is recorded as the author of one of these photos than {names}. Nothing was recorded: "
                  "take the tick off, or let legal decide who took it.", names=[one.label for one in creators])
            )  # fmt: skip
        stated = {"creators": uuids, "state": AuthorState.CONFIRMED.value}
        yield EventDraft(EventType.AUTHOR_STATED, assets=(sha,), facts=stated)


def _holders(reading: PaperReading, people: Sequence[tuple[PersonRead, Party]]) -> list[list[str]]:
    """Who decides for the children, as it was ticked; empty where it was not said."""
    signers = [party.uuid for one, party in people if one.part is Part.SIGNER and one.signed]
    if reading.basis is None or not any(one.part is Part.CHILD for one in reading.people):
        return []
    if reading.basis is HolderBasis.JOINT:
        # The other holder is declared although the signature is missing: the gate waits for it.
        signers = [party.uuid for one, party in people if one.part is Part.SIGNER]
    elif len(signers) > 1 and reading.basis is not HolderBasis.GUARDIAN:
        raise UsageError(_("Who decides alone signs alone. Take the other signature out, or say that both decide."))
    return [[signer, reading.basis.value] for signer in signers]


def _shown(
    sha: str, dossier: Dossier, asset: AssetFacts, people: Sequence[tuple[PersonRead, Party]],
    holders: list[list[str]],
) -> Iterator[EventDraft]:  # fmt: skip
    """Who can be recognised; somebody recorded already stays as recorded, but for holders that nobody declared."""
    before = {one.party: one for one in asset.depictions}
    for one, party in people:
        is_child = one.part is Part.CHILD
        known = before.get(party.uuid)
        missing = is_child and bool(holders) and undeclared(holders_of(dossier, asset, party.uuid))
        if known is not None and known.role in IDENTIFIABLE and not missing:
            continue
        if known is None and not (is_child or one.shown):
            continue
        role = known.role if known is not None and known.role in IDENTIFIABLE else DepictionRole.MAIN
        facts: dict[str, object] = {"role": role.value}
        if is_child and holders:
            facts["holders"] = holders
        yield EventDraft(EventType.DEPICTED, party=party.uuid, assets=(sha,), facts=facts)


def _guidelines(
    form: IssuedForm, reading: PaperReading, people: Sequence[tuple[PersonRead, Party]]
) -> Iterator[EventDraft]:
    if form.kind is not FormKind.EMPLOYEE or not reading.guidelines:
        return
    for one, party in people:
        if one.signed:
            yield EventDraft(
                EventType.GUIDELINES_ACCEPTED, by=party.uuid, party=party.uuid,
                facts={"version": reading.guidelines.strip()}, proofs=(Proof(FILE_PROOF, reading.evidence),),
            )  # fmt: skip
