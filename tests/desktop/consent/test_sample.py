"""The desk on the sample library: real pictures, in French, in the smallest window, with large text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.consent.tabs import Tab
from ugc_studio.desktop.shell.window import Window


@pytest.fixture
def page(window: Window, desk: Desk, qtbot: QtBot) -> ConsentPage:
    window.resize(1100, 700)
    desk.go("consent")
    settled(qtbot, desk)
    made = window.pages["consent"]
    assert isinstance(made, ConsentPage)
    return made


def grown(widget: QWidget, qtbot: QtBot) -> None:
    """Wait until a widget is as high as what it shows needs at its width."""
    qtbot.waitUntil(lambda: widget.height() >= widget.heightForWidth(widget.width()))


def test_pictures_are_there(page: ConsentPage, desk: Desk, qtbot: QtBot) -> None:
    assert page.opened is not None
    assert page.opened.picture is not None
    assert page.opened.picture.width() > page.opened.picture.height() > 100
    page.queue.grab()  # a list asks for what it paints
    settled(qtbot, desk)
    assert page.queue.rows.pixmap(page.queue.rows.ids[0]) is not None


class TestLargeFrench:
    """Nothing is wider than its panel, behind any tab, for any photo."""

    @pytest.fixture
    def chosen(self) -> Preferences:
        return Preferences(language="fr", appearance="light", text_size=125, name="Manon Leroy")

    def test_nothing_is_cut_at_the_side(self, page: ConsentPage, desk: Desk, qtbot: QtBot) -> None:
        for tab in (Tab.TO_READ, Tab.WAITING, Tab.ENDING, Tab.CLEARED, Tab.BLOCKED):
            desk.go("consent", {"queue": tab.value})
            settled(qtbot, desk)
            for _step in range(6):
                for area in (page.form.area, page.view.area):
                    content = area.widget()
                    assert content is not None
                    assert content.minimumSizeHint().width() <= area.viewport().width(), tab
                    grown(content, qtbot)
                foot = page.form.foot
                grown(foot, qtbot)
                for button in (foot.record, foot.ask_again, foot.refuse):
                    assert button.sizeHint().width() <= button.width(), button.text()
                page.queue.step(1)
                settled(qtbot, desk)
