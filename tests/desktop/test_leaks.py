"""The check that every test of the window passes through finds what it is there for, and nothing else."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.leaks import Traces


def test_a_window_that_was_closed_is_gone(qtbot: QtBot) -> None:
    before = Traces.now()
    window = QWidget()
    dialog, menu = QDialog(window), QMenu(window)
    for widget in (window, dialog, menu):
        widget.show()
    window.setProperty("itself", [window])  # a reference cycle, as many a slot makes one
    window.close()
    window.deleteLater()
    del window, dialog, menu, widget
    assert Traces.left_since(before) == []


def test_an_open_window_and_its_dialog_are_named_and_closed(qtbot: QtBot) -> None:
    before = Traces.now()
    window = QWidget()
    window.setObjectName("forgotten")
    window.show()
    assert Traces.left_since(before) == ["window QWidget 'forgotten'"]
    assert Traces.left_since(before) == []


def test_a_running_timer_is_named_and_stopped(qtbot: QtBot) -> None:
    owner = QWidget()
    owner.setObjectName("page")
    qtbot.addWidget(owner)
    before = Traces.now()
    timer = QTimer(owner)
    timer.start(60_000)
    assert Traces.left_since(before) == ["timer of QWidget 'page'"]
    assert not timer.isActive()


@pytest.mark.parametrize("daemon", [True, False])
def test_a_thread_is_named_until_it_ends(daemon: bool) -> None:
    before = Traces.now()
    finish = threading.Event()
    thread = threading.Thread(target=finish.wait, daemon=daemon, name="left-over")
    thread.start()
    try:
        assert Traces.left_since(before) == ["thread left-over"]
    finally:
        finish.set()
        thread.join()
    assert Traces.left_since(before) == []
