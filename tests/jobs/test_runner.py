"""Jobs report what they do, obey a stop at a safe point, and give back their result or their error."""

from __future__ import annotations

import threading

import pytest

from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.messages import _
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.jobs.context import JobContext, RecordingContext
from ugc_studio.jobs.runner import InlineJobRunner, ThreadJobRunner

STAGE = _("Reading photos")


def reading(context: JobContext) -> str:
    context.stage(STAGE, 3)
    context.advance(2)
    context.problem(ItemProblem("a.jpg", "empty_file", _("This file is empty. Please ask for it again.")))
    return "read"


def failing(_context: JobContext) -> None:
    raise ValueError("at fault")


def test_an_inline_job_is_over_when_it_was_started() -> None:
    handle = InlineJobRunner().start(reading)
    seen = handle.snapshot()
    assert (seen.stage, seen.done, seen.total, seen.problems, seen.finished) == (STAGE, 2, 3, 1, True)
    assert [problem.path for problem in handle.context.problems] == ["a.jpg"]
    assert handle.result() == "read"


def test_what_a_job_raises_comes_out_with_its_result() -> None:
    handle = InlineJobRunner().start(failing)
    assert handle.snapshot().finished
    with pytest.raises(ValueError, match="at fault"):
        handle.result()


def test_a_job_on_a_thread_stops_at_its_next_safe_point() -> None:
    began, go_on = threading.Event(), threading.Event()

    def patient(context: JobContext) -> None:
        began.set()
        go_on.wait(10)
        context.check()

    runner = ThreadJobRunner()
    handle = runner.start(patient)
    assert began.wait(10)
    assert not handle.wait(0)
    handle.stop()
    go_on.set()
    with pytest.raises(Stopped):
        handle.result()
    runner.close()


def test_closing_a_runner_stops_what_runs_and_waits_for_it() -> None:
    began = threading.Event()

    def endless(context: JobContext) -> None:
        while True:
            began.set()
            context.check()

    runner = ThreadJobRunner()
    handle = runner.start(endless)
    assert began.wait(10)
    runner.close()
    assert handle.wait(0)
    assert not [thread for thread in threading.enumerate() if thread.name == "ugc-studio-job"]


def test_rate_and_time_left_come_from_the_stage_alone() -> None:
    now = [100.0]
    context = RecordingContext(clock=lambda: now[0])
    assert context.snapshot().seconds_left is None
    context.stage(STAGE, 10)
    now[0] = 102.0
    context.advance(4)
    assert (context.snapshot().rate, context.snapshot().seconds_left) == (2.0, 3.0)
    context.stage(_("Checking originals"))
    assert (context.snapshot().done, context.snapshot().total, context.snapshot().seconds_left) == (0, None, None)
