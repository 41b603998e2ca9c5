"""What a freeze holds: this photo, its author, its place, the brand, or the whole library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.widgets.basic import Button, Label, row
from ugc_studio.domain.events import Target
from ugc_studio.domain.messages import Text, _


class TargetBox(QWidget):
    """One tick for each thing that can be frozen."""

    changed = Signal()

    def __init__(self, desk: Desk, opened: Opened) -> None:
        super().__init__()
        self._desk = desk
        self._boxes: list[tuple[Target, Tick]] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(Label(desk.theme, desk.show(_("What")), "caps"))
        asset, brand = int(opened.asset_id), desk.brand
        origin = Button(desk.theme, desk.show(_("Where this photo comes from…")), "link", icon="provenance")
        origin.on(lambda: self._open_provenance(asset))
        self._ticks = QVBoxLayout()
        self._lines.addLayout(self._ticks)
        self._lines.addLayout(row(origin, None))
        creators = [(one.party, one.label) for one in opened.photo.people.creators]
        desk.ask(lambda studio: targets_of(studio, asset, brand, creators), self._offer, owner=self)

    @property
    def chosen(self) -> tuple[Target, ...]:
        """What was ticked."""
        return tuple(target for target, box in self._boxes if box.isChecked())

    def _open_provenance(self, asset: int) -> None:
        """In a crisis one wants to know first whose picture this is and where it went."""
        from ugc_studio.desktop.pages.library.details.provenance import open_provenance

        open_provenance(self._desk, self.window(), asset)

    def _offer(self, found: Sequence[tuple[Target, Text]]) -> None:
        for number, (target, words) in enumerate(found):
            box = Tick(self._desk.theme, self._desk.show(words), checked=number == 0)
            box.toggled.connect(lambda _on: self.changed.emit())
            self._ticks.addWidget(box)
            self._boxes.append((target, box))
        self.changed.emit()


def targets_of(
    studio: Studio, asset: int, brand: str | None, creators: Sequence[tuple[str, str]]
) -> list[tuple[Target, Text]]:
    """What can be frozen around a photo."""
    with studio.library.read() as session:
        found = [(Target("asset", str(session.assets.get(asset).sha256)), _("This photo"))]
        found += [(Target("creator", uuid), _("Everything by {name}", name=name)) for uuid, name in creators]
        row = session.assets.page([asset])[0]
        if row.place:
            place = session.register.place(row.place)
            found.append((Target("place", place.uuid), _("Everything from {place}", place=place.name)))
        chosen = session.register.brand_or_first(brand)
        if chosen is not None:
            found.append((Target("brand", chosen.uuid), _("Everything of {brand}", brand=chosen.name)))
    found.append((Target("library", "library"), _("The whole library")))
    return found
