"""The numbers of the sidebar, looked up together on a thread whenever something changed."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.shell.sidebar import Entry
from ugc_studio.domain.consent import DEFAULT_ZONE

DOTS = ("ok", "info", "warn", "accent_text", "danger")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the sidebar shows for one brand."""

    photos: int
    duplicates: int
    to_read: int
    searches: tuple[Entry, ...]
    galleries: tuple[Entry, ...]
    zone: str
    """By whose clock the days of the brand begin."""


def look_up(studio: Studio, brand: str | None) -> Counts:
    """Count everything that the sidebar shows."""
    from ugc_studio.services.consent.desk.queues import Queue

    searches = studio.searches.all()
    numbers = studio.browsing.counts(["", *(search.query for search in searches)], brand=brand)
    queues = studio.consent_desk.counts(brand=brand)
    near = len(studio.duplicates.keys())
    listed = tuple(Entry(search.id, search.name, number) for search, number in zip(searches, numbers[1:], strict=True))
    return Counts(numbers[0], near, queues.get(Queue.TO_READ, 0), listed, _galleries(studio), _zone(studio, brand))


def _zone(studio: Studio, brand: str | None) -> str:
    with studio.library.read() as session:
        chosen = session.register.brand_or_first(brand)
    return chosen.zone if chosen is not None else DEFAULT_ZONE


def _galleries(studio: Studio) -> tuple[Entry, ...]:
    with studio.library.read() as session:
        galleries = session.galleries.all()
    return tuple(
        Entry(int(gallery.id), gallery.name, gallery.size, colour=DOTS[number % len(DOTS)])
        for number, gallery in enumerate(galleries)
    )
