"""Tables of posts: CSV, TSV, XLSX and JSON manifests with pictures beside them."""

from ugc_studio.importers.table.importer import TableImporter

__all__ = ["TableImporter"]
