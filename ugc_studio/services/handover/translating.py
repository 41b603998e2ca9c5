"""Where translations go: a gallery of their own beside the one that was translated, so that an export takes them.

Texts belong to the posts of a gallery, and a post in another language is another post, for another account and market.
The new gallery keeps photos and crops; where it appears is for a person to say, and rights are checked for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.galleries import Gallery, UseParts
from ugc_studio.domain.handover import Review
from ugc_studio.domain.handover_answers import GivenAnswer
from ugc_studio.services import curation_operations as operations

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

MOST_NAME = 190


@dataclass(frozen=True, slots=True)
class Translated:
    """What was done, and how it is taken back and done again."""

    gallery: int
    name: str
    undo: tuple[Operation, ...]
    redo: tuple[Operation, ...]


def translated(session: Session, review: Review, texts: Sequence[tuple[Asset, GivenAnswer]]) -> Translated:
    """Put translations into the gallery of their language, which is made when it is not there yet."""
    source = session.galleries.resolve(review.gallery or "")
    name = f"{source.name[:MOST_NAME]} ({(review.target or '').upper()})"
    target, new = _target(session, name, source)
    said = {asset.id: given for asset, given in texts}
    present = {item.asset_id: item for item in session.galleries.items(target.id)}
    originals = [item for item in session.galleries.items(source.id) if item.asset_id in said]
    after = []
    for number, item in enumerate(originals):
        given = said[item.asset_id]
        base = present.get(item.asset_id) or replace(
            item, caption=None, alt_text=None, planned=None, position=len(present) + number
        )
        after.append(
            replace(base, caption=given.caption or base.caption, alt_text=given.alt_text or base.alt_text)
        )
    session.galleries.put_items(target.id, after)
    before = [present[item.asset_id] for item in after if item.asset_id in present]
    added = [item.asset_id for item in after if item.asset_id not in present]
    order = [item.asset_id for item in session.galleries.items(target.id)]
    put, place = operations.items(target.id, after), operations.order(target.id, order)
    if new:
        undo: tuple[Operation, ...] = (operations.drop(target.id),)
        return Translated(int(target.id), name, undo, (operations.put(session.galleries.get(target.id)), put, place))
    undo = (operations.unplace(target.id, added), operations.items(target.id, before))
    return Translated(int(target.id), name, undo, (put, place))


def _target(session: Session, name: str, source: Gallery) -> tuple[Gallery, bool]:
    try:
        return session.galleries.resolve(name), False
    except NotFound:
        parts = UseParts(brand=source.parts.brand)
        made = session.galleries.create(name, parts=parts)
        session.galleries.set_brand(made.id, parts.brand)
        return made, True
