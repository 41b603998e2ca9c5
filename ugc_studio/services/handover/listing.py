"""The list of hand-overs: what waits, what came back, and who has to be told to delete something."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.handover import Outcome, Review, ReviewItem
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.handovers import KeptAnswer, ReviewTally
from ugc_studio.services.consent.telling import teller_for

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session


class ReviewState(enum.StrEnum):
    """Where a hand-over stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    PARTLY = "partly"
    LEGAL = "legal"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_NAMES: Mapping[ReviewState, Text] = {
    ReviewState.WAITING: _("Waiting for the answer"),
    ReviewState.OVERDUE: _("Overdue"),
    ReviewState.PARTLY: _("Answered in part"),
    ReviewState.LEGAL: _("Answered, waits for legal"),
    ReviewState.ANSWERED: _("Answered"),
    ReviewState.CLOSED: _("Closed"),
}

OUTCOME_NAMES: Mapping[Outcome, Text] = {
    Outcome.READY: _("not taken over"),
    Outcome.APPLIED: _("taken over"),
    Outcome.WAITS: _("waits for legal"),
    Outcome.NOTED: _("noted"),
    Outcome.SAME: _("known already"),
    Outcome.DIFFERS: _("answered otherwise before"),
    Outcome.CHANGED: _("changed since, not taken over"),
    Outcome.MOVED: _("changed here since"),
    Outcome.GONE: _("photo gone"),
    Outcome.UNASKED: _("not asked"),
    Outcome.REASON: _("reason missing"),
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One hand-over in the list."""

    review: Review
    tally: ReviewTally
    state: ReviewState
    by: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer as it was taken in, with what it became."""

    kept: KeptAnswer
    because: Text | None
    """The event that it became, or that stood in its way."""


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One photo of a hand-over with its answers, oldest first."""

    item: ReviewItem
    asset_id: AssetId | None
    name: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One hand-over opened."""

    row: ReviewRow
    photos: tuple[PhotoLine, ...]


class ReviewList:
    """Reads hand-overs."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> list[ReviewRow]:
        """Every hand-over, the newest first."""
        with self._library.read() as session:
            return self._rows(session, session.handovers.all())

    def open(self, reference: str) -> ReviewView:
        """One hand-over with its photos and answers."""
        with self._library.read() as session:
            review = session.handovers.get(reference)
            (row,) = self._rows(session, [review])
            items = session.handovers.items(review.uuid)
            answers = session.handovers.answers(review.uuid)
            rows = session.ledger.rows_of(one.seq for one in answers if one.seq is not None)
            events = {row.seq: row.event() for row in rows}
            teller = teller_for(session, events.values())
            because = {seq: teller.event(event) for seq, event in events.items()}
            ids = session.assets.known(item.sha256 for item in items)
            names = {one.asset.id: one.name for one in session.assets.page(list(ids.values()))}
        photos = tuple(
            PhotoLine(
                item, ids.get(item.sha256), names.get(ids.get(item.sha256, AssetId(0)), ""),
                tuple(
                    AnswerLine(one, because.get(one.seq or 0))
                    for one in answers if one.given.sha256 == item.sha256
                ),
            )
            for item in items
        )  # fmt: skip
        return ReviewView(row, photos)

    def _rows(self, session: Session, reviews: list[Review]) -> list[ReviewRow]:
        tallies, names = session.handovers.tallies(), session.register.actor_names()
        today = self._library.clock().date()
        return [
            ReviewRow(
                review, tallies.get(review.uuid, ReviewTally()),
                state_of(review, tallies.get(review.uuid, ReviewTally()), today), names.get(review.actor, ""),
            )
            for review in reviews
        ]  # fmt: skip


def due_reviews(session: Session, today: dt.date) -> Iterator[tuple[Review, ReviewTally]]:
    """What somebody has to see to: decisions that wait for legal, and answers that are overdue."""
    tallies = session.handovers.tallies()
    for review in session.handovers.all():
        tally = tallies.get(review.uuid, ReviewTally())
        if state_of(review, tally, today) in {ReviewState.LEGAL, ReviewState.OVERDUE}:
            yield review, tally


def state_of(review: Review, tally: ReviewTally, today: dt.date) -> ReviewState:
    """What has to be said first about a hand-over."""
    if tally.waiting:
        return ReviewState.LEGAL
    if review.closed_at is not None:
        return ReviewState.CLOSED
    if tally.answered >= tally.photos:
        return ReviewState.ANSWERED
    if review.due is not None and review.due < today:
        return ReviewState.OVERDUE
    return ReviewState.PARTLY if tally.answered else ReviewState.WAITING
