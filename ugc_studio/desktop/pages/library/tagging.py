"""Tags of the chosen photos: those that all or some have, and any other to add; adding is what happens by default."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.library.picklist import Entry, PickList
from ugc_studio.desktop.pages.library.popup import settle_around
from ugc_studio.desktop.widgets.basic import Label, column
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.search import Field

NEW = ("new", "")
MOST_OFFERED = 200


class TagPhotos(QWidget):
    """The content of the popup: Enter adds what was typed, a line puts a tag on or takes it off."""

    def __init__(self, desk: Desk, ids: Sequence[AssetId]) -> None:
        super().__init__()
        self._desk, self._ids = desk, list(ids)
        self._on: dict[str, int] = {}
        self._known: list[str] = []
        show, theme = desk.show, desk.theme
        self.list = PickList(theme, show(_("Tags")), filter_name=show(_("Add a tag")), nothing=show(_("No tags yet.")))
        self.list.picked.connect(self._picked)
        self.list.typed.connect(lambda _typed: self._fill())
        n = len(ids)
        heading = ngettext("Tags of {n} photo", "Tags of {n} photos", n, n=n)
        self.setLayout(column(Label(theme, show(heading), "strong"), self.list))
        self.setFocusProxy(self.list)
        self._look()

    def _look(self) -> None:
        ids = self._ids

        def work(studio: Studio) -> tuple[dict[str, int], list[str]]:
            summary = studio.editing.summary_of(ids)
            known = studio.browsing.facet(Field.TAG, limit=MOST_OFFERED)
            return dict(summary.tags), [one.label for one in known]

        self._desk.ask(work, self._show, owner=self, key="tags")

    def _show(self, found: tuple[dict[str, int], list[str]]) -> None:
        self._on, self._known = found
        self._fill()

    def _fill(self) -> None:
        typed = " ".join(self.list.line.text().split()).lstrip("#")
        entries = [self._entry(tag) for tag in self._on]
        entries += [self._entry(tag) for tag in self._known if tag not in self._on]
        if typed and typed.casefold() not in {entry.words.casefold() for entry in entries}:
            words = self._desk.show(_("New tag “{name}”", name=typed))
            entries.insert(0, Entry((NEW[0], typed), words, icon="plus", ink="accent_text"))
        self.list.show_entries(entries)
        settle_around(self)

    def _entry(self, tag: str) -> Entry:
        on, all_of = self._on.get(tag, 0), len(self._ids)
        some = ""
        if 0 < on < all_of:
            some = self._desk.show(_("{n} of {count}", n=on, count=all_of))
        return Entry(("tag", tag), tag, some, chosen=on == all_of)

    def _picked(self, value: object) -> None:
        if not isinstance(value, tuple):
            return
        tag, ids, all_of = str(value[1]), self._ids, len(self._ids)
        remove = self._on.get(tag, 0) == all_of
        if remove:
            self._on.pop(tag)
        else:
            self._on[tag] = all_of
        self.list.line.clear()
        self._fill()

        def work(studio: Studio) -> int:
            return studio.marking.untag(ids, [tag]) if remove else studio.marking.tag(ids, [tag])

        def told(n: int) -> Toast | None:
            text = ngettext("Tagged {n} photo: {tag}", "Tagged {n} photos: {tag}", n, n=n, tag=tag)
            if remove:
                text = ngettext("Took {tag} off {n} photo", "Took {tag} off {n} photos", n, n=n, tag=tag)
            return Toast(text, "tag", undo=True) if n else None

        self._desk.act(work, kinds=Changed.MARKS, ids=tuple(ids), toast=told, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._desk.tell(error)
        self._look()
