"""Takes answers in: a lawyer's become events once legal confirms them, a chooser's marks, a translator's texts."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import BrandPolicy, EventType, Role
from ugc_studio.domain.errors import LibraryReadOnly, NotFound, RoleRefused
from ugc_studio.domain.events import Event, EventDraft
from ugc_studio.domain.handover import AT_ONCE, CHOOSABLE, Decision, Outcome, Review, ReviewKind
from ugc_studio.domain.handover_answers import AnswerSheet, unclear
from ugc_studio.domain.messages import Text, Translator, _, ngettext
from ugc_studio.library.handovers import KeptAnswer
from ugc_studio.services.consent.recording import Recorder
from ugc_studio.services.consent.telling import teller_for
from ugc_studio.services.handover.judging import (
    FLAGS,
    REVIEW_FACT,
    TALK,
    ReturnedLine,
    Situation,
    changes_since,
    judge,
    latest_held,
)
from ugc_studio.services.handover.leaving import use_of
from ugc_studio.services.handover.translating import translated

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.curation import CurationService
    from ugc_studio.services.history import HistoryService
    from ugc_studio.services.marking import MarkingService

FOREIGN = _(
    "This answer belongs to another library, or to a review that this one does not know "
    "(for instance after an older backup came back)."
)


@dataclass(frozen=True, slots=True)
class Returned:
    """An answer that came back, line by line; nothing of it is taken over yet."""

    review: Review
    sheet: AnswerSheet
    lines: tuple[ReturnedLine, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer."""

    review: Review
    lines: tuple[ReturnedLine, ...]
    """Each with its outcome after it was taken in."""
    events: tuple[Event, ...] = ()
    marked: int = 0
    translated: int = 0
    gallery: str | None = None
    """Where the translations went."""


class AnswerService:
    """Shows answers before they are applied, applies them, and lets legal confirm what waits."""

    def __init__(
        self,
        library: Library,
        *,
        actor: Actor,
        consent: ConsentService,
        history: HistoryService,
        marking: MarkingService,
        curation: CurationService,
        packs: Mapping[str, CountryPack],
        translator: Translator,
    ) -> None:
        self._library = library
        self._actor = actor
        self._consent = consent
        self._history = history
        self._handlers = (marking, curation)  # theirs undo flags and galleries
        self._packs = packs
        self._translator = translator
        history.handle("review.outcomes", _set_outcomes)

    # ------------------------------------------------------------------ looking

    def look(self, sheet: AnswerSheet) -> Returned:
        """What each answer is worth now; changes nothing.

        Raises:
            NotFound: it belongs to another library.
            BadAnswer: it says that it is of another kind than the review.
        """
        with self._library.read() as session:
            review = _review_of(session, sheet)
            situation = self._situation(session, review)
            return Returned(review, sheet, tuple(judge(situation, given) for given in sheet.items))

    def _situation(self, session: Session, review: Review) -> Situation:
        items = {str(item.sha256): item for item in session.handovers.items(review.uuid)}
        ids = session.assets.known(items)
        assets = {str(asset.sha256): asset for asset in session.assets.get_many(list(ids.values()))}
        found = [int(asset.id) for asset in assets.values()]
        brand = session.register.brand_of_use(review.brand) if review.brand else None
        policy = brand.policy if brand is not None else BrandPolicy()
        dossiers = session.dossiers.gather(found, policy=policy, packs=self._packs)
        verdicts = {}
        if brand is not None:
            use = use_of(review.kind, brand, self._library.clock())
            verdicts = self._consent.clearances(found, use, session=session)
        since = [event for dossier in dossiers.values() for event in changes_since(dossier, review)]
        return Situation(
            review, items, assets, dossiers, verdicts, latest_held(session.handovers.answers(review.uuid)),
            _gallery_items(session, review), self._actor.role, self._consent.describer(verdicts.values()),
            teller_for(session, since),
        )  # fmt: skip

    # ------------------------------------------------------------------ taking over

    def take(self, sheet: AnswerSheet, chosen: Collection[str] | None = None) -> Taken:
        """Take answers over: those that can be, or of those that can be chosen the ones for these photos (SHA-256).

        Everything is judged again in the same transaction. Marks and texts are one entry of the history; what legal
        decides goes to the ledger under the reader's name and is never undone.
        """
        self._check_writable()

        def work(session: Session) -> Taken:
            review = _review_of(session, sheet)
            situation = self._situation(session, review)
            lines = [judge(situation, given) for given in sheet.items]
            taken = [line for line in lines if _is_chosen(line, chosen)]
            kept = self._keep(session, review, sheet, lines, {line.given.sha256 for line in taken})
            return self._carry_out(session, situation, sheet.reader, taken, kept, lines)

        return self._library.write(work)

    def confirm(self, reference: str, chosen: Collection[str] | None = None) -> Taken:
        """Let legal confirm what a lawyer answered by file and what waits since, as far as nothing changed meanwhile.

        Raises:
            RoleRefused: this profile is not legal.
        """
        self._check_writable()
        if self._actor.role is not Role.LEGAL:
            raise RoleRefused(_("Only the legal role may confirm what was answered by file."))

        def work(session: Session) -> Taken:
            review = session.handovers.get(reference)
            situation = self._situation(session, review)
            waiting = [one for one in situation.held.values() if one.outcome is Outcome.WAITS]
            lines = [judge(situation, one.given) for one in waiting]
            events: list[Event] = []
            told = []
            for one, line in zip(waiting, lines, strict=True):
                if line.outcome is Outcome.CHANGED:
                    session.handovers.set_outcome([one.uuid], Outcome.CHANGED, seq=line.seq)
                elif line.outcome is Outcome.READY and (chosen is None or one.given.sha256 in chosen):
                    made = self._decide(session, review, one.reader, line)
                    session.handovers.set_outcome([one.uuid], Outcome.APPLIED, seq=made[-1].seq)
                    events += made
                    line = replace(line, outcome=Outcome.APPLIED, text=_("Recorded."))
                told.append(line)
            return Taken(review, tuple(told), tuple(events))

        return self._library.write(work)

    def _check_writable(self) -> None:
        if not self._library.writable:
            raise LibraryReadOnly(_("This library is open for reading only, so no answer can be taken over."))

    def _keep(
        self, session: Session, review: Review, sheet: AnswerSheet, lines: Sequence[ReturnedLine],
        chosen: Collection[str],
    ) -> dict[str, str]:
        """Store what came in: what is taken over, and what could not be, so that the record says why."""
        known = {
            (one.file_sha256, one.given.sha256, one.outcome)
            for one in session.handovers.answers(review.uuid)
        }  # fmt: skip
        kept = {}
        for line in lines:
            taken = line.given.sha256 in chosen
            if not taken and line.outcome in AT_ONCE | {Outcome.SAME, Outcome.UNASKED}:
                continue  # it can be taken over later, says nothing new, or was never asked
            if not taken and (sheet.file_sha256, line.given.sha256, line.outcome) in known:
                continue
            uuid = str(uuid_module.uuid4())
            session.handovers.keep(
                KeptAnswer(uuid, review.uuid, line.given, sheet.reader, session.now(), sheet.file_sha256,
                           line.outcome, line.seq)
            )  # fmt: skip
            if taken:
                kept[str(line.given.sha256)] = uuid
        return kept

    def _carry_out(
        self,
        session: Session,
        situation: Situation,
        reader: str,
        taken: Sequence[ReturnedLine],
        kept: Mapping[str, str],
        lines: Sequence[ReturnedLine],
    ) -> Taken:
        review = situation.review
        talk = [line for line in taken if line.given.decision in TALK]
        rest = [line for line in taken if line.given.decision not in TALK]
        answers = [kept[line.given.sha256] for line in rest]
        session.handovers.set_outcome([kept[line.given.sha256] for line in talk], Outcome.NOTED)
        done = Outcome.APPLIED
        result = Taken(review, ())
        if review.kind is ReviewKind.LAWYER:
            self._replace_waiting(session, situation, rest)
            if self._actor.role is Role.LEGAL:
                result = replace(result, events=self._decide_all(session, review, reader, rest, answers))
            else:
                done = Outcome.WAITS
        elif rest:
            result = self._curate(session, review, reader, rest, answers)
        if not result.events:
            session.handovers.set_outcome(answers, done)
        outcomes = {line.given.sha256: Outcome.NOTED for line in talk} | {line.given.sha256: done for line in rest}
        return replace(result, lines=tuple(_told(line, outcomes.get(line.given.sha256)) for line in lines))

    @staticmethod
    def _replace_waiting(session: Session, situation: Situation, lines: Sequence[ReturnedLine]) -> None:
        """What waited for legal gives way to the answer that came after it."""
        for line in lines:
            held = situation.held.get(line.given.sha256)
            if held is not None and held.outcome is Outcome.WAITS:
                same = held.given == line.given
                session.handovers.set_outcome([held.uuid], Outcome.SAME if same else Outcome.DIFFERS)

    # ------------------------------------------------------------------ what legal confirms

    def _decide_all(
        self, session: Session, review: Review, reader: str, lines: Sequence[ReturnedLine], answers: Sequence[str]
    ) -> tuple[Event, ...]:
        events: list[Event] = []
        for line, answer in zip(lines, answers, strict=True):
            made = self._decide(session, review, reader, line)
            session.handovers.set_outcome([answer], Outcome.APPLIED, seq=made[-1].seq)
            events += made
        return tuple(events)

    def _decide(self, session: Session, review: Review, reader: str, line: ReturnedLine) -> list[Event]:
        """Record a decision under the reader's name; who confirmed it stands in the event."""
        name = self._translator(_("{name} (by file)", name=reader))
        theirs = Actor(name, Role.LEGAL, session.register.actor_uuid(name))
        recorder = Recorder(self._library, theirs, self._consent.summariser, self._consent.takedowns)
        sha = str(line.given.sha256)
        facts = {REVIEW_FACT: review.uuid, "confirmed_by": self._actor.uuid}
        abouts: Sequence[str | None] = [None]
        kind = EventType.INVALIDATED
        if line.given.decision is Decision.APPROVE:
            kind, abouts = EventType.APPROVED, line.subjects
        drafts = [
            EventDraft(
                kind, assets=(sha,), about=about, facts=facts,
                reason=session.texts.keep(f"asset:{sha}", "reason", line.given.comment) if line.given.comment else None,
            )
            for about in abouts
        ]  # fmt: skip
        return recorder.record(session, drafts)

    # ------------------------------------------------------------------ what can be undone

    def _curate(
        self, session: Session, review: Review, reader: str, lines: Sequence[ReturnedLine], answers: Sequence[str]
    ) -> Taken:
        """Marks or translations, as one entry of the history with what became of the answers."""
        undo: list[Operation] = [_outcomes(answers, Outcome.READY)]
        redo: list[Operation] = [_outcomes(answers, Outcome.APPLIED)]
        if review.kind is ReviewKind.TRANSLATOR:
            change = translated(session, review, [(line.asset, line.given) for line in lines if line.asset])
            n = len(lines)
            text = ngettext(
                "{n} translation of {reader} taken over", "{n} translations of {reader} taken over", n,
                n=n, reader=reader,
            )  # fmt: skip
            self._history.record(
                session, text, [*change.undo, *undo], [*change.redo, *redo],
                {"page": "galleries", "gallery": change.gallery},
            )  # fmt: skip
            return Taken(review, (), translated=n, gallery=change.name)
        marked = 0
        for decision, flag in FLAGS.items():
            ids = [int(line.asset.id) for line in lines if line.asset and line.given.decision is decision]
            before = session.assets.set_flag(ids, flag)
            changed = sorted(one for group in before.values() for one in group)
            marked += len(changed)
            if changed:
                undo.insert(0, {"op": "assets.flag", "values": {old: list(group) for old, group in before.items()}})
                redo.append({"op": "assets.flag", "values": {flag.value: changed}})
        n = len(lines)
        text = ngettext(
            "{n} choice of {reader} taken over", "{n} choices of {reader} taken over", n, n=n, reader=reader
        )
        self._history.record(session, text, undo, redo, {"page": "library"})
        return Taken(review, (), marked=marked)


def _review_of(session: Session, sheet: AnswerSheet) -> Review:
    review = session.handovers.find(sheet.review)
    if review is None:
        raise NotFound(FOREIGN)
    if review.kind is not sheet.kind:
        raise unclear()
    return review


TAKEN_WORDS: Mapping[Outcome, Text] = {
    Outcome.NOTED: _("Kept with the photo."),
    Outcome.WAITS: _("Waits for legal."),
    Outcome.APPLIED: _("Taken over."),
}


def _told(line: ReturnedLine, outcome: Outcome | None) -> ReturnedLine:
    """A line after it was taken in; one that was not stays as it was judged."""
    return line if outcome is None else replace(line, outcome=outcome, text=TAKEN_WORDS[outcome])


def _is_chosen(line: ReturnedLine, chosen: Collection[str] | None) -> bool:
    if chosen is None:
        return line.outcome in AT_ONCE
    return line.outcome in CHOOSABLE and line.given.sha256 in chosen


def _gallery_items(session: Session, review: Review) -> dict[int, Any] | None:
    if review.gallery is None:
        return None
    try:
        gallery = session.galleries.resolve(review.gallery)
    except NotFound:
        return None
    return {int(item.asset_id): item for item in session.galleries.items(gallery.id)}


def _outcomes(answers: Sequence[str], outcome: Outcome) -> Operation:
    return {"op": "review.outcomes", "answers": list(answers), "outcome": outcome.value}


def _set_outcomes(session: Session, operation: Mapping[str, Any]) -> None:
    session.handovers.set_outcome([str(one) for one in operation["answers"]], Outcome(operation["outcome"]))
