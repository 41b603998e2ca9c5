"""Add to gallery: all galleries, the last used one first, narrowed while one types; a new one by its name."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.library.picklist import Entry, PickList
from ugc_studio.desktop.pages.library.popup import close_around, settle_around
from ugc_studio.desktop.widgets.basic import Label, column
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.galleries import Gallery
from ugc_studio.domain.messages import _, ngettext

NEW = "new"
LAST_USED = "galleries_used"
"""Where the window remembers which galleries were added to, newest first."""
REMEMBERED = 5


class AddToGallery(QWidget):
    """The content of the popup."""

    def __init__(self, desk: Desk, ids: Sequence[AssetId]) -> None:
        super().__init__()
        self._desk, self._ids = desk, list(ids)
        self._galleries: list[tuple[Gallery, int]] = []
        show, theme = desk.show, desk.theme
        n = len(ids)
        nothing = show(_("No galleries yet. Type a name to make one."))
        self.list = PickList(
            theme, show(_("Galleries")), filter_name=show(_("Find or make a gallery")), nothing=nothing
        )
        self.list.picked.connect(self._picked)
        self.list.typed.connect(lambda _typed: self._fill())
        heading = ngettext("Add {n} photo to", "Add {n} photos to", n, n=n)
        self.setLayout(column(Label(theme, show(heading), "strong"), self.list))
        self.setFocusProxy(self.list)
        desk.ask(_look_up, self._show, owner=self)

    def _show(self, found: list[tuple[Gallery, int]]) -> None:
        used = [str(one) for one in self._desk.preferences.window.get(LAST_USED, ())]
        order = {uuid: number for number, uuid in enumerate(used)}
        self._galleries = sorted(found, key=lambda pair: order.get(pair[0].uuid, len(order)))
        self._fill()

    def _fill(self) -> None:
        typed = self.list.line.text().strip()
        number = self._desk.translate.number
        entries = [
            Entry(gallery.uuid, gallery.name, number(size), icon="galleries") for gallery, size in self._galleries
        ]
        if typed and typed.casefold() not in {gallery.name.casefold() for gallery, _size in self._galleries}:
            words = self._desk.show(_("New gallery “{name}”", name=typed))
            entries.append(Entry(NEW, words, icon="plus", ink="accent_text"))
        self.list.show_entries(entries)
        settle_around(self)

    def _picked(self, value: object) -> None:
        ids, name = self._ids, self.list.line.text().strip()

        def work(studio: Studio) -> tuple[Gallery, int]:
            gallery = studio.curation.create(name) if value == NEW else studio.curation.show(str(value))[0]
            return gallery, len(studio.curation.add(gallery.uuid, ids))

        desk = self._desk
        desk.act(work, kinds=Changed.GALLERIES, toast=_told, done=lambda done: _remember(desk, done[0].uuid))
        close_around(self)


def add_dropped(desk: Desk, gallery: int, ids: Sequence[int]) -> None:
    """Add photos that were dropped on a gallery."""

    def work(studio: Studio) -> tuple[Gallery, int]:
        found = studio.curation.show(str(gallery))[0]
        return found, len(studio.curation.add(found.uuid, [AssetId(one) for one in ids]))

    desk.act(work, kinds=Changed.GALLERIES, toast=_told, done=lambda done: _remember(desk, done[0].uuid))


def _look_up(studio: Studio) -> list[tuple[Gallery, int]]:
    with studio.library.read() as session:
        return [(gallery, len(session.galleries.items(gallery.id))) for gallery in session.galleries.all()]


def _told(done: tuple[Gallery, int]) -> Toast:
    gallery, n = done
    if not n:
        return Toast(_("Already in {gallery}", gallery=gallery.name), "galleries")
    text = ngettext("Added {n} photo to {gallery}", "Added {n} photos to {gallery}", n, n=n, gallery=gallery.name)
    return Toast(text, "galleries", undo=True)


def _remember(desk: Desk, uuid: str) -> None:
    window = desk.preferences.window
    used = [uuid, *(one for one in window.get(LAST_USED, ()) if one != uuid)][:REMEMBERED]
    desk.prefer(dataclasses.replace(desk.preferences, window={**window, LAST_USED: used}), rebuild=False)
