"""The dialogs and the list of reviews in the smallest window, with large and longer texts; and by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.access.checks import focus_faults, spoken_faults, tab_faults
from tests.desktop.access.tour import Tour, shots
from tests.desktop.support.clipping import assert_fits
from tests.desktop.support.pseudo import LongerTexts
from ugc_studio import resources
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.screenshots.shots import Shot
from ugc_studio.desktop.shell.window import SMALLEST

WAYS = [shot for shot in shots(empty=False) if shot.name.startswith("review-")]


def walk(program: Program, qtbot: QtBot, shot: Shot) -> tuple[Tour, QWidget]:
    tour = Tour(program, qtbot)
    tour.resize(SMALLEST)
    return tour, tour.go(shot)


@pytest.mark.parametrize("shot", WAYS, ids=lambda shot: shot.name)
def test_everything_is_reached_and_said(program: Program, qtbot: QtBot, shot: Shot) -> None:
    tour, root = walk(program, qtbot, shot)
    assert [fault for check in (spoken_faults, tab_faults, focus_faults) for fault in check(root)] == []
    tour.tidy()


class TestLongerTexts:
    """German and Finnish are longer than English, and eyes grow older."""

    @pytest.fixture(autouse=True)
    def _longer_texts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(resources, "translations", lambda _language: LongerTexts())

    @pytest.fixture
    def chosen(self) -> Preferences:
        return Preferences(language="en", appearance="light", text_size=140, name="Manon Leroy", find_faces=False)

    @pytest.mark.parametrize("shot", WAYS, ids=lambda shot: shot.name)
    def test_nothing_is_cut(self, program: Program, qtbot: QtBot, shot: Shot) -> None:
        tour, root = walk(program, qtbot, shot)
        assert_fits(qtbot, root)
        tour.tidy()
