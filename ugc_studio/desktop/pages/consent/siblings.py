"""One answer can settle several photos: those that the same message is about, all of them except some."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Sibling
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import ElidedLabel, clear, column, panel, row
from ugc_studio.desktop.widgets.pieces import CheckBox
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.replies import Label
from ugc_studio.services.consent.replies.words import LABELS


class SiblingBox(QWidget):
    """The other photos of the message, each with a tick; hidden where there is none."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.boxes: dict[AssetId, CheckBox] = {}
        self._caption = Words(desk.theme, "", "caps")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._caption)
        layout.addLayout(self._lines)

    @property
    def chosen(self) -> tuple[AssetId, ...]:
        """The photos that the answer settles too."""
        return tuple(asset for asset, box in self.boxes.items() if box.isChecked())

    def show_photos(self, siblings: Sequence[Sibling], *, all_ticked: bool) -> None:
        """Offer these; a no starts with all but those it allows, a yes only with those to which it is one."""
        clear(self._lines)
        self.boxes = {}
        n = len(siblings)
        text = ngettext("The message is about {n} more photo", "The message is about {n} more photos", n, n=n)
        self._caption.set_text(self._desk.show(text))
        for one in siblings:
            self._lines.addWidget(self._line(one, ticked=one.is_meant or (all_ticked and not _is_allowed(one))))
        self.setVisible(bool(siblings))

    def _line(self, one: Sibling, *, ticked: bool) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        box = CheckBox(theme, "", checked=ticked)
        box.setAccessibleName(show(_("Also for {name}", name=one.name)))
        box.toggled.connect(lambda _on: self.changed.emit())
        self.boxes[one.asset_id] = box
        picture = QLabel()
        if one.image is not None:
            pixmap = QPixmap.fromImage(one.image)
            pixmap.setDevicePixelRatio(2.0)
            picture.setPixmap(pixmap)
        name = ElidedLabel(theme, one.name, "quiet")
        said = ElidedLabel(theme, show(LABELS[one.label]), "hint") if one.label is not None else None
        words = panel(column(name, *([said] if said is not None else []), gap=0))
        lines = row(box, picture, words, gap=6)
        lines.setStretch(2, 1)
        return panel(lines)


def _is_allowed(one: Sibling) -> bool:
    """Whether the message says yes to a photo: a no to another one is not about it."""
    return one.label is Label.YES
