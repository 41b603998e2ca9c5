"""Posts and their creators: what people wrote, where, with 0…n pictures, and under which name."""

from __future__ import annotations

import enum
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import NewType
from urllib.parse import urlsplit

PostId = NewType("PostId", int)
CreatorId = NewType("CreatorId", int)
PartyId = int
"""Row id of a party; the register gives them out."""

UNKNOWN_PLATFORM = "other"
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\s]+")
_PROFILE_HOSTS = {
    "instagram.com": "instagram",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "tiktok.com": "tiktok",
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "pinterest.com": "pinterest",
    "pinterest.fr": "pinterest",
    "threads.net": "threads",
    "threads.com": "threads",
    "linkedin.com": "linkedin",
    "bsky.app": "bluesky",
    "flickr.com": "flickr",
    "snapchat.com": "snapchat",
}
_PLATFORM_NAMES = {"twitter": "x", "insta": "instagram", "ig": "instagram", "fb": "facebook", "tik tok": "tiktok"}
_ROTATING_QUERY = re.compile(r"^(utm_|fbclid|igsh|igshid|si$|ref|share|_t$|_r$)")


class MediaState(enum.StrEnum):
    """Where the bytes of one picture of a post are."""

    LOCAL = "local"
    MISSING = "missing"
    """Named by the source, not found; importing again with the file repairs it."""
    REMOTE = "remote"
    """Only its address is known; fetched only on request."""


@dataclass(frozen=True, slots=True)
class MediaSlot:
    """One picture of a post."""

    position: int
    state: MediaState
    reference: str
    """The path or address as the source named it."""
    asset_id: int | None = None


@dataclass(frozen=True, slots=True)
class CreatorDraft:
    """Who posted, as the source tells it."""

    platform: str
    handle: str | None = None
    name: str | None = None

    def key(self, source_key: str) -> str:
        """What makes this creator one person on that platform.

        A handle does. A bare name does not: two customers called Marie are two people, and taking them for one would
        spread the consent of the first, so a name counts for its own post only.
        """
        return normalised_handle(self.handle) if self.handle else f"post:{source_key}"


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """What stood in a consent column: evidence to be read, never a grant."""

    text: str
    source: str
    """Which table and row it comes from."""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """One post as a source tells it; importing the same ``source_key`` again updates it."""

    source_key: str
    importer: str
    permalink: str | None = None
    creator: CreatorDraft | None = None
    caption: str | None = None
    posted_at: str | None = None
    likes: int | None = None
    comments: int | None = None
    place: str | None = None
    tags: tuple[str, ...] = ()
    answer: ConsentAnswer | None = None
    slots: tuple[MediaSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the library."""

    id: PostId
    source_key: str
    importer: str
    permalink: str | None
    creator_id: CreatorId | None
    caption: str | None
    posted_at: str | None
    likes: int | None
    comments: int | None
    place_id: int | None
    media: tuple[MediaSlot, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Creator:
    """An account of a party on a platform."""

    id: CreatorId
    party_id: PartyId
    platform: str
    handle: str | None
    name: str | None


def normalised_handle(handle: str) -> str:
    """A handle for comparing: without ``@``, hidden characters and difference of case."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", handle))
    return text.lstrip("@").rstrip("/").casefold()


def platform_of(address: str | None) -> str | None:
    """The platform that an address belongs to, by its host."""
    host = _host(address)
    parts = host.split(".")
    for count in range(len(parts)):
        if platform := _PROFILE_HOSTS.get(".".join(parts[count:])):
            return platform
    return None


def platform_named(text: str | None) -> str | None:
    """The platform that a cell names (``Instagram``, ``SOCIALMEDIA_TWITTER``), in our spelling."""
    if not text:
        return None
    name = text.strip().casefold().removeprefix("socialmedia_")
    name = _PLATFORM_NAMES.get(name, name)
    return name if name in set(_PROFILE_HOSTS.values()) else None


def canonical_permalink(address: str) -> str | None:
    """The address of a post without what changes from share to share; nothing for what is not a web address."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if host == "twitter.com":
        host = "x.com"
    query = "&".join(p for p in parts.query.split("&") if p and not _ROTATING_QUERY.match(p))
    return f"https://{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def source_key(kind: str, *parts: str) -> str:
    """A key that names the same post at each import and gives away no name: ``kind`` and a digest of the parts."""
    joined = "\x1f".join(unicodedata.normalize("NFC", part) for part in parts)
    digest = hashlib.sha256(joined.encode("utf-8", "replace"))
    return f"{kind}:{digest.hexdigest()[:40]}"


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").casefold()
    except ValueError:
        return ""
