"""Where an engine looks at pictures: the previews that the import stored."""

from __future__ import annotations

from ugc_studio.library.library import Library


class StoredProxies:
    """Reads the proxy of an asset from the previews; a missing one is None, and the engine must judge without it."""

    def __init__(self, library: Library, *, recipe: str, size: int) -> None:
        self._library = library
        self._recipe = recipe
        self._size = size

    def __call__(self, asset_id: int) -> bytes | None:
        """The JPEG bytes of one asset's proxy."""
        with self._library.read() as session:
            picture = session.relations.pictures([asset_id]).get(asset_id)
        if picture is None or picture.tombstone:
            return None
        place = self._library.previews.get(picture.sha256, recipe=self._recipe, size=self._size)
        try:
            return place.read_bytes() if place is not None else None
        except OSError:
            return None
