"""What a freeze holds: this photo, its author, its place, the brand, or the whole library, and what that stops."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.legal.matter_card import stopped_words
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, clear, row
from ugc_studio.domain.events import Target
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.review.freezes import Stopped


class TargetBox(QWidget):
    """One tick for each thing that can be frozen; ``foresees`` shows what would be stopped, before anything is."""

    changed = Signal()

    def __init__(self, desk: Desk, opened: Opened, *, foresees: bool = False) -> None:
        super().__init__()
        self._desk, self._foresees = desk, foresees
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
        self._caption = Label(desk.theme, desk.show(_("What it stops")), "caps")
        self.stops = QVBoxLayout()
        self.stops.setSpacing(4)
        self._lines.addWidget(self._caption)
        self._lines.addLayout(self.stops)
        self._caption.hide()
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
            box.toggled.connect(self._ticked)
            self._ticks.addWidget(box)
            self._boxes.append((target, box))
        self._ticked()

    def _ticked(self, _on: bool = True) -> None:
        self.changed.emit()
        if self._foresees:
            targets = self.chosen
            self._desk.ask(
                lambda studio: studio.review.would_stop(*targets) if targets else None, self._show_stops, owner=self,
                key="stops",
            )  # fmt: skip

    def _show_stops(self, stopped: Stopped | None) -> None:
        clear(self.stops)
        self._caption.setVisible(stopped is not None)
        for text in stopped_words(stopped) if stopped is not None else ():
            self.stops.addWidget(Words(self._desk.theme, self._desk.show(text), "quiet"))


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
