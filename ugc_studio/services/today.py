"""What has to be done today, the most pressing first: each with a sentence and the command that deals with it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ugc_studio.domain.consent import EventType, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.galleries import Gallery, GalleryItem
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.retention import RetentionService
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.consent.unread import unread_messages
from ugc_studio.services.consent.uses import still_online, use_from_json
from ugc_studio.services.uses import UseResolver
from ugc_studio.services.words import exporter_names

RENEW_DAYS = 30
"""How long before the end of a right "renew or remove" opens (consent.md §4.6)."""
PROBLEM_DAYS = 14
"""How long an import's problems are brought up."""


class TaskKind(enum.StrEnum):
    """Kinds of things to do, in the order in which they are shown."""

    TAKEDOWN = "takedown"
    REPLY = "reply"
    PLANNED_POST = "planned_post"
    RIGHTS_ENDING = "rights_ending"
    COMING_OF_AGE = "coming_of_age"
    IMPORT_PROBLEMS = "import_problems"
    PURGE = "purge"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: ``due`` is the last day for it, ``subject`` the photo, person or import it is about."""

    kind: TaskKind
    due: dt.date
    subject: str
    text: Text
    command: str


class TodayService:
    """Gathers what is due from ledger, takedown list, galleries and imports."""

    def __init__(self, library: Library, *, consent: ConsentService, uses: UseResolver) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses

    def tasks(self) -> list[Task]:
        """Everything that is due, ordered by kind and day; opens takedowns of rights that have ended first."""
        self._consent.takedowns.sweep()
        today = self._library.clock().date()
        with self._library.read() as session:
            found = [
                *self._takedowns(session),
                *self._replies(session, today),
                *self._planned(session),
                *self._ending(session, today),
                *self._of_age(session, today),
                *self._imports(session, today),
            ]
        found += self._purge(today)
        order = list(TaskKind)
        return sorted(found, key=lambda task: (order.index(task.kind), task.due, task.subject))

    # ------------------------------------------------------------------ kinds

    def _takedowns(self, session: Session) -> Iterator[Task]:
        for one in session.uses.takedowns():
            due = dt.date.fromisoformat(one.due)
            where = one.use.url or one.use.path or exporter_names().get(one.use.exporter, one.use.exporter)
            yield Task(
                TaskKind.TAKEDOWN, due, str(one.use.asset_id or one.use.asset_sha256[:12]),
                _("Take down {where}.", where=where),
                f"ugc-studio takedowns done {one.id} --proof FILE",
            )  # fmt: skip

    def _replies(self, session: Session, today: dt.date) -> Iterator[Task]:
        for event in unread_messages(session):
            ids = sorted(session.assets.known(event.assets).values())
            name = session.parties.labels([event.by])[event.by] if event.by else ""
            yield Task(
                TaskKind.REPLY, today, name, _message_text(name or _("Someone"), len(ids)),
                f"ugc-studio consent show {ids[0]}" if ids else "ugc-studio consent list --state to_read",
            )  # fmt: skip

    def _planned(self, session: Session) -> Iterator[Task]:
        now = self._library.clock()
        for gallery in session.galleries.all():
            items = [
                item for item in session.galleries.items(gallery.id)
                if item.planned is not None and item.planned.instant >= now
            ]  # fmt: skip
            for item in items:
                task = self._planned_post(session, gallery, item, now)
                if task is not None:
                    yield task

    def _planned_post(
        self, session: Session, gallery: Gallery, item: GalleryItem, now: dt.datetime
    ) -> Task | None:
        """A post that is planned for a day on which the gate would not let it out."""
        if item.planned is None:
            return None
        try:
            parts = replace(gallery.parts, publish_from=item.planned.instant, on=None)
            use, _channel = self._uses.resolve(session, parts, now=now)
        except UsageError:
            return None  # the gallery's use is not complete yet; the export will say so
        verdict = self._consent.clearances([item.asset_id], use, session=session)[item.asset_id]
        if verdict.cleared:
            return None
        day = item.planned.wall.date()
        reason = self._consent.describer([verdict]).reason(verdict.reasons[0])
        text = _(
            "Planned in {gallery} for {day}, but not allowed: {reason}", gallery=gallery.name, day=day, reason=reason
        )
        command = f"ugc-studio consent show {item.asset_id}"
        return Task(TaskKind.PLANNED_POST, day, str(item.asset_id), text, command)

    def _ending(self, session: Session, today: dt.date) -> Iterator[Task]:
        """What is online and allowed today, but not in thirty days: renew or remove (the rest is a takedown)."""
        horizon = today + dt.timedelta(days=RENEW_DAYS)
        groups: dict[tuple[Use, dt.date], set[int]] = {}
        for recorded in session.uses.all():
            use = use_from_json(recorded.planned_use)
            live = still_online(use, today)
            if recorded.asset_id is not None and live is not None and use.live_until is None:
                until = max(horizon, live.live_until or horizon)  # a planned end was asked about when it went out
                groups.setdefault((live, until), set()).add(recorded.asset_id)
        for (live, until), ids in groups.items():
            now = self._consent.clearances(sorted(ids), live, session=session)
            later = self._consent.clearances(sorted(ids), replace(live, live_until=until), session=session)
            for asset_id in sorted(ids):
                if now[asset_id].cleared and not later[asset_id].cleared:
                    yield self._renew(asset_id, self._last_day(session, asset_id, live, until))

    def _renew(self, asset_id: int, last: dt.date) -> Task:
        return Task(
            TaskKind.RIGHTS_ENDING, last, str(asset_id),
            _("The rights in photo {id} end on {day} while it is online: renew or remove.", id=str(asset_id), day=last),
            f"ugc-studio consent show {asset_id}",
        )  # fmt: skip

    def _last_day(self, session: Session, asset_id: int, live: Use, until: dt.date) -> dt.date:
        low = live.live_until or until
        while low < until:
            middle = low + (until - low + dt.timedelta(days=1)) // 2
            if self._cleared(session, asset_id, replace(live, live_until=middle)):
                low = middle
            else:
                until = middle - dt.timedelta(days=1)
        return low

    def _cleared(self, session: Session, asset_id: int, use: Use) -> bool:
        return self._consent.clearances([asset_id], use, session=session)[asset_id].cleared

    def _of_age(self, session: Session, today: dt.date) -> Iterator[Task]:
        """People who turn 18 this month: from the next one on only their own word counts."""
        month = f"{today:%m/%Y}"
        latest: dict[str, Event] = {}
        for event in session.ledger.of_type(EventType.PARTY_DESCRIBED):
            if event.party and "turns_18" in event.facts:
                latest[event.party] = event
        due = [uuid for uuid, event in latest.items() if event.facts["turns_18"] == month]
        for uuid, name in session.parties.labels(due).items():
            yield Task(
                TaskKind.COMING_OF_AGE, today, name,
                _("{name} turns 18 this month: from next month on only their own word counts.", name=name),
                f"ugc-studio party show {uuid}",
            )  # fmt: skip

    def _imports(self, session: Session, today: dt.date) -> Iterator[Task]:
        since = (today - dt.timedelta(days=PROBLEM_DAYS)).isoformat()
        for batch, source, problems in session.batches.with_problems(since=since):
            yield Task(
                TaskKind.IMPORT_PROBLEMS, today, str(batch),
                ngettext(
                    "Import {batch} ({source}): {n} file could not be used.",
                    "Import {batch} ({source}): {n} files could not be used.",
                    problems, n=problems, batch=str(batch), source=source.splitlines() or [""],
                ),
                "ugc-studio import SOURCE --dry-run",
            )  # fmt: skip

    def _purge(self, today: dt.date) -> Sequence[Task]:
        retention = RetentionService(self._library)
        ids = retention.proposed()
        if not ids:
            return []
        n, months = len(ids), retention.months()
        text = ngettext(
            "{n} photo was imported over {months} months ago and may not be used: erase it or keep it.",
            "{n} photos were imported over {months} months ago and may not be used: erase them or keep them.",
            n, n=n, months=months,
        )  # fmt: skip
        return [Task(TaskKind.PURGE, today, str(ids[0]), text, f"ugc-studio consent erase {ids[0]}")]


def _message_text(name: str | Text, n: int) -> Text:
    if n == 0:
        return _("{name} wrote. It is not known which photo it is about.", name=name)
    return ngettext("{name} wrote about {n} photo.", "{name} wrote about {n} photos.", n, n=n, name=name)

