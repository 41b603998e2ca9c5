"""The consent desk as the window uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import BrandPolicy, Use
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.events import Event
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import _
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.desk.formules import Formule, Said, answers_of, formule_of, newest
from ugc_studio.services.consent.desk.opened import (
    Message,
    OpenedPhoto,
    PeopleView,
    VerdictView,
    conversation_of,
    people_of,
    verdict_view,
)
from ugc_studio.services.consent.desk.queues import DeskRow, Queue, count_of, ids_of, rows_of
from ugc_studio.services.consent.desk.takedowns import TakedownRow, takedown_rows
from ugc_studio.services.consent.instruments import instrument_for
from ugc_studio.services.consent.policy_history import DEFAULT_NOTICE
from ugc_studio.services.consent.reading import EventLine
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.consent.unread import unread_messages
from ugc_studio.services.consent.uses import standard_use, today_of
from ugc_studio.services.uses import UseResolver


class ConsentDesk:
    """Reads for the consent place; recording stays with ``studio.consent.recorder``."""

    def __init__(
        self, library: Library, *, consent: ConsentService, uses: UseResolver, packs: Mapping[str, CountryPack]
    ) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses
        self._packs = packs

    # -- queues

    def counts(self, brand: str | None = None) -> dict[Queue, int]:
        """How many photos wait in each queue, for a brand (the first by default)."""
        now = self._library.clock()
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            if chosen is None:
                return dict.fromkeys(Queue, 0)
            return {queue: count_of(session, queue, chosen, today_of(chosen, now)) for queue in Queue}

    def ids(self, queue: Queue, *, brand: str | None = None, text: str = "") -> list[AssetId]:
        """The photos of a queue, the oldest first; ``text`` looks for an author, a person or words of a message."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            return ids_of(session, queue, chosen, today_of(chosen, self._library.clock()), text) if chosen else []

    def page(self, queue: Queue, ids: Sequence[AssetId], *, brand: str | None = None) -> list[DeskRow]:
        """What the queue shows for these photos; ask for as many as are seen."""
        now = self._library.clock()
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            if chosen is None:
                return []
            verdicts = self._consent.clearances(ids, standard_use(chosen, today_of(chosen, now)), session=session)
            return rows_of(session, queue, ids, chosen, now, verdicts)

    def unplaced(self) -> list[EventLine]:
        """Unread messages of which it is not known which photo they are about."""
        with self._library.read() as session:
            events: list[Event] = [one for one in unread_messages(session) if not session.assets.known(one.assets)]
        return self._consent.reader.lines(events)

    # -- one photo

    def open(self, asset_id: int, *, brand: str | None = None, parts: UseParts | None = None) -> OpenedPhoto:
        """Everything about one photo; people and verdict are for the use (the brand's standard use by default).

        Raises:
            UsageError: the use is not fully described.
        """
        file = self._consent.reader.file(asset_id, brand=brand)
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            use = self._use(session, chosen, parts)
            verdict = self._consent.clearances([asset_id], use, session=session)[asset_id] if use else None
            describer = self._consent.describer([verdict] if verdict else [])
            return OpenedPhoto(
                file,
                conversation_of(session, file),
                self._people(session, asset_id, chosen, verdict),
                verdict_view(use, verdict, describer),
            )

    def conversation(self, asset_id: int) -> tuple[Message, ...]:
        """What was said about a photo, unaltered."""
        file = self._consent.reader.file(asset_id)
        with self._library.read() as session:
            return conversation_of(session, file)

    def verdict(self, asset_id: int, parts: UseParts | None = None, *, brand: str | None = None) -> VerdictView:
        """May this photo be used so, and what would clear it?"""
        with self._library.read() as session:
            use = self._use(session, session.register.brand_or_first(brand), parts)
            verdict = self._consent.clearances([asset_id], use, session=session)[asset_id] if use else None
        return verdict_view(use, verdict, self._consent.describer([verdict] if verdict else []))

    def audit(self, asset_id: int) -> tuple[EventLine, ...]:
        """Every event about a photo, with its actor, proofs and hash."""
        return self._consent.reader.file(asset_id).events

    def _use(self, session: Session, brand: Brand | None, parts: UseParts | None) -> Use | None:
        if parts is not None:
            said = parts if parts.brand or parts.account or brand is None else replace(parts, brand=brand.uuid)
            return self._uses.resolve(session, said, now=self._library.clock())[0]
        return standard_use(brand, today_of(brand, self._library.clock())) if brand is not None else None

    def _people(self, session: Session, asset_id: int, brand: Brand | None, verdict: Verdict | None) -> PeopleView:
        policy = brand.policy if brand is not None else BrandPolicy()
        dossier = session.dossiers.gather([asset_id], policy=policy, packs=self._packs)[asset_id]
        describer = self._consent.describer([verdict] if verdict else [])
        labels = session.parties.labels(sorted(dossier.parties))
        return people_of(dossier, labels, verdict, describer, session.faces.of(asset_id))

    # -- answers

    def formules(self, asset_id: int | None = None, *, brand: str | None = None) -> list[Formule]:
        """The notices a brand may use, its usual one first, newest versions; with a photo a chip for each face."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            notices = newest(session.register.notices(), chosen.uuid if chosen else "")
            usual = chosen.standard_use.get(DEFAULT_NOTICE) if chosen is not None else None
            notices.sort(key=lambda notice: notice.key != usual)
            people = self._people(session, asset_id, chosen, None).depicted if asset_id is not None else ()
        return [formule_of(notice, people) for notice in notices]

    def answers(
        self, formule: Formule, asset_ids: Sequence[int], said: Said, *, without: Sequence[str] = ()
    ) -> list[Answer]:
        """What is to be recorded (``studio.consent.recorder.answer_all``): a yes without the chips, and a no per face.

        Raises:
            UsageError: nothing would be left, or it is not clear what this person can give.
        """
        if said.instrument is None:
            with self._library.read() as session:
                party = session.parties.resolve(said.party or said.by)
                said = replace(said, instrument=instrument_for(session, party, asset_ids))
        return answers_of(formule, asset_ids, said, without)

    # -- what has to come down

    def takedowns(self, state: str | None = "open") -> list[TakedownRow]:
        """The list, the soonest due first; ``done`` or ``None`` (all) shows what came down too."""
        self._consent.takedowns.sweep()
        with self._library.read() as session:
            return takedown_rows(session, session.uses.takedowns(state=state), self._library.clock())

    def assign(self, takedown_id: int, owner: str | None) -> None:
        """Say who takes something down; nothing is recorded in the ledger."""
        name = owner.strip()[:200] if owner else None
        if not self._library.write(lambda session: session.uses.assign_takedown(takedown_id, name or None)):
            raise NotFound(_("There is no takedown with the number {id}.", id=str(takedown_id)))
