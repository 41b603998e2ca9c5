"""The processes in which originals are looked at for the screen: safe from any thread, and never ours."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.crew import DecodingUnavailable, interrupts_held_back
from ugc_studio.media.glimpses import READY, BadAnswer, Glimpse, Look, decode, serve
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits

WORKERS = 2
_START_SECONDS = 60.0
_MAX_MESSAGE_BYTES = 256 * 1024 * 1024
_JOIN_SECONDS = 10.0


@dataclass(slots=True, eq=False)
class _Worker:
    process: SpawnProcess
    line: Connection


class Lightbox:
    """Looks at originals in a few processes that are started when they are needed; a context manager.

    A process that dies or hangs costs the one look that it was at; the next one starts another.
    """

    def __init__(self, workers: int = WORKERS, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # the last one has the last original at hand
        for _place in range(workers):
            self._places.put(None)
        self._workers: list[_Worker] = []
        self._guard = threading.Lock()
        self._closed = False

    def __enter__(self) -> Lightbox:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes that are there now, busy or not."""
        with self._guard:
            return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    def look(self, look: Look) -> Glimpse | Rejected:
        """One picture of one original; waits until a process is free.

        Raises:
            DecodingUnavailable: no process can be started, or the box is closed.
        """
        worker = self._places.get()
        kept: _Worker | None = None
        try:
            if worker is None:
                worker = self._start()
            answer = self._ask(worker, look)
            if not isinstance(answer, Rejected) or answer.code not in (RejectCode.WORKER_DIED, RejectCode.TIMEOUT):
                kept = worker
            return answer
        finally:
            if worker is not None and kept is None:
                self._end(worker)
            self._places.put(kept)

    def close(self) -> None:
        """End every process; looks that are under way end as failures of a dead worker."""
        self._closed = True
        with self._guard:
            workers = list(self._workers)
        for worker in workers:
            with suppress(ValueError):  # it has just ended by itself
                worker.process.kill()
        for _place in range(self._places.qsize()):
            with suppress(queue.Empty):
                idle = self._places.get_nowait()
                if idle is not None:
                    self._end(idle)
                self._places.put(None)

    def _start(self) -> _Worker:
        if self._closed:
            raise DecodingUnavailable("the lightbox is closed")
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        process = context.Process(target=serve, args=(theirs, self._limits), name="lightbox", daemon=True)
        if sys.platform != "win32":
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()
        with interrupts_held_back():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        with self._guard:
            self._workers.append(worker)
        try:
            ready = ours.poll(_START_SECONDS) and ours.recv_bytes(_MAX_MESSAGE_BYTES) == READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self._end(worker)
            raise DecodingUnavailable("a process for previews ends at once")
        return worker

    def _ask(self, worker: _Worker, look: Look) -> Glimpse | Rejected:
        try:
            worker.line.send(look)
            if not worker.line.poll(self._limits.silence_seconds):
                return Rejected(RejectCode.TIMEOUT)
            return decode(worker.line.recv_bytes(_MAX_MESSAGE_BYTES))
        except (EOFError, OSError, BadAnswer):
            worker.process.join(1.0)
            spent = sys.platform != "win32" and worker.process.exitcode == -signal.SIGXCPU
            return Rejected(RejectCode.TIMEOUT if spent else RejectCode.WORKER_DIED)

    def _end(self, worker: _Worker) -> None:
        with self._guard:
            if worker in self._workers:
                self._workers.remove(worker)
        worker.line.close()
        worker.process.kill()
        worker.process.join(_JOIN_SECONDS)
        with suppress(ValueError):  # still there after SIGKILL: the system ends it later
            worker.process.close()
