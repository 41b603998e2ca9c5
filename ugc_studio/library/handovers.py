"""Recorded hand-overs for review: for whom, which photos, and what was answered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import Flag, Sha256
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.handover import Decision, Outcome, Review, ReviewItem, ReviewKind
from ugc_studio.domain.handover_answers import GivenAnswer
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

REVIEW_COLUMNS = (
    "uuid, kind, recipient, title, language, brand, gallery, target, message, head_seq, head_hash, file_sha256, path, "
    "created_at, actor, due, closed_at"
)
ITEM_COLUMNS = "number, asset_sha256, use_uuid, subjects, flag, source"
ANSWER_COLUMNS = (
    "uuid, review, asset_sha256, decision, comment, caption, alt_text, reader, received_at, file_sha256, outcome, seq"
)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """One answer as it was taken in; ``seq`` is the event that it became, or the one that stood in its way."""

    uuid: str
    review: str
    given: GivenAnswer
    reader: str
    received_at: str
    file_sha256: str
    outcome: Outcome
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class ReviewTally:
    """What has come back for one hand-over."""

    photos: int = 0
    answered: int = 0
    waiting: int = 0
    to_delete: int = 0
    """Pictures of it that its reader has to be told to delete."""


class HandOverRepository:
    """The SQL of hand-overs."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add(self, review: Review, items: Iterable[ReviewItem]) -> None:
        """Store a hand-over with its photos."""
        self._db.execute(
            f"INSERT INTO handovers ({REVIEW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
            (
                review.uuid, review.kind.value, review.recipient, review.title, review.language, review.brand,
                review.gallery, review.target, review.message, review.head_seq, review.head_hash, review.file_sha256,
                review.path, review.created_at, review.actor, review.due.isoformat() if review.due else None,
                review.closed_at,
            ),
        )  # fmt: skip
        for item in items:
            self._db.execute(
                f"INSERT INTO handover_items (review, {ITEM_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
                (
                    review.uuid, item.number, item.sha256, item.use,
                    json.dumps(list(item.subjects)), item.flag.value, item.source,
                ),
            )  # fmt: skip

    def all(self) -> list[Review]:
        """Every hand-over, the newest first."""
        rows = self._db.execute(f"SELECT {REVIEW_COLUMNS} FROM handovers ORDER BY id DESC")  # noqa: S608 - constant
        return [_review(row) for row in rows]

    def get(self, reference: str) -> Review:
        """One hand-over by its UUID, or by the beginning of it."""
        wanted = reference.strip().lower()
        rows = self._db.execute(
            f"SELECT {REVIEW_COLUMNS} FROM handovers WHERE substr(uuid, 1, length(?1)) = ?1 LIMIT 2",  # noqa: S608 - constant
            (wanted,),
        ).fetchall()
        if len(rows) != 1 or len(wanted) < SHORTEST:
            raise NotFound(_("There is no review with the number {id} in this library.", id=reference[:40]))
        return _review(rows[0])

    def find(self, uuid: str) -> Review | None:
        """One hand-over by its whole UUID."""
        row = self._db.execute(
            f"SELECT {REVIEW_COLUMNS} FROM handovers WHERE uuid = ?",  # noqa: S608 - constant
            (uuid,),
        ).fetchone()
        return _review(row) if row else None

    def items(self, uuid: str) -> list[ReviewItem]:
        """The photos of a hand-over, in its order."""
        rows = self._db.execute(
            f"SELECT {ITEM_COLUMNS} FROM handover_items WHERE review = ? ORDER BY number",  # noqa: S608 - constant
            (uuid,),
        )
        return [_item(row) for row in rows]

    def tallies(self) -> dict[str, ReviewTally]:
        """What has come back for each hand-over."""
        rows = self._db.execute(
            "SELECT i.review, COUNT(*), SUM(EXISTS (SELECT 1 FROM handover_answers a WHERE a.review = i.review "
            "AND a.asset_sha256 = i.asset_sha256)), SUM(EXISTS (SELECT 1 FROM handover_answers a "
            "WHERE a.review = i.review AND a.asset_sha256 = i.asset_sha256 AND a.outcome = 'waits')), "
            "SUM(EXISTS (SELECT 1 FROM takedowns t WHERE t.use_uuid = i.use_uuid AND t.state = 'open')) "
            "FROM handover_items i GROUP BY i.review"
        )
        return {row[0]: ReviewTally(*map(int, row[1:])) for row in rows}

    def recipients_of(self, uses: Iterable[str]) -> dict[str, str]:
        """Who holds the file of each of these uses: they are told also when a picture was erased (GDPR art. 19)."""
        rows = self._db.execute(
            "SELECT i.use_uuid, h.recipient FROM json_each(?) j CROSS JOIN handover_items i ON i.use_uuid = j.value "
            "JOIN handovers h ON h.uuid = i.review",
            (json.dumps(list(uses)),),
        )
        return dict(rows.fetchall())

    def is_for_lawyer(self, use: str) -> bool:
        """Whether a use is a picture in a lawyer's file, who was shown the noes that there were."""
        row = self._db.execute(
            "SELECT 1 FROM handover_items i JOIN handovers h ON h.uuid = i.review "
            "WHERE i.use_uuid = ? AND h.kind = ?",
            (use, ReviewKind.LAWYER.value),
        ).fetchone()
        return row is not None

    def forget(self, shas: Iterable[str]) -> None:
        """Remove every word about erased pictures; that they were handed over, and to whom, stays."""
        wanted = (json.dumps(list(shas)),)
        self._db.execute(
            "UPDATE handover_answers SET comment = '', caption = '', alt_text = '' "
            "WHERE asset_sha256 IN (SELECT value FROM json_each(?))",
            wanted,
        )
        self._db.execute(
            "UPDATE handovers SET message = '', path = '' WHERE uuid IN (SELECT i.review FROM handover_items i "
            "WHERE i.asset_sha256 IN (SELECT value FROM json_each(?)))",
            wanted,
        )
        self._db.execute(
            "UPDATE handover_items SET source = '' WHERE asset_sha256 IN (SELECT value FROM json_each(?))", wanted
        )

    def close(self, uuid: str, at: str | None) -> None:
        """Wait no longer for answers, or wait again."""
        self._db.execute("UPDATE handovers SET closed_at = ? WHERE uuid = ?", (at, uuid))

    # ------------------------------------------------------------------ answers

    def keep(self, answer: KeptAnswer) -> None:
        """Store one answer as it came in."""
        given = answer.given
        self._db.execute(
            f"INSERT INTO handover_answers ({ANSWER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
            (
                answer.uuid, answer.review, given.sha256, given.decision.value, given.comment, given.caption,
                given.alt_text, answer.reader, answer.received_at, answer.file_sha256, answer.outcome.value, answer.seq,
            ),
        )  # fmt: skip

    def answers(self, review: str) -> list[KeptAnswer]:
        """Every answer to a hand-over, oldest first."""
        rows = self._db.execute(
            f"SELECT {ANSWER_COLUMNS} FROM handover_answers WHERE review = ? ORDER BY id",  # noqa: S608 - constant
            (review,),
        )
        return [_answer(row) for row in rows]

    def set_outcome(self, uuids: Sequence[str], outcome: Outcome, *, seq: int | None = None) -> None:
        """What became of answers."""
        self._db.execute(
            "UPDATE handover_answers SET outcome = ?, seq = COALESCE(?, seq) "
            "WHERE uuid IN (SELECT value FROM json_each(?))",
            (outcome.value, seq, json.dumps(list(uuids))),
        )

    def outcomes(self, uuids: Sequence[str]) -> Mapping[str, str]:
        """What became of each of these answers, for undo."""
        rows = self._db.execute(
            "SELECT uuid, outcome FROM handover_answers WHERE uuid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(uuids)),),
        )
        return dict(rows.fetchall())


SHORTEST = 4
"""Characters of a UUID that name it."""


def _review(row: Sequence[Any]) -> Review:
    uuid, kind, *texts, due, closed_at = row
    day = dt.date.fromisoformat(due) if due else None
    return Review(*(uuid, ReviewKind(kind), *texts, day, closed_at))


def _item(row: Sequence[Any]) -> ReviewItem:
    return ReviewItem(row[0], Sha256(row[1]), row[2], tuple(json.loads(row[3])), Flag(row[4]), row[5])


def _answer(row: Sequence[Any]) -> KeptAnswer:
    given = GivenAnswer(Sha256(row[2]), Decision(row[3]), row[4], row[5], row[6])
    return KeptAnswer(row[0], row[1], given, row[7], row[8], row[9], Outcome(row[10]), row[11])
