"""Long jobs: started, watched, stopped, and told about on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ugc_studio.desktop.tasks import Tasks
from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.messages import _
from ugc_studio.jobs.context import JobContext


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_a_job_is_shown_and_its_result_told(tasks: Tasks, qtbot: QtBot) -> None:
    results: list[int] = []
    gate = threading.Event()

    def body(context: JobContext) -> int:
        context.stage(_("Reading"), 10)
        context.advance(4)
        gate.wait(5)
        return 42

    task = tasks.start(_("Import"), body, done=results.append, failed=lambda _error: None)
    qtbot.waitUntil(lambda: task.look.done == 4)
    assert task.look.total == 10
    gate.set()
    qtbot.waitUntil(lambda: results == [42])
    assert tasks.running == []


def test_stop_reaches_the_job(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[BaseException] = []
    begun = threading.Event()

    def body(context: JobContext) -> None:
        begun.set()
        while True:
            context.check()

    task = tasks.start(_("Import"), body, done=None, failed=errors.append)
    begun.wait(5)
    tasks.stop(task)
    assert task.stopping
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Stopped)


def test_closing_stops_and_joins_what_runs(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    tasks = Tasks()
    begun = threading.Event()

    def body(context: JobContext) -> None:
        begun.set()
        while True:
            context.check()

    tasks.start(_("Import"), body, done=None, failed=lambda _error: None)
    begun.wait(5)
    tasks.close()
    assert set(threading.enumerate()) == before
