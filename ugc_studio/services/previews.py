"""Previews on demand: larger pictures and parts at full size for the screen, and proxies that went missing.

Only our own JPEGs ever reach the window. Every call may come from any plain thread and waits for its answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ugc_studio.domain.assets import Asset, AssetState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.framing import Box
from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE
from ugc_studio.domain.media import Rejected
from ugc_studio.domain.messages import _
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.library.originals import is_whole_preview
from ugc_studio.media.glimpses import Glimpse, Look
from ugc_studio.services.words import REPORT_ILLEGAL

if TYPE_CHECKING:
    from ugc_studio.library.library import Library

LARGE_RECIPE = "view1"
"""Names the larger previews; raised when the way of making them changes."""
SIDES = (1080, 1620, 2430, 3840)
"""The long sides that are kept: a wish is rounded up to one of them, so that a window being resized makes few files."""
MOST_BYTES = 2_000_000_000
"""How much larger previews may take together; proxies do not count, they stay."""
TIDY_EVERY = 200_000_000
PROXY_QUALITY = 82
"""As the import makes them."""


class NoPreview(StudioError):
    """One picture cannot be shown; ``problem`` names its file and says why."""

    def __init__(self, problem: ItemProblem) -> None:
        super().__init__(problem.text)
        self.problem = problem


class Viewer(Protocol):
    """Looks at originals in other processes (:class:`ugc_studio.media.lightbox.Lightbox`)."""

    def look(self, look: Look) -> Glimpse | Rejected:
        """One picture of one original."""

    def close(self) -> None:
        """End the processes."""


class PreviewService:
    """Makes what is missing, once, however many threads ask for it."""

    def __init__(self, library: Library, *, viewer: Callable[[], Viewer], most_bytes: int = MOST_BYTES) -> None:
        self._library = library
        self._make_viewer = viewer
        self._most_bytes = most_bytes
        self._viewer: Viewer | None = None
        self._guard = threading.Condition()
        self._under_way: set[tuple[str, int]] = set()
        self._made_bytes = 0

    def proxy(self, asset_id: int, *, again: bool = False) -> Path:
        """The small preview that grids show; made from the original if it is missing or broken.

        ``again`` makes it in any case, for a caller that could not read the file.
        """
        asset = self._asset(asset_id)
        return self._kept(asset, PROXY_RECIPE, PROXY_SIZE, quality=PROXY_QUALITY, again=again)

    def small(self, sha256: str) -> Path | None:
        """The small preview for lists, if it is there and may be seen: nothing is shown of illegal content."""
        with self._library.read() as session:
            if session.ledger.is_illegal(sha256):
                return None
        return self._library.previews.get(sha256, recipe=PROXY_RECIPE, size=PROXY_SIZE)

    def large(self, asset_id: int, side: int, *, again: bool = False) -> Path:
        """A preview whose long side is at least ``side`` where the original has so many pixels; for a film a frame."""
        if side <= PROXY_SIZE:
            return self.proxy(asset_id, again=again)
        asset = self._asset(asset_id)
        wanted = next((one for one in SIDES if one >= side), SIDES[-1])
        return self._kept(asset, LARGE_RECIPE, wanted, quality=88, again=again)

    def region(self, asset_id: int, box: Box, scale: float = 1.0) -> bytes:
        """The JPEG of a part of the original, in its upright pixels; ``scale`` below 1 makes it smaller.

        The part is cut to what lies inside the picture. Nothing is stored, and nothing is ever enlarged.
        """
        asset = self._asset(asset_id)
        side = None if scale >= 1 else max(1, round(max(box.width, box.height) * scale))
        return self._look(asset, Look(str(self._original(asset)), side=side, box=box, quality=90)).data

    def marked(self, asset_id: int, side: int, mark: str) -> Glimpse:
        """A picture for a reader outside the program: small, without metadata, with a text across it; never stored."""
        asset = self._asset(asset_id)
        return self._look(asset, Look(str(self._original(asset)), side=side, quality=78, mark=mark))

    def sharpness(self, asset_id: int) -> float:
        """How sharp a picture is at a common size, measured now."""
        asset = self._asset(asset_id)
        return self._look(asset, Look(str(self._original(asset)), measure=True)).sharpness or 0.0

    def tidy(self) -> int:
        """Remove the larger previews that were not looked at for longest, until they fit; returns how many."""
        return self._library.previews.trim(LARGE_RECIPE, most_bytes=self._most_bytes)

    def close(self) -> None:
        """End the processes; to be called before the library is closed."""
        with self._guard:
            viewer, self._viewer = self._viewer, None
        if viewer is not None:
            viewer.close()

    # ------------------------------------------------------------------ inside

    def _asset(self, asset_id: int) -> Asset:
        with self._library.read() as session:
            asset = session.assets.get(asset_id)
            illegal = session.ledger.is_illegal(asset.sha256)
        if asset.state is AssetState.TOMBSTONE:
            raise NoPreview(ItemProblem(str(asset_id), "erased", _("This photo was erased on request.")))
        if illegal:
            raise NoPreview(ItemProblem(str(asset_id), "illegal", REPORT_ILLEGAL))
        return asset

    def _original(self, asset: Asset) -> Path:
        return self._library.originals.path(asset.sha256, asset.format)

    def _kept(self, asset: Asset, recipe: str, size: int, *, quality: int, again: bool) -> Path:
        with self._alone(asset.sha256, size):
            place = self._library.previews.get(asset.sha256, recipe=recipe, size=size)
            if place is not None and not again and is_whole_preview(place):
                self._library.previews.used(place)
                return place
            glimpse = self._look(asset, Look(str(self._original(asset)), side=size, quality=quality))
            made = self._library.previews.put(asset.sha256, recipe=recipe, size=size, data=glimpse.data)
        if recipe == LARGE_RECIPE:
            self._count(len(glimpse.data))
        return made

    @contextmanager
    def _alone(self, sha256: str, size: int) -> Iterator[None]:
        """Let one thread make a preview while others that want the same wait for it."""
        key = (sha256, size)
        with self._guard:
            self._guard.wait_for(lambda: key not in self._under_way)
            self._under_way.add(key)
        try:
            yield
        finally:
            with self._guard:
                self._under_way.discard(key)
                self._guard.notify_all()

    def _look(self, asset: Asset, look: Look) -> Glimpse:
        with self._guard:
            if self._viewer is None:
                self._viewer = self._make_viewer()
            viewer = self._viewer
        answer = viewer.look(look)
        if isinstance(answer, Rejected):
            raise NoPreview(answer.as_problem(self._name(asset)))
        return answer

    def _name(self, asset: Asset) -> str:
        """What a person knows the file by."""
        with self._library.read() as session:
            found = session.assets.occurrences(asset.id)
        return found[0].source_path if found else f"sha256:{asset.sha256}"

    def _count(self, size: int) -> None:
        with self._guard:
            self._made_bytes += size
            due = self._made_bytes >= min(TIDY_EVERY, self._most_bytes)
            if due:
                self._made_bytes = 0
        if due:
            self.tidy()
