"""Facts about the file and the picture, where it is used and published, and what looks like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.describing import length_of
from ugc_studio.desktop.pages.library.details.blocks import Block, bullet, cut
from ugc_studio.desktop.pages.library.details.reading import Alike, Sheet, moment_of
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.table import FactTable
from ugc_studio.desktop.viewer.thumb import Thumb
from ugc_studio.desktop.widgets.basic import Button, clear, panel, plain_tip, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.publications import Publication
from ugc_studio.services.words import exporter_names, network_name

MEGABYTE = 1_000_000
LINK_WIDTH = 220
CAMERA_FACTS = (
    ("camera", _("Camera")),
    ("lens", _("Lens")),
    ("copyright", _("Copyright")),
    ("creator", _("Named author")),
)


class FileFacts(SheetSection):
    """What the file is and what was measured."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Picture and file")), folded=True)
        self._desk = desk
        self._block = Block()
        self.add(self._block)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the facts of another photo."""
        show, table = self._desk.show, FactTable(self._desk.theme)
        for label, value in self._facts(sheet):
            table.add(show(label), show(value) if isinstance(value, Text) else value)
        findings = [bullet(self._desk.theme, "info", "info", show(one.text)) for one in sheet.detail.quality]
        self._block.fill([*findings, panel(table)])

    def _facts(self, sheet: Sheet) -> Iterator[tuple[Text, Text | str]]:
        asset, embedded = sheet.row.asset, sheet.detail.embedded
        yield _("File"), sheet.row.source_path or sheet.row.name
        yield _("Size"), _("{width} × {height} pixels", width=str(asset.width), height=str(asset.height))
        yield _("Format"), _size(asset.format.upper(), asset.bytes)
        if asset.duration_ms:
            yield _("Length"), length_of(asset.duration_ms)
        if asset.taken_at:
            yield _("Taken"), _("{when}", when=_taken(asset.taken_at))
        if sheet.imported_at:
            yield _("Imported"), _("{when}", when=moment_of(sheet.imported_at))
        if sheet.imported_from:
            yield _("Received from"), sheet.imported_from
        if sheet.row.likes is not None:
            yield _("Likes"), _("{n}", n=sheet.row.likes)
        for name, label in CAMERA_FACTS:
            if embedded.get(name):
                yield label, str(embedded[name])
        yield _("SHA-256"), str(asset.sha256)


class Places(SheetSection):
    """The galleries it is in, and every place where it was published."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Used in")))
        self._desk = desk
        self._block = Block(gap=6)
        self.add(self._block)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show where another photo is."""
        theme, show = self._desk.theme, self._desk.show
        parts: list[QWidget] = []
        for number, name in sheet.detail.galleries:
            link = Button(
                theme,
                cut(theme, name, LINK_WIDTH),
                "link",
                icon="galleries",
                name=show(_("Open {gallery}", gallery=name)),
            )
            link.setToolTip(plain_tip(name))
            parts.append(link.on(partial(self._desk.go, "galleries", {"gallery": int(number)})))
        parts += [self._publication(one) for one in reversed(sheet.opened.file.publications)]
        if not parts:
            parts.append(bullet(theme, "galleries", "text3", show(_("In no gallery, and published nowhere."))))
        self._block.fill(parts)

    def _publication(self, one: Publication) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        where = one.account or network_name(one.planned.channel) or exporter_names().get(one.recorded.exporter, "")
        day = moment_of(one.recorded.recorded_at).date()
        if one.gone:
            return bullet(theme, "check", "text2", show(_("{where}: taken down", where=where)))
        if one.due is not None:
            words = _("{where}: has to come down by {day}", where=where, day=one.due)
            return bullet(theme, "warning", "danger", show(words))
        return bullet(theme, "globe", "text2", show(_("{where}: handed over on {day}", where=where, day=day)))


class Similar(SheetSection):
    """Photos that look like this one."""

    compare_wanted = Signal(object)
    """The ids to compare, this photo first."""
    opened = Signal(int)
    """The id of a photo to go to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Similar")))
        self._desk = desk
        self._ids: list[int] = []
        self._flow = FlowLayout(gap=6)
        self.compare = Button(desk.theme, desk.show(_("Compare")), "ghost", icon="compare").on(self._compare)
        self.add(panel(self._flow), row(self.compare, None))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what looks like another photo."""
        self.setVisible(bool(sheet.alike))
        clear(self._flow)
        self._ids = [int(sheet.asset_id), *(int(alike.row.asset.id) for alike in sheet.alike)]
        for alike in sheet.alike:
            self._flow.addWidget(self._thumb(alike))

    def _thumb(self, alike: Alike) -> Thumb:
        thumb, asset_id = Thumb(self._desk, width=62, height=62), int(alike.row.asset.id)
        words = self._desk.show(_("{name}: {relation}", name=alike.row.name, relation=alike.relation))
        thumb.show_row(alike.row, name=words)
        thumb.setToolTip(plain_tip(words))
        thumb.clicked.connect(lambda _checked=False: self.opened.emit(asset_id))
        return thumb

    def _compare(self) -> None:
        self.compare_wanted.emit(list(self._ids))


def _size(kind: str, size: int) -> Text:
    if size >= MEGABYTE:
        return _("{format} · {size} MB", format=kind, size=round(size / MEGABYTE, 1))
    return _("{format} · {size} KB", format=kind, size=max(1, round(size / 1000)))


def _taken(stamp: str) -> dt.datetime | str:
    try:
        return dt.datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
