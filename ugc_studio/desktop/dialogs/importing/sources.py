"""The list of what is to be imported: each source with what it was recognised as, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import ElidedLabel, IconButton, Label, card, clear, column, plain_tip
from ugc_studio.domain.imports import printable_path
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.importing.desk import Recognised

ICONS = {"folder": "pictures", "table": "table"}


class SourceList(QWidget):
    """One line a source, with a cross to take it off the list again."""

    def __init__(self, desk: Desk, taken_off: Callable[[Path], None]) -> None:
        super().__init__()
        self._desk, self._taken_off = desk, taken_off
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)

    def show_sources(self, sources: Sequence[Recognised]) -> None:
        """Show what was recognised."""
        clear(self._rows)
        for source in sources:
            self._rows.addWidget(self._line(source))

    def _line(self, source: Recognised) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        box = card(quiet=True)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(12, 8, 6, 8)
        layout.setSpacing(12)
        sign = QLabel()
        bad = source.problem is not None
        icon = "warning" if bad else ICONS.get(source.importer or "", "file")
        sign.setPixmap(theme.pixmap(icon, "warn" if bad else "text2"))
        path = ElidedLabel(theme, printable_path(source.path), "medium")
        said = Label(theme, show(_what(source)), "hint", colour="warn" if bad else "", wrap=True)
        off = IconButton(theme, "close", show(_("Do not import {source}", source=source.path.name)), size=14)
        off.setToolTip(plain_tip(off.accessibleName()))
        off.on(partial(self._taken_off, source.path))
        layout.addWidget(sign)
        layout.addLayout(column(path, said, gap=1), 1)
        layout.addWidget(off)
        return box


def _what(source: Recognised) -> Text:
    """What it is, how much, and why the program thinks so; one sentence each."""
    if source.problem is not None:
        return source.problem
    name, why = source.name or Text(source.importer or ""), source.why or Text("")
    if source.estimate is None:
        return _("{kind} ({why})", kind=name, why=why)
    files = ngettext("about {n} file", "about {n} files", source.estimate, n=source.estimate)
    return _("{kind}, {files} ({why})", kind=name, files=files, why=why)
