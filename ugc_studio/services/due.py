"""Things to do: their kinds, the places that deal with them, and the strip that shows one line a kind."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.desk.queues import Queue


class TaskKind(enum.StrEnum):
    """Kinds of things to do, in the order in which they are shown."""

    TAKEDOWN = "takedown"
    REPLY = "reply"
    SIGNED_PAPER = "signed_paper"
    REQUEST_DRAFT = "request_draft"
    REMINDER = "reminder"
    PLANNED_POST = "planned_post"
    RIGHTS_ENDING = "rights_ending"
    COMING_OF_AGE = "coming_of_age"
    IMPORT_PROBLEMS = "import_problems"
    REVIEW = "review"
    LATE_CAMPAIGN = "late_campaign"
    PURGE = "purge"


class Place(enum.StrEnum):
    """Where something is done."""

    LIBRARY = "library"
    CONSENT = "consent"
    TAKEDOWNS = "takedowns"
    GALLERIES = "galleries"
    IMPORTS = "imports"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class Target:
    """The place that deals with a task, and what to show there; only what is known is set."""

    place: Place
    asset: AssetId | None = None
    queue: Queue | None = None
    gallery: GalleryId | None = None
    batch: int | None = None
    takedown: int | None = None
    party: str | None = None
    """UUID."""
    assets: tuple[AssetId, ...] = ()
    """All photos that it is about, where they are few enough to name."""
    drafts: bool = False
    """Whether it is about requests that are written and not sent."""
    papers: bool = False
    """Whether it is about signed papers of which nothing is recorded yet."""
    matter: str | None = None
    """The key of what waits for legal."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: ``due`` is the last day for it, ``subject`` the photo, person or import it is about."""

    kind: TaskKind
    due: dt.date
    subject: str
    text: Text
    command: str
    target: Target
    count: int = 1
    """How many photos, files or people."""


@dataclass(frozen=True, slots=True)
class StripItem:
    """All tasks of one kind, as the strip shows them: one sentence and one button."""

    kind: TaskKind
    count: int
    text: Text
    button: Text
    due: dt.date
    """The first day."""
    overdue: bool
    target: Target
    """Of the most pressing one."""
    tasks: tuple[Task, ...]


def strip_item(kind: TaskKind, tasks: Sequence[Task], today: dt.date) -> StripItem:
    """All tasks of a kind as one line: what is pressing, and where its button leads."""
    tomorrow = today + dt.timedelta(days=1)
    soon = [task for task in tasks if task.due <= tomorrow]
    told = soon if kind is TaskKind.PLANNED_POST and soon else tasks
    n = sum(task.count for task in told)
    text = _STRIP[kind](n)
    if kind is TaskKind.PLANNED_POST and soon:
        text = ngettext("{n} post until tomorrow is blocked", "{n} posts until tomorrow are blocked", n, n=n)
    first = told[0]
    return StripItem(
        kind, n, text, _BUTTONS[kind], first.due, first.due < today and kind in _HAS_DEADLINE, first.target,
        tuple(tasks),
    )  # fmt: skip


_HAS_DEADLINE = frozenset({TaskKind.TAKEDOWN, TaskKind.REVIEW, TaskKind.LATE_CAMPAIGN})
_BUTTONS: Mapping[TaskKind, Text] = {
    TaskKind.TAKEDOWN: _("Show the list"),
    TaskKind.REPLY: _("Read"),
    TaskKind.SIGNED_PAPER: _("Record"),
    TaskKind.REQUEST_DRAFT: _("Send"),
    TaskKind.REMINDER: _("Remind"),
    TaskKind.PLANNED_POST: _("Review"),
    TaskKind.RIGHTS_ENDING: _("Renew or remove"),
    TaskKind.COMING_OF_AGE: _("Review"),
    TaskKind.IMPORT_PROBLEMS: _("Show the report"),
    TaskKind.REVIEW: _("Show the list"),
    TaskKind.LATE_CAMPAIGN: _("Open the gallery"),
    TaskKind.PURGE: _("Look at them"),
}
_STRIP: Mapping[TaskKind, Callable[[int], Text]] = {
    TaskKind.TAKEDOWN: lambda n: ngettext(
        "{n} publication has to come down", "{n} publications have to come down", n, n=n),
    TaskKind.REPLY: lambda n: ngettext("{n} reply to read", "{n} replies to read", n, n=n),
    TaskKind.SIGNED_PAPER: lambda n: ngettext(
        "{n} signed paper to record", "{n} signed papers to record", n, n=n),
    TaskKind.REQUEST_DRAFT: lambda n: ngettext("{n} request to send", "{n} requests to send", n, n=n),
    TaskKind.REMINDER: lambda n: ngettext("{n} person can be reminded", "{n} people can be reminded", n, n=n),
    TaskKind.PLANNED_POST: lambda n: ngettext("{n} planned post is blocked", "{n} planned posts are blocked", n, n=n),
    TaskKind.RIGHTS_ENDING: lambda n: ngettext(
        "The rights of {n} photo end while it is online", "The rights of {n} photos end while they are online", n,
        n=n),
    TaskKind.COMING_OF_AGE: lambda n: ngettext(
        "{n} person turns 18 this month", "{n} people turn 18 this month", n, n=n),
    TaskKind.IMPORT_PROBLEMS: lambda n: ngettext(
        "{n} file could not be imported", "{n} files could not be imported", n, n=n),
    TaskKind.REVIEW: lambda n: ngettext("{n} review needs you", "{n} reviews need you", n, n=n),
    TaskKind.LATE_CAMPAIGN: lambda n: ngettext("{n} campaign is late", "{n} campaigns are late", n, n=n),
    TaskKind.PURGE: lambda n: ngettext(
        "{n} photo has waited for rights for too long", "{n} photos have waited for rights for too long", n, n=n),
}  # fmt: skip
