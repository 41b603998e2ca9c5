"""The newcomer's list: only in the sample, ticked by what one does, away for good when closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.app.demo.sample import sample_library
from ugc_studio.desktop.changes import Changed, changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.shell.window import Window


def test_other_libraries_do_without_until_it_is_asked_for(window: Window, desk: Desk) -> None:
    card = window.sidebar.first_steps
    assert card.isHidden()
    desk.actions.trigger("app.first_steps")
    assert not card.isHidden()
    window.resize(1100, 700)
    assert card.isHidden()


class TestInTheSample:
    @pytest.fixture
    def studio_folder(self, _sample_library: Path) -> Path:
        import shutil

        return shutil.copytree(_sample_library, sample_library())

    def test_what_is_done_is_ticked_and_remembered(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        card = window.sidebar.first_steps
        assert not card.isHidden()
        assert card.accessibleName() == "First steps: 0 of 4"
        desk.actions.triggered.emit("photos.pick")
        desk.changed.emit(changes(Changed.USES))
        assert card.done() == ("first_pick", "first_export")
        assert card.accessibleName() == "First steps: 2 of 4"
        card.close_for_good()
        settled(qtbot, desk)
        assert card.isHidden()
        assert "first_pick" in desk.preferences.hints_seen
