"""Photos on their way from one place of the window to another: what a drag carries, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

ASSETS_MIME = "application/x-ugc-assets"
"""A JSON list of the photos' ids."""


def carried(ids: Sequence[int]) -> QMimeData:
    """Photos as they are dragged."""
    mime = QMimeData()
    mime.setData(ASSETS_MIME, json.dumps(list(ids)).encode())
    return mime


def has_photos(mime: QMimeData) -> bool:
    """Whether a drag is one of photos."""
    return mime.hasFormat(ASSETS_MIME)


def ids_in(mime: QMimeData) -> list[int]:
    """The photos of a drag; nothing when it is none, or malformed."""
    try:
        ids = json.loads(bytes(mime.data(ASSETS_MIME).data()) or b"[]")
    except ValueError:
        return []
    return ids if isinstance(ids, list) and all(isinstance(one, int) for one in ids) else []
