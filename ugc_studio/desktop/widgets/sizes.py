"""Sizes of files in words."""

from __future__ import annotations

from ugc_studio.domain.messages import Text, _


def size_words(size: int) -> Text:
    """A size as people read it: kB, MB or GB, with one decimal where it tells something."""
    if size >= 10**9:
        return _("{n} GB", n=_short(size / 10**9))
    if size >= 10**6:
        return _("{n} MB", n=_short(size / 10**6))
    return _("{n} kB", n=_short(size / 1000))


def _short(value: float) -> float | int:
    return round(value, 1) if 1 <= value < 10 else max(1, round(value)) if value else 0
