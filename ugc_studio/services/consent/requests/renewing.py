"""A request that renews: what the same person allowed for the same photos, and that ends soon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import BrandPolicy, EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.requests import RequestDraft
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.requests.signers import last_answer, rights_of

ENDS_SOON = dt.timedelta(days=90)
"""From so long before its end on one speaks of renewing, and of adopting a notice anew."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """The last day of what was allowed, and the notices under which it was."""

    last: dt.date
    notices: frozenset[str]

    def next_version(self, notices: Sequence[Notice], newest: Sequence[Notice]) -> Notice | None:
        """The newest version of the same formule, if there is just one and it holds longer."""
        keys = {one.key for one in notices if one.uuid in self.notices}
        found = [one for one in newest if one.key in keys]
        if len(keys) != 1 or len(found) != 1:
            return None
        end = found[0].scope.end
        return found[0] if end is None or end > self.last else None


def renewal_of(session: Session, draft: RequestDraft, *, today: dt.date) -> Renewal | None:
    """What a draft renews: only where every photo has a yes of theirs, and all of them end on one day, soon."""
    dossiers = session.dossiers.gather(list(draft.assets), policy=BrandPolicy(), packs={})
    given: list[Event] = []
    for asset in draft.assets:
        dossier = dossiers[int(asset)]
        answers = [last_answer(dossier, draft.party, right) for right in rights_of(dossier, draft.party)]
        found = [one for one in answers if one is not None and one.type is EventType.GIVEN]
        if not found:
            return None
        given += found
    ends = {one.scope.end if one.scope is not None else None for one in given}
    last = ends.pop() if len(ends) == 1 else None
    if last is None or not today <= last < today + ENDS_SOON:
        return None
    return Renewal(last, frozenset(one.notice for one in given if one.notice is not None))
