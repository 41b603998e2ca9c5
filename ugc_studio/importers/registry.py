"""Every importer by name, and the choice of the one that fits a source best."""

from __future__ import annotations

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.importers.base import Importer, Probe, SourceView
from ugc_studio.importers.folder import FolderImporter
from ugc_studio.importers.table import TableImporter

IMPORTERS: tuple[Importer, ...] = (FolderImporter(), TableImporter())


def importer_named(importer_id: str) -> Importer:
    """The importer with that id; raises :class:`UsageError` naming those that exist."""
    for importer in IMPORTERS:
        if importer.id == importer_id:
            return importer
    raise UsageError(
        _(
            "{importer} is not an importer. Choose one of: {known}.",
            importer=importer_id,
            known=[importer.id for importer in IMPORTERS],
        )
    )


def choose(source: SourceView, importer_id: str | None = None) -> tuple[Importer, Probe]:
    """The named importer, else the one that is surest of the source; on a tie the first in the list."""
    if importer_id is not None:
        return importer_named(importer_id), Probe(100, _("chosen by you"))
    probes = [(importer, importer.probe(source)) for importer in IMPORTERS]
    return max(probes, key=lambda pair: pair[1].score)
