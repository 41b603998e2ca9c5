"""Views of photos in windows of their own, over the sample library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.library.assets import AssetRow

View = TypeVar("View", bound=QWidget)


class Shelf:
    """The photos of the sample, by what a test needs of them."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._qtbot = desk, qtbot

    def ids(self, query: str = "") -> list[int]:
        """The photos that a search finds, in order."""
        return list(self.desk.studio.browsing.find(query))

    def one(self, query: str) -> int:
        """The first photo that a search finds."""
        return self.ids(query)[0]

    def row(self, asset_id: int) -> AssetRow:
        """What lists show of a photo now."""
        (found,) = self.desk.studio.browsing.rows([asset_id])
        return found

    def settle(self) -> None:
        """Wait until everything that was asked is shown."""
        settled(self._qtbot, self.desk)

    def model(self, query: str = "") -> AssetListModel:
        """A list of photos as pages have it."""
        desk = self.desk
        made = AssetListModel(lambda ids, done: done(desk.studio.browsing.rows(list(ids))), desk.translate, parent=desk)
        made.set_listing(desk.studio.browsing.listing(query))
        return made


@pytest.fixture
def shelf(desk: Desk, qtbot: QtBot) -> Shelf:
    """The photos of the sample."""
    desk.actions.show_page("library")
    return Shelf(desk, qtbot)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[View], View]:
    """Shows a view in a window of its own and gives it the keyboard."""

    def show(view: View) -> View:
        qtbot.addWidget(view)
        view.resize(1000, 700)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.setFocus()
        return view

    return show


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot, shelf: Shelf) -> Callable[..., DetailsPanel]:
    """Shows the details of some photos, as wide as they are beside the grid."""
    made = DetailsPanel(desk)
    qtbot.addWidget(made)
    made.resize(316, 900)
    with qtbot.waitExposed(made):
        made.show()

    def show(*ids: int) -> DetailsPanel:
        made.set_assets(ids)
        wanted = list(ids)

        def arrived() -> bool:
            if len(wanted) > 1:
                several = made.batch.several
                return several is not None and list(several.ids) == wanted
            return made.sheet is not None and [int(made.sheet.asset_id)] == wanted

        qtbot.waitUntil(arrived, timeout=15_000)
        qtbot.waitUntil(lambda: made.is_filled, timeout=15_000)
        shelf.settle()
        return made

    return show
