"""The pictures on a paper: small, of our own making, and none where nobody may look."""

from __future__ import annotations

from ugc_studio.domain.assets import Asset, AssetState
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.framing import Box
from ugc_studio.domain.messages import Text, _
from ugc_studio.exporters.paper.document import Picture
from ugc_studio.library.library import Library
from ugc_studio.services.papers.wording import Wording
from ugc_studio.services.previews import PreviewService

VEIL_SIDE = 14
"""The long side in pixels of what is shown of a sensitive photo: colours, and nothing that could be recognised."""


class PaperPictures:
    """Fetches pictures; sensitive ones are veiled unless a legal reviewer makes the paper."""

    def __init__(self, library: Library, previews: PreviewService, *, unveiled: bool) -> None:
        self._library = library
        self._previews = previews
        self._unveiled = unveiled
        with library.read() as session:
            self._veiled = session.summary.veiled()

    def picture(self, asset: Asset, wording: Wording, *, height: float = 150.0, caption: str = "") -> Picture:
        """One picture with its line; the line says why where there is none."""
        said: Text | None = None
        data: bytes | None = None
        try:
            if asset.state is AssetState.TOMBSTONE:
                said = _("Erased: only hashes are kept.")
            elif str(asset.sha256) in self._veiled and not self._unveiled:
                box = Box(0, 0, asset.width, asset.height)
                data = self._previews.region(int(asset.id), box, VEIL_SIDE / max(asset.width, asset.height))
                said = _("Veiled: marked as sensitive.")
            else:
                data = self._previews.proxy(int(asset.id)).read_bytes()
        except StudioError as error:  # no preview, or no process that could make one: the paper is made all the same
            said = error.text
        except OSError:
            said = _("The picture cannot be shown just now.")
        lines = wording.lines(*(text for text in (caption, said) if text))
        return Picture(data, lines, height)
