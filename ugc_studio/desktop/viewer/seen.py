"""What a view has to know of a photo to show it."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.library.assets import AssetRow


@dataclass(frozen=True, slots=True)
class Seen:
    """What a view has to know of a photo."""

    asset_id: int
    name: str
    width: int
    height: int
    sensitive: bool
    colour: int

    @classmethod
    def of(cls, row: AssetRow) -> Seen:
        """The same of a row of a list."""
        asset = row.asset
        return cls(asset.id, row.name, asset.width, asset.height, row.sensitive, asset.colour)
