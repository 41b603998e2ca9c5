"""The statement that two photos are one work is about the group and the keeper that it was ticked for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.duplicates.page import DuplicatesPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.services.deduplication.groups import GroupKind


def test_a_tick_is_not_carried_to_the_next_keeper(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.go("duplicates")
    settled(qtbot, desk)
    page = window.pages["duplicates"]
    assert isinstance(page, DuplicatesPage)
    place = next(i for i, key in enumerate(page.model.keys) if key.kind is GroupKind.CLUSTER)
    page.queue.setCurrentIndex(page.model.index(place))
    settled(qtbot, desk)
    page.same_work.setVisible(True)
    page.same_work.setChecked(True)
    assert page.same_work.isVisible()
    desk.actions.trigger("duplicates.keep_2")
    assert not page.same_work.isVisible(), "before what the other keeper would inherit was read"
    settled(qtbot, desk)
    assert not page.same_work.isChecked()
