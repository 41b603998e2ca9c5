"""The sample's gallery opened on the board, with a few picked photos that wait in the tray."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.page import GalleriesPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.galleries import GalleryItem

GALLERY = 1
PICKED = 3

Stored = Callable[[], list[GalleryItem]]


@pytest.fixture
def page(window: Window, desk: Desk, qtbot: QtBot) -> GalleriesPage:
    """The place, with the board of the sample's gallery."""
    studio = desk.studio
    _gallery, items = studio.curation.show(str(GALLERY))
    inside = {int(item.asset_id) for item in items}
    outside = [AssetId(one) for one in studio.browsing.find("") if one not in inside]
    studio.marking.flag(outside[:PICKED], Flag.PICKED)
    with qtbot.waitActive(window):
        window.activateWindow()
    desk.go("galleries", {"gallery": GALLERY, "view": "board"})
    settled(qtbot, desk)
    made = window.pages["galleries"]
    assert isinstance(made, GalleriesPage)
    return made


@pytest.fixture
def stored(desk: Desk) -> Stored:
    """What the library holds now, in its order."""
    return lambda: desk.studio.curation.show(str(GALLERY))[1]
