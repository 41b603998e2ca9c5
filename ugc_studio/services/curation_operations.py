"""What the history stores about galleries, and what carries it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.galleries import Gallery, GalleryId, GalleryItem, UseParts, item_from_json, item_to_json

if TYPE_CHECKING:
    from ugc_studio.library.session import Session


def put(gallery: Gallery, links: Mapping[str, Sequence[int]] | None = None) -> Operation:
    """Write a gallery as it is; ``links`` are the rows of other tables that name it."""
    return {
        "op": "gallery.put",
        "id": gallery.id,
        "uuid": gallery.uuid,
        "name": gallery.name,
        "parts": gallery.parts.to_json(),
        "goal": gallery.goal,
        "deadline": gallery.deadline.isoformat() if gallery.deadline else None,
        "created_at": gallery.created_at,
        "links": {table: list(ids) for table, ids in (links or {}).items()},
    }


def drop(gallery: GalleryId) -> Operation:
    """Delete a gallery."""
    return {"op": "gallery.drop", "id": gallery}


def items(gallery: GalleryId, items: Sequence[GalleryItem]) -> Operation:
    """Write items with all their fields."""
    return {"op": "gallery.items", "gallery": gallery, "items": [item_to_json(item) for item in items]}


def unplace(gallery: GalleryId, assets: Sequence[AssetId]) -> Operation:
    """Take items out."""
    return {"op": "gallery.unplace", "gallery": gallery, "assets": list(assets)}


def order(gallery: GalleryId, assets: Sequence[AssetId]) -> Operation:
    """Put items into an order."""
    return {"op": "gallery.order", "gallery": gallery, "assets": list(assets)}


def redo_put(session: Session, stored: Mapping[str, Any]) -> None:
    """Carry out :func:`put`."""
    parts = UseParts.from_json(stored["parts"])
    session.galleries.put(
        Gallery(
            id=GalleryId(stored["id"]),
            uuid=stored["uuid"],
            name=stored["name"],
            parts=parts,
            goal=stored["goal"],
            deadline=dt.date.fromisoformat(stored["deadline"]) if stored["deadline"] else None,
            created_at=stored["created_at"],
        )
    )
    session.galleries.relink(GalleryId(stored["id"]), stored.get("links", {}))


def redo_drop(session: Session, stored: Mapping[str, Any]) -> None:
    """Carry out :func:`drop`."""
    session.galleries.delete(GalleryId(stored["id"]))


def redo_items(session: Session, stored: Mapping[str, Any]) -> None:
    """Carry out :func:`items`."""
    session.galleries.put_items(GalleryId(stored["gallery"]), map(item_from_json, stored["items"]))


def redo_unplace(session: Session, stored: Mapping[str, Any]) -> None:
    """Carry out :func:`unplace`."""
    session.galleries.drop_items(GalleryId(stored["gallery"]), stored["assets"])


def redo_order(session: Session, stored: Mapping[str, Any]) -> None:
    """Carry out :func:`order`."""
    session.galleries.set_order(GalleryId(stored["gallery"]), stored["assets"])
