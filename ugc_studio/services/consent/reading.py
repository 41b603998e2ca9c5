"""Reading consent: everything about one photo in reading order, and lists of photos by state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.clearance.dossier import AssetFacts, CountryPack, Dossier
from ugc_studio.domain.clearance.neighbours import same_work_members
from ugc_studio.domain.clearance.signers import IDENTIFIABLE
from ugc_studio.domain.clearance.statements import NOES
from ugc_studio.domain.consent import BrandPolicy, ConsentState, EventType, Instrument, Use
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.clock import instant
from ugc_studio.library.dossiers import parties_of
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import INSTRUMENTS, Describer, assets_in
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.particulars import Particulars
from ugc_studio.services.consent.publications import Publication, publications_of
from ugc_studio.services.consent.summarising import state_word
from ugc_studio.services.consent.telling import Teller, names_of, teller_for
from ugc_studio.services.consent.uses import standard_use, today_of

SPOKEN = frozenset(
    {
        EventType.REQUESTED, EventType.REPLIED, EventType.NO_RESPONSE, EventType.GIVEN, EventType.REFUSED,
        EventType.WITHDRAWN, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED,
    }
)  # fmt: skip
PARTY_WORDS = frozenset({EventType.GUIDELINES_ACCEPTED, EventType.CONTRACT, EventType.DO_NOT_CONTACT})


@dataclass(frozen=True, slots=True)
class KeptProof:
    """One proof of an event: kept, broken or erased, with the text or the file where it can still be seen."""

    kind: str
    id: str
    state: str
    text: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event as a person reads it."""

    event: Event
    actor: str
    hash: str
    text: Text
    proofs: tuple[KeptProof, ...]
    reason: str | None
    particulars: tuple[Text, ...] = ()
    permalink: str | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Someone whose word one photo needs, and what it is worth for the use that was asked about."""

    instrument: str
    party: str
    signer: str
    enough: bool
    said: EventType | None
    texts: tuple[Text, ...]
    event: Event | None = None
    """Their last word."""
    grant: Event | None = None
    """The last yes of theirs, also of a stacked copy that counts here; it need not be in force any more."""


@dataclass(frozen=True, slots=True)
class ConsentFile:
    """Everything about the rights of one photo; ``use`` and ``verdict`` are of the brand's standard use."""

    asset: Asset
    name: str
    state: ConsentState
    use: Use | None
    verdict: Verdict | None
    signatories: tuple[Signatory, ...]
    events: tuple[EventLine, ...]
    describer: Describer
    publications: tuple[Publication, ...] = ()


class ConsentReader:
    """Puts together what front ends show about consent."""

    def __init__(self, library: Library, packs: Mapping[str, CountryPack], gatekeeper: Gatekeeper) -> None:
        self._library = library
        self._packs = packs
        self._gatekeeper = gatekeeper

    def file(self, asset_id: int, *, brand: str | None = None, as_of: dt.datetime | None = None) -> ConsentFile:
        """The consent file of one photo, seen from a brand's standard use (the first brand by default).

        ``as_of`` reads the ledger as it stood; names are those of today.
        """
        with self._library.read() as session:
            asset = session.assets.get(asset_id)
            use, policy = self._standard(session, brand, as_of)
            verdict = None
            if use is not None:
                verdict = self._gatekeeper.clearances([asset_id], use, as_of=as_of, session=session)[asset_id]
            until = instant(as_of) if as_of else None
            dossier = session.dossiers.gather([asset_id], policy=policy, packs=self._packs, until=until)[asset_id]
            facts = dossier.assets[str(asset.sha256)]
            events = [event for event in dossier.events if concerns(event, facts)]
            names = names_of(session, dossier.parties, {*dossier.assets, *(assets_in(verdict) if verdict else ())})
            describer, teller = Describer(names), Teller(names)
            rows = session.assets.page([asset_id])
            return ConsentFile(
                asset,
                rows[0].name if rows else "",
                state_word(verdict) if verdict else ConsentState.NOT_REQUESTED,
                use,
                verdict,
                tuple(signatories_of(facts, events, lent_grants(dossier), verdict, describer, teller)),
                tuple(self._lines(session, events, teller, dossier)),
                describer,
                publications_of(session, asset.sha256, as_of),
            )

    def lines(self, events: Iterable[Event]) -> list[EventLine]:
        """Events as sentences, with actors and hashes: what a front end shows after recording them."""
        found = list(events)
        with self._library.read() as session:
            return list(self._lines(session, found, teller_for(session, found), None))

    def states(self, asset_ids: Sequence[int], *, brand: str | None = None) -> dict[int, ConsentState]:
        """The one word for each of these photos, for a brand's standard use."""
        with self._library.read() as session:
            use, _policy = self._standard(session, brand)
            if use is None:
                return {}
            verdicts = self._gatekeeper.clearances(asset_ids, use, session=session)
            return {asset_id: state_word(verdict) for asset_id, verdict in verdicts.items()}

    def expiring(self, days: int, *, brand: str | None = None) -> list[tuple[int, dt.date]]:
        """The photos that are cleared today and will not be at some day within ``days``, the soonest first."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            if chosen is None:
                return []
            today = today_of(chosen, self._library.clock())
            found = session.summary.ending(
                chosen.id, today=today.isoformat(), until=(today + dt.timedelta(days=days)).isoformat()
            )
        return [(asset_id, dt.date.fromisoformat(day)) for asset_id, day in found]

    # ------------------------------------------------------------------ inside

    def _standard(
        self, session: Session, reference: str | None, as_of: dt.datetime | None = None
    ) -> tuple[Use | None, BrandPolicy]:
        brand = session.register.brand_or_first(reference)
        if brand is None:
            return None, BrandPolicy()
        return standard_use(brand, today_of(brand, as_of or self._library.clock())), brand.policy

    def _lines(
        self, session: Session, events: Sequence[Event], teller: Teller, dossier: Dossier | None
    ) -> Iterable[EventLine]:
        rows = {row.seq: row for row in session.ledger.rows_of(event.seq for event in events)}
        actors = session.register.actor_names()
        broken = dossier.broken_proofs if dossier else frozenset[str]()
        particulars, seen_from = Particulars(teller.names), dossier.asset if dossier else None
        for event in events:
            row = rows[event.seq]
            yield EventLine(
                event,
                actors.get(row.actor, row.actor[:8]),
                row.hash,
                teller.event(event),
                tuple(_proofs(session, event, broken)),
                session.texts.by_commitment(event.reason) if event.reason else None,
                particulars.of(event, seen_from=seen_from),
                session.texts.by_commitment(str(event.facts.get("permalink", ""))),
            )


def concerns(event: Event, facts: AssetFacts) -> bool:
    """Whether an event of the dossier speaks about this photo and not only about one of its copies."""
    if facts.sha256 in event.assets:
        return True
    if event.target is not None:
        held = {facts.sha256, facts.place, *facts.creators, "library"}
        return event.target.id in held or event.target.kind == "brand"
    if event.party in parties_of(facts):
        return event.type in PARTY_WORDS or (event.wide and event.type != EventType.GIVEN)
    return False


def lent_grants(dossier: Dossier) -> list[Event]:
    """The grants for stacked copies that count for this photo: it was stated that they are the same work (§4.7)."""
    copies = same_work_members(dossier)
    return [event for event in dossier.events if event.type == EventType.GIVEN and copies.intersection(event.assets)]


def signatories_of(
    facts: AssetFacts,
    events: Sequence[Event],
    lent: Sequence[Event],
    verdict: Verdict | None,
    describer: Describer,
    teller: Teller,
) -> Iterable[Signatory]:
    """Who has to sign and what each said: everyone shown or named by the gate, then everyone who spoke unasked."""
    copies = {
        (event.instrument, event.party, event.by or event.party): event
        for event in lent
        if event.instrument is not None and event.party is not None
    }
    spoken: dict[tuple[str, str, str], Event] = {}
    grants = dict(copies)
    for event in events:
        if event.type in SPOKEN and event.party is not None:
            signer = event.by or event.party
            instruments = [event.instrument] if event.instrument else list(_instruments_of(facts, event.party))
            for instrument in instruments or [Instrument.IMAGE_RELEASE.value]:
                spoken[instrument, event.party, signer] = event
                if event.type == EventType.GIVEN:
                    grants[instrument, event.party, signer] = event
    needed = dict.fromkeys(_needed(facts, verdict, {**copies, **spoken}))
    for key in dict.fromkeys([*needed, *spoken]):
        instrument, party, signer = key
        reasons = [
            reason for reason in (verdict.reasons if verdict else ())
            if (reason.instrument, reason.party, reason.signer or reason.party) == key
        ]  # fmt: skip
        last = spoken.get(key)
        texts = [teller.event(last)] if last is not None else []
        if key in copies:
            copy = copies[key]
            photos = [teller.names.get(sha, sha[:12]) for sha in copy.assets if sha != facts.sha256]
            texts.append(_("The same work, {photos}: {text}", photos=photos, text=teller.event(copy)))
        said = last.type.value if last is not None and last.type in NOES else None  # what the event says already
        texts += [describer.reason(reason) for reason in reasons if reason.code.value != said]
        given = key in copies or (last is not None and last.type == EventType.GIVEN)
        yield Signatory(
            instrument, party, signer,
            enough=verdict is not None and not reasons and given,
            said=last.type if last else None,
            texts=tuple(texts),
            event=last,
            grant=grants.get(key),
        )  # fmt: skip


def _needed(
    facts: AssetFacts, verdict: Verdict | None, spoken: Mapping[tuple[str, str, str], Event]
) -> Iterable[tuple[str, str, str]]:
    named = [
        (reason.instrument, reason.party, reason.signer or reason.party)
        for reason in (verdict.reasons if verdict else ())
        if reason.instrument in INSTRUMENTS and reason.party is not None
    ]
    pairs = [(Instrument.LICENCE.value, creator) for creator in facts.creators]
    pairs += [(Instrument.IMAGE_RELEASE.value, d.party) for d in facts.depictions if d.role in IDENTIFIABLE]
    pairs += [(Instrument.THIRD_PARTY.value, item.party) for item in facts.items if item.needed and item.party]
    for instrument, party in pairs:
        known = [key for key in (*spoken, *named) if key[:2] == (instrument, party)]
        yield from ((instrument, party, str(signer)) for _i, _p, signer in known)
        if not known:
            yield instrument, party, party


def _instruments_of(facts: AssetFacts, party: str) -> Iterable[str]:
    if party in facts.creators:
        yield Instrument.LICENCE.value
    if any(depiction.party == party for depiction in facts.depictions):
        yield Instrument.IMAGE_RELEASE.value
    if any(item.party == party for item in facts.items):
        yield Instrument.THIRD_PARTY.value


def _proofs(session: Session, event: Event, broken: frozenset[str]) -> Iterable[KeptProof]:
    files = session.evidence.get_many(proof.id for proof in event.proofs if proof.kind == FILE_PROOF)
    for proof in event.proofs:
        if proof.kind != FILE_PROOF:
            text = session.texts.by_commitment(proof.id)
            yield KeptProof(proof.kind, proof.id, "erased" if text is None else "kept", text=text)
            continue
        file = files.get(proof.id)
        if file is None or file.state == "erased":
            yield KeptProof(proof.kind, proof.id, "erased")
        else:
            whole = proof.id not in broken and session.evidence.looks_whole(file)
            yield KeptProof(proof.kind, proof.id, "kept" if whole else "broken", path=str(session.evidence.path(file)))
