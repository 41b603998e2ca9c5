"""What the window expects of every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changes
from ugc_studio.desktop.desk import Desk


class Page(QWidget):
    """One place; made when it is first shown, told about changes, and able to say and find again where one was."""

    name: ClassVar[str] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.theme = desk.theme
        self.show_text = desk.show
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        desk.changed.connect(self._changed)
        desk.brand_changed.connect(self.brand_changed)

    def set_content(self, content: QWidget) -> None:
        """Fill the place, usually with a :class:`~ugc_studio.desktop.widgets.frame.PageFrame`."""
        self._layout.addWidget(content)

    # ------------------------------------------------------------------ what places override

    def entered(self, place: Mapping[str, Any]) -> None:
        """The person came here; ``place`` is empty, or what :meth:`place` said once, or where a link points."""

    def left(self) -> None:
        """The person went elsewhere."""

    def close_down(self) -> None:
        """The program ends: stop threads and timers of this place."""

    def place(self) -> dict[str, Any]:
        """Filter, selection and scroll as JSON, for undo, for links and for the next start."""
        return {}

    def refresh(self, changed: Changes) -> None:
        """Something was written: show what is true now."""

    def brand_changed(self) -> None:
        """Another brand is worked for."""

    def panes(self) -> Sequence[QWidget]:
        """The widgets that F6 goes round, in order."""
        return ()

    def search(self) -> bool:
        """Put the caret into the search box; False when there is none."""
        return False

    def _changed(self, changed: object) -> None:
        if isinstance(changed, Changes):
            self.refresh(changed)
