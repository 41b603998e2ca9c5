"""Requests to people: what is asked before it is sent. What was sent is in the ledger, and only there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from ugc_studio.domain.assets import AssetId

RequestId = NewType("RequestId", int)
NOT_STORED = RequestId(0)
"""The number of a request that is only being written."""

CHANNELS = (
    "instagram", "facebook", "x", "linkedin", "pinterest", "tiktok", "youtube", "threads", "bluesky", "mastodon",
    "snapchat", "whatsapp", "email", "sms", "phone", "letter", "in_person", "form", "other",
)  # fmt: skip
"""Where a request can be sent: codes, because the ledger holds nothing else."""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """One request to one person, not sent yet: whom, for which photos, under which notice, in which words.

    ``brand``, ``party``, ``notice`` and ``gallery`` are UUIDs; a part that is not decided yet is ``None``.
    """

    id: RequestId
    uuid: str
    brand: str
    party: str
    assets: tuple[AssetId, ...]
    notice: str | None = None
    gallery: str | None = None
    language: str | None = None
    greeting: str | None = None
    """The first words, where somebody changed them; the rest of the message is fixed."""
    reason: str | None = None
    """Why more is asked than the planned uses need."""
    created_at: str = ""
    created_by: str = ""
    """UUID of the profile."""
