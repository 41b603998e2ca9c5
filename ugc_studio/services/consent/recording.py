"""Recording what people said and what we decided: each act is one transaction, projections included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.consent import AuthorState, Consideration, EventType, EvidenceKind, Instrument, Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event, EventDraft, Limits, Proof, Target
from ugc_studio.domain.messages import _
from ugc_studio.library.evidence import FILE_PROOF, TEXT_PROOF
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.contacting import asking_policy, check_may_ask
from ugc_studio.services.consent.said_days import check_after_request, check_not_ahead
from ugc_studio.services.consent.summarising import Summariser
from ugc_studio.services.consent.takedowns import TakedownKeeper

WHOLE_FREEZES = frozenset({"brand", "library", "place", "creator"})
ANSWER_TYPES = frozenset(
    {
        EventType.REPLIED, EventType.NO_RESPONSE, EventType.GIVEN, EventType.REFUSED, EventType.WITHDRAWN,
        EventType.WITHDRAWAL_CONTESTED, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What someone said about some photos: the fields of an event before names and proofs are turned into ids.

    ``by`` speaks (``None``: the brand), ``party`` is whose instrument it is (default: the speaker).
    """

    type: EventType
    assets: Sequence[int] = ()
    by: str | None = None
    party: str | None = None
    instrument: Instrument | None = None
    notice: str | None = None
    scope: Scope | None = None
    limits: Limits = field(default_factory=dict)
    excludes: Limits = field(default_factory=dict)
    wide: bool = False
    evidence: str | None = None
    message: str | None = None
    permalink: str | None = None
    files: Sequence[Path] = ()
    consideration: Consideration | None = None
    reason: str | None = None
    said_on: dt.date | None = None
    account: str | None = None
    """From which account, address or number it came, where that is known."""


class Recorder:
    """Writes ledger events for one actor and keeps every projection true in the same transaction."""

    def __init__(self, library: Library, actor: Actor, summariser: Summariser, takedowns: TakedownKeeper) -> None:
        self._library = library
        self._actor = actor
        self._summariser = summariser
        self._takedowns = takedowns

    # ------------------------------------------------------------------ the one way in

    def record(self, session: Session, drafts: Iterable[EventDraft], *, at: str | None = None) -> list[Event]:
        """Append events inside a writing session, then bring lists and takedowns up to date."""
        events = session.ledger.append_all(drafts, actor=self._actor, at=at)
        for event in events:
            mirror(session, event)
        self.refresh(session, events)
        return events

    def refresh(self, session: Session, events: Sequence[Event]) -> None:
        """Rebuild the summary rows that events may change, and open the takedowns that follow."""
        shas = {asset for event in events for asset in event.assets}
        parties = {event.party for event in events if event.party and (event.wide or not event.assets)}
        parties |= {event.target.id for event in events if event.target and event.target.kind == "creator"}
        touched = session.summary.touched_by(shas, parties)
        if any(event.target and event.target.kind in WHOLE_FREEZES for event in events):
            touched = session.summary.assets_with_events()
        if touched:
            self._summariser.refresh(session, touched)
            self._takedowns.open_for(session, touched)

    def write(self, drafts: Iterable[EventDraft]) -> list[Event]:
        """Record events that need nothing else, in a transaction of their own."""
        ready = list(drafts)
        return self._library.write(lambda session: self.record(session, ready))

    # ------------------------------------------------------------------ parties and notices

    def add_party(
        self,
        kind: str,
        *,
        name: str | None = None,
        handle: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Party:
        """Register a person or body; what is known of age, residence and so on goes to the ledger as codes."""

        def work(session: Session) -> Party:
            party = session.parties.create(kind, name=name, handle=handle)
            self.record(session, party_drafts(session, party, facts or {}))
            return party

        return self._library.write(work)

    def issue_notice(self, name: str, *, scope: Scope, texts: Mapping[str, str], key: str | None = None) -> Notice:
        """Issue the next version of a notice: its scope and hash go to the ledger."""

        def work(session: Session) -> Notice:
            notice = session.register.add_notice(name, scope=scope, texts=texts, key=key)
            draft = EventDraft(
                EventType.NOTICE_ISSUED, notice=notice.uuid, scope=scope,
                facts={"hash": notice.hash, "version": notice.version},
            )  # fmt: skip
            self.record(session, [draft])
            return notice

        return self._library.write(work)

    # ------------------------------------------------------------------ what people said

    def request(
        self,
        assets: Sequence[int],
        *,
        by: Party,
        party: Party,
        instrument: Instrument,
        notice: Notice,
        force: bool = False,
    ) -> list[Event]:
        """Record that someone was asked; never after "do not contact me again", never twice within a brand's term."""

        def work(session: Session) -> list[Event]:
            shas = _shas(session, assets)
            check_may_ask(
                session, by, party, instrument.value, shas, now=self._library.clock(),
                policy=asking_policy(session, notice), force=force,
            )  # fmt: skip
            draft = EventDraft(
                EventType.REQUESTED, by=by.uuid, party=party.uuid, assets=shas, instrument=instrument.value,
                notice=notice.uuid,
            )  # fmt: skip
            return self.record(session, [draft])

        return self._library.write(work)

    def answer(self, answer: Answer) -> list[Event]:
        """Record an answer with its proof, verbatim."""
        if answer.type not in ANSWER_TYPES:
            raise UsageError(_("“{type}” is not an answer.", type=answer.type.value))
        return self._library.write(lambda session: self.record(session, [self.answer_draft(session, answer)]))

    def answer_all(self, answers: Sequence[Answer]) -> list[Event]:
        """Record several answers of one act, for instance all grants of a signed family release: all or none."""

        def work(session: Session) -> list[Event]:
            stored: dict[Path, Proof] = {}
            return self.record(session, [self.answer_draft(session, answer, stored) for answer in answers])

        return self._library.write(work)

    def answer_draft(self, session: Session, answer: Answer, stored: dict[Path, Proof] | None = None) -> EventDraft:
        """Turn an answer into an event: names become ids, texts become commitments, files are copied in."""
        if answer.type == EventType.GIVEN and not (answer.message or answer.files):
            raise UsageError(_("A grant needs proof: the message, word for word, or a file."))
        by = session.parties.resolve(answer.by).uuid if answer.by else None
        party = session.parties.resolve(answer.party).uuid if answer.party else by
        notice = session.register.notice(answer.notice).uuid if answer.notice else None
        shas = _shas(session, answer.assets)
        if answer.type == EventType.GIVEN:  # a no is never turned away for its date
            check_not_ahead(session, answer.said_on)
        if answer.type == EventType.GIVEN and answer.evidence == EvidenceKind.HASHTAG:
            check_after_request(session, answer.said_on, by=by, party=party, notice=notice, shas=shas)
        owner = f"party:{by or party}" if by or party else f"asset:{shas[0]}" if shas else "library"
        return EventDraft(
            type=answer.type,
            by=by,
            party=party,
            assets=shas,
            wide=answer.wide,
            instrument=answer.instrument.value if answer.instrument else None,
            notice=notice,
            scope=answer.scope,
            limits=answer.limits,
            excludes=answer.excludes,
            evidence=answer.evidence,
            proofs=self._proofs(session, answer, owner, stored if stored is not None else {}),
            consideration=answer.consideration,
            reason=session.texts.keep(owner, "reason", answer.reason) if answer.reason else None,
            facts=_circumstances(session, answer, owner),
        )

    def _proofs(self, session: Session, answer: Answer, owner: str, stored: dict[Path, Proof]) -> tuple[Proof, ...]:
        proofs: list[Proof] = []
        if answer.message:
            proofs.append(Proof(TEXT_PROOF, session.texts.keep(owner, "message", answer.message)))
        for path in answer.files:
            if path not in stored:
                kept = session.evidence.add_file(path, kind=answer.evidence or "file")
                stored[path] = Proof(FILE_PROOF, kept.uuid)
            proofs.append(stored[path])
        return tuple(proofs)

    # ------------------------------------------------------------------ what people recorded about a picture

    def state(
        self, event_type: EventType, assets: Sequence[int], *, party: Party | None = None, facts: Mapping[str, object]
    ) -> list[Event]:
        """Record a human answer about pictures: author, people, depiction, sound, item, flag."""

        def work(session: Session) -> list[Event]:
            draft = EventDraft(
                event_type, party=party.uuid if party else None, assets=_shas(session, assets), facts=dict(facts)
            )
            return self.record(session, [replace(draft, assets=(sha,)) for sha in draft.assets])

        return self._library.write(work)

    def decide(
        self,
        event_type: EventType,
        *,
        assets: Sequence[int] = (),
        party: Party | None = None,
        reason: str | None = None,
        about: str | None = None,
        instrument: Instrument | None = None,
        target: Target | None = None,
        facts: Mapping[str, object] | None = None,
        files: Sequence[Path] = (),
    ) -> list[Event]:
        """Record a decision of ours or of legal: approval, override, freeze, same work, contract, guidelines."""

        def work(session: Session) -> list[Event]:
            shas = _shas(session, assets)
            owner = f"party:{party.uuid}" if party else f"asset:{shas[0]}" if shas else "library"
            draft = EventDraft(
                event_type,
                by=party.uuid if party and event_type in {EventType.GUIDELINES_ACCEPTED, EventType.CONTRACT} else None,
                party=party.uuid if party else None,
                assets=shas,
                instrument=instrument.value if instrument else None,
                reason=session.texts.keep(owner, "reason", reason) if reason else None,
                about=about,
                target=target,
                facts=dict(facts or {}),
                proofs=tuple(
                    Proof(FILE_PROOF, session.evidence.add_file(path, kind="contract").uuid) for path in files
                ),
            )
            return self.record(session, [draft])

        return self._library.write(work)

    def freeze(self, targets: Sequence[Target], *, reason: str | None = None, lift: bool = False) -> list[Event]:
        """Freeze publishing for some targets at once, or (legal) lift the freeze with a reason."""
        kind = EventType.UNFROZEN if lift else EventType.FROZEN

        def work(session: Session) -> list[Event]:
            drafts = []
            for target in targets:
                owner = {"asset": f"asset:{target.id}", "creator": f"party:{target.id}"}.get(target.kind, "library")
                kept = session.texts.keep(owner, "reason", reason) if reason else None
                assets = (target.id,) if target.kind == "asset" else ()
                drafts.append(EventDraft(kind, assets=assets, target=target, reason=kept))
            return self.record(session, drafts)

        return self._library.write(work)


def _circumstances(session: Session, answer: Answer, owner: str) -> dict[str, object]:
    """When it was said, and commitments to where it can be read online and to the account that it came from."""
    facts: dict[str, object] = {"said_on": answer.said_on.isoformat()} if answer.said_on else {}
    if answer.permalink:
        facts["permalink"] = session.texts.keep(owner, "permalink", answer.permalink)
    if answer.account:
        facts["account"] = session.texts.keep(owner, "account", answer.account)
    return facts


def party_drafts(session: Session, party: Party, facts: Mapping[str, object]) -> list[EventDraft]:
    """The events that register a party: its kind and commitments to its names, then what is known of it."""
    names = {text.field: text.commitment for text in session.texts.of_owner(party.owner)}
    drafts = [EventDraft(EventType.PARTY_REGISTERED, party=party.uuid, facts={"kind": party.kind, **names})]
    if facts:
        drafts.append(EventDraft(EventType.PARTY_DESCRIBED, party=party.uuid, facts=dict(facts)))
    return drafts


def mirror(session: Session, event: Event) -> None:
    """Keep the look-up tables of authors and depictions in step with the ledger."""
    ids = session.assets.known(event.assets) if event.assets else {}
    if event.type == EventType.AUTHOR_STATED:
        parties = session.parties.ids(event.creators)
        for asset_id in ids.values():
            session.authors.state(asset_id, parties, AuthorState(str(event.facts.get("state", "confirmed"))))
    elif event.type == EventType.DEPICTED and event.party:
        removed = bool(event.facts.get("removed"))
        for asset_id in ids.values():
            session.authors.depict(
                asset_id, session.parties.ids([event.party]), None if removed else str(event.facts["role"])
            )


def _shas(session: Session, assets: Sequence[int]) -> tuple[str, ...]:
    found = session.assets.get_many(assets)
    if len(found) != len(set(assets)) or any(asset.state == AssetState.TOMBSTONE for asset in found):
        raise UsageError(_("One of these photos is not in the library any more."))
    return tuple(str(asset.sha256) for asset in found)
