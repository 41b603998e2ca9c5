"""What has to be done today, the most pressing first: each with a sentence and the command that deals with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.galleries import Gallery, GalleryItem
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.desk.queues import Queue
from ugc_studio.services.consent.desk.takedowns import takedown_rows
from ugc_studio.services.consent.requests.service import RequestService
from ugc_studio.services.consent.requests.waiting import open_requests
from ugc_studio.services.consent.retention import RetentionService
from ugc_studio.services.consent.review.matters import MatterKind
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.consent.unread import unread_messages
from ugc_studio.services.consent.uses import still_online, use_from_json
from ugc_studio.services.curation_board import GalleryBoard, planned_use
from ugc_studio.services.due import Place, StripItem, Target, Task, TaskKind, strip_item
from ugc_studio.services.handover.listing import due_reviews
from ugc_studio.services.uses import UseResolver

RENEW_DAYS = 30
"""How long before the end of a right "renew or remove" opens (consent.md §4.6)."""
PROBLEM_DAYS = 14
"""How long an import's problems are brought up."""
LATE_DAYS = 30
"""How long a missed deadline is brought up."""


class TodayService:
    """Gathers what is due from ledger, takedown list, galleries and imports."""

    def __init__(
        self, library: Library, *, consent: ConsentService, uses: UseResolver, requests: RequestService
    ) -> None:
        self._library = library
        self._consent = consent
        self._uses = uses
        self._requests = requests

    def tasks(self) -> list[Task]:
        """Everything that is due, ordered by kind and day; what became due by itself since is recorded first."""
        self._consent.takedowns.sweep()
        self._requests.sweep()
        self._requests.draft_for_ambassadors()
        today = self._consent.today()
        with self._library.read() as session:
            found = [
                *self._takedowns(session),
                *self._replies(session, today),
                *_signed_papers(session, today),
                *self._drafted(session, today),
                *self._to_remind(session),
                *self._planned(session),
                *self._ending(session, today),
                *self._of_age(session, today),
                *self._imports(session, today),
                *_reviews(session, today),
            ]
        found += [*self._late(today), *self._purge(today)]
        order = list(TaskKind)
        return sorted(found, key=lambda task: (order.index(task.kind), task.due, task.subject))

    def strip(self) -> list[StripItem]:
        """The same, one line a kind, the most pressing kind first."""
        today = self._consent.today()
        kinds: dict[TaskKind, list[Task]] = {}
        for task in self.tasks():
            kinds.setdefault(task.kind, []).append(task)
        return [strip_item(kind, tasks, today) for kind, tasks in kinds.items()]

    # ------------------------------------------------------------------ kinds

    def _takedowns(self, session: Session) -> Iterator[Task]:
        for one in takedown_rows(session, session.uses.takedowns(), self._library.clock()):
            yield Task(
                TaskKind.TAKEDOWN, one.due, str(one.asset_id or one.sha256[:12]), one.task,
                f"ugc-studio takedowns done {one.id} --proof FILE",
                Target(Place.TAKEDOWNS, takedown=one.id, asset=one.asset_id),
            )  # fmt: skip

    def _replies(self, session: Session, today: dt.date) -> Iterator[Task]:
        for event in unread_messages(session):
            ids = sorted(session.assets.known(event.assets).values())
            name = session.parties.labels([event.by])[event.by] if event.by else ""
            yield Task(
                TaskKind.REPLY, today, name, _message_text(name or _("Someone"), len(ids)),
                f"ugc-studio consent show {ids[0]}" if ids else "ugc-studio consent list --state to_read",
                Target(
                    Place.CONSENT, queue=Queue.TO_READ, asset=ids[0] if ids else None, party=event.by,
                    assets=tuple(ids),
                ),
            )  # fmt: skip

    def _drafted(self, session: Session, today: dt.date) -> Iterator[Task]:
        for draft in session.request_drafts.all():
            name = session.parties.labels([draft.party])[draft.party]
            yield Task(
                TaskKind.REQUEST_DRAFT, today, name, _("A request to {name} is drafted and not sent.", name=name),
                f"ugc-studio consent ask show {draft.id}",
                Target(Place.CONSENT, queue=Queue.WAITING, party=draft.party, assets=draft.assets, drafts=True),
            )  # fmt: skip

    def _to_remind(self, session: Session) -> Iterator[Task]:
        """Open requests of which the one reminder may be sent now."""
        now = self._library.clock()
        for one in open_requests(session):
            if one.why_not_remind(now) is None and one.silent_from > now:
                yield Task(
                    TaskKind.REMINDER, one.silent_from.date(), one.label,
                    _("{name} was asked on {day} and has not answered: remind them once.", name=one.label,
                      day=one.asked_at.date()),
                    f"ugc-studio consent ask remind {one.id}",
                    Target(Place.CONSENT, queue=Queue.WAITING, asset=one.assets[0], party=one.by, assets=one.assets),
                )  # fmt: skip

    def _planned(self, session: Session) -> Iterator[Task]:
        """Posts that are planned for a day on which the gate would not let them out."""
        now = self._library.clock()
        for gallery in session.galleries.all():
            items = {
                item.asset_id: item for item in session.galleries.items(gallery.id)
                if item.planned is not None and item.planned.instant >= now
            }  # fmt: skip
            if not items:
                continue
            try:
                base, _channel = self._uses.resolve(session, gallery.parts, now=now)
            except UsageError:
                continue  # the gallery's use is not complete yet; the export will say so
            uses: dict[int, Use] = {asset: planned_use(base, item) for asset, item in items.items()}
            verdicts = self._consent.clearances_each(session, uses)
            blocked = {asset: verdict for asset, verdict in verdicts.items() if not verdict.cleared}
            describer = self._consent.describer(blocked.values())
            for asset, verdict in blocked.items():
                yield _planned_post(gallery, items[AssetId(asset)], describer.reason(verdict.reasons[0]))

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
            Target(Place.CONSENT, queue=Queue.ENDING, asset=AssetId(asset_id)),
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
                Target(Place.CONSENT, party=uuid, matter=f"{MatterKind.OF_AGE}:{uuid}"),
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
                f"ugc-studio imports show {batch}",
                Target(Place.IMPORTS, batch=batch),
                count=problems,
            )  # fmt: skip

    def _late(self, today: dt.date) -> Iterator[Task]:
        """Campaigns that have missed their goal, for a while after the deadline."""
        for status in GalleryBoard(self._library, consent=self._consent, uses=self._uses).statuses():
            gallery = status.gallery
            if not status.late or gallery.deadline is None or (today - gallery.deadline).days > LATE_DAYS:
                continue
            yield Task(
                TaskKind.LATE_CAMPAIGN, gallery.deadline, gallery.name,
                _("{gallery} is late: {line}", gallery=gallery.name, line=status.line),
                f"ugc-studio gallery status {gallery.id}",
                Target(Place.GALLERIES, gallery=gallery.id),
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
        target = Target(Place.LIBRARY, asset=AssetId(ids[0]), assets=tuple(map(AssetId, ids)))
        return [Task(TaskKind.PURGE, today, str(ids[0]), text, "ugc-studio consent purge", target, count=n)]


def _signed_papers(session: Session, today: dt.date) -> Iterator[Task]:
    """Papers that came back and are kept, but nobody has said yet what is ticked on them."""
    for paper in session.forms.papers(waiting=True):
        text = _(
            "A signed paper came back on {day} (form {code}): record what is ticked on it.",
            day=dt.datetime.fromisoformat(paper.came_at).date(), code=paper.code,
        )  # fmt: skip
        command = f"ugc-studio consent form record {paper.code}"
        yield Task(TaskKind.SIGNED_PAPER, today, paper.code, text, command, Target(Place.CONSENT, papers=True))


def _planned_post(gallery: Gallery, item: GalleryItem, reason: Text) -> Task:
    day = item.planned.wall.date() if item.planned is not None else dt.date.max
    text = _("Planned in {gallery} for {day}, but not allowed: {reason}", gallery=gallery.name, day=day, reason=reason)
    target = Target(Place.GALLERIES, gallery=gallery.id, asset=item.asset_id)
    command = f"ugc-studio consent show {item.asset_id}"
    return Task(TaskKind.PLANNED_POST, day, str(item.asset_id), text, command, target)


def _message_text(name: str | Text, n: int) -> Text:
    if n == 0:
        return _("{name} wrote. It is not known which photo it is about.", name=name)
    return ngettext("{name} wrote about {n} photo.", "{name} wrote about {n} photos.", n, n=n, name=name)


def _reviews(session: Session, today: dt.date) -> Iterator[Task]:
    """Files for readers: what legal has to confirm, and what nobody has answered in time."""
    for review, tally in due_reviews(session, today):
        text = _("{name} has not answered the review “{title}”.", name=review.recipient, title=review.title)
        command = f"ugc-studio review show {review.uuid[:8]}"
        if tally.waiting:
            n = tally.waiting
            text = ngettext(
                "{n} decision of {name} waits for legal.", "{n} decisions of {name} wait for legal.", n,
                n=n, name=review.recipient,
            )  # fmt: skip
            command = f"ugc-studio --role legal review confirm {review.uuid[:8]}"
        due = today if tally.waiting or review.due is None else review.due
        yield Task(TaskKind.REVIEW, due, review.recipient, text, command, Target(Place.REVIEWS))
