"""One photo opened on the desk: the conversation as it was, the people in it and what each of them still has to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import AssetFacts, Depiction, Dossier, Item
from ugc_studio.domain.clearance.signers import IDENTIFIABLE
from ugc_studio.domain.consent import (
    AudioAnswer,
    AuthorState,
    ConsentState,
    DepictionRole,
    EventType,
    HolderBasis,
    Instrument,
    PeopleAnswer,
    Use,
)
from ugc_studio.domain.faces import FacesFound, to_note
from ugc_studio.domain.messages import Text
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import Describer
from ugc_studio.services.consent.reading import SPOKEN, ConsentFile, EventLine, KeptProof
from ugc_studio.services.consent.summarising import state_word

OURS = frozenset({EventType.REQUESTED, EventType.REVOKED, EventType.INVALIDATED, EventType.NO_RESPONSE})
IN_CONVERSATION = SPOKEN | {EventType.DO_NOT_CONTACT, EventType.WITHDRAWAL_CONTESTED}


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof; ``id`` is its number in the ledger, ``sha256`` the hash of the file or the commitment to the text."""

    kind: str
    id: str
    sha256: str
    state: str
    """``kept``, ``broken`` or ``erased``."""
    text: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the conversation, unaltered: what we sent, what somebody wrote, or what was recorded as said."""

    seq: int
    at: dt.datetime
    ours: bool
    who: str
    title: Text
    text: str | None
    """Word for word; nothing when it was erased or only a file was kept."""
    notice: Notice | None
    evidence: str | None
    proofs: tuple[ProofLine, ...]
    permalink: str | None
    hash: str
    said_on: dt.date | None
    assets: tuple[str, ...]
    """SHA-256 of every photo that it is about."""
    particulars: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Someone with parental authority; ``basis`` is missing while nobody said why."""

    party: str
    label: str
    basis: HolderBasis | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An author or a person in the photo, with what is still missing from them for the use."""

    party: str
    label: str
    role: DepictionRole | None
    """Nothing for an author who is not shown."""
    recognisable: bool
    adult: str
    """``yes``, ``no`` or ``unknown``."""
    turns_18: dt.date | None
    residence: str | None
    influencer: bool
    holders: tuple[HolderLine, ...]
    missing: tuple[Text, ...]
    """One sentence a reason; empty: nothing blocks on their side."""

    @property
    def enough(self) -> bool:
        """Whether everything that is needed of them is there."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Family:
    """Children in the photo with the same holders: one paper, signed by the holders, settles all of them."""

    holders: tuple[HolderLine, ...]
    children: tuple[str, ...]
    """Party UUIDs."""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """What people recorded about who is in a photo and who made it."""

    answer: PeopleAnswer
    author_state: AuthorState
    audio: AudioAnswer | None
    """Nothing for a photo."""
    creators: tuple[PersonLine, ...]
    depicted: tuple[PersonLine, ...]
    families: tuple[Family, ...]
    items: tuple[Item, ...]
    flags: tuple[str, ...]
    missing: tuple[Text, ...]
    """What is missing from nobody in particular: people not reviewed, frozen, a blocked copy."""
    faces: FacesFound | None = None
    """What a detector found: a hint beside what people recorded."""

    @property
    def to_note(self) -> int:
        """For how many found faces nobody is recorded yet; none once somebody has answered who is in the photo."""
        return to_note(self.faces, self.answer, len(self.depicted))


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason of a verdict in words; ``party`` is whose instrument it is."""

    code: ReasonCode
    text: Text
    party: str | None
    asset: str | None
    """SHA-256 of the copy that blocks."""


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The answer for one use, with what would clear it."""

    use: Use | None
    """Nothing when there is no brand yet."""
    state: ConsentState
    cleared: bool
    reasons: tuple[ReasonLine, ...]
    needs: tuple[Text, ...]
    remarks: tuple[Text, ...] = ()
    """What has to be known beside the answer: a country rule that was not read at its source."""


@dataclass(frozen=True, slots=True)
class OpenedPhoto:
    """All of one photo on the desk."""

    file: ConsentFile
    conversation: tuple[Message, ...]
    people: PeopleView
    verdict: VerdictView


def conversation_of(session: Session, file: ConsentFile) -> tuple[Message, ...]:
    """What was said about a photo, by us and by others, in the order of the ledger."""
    lines = [line for line in file.events if line.event.type in IN_CONVERSATION]
    notices = {notice.uuid: notice for notice in session.register.notices()}
    labels = session.parties.labels([line.event.by for line in lines if line.event.by])
    files = session.evidence.get_many(p.id for line in lines for p in line.proofs if p.kind == FILE_PROOF)
    hashes = {uuid: evidence.sha256 for uuid, evidence in files.items()}
    return tuple(_message(line, notices, labels, hashes) for line in lines)


def _message(
    line: EventLine, notices: Mapping[str, Notice], labels: Mapping[str, str], hashes: Mapping[str, str]
) -> Message:
    event = line.event
    ours = event.type in OURS or event.by is None
    said = event.facts.get("said_on")
    return Message(
        event.seq, event.at, ours, line.actor if ours else labels.get(event.by or "", ""), line.text,
        next((proof.text for proof in line.proofs if proof.text is not None), None),
        notices.get(event.notice or ""), event.evidence,
        tuple(_proof(proof, hashes) for proof in line.proofs), line.permalink, line.hash,
        dt.date.fromisoformat(str(said)) if said else None, event.assets, line.particulars,
    )  # fmt: skip


def _proof(proof: KeptProof, hashes: Mapping[str, str]) -> ProofLine:
    return ProofLine(proof.kind, proof.id, hashes.get(proof.id, proof.id), proof.state, proof.text, proof.path)


def verdict_view(use: Use | None, verdict: Verdict | None, describer: Describer) -> VerdictView:
    """A verdict in words; without a brand nothing is asked and nothing is cleared."""
    if verdict is None:
        return VerdictView(use, ConsentState.NOT_REQUESTED, cleared=False, reasons=(), needs=())
    reasons = tuple(ReasonLine(r.code, describer.reason(r), r.party, r.asset) for r in verdict.reasons)
    needs = tuple(describer.need(need) for need in verdict.would_clear)
    return VerdictView(use, state_word(verdict), verdict.cleared, reasons, needs, describer.remarks(verdict))


def people_of(
    dossier: Dossier,
    labels: Mapping[str, str],
    verdict: Verdict | None,
    describer: Describer,
    faces: FacesFound | None = None,
) -> PeopleView:
    """Who made a photo and who is in it, with what is missing from each."""
    facts = dossier.assets[dossier.asset]
    maker = _Lines(dossier, facts, labels, verdict, describer)
    named = {*facts.creators, *(depiction.party for depiction in facts.depictions)}
    general = [r for r in (verdict.reasons if verdict else ()) if r.party not in named]
    return PeopleView(
        facts.people, facts.author, facts.audio if facts.is_video else None,
        tuple(maker.creators()), tuple(maker.depicted()), tuple(maker.families()),
        facts.items, tuple(sorted(facts.flags)), tuple(describer.reason(reason) for reason in general), faces,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Lines:
    dossier: Dossier
    facts: AssetFacts
    labels: Mapping[str, str]
    verdict: Verdict | None
    describer: Describer

    def creators(self) -> Iterator[PersonLine]:
        shown = {depiction.party: depiction for depiction in self.facts.depictions}
        for party in self.facts.creators:
            yield self._person(party, shown.get(party), Instrument.LICENCE)

    def depicted(self) -> Iterator[PersonLine]:
        for depiction in self.facts.depictions:
            yield self._person(depiction.party, depiction, Instrument.IMAGE_RELEASE)

    def families(self) -> Iterator[Family]:
        children: dict[tuple[HolderLine, ...], list[str]] = {}
        for depiction in self.facts.depictions:
            holders = self._holders(depiction.party, depiction)
            if holders and depiction.role in IDENTIFIABLE:
                key = tuple(sorted(holders, key=lambda holder: holder.party))
                children.setdefault(key, []).append(depiction.party)
        return (Family(holders, tuple(parties)) for holders, parties in children.items())

    def _person(self, party: str, depiction: Depiction | None, instrument: Instrument) -> PersonLine:
        known = self.dossier.party(party)
        return PersonLine(
            party, self._label(party), depiction.role if depiction else None,
            depiction.recognisable if depiction else False, known.adult, known.turns_18, known.residence,
            known.influencer, self._holders(party, depiction), tuple(self._missing(party, instrument)),
        )  # fmt: skip

    def _missing(self, party: str, instrument: Instrument) -> Iterable[Text]:
        for reason in self.verdict.reasons if self.verdict else ():
            if reason.party == party and reason.instrument in {None, instrument.value}:
                yield self.describer.reason(reason)

    def _holders(self, party: str, depiction: Depiction | None) -> tuple[HolderLine, ...]:
        stated = (depiction.holders if depiction else ()) or self.dossier.party(party).holders
        return tuple(HolderLine(one.party, self._label(one.party), one.basis) for one in stated)

    def _label(self, party: str) -> str:
        return self.labels.get(party, party[:8])
