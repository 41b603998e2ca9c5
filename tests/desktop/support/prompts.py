"""Answers what only a person could answer: files, folders, clipboard, addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.prompts import Prompts


class PlannedPrompts(Prompts):
    """Gives the planned answers at once, and notes what was opened and copied."""

    def __init__(self) -> None:
        self.chosen: list[Path] = []
        """Files (or the one folder, or the one file to write) that the person will choose; empty: they cancel."""
        self.opened: list[str] = []
        self.copied: list[str] = []

    def files(self, parent: QWidget, title: str, done: Callable[[list[Path]], None], *, filters: str = "") -> None:
        """Choose the planned files."""
        if self.chosen:
            done(list(self.chosen))

    def folder(self, parent: QWidget, title: str, done: Callable[[Path], None], *, start: Path | None = None) -> None:
        """Choose the planned folder."""
        if self.chosen:
            done(self.chosen[0])

    def save(self, parent: QWidget, title: str, name: str, done: Callable[[Path], None]) -> None:
        """Choose the planned file, or the proposed name in the planned folder."""
        if self.chosen:
            done(self.chosen[0] / name if self.chosen[0].is_dir() else self.chosen[0])

    def show_folder(self, folder: Path) -> None:
        """Note it."""
        self.opened.append(str(folder))

    def open_address(self, address: str) -> bool:
        """Note it."""
        self.opened.append(address)
        return True

    def copy(self, text: str) -> None:
        """Note it."""
        self.copied.append(text)
