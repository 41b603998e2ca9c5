"""What a person may type to mean one asset."""

from __future__ import annotations

import unicodedata

from sqlite_utils import Database

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import _, ngettext

HEXADECIMAL = frozenset("0123456789abcdef")
LARGEST_DIGITS = 18  # larger numbers do not fit into SQLite's integers


class References:
    """Looks assets up by id, by the beginning of their checksum, or by where they came from."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def resolve(self, reference: str) -> AssetId:
        """The one asset that is meant; ``NotFound`` or ``UsageError`` (more than one) say what to do."""
        if reference.isascii() and reference.isdigit():
            return self._by_id(reference)
        if reference.casefold().startswith("sha256:"):
            return self._by_prefix(reference[7:].strip().casefold())
        if len(reference) == 64 and set(reference.casefold()) <= HEXADECIMAL:
            return self._by_prefix(reference.casefold())
        return self._by_path(unicodedata.normalize("NFC", reference))

    def _by_id(self, reference: str) -> AssetId:
        row = None
        if len(reference) <= LARGEST_DIGITS:
            row = self._db.execute("SELECT id FROM assets WHERE id = ?", [int(reference)]).fetchone()
        if row is None:
            raise NotFound(_("There is no photo with the number {id}.", id=reference))
        return AssetId(row[0])

    def _by_prefix(self, prefix: str) -> AssetId:
        if not prefix or not set(prefix) <= HEXADECIMAL:
            raise UsageError(_("After sha256: comes the beginning of a checksum: digits and the letters a to f."))
        rows = self._db.execute(
            "SELECT id FROM assets WHERE sha256 >= ? AND sha256 < ? LIMIT 3", [prefix, prefix + "g"]
        ).fetchall()
        if not rows:
            raise NotFound(_("There is no photo whose checksum begins with {prefix}.", prefix=prefix))
        if len(rows) > 1:
            raise UsageError(
                _("More than one photo has a checksum that begins with {prefix}. Give more of it.", prefix=prefix)
            )
        return AssetId(rows[0][0])

    def _by_path(self, path: str) -> AssetId:
        rows = self._db.execute(
            "SELECT DISTINCT asset_id FROM occurrences WHERE source_path = ? LIMIT 3", [path]
        ).fetchall()
        if not rows and path:
            tail = "/" + path.replace("\\", "/").removeprefix("./").lstrip("/")
            rows = self._db.execute(
                "SELECT DISTINCT asset_id FROM occurrences WHERE substr(source_path, -length(:tail)) = :tail LIMIT 99",
                {"tail": tail},
            ).fetchall()
        if not rows:
            raise NotFound(_("There is no photo from {path} in this library.", path=path))
        if len(rows) > 1:
            raise UsageError(
                ngettext(
                    "{n} photo comes from {path}. Say which one by its number.",
                    "{n} photos come from {path}. Say which one by its number.",
                    len(rows),
                    n=len(rows),
                    path=path,
                )
            )
        return AssetId(rows[0][0])
