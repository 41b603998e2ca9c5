"""Marking the chosen photos: painted at once, written in order, taken back with Undo."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.domain.assets import Asset, AssetId, Flag
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.assets import AssetRow

ASK_ABOVE = 200
"""So many photos go to the trash without a question."""
FIRST_PICK = "first_pick"
SAID: dict[Flag, Text] = {
    Flag.PICKED: _("Picked"),
    Flag.REJECTED: _("Rejected"),
    Flag.UNREVIEWED: _("Mark removed"),
}
"""What a screen reader says after a single photo was marked."""

Target = Callable[[], Sequence[int]]
Place = dict[str, Any]
Work = Callable[[Studio, Place], int]


class Marks(QObject):
    """Commands on the photos that ``target`` names at that moment."""

    def __init__(self, desk: Desk, photos: AssetListModel, target: Target, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent.window
        self._desk = desk
        self._photos = photos
        self._target = target

    def bind(self, page: str) -> None:
        """Answer the commands of the registry while this page is shown."""
        bind = self._desk.actions.bind
        bind("photos.pick", lambda: self.flag(Flag.PICKED), owner=self, page=page)
        bind("photos.reject", lambda: self.flag(Flag.REJECTED), owner=self, page=page)
        bind("photos.unflag", lambda: self.flag(Flag.UNREVIEWED), owner=self, page=page)
        for stars in range(6):
            bind(f"photos.rate_{stars}", partial(self.rate, stars), owner=self, page=page)
        bind("photos.rate_less", lambda: self._step(-1), owner=self, page=page)
        bind("photos.rate_more", lambda: self._step(1), owner=self, page=page)
        bind("photos.pick_of_group", self.pick_of_group, owner=self, page=page)
        bind("photos.trash", self.trash, owner=self, page=page)
        bind("photos.put_back", self.put_back, owner=self, page=page)

    # ------------------------------------------------------------------ flags and stars

    def flag(self, flag: Flag) -> None:
        """Pick, reject or set back the chosen photos."""
        ids = self._ids()
        if not ids:
            return
        self._paint(ids, lambda asset: dataclasses.replace(asset, flag=flag))
        toast = self._flagged(flag, len(ids))
        if toast is None:
            self._desk.say(SAID[flag])
        self._write(ids, lambda studio, place: studio.marking.flag(ids, flag, place=place), toast=toast)

    def _flagged(self, flag: Flag, n: int) -> Toast | None:
        if n == 1:
            return self._first_pick() if flag is Flag.PICKED else None
        if flag is Flag.PICKED:
            return Toast(ngettext("Picked {n} photo", "Picked {n} photos", n, n=n), "flag", undo=True)
        if flag is Flag.REJECTED:
            return Toast(ngettext("Rejected {n} photo", "Rejected {n} photos", n, n=n), "x", undo=True)
        text = ngettext("Took the mark off {n} photo", "Took the marks off {n} photos", n, n=n)
        return Toast(text, "minus", undo=True)

    def _first_pick(self) -> Toast | None:
        """The very first pick explains itself, once."""
        preferences = self._desk.preferences
        if FIRST_PICK in preferences.hints_seen:
            return None
        seen = (*preferences.hints_seen, FIRST_PICK)
        self._desk.prefer(dataclasses.replace(preferences, hints_seen=seen), rebuild=False)
        caps = self._desk.actions.caps
        text = _(
            "Picked. Press {reject} to reject, {undo} to undo.",
            reject="+".join(caps("photos.reject")),
            undo="+".join(caps("app.undo")),
        )
        return Toast(text, "flag", undo=True)

    def rate(self, stars: int) -> None:
        """Give the chosen photos so many stars."""
        ids = self._ids()
        if not ids:
            return
        self._paint(ids, lambda asset: dataclasses.replace(asset, rating=stars))
        n = len(ids)
        if n == 1:
            self._desk.say(ngettext("{n} star", "{n} stars", stars, n=stars) if stars else _("No stars"))
        text = ngettext("Rated {n} photo: {stars}", "Rated {n} photos: {stars}", n, n=n, stars=stars)
        self._write(
            ids,
            lambda studio, place: studio.marking.rate(ids, stars, place=place),
            toast=Toast(text, "star", undo=True) if n > 1 else None,
        )

    def _step(self, step: int) -> None:
        """One star more or less, counted from the first chosen photo, so that all of them end alike."""
        ids = self._ids()
        first = self._photos.row_of(ids[0]) if ids else None
        if first is not None:
            self.rate(max(0, min(5, first.asset.rating + step)))

    def pick_of_group(self) -> None:
        """Pick the chosen photo and reject what else is in its group of duplicates."""
        ids = self._ids()
        if not ids:
            return
        place = self._desk.here()

        def told(others: int) -> Toast:
            if not others:
                return Toast(_("Picked. There is nothing else in its group."), "flag", undo=True)
            text = ngettext("Picked, {n} other rejected", "Picked, {n} others rejected", others, n=others)
            return Toast(text, "flag", undo=True)

        self._paint(ids, lambda asset: dataclasses.replace(asset, flag=Flag.PICKED))
        self._desk.act(
            lambda studio: studio.marking.pick_of_groups(ids, place=place), kinds=Changed.MARKS, toast=told
        )

    # ------------------------------------------------------------------ the trash

    def trash(self) -> None:
        """Put the chosen photos into the trash; very many of them only after a question that says how many."""
        ids = self._ids()
        if not ids:
            return
        if len(ids) <= ASK_ABOVE:
            self._trash(ids)
            return
        from ugc_studio.desktop.dialogs.asking import ask

        n = len(ids)
        ask(
            self._desk,
            self._window(),
            ngettext("Move {n} photo to the trash?", "Move {n} photos to the trash?", n, n=n),
            _("Nothing is deleted until you empty the trash."),
            yes=ngettext("Move {n} photo", "Move {n} photos", n, n=n),
            done=lambda: self._trash(ids),
        )

    def _trash(self, ids: Sequence[AssetId]) -> None:
        def told(n: int) -> Toast:  # copies under a photo go with it
            text = ngettext("Moved {n} photo to the trash", "Moved {n} photos to the trash", n, n=n)
            return Toast(text, "trash", undo=True)

        self._move(lambda studio, place: studio.marking.trash(ids, place=place), told)

    def put_back(self) -> None:
        """Take the chosen photos out of the trash."""
        ids = self._ids()
        if ids:
            self._move(lambda studio, place: studio.marking.put_back(ids, place=place), _back)

    def _move(self, work: Work, told: Callable[[int], Toast]) -> None:
        place = self._desk.here()
        self._desk.act(
            lambda studio: work(studio, place), kinds=Changed.MEMBERS, toast=lambda n: told(n) if n else None
        )

    # ------------------------------------------------------------------ inside

    def _ids(self) -> list[AssetId]:
        return cast("list[AssetId]", list(self._target()))

    def _paint(self, ids: Sequence[AssetId], change: Callable[[Asset], Asset]) -> None:
        if not self._desk.read_only:
            self._photos.replace(self._rows(ids, change))

    def _rows(self, ids: Sequence[AssetId], change: Callable[[Asset], Asset]) -> Iterator[AssetRow]:
        for asset_id in ids:
            row = self._photos.row_of(asset_id)
            if row is not None:
                yield dataclasses.replace(row, asset=change(row.asset))

    def _write(self, ids: Sequence[AssetId], work: Work, *, toast: Toast | None) -> None:
        place = self._desk.here()
        self._desk.act(
            lambda studio: work(studio, place),
            kinds=Changed.MARKS,
            ids=tuple(ids),
            toast=lambda n: toast if n else None,
            failed=lambda error: self._failed(ids, error),
        )

    def _failed(self, ids: Sequence[AssetId], error: BaseException) -> None:
        """What was painted too early is read again."""
        self._photos.refresh(ids)
        self._desk.tell(error)


def _back(n: int) -> Toast:
    text = ngettext("Put back {n} photo from the trash", "Put back {n} photos from the trash", n, n=n)
    return Toast(text, "undo", undo=True)
