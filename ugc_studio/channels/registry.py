"""Reads ``resources/channels.toml``: which channels exist, what each allows, and which medium a use of it needs."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from ugc_studio import resources
from ugc_studio.domain.channels import (
    MM_PER_INCH,
    AltRules,
    Channel,
    Enforce,
    ImageRules,
    Preset,
    TextRules,
    TextUnit,
)
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _

Rules = TypeVar("Rules", TextRules, AltRules, ImageRules)


class Channels:
    """All channels by id; a network's name stands for its first surface."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = dict(channels)
        self._networks: dict[str, Channel] = {}
        for channel in self._channels.values():
            self._networks.setdefault(channel.network, channel)

    @classmethod
    def load(cls, path: Path | None = None) -> Channels:
        """Read the file that ships with the program, or another of its shape."""
        with (path or resources.path("channels.toml")).open("rb") as stream:
            document = tomllib.load(stream)
        return cls({entry["id"]: _channel(entry) for entry in document["channel"]})

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._channels.values())

    def find(self, name: str) -> Channel | None:
        """The channel of an id, or the first surface of a network; ``None`` when there is neither."""
        return self._channels.get(name) or self._networks.get(name)

    def get(self, name: str) -> Channel:
        """Like :meth:`find`, but an unknown name is a :class:`NotFound` that names the known ones."""
        found = self.find(name)
        if found is None:
            raise NotFound(
                _(
                    "{channel} is not a channel. Choose one of: {channels}.",
                    channel=name,
                    channels=sorted(self._channels),
                )
            )
        return found


def _channel(entry: Mapping[str, Any]) -> Channel:
    image = entry.get("image", {})
    return Channel(
        id=entry["id"],
        name=entry["name"],
        network=entry["network"],
        medium=entry["medium"],
        surface=entry.get("surface", ""),
        paid=entry.get("paid", False),
        text=_rules(TextRules, entry.get("text", {})),
        alt=_rules(AltRules, entry.get("alt", {})),
        image=_rules(ImageRules, image),
        presets=tuple(_preset(preset, image) for preset in entry.get("preset", ())),
        confidence=entry.get("confidence", "convention"),
        notes=tuple(entry.get("notes", ())),
    )


def _rules(rules: type[Rules], table: Mapping[str, Any]) -> Rules:
    """The known keys of a table; a limit whose source is weak stays a limit, since too strict harms nobody."""
    wanted = {field.name for field in fields(rules)}
    values: dict[str, Any] = {name: value for name, value in table.items() if name in wanted}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    if "unit" in values:
        values["unit"] = TextUnit(values["unit"])
    if "enforce" in values:
        values["enforce"] = Enforce(values["enforce"])
    return rules(**values)


def _preset(entry: Mapping[str, Any], image: Mapping[str, Any]) -> Preset:
    width, height = entry.get("w"), entry.get("h")
    if "w_mm" in entry:  # paper: the bleed is printed and cut off, so it needs pixels too
        bleed, dpi = 2 * image.get("bleed_mm", 0.0), image.get("dpi", 300)
        width = math.ceil((entry["w_mm"] + bleed) / MM_PER_INCH * dpi)
        height = math.ceil((entry["h_mm"] + bleed) / MM_PER_INCH * dpi)
    return Preset(
        id=entry["id"],
        width=width,
        height=height,
        long_edge=entry.get("long_edge"),
        default=entry.get("default", False),
        hand_upload_only=entry.get("delivery") == "hand_upload_only",
    )
