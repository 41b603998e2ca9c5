"""Galleries: what we want to show, in which order and words, and for which use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NewType

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.schedule import PlannedTime

GalleryId = NewType("GalleryId", int)

MIN_CROP = 0.01


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the upright picture that is shown, in fractions of its width and height."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        values = (self.left, self.top, self.width, self.height)
        inside = (
            all(0 <= value <= 1 for value in values)
            and min(self.width, self.height) >= MIN_CROP
            and self.left + self.width <= 1 + 1e-9
            and self.top + self.height <= 1 + 1e-9
        )
        if not inside:
            raise UsageError(
                _("A crop is four fractions: left, top, width and height, all inside the picture. Example: 0.1 0 0.8 1")
            )

    @property
    def is_whole(self) -> bool:
        """Whether it shows the whole picture."""
        return self.width >= 1 - 1e-9 and self.height >= 1 - 1e-9

    def as_list(self) -> list[float]:
        """Left, top, width, height."""
        return [self.left, self.top, self.width, self.height]


@dataclass(frozen=True, slots=True)
class UseParts:
    """The parts of a use that somebody stated: in a gallery or on a command line. ``None`` is "not said".

    Days are calendar days in the account's zone; ``brand`` and ``account`` are ids, keys or UUIDs.
    """

    channel: str | None = None
    account: str | None = None
    brand: str | None = None
    territories: tuple[str, ...] | None = None
    purpose: str | None = None
    paid: bool | None = None
    alterations: tuple[str, ...] | None = None
    label: bool | None = None
    """Whether readers are told that something was given for it, as an influencer's picture needs."""
    contexts: tuple[str, ...] | None = None
    """What it appears together with, where somebody may have excluded that."""
    publish_from: dt.datetime | dt.date | None = None
    live_until: dt.date | None = None
    on: dt.date | None = None
    zone: str | None = None

    def over(self, base: UseParts) -> UseParts:
        """These parts, and those of ``base`` where nothing is said here."""
        said = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}
        return replace(base, **said)

    def to_json(self) -> dict[str, Any]:
        """The stated parts as plain JSON values."""
        found: dict[str, Any] = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if value is not None:
                found[part.name] = value.isoformat() if isinstance(value, dt.date) else value
        return found

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> UseParts:
        """Read what :meth:`to_json` wrote; unknown parts of a newer version are left alone."""
        known = {f.name: stored[f.name] for f in fields(cls) if stored.get(f.name) is not None}
        for name in ("territories", "alterations", "contexts"):
            if name in known:
                known[name] = tuple(known[name])
        for name in ("live_until", "on"):
            if name in known:
                known[name] = dt.date.fromisoformat(known[name])
        if "publish_from" in known:
            text = known["publish_from"]
            known["publish_from"] = dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
        return cls(**known)


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """One photo in its place, with the words that go with it; ``planned`` is when it should be posted."""

    asset_id: AssetId
    position: int
    caption: str | None = None
    alt_text: str | None = None
    crop: Crop | None = None
    planned: PlannedTime | None = None
    origin: str = "person"


@dataclass(frozen=True, slots=True)
class Gallery:
    """A curated, ordered selection and the use it is meant for; a campaign is one with a goal and a deadline."""

    id: GalleryId
    uuid: str
    name: str
    parts: UseParts = field(default_factory=UseParts)
    goal: int | None = None
    deadline: dt.date | None = None
    created_at: str = ""
    size: int = 0

    def with_parts(self, parts: UseParts) -> Gallery:
        """The same gallery for another use."""
        return replace(self, parts=parts)


def item_to_json(item: GalleryItem) -> dict[str, Any]:
    """An item as JSON values, for the history."""
    return {
        "asset": item.asset_id,
        "position": item.position,
        "caption": item.caption,
        "alt_text": item.alt_text,
        "crop": item.crop.as_list() if item.crop else None,
        "planned": [item.planned.wall.isoformat(), item.planned.zone] if item.planned else None,
        "origin": item.origin,
    }


def item_from_json(stored: Mapping[str, Any]) -> GalleryItem:
    """The item that :func:`item_to_json` wrote."""
    planned = stored["planned"]
    return GalleryItem(
        asset_id=AssetId(stored["asset"]),
        position=stored["position"],
        caption=stored["caption"],
        alt_text=stored["alt_text"],
        crop=Crop(*stored["crop"]) if stored["crop"] else None,
        planned=PlannedTime(dt.datetime.fromisoformat(planned[0]), planned[1]) if planned else None,
        origin=stored["origin"],
    )
