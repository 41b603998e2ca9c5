"""Work goes to threads and comes back to the window's thread; what nobody waits for any more is dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ugc_studio.desktop.bridge import Bridge


@pytest.fixture
def unexpected() -> list[BaseException]:
    return []


@pytest.fixture
def bridge(qtbot: QtBot, unexpected: list[BaseException]) -> Iterator[Bridge]:
    made = Bridge(unexpected=unexpected.append)
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_arrives_here(bridge: Bridge, qtbot: QtBot) -> None:
    seen: list[tuple[bool, bool]] = []
    main = threading.get_ident()
    bridge.read(lambda: threading.get_ident() != main, lambda away: seen.append((away, threading.get_ident() == main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(True, True)]


def test_writes_keep_their_order(bridge: Bridge, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(200):
        bridge.write(partial(int, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 200)
    assert done == list(range(200))


def test_only_the_newest_answer_of_a_question_is_shown(bridge: Bridge, qtbot: QtBot) -> None:
    shown: list[str] = []
    owner = QObject()
    gate = threading.Event()
    bridge.read(lambda: (gate.wait(5), "old")[1], shown.append, owner=owner, key="search")
    bridge.read(lambda: "new", shown.append, owner=owner, key="search")
    gate.set()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert shown == ["new"]


def test_an_answer_for_a_page_that_is_gone_is_dropped(bridge: Bridge, qtbot: QtBot) -> None:
    shown: list[int] = []
    owner = QObject()
    gate = threading.Event()
    bridge.read(lambda: (gate.wait(5), 1)[1], shown.append, owner=owner)
    owner.deleteLater()
    del owner
    qtbot.waitUntil(lambda: True)
    gate.set()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert shown == []


def test_errors_come_to_whoever_asked_else_to_the_window(
    bridge: Bridge, qtbot: QtBot, unexpected: list[BaseException]
) -> None:
    told: list[BaseException] = []
    bridge.read(lambda: 1 / 0, lambda _result: None, failed=told.append)
    bridge.write(lambda: int("x"))
    qtbot.waitUntil(lambda: bool(told and unexpected))
    assert isinstance(told[0], ZeroDivisionError)
    assert isinstance(unexpected[0], ValueError)


def test_closing_finishes_writes_and_leaves_no_thread(qtbot: QtBot, unexpected: list[BaseException]) -> None:
    before = set(threading.enumerate())
    bridge = Bridge(unexpected=unexpected.append)
    written: list[int] = []
    for number in range(50):
        bridge.write(partial(written.append, number))
    bridge.close()
    assert written == list(range(50))
    assert set(threading.enumerate()) == before
