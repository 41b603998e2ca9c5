"""Nothing is cut when every text is 40 % longer, in the smallest window, with large text."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.galleries.conftest import GALLERY
from tests.desktop.support.clipping import assert_fits
from tests.desktop.support.pseudo import LongerTexts
from tests.desktop.support.waiting import settled
from ugc_studio import resources
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.heading import VIEWS
from ugc_studio.desktop.pages.galleries.page import GalleriesPage
from ugc_studio.desktop.shell.window import SMALLEST, Window


@pytest.fixture(autouse=True)
def _longer_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "translations", lambda _language: LongerTexts())


@pytest.fixture
def chosen() -> Preferences:
    return Preferences(language="en", appearance="light", text_size=125, name="Manon Leroy")


@pytest.mark.parametrize("size", [SMALLEST, (1440, 900)])
@pytest.mark.parametrize("view", VIEWS)
def test_a_gallery_fits(
    page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot, view: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    desk.studio.curation.set_goal(str(GALLERY), 60, desk.today() + dt.timedelta(days=9))
    page.look()
    page.show_view(view)
    page.frame.show_side(True)
    settled(qtbot, desk)
    assert_fits(qtbot, page)


def test_the_shelf_fits(page: GalleriesPage, window: Window, desk: Desk, qtbot: QtBot) -> None:
    window.resize(*SMALLEST)
    desk.studio.curation.set_goal(str(GALLERY), 60, dt.date(2020, 1, 1))
    page.open(None)
    settled(qtbot, desk)
    assert_fits(qtbot, page)
