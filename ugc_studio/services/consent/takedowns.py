"""What a withdrawal still leaves online: every recorded use that may not stay, with its due date and proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.consent import EventType, Use
from ugc_studio.domain.events import Event
from ugc_studio.domain.handover import EXPORTER as REVIEW
from ugc_studio.domain.verdicts import Reason, ReasonCode, Verdict
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse, Takedown
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.uses import day_in, still_online, use_from_json

WITHIN_A_MONTH = frozenset({ReasonCode.OBJECTED, ReasonCode.TOMBSTONE})
"""One month is the law's outer limit for an objection or an erasure (GDPR art. 12(3))."""
NOT_RENEWED = "not_renewed"
"""Our own decision, before the end of a right: only a new yes takes it off the list again."""
DUE_DAYS_OTHERWISE = 7
"""Policy for everything else that may no longer be shown."""

NOT_COVERED = (
    ReasonCode.MEDIA_NOT_GRANTED, ReasonCode.TERRITORY_NOT_GRANTED, ReasonCode.RIGHT_NOT_GRANTED,
    ReasonCode.ALTERATION_NOT_GRANTED, ReasonCode.PURPOSE_NOT_GRANTED, ReasonCode.BRAND_NOT_GRANTED,
    ReasonCode.EXCLUDED_CONTEXT,
)  # fmt: skip
"""What a yes does not reach to."""
CAUSES = (
    ReasonCode.ILLEGAL_CONTENT, ReasonCode.TOMBSTONE, ReasonCode.OBJECTED, ReasonCode.WITHDRAWN, ReasonCode.REFUSED,
    ReasonCode.REVOKED, ReasonCode.INVALIDATED, ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.FROZEN,
    ReasonCode.EXPIRED, ReasonCode.OUTLIVES_GRANT, ReasonCode.EMPLOYEE_LEFT,
    *NOT_COVERED,
)  # fmt: skip
"""The gravest first. A later answer that leaves a part out is a no to that part (§4): what is live there comes down."""
UNDATED = frozenset({ReasonCode.TOMBSTONE, ReasonCode.BLOCKED_BY_NEAR_DUPLICATE})
"""Causes that rest on tables, not on the ledger alone: the gate of an earlier day knows them too."""


class TakedownKeeper:
    """Opens takedowns for uses that the gate no longer permits, and drops them when it permits them again."""

    def __init__(self, library: Library, gatekeeper: Gatekeeper) -> None:
        self._library = library
        self._gatekeeper = gatekeeper

    def open_for(self, session: Session, asset_ids: Sequence[int]) -> int:
        """Look at the live uses of these assets and open what must come down; returns how many are new."""
        now = self._library.clock()
        seq = session.ledger.head()[0]
        ids = {asset.sha256: asset.id for asset in session.assets.get_many(asset_ids)}
        self._drop_lifted(session, ids, now)
        opened = 0
        for use, verdict in self._asked_again(session, session.uses.without_takedown(ids), ids, now):
            cause = self._cause(session, use, verdict, ids)
            if cause is not None:
                due = _due(cause, use_from_json(use.planned_use), now).isoformat()
                opened += session.uses.open_takedown(use, seq=seq, cause=cause.value, due=due)
        return opened

    def _drop_lifted(self, session: Session, ids: Mapping[Sha256, int], now: dt.datetime) -> None:
        """A freeze was lifted, a new yes was given: what is cleared may stay, so nobody has to take it down."""
        waiting = {one.use.uuid: one for one in session.uses.takedowns_of(ids) if one.state == "open"}
        uses = [one.use for one in waiting.values()]
        for use, verdict in self._asked_again(session, uses, ids, now):
            if waiting[use.uuid].cause == NOT_RENEWED and not _renewed(session, waiting[use.uuid]):
                continue
            lifted = use.exporter == REVIEW and self._cause(session, use, verdict, ids) is None
            if verdict.cleared or lifted:
                session.uses.drop_takedown(waiting[use.uuid].id)

    def _cause(
        self, session: Session, use: RecordedUse, verdict: Verdict, ids: Mapping[Sha256, int]
    ) -> ReasonCode | None:
        """Why a use has to come down.

        A review file is no publication and needs no yes: only a no ends it, and for a lawyer only one that is new.
        """
        if use.exporter != REVIEW:
            return cause_of(verdict)
        reasons = [one for one in verdict.reasons if one.code not in NOT_COVERED]
        if cause_of(replace(verdict, reasons=tuple(reasons))) and session.handovers.is_for_lawyer(use.uuid):
            known = self._known_then(session, use, ids[Sha256(use.asset_sha256)])
            reasons = [one for one in reasons if one not in known]
        cause = cause_of(replace(verdict, reasons=tuple(reasons)))
        return ReasonCode.MEDIA_NOT_GRANTED if cause is None and _left_out_since(session, use) else cause

    def _known_then(self, session: Session, use: RecordedUse, asset: int) -> set[Reason]:
        """What stood in the way when the use was recorded, as far as the ledger alone says it."""
        # What was said in the same instant may have come after: it counts as news.
        then = dt.datetime.fromisoformat(use.recorded_at) - dt.timedelta(microseconds=1)
        asked = use_from_json(use.planned_use)
        before = self._gatekeeper.clearances([asset], asked, as_of=then, session=session)[asset]
        return {one for one in before.reasons if one.code not in UNDATED}

    def _asked_again(
        self, session: Session, uses: Sequence[RecordedUse], ids: Mapping[Sha256, int], now: dt.datetime
    ) -> Iterator[tuple[RecordedUse, Verdict]]:
        """Each use that is not over yet, with what the gate says of it today; equal uses are asked about at once."""
        live: dict[Use, list[RecordedUse]] = {}
        for use in uses:
            planned = use_from_json(use.planned_use)
            asked = still_online(planned, day_in(planned, now))
            if asked is not None:
                live.setdefault(asked, []).append(use)
        for asked, same in live.items():
            concerned = {ids[Sha256(use.asset_sha256)] for use in same}
            verdicts = self._gatekeeper.clearances(sorted(concerned), asked, session=session)
            for use in same:
                yield use, verdicts[ids[Sha256(use.asset_sha256)]]

    def let_end(self, asset_ids: Sequence[int], last: dt.date) -> int:
        """Nobody renews: what is online of these assets has to be gone after the last day; returns how many are new."""

        def work(session: Session) -> int:
            now, opened = self._library.clock(), 0
            seq = session.ledger.head()[0]
            shas = {str(asset.sha256) for asset in session.assets.get_many(asset_ids)}
            for use in session.uses.without_takedown(shas):
                planned = use_from_json(use.planned_use)
                over = planned.live_until is not None and planned.live_until <= last
                if not over and still_online(planned, day_in(planned, now)) is not None:
                    due = max(last, day_in(planned, now)).isoformat()
                    opened += session.uses.open_takedown(use, seq=seq, cause=NOT_RENEWED, due=due)
            return opened

        return self._library.write(work)

    def sweep(self) -> int:
        """Look at every live use: a grant may have ended since the last time."""

        def work(session: Session) -> int:
            ids = {use.asset_id for use in session.uses.all() if use.asset_id is not None}
            return self.open_for(session, sorted(ids))

        return self._library.write(work) if self._library.writable else 0


def _renewed(session: Session, takedown: Takedown) -> bool:
    """Whether somebody said yes again after it was decided to let a right end."""
    events = session.ledger.of_asset(takedown.use.asset_sha256)
    return any(one.type == EventType.GIVEN and one.seq > takedown.opened_seq for one in events)


def leaves_out(event: Event, medium: str) -> bool:
    """Whether a yes was given without this medium: that is a no to it, not a silence about it (§4)."""
    media = event.excludes.get("media")
    return event.type == EventType.GIVEN and isinstance(media, frozenset) and medium in media


def _left_out_since(session: Session, use: RecordedUse) -> bool:
    medium = use_from_json(use.planned_use).medium
    return any(one.seq > use.seq and leaves_out(one, medium) for one in session.ledger.of_asset(use.asset_sha256))


def _due(cause: ReasonCode, planned: Use, now: dt.datetime) -> dt.date:
    """A row that is still ahead has to go before its day, whatever time there would be otherwise."""
    due, day = due_day(cause, day_in(planned, now)), day_in(planned, planned.publish_at)
    return min(due, day) if planned.publish_at > now else due


def due_day(cause: ReasonCode, today: dt.date) -> dt.date:
    """By when something comes down: a month at most for an objection or an erasure, else within a week."""
    if cause not in WITHIN_A_MONTH:
        return today + dt.timedelta(days=DUE_DAYS_OTHERWISE)
    next_month = dt.date(today.year + today.month // 12, today.month % 12 + 1, 1)
    last = (next_month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=min(today.day, last.day))


def cause_of(verdict: Verdict) -> ReasonCode | None:
    """The gravest reason that takes a picture down; an unread message or a missing paper does not."""
    codes = {reason.code for reason in verdict.reasons}
    return next((code for code in CAUSES if code in codes), None)
