"""Large text in French: nothing is wider than its place at 1100 by 700."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from tests.desktop.details.conftest import Shelf
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.compare.view import CompareView
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.one.view import OnePhotoView

RAIL = 80
PANEL = 316


@pytest.fixture
def chosen() -> Preferences:
    """French, light, text at 125 %."""
    return Preferences(language="fr", appearance="light", text_size=125, name="Manon Leroy")


def test_details_fit_their_panel(panel: Callable[..., DetailsPanel], shelf: Shelf, desk: Desk) -> None:
    room = desk.theme.px(PANEL)
    for query in ("rights:cleared", "rights:waiting", "rights:blocked", "is:stack", "has:people", "kind:video"):
        for photo in shelf.ids(query)[:2]:
            shown = panel(photo)
            shown.resize(room, 700)
            for section in (shown.care, shown.facts):
                section.open()
            shown.rights.form.show()
            assert shown.content_width() <= room
    assert panel(*shelf.ids()[:3]).content_width() <= room


def test_views_fit_beside_the_rail(shelf: Shelf, desk: Desk, shown: Callable[[QWidget], QWidget]) -> None:
    one, compared = OnePhotoView(desk, desk.thumbnails), CompareView(desk)
    shown(one)
    one.show_list(shelf.model(), 0)
    shown(compared)
    compared.set_assets(shelf.ids()[:4])
    shelf.settle()
    for view in (one, compared):
        assert view.minimumSizeHint().width() <= 1100 - RAIL
        assert view.minimumSizeHint().height() <= 700 - desk.theme.px(64) - desk.theme.px(36)
