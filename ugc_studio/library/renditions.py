"""The files that left the library: hashes and fingerprints, so that each can be told again, whatever its name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.fingerprints import QUALITY_FLOOR, RECIPE, Fingerprint

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class RenditionRow:
    """One exported file; ``destination`` is the account's UUID, or the channel where there is no account."""

    use_uuid: str
    asset_sha256: str
    sha256: str
    path: str
    exporter: str
    destination: str
    pixels_sha256: str | None = None
    fingerprint: Fingerprint | None = None


class RenditionRepository:
    """What ``check`` and "already handed over" look at."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add_many(self, rows: Iterable[RenditionRow]) -> None:
        """Remember exported files."""
        now = self._session.now()
        for row in rows:
            print_ = row.fingerprint
            self._db.execute(
                """INSERT INTO renditions (use_uuid, asset_sha256, sha256, path, exporter, destination, pixels_sha256,
                     hashes, quality, recipe, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    row.use_uuid,
                    row.asset_sha256,
                    row.sha256,
                    row.path,
                    row.exporter,
                    row.destination,
                    row.pixels_sha256,
                    print_.hashes if print_ else None,
                    print_.quality if print_ else None,
                    print_.made_by if print_ else None,
                    now,
                ],
            )

    def asset_by_bytes(self, sha256: str) -> Asset | None:
        """The asset whose exported file has exactly these bytes."""
        return self._asset("SELECT asset_sha256 FROM renditions WHERE sha256 = ? ORDER BY id DESC LIMIT 1", sha256)

    def asset_by_pixels(self, pixels_sha256: str) -> tuple[Asset, bool] | None:
        """The asset that holds these pixels, itself or in an exported file; True when it was an exported file."""
        own = self._asset("SELECT sha256 FROM assets WHERE pixels_sha256 = ? ORDER BY id LIMIT 1", pixels_sha256)
        if own is not None:
            return own, False
        exported = self._asset(
            "SELECT asset_sha256 FROM renditions WHERE pixels_sha256 = ? ORDER BY id DESC LIMIT 1", pixels_sha256
        )
        return (exported, True) if exported is not None else None

    def fingerprints(self) -> tuple[list[int], bytes]:
        """Asset ids and 256 bytes each: what exported files look like; equal looks of one asset come once."""
        rows = self._db.execute(
            """SELECT DISTINCT a.id, r.hashes FROM renditions r JOIN assets a ON a.sha256 = r.asset_sha256
               WHERE r.hashes IS NOT NULL AND r.recipe = ? AND r.quality >= ?""",
            [RECIPE, QUALITY_FLOOR],
        ).fetchall()
        return [row[0] for row in rows], b"".join(row[1] for row in rows)

    def handed_over(self, asset_hashes: Sequence[str], *, exporter: str, destination: str) -> dict[str, str]:
        """Which of these assets went to that destination before, with the day of the last time."""
        rows = self._db.execute(
            """SELECT asset_sha256, MAX(made_at) FROM renditions
               WHERE destination = ? AND exporter = ? AND asset_sha256 IN (SELECT value FROM json_each(?))
               GROUP BY asset_sha256""",
            [destination, exporter, json.dumps(list(asset_hashes))],
        )
        return {row[0]: row[1][:10] for row in rows}

    def _asset(self, sql: str, value: str) -> Asset | None:
        row = self._db.execute(sql, [value]).fetchone()
        return self._session.assets.by_sha256(row[0]) if row else None
