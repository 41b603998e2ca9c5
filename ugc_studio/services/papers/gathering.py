"""Reads what a dossier needs, each photo or person within one look at the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ugc_studio.domain.assets import Asset, AssetState
from ugc_studio.domain.clearance.dossier import PartyFacts
from ugc_studio.domain.clearance.facts import fold_party
from ugc_studio.domain.consent import AuthorState, EventType, PartyKind
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import Creator
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.access_answers import AccessAnswer
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.describing import Describer
from ugc_studio.services.consent.publications import Publication
from ugc_studio.services.consent.reading import EventLine
from ugc_studio.services.consent.retention import RetentionService
from ugc_studio.services.consent.telling import names_of
from ugc_studio.services.consent.uses import standard_use, still_online, today_of, use_from_json
from ugc_studio.services.papers.dossier import PhotoMatter
from ugc_studio.services.papers.entries import ProofHash, RegisterEntry, entries, proof_hashes
from ugc_studio.services.papers.prose import prose

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.papers.access import AccessMatter


FRENCH_SPOKEN = frozenset({"FR", "BE", "LU", "CH", "MC"})
"""Where a letter in French is more likely understood than one in English."""


@dataclass(frozen=True, slots=True)
class PersonPhoto:
    """One photo that somebody took, is in, or spoke about, with what they have to do with it."""

    asset: Asset
    name: str
    taken: bool
    shown: bool
    others: bool
    """Whether somebody else is, or may be, in it."""
    settled: bool
    """Whether a person confirmed who took it."""
    entries: tuple[RegisterEntry, ...]
    uses: tuple[RecordedUse, ...]

    @property
    def encloses_itself(self) -> bool:
        """Whether an access pack holds it unasked: it is confirmed that they took it, and nobody else is in it."""
        return self.taken and self.settled and not self.others and self.asset.state is not AssetState.TOMBSTONE


@dataclass(frozen=True, slots=True)
class PersonMatter:
    """Everything that is stored about one person."""

    party: Party
    facts: PartyFacts
    photos: tuple[PersonPhoto, ...]
    events: tuple[EventLine, ...]
    proofs: Mapping[int, tuple[ProofHash, ...]]
    notices: Mapping[str, Notice]
    names: Mapping[str, object]
    accounts: tuple[Creator, ...]
    registered: dt.datetime | None
    brand: Brand
    answers: tuple[tuple[AccessAnswer, str], ...]
    """What was handed to them on their request, each with who did it."""


class Gatherer:
    """Reads for papers; it writes nothing."""

    def __init__(self, library: Library, consent: ConsentService) -> None:
        self._library = library
        self._consent = consent

    def photo(self, asset_id: int, *, brand: Brand, as_of: dt.datetime | None = None) -> PhotoMatter:
        """Everything about one photo, seen from a brand's standard use; ``as_of`` reads the ledger as it stood."""
        file = self._consent.reader.file(asset_id, brand=brand.uuid, as_of=as_of)
        use = standard_use(brand, today_of(brand, as_of or self._library.clock()))
        with self._library.read() as session:
            rows = session.assets.page([asset_id])
            links = [post.permalink for post in session.posts.of_asset(asset_id) if post.permalink]
            return PhotoMatter(
                file=file,
                row=rows[0] if rows else None,
                entries=tuple(entries(session, self._consent.gatekeeper, [asset_id], use, as_of=as_of)),
                notices={notice.uuid: notice for notice in session.register.notices()},
                proofs=_proofs(session, file.events),
                permalinks=tuple(dict.fromkeys(links)),
                brand=brand.name,
                today={one.recorded.uuid: self._today(session, asset_id, one, as_of) for one in file.publications},
                owners=session.uses.takedown_owners(),
            )

    def person(self, reference: str, *, brand: Brand) -> PersonMatter:
        """Everything about one person."""
        with self._library.read() as session:
            party = session.parties.resolve(reference)
            own = [event for event in session.ledger.mentioning(party.uuid) if party.uuid in {event.by, event.party}]
            registered = next((event.at for event in own if event.type == EventType.PARTY_REGISTERED), None)
            spoken = session.assets.known(sha for event in own for sha in event.assets)
            ids = sorted({*map(int, session.authors.assets_of(party.id)), *map(int, spoken.values())})
            photos = self._photos(session, party, ids, brand)
            proofs = {event.seq: tuple(proof_hashes(session, event)) for event in own}
            uuids = {uuid for event in own for uuid in (event.by, event.party) if uuid}
            names = names_of(session, {party.uuid, *uuids}, {sha for event in own for sha in event.assets})
            notices = {notice.uuid: notice for notice in session.register.notices()}
            accounts = session.creators.of_party(int(party.id))
            facts = fold_party(PartyFacts(party.uuid, kind=PartyKind(party.kind)), own)
            actors = session.register.actor_names()
            handed = session.access_answers.of_party(party.uuid)
            answers = [(one, actors.get(one.handed_by, one.handed_by[:8])) for one in handed]
        return PersonMatter(
            party, facts, tuple(photos), tuple(self._consent.reader.lines(own)), proofs, notices, names,
            tuple(accounts), registered, brand, tuple(answers),
        )  # fmt: skip

    def access(self, reference: str, brand: Brand, *, language: str | None, enclose: Sequence[int]) -> AccessMatter:
        """What the person gets who asked for their data; ``enclose`` adds photos that a person chose."""
        from ugc_studio.services.papers.access import AccessMatter

        person = self.person(reference, brand=brand)
        spoken = prose("access", self.language_of(person, language))
        chosen = set(enclose)
        unknown = chosen - {int(photo.asset.id) for photo in person.photos}
        if unknown:
            raise UsageError(_("Photo {id} has nothing to do with this person.", id=str(min(unknown))))
        enclosed = [photo for photo in person.photos if photo.encloses_itself or int(photo.asset.id) in chosen]
        with self._library.read() as session:
            posts = session.posts.of_creators(int(one.id) for one in person.accounts)
            illegal = {int(one.asset.id) for one in enclosed if session.ledger.is_illegal(one.asset.sha256)}
        enclosed = [
            one for one in enclosed
            if int(one.asset.id) not in illegal and one.asset.state is not AssetState.TOMBSTONE
            and self._library.originals.path(one.asset.sha256, one.asset.format).is_file()
        ]  # fmt: skip
        sources = [one.platform for one in person.accounts] + [post.importer for post in posts]
        fields = {
            "entity": brand.legal_entity or brand.name,
            "brand": brand.name,
            "contact": brand.policy.contact or "",
            "months": str(RetentionService(self._library).months()),
        }
        return AccessMatter(person, tuple(posts), tuple(dict.fromkeys(sources)), tuple(enclosed), spoken, fields)

    def language_of(self, person: PersonMatter, language: str | None) -> str:
        """The language that is asked for, else that of the country in which the person lives, else English."""
        return language or ("fr" if person.facts.residence in FRENCH_SPOKEN else "en")

    # ------------------------------------------------------------------ inside

    def _photos(self, session: Session, party: Party, ids: list[int], brand: Brand) -> list[PersonPhoto]:
        use = standard_use(brand, today_of(brand, self._library.clock()))
        judged = self._consent.gatekeeper.judged(session, ids, use)
        lines: dict[int, list[RegisterEntry]] = {}
        for entry in entries(session, self._consent.gatekeeper, ids, use):
            if party.uuid in {entry.signatory.party, entry.signatory.signer}:
                lines.setdefault(int(entry.asset.id), []).append(entry)
        titles = {int(row.asset.id): row.name for row in session.assets.page(ids)}
        found = []
        for asset in session.assets.get_many(ids):
            _verdict, dossier = judged[int(asset.id)]
            facts = dossier.assets[str(asset.sha256)]
            shown = {depiction.party for depiction in facts.depictions}
            found.append(
                PersonPhoto(
                    asset,
                    titles.get(int(asset.id), ""),
                    taken=party.uuid in facts.creators,
                    shown=party.uuid in shown,
                    others=bool(shown - {party.uuid}) or facts.people.value == "not_reviewed",
                    settled=facts.author is AuthorState.CONFIRMED,
                    entries=tuple(lines.get(int(asset.id), ())),
                    uses=tuple(session.uses.of_assets([str(asset.sha256)])),
                )
            )
        return found

    def _today(
        self, session: Session, asset_id: int, publication: Publication, as_of: dt.datetime | None
    ) -> tuple[Verdict, Describer] | None:
        """What the gate says today, or said then, of a recorded use; nothing for one that is over."""
        planned = use_from_json(publication.recorded.planned_use)
        today = (as_of or self._library.clock()).astimezone(ZoneInfo(planned.zone)).date()
        asked = still_online(planned, today)
        if asked is None:
            return None
        verdict = self._consent.clearances([asset_id], asked, as_of=as_of, session=session)[asset_id]
        return verdict, self._consent.describer([verdict])


def _proofs(session: Session, events: tuple[EventLine, ...]) -> dict[int, tuple[ProofHash, ...]]:
    return {line.event.seq: tuple(proof_hashes(session, line.event)) for line in events}
