"""What a long job sees of the outside: progress to report, problems to collect, a stop to obey."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.problems import ItemProblem


class JobContext(Protocol):
    """The only thing a job body knows about whoever runs it."""

    def stage(self, name: Text, total: int | None = None) -> None:
        """Begin a named stage; ``total`` items if it is known."""

    def advance(self, count: int = 1) -> None:
        """Report that ``count`` more items are done."""

    def problem(self, problem: ItemProblem) -> None:
        """Collect an expected failure of one item; the job goes on."""

    def check(self) -> None:
        """Raise :class:`Stopped` if the user asked to stop."""


@dataclass(frozen=True, slots=True)
class JobSnapshot:
    """One look at a running job, cheap enough to take ten times a second."""

    stage: Text | None
    done: int
    total: int | None
    seconds: float
    problems: int
    finished: bool

    @property
    def rate(self) -> float:
        """Items a second since the stage began."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the stage is done at this rate, where the total is known."""
        if self.total is None or not self.done:
            return None
        return max(0.0, (self.total - self.done) / self.rate) if self.rate else None


@dataclass(slots=True)
class RecordingContext:
    """A context that counts and collects; the base of every runner, thread-safe."""

    clock: Callable[[], float] = time.monotonic
    problems: list[ItemProblem] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _stage: Text | None = None
    _total: int | None = None
    _done: int = 0
    _began: float = 0.0
    _finished: bool = False

    def stage(self, name: Text, total: int | None = None) -> None:
        """Begin a named stage and start counting from zero."""
        with self._lock:
            self._stage, self._total, self._done, self._began = name, total, 0, self.clock()

    def advance(self, count: int = 1) -> None:
        """Count items of the stage."""
        with self._lock:
            self._done += count

    def problem(self, problem: ItemProblem) -> None:
        """Keep the problem for the report."""
        with self._lock:
            self.problems.append(problem)

    def check(self) -> None:
        """Raise :class:`Stopped` after :meth:`stop` was called."""
        if self._stop.is_set():
            raise Stopped(_("Stopped. What was done is kept; doing it again continues."))

    def stop(self) -> None:
        """Ask the job to end at its next safe point."""
        self._stop.set()

    def finish(self) -> None:
        """Mark the job as over."""
        with self._lock:
            self._finished = True

    def snapshot(self) -> JobSnapshot:
        """Return what can be shown right now."""
        with self._lock:
            seconds = self.clock() - self._began if self._stage is not None else 0.0
            return JobSnapshot(self._stage, self._done, self._total, seconds, len(self.problems), self._finished)
