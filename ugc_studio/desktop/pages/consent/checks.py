"""What a careful reader checks before recording an answer; only what is recorded or follows from records."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.domain.consent import AudioAnswer, AuthorState, EventType, EvidenceKind, PeopleAnswer
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.desk.queues import ENDING_DAYS

COPIES = frozenset({ReasonCode.BLOCKED_BY_NEAR_DUPLICATE, ReasonCode.POSSIBLE_NEAR_DUPLICATE})
STOPPED = frozenset(
    {ReasonCode.SENSITIVE, ReasonCode.FROZEN, ReasonCode.ILLEGAL_CONTENT, ReasonCode.TOMBSTONE,
     ReasonCode.EVIDENCE_BROKEN}
)  # fmt: skip


class Remedy(enum.StrEnum):
    """What one button beside a check can do about it."""

    CONFIRM_AUTHOR = "confirm_author"
    NOBODY = "nobody"
    EVERYBODY = "everybody"
    COMPARE = "compare"
    DETAILS = "details"
    RENEW = "renew"
    LET_END = "let_end"


@dataclass(frozen=True, slots=True)
class Check:
    """One line: whether it is in order, what was found, and what may be done about it."""

    fine: bool
    title: Text
    text: Text
    remedies: tuple[Remedy, ...] = ()


def checks_of(opened: Opened) -> tuple[Check, ...]:
    """All checks of one photo, in reading order."""
    parts = (_account, _request, _author, _people, _sound, _stops, _ends, _rules)
    return tuple(check for part in parts for check in part(opened))


def _account(opened: Opened) -> Iterator[Check]:
    """Who replied, and whether that is who took the photo."""
    reply, creators = opened.reply, opened.photo.people.creators
    if reply is None or reply.event.by is None:
        return
    who = opened.label(reply.event.by)
    if reply.event.by in {one.party for one in creators}:
        yield Check(True, _("Same account replied"), _("{who} is the author and replied", who=who))
    elif reply.event.by in {one.party for one in opened.photo.people.depicted}:
        yield Check(True, _("A person in the photo replied"), _("{who} is recorded in this photo", who=who))
    elif any(reply.event.by == holder.party for one in opened.photo.people.depicted for holder in one.holders):
        yield Check(True, _("Someone who decides for a child replied"), _("{who} is recorded as a holder", who=who))
    else:
        names: list[str | Text] = [one.label for one in creators] or [_("nobody known")]
        yield Check(
            False, _("Another person replied"), _("{who} replied; the author is {author}", who=who, author=names)
        )


def _request(opened: Opened) -> Iterator[Check]:
    """Whether the reply answers a dated request of ours; a hashtag alone is only contact."""
    reply = opened.reply
    if reply is None:
        return
    if reply.request is not None:
        notice = reply.notice.name if reply.notice is not None else ""
        yield Check(
            True,
            _("Answers our request"),
            _("Asked on {day}, “{notice}”", day=reply.request.at.date(), notice=notice),
        )
    else:
        yield Check(False, _("No request of ours"), _("Nothing recorded says that we asked for this"))
    if reply.event.evidence == EvidenceKind.HASHTAG.value and reply.request is None:
        yield Check(
            False, _("Only a hashtag"), _("It counts as a contact, not as a yes, unless it answers a dated request")
        )


def _author(opened: Opened) -> Iterator[Check]:
    people = opened.photo.people
    names = [one.label for one in people.creators]
    if not names:
        yield Check(False, _("Author not known"), _("Say in Details who took it"), (Remedy.DETAILS,))
    elif people.author_state is AuthorState.CONTESTED:
        yield Check(
            False, _("Several authors"), _("{names} seem to have taken it", names=names),
            (Remedy.CONFIRM_AUTHOR,) if len(names) == 1 else (Remedy.DETAILS,),
        )  # fmt: skip
    elif people.author_state is not AuthorState.CONFIRMED:
        yield Check(
            False, _("Author not confirmed"), _("{names}, by the import", names=names), (Remedy.CONFIRM_AUTHOR,)
        )


def _people(opened: Opened) -> Iterator[Check]:
    people = opened.photo.people
    n = len(people.depicted)
    if people.answer is PeopleAnswer.NOT_REVIEWED:
        remedies = (Remedy.NOBODY, Remedy.DETAILS) if not n else (Remedy.EVERYBODY, Remedy.DETAILS)
        yield Check(False, _("People not looked at"), _("Say who can be recognised"), remedies)
    elif not n:
        yield Check(True, _("Nobody recognisable"), _("Somebody looked and recorded it"))
    else:
        waiting = [one.label for one in people.depicted if not one.enough]
        title = ngettext("{n} person in the photo", "{n} people in the photo", n, n=n)
        if waiting:
            yield Check(False, title, _("Missing: {names}", names=waiting))
        else:
            yield Check(True, title, _("Nothing is missing from them"))


def _sound(opened: Opened) -> Iterator[Check]:
    if opened.photo.people.audio is AudioAnswer.NOT_REVIEWED:
        yield Check(False, _("Sound not listened to"), _("Say in Details what is heard"), (Remedy.DETAILS,))


def _stops(opened: Opened) -> Iterator[Check]:
    """What blocks whatever anybody says: copies, marks, a freeze, a proof that was changed."""
    for reason in opened.photo.verdict.reasons:
        if reason.code in COPIES:
            yield Check(False, _("A copy of this photo"), reason.text, (Remedy.COMPARE,))
        elif reason.code in STOPPED:
            yield Check(False, _("Stopped"), reason.text)


def _rules(opened: Opened) -> Iterator[Check]:
    """A country rule that nobody could read at its source counts at its strictest, and says so."""
    for text in opened.photo.verdict.remarks:
        yield Check(False, _("Country rule not read"), text)


def last_day(opened: Opened) -> dt.date | None:
    """The first day on which a permission of this photo ends; the latest yes of each person counts."""
    latest = {
        (line.event.by, line.event.party, line.event.instrument): line.event.scope
        for line in opened.photo.file.events
        if line.event.type is EventType.GIVEN
    }
    return min((scope.end for scope in latest.values() if scope is not None and scope.end is not None), default=None)


def _ends(opened: Opened) -> Iterator[Check]:
    """Renew or remove, in time (consent.md §4.6)."""
    use, end = opened.photo.verdict.use, last_day(opened)
    if use is None or use.on is None or end is None or end > use.on + dt.timedelta(days=ENDING_DAYS):
        return
    n = sum(not one.gone for one in opened.photo.file.publications)
    title = _("Ends on {day}", day=end) if end >= use.on else _("Ended on {day}", day=end)
    if not n:
        yield Check(False, title, _("It was handed over nowhere"), (Remedy.RENEW,))
        return
    text = ngettext("It is in {n} place: renew or remove", "It is in {n} places: renew or remove", n, n=n)
    yield Check(False, title, text, (Remedy.RENEW, Remedy.LET_END))
