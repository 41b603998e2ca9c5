"""Bars across the top that stay: the library can only be read, or lies where it is not safe."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import IconButton, Label
from ugc_studio.domain.messages import Text, _


class Banner(QFrame):
    """One sentence with an icon; can be closed."""

    def __init__(
        self, desk: Desk, text: Text, *, icon: str = "warning", ink: str = "warn", ground: str = "warn_bg"
    ) -> None:
        super().__init__()
        theme = desk.theme
        self.setObjectName("banner")
        self.setStyleSheet(f"QFrame#banner {{ background: {theme.colour(ground).name()}; border: 0; }}")
        sign = QLabel()
        sign.setPixmap(theme.pixmap(icon, ink))
        words = Label(theme, desk.show(text), "medium", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 12, 6)
        layout.setSpacing(10)
        layout.addWidget(sign)
        layout.addWidget(words, 1)
        layout.addWidget(IconButton(theme, "close", desk.show(_("Close")), size=14).on(self.hide))
        self.setAccessibleName(words.text())


def notices_of(desk: Desk) -> list[QWidget]:
    """The bars that this library needs."""
    library = desk.studio.library
    notices: list[QWidget] = []
    if library.read_only_reason is not None:
        notices.append(Banner(desk, library.read_only_reason, icon="lock"))
    notices += [Banner(desk, text) for text in library.warnings]
    return notices
