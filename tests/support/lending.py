"""Lends the decoding processes of a whole module to each of its tests, because starting them takes long."""

from __future__ import annotations

from ugc_studio.media.workers import DecodePool


class LentPool:
    """A pool that its borrower may close without ending it."""

    def __init__(self, pool: DecodePool) -> None:
        self._pool = pool

    def __enter__(self) -> DecodePool:
        return self._pool

    def __exit__(self, *_exception: object) -> None:
        """Leave it open for the next test."""
