"""What each answer that came back is worth now: it may be late, double, or about something that has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ugc_studio.domain.assets import Asset, AssetState, Flag
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.consent import EventType, Role
from ugc_studio.domain.events import Event
from ugc_studio.domain.galleries import GalleryItem
from ugc_studio.domain.handover import (
    DECISION_NAMES,
    NEEDS_REASON,
    Decision,
    Outcome,
    Review,
    ReviewItem,
    ReviewKind,
)
from ugc_studio.domain.handover_answers import GivenAnswer
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.exporters.review.page import needs_reason
from ugc_studio.library.handovers import KeptAnswer
from ugc_studio.services.consent.describing import Describer
from ugc_studio.services.consent.telling import Teller
from ugc_studio.services.handover.contents import source_of
from ugc_studio.services.handover.leaving import said_no

SILENT = frozenset({EventType.USED, EventType.TAKEDOWN_DONE, EventType.NOTICE_ISSUED, EventType.RESTORED})
"""Events that change nothing about what a reader was asked."""
HELD = frozenset({Outcome.APPLIED, Outcome.NOTED, Outcome.WAITS})
"""Outcomes of answers that count; one that was not applied does not stand in the way of another."""
FLAGS: Mapping[Decision, Flag] = {Decision.PICK: Flag.PICKED, Decision.REJECT: Flag.REJECTED}
TALK = frozenset({Decision.ASK, Decision.COMMENT})
REVIEW_FACT = "review"
"""The fact of an event that names the review whose answer it is."""


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One answer with what it is worth."""

    number: int
    """Of the photo in the review file; 0 for one that was not in it."""
    asset: Asset | None
    given: GivenAnswer
    outcome: Outcome
    text: Text
    seq: int | None = None
    """The event that stands in the way."""
    subjects: tuple[str, ...] = ()

    @property
    def decision(self) -> Text:
        """The answer in words."""
        return DECISION_NAMES[self.given.decision]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that answers are judged by, read at one moment."""

    review: Review
    items: Mapping[str, ReviewItem]
    assets: Mapping[str, Asset]
    dossiers: Mapping[int, Dossier]
    verdicts: Mapping[int, Verdict]
    held: Mapping[str, KeptAnswer]
    """The latest answer about each photo that counts."""
    gallery: Mapping[int, GalleryItem] | None
    """What stands in the gallery now; ``None``: it is gone."""
    role: Role
    describer: Describer
    teller: Teller


def judge(situation: Situation, given: GivenAnswer) -> ReturnedLine:
    """What one answer is worth."""
    item = situation.items.get(given.sha256)
    asset = situation.assets.get(given.sha256)
    line = ReturnedLine(item.number if item else 0, asset, given, Outcome.READY, _("Can be taken over."))
    if item is None or (given.decision is Decision.APPROVE and not item.subjects):
        return _as(line, Outcome.UNASKED, _("The review did not ask this."))
    line = replace(line, subjects=item.subjects)
    if asset is None or asset.state is not AssetState.PRESENT:
        return _as(line, Outcome.GONE, _("The photo is in the trash or erased."))
    held = situation.held.get(given.sha256)
    if held is not None and held.given == given and not _to_confirm(held, situation.role):
        return _as(line, Outcome.SAME, _("The same answer was taken in already."))
    if not given.comment and (given.decision in NEEDS_REASON or needs_reason(given.decision, item.subjects)):
        return _as(line, Outcome.REASON, _("A reason is missing, so it cannot be recorded."))
    changed = _changed(situation, line, asset)
    if changed is not None:
        return changed
    if held is not None and held.given != given:
        text = _("Answered otherwise before: {decision}.", decision=DECISION_NAMES[held.given.decision])
        return _as(line, Outcome.DIFFERS, text)
    return _by_kind(situation, line, item, asset)


def _by_kind(situation: Situation, line: ReturnedLine, item: ReviewItem, asset: Asset) -> ReturnedLine:
    kind, decision = situation.review.kind, line.given.decision
    if decision in TALK:
        return _as(line, Outcome.READY, _("Will be kept with the photo; nothing else changes."))
    if kind is ReviewKind.LAWYER and situation.role is not Role.LEGAL:
        return _as(line, Outcome.WAITS, _("Will wait until the legal role confirms it."))
    if kind is ReviewKind.TRANSLATOR:
        if situation.gallery is None or int(asset.id) not in situation.gallery:
            return _as(line, Outcome.GONE, _("The photo is not in the gallery any more."))
        if source_of(situation.gallery[int(asset.id)]) != item.source:
            return _as(line, Outcome.MOVED, _("Our own text was changed since the file was made."))
    elif decision in FLAGS and asset.flag not in {item.flag, FLAGS[decision]}:
        text = _("It was picked here since the file was made.")
        if asset.flag is Flag.REJECTED:
            text = _("It was rejected here since the file was made.")
        elif asset.flag is Flag.UNREVIEWED:
            text = _("The mark was taken off here since the file was made.")
        return _as(line, Outcome.MOVED, text)
    return line


def _changed(situation: Situation, line: ReturnedLine, asset: Asset) -> ReturnedLine | None:
    """What was recorded since: anything for a lawyer's decision, a no for a choice or a translation."""
    decision = line.given.decision
    if decision in TALK or decision is Decision.REJECT:
        return None
    since = changes_since(situation.dossiers[int(asset.id)], situation.review)
    if situation.review.kind is ReviewKind.LAWYER:
        if not since:
            return None
        return _as(line, Outcome.CHANGED, _told(situation, since[-1]), seq=since[-1].seq)
    no = said_no(situation.verdicts[int(asset.id)])
    if no is None:
        return None
    named = [event for event in since if event.type.value == no.code.value]
    if named:
        return _as(line, Outcome.CHANGED, _told(situation, named[-1]), seq=named[-1].seq)
    text = _("It may no longer be used: {reason}", reason=situation.describer.reason(no))
    return _as(line, Outcome.CHANGED, text)


def _told(situation: Situation, event: Event) -> Text:
    return _("Changed since, on {day}: {event}", day=event.at.date(), event=situation.teller.event(event))


def changes_since(dossier: Dossier, review: Review) -> list[Event]:
    """What was recorded about a photo, its people or its copies after the file was made, but not from its answers."""
    facts = dossier.assets.values()
    held = {one for fact in facts for one in (fact.sha256, fact.place, *fact.creators)} | {"library"}
    return [
        event for event in dossier.events
        if event.seq > review.head_seq and event.type not in SILENT
        and event.facts.get(REVIEW_FACT) != review.uuid
        and (event.target is None or event.target.kind == "brand" or event.target.id in held)
    ]  # fmt: skip


def latest_held(answers: Iterable[KeptAnswer]) -> dict[str, KeptAnswer]:
    """The latest answer about each photo that counts."""
    return {one.given.sha256: one for one in answers if one.outcome in HELD}


def _to_confirm(held: KeptAnswer, role: Role) -> bool:
    return held.outcome is Outcome.WAITS and role is Role.LEGAL


def _as(line: ReturnedLine, outcome: Outcome, text: Text, *, seq: int | None = None) -> ReturnedLine:
    return replace(line, outcome=outcome, text=text, seq=seq)


def spoken(lines: Sequence[ReturnedLine]) -> dict[Outcome, int]:
    """How many answers are worth what."""
    counts: dict[Outcome, int] = {}
    for line in lines:
        counts[line.outcome] = counts.get(line.outcome, 0) + 1
    return counts
