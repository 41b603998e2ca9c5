"""Makes what happens to pictures out there: a smaller copy, saved again under another name."""

from __future__ import annotations

from pathlib import Path

from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.framing import Box
from ugc_studio.domain.media import Rejected
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.library.originals import whole_file


def smaller_copy(source: Path, target: Path, *, width: int, height: int) -> None:
    """Save a JPEG of ``width`` × ``height`` pixels again at two thirds of its size and a low quality."""
    from ugc_studio.media.darkroom import Darkroom
    from ugc_studio.media.renditions import RenditionJob, Size

    size = Size(max(1, width * 2 // 3), max(1, height * 2 // 3), "jpeg", 60)
    job = RenditionJob(source, Box(0, 0, width, height), width, height, (size,), RightsStatement())
    with Darkroom(1) as darkroom:
        (outcome,) = darkroom.render([job])
    if isinstance(outcome, Rejected):
        raise StudioError(outcome.text)
    with whole_file(target) as stream:
        stream.write(outcome[0].data)
