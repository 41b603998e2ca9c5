"""The pages of a signed paper beside the questions about it, as wide as there is room; pictures of our own making."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.domain.messages import _


class PagesView(QScrollArea):
    """Pages under each other; arrows scroll them."""

    def __init__(self, desk: Desk, evidence: str) -> None:
        super().__init__()
        show = desk.show
        self._desk = desk
        self._images: list[QImage] = []
        self._labels: list[QLabel] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(show(_("The signed paper")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("pane", True)  # shows the keyboard
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(8)
        self.told = Words(desk.theme, show(_("Reading the paper…")), "hint")
        self._layout.addWidget(self.told)
        self._layout.addStretch(1)
        self.setWidget(inside)
        desk.ask(lambda studio: _images(studio.forms.pictures(evidence)), self._show, owner=self, failed=self._failed)

    def _show(self, images: Sequence[QImage]) -> None:
        self._images = list(images)
        if not images:
            self.told.set_text(self._desk.show(_("This paper cannot be shown here. Open the file to read it.")))
            return
        self.told.hide()
        for number, _image in enumerate(images):
            label = QLabel()
            label.setAccessibleName(self._desk.show(_("Page {n}", n=number + 1)))
            self._labels.append(label)
            self._layout.insertWidget(number, label)
        self._fit()

    def _failed(self, _error: BaseException) -> None:
        self._show(())

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages are as wide as the view."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width() - 8
        ratio = self.devicePixelRatioF()
        for label, image in zip(self._labels, self._images, strict=True):
            fitted = image.scaledToWidth(max(1, round(width * ratio)), Qt.TransformationMode.SmoothTransformation)
            fitted.setDevicePixelRatio(ratio)
            label.setPixmap(QPixmap.fromImage(fitted))


def _images(pages: Sequence[bytes]) -> list[QImage]:
    """Decoded off the window's thread; what is no whole picture is left out."""
    images = [QImage.fromData(page, b"JPG") for page in pages]
    return [image for image in images if not image.isNull()]
