"""Photos to tick, each with its small picture and what is worth knowing about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import ElidedLabel, IconButton, clear, column, panel, plain_tip, row
from ugc_studio.desktop.widgets.pieces import CheckBox
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _


@dataclass(frozen=True, slots=True)
class Tickable:
    """One photo that can be ticked."""

    asset_id: AssetId
    name: str
    image: QImage | None
    hint: Text | None = None
    ticked: bool = False
    address: str | None = None
    """The post that it comes from."""


class PhotoList(QWidget):
    """The photos under each other."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.boxes: dict[AssetId, CheckBox] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    @property
    def chosen(self) -> tuple[AssetId, ...]:
        """The ticked photos."""
        return tuple(asset for asset, box in self.boxes.items() if box.isChecked())

    def show_photos(self, photos: Sequence[Tickable]) -> None:
        """Offer these."""
        clear(self._lines)
        self.boxes = {}
        for one in photos:
            self._lines.addWidget(self._line(one))

    def _line(self, one: Tickable) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        box = CheckBox(theme, "", checked=one.ticked)
        box.setAccessibleName(show(_("Photo {name}", name=one.name)))
        box.toggled.connect(lambda _on: self.changed.emit())
        self.boxes[one.asset_id] = box
        picture = QLabel()
        picture.setFixedSize(40, 40)
        if one.image is not None:
            pixmap = QPixmap.fromImage(one.image)
            pixmap.setDevicePixelRatio(2.0)
            picture.setPixmap(pixmap)
        words = column(ElidedLabel(theme, one.name), gap=0)
        if one.hint is not None:
            words.addWidget(ElidedLabel(theme, show(one.hint), "hint"))
        lines = row(box, picture, panel(words), gap=8)
        lines.setStretch(2, 1)
        if one.address is not None:
            lines.addWidget(self._link(one.name, one.address))
        return panel(lines)

    def _link(self, name: str, address: str) -> IconButton:
        """Opens the post of one photo; its address is in the tooltip."""
        button = IconButton(self._desk.theme, "open", self._desk.show(_("Open the post of {name}", name=name)))
        button.setToolTip(plain_tip(address))

        def open_post() -> None:
            if not self._desk.prompts.open_address(address):
                self._desk.toast(_("This address cannot be opened."))

        return button.on(open_post)
