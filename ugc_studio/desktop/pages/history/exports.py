"""What went out: when, through which destination, from which gallery, how many photos."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import Button
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.words import exporter_names


@dataclass(frozen=True, slots=True)
class _Export:
    at: dt.datetime
    exporter: str
    gallery_id: int | None
    gallery: str
    photos: int


def _exports(studio: Studio) -> list[_Export]:
    """Uses of one minute, destination and gallery belong to one export."""
    with studio.library.read() as session:
        names = {int(gallery.id): gallery.name for gallery in session.galleries.all()}
        found = Counter((use.recorded_at[:16], use.exporter, use.gallery_id) for use in session.uses.all())
    made = [
        _Export(dt.datetime.fromisoformat(f"{minute}+00:00"), exporter, gallery, names.get(gallery or 0, ""), photos)
        for (minute, exporter, gallery), photos in found.items()
    ]
    return sorted(made, key=lambda export: export.at, reverse=True)


class ExportsView(QWidget):
    """The list of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.list = RowList(theme, show(_("Exports")))
        self.list.doubleClicked.connect(lambda _index: self._go())
        self._there = Button(theme, show(_("Open gallery")), icon="galleries").on(self._go)
        bar = Bar(theme)
        bar.row.addStretch(1)
        bar.row.addWidget(self._there)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        go = Button(theme, show(_("Go to Export")), "primary").on(lambda: desk.go("export"))
        sentence = show(_("Every photo that leaves the library is listed here, with its gallery."))
        self._stack.addWidget(EmptyState(theme, "export", show(_("Nothing has gone out yet")), sentence, (go,)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)

    def look(self) -> None:
        """Read again."""
        self._desk.ask(_exports, self._show, owner=self, key="exports")

    def _show(self, exports: list[_Export]) -> None:
        show, names = self._desk.show, exporter_names()
        rows = []
        for one in exports:
            photos = ngettext("{n} photo", "{n} photos", one.photos, n=one.photos)
            about: Text = _("{gallery} · {photos}", gallery=one.gallery, photos=photos) if one.gallery else photos
            when = self._desk.translate.show(one.at.astimezone())
            rows.append(Row(show(names.get(one.exporter, one.exporter)), show(about), when, "export", thing=one))
        self.list.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._there.setEnabled(bool(rows))

    def _go(self) -> None:
        row = self.list.current()
        if row is not None and isinstance(row.thing, _Export) and row.thing.gallery_id is not None:
            self._desk.go("galleries", {"gallery": row.thing.gallery_id})
