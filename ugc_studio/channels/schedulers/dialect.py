"""Reads ``resources/schedulers.toml``: how each scheduling tool wants its import file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ugc_studio import resources
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.scheduling import Dialect, MediaRule


class Dialects:
    """All dialects by id."""

    def __init__(self, dialects: Mapping[str, Dialect]) -> None:
        self._dialects = dict(dialects)

    @classmethod
    def load(cls, path: Path | None = None) -> Dialects:
        """Read the file that ships with the program, or another of its shape."""
        with (path or resources.path("schedulers.toml")).open("rb") as stream:
            document = tomllib.load(stream)
        return cls({entry["id"]: _dialect(entry) for entry in document["scheduler"]})

    def __iter__(self) -> Iterator[Dialect]:
        return iter(self._dialects.values())

    def get(self, name: str) -> Dialect:
        """The dialect of a tool; raises :class:`NotFound`."""
        if name not in self._dialects:
            raise NotFound(_("{name} is not a scheduling tool that is known here.", name=name))
        return self._dialects[name]


def _dialect(entry: Mapping[str, Any]) -> Dialect:
    moment = entry.get("datetime", {})
    media = entry.get("media", {})
    return Dialect(
        id=entry["id"],
        name=entry["name"],
        confidence=entry["confidence"],
        file=entry["file"],
        header=entry.get("header", True),
        columns=tuple(entry.get("columns", ())),
        extra_columns=tuple(entry.get("columns_extra", ())),
        time_format=moment.get("format"),
        other_time_formats=tuple(moment.get("alternatives", ())),
        empty_time=moment.get("empty"),
        min_lead_minutes=entry.get("min_lead_minutes", 0),
        minute_step=entry.get("minute_step", 1),
        max_rows=entry.get("max_rows"),
        byte_order_mark=entry.get("bom") == "accepted",
        media=MediaRule(
            ref=media.get("ref", "none"),
            max=media.get("max"),
            extensions=tuple(media.get("ext", ())),
            safe_extensions=tuple(media.get("safe_ext", ())),
            max_bytes=media.get("max_bytes"),
        ),
        rejects=tuple(entry.get("rejects", ())),
    )
