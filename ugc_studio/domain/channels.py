"""Where pictures go: social networks, web, paper; each with its medium, its limits and its picture sizes."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

MM_PER_INCH = 25.4


class Enforce(enum.StrEnum):
    """What happens when a limit is passed."""

    BLOCK = "block"
    WARN = "warn"


class TextUnit(enum.StrEnum):
    """How a network counts the length of a text."""

    CHARS = "chars"
    X_WEIGHTED = "x_weighted"
    GRAPHEMES = "graphemes"
    THREADS = "threads_emoji_bytes"
    UTF16 = "utf16"
    MASTODON = "mastodon"


@dataclass(frozen=True, slots=True)
class TextRules:
    """Limits of the text of a post, in the network's own unit; ``None``: no limit is known."""

    max: int | None = None
    unit: TextUnit = TextUnit.CHARS
    url_weight: int | None = None
    max_utf8_bytes: int | None = None
    hashtags_warn: int | None = None
    hashtags_block: int | None = None
    mentions_block: int | None = None


@dataclass(frozen=True, slots=True)
class AltRules:
    """Whether a channel takes a description for people who do not see the picture, and how long."""

    supported: bool = False
    max: int | None = None


@dataclass(frozen=True, slots=True)
class ImageRules:
    """Limits of a picture; sizes in bytes and pixels, ratios are width / height."""

    formats: tuple[str, ...] = ("jpeg",)
    prefer: str | None = None
    max_bytes: int | None = None
    target_bytes: int | None = None
    min_bytes: int | None = None
    min_width: int | None = None
    min_height: int | None = None
    max_width: int | None = None
    max_short_edge: int | None = None
    max_long_edge: int | None = None
    max_pixels: int | None = None
    aspect_min: float | None = None
    aspect_max: float | None = None
    max_count: int | None = None
    srcset_widths: tuple[int, ...] = ()
    jpeg_quality: int | None = None
    enforce: Enforce = Enforce.WARN

    @property
    def format(self) -> str:
        """The format to write: the preferred one, else JPEG where it is taken, else the first."""
        if self.prefer is not None:
            return self.prefer
        return "jpeg" if "jpeg" in self.formats else self.formats[0]


@dataclass(frozen=True, slots=True)
class Preset:
    """A picture size of a channel in pixels: a frame (``width`` × ``height``) or a longest edge."""

    id: str
    width: int | None = None
    height: int | None = None
    long_edge: int | None = None
    default: bool = False
    hand_upload_only: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One place of publication. ``network`` is the word that grants use ("on Instagram"), whatever the surface."""

    id: str
    name: str
    network: str
    medium: str
    surface: str = ""
    paid: bool = False
    text: TextRules = field(default_factory=TextRules)
    alt: AltRules = field(default_factory=AltRules)
    image: ImageRules = field(default_factory=ImageRules)
    presets: tuple[Preset, ...] = ()
    confidence: str = "convention"
    notes: tuple[str, ...] = ()

    def preset(self, preset_id: str) -> Preset | None:
        """The preset of that name, or nothing."""
        return next((preset for preset in self.presets if preset.id == preset_id), None)

    @property
    def default_preset(self) -> Preset | None:
        """The size that fits most often."""
        return next((preset for preset in self.presets if preset.default), None)
