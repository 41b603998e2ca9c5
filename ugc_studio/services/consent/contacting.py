"""May somebody be asked? Never after they said no to contact or to every photo, never twice within a brand's term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import AskingPolicy, BrandPolicy, EventType
from ugc_studio.domain.errors import RefusedError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session

WIDE_NOES = frozenset({EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED})


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked for which instrument of whom: a parent is asked for each child."""

    by: str
    party: str
    instrument: str


def asking_policy(session: Session, notice: Notice | None) -> AskingPolicy:
    """The terms of the brand that a notice is for; the first brand's for one that names none."""
    brands = session.register.brands()
    wanted = notice.scope.brands if notice is not None else frozenset()
    brand = next((one for one in brands if one.uuid in wanted), next(iter(brands), None))
    return brand.policy.asking if brand is not None else BrandPolicy().asking


def never_ask(session: Session, by: Party, party: Party | None = None) -> Text | None:
    """Why somebody is not asked at all, now or later; ``party`` is whose right it would be about (their own)."""
    if any(one.type is EventType.DO_NOT_CONTACT for one in _said_by(session, by.uuid)):
        return _("{name} asked not to be contacted again.", name=by.label)
    whose = party or by
    if _standing_no(session, whose.uuid):
        if whose.uuid == by.uuid:
            return _("{name} does not want any photo to be used.", name=by.label)
        return _("No photo of {name} is to be used: that was said for all of them.", name=whose.label)
    return None


def _said_by(session: Session, uuid: str) -> Sequence[Event]:
    key = f"party:{uuid}"
    return session.ledger.by_keys([key]).get(key, [])


def _standing_no(session: Session, uuid: str) -> bool:
    """Whether the last word about everything of somebody is a no; only their own later yes ends it (§4)."""
    noes = [one for one in _said_by(session, uuid) if one.wide and one.type in WIDE_NOES and not one.limits]
    if not noes:
        return False
    last = noes[-1].seq
    return not any(
        one.seq > last and one.type is EventType.GIVEN and uuid in {one.by, one.party}
        for one in session.ledger.mentioning(uuid)
    )


def asked_lately(
    session: Session, question: Question, shas: Sequence[str], *, now: dt.datetime, policy: AskingPolicy
) -> bool:
    """Whether the same question about one of these photos is too young to be put again.

    Somebody who wrote back is in a conversation, and a question that they answer with a question may be put again.
    """
    since = now - dt.timedelta(days=policy.again_after)
    for sha in shas:
        events = session.ledger.of_asset(sha)
        put = [
            one.seq for one in events
            if one.type is EventType.REQUESTED and one.at > since
            and (one.by, one.party, one.instrument) == (question.by, question.party, question.instrument)
        ]  # fmt: skip
        wrote = [one.seq for one in events if one.type is EventType.REPLIED and one.by == question.by]
        if put and max(put) > max(wrote, default=0):
            return True
    return False


def check_may_ask(
    session: Session,
    by: Party,
    party: Party,
    instrument: str,
    shas: Sequence[str],
    *,
    now: dt.datetime,
    policy: AskingPolicy,
    force: bool = False,
) -> None:
    """Refuse a request that may not be sent; ``force`` records one that was sent all the same.

    Raises:
        RefusedError: they do not want to be asked, or were asked lately.
    """
    never = never_ask(session, by, party)
    if never is not None:
        raise RefusedError(never)
    question = Question(by.uuid, party.uuid, instrument)
    if not force and asked_lately(session, question, shas, now=now, policy=policy):
        raise RefusedError(
            ngettext(
                "{name} was asked less than {days} day ago.", "{name} was asked less than {days} days ago.",
                policy.again_after, name=by.label, days=policy.again_after,
            )
        )  # fmt: skip
