"""How pictures turned out, in words; and the measuring that is too slow for an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _
from ugc_studio.domain.quality import Finding, findings_of
from ugc_studio.services.previews import NoPreview

if TYPE_CHECKING:
    from ugc_studio.channels.registry import Channels
    from ugc_studio.jobs.context import JobContext
    from ugc_studio.library.library import Library
    from ugc_studio.services.previews import PreviewService

AT_ONCE = 50
"""Photos between two writes: stopping loses no more than these."""


class QualityService:
    """Facts about pictures, read from what was measured."""

    def __init__(self, library: Library, *, previews: PreviewService, channels: Channels) -> None:
        self._library = library
        self._previews = previews
        self._channels = channels

    def findings(self, ids: Sequence[AssetId], *, channel: str | None = None) -> dict[AssetId, tuple[Finding, ...]]:
        """What stands out about each picture; with a channel also whether it is small for that one."""
        chosen = self._channels.get(channel) if channel is not None else None
        with self._library.read() as session:
            return {
                asset.id: findings_of(asset, session.assets.metadata(asset.id)[1], chosen)
                for asset in session.assets.get_many(ids)
            }

    def measure(self, context: JobContext) -> int:
        """Measure the sharpness of every photo that has none yet; returns how many were measured.

        Stopping keeps what is done; doing it again continues.
        """
        with self._library.read() as session:
            waiting = session.assets.without_sharpness()
        context.stage(_("Measuring sharpness"), len(waiting))
        done = 0
        for start in range(0, len(waiting), AT_ONCE):
            measured: dict[int, float] = {}
            for asset in waiting[start : start + AT_ONCE]:
                context.check()
                self._measure(asset, measured, context)
                context.advance()
            self._library.write(lambda session, found=measured: session.assets.set_sharpness(found))  # type: ignore[misc]  # bound now
            done += len(measured)
        return done

    def _measure(self, asset: AssetId, measured: dict[int, float], context: JobContext) -> None:
        try:
            measured[asset] = self._previews.sharpness(asset)
        except NoPreview as error:
            context.problem(error.problem)
