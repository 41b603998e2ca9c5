"""Where faces were found: boxes and scores of one detector a photo, erased with the photo."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.faces import MODEL_SHA256, RECIPE, Face, FacesFound

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


class FaceRepository:
    """The rows of the table ``faces``."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def waiting(self, ids: Sequence[int] | None = None) -> list[AssetId]:
        """The present photos that the detector of today has not looked at, newest first; of these only, if given."""
        rows = self._db.execute(
            """SELECT a.id FROM assets a LEFT JOIN faces f
                 ON f.asset_id = a.id AND f.model_sha256 = :model AND f.recipe = :recipe
               WHERE a.state = 'present' AND a.kind = 'photo' AND f.asset_id IS NULL
                 AND (:ids IS NULL OR a.id IN (SELECT value FROM json_each(:ids)))
               ORDER BY a.id DESC""",
            {"model": MODEL_SHA256, "recipe": RECIPE, "ids": None if ids is None else json.dumps(list(ids))},
        )
        return [AssetId(row[0]) for row in rows]

    def put(self, found: Mapping[int, FacesFound]) -> None:
        """Keep what was found, in place of what an older detector said; an erased photo gets nothing back."""
        self._db.conn.executemany(
            """INSERT OR REPLACE INTO faces (asset_id, found, boxes, model, model_sha256, recipe, looked_at)
               SELECT id, ?, ?, ?, ?, ?, ? FROM assets WHERE id = ? AND state <> 'tombstone'""",
            [
                (len(one), _packed(one.faces), one.model, one.model_sha256, one.recipe, one.looked_at, asset)
                for asset, one in found.items()
            ],
        )

    def of(self, asset_id: int) -> FacesFound | None:
        """What was found in one photo; nothing while no detector has looked at it."""
        return self.of_many([asset_id]).get(AssetId(asset_id))

    def of_many(self, ids: Sequence[int]) -> dict[AssetId, FacesFound]:
        """The same for many photos, in the order given."""
        rows = self._db.execute(
            """SELECT f.asset_id, f.boxes, f.looked_at, f.model, f.model_sha256, f.recipe
               FROM json_each(?) w CROSS JOIN faces f ON f.asset_id = w.value ORDER BY w.key""",
            [json.dumps(list(ids))],
        )
        return {AssetId(asset): FacesFound(_unpacked(boxes), *rest) for asset, boxes, *rest in rows}


def _packed(faces: Sequence[Face]) -> str:
    return json.dumps([[f.left, f.top, f.width, f.height, f.score] for f in faces], separators=(",", ":"))


def _unpacked(boxes: str) -> tuple[Face, ...]:
    return tuple(Face(*numbers) for numbers in json.loads(boxes))
