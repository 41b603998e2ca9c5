"""Which exporters there are; the names are listed, not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.scheduling import SchedulerFormat
from ugc_studio.exporters.base import Exporter
from ugc_studio.exporters.bundle import Bundle
from ugc_studio.exporters.contact_sheet import ContactSheet
from ugc_studio.exporters.scheduler import SchedulerExport
from ugc_studio.exporters.web.exporter import WebGallery


class Exporters:
    """All exporters by id."""

    def __init__(self, exporters: Mapping[str, Exporter]) -> None:
        self._exporters = dict(exporters)

    @classmethod
    def standard(cls, tools: Iterable[SchedulerFormat]) -> Exporters:
        """What the program ships with: the web page, hand-overs, and the scheduling tools that can be written to."""
        every: list[Exporter] = [WebGallery(), Bundle(), ContactSheet(), *map(SchedulerExport, tools)]
        return cls({exporter.id: exporter for exporter in every})

    def __iter__(self) -> Iterator[Exporter]:
        return iter(self._exporters.values())

    def get(self, name: str) -> Exporter:
        """The exporter of an id; raises :class:`NotFound` that names the known ones."""
        if name not in self._exporters:
            raise NotFound(
                _(
                    "{name} is not something to export to. Choose one of: {known}.",
                    name=name,
                    known=list(self._exporters),
                )
            )
        return self._exporters[name]
