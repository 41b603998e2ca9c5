"""Which scheduling tools can be written to; the names are listed, not found."""

from __future__ import annotations

from ugc_studio.channels.schedulers.buffer import Buffer
from ugc_studio.channels.schedulers.dialect import Dialects
from ugc_studio.channels.schedulers.hootsuite import Hootsuite
from ugc_studio.domain.scheduling import SchedulerFormat

FORMATS = (Hootsuite, Buffer)


def scheduler_formats(dialects: Dialects) -> dict[str, SchedulerFormat]:
    """The formats that can be written, by id."""
    return {kind.id: kind(dialects.get(kind.id)) for kind in FORMATS}
