"""What the place for duplicates looks up, in one go each, on a thread."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.services.deduplication.groups import Group, GroupKey, QueueCounts, Tab


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue with the numbers of all."""

    keys: list[GroupKey]
    counts: QueueCounts


@dataclass(frozen=True, slots=True)
class Opened:
    """One group; ``brand`` is the row id that the pills speak of, ``sensitive`` the photos that stay blurred."""

    group: Group
    brand: int | None
    sensitive: frozenset[int]


def look_up(studio: Studio, tab: Tab) -> Queue:
    """List a queue."""
    return Queue(studio.duplicates.keys(tab), studio.duplicates.counts())


def look_at(studio: Studio, key: GroupKey, brand: str | None) -> Opened:
    """Open one group."""
    group = studio.duplicates.group(key)
    rows = studio.browsing.rows([int(member.asset.id) for member in group.members])
    with studio.library.read() as session:
        found = session.register.brand_or_first(brand)
    harmless = {int(row.asset.id) for row in rows if not row.sensitive}
    veiled = frozenset(int(member.asset.id) for member in group.members) - harmless
    return Opened(group, found.id if found else None, veiled)
