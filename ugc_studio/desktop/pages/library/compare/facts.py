"""What is compared, one row a fact, with a tick on the better value; facts are facts, nobody is told what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.importers.registry import IMPORTERS
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.words import CONSENT_STATES, network_name

NOTHING = "—"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of every photo; ``best`` are the places of the better values, none where all are alike."""

    id: str
    label: Text
    values: tuple[Text | str, ...]
    best: frozenset[int] = frozenset()


def facts_of(rows: Sequence[AssetRow]) -> list[Fact]:
    """The table for some photos."""
    return [
        Fact("author", _("Author"), tuple(row.creator or NOTHING for row in rows)),
        Fact("source", _("Source"), tuple(_source(row) for row in rows)),
        _fact("pixels", _("Pixels"), rows, _pixels, lambda row: row.asset.width * row.asset.height),
        _fact("file", _("File"), rows, _file, lambda row: row.asset.bytes),
        _fact("posted", _("Posted"), rows, _posted, _earliness),
        _fact("rights", _("Rights"), rows, lambda row: CONSENT_STATES[row.consent], _rights),
        _fact("stars", _("Stars"), rows, _stars, lambda row: row.asset.rating or None),
        _fact("likes", _("Likes"), rows, _likes, lambda row: row.likes),
        _fact("galleries", _("Used in"), rows, _galleries, lambda row: len(row.galleries) or None),
        Fact("tags", _("Tags"), tuple(", ".join(row.tags) or NOTHING for row in rows)),
    ]


def _fact(
    name: str,
    label: Text,
    rows: Sequence[AssetRow],
    words: Callable[[AssetRow], Text | str],
    worth: Callable[[AssetRow], Any],
) -> Fact:
    worths = [worth(row) for row in rows]
    known = [value for value in worths if value is not None]
    top = max(known, default=None)
    alike = len(set(known)) < 2 and len(known) == len(rows)
    best = frozenset(place for place, value in enumerate(worths) if value is not None and value == top and not alike)
    return Fact(name, label, tuple(words(row) for row in rows), best)


def _source(row: AssetRow) -> Text | str:
    """The network, else what the import was made from."""
    if row.platform and row.platform != "other":
        return network_name(row.platform) or NOTHING
    return next((one.name for one in IMPORTERS if one.id == row.importer), NOTHING)


def _pixels(row: AssetRow) -> str:
    return f"{row.asset.width} × {row.asset.height}"


def _file(row: AssetRow) -> Text:
    kind, size = row.asset.format.upper(), row.asset.bytes
    if size >= MEGABYTE:
        return _("{format} · {size} MB", format=kind, size=round(size / MEGABYTE, 1))
    return _("{format} · {size} KB", format=kind, size=max(1, round(size / 1000)))


def _posted(row: AssetRow) -> Text | str:
    if row.posted_at is None:
        return NOTHING
    return _("{day}", day=dt.date.fromisoformat(row.posted_at[:10]))


def _earliness(row: AssetRow) -> float | None:
    """The oldest post is the better one: it is nearest to who took the picture."""
    if row.posted_at is None:
        return None
    return -dt.datetime.fromisoformat(row.posted_at).timestamp()


def _rights(row: AssetRow) -> int | None:
    return 1 if row.consent is ConsentState.CLEARED else None


def _stars(row: AssetRow) -> Text | str:
    n = row.asset.rating
    return ngettext("{n} star", "{n} stars", n, n=n) if n else NOTHING


def _likes(row: AssetRow) -> Text | str:
    return _("{n}", n=row.likes) if row.likes is not None else NOTHING


def _galleries(row: AssetRow) -> Text | str:
    n = len(row.galleries)
    if not n:
        return NOTHING
    return row.galleries[0] if n == 1 else ngettext("{n} gallery", "{n} galleries", n, n=n)
