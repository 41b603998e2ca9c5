"""The boxes of a paper, empty until somebody has looked which ones are ticked on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.widgets.basic import Button, Label, row, sentence
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.describing import MEDIA, RIGHTS


class TickedBoxes(QWidget):
    """Rights on the left, media on the right, as they stand on the paper."""

    changed = Signal()

    def __init__(self, desk: Desk, rights: Sequence[str], media: Sequence[str]) -> None:
        super().__init__()
        show, theme = desk.show, desk.theme
        self._rights = {right: Tick(theme, sentence(show(RIGHTS.get(right, Text(right))))) for right in rights}
        self._media = {medium: Tick(theme, sentence(show(MEDIA.get(medium, Text(medium))))) for medium in media}
        self.every = Button(theme, show(_("All of them are ticked")), icon="check").on(self._tick_all)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        columns = ((_("What may be done"), self._rights), (_("Where"), self._media))
        for place, (caption, ticks) in enumerate(columns):
            grid.setColumnStretch(place, 1)
            grid.addWidget(Label(theme, show(caption), "hint"), 0, place)
            for line, tick in enumerate(ticks.values(), start=1):
                grid.addWidget(tick, line, place)
                tick.toggled.connect(lambda _on: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(grid)
        layout.addLayout(row(self.every, None))

    @property
    def ticks(self) -> dict[str, Tick]:
        """Every box by its code."""
        return {**self._rights, **self._media}

    @property
    def rights(self) -> frozenset[str]:
        """The ticked rights."""
        return frozenset(right for right, tick in self._rights.items() if tick.isChecked())

    @property
    def media(self) -> frozenset[str]:
        """The ticked media."""
        return frozenset(medium for medium, tick in self._media.items() if tick.isChecked())

    def _tick_all(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(True)
