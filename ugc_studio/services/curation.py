"""Galleries as people make them: every change is one entry of the history and can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import Crop, Gallery, GalleryId, GalleryItem, UseParts
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import ClockProblem, PlannedTime
from ugc_studio.services import curation_operations as operations

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.history import HistoryService
    from ugc_studio.services.uses import UseResolver

MAX_CAPTION = 65_000
"""Above every network's limit; a text longer than that is a mistake, and each channel checks its own."""
MAX_ALT = 5_000
MAX_GOAL = 100_000


class CurationService:
    """Makes and changes galleries."""

    def __init__(self, library: Library, *, history: HistoryService, uses: UseResolver) -> None:
        self._library = library
        self._history = history
        self._uses = uses
        history.handle("gallery.put", operations.redo_put)
        history.handle("gallery.drop", operations.redo_drop)
        history.handle("gallery.items", operations.redo_items)
        history.handle("gallery.unplace", operations.redo_unplace)
        history.handle("gallery.order", operations.redo_order)

    # -- reading

    def galleries(self) -> list[Gallery]:
        """Every gallery, by name."""
        with self._library.read() as session:
            return session.galleries.all()

    def show(self, reference: str) -> tuple[Gallery, list[GalleryItem]]:
        """A gallery (by name, id or UUID) and its items in order."""
        with self._library.read() as session:
            gallery = session.galleries.resolve(reference)
            return gallery, session.galleries.items(gallery.id)

    # -- the gallery itself

    def create(self, name: str, parts: UseParts | None = None) -> Gallery:
        """Make an empty gallery for a use, as far as it is known already."""

        def work(session: Session) -> Gallery:
            stored = self._uses.stored(session, parts or UseParts())
            made = session.galleries.create(_storable(name), parts=stored)
            session.galleries.set_brand(made.id, stored.brand)
            text = _("Gallery {name} was made", name=made.name)
            self._record(session, text, made.id, undo=[operations.drop(made.id)], redo=[operations.put(made)])
            return made

        return self._library.write(work)

    def rename(self, reference: str, name: str) -> Gallery:
        """Give a gallery another name."""
        return self._change(
            reference,
            lambda session, gallery: session.galleries.rename(gallery.id, _storable(name)),
            _("Gallery renamed"),
        )

    def set_use(self, reference: str, parts: UseParts) -> Gallery:
        """Change parts of the use a gallery is meant for; parts that are not said stay."""

        def work(session: Session, gallery: Gallery) -> None:
            stored = self._uses.stored(session, parts.over(gallery.parts))
            session.galleries.put(gallery.with_parts(stored))

        return self._change(reference, work, _("Use of the gallery changed"))

    def replace_use(self, reference: str, parts: UseParts) -> Gallery:
        """Say anew what a gallery is meant for: parts that are not said are open again."""

        def work(session: Session, gallery: Gallery) -> None:
            session.galleries.put(gallery.with_parts(self._uses.stored(session, parts)))

        return self._change(reference, work, _("Use of the gallery changed"))

    def set_goal(self, reference: str, goal: int | None, deadline: dt.date | None) -> Gallery:
        """Make a campaign of a gallery: how many photos it needs and by when; ``None`` takes that back."""
        if goal is not None and not 0 < goal <= MAX_GOAL:
            raise UsageError(_("A goal is a number of photos from 1 to {max}.", max=MAX_GOAL))
        return self._change(
            reference,
            lambda session, gallery: session.galleries.put(replace(gallery, goal=goal, deadline=deadline)),
            _("Goal of the gallery changed"),
        )

    def duplicate(self, reference: str, name: str) -> Gallery:
        """Make a gallery with the same photos, words and crops, for the same use; nothing in it is planned yet."""

        def work(session: Session) -> Gallery:
            source = session.galleries.resolve(reference)
            items = [replace(item, planned=None) for item in session.galleries.items(source.id)]
            made = session.galleries.create(_storable(name), parts=source.parts)
            session.galleries.put(replace(made, goal=source.goal))
            session.galleries.put_items(made.id, items)
            made = session.galleries.get(made.id)
            text = _("Gallery {name} was made from {source}", name=made.name, source=source.name)
            redo = [operations.put(made), operations.items(made.id, items)]
            self._record(session, text, made.id, undo=[operations.drop(made.id)], redo=redo)
            return made

        return self._library.write(work)

    def delete(self, reference: str) -> Gallery:
        """Delete a gallery; its photos stay."""

        def work(session: Session) -> Gallery:
            gallery = session.galleries.resolve(reference)
            items = session.galleries.items(gallery.id)
            links = session.galleries.links(gallery.id)
            session.galleries.delete(gallery.id)
            text = _("Gallery {name} was deleted", name=gallery.name)
            undo = [operations.put(gallery, links), operations.items(gallery.id, items)]
            self._record(session, text, gallery.id, undo=undo, redo=[operations.drop(gallery.id)])
            return gallery

        return self._library.write(work)

    # -- its items

    def add(self, reference: str, asset_ids: Sequence[AssetId], *, at: int | None = None) -> list[AssetId]:
        """Add photos at a place (0 is the first; the end by default); returns those that were not in it yet."""

        def work(session: Session) -> list[AssetId]:
            gallery = session.galleries.resolve(reference)
            before = [item.asset_id for item in session.galleries.items(gallery.id)]
            new = [asset for asset in dict.fromkeys(asset_ids) if asset not in set(before)]
            _refuse_absent(session, new)
            if not new:
                return []
            place = len(before) if at is None else max(0, min(at, len(before)))
            order = [*before[:place], *new, *before[place:]]
            added = [GalleryItem(asset, len(before) + number) for number, asset in enumerate(new)]
            session.galleries.put_items(gallery.id, added)
            session.galleries.set_order(gallery.id, order)
            count = len(new)
            text = ngettext(
                "{n} photo added to {gallery}", "{n} photos added to {gallery}", count, n=count, gallery=gallery.name
            )
            redo = [operations.items(gallery.id, added), operations.order(gallery.id, order)]
            self._record(session, text, gallery.id, undo=[operations.unplace(gallery.id, new)], redo=redo)
            return new

        return self._library.write(work)

    def remove(self, reference: str, asset_ids: Sequence[AssetId]) -> list[AssetId]:
        """Take photos out; returns those that were in it."""

        def work(session: Session) -> list[AssetId]:
            gallery = session.galleries.resolve(reference)
            items = session.galleries.items(gallery.id)
            gone = [item for item in items if item.asset_id in set(asset_ids)]
            ids = [item.asset_id for item in gone]
            if gone:
                session.galleries.drop_items(gallery.id, ids)
                order = [item.asset_id for item in items]
                undo = [operations.items(gallery.id, gone), operations.order(gallery.id, order)]
                text = ngettext(
                    "{n} photo taken out of {gallery}",
                    "{n} photos taken out of {gallery}",
                    len(gone),
                    n=len(gone),
                    gallery=gallery.name,
                )
                self._record(session, text, gallery.id, undo=undo, redo=[operations.unplace(gallery.id, ids)])
            return ids

        return self._library.write(work)

    def move(self, reference: str, asset_ids: Sequence[AssetId], *, to: int) -> list[AssetId]:
        """Move photos, in the order given, so that the first of them stands at place ``to``; returns the new order."""

        def work(session: Session) -> list[AssetId]:
            gallery = session.galleries.resolve(reference)
            before = [item.asset_id for item in session.galleries.items(gallery.id)]
            moved = list(dict.fromkeys(asset_ids))
            for asset in moved:
                session.galleries.item(gallery.id, asset)  # raises for a photo that is not in it
            rest = [asset for asset in before if asset not in set(moved)]
            place = max(0, min(to, len(rest)))
            return self._order(session, gallery, before, [*rest[:place], *moved, *rest[place:]])

        return self._library.write(work)

    def reorder(self, reference: str, asset_ids: Sequence[AssetId]) -> list[AssetId]:
        """Put the photos into this order; those that are not named keep theirs behind the others."""

        def work(session: Session) -> list[AssetId]:
            gallery = session.galleries.resolve(reference)
            before = [item.asset_id for item in session.galleries.items(gallery.id)]
            named = dict.fromkeys(asset for asset in asset_ids if asset in set(before))
            return self._order(session, gallery, before, [*named, *(one for one in before if one not in named)])

        return self._library.write(work)

    def _order(
        self, session: Session, gallery: Gallery, before: list[AssetId], after: list[AssetId]
    ) -> list[AssetId]:
        if after != before:
            session.galleries.set_order(gallery.id, after)
            text = _("Order of {gallery} changed", gallery=gallery.name)
            undo, redo = [operations.order(gallery.id, before)], [operations.order(gallery.id, after)]
            self._record(session, text, gallery.id, undo=undo, redo=redo)
        return after

    def substitute(self, reference: str, kept: Mapping[AssetId, AssetId]) -> list[AssetId]:
        """Put other photos in the places of some, with their words and plans: the kept one for a hidden copy.

        A crop does not come along, because the other picture may be mirrored or turned. Returns what came in.
        """

        def work(session: Session) -> list[AssetId]:
            gallery = session.galleries.resolve(reference)
            before = session.galleries.items(gallery.id)
            wanted = {old: new for old, new in kept.items() if any(item.asset_id == old for item in before)}
            _refuse_absent(session, list(wanted.values()))
            after: dict[AssetId, GalleryItem] = {}
            for item in before:
                asset = wanted.get(item.asset_id, item.asset_id)
                if asset not in after and (asset == item.asset_id or all(i.asset_id != asset for i in before)):
                    changed = asset != item.asset_id
                    after[asset] = replace(item, asset_id=asset, crop=None if changed else item.crop)
            if list(after.values()) == before:
                return []
            self._swap(session, gallery, before, list(after.values()))
            return [asset for asset in after if all(item.asset_id != asset for item in before)]

        return self._library.write(work)

    def _swap(
        self, session: Session, gallery: Gallery, before: Sequence[GalleryItem], after: Sequence[GalleryItem]
    ) -> None:
        """Write other items in the places of what was there, as one entry of the history."""
        old, new = [item.asset_id for item in before], [item.asset_id for item in after]
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        session.galleries.drop_items(gallery.id, gone)
        session.galleries.put_items(gallery.id, after)
        session.galleries.set_order(gallery.id, new)
        n = len(gone)
        text = ngettext("{n} photo replaced in {gallery}", "{n} photos replaced in {gallery}", n,
                        n=n, gallery=gallery.name)  # fmt: skip
        self._record(
            session, text, gallery.id,
            undo=[operations.unplace(gallery.id, come), operations.items(gallery.id, before),
                  operations.order(gallery.id, old)],
            redo=[operations.unplace(gallery.id, gone), operations.items(gallery.id, after),
                  operations.order(gallery.id, new)],
        )  # fmt: skip

    def set_caption(self, reference: str, asset_id: AssetId, caption: str | None) -> GalleryItem:
        """Write, change or (``None``) remove the text that goes with a photo."""
        text = _checked(caption, MAX_CAPTION)
        return self._edit(reference, asset_id, _("Caption changed"), lambda item: replace(item, caption=text))

    def set_alt_text(self, reference: str, asset_id: AssetId, alt_text: str | None) -> GalleryItem:
        """Write, change or remove the description for people who do not see the photo."""
        text = _checked(alt_text, MAX_ALT)
        return self._edit(reference, asset_id, _("Description changed"), lambda item: replace(item, alt_text=text))

    def set_crop(self, reference: str, asset_id: AssetId, crop: Crop | None) -> GalleryItem:
        """Show a part of the photo, or (``None``) all of it. A crop is an alteration, and the gate is asked for it."""
        kept = None if crop is None or crop.is_whole else crop
        return self._edit(reference, asset_id, _("Crop changed"), lambda item: replace(item, crop=kept))

    def plan(self, reference: str, asset_id: AssetId, planned: PlannedTime | None) -> GalleryItem:
        """Plan the post of a photo, or (``None``) unplan it; an hour that does not exist is refused."""
        if planned is not None and planned.problem is ClockProblem.GAP:
            raise UsageError(_("That hour does not exist: the clocks are put forward. Choose another time."))
        return self._edit(reference, asset_id, _("Planned time changed"), lambda item: replace(item, planned=planned))

    # -- how changes are made and recorded

    def _change(self, reference: str, change: Callable[[Session, Gallery], None], text: Text) -> Gallery:
        def work(session: Session) -> Gallery:
            before = session.galleries.resolve(reference)
            change(session, before)
            after = session.galleries.get(before.id)
            if after != before:
                self._record(session, text, before.id, undo=[operations.put(before)], redo=[operations.put(after)])
            return after

        return self._library.write(work)

    def _edit(
        self, reference: str, asset_id: AssetId, text: Text, change: Callable[[GalleryItem], GalleryItem]
    ) -> GalleryItem:
        def work(session: Session) -> GalleryItem:
            gallery = session.galleries.resolve(reference)
            before = session.galleries.item(gallery.id, asset_id)
            after = change(before)
            if after != before:
                session.galleries.put_items(gallery.id, [after])
                undo, redo = [operations.items(gallery.id, [before])], [operations.items(gallery.id, [after])]
                self._record(session, text, gallery.id, undo=undo, redo=redo)
            return after

        return self._library.write(work)

    def _record(
        self, session: Session, text: Text, gallery: GalleryId, *, undo: list[Operation], redo: list[Operation]
    ) -> None:
        self._history.record(session, text, undo, redo, {"page": "galleries", "gallery": gallery})


def _checked(text: str | None, limit: int) -> str | None:
    if text is None:
        return None
    if len(text) > limit:
        raise UsageError(_("The text has {used} characters, and {max} are allowed.", used=len(text), max=limit))
    return _storable(text) or None


def _storable(text: str) -> str:
    """Without what no database and no page can hold: NUL, and bytes of a command line that are not UTF-8."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").strip()


def _refuse_absent(session: Session, asset_ids: Sequence[AssetId]) -> None:
    for asset in session.assets.get_many(asset_ids):
        if asset.state is not AssetState.PRESENT:
            raise UsageError(_("The photo {id} is in the trash or erased.", id=str(asset.id)))
