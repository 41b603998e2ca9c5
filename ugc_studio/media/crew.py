"""The decoding processes behind a :class:`~ugc_studio.media.workers.DecodePool`: who has what, who still lives."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.media import Decoded, RejectCode, Rejected
from ugc_studio.domain.messages import _
from ugc_studio.media import wire
from ugc_studio.media.limits import Limits
from ugc_studio.media.worker import serve

log = logging.getLogger(__name__)

IN_FLIGHT = 3
"""Files a worker has at hand, so that it never waits while the parent writes to the library."""
_START_SECONDS = 60.0
_MAX_FAILED_STARTS = 3
_MAX_MESSAGE_BYTES = 16_000_000
_JOIN_SECONDS = 5.0
_OWN_EXIT_SECONDS = 1.0
"""A process that has closed its line gets so long to end by itself, so that its own exit code is seen."""


class DecodingUnavailable(StudioError):
    """Decoding processes cannot be started at all on this machine; ``detail`` is for the log."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            _("Pictures cannot be read: the processes that read them do not start. What came in before is kept.")
        )
        self.detail = detail
        log.error("no decoding: %s", detail)


@dataclass(frozen=True, slots=True)
class Task:
    """One file on its way: a number of this process, what to read, and where its copy goes."""

    serial: int
    path: str
    staged: Path


Outcome = tuple[int, Decoded | Rejected]
"""The serial of a task and what became of it."""


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    line: Connection
    heard_at: float
    """Last sign of life, or when it was given work while idle; time in which nobody listened does not count."""
    ready: bool = False
    tasks: deque[Task] = field(default_factory=deque)
    """Oldest first: the first one is being decoded."""


class Crew:
    """Starts workers on demand, hands out tasks, and turns answers, deaths and silence into outcomes."""

    def __init__(self, size: int, limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._limits = limits
        self._clock = clock
        self._workers: list[_Worker] = []
        self._returned: deque[Task] = deque()
        """Tasks of a dead worker that it had not begun."""
        self._failed_starts = 0
        self._listened_at = clock()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes that are there now, busy or not."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    @property
    def has_room(self) -> bool:
        """Whether another task can be taken now."""
        if self._returned:
            return False
        return len(self._workers) < self._size or any(len(worker.tasks) < IN_FLIGHT for worker in self._workers)

    def submit(self, task: Task) -> None:
        """Give a task to the least busy worker, starting one while all are busy and there may be more."""
        worker = min(self._workers, key=lambda each: len(each.tasks), default=None)
        if worker is None or (worker.tasks and len(self._workers) < self._size):
            worker = self._start()
        if not worker.tasks:
            worker.heard_at = self._clock()
        worker.tasks.append(task)
        with suppress(OSError):  # a worker that has just died: collect() notices and gives the task to another
            worker.line.send((task.path, str(task.staged)))

    def collect(self, *, wait_seconds: float | None) -> list[Outcome]:
        """The outcomes that have arrived; waits for the first one for at most ``wait_seconds`` (``None``: as needed).

        Raises:
            DecodingUnavailable: workers die again and again before they are ready.
        """
        self._forgive_unwatched_time()
        outcomes: list[Outcome] = []
        while not outcomes:
            busy = {worker.line: worker for worker in self._workers if worker.tasks}
            if not busy:
                break
            timeout = self._until_first_deadline()
            heard = wait(list(busy), timeout if wait_seconds is None else min(timeout, wait_seconds))
            for line in heard:
                outcomes.extend(self._listen(busy[line]))  # type: ignore[index]  # only our Connections were given
            outcomes.extend(self._end_silent())
            self._give_again()
            if wait_seconds is not None:
                break
        self._listened_at = self._clock()
        return outcomes

    def abandon(self) -> None:
        """Give up every task: end the workers that have some, and remove their copies."""
        for worker in [each for each in self._workers if each.tasks]:
            tasks = list(worker.tasks)
            self._end(worker)
            for task in tasks:
                _discard(task.staged)
        self._returned.clear()

    def close(self) -> None:
        """End every worker."""
        self.abandon()
        for worker in list(self._workers):
            self._end(worker)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        process = context.Process(target=serve, args=(theirs, self._limits), name="decoder", daemon=True)
        if sys.platform != "win32":
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()  # started by the first process, it would let Ctrl-C through again
        with interrupts_held_back():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, self._clock())
        self._workers.append(worker)
        return worker

    def _listen(self, worker: _Worker) -> Iterator[Outcome]:
        """Read one message; the end of the line means that the worker has died."""
        try:
            message = worker.line.recv_bytes(_MAX_MESSAGE_BYTES)
            worker.heard_at = self._clock()
            if message == wire.READY:
                worker.ready = True
                self._failed_starts = 0
            elif message != wire.ALIVE:
                task = worker.tasks[0]
                outcome = wire.decode(message, task.staged)
                worker.tasks.popleft()
                yield task.serial, outcome
        except (EOFError, OSError, wire.BadAnswer):
            yield from self._bury(worker, RejectCode.WORKER_DIED)

    def _bury(self, worker: _Worker, code: RejectCode) -> Iterator[Outcome]:
        """Reject the file in a dead worker's hands and take back the ones it had not begun."""
        tasks = list(worker.tasks)
        if code is RejectCode.WORKER_DIED:
            worker.process.join(_OWN_EXIT_SECONDS)
        exit_code = self._end(worker)
        if sys.platform != "win32" and exit_code == -signal.SIGXCPU:
            code = RejectCode.TIMEOUT
        if worker.ready:
            guilty, tasks = tasks[0], tasks[1:]
            _discard(guilty.staged)
            yield guilty.serial, Rejected(code)
        else:
            self._failed_starts += 1
            if self._failed_starts >= _MAX_FAILED_STARTS:
                raise DecodingUnavailable(f"decoding processes end at once (exit code {exit_code})")
        self._returned.extend(tasks)

    def _end_silent(self) -> list[Outcome]:
        """End the workers whose file takes too long."""
        now = self._clock()
        silent = [worker for worker in self._workers if worker.tasks and self._deadline(worker) <= now]
        return [outcome for worker in silent for outcome in self._bury(worker, RejectCode.TIMEOUT)]

    def _give_again(self) -> None:
        returned, self._returned = self._returned, deque()
        for task in returned:
            self.submit(task)

    def _deadline(self, worker: _Worker) -> float:
        return worker.heard_at + (self._limits.silence_seconds if worker.ready else _START_SECONDS)

    def _until_first_deadline(self) -> float:
        now = self._clock()
        return max(0.0, min(self._deadline(worker) - now for worker in self._workers if worker.tasks))

    def _forgive_unwatched_time(self) -> None:
        """Whoever takes the results may pause for minutes, and so may the whole computer."""
        unwatched = self._clock() - self._listened_at
        for worker in self._workers:
            worker.heard_at = min(worker.heard_at + unwatched, self._clock())

    def _end(self, worker: _Worker) -> int | None:
        """End a process, however stuck it is, and free what it held here; its exit code."""
        self._workers.remove(worker)
        worker.tasks.clear()
        worker.line.close()
        worker.process.kill()
        worker.process.join(_JOIN_SECONDS)
        exit_code = worker.process.exitcode
        with suppress(ValueError):  # still there after SIGKILL: in an uninterruptible read; the system ends it later
            worker.process.close()
        return exit_code


def _discard(staged: Path) -> None:
    with suppress(OSError):
        staged.unlink(missing_ok=True)


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Let a child start with Ctrl-C held back: its own start-up would print a traceback otherwise."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
