"""Identifiers for documents that leave: the same thing always gets the same UUID, and none tells a name."""

from __future__ import annotations

import uuid

SPACE = uuid.UUID("0d1a9c3e-6c0e-5f5b-9d0a-4b7c6f1f2a11")


def uuid_of(kind: str, *parts: str) -> str:
    """The UUID of a thing that has none of its own (RFC 9562, version 5)."""
    return str(uuid.uuid5(SPACE, "\n".join((kind, *parts))))


def urn_of(identity: str) -> str:
    """A UUID as a URN."""
    return f"urn:uuid:{identity}"
