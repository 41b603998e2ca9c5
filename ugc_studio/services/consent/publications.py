"""Where a photo is: every recorded hand-over with its account, its days, and whether it has to come down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ugc_studio.domain.assets import Sha256
from ugc_studio.domain.consent import Use
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse, Takedown
from ugc_studio.services.consent.uses import use_from_json


@dataclass(frozen=True, slots=True)
class Publication:
    """One hand-over: what was planned, through which account, and the takedown that was opened for it."""

    recorded: RecordedUse
    planned: Use
    account: str | None
    takedown: Takedown | None

    @property
    def gone(self) -> bool:
        """Whether it was proved that it came down."""
        return self.takedown is not None and self.takedown.state == "done"

    @property
    def due(self) -> dt.date | None:
        """Until when it has to come down, where it still does."""
        if self.takedown is None or self.gone:
            return None
        return dt.date.fromisoformat(self.takedown.due)


def publications_of(session: Session, sha256: Sha256, as_of: dt.datetime | None = None) -> tuple[Publication, ...]:
    """Every hand-over of one photo, oldest first; with ``as_of`` those until then, as they stood then."""
    handles = {account.uuid: account.handle for account in session.register.accounts()}
    takedowns = {one.use.uuid: one for one in session.uses.takedowns_of([sha256])}
    found = []
    for recorded in session.uses.of_assets([sha256]):
        if as_of is not None and dt.datetime.fromisoformat(recorded.recorded_at) > as_of:
            continue
        planned, takedown = use_from_json(recorded.planned_use), takedowns.get(recorded.uuid)
        if as_of is not None and takedown is not None:
            takedown = _then(session, takedown, as_of)
        found.append(Publication(recorded, planned, handles.get(planned.account or ""), takedown))
    return tuple(found)


def _then(session: Session, takedown: Takedown, as_of: dt.datetime) -> Takedown | None:
    """A takedown as it stood: not yet asked for, or not yet proved."""
    (opened,) = session.ledger.rows_of([takedown.opened_seq])
    if dt.datetime.fromisoformat(opened.at) > as_of:
        return None
    if takedown.done_at is not None and dt.datetime.fromisoformat(takedown.done_at) > as_of:
        return replace(takedown, state="open", done_at=None, proof_uuid=None)
    return takedown
