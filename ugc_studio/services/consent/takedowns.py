"""What a withdrawal still leaves online: every recorded use that may not stay, with its due date and proof."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.consent import Use
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.uses import still_online, use_from_json

DUE_DAYS = {ReasonCode.OBJECTED: 30, ReasonCode.TOMBSTONE: 30}
"""One month is the law's outer limit for an objection or an erasure (GDPR art. 12(3))."""
DUE_DAYS_OTHERWISE = 7
"""Policy for everything else that may no longer be shown."""

CAUSES = (
    ReasonCode.ILLEGAL_CONTENT, ReasonCode.TOMBSTONE, ReasonCode.OBJECTED, ReasonCode.WITHDRAWN, ReasonCode.REFUSED,
    ReasonCode.REVOKED, ReasonCode.INVALIDATED, ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.FROZEN,
    ReasonCode.EXPIRED, ReasonCode.OUTLIVES_GRANT, ReasonCode.EMPLOYEE_LEFT,
)  # fmt: skip


class TakedownKeeper:
    """Opens takedowns for uses that the gate no longer permits."""

    def __init__(self, library: Library, gatekeeper: Gatekeeper) -> None:
        self._library = library
        self._gatekeeper = gatekeeper

    def open_for(self, session: Session, asset_ids: Sequence[int]) -> int:
        """Look at the live uses of these assets and open what must come down; returns how many are new."""
        today = self._library.clock().date()
        seq = session.ledger.head()[0]
        ids = {asset.sha256: asset.id for asset in session.assets.get_many(asset_ids)}
        live: dict[Use, list[RecordedUse]] = {}
        for use in session.uses.without_takedown(ids):
            asked = still_online(use_from_json(use.planned_use), today)
            if asked is not None:
                live.setdefault(asked, []).append(use)
        opened = 0
        for asked, uses in live.items():
            concerned = {ids[Sha256(use.asset_sha256)] for use in uses}
            verdicts = self._gatekeeper.clearances(sorted(concerned), asked, session=session)
            for use in uses:
                cause = cause_of(verdicts[ids[Sha256(use.asset_sha256)]])
                if cause is not None:
                    due = today + dt.timedelta(days=DUE_DAYS.get(cause, DUE_DAYS_OTHERWISE))
                    opened += session.uses.open_takedown(use, seq=seq, cause=cause.value, due=due.isoformat())
        return opened

    def sweep(self) -> int:
        """Look at every live use: a grant may have ended since the last time."""

        def work(session: Session) -> int:
            ids = {use.asset_id for use in session.uses.all() if use.asset_id is not None}
            return self.open_for(session, sorted(ids))

        return self._library.write(work) if self._library.writable else 0


def cause_of(verdict: Verdict) -> ReasonCode | None:
    """The gravest reason that takes a picture down; an unread message or a missing paper does not."""
    codes = {reason.code for reason in verdict.reasons}
    return next((code for code in CAUSES if code in codes), None)
