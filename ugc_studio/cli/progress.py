"""Shows a long job in the terminal: count, rate and time left; and lets Ctrl-C stop it cleanly.

The job runs in the main thread, where its database belongs. A second thread only looks at snapshots, ten times a
second, so a job of a million items costs no more to show than one of ten.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.jobs.context import JobSnapshot, RecordingContext
from ugc_studio.jobs.runner import JobBody, JobHandle, T

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console

LOOK_EVERY = 0.1  # seconds, in a terminal
LINE_EVERY = 10.0  # seconds, where standard error is a file or a pipe


def run_job(body: JobBody[T], console: Console) -> JobHandle[T]:
    """Run the body in this thread while another one shows its progress."""
    handle: JobHandle[T] = JobHandle(RecordingContext())
    with stopped_by_ctrl_c(handle, console), shown(handle, console):
        handle.run(body)
    return handle


@contextmanager
def stopped_by_ctrl_c(handle: JobHandle[T], console: Console) -> Iterator[None]:
    """The first Ctrl-C asks the job to stop at a safe point; the second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals belong to the main thread
        return

    def ask(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.default_int_handler)
        handle.stop()
        console.note(_("Stopping. Press Ctrl-C again to stop at once."))

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def shown(handle: JobHandle[T], console: Console) -> Iterator[None]:
    """Show the job while the block runs; nothing with ``--quiet``."""
    from ugc_studio.cli.console import is_terminal

    if console.quiet:
        yield
        return
    show = _show_bar if is_terminal(sys.stderr) else _show_lines
    over = threading.Event()
    painter = threading.Thread(target=show, args=(handle, console, over), name="ugc-studio-progress", daemon=True)
    painter.start()
    try:
        yield
    finally:
        over.set()
        painter.join()


def figures(snapshot: JobSnapshot) -> Text:
    """The count, the rate and the time left of a job, as far as they are known."""
    done, total, left = snapshot.done, snapshot.total, snapshot.seconds_left
    if total is None:
        return _("{done} done, {speed}", done=done, speed=speed(snapshot.rate))
    if left is None or snapshot.seconds < 1:  # no rate is known yet
        return _("{done} of {total}", done=done, total=total)
    return _("{done} of {total}, {speed}, {left} left", done=done, total=total, speed=speed(snapshot.rate),
             left=duration(left))


def speed(rate: float) -> Text:
    """Items a second, or a minute where that would be less than two, in whole numbers."""
    return _("{n} a second", n=round(rate)) if rate >= 2 else _("{n} a minute", n=round(rate * 60))


def duration(seconds: float) -> Text:
    """A time in words, as coarse as a guess deserves."""
    if seconds < 55:
        n = max(1, round(seconds))
        return ngettext("{n} second", "{n} seconds", n, n=n)
    if seconds < 55 * 60:
        n = round(seconds / 60)
        return ngettext("{n} minute", "{n} minutes", n, n=n)
    n = round(seconds / 3600)
    return ngettext("{n} hour", "{n} hours", n, n=n)


def _show_bar(handle: JobHandle[T], console: Console, over: threading.Event) -> None:
    from rich.progress import BarColumn, Progress, TextColumn

    from ugc_studio.cli.console import rich_console

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24, complete_style="green", finished_style="green", pulse_style="green"),
        TextColumn("{task.fields[figures]}", markup=False),
    )
    with Progress(*columns, console=rich_console(sys.stderr), transient=True, auto_refresh=False) as progress:
        task = progress.add_task("", total=None, figures="")

        def paint() -> None:
            snapshot = handle.snapshot()
            if snapshot.stage is not None:
                progress.update(
                    task,
                    description=console.text(snapshot.stage),
                    total=snapshot.total,
                    completed=snapshot.done,
                    figures=console.text(figures(snapshot)),
                    refresh=True,
                )

        while not over.wait(LOOK_EVERY):
            paint()
        paint()  # a job that never let this thread look is seen once


def _show_lines(handle: JobHandle[T], console: Console, over: threading.Event) -> None:
    while not over.wait(LINE_EVERY):
        snapshot = handle.snapshot()
        if snapshot.stage is not None:
            console.note(_("{stage}: {figures}", stage=snapshot.stage, figures=figures(snapshot)))
