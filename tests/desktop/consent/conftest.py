"""A small library made by the services themselves, and the consent desk of the real window opened on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.consent.world import World

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.desktop.consent.place import Place
    from tests.desktop.support.prompts import PlannedPrompts
    from ugc_studio.app.preferences import Preferences

Start = Callable[..., "Place"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Fill it, then ``start(world)``: the window opens the library when the world has let go of it."""
    made = World(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, chosen: Preferences, prompts: PlannedPrompts) -> Iterator[Start]:
    """Open the window at the consent desk, in a role."""
    from tests.desktop.consent.place import Place
    from tests.desktop.support.waiting import settled
    from ugc_studio.app.bootstrap import open_studio
    from ugc_studio.desktop.pages.consent.page import ConsentPage
    from ugc_studio.desktop.program import Program

    running: list[Program] = []

    def begin(world: World, *, role: str = "editor", place: dict[str, object] | None = None) -> Place:
        world.close()
        state = {str(world.root.resolve()): {"place": {"page": "history"}}}
        program = Program(
            qapp, dataclasses.replace(chosen, role=role, window=state), prompts=prompts, remember=False,
            opener=lambda folder, language, who: open_studio(
                folder, actor=who.name, role=who.role, language=language, clock=world.clock
            ),
        )  # fmt: skip
        running.append(program)
        program.window.resize(1440, 900)
        with qtbot.waitSignal(program.ready, timeout=20_000):
            program.open(world.root)
            program.window.show()
        with qtbot.waitActive(program.window):
            program.window.activateWindow()
        desk = program.desk
        assert desk is not None
        desk.go("consent", place)
        settled(qtbot, desk)
        page = program.window.pages["consent"]
        assert isinstance(page, ConsentPage)
        return Place(program, desk, page, qtbot, world)

    yield begin
    for program in running:
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()
