"""The day on which something was said, against the days that are recorded: a slip there would prove too much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.session import Session

A_DAY = dt.timedelta(days=1)
"""By which the days of two time zones may differ."""


def check_not_ahead(session: Session, said_on: dt.date | None) -> None:
    """Nobody has said anything yet on a day to come.

    Raises:
        UsageError: the day is ahead.
    """
    if said_on is not None and said_on > dt.date.fromisoformat(session.now()[:10]) + A_DAY:
        raise UsageError(_("{day} is still to come, so nothing was said on it yet.", day=said_on))


def check_after_request(
    session: Session, said_on: dt.date | None, *, by: str | None, party: str | None, notice: str | None,
    shas: Sequence[str],
) -> None:  # fmt: skip
    """A bare hashtag answers the request that pointed to the notice (§5): one that is older answers nothing.

    Raises:
        UsageError: every such request came after the day on which it was said.
    """
    if said_on is None:
        return
    for sha in shas:
        asked = [
            event.at.date() for event in session.ledger.of_asset(sha)
            if event.type is EventType.REQUESTED and (event.by, event.party, event.notice) == (by, party, notice)
        ]  # fmt: skip
        if asked and min(asked) - A_DAY > said_on:
            raise UsageError(
                _("This hashtag is of {said}, they were asked on {asked}: it does not answer that.", said=said_on,
                  asked=min(asked))
            )  # fmt: skip
