"""Requests that nobody has answered yet, as the ledger has them: who asked when, one reminder, silence at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import AskingPolicy, EventType
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.contacting import WIDE_NOES, Question, asking_policy, never_ask
from ugc_studio.services.consent.recording import ANSWER_TYPES

REMINDER = "reminder"
"""The fact that tells a reminder from the request that it repeats."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question of a request, with the photos that it still waits for."""

    question: Question
    shas: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that was sent and is not answered for all of its photos."""

    id: str
    """The UUID that its events share; ``seq-`` and a number for one that was recorded without a draft."""
    by: str
    """UUID of the person who was asked."""
    label: str
    notice: Notice | None
    asked_at: dt.datetime
    asked_by: str
    """The profile that recorded it."""
    channel: str | None
    language: str | None
    assets: tuple[AssetId, ...]
    """In the order of the message."""
    questions: tuple[Unanswered, ...]
    reminded_at: dt.datetime | None
    remind_from: dt.datetime
    silent_from: dt.datetime
    never: Text | None
    """Why they are not written to any more."""

    def why_not_remind(self, now: dt.datetime) -> Text | None:
        """Why no reminder may be sent now."""
        if self.never is not None:
            return self.never
        if self.reminded_at is not None:
            return _("{name} was reminded on {day}; there is only one reminder.", name=self.label,
                     day=self.reminded_at.date())  # fmt: skip
        if now < self.remind_from:
            return _("A reminder may be sent from {day} on.", day=self.remind_from.date())
        return None


def open_requests(session: Session) -> list[OpenRequest]:
    """Every open request, the oldest first."""
    asked = session.ledger.of_type(EventType.REQUESTED)
    keys = {f"asset:{sha}" for event in asked for sha in event.assets}
    later = session.ledger.by_keys(keys) if keys else {}
    known = session.assets.known({sha for event in asked for sha in event.assets})
    here = {int(one.id) for one in session.assets.get_many(list(known.values())) if one.state is AssetState.PRESENT}
    present = {sha: AssetId(asset) for sha, asset in known.items() if int(asset) in here}
    reader = _Reader(session, later, present)
    groups: dict[str, list[Event]] = {}
    for event in asked:
        groups.setdefault(_group(event), []).append(event)
    return [found for id_, events in groups.items() for found in reader.open(id_, events)]


def _group(event: Event) -> str:
    """Events of one act share a number; those that were recorded without one belong together by person and instant."""
    shared = event.facts.get("request")
    return str(shared) if shared else f"{event.by}/{event.at.isoformat()}/{event.notice}"


@dataclass(frozen=True, slots=True)
class _Reader:
    session: Session
    later: Mapping[str, Sequence[Event]]
    present: Mapping[str, AssetId]

    def open(self, id_: str, events: Sequence[Event]) -> Iterator[OpenRequest]:
        """The request that these events are, unless it is answered."""
        first = [event for event in events if not event.facts.get(REMINDER)]
        reminders = [event for event in events if event.facts.get(REMINDER)]
        questions = [found for event in first for found in self._unanswered(event)]
        if not questions or first[0].by is None:
            return
        start, reminded = first[0], reminders[-1].at if reminders else None
        notice = self._notice(start)
        policy = asking_policy(self.session, notice)
        person = self.session.parties.by_uuid(str(start.by))
        nevers = [
            never_ask(self.session, person, self.session.parties.by_uuid(one.question.party)) for one in questions
        ]
        yield OpenRequest(
            id_ if "/" not in id_ else f"seq-{start.seq}", person.uuid, person.label, notice, start.at,
            self._actor(start), _code(start, "channel"), _code(start, "language"),
            tuple(self._ordered(start, questions)), tuple(questions), reminded,
            start.at + dt.timedelta(days=policy.remind_after), _silent_from(start.at, reminded, policy),
            next((one for one in nevers if one is not None), None),
        )  # fmt: skip

    def _unanswered(self, event: Event) -> Iterator[Unanswered]:
        left = tuple(
            sha for sha in event.assets
            if sha in self.present and not any(_answers(one, event) for one in self.later.get(f"asset:{sha}", ()))
        )  # fmt: skip
        if left and event.by is not None and not self._refused_all(event):
            question = Question(event.by, event.party or event.by, event.instrument or "")
            yield Unanswered(question, left, event.seq)

    def _refused_all(self, event: Event) -> bool:
        """Whether a no to every photo came since: it answers too, without naming any."""
        key = f"party:{event.party}"
        said = self.session.ledger.by_keys([key]).get(key, [])
        return any(one.seq > event.seq and one.wide and one.type in WIDE_NOES and not one.limits for one in said)

    def _ordered(self, start: Event, questions: Sequence[Unanswered]) -> Iterator[AssetId]:
        left = {sha for one in questions for sha in one.shas}
        numbered = start.facts.get("photos")
        order = [str(sha) for sha in numbered] if isinstance(numbered, list | tuple) else []
        for sha in dict.fromkeys([*order, *(sha for one in questions for sha in one.shas)]):
            if sha in left:
                yield self.present[sha]

    def _notice(self, event: Event) -> Notice | None:
        return next((one for one in self.session.register.notices() if one.uuid == event.notice), None)

    def _actor(self, event: Event) -> str:
        (row,) = self.session.ledger.rows_of([event.seq])
        return self.session.register.actor_names().get(row.actor, row.actor[:8])


def _answers(other: Event, asked: Event) -> bool:
    """Whether an event of the same person answers a question: a message answers all, an answer its own instrument."""
    if other.seq <= asked.seq or other.type not in ANSWER_TYPES or other.by != asked.by:
        return False
    if other.type is EventType.REPLIED and other.instrument is None:
        return True
    return other.party == asked.party and other.instrument in {None, asked.instrument}


def _silent_from(asked: dt.datetime, reminded: dt.datetime | None, policy: AskingPolicy) -> dt.datetime:
    """Silence is recorded when the term is over, and never sooner than a reminder has had its own time."""
    end = asked + dt.timedelta(days=policy.silent_after)
    return end if reminded is None else max(end, reminded + dt.timedelta(days=policy.remind_after))


def _code(event: Event, name: str) -> str | None:
    value = event.facts.get(name)
    return str(value) if value else None
