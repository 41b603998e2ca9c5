"""What a person does to a gallery: each is one entry of the history, and they are written in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.galleries import Crop, Gallery
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.schedule import PlannedTime

T = TypeVar("T")


class GalleryActs(QObject):
    """The writes of one place; ``pending`` counts those that are not written yet, so that no older state flashes up."""

    failed = Signal()
    """Something was refused: what is shown may be ahead of what is true."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.gallery: int | None = None
        self.pending = 0

    # ------------------------------------------------------------------ the items

    def move(self, ids: Sequence[int], to: int) -> None:
        """Move photos so that the first of them stands at place ``to`` among the others."""
        self._write(lambda studio, ref: studio.curation.move(ref, _assets(ids), to=to), ids)

    def add(self, ids: Sequence[int], *, at: int | None = None) -> None:
        """Put photos in, at the end or before a place."""

        def told(new: list[AssetId]) -> Toast | None:
            n = len(new)
            text = ngettext("Added {n} photo to the gallery", "Added {n} photos to the gallery", n, n=n)
            return Toast(text, "galleries", undo=True) if n else None

        self._write(lambda studio, ref: studio.curation.add(ref, _assets(ids), at=at), ids, toast=told)

    def remove(self, ids: Sequence[int]) -> None:
        """Take photos out."""
        n = len(ids)
        text = ngettext("Took {n} photo out of the gallery", "Took {n} photos out of the gallery", n, n=n)
        self._write(
            lambda studio, ref: studio.curation.remove(ref, _assets(ids)), ids,
            toast=lambda _gone: Toast(text, "minus", undo=True),
        )  # fmt: skip

    def use_kept(self, kept: Mapping[AssetId, AssetId]) -> None:
        """Put the photos that were kept in the places of the copies merged under them."""
        n = len(kept)
        text = ngettext("Replaced {n} photo by the kept one", "Replaced {n} photos by the kept ones", n, n=n)
        self._write(
            lambda studio, ref: studio.curation.substitute(ref, kept), (),
            toast=lambda _come: Toast(text, "stack", undo=True),
        )  # fmt: skip

    # ------------------------------------------------------------------ one post

    def plan(self, asset: int, planned: PlannedTime | None) -> None:
        """Plan a post, or take its day away."""
        self._write(lambda studio, ref: studio.curation.plan(ref, AssetId(asset), planned), [asset])

    def caption(self, asset: int, text: str) -> None:
        """Write the text of a post."""
        self._write(lambda studio, ref: studio.curation.set_caption(ref, AssetId(asset), text or None), [asset])

    def alt_text(self, asset: int, text: str) -> None:
        """Describe the picture of a post."""
        self._write(lambda studio, ref: studio.curation.set_alt_text(ref, AssetId(asset), text or None), [asset])

    def crop(self, asset: int, crop: Crop | None) -> None:
        """Show a part of the picture, or all of it."""
        self._write(lambda studio, ref: studio.curation.set_crop(ref, AssetId(asset), crop), [asset])

    # ------------------------------------------------------------------ the gallery

    def rename(self, name: str) -> None:
        """Give it another name."""
        self._write(lambda studio, ref: studio.curation.rename(ref, name), ())

    def duplicate(self, name: str) -> None:
        """Make another one like it, and go there."""

        def done(made: Gallery) -> None:
            self._desk.toast(Toast(_("Gallery {name} was made", name=made.name), "copy", undo=True))
            self._desk.go("galleries", {"gallery": int(made.id)})

        self._write(lambda studio, ref: studio.curation.duplicate(ref, name), (), done=done)

    def set_goal(self, goal: int | None, deadline: dt.date | None) -> None:
        """How many photos it needs, and by when."""
        self._write(lambda studio, ref: studio.curation.set_goal(ref, goal, deadline), ())

    def delete(self) -> None:
        """Delete it; its photos stay, and Undo brings it back."""
        self._write(
            lambda studio, ref: studio.curation.delete(ref), (),
            toast=lambda gone: Toast(_("Deleted {name}. Its photos stay.", name=gone.name), "trash", undo=True),
        )  # fmt: skip

    # ------------------------------------------------------------------ inside

    def _write(
        self,
        work: Callable[[Studio, str], T],
        ids: Sequence[int],
        *,
        toast: Callable[[T], Toast | None] | None = None,
        done: Callable[[T], None] | None = None,
    ) -> None:
        if self.gallery is None:
            return
        reference = str(self.gallery)
        if not self._desk.read_only:
            self.pending += 1

        def carry_out(studio: Studio) -> T:
            return work(studio, reference)

        self._desk.act(
            carry_out, kinds=Changed.GALLERIES, ids=tuple(ids), toast=toast,
            done=lambda result: self._finish(result, done), failed=self._refused, owner=self,
        )  # fmt: skip
        if self._desk.read_only:
            self.failed.emit()

    def _finish(self, result: T, done: Callable[[T], None] | None) -> None:
        self.pending -= 1
        if done is not None:
            done(result)

    def _refused(self, error: BaseException) -> None:
        self.pending -= 1
        self._desk.tell(error)
        self.failed.emit()


def _assets(ids: Sequence[int]) -> list[AssetId]:
    return [AssetId(one) for one in ids]
