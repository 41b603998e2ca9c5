"""Days, months and items of a gallery in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ugc_studio.desktop.pages.galleries.looking import Item
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.curation_board import GalleryStatus

Show = Callable[[Text], str]


def weekday(number: int) -> Text:
    """The short name of a day of the week, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[number]


def day_badge(show: Show, day: dt.date) -> str:
    """A day as it stands on a photo: "Tue 18"."""
    return show(_("{weekday} {day}", weekday=weekday(day.weekday()), day=day.day))


def words_of(item: Item, count: int) -> Text:
    """What an item says to screen readers."""
    state = LOOKS[item.state].words
    if not item.number:
        return _("Picked photo, by {who}, {state}", who=item.who, state=state)
    if item.is_trashed:
        state = _("in the trash")
    when = _("planned for {day}", day=item.day) if item.day else _("not planned")
    return _("Post {n} of {count}, by {who}, {state}, {when}", n=item.number, count=count, who=item.who,
             state=state, when=when)  # fmt: skip


def facts_of(status: GalleryStatus) -> Text:
    """How many photos there are, and how many of them may go out."""
    photos = ngettext("{n} photo", "{n} photos", status.items, n=status.items)
    if status.use_problem is not None or not status.items:
        return photos
    waiting = status.items - status.cleared
    ready = ngettext("{n} ready", "{n} ready", status.cleared, n=status.cleared)
    if not waiting:
        return _("{photos} · {ready}", photos=photos, ready=ready)
    without = ngettext("{n} waiting for rights", "{n} waiting for rights", waiting, n=waiting)
    return _("{photos} · {ready} · {waiting}", photos=photos, ready=ready, waiting=without)


def deadline_of(status: GalleryStatus) -> Text | None:
    """By when, and how much time is left."""
    day, left = status.gallery.deadline, status.days_left
    if day is None or left is None:
        return None
    if status.late:
        return _("Late: it was due on {day}", day=day)
    if left < 0:
        return _("Ended on {day}", day=day)
    return ngettext("Until {day}, {n} day left", "Until {day}, {n} days left", left, day=day, n=left)
