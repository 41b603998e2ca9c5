"""Where a photo is: every recorded hand-over with its account, its days, and whether it has to come down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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


def publications_of(session: Session, sha256: Sha256) -> tuple[Publication, ...]:
    """Every hand-over of one photo, oldest first."""
    handles = {account.uuid: account.handle for account in session.register.accounts()}
    takedowns = {one.use.uuid: one for one in session.uses.takedowns_of([sha256])}
    found = []
    for recorded in session.uses.of_assets([sha256]):
        planned = use_from_json(recorded.planned_use)
        found.append(Publication(recorded, planned, handles.get(planned.account or ""), takedowns.get(recorded.uuid)))
    return tuple(found)
