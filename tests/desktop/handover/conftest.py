"""The real window on a showroom, in a role, with files that go out and come back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.services.handover.conftest import Room
from tests.support import showroom

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from tests.desktop.support.prompts import PlannedPrompts
    from ugc_studio.app.preferences import Preferences
    from ugc_studio.desktop.desk import Desk
    from ugc_studio.desktop.program import Program
    from ugc_studio.services.handover.service import MadeReview

D = TypeVar("D", bound="QDialog")


@dataclass
class Shown:
    """What a person sees and presses."""

    program: Program
    desk: Desk
    qtbot: QtBot
    room: Room

    def wait(self) -> None:
        from tests.desktop.support.waiting import settled

        settled(self.qtbot, self.desk)

    def press(self, button: QWidget) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def go(self, page: str, **place: object) -> None:
        self.desk.go(page, place)
        self.wait()

    def do(self, action: str) -> None:
        assert self.desk.actions.trigger(action)
        self.wait()

    def dialogs(self, kind: type[D]) -> list[D]:
        return [one for one in self.program.window.findChildren(kind) if one.isVisible()]

    def dialog(self, kind: type[D]) -> D:
        (found,) = self.dialogs(kind)
        return found

    def drop(self, *paths: Path) -> None:
        """Drop files anywhere on the window."""
        self.desk.importing.emit(list(paths))
        self.wait()

    @property
    def toast(self) -> str:
        return self.program.window.toasts.text


Start = Callable[..., Shown]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("handover") / "template"
    showroom.build(root)
    return root


@pytest.fixture
def room(template: Path, tmp_path: Path) -> Iterator[Room]:
    """Fill it; ``start()`` opens the window on it."""
    showroom.open_copy(template, tmp_path / "library").studio.close()
    (tmp_path / "out").mkdir()
    made = Room(tmp_path / "library", tmp_path / "out")
    yield made
    made.studio.close()


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, chosen: Preferences, prompts: PlannedPrompts, room: Room
) -> Iterator[Start]:
    from tests.desktop.support.waiting import settled
    from ugc_studio.app.bootstrap import open_studio
    from ugc_studio.desktop.program import Program

    running: list[Program] = []

    def begin(*, role: str = "editor", keep_open: bool = False) -> Shown:
        if not keep_open:
            room.studio.close()
        state = {str(room.root.resolve()): {"place": {"page": "history"}}}
        program = Program(
            qapp, dataclasses.replace(chosen, role=role, window=state), prompts=prompts, remember=False,
            opener=lambda folder, language, who: open_studio(
                folder, actor=who.name, role=who.role, language=language, clock=room.clock
            ),
        )  # fmt: skip
        running.append(program)
        program.window.resize(1440, 900)
        with qtbot.waitSignal(program.ready, timeout=20_000):
            program.open(room.root)
            program.window.show()
        with qtbot.waitActive(program.window):
            program.window.activateWindow()
        assert program.desk is not None
        settled(qtbot, program.desk)
        return Shown(program, program.desk, qtbot, room)

    yield begin
    for program in running:
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()


def written(room: Room, made: MadeReview, *items: dict[str, str], name: str = "back.ugcanswer") -> Path:
    """An answer as it comes back by mail."""
    path = room.out / name
    path.write_text(json.dumps(room.document(made, *items)), "utf-8")
    return path
