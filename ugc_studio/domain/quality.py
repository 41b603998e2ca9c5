"""Facts about how a picture turned out, and the measures from which they are read: never a verdict about it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.channels import Channel
from ugc_studio.domain.messages import Text, _

DARK_BELOW = 0.22
"""Mean brightness, as a fraction of white."""
BRIGHT_ABOVE = 0.25
"""Share of the picture that is burnt out to white."""
FLAT_BELOW = 0.09
"""Standard deviation of brightness, as a fraction of white."""
SHARP_FROM = 10.0
"""Variance of the Laplacian at 1080 pixels. Photos of the sample have a median of 53 (5 % below 14); blurred by 1.5
pixels at that size, half of them are below 4 and 5 % above 14."""
SMALL_BELOW = 1080
"""Long side in pixels: under it a picture is enlarged in every feed."""


class QualityFact(enum.StrEnum):
    """What can be said about a picture by measuring it."""

    BLURRED = "blurred"
    SHARP = "sharp"
    DARK = "dark"
    BRIGHT = "bright"
    FLAT = "flat"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about one picture, in words with its number."""

    fact: QualityFact
    text: Text


def findings_of(asset: Asset, features: Mapping[str, Any], channel: Channel | None = None) -> tuple[Finding, ...]:
    """What was measured on a picture and stands out; with a channel also what is small for that one.

    A measure that was not taken gives no finding.
    """
    found = [
        _below(features.get("sharpness"), SHARP_FROM, QualityFact.BLURRED, _("Few sharp edges: it may look blurred.")),
        _dark(features.get("brightness")),
        _bright(features.get("clipped_high")),
        _below(features.get("contrast"), FLAT_BELOW, QualityFact.FLAT, _("Light and dark hardly differ.")),
        _small_for(asset, channel) if channel is not None else _small(asset),
    ]
    return tuple(finding for finding in found if finding is not None)


def _below(value: float | None, limit: float, fact: QualityFact, text: Text) -> Finding | None:
    return Finding(fact, text) if value is not None and value < limit else None


def _dark(brightness: float | None) -> Finding | None:
    if brightness is None or brightness >= DARK_BELOW:
        return None
    return Finding(QualityFact.DARK, _("Dark: {n} % of white on average.", n=round(brightness * 100)))


def _bright(burnt_out: float | None) -> Finding | None:
    if burnt_out is None or burnt_out <= BRIGHT_ABOVE:
        return None
    return Finding(QualityFact.BRIGHT, _("{n} % of the picture is plain white.", n=round(burnt_out * 100)))


def _small(asset: Asset) -> Finding | None:
    if max(asset.width, asset.height) >= SMALL_BELOW or not asset.width:
        return None
    return Finding(QualityFact.SMALL, _("Small: {size} pixels.", size=_size(asset.width, asset.height)))


def _size(width: int, height: int) -> str:
    return f"{width} × {height}"


def _small_for(asset: Asset, channel: Channel) -> Finding | None:
    """Smaller than the channel takes, else smaller than it shows: then it is enlarged there."""
    rules, preset = channel.image, channel.default_preset
    size = _size(asset.width, asset.height)
    least = (rules.min_width or 0, rules.min_height or 0)
    if asset.width < least[0] or asset.height < least[1]:
        text = _(
            "Too small for {channel}: {size} pixels, at least {needed} are needed.",
            channel=channel.name, size=size, needed=_size(max(1, least[0]), max(1, least[1])),
        )  # fmt: skip
        return Finding(QualityFact.SMALL, text)
    shown = (preset.width or preset.long_edge or 0) if preset is not None else 0
    if 0 < asset.width < shown and max(asset.width, asset.height) < shown:
        text = _(
            "Small for {channel}: {size} pixels, it shows up to {shown}.",
            channel=channel.name, size=size, shown=str(shown),
        )  # fmt: skip
        return Finding(QualityFact.SMALL, text)
    return None
