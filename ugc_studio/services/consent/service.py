"""The consent service as front ends and other services see it: record, ask, list, erase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import EventType, Role, Use
from ugc_studio.domain.events import Event, EventDraft, Proof
from ugc_studio.domain.messages import Translator, _
from ugc_studio.domain.posts import CreatorDraft
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.evidence import FILE_PROOF, TEXT_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse, Takedown, new_use_uuid
from ugc_studio.services.consent.describing import Describer, assets_in, parties_in
from ugc_studio.services.consent.erasing import Eraser
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.households import FamilyRelease, household_answers
from ugc_studio.services.consent.persons import Persons
from ugc_studio.services.consent.policy_history import PolicyHistory
from ugc_studio.services.consent.purging import Purger
from ugc_studio.services.consent.reading import ConsentReader
from ugc_studio.services.consent.recording import Recorder, party_drafts
from ugc_studio.services.consent.retention import RETENTION, apply_retention
from ugc_studio.services.consent.rights import NO_RIGHTS, RightsStatements
from ugc_studio.services.consent.summarising import Summariser
from ugc_studio.services.consent.takedowns import TakedownKeeper
from ugc_studio.services.consent.uses import standard_use, today_of, use_to_json
from ugc_studio.services.consent.withdrawing import Withdrawals


class ConsentService:
    """Everything about rights in one library, for one actor."""

    def __init__(
        self, library: Library, *, actor: Actor, packs: Mapping[str, CountryPack], translator: Translator
    ) -> None:
        self._library = library
        self._actor = actor
        self.gatekeeper = Gatekeeper(library, packs)
        self.summariser = Summariser(library, packs)
        self.takedowns = TakedownKeeper(library, self.gatekeeper)
        self.recorder = Recorder(library, actor, self.summariser, self.takedowns)
        self.eraser = Eraser(library, self.recorder)
        self.purger = Purger(library, self.eraser)
        self.withdrawals = Withdrawals(library, self.recorder)
        self.persons = Persons(library)
        self.policies = PolicyHistory(library)
        self.reader = ConsentReader(library, packs, self.gatekeeper)
        self._translator = translator

    @property
    def role(self) -> Role:
        """In which role everything is recorded."""
        return self._actor.role

    # ------------------------------------------------------------------ asking

    def clearance(self, asset_id: int, use: Use, *, as_of: dt.datetime | None = None) -> Verdict:
        """The gate's answer for one asset and one use."""
        return self.gatekeeper.clearance(asset_id, use, as_of=as_of)

    def clearances(
        self, asset_ids: Sequence[int], use: Use, *, as_of: dt.datetime | None = None, session: Session | None = None
    ) -> dict[int, Verdict]:
        """The gate's answers for many assets and one use."""
        return self.gatekeeper.clearances(asset_ids, use, as_of=as_of, session=session)

    def clearances_each(self, session: Session, uses: Mapping[int, Use]) -> dict[int, Verdict]:
        """The gate's answers for assets that each have a use of their own."""
        return self.gatekeeper.each(session, uses)

    def standard_use(self, session: Session, brand: str | None = None) -> Use | None:
        """The standard use of a brand (the first one by default) as of today; ``None`` without any brand."""
        found = session.register.brand_or_first(brand)
        return standard_use(found, today_of(found, self._library.clock())) if found is not None else None

    def today(self, brand: str | None = None) -> dt.date:
        """The day it is for a brand (the first by default)."""
        with self._library.read() as session:
            found = session.register.brand_or_first(brand)
        return today_of(found, self._library.clock()) if found is not None else self._library.clock().date()

    def describer(self, verdicts: Iterable[Verdict]) -> Describer:
        """What puts these verdicts into sentences, with the names of everyone in them."""
        found = list(verdicts)
        uuids = sorted({uuid for verdict in found for uuid in parties_in(verdict)})
        shas = {sha for verdict in found for sha in assets_in(verdict)}
        with self._library.read() as session:
            names: dict[str, object] = dict(session.parties.labels(uuids))
            names |= {brand.uuid: brand.name for brand in session.register.brands()}
            names |= {sha: _("photo {id}", id=str(id_)) for sha, id_ in session.assets.known(shas).items()}
        return Describer(names)

    def rights_statements(
        self, asset_ids: Sequence[int], use: Use, *, session: Session | None = None
    ) -> dict[int, RightsStatement]:
        """What exported files say about their rights; nothing at all for what is not cleared."""
        if session is not None:
            return {asset: rights for asset, (_verdict, rights) in self.answers(session, asset_ids, use).items()}
        with self._library.read() as reading:
            return self.rights_statements(asset_ids, use, session=reading)

    def answers(
        self, session: Session, asset_ids: Sequence[int], use: Use
    ) -> dict[int, tuple[Verdict, RightsStatement]]:
        """The gate's answers, each with what an exported file would say: one reading of the ledger for both."""
        judged = self.gatekeeper.judged(session, asset_ids, use)
        statements = RightsStatements(session, use, self._translator).of(
            {asset: dossier for asset, (verdict, dossier) in judged.items() if verdict.cleared}
        )
        return {asset: (verdict, statements.get(asset, NO_RIGHTS)) for asset, (verdict, _d) in judged.items()}

    # ------------------------------------------------------------------ what other services hand in

    def record_use(
        self,
        session: Session,
        *,
        asset_id: int,
        use: Use,
        exporter: str,
        rendition_sha256: str,
        path: str,
        gallery_id: int | None = None,
        url: str | None = None,
        recipient: str | None = None,
    ) -> str:
        """Record one hand-over of one picture, inside the export's transaction; returns its UUID."""
        asset = session.assets.get(asset_id)
        uuid = new_use_uuid()
        planned = use_to_json(use)
        draft = EventDraft(
            EventType.USED,
            assets=(str(asset.sha256),),
            facts={"use": uuid, "exporter": exporter, "rendition": rendition_sha256, "planned": planned},
        )
        (event,) = session.ledger.append_all([draft], actor=self._actor)
        session.uses.add(
            RecordedUse(
                uuid, str(asset.sha256), asset_id, exporter, planned, rendition_sha256, path, url, recipient,
                session.now(), event.seq, gallery_id,
            )
        )  # fmt: skip
        return uuid

    def make_party(self, session: Session, draft: CreatorDraft) -> int:
        """Register the person behind a new creator of an import, ledger event included."""
        handle = f"@{draft.handle}" if draft.handle else None
        party = session.parties.create("creator", name=draft.name, handle=handle)
        self.recorder.record(session, party_drafts(session, party, {}))
        return int(party.id)

    def reply(
        self,
        session: Session,
        *,
        party_id: int,
        asset_ids: Sequence[int],
        text: str,
        at: str | None,
        source: str,
    ) -> None:
        """Record what stood in a consent column as an unread reply (never a grant), verbatim."""
        party = session.parties.get(party_id)
        shas = tuple(str(asset.sha256) for asset in session.assets.get_many(asset_ids))
        said = f"{text}\n\n({source}{', ' + at if at else ''})"
        commitment = session.texts.keep(party.owner, "message", said)
        draft = EventDraft(
            EventType.REPLIED,
            by=party.uuid,
            party=party.uuid,
            assets=shas,
            evidence="form",
            proofs=(Proof(TEXT_PROOF, commitment),),
        )
        self.recorder.record(session, [draft])

    def recorded(self, session: Session, kind: EventType, assets: Sequence[str], facts: Mapping[str, object]) -> None:
        """Record a decision about duplicates (merge, split, relate): the gate follows them."""
        self.recorder.record(session, [EventDraft(kind, assets=tuple(assets), facts=dict(facts))])

    def finish_takedown(self, takedown_id: int, proof: Path) -> Takedown:
        """Record that a publication is gone, with the proof (a screenshot, a confirmation)."""

        def work(session: Session) -> Takedown:
            kept = session.evidence.add_file(proof, kind="takedown")
            done = session.uses.finish_takedown(takedown_id, proof_uuid=kept.uuid)
            draft = EventDraft(
                EventType.TAKEDOWN_DONE,
                assets=(done.use.asset_sha256,),
                proofs=(Proof(FILE_PROOF, kept.uuid),),
                facts={"use": done.use.uuid},
            )
            self.recorder.record(session, [draft])
            return next(one for one in session.uses.takedowns(state=None) if one.id == takedown_id)

        return self._library.write(work)

    def family_release(self, release: FamilyRelease) -> list[Event]:
        """Record every grant of one signed family release: all or none."""
        with self._library.read() as session:
            answers = household_answers(session, release)
        return self.recorder.answer_all(answers)

    def retain(self, party: Party, *, until: dt.date, reason: str) -> list[Event]:
        """Keep what legal claims need of a person until a day, although they are erased (GDPR art. 17(3)(e))."""

        def work(session: Session) -> list[Event]:
            draft = EventDraft(
                EventType.APPROVED,
                party=party.uuid,
                about=RETENTION,
                reason=session.texts.keep(party.owner, "reason", reason),
                facts={"until": until.isoformat()},
            )
            events = self.recorder.record(session, [draft])
            for event in events:
                apply_retention(session, event)
            return events

        return self._library.write(work)

    def relations_changed(self) -> None:
        """After new relations were proposed: what they may block shows in lists at once."""

        def work(session: Session) -> None:
            touched = session.summary.assets_newly_related()
            if touched:
                self.summariser.refresh(session, touched)
                self.takedowns.open_for(session, touched)

        self._library.write(work)

    def rebuild_summary(self, context: JobContext) -> int:
        """Build the projection that lists read anew from the ledger."""
        return self.summariser.rebuild(context)
