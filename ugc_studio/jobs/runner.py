"""Runs a job body inline (CLI, tests) or on a thread of its own (desktop, terminal progress)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from ugc_studio.jobs.context import JobContext, JobSnapshot, RecordingContext

T = TypeVar("T")
JobBody = Callable[[JobContext], T]


class JobHandle(Generic[T]):
    """A started job: look at it, stop it, wait for its result or its error."""

    def __init__(self, context: RecordingContext) -> None:
        self.context = context
        self._done = threading.Event()
        self._result: list[T] = []
        self._error: BaseException | None = None

    def snapshot(self) -> JobSnapshot:
        """Return the progress of this moment."""
        return self.context.snapshot()

    def stop(self) -> None:
        """Ask the job to stop at its next safe point."""
        self.context.stop()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the job is over; False when the time ran out first."""
        return self._done.wait(seconds)

    def result(self) -> T:
        """Wait, then return what the job returned or raise what it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def run(self, body: JobBody[T]) -> None:
        """Run the body in the calling thread and keep its outcome."""
        try:
            self._result.append(body(self.context))
        except BaseException as error:  # noqa: BLE001 - kept and raised again by result()
            self._error = error
        finally:
            self.context.finish()
            self._done.set()


class InlineJobRunner:
    """Runs each job at once in the calling thread."""

    def start(self, body: JobBody[T]) -> JobHandle[T]:
        """Run the body to its end and return its handle."""
        handle: JobHandle[T] = JobHandle(RecordingContext())
        handle.run(body)
        return handle


class ThreadJobRunner:
    """Runs each job on a plain thread; ``close`` stops and joins what still runs."""

    def __init__(self) -> None:
        self._running: list[tuple[threading.Thread, JobHandle[object]]] = []

    def start(self, body: JobBody[T]) -> JobHandle[T]:
        """Start the body on a new thread."""
        handle: JobHandle[T] = JobHandle(RecordingContext())
        thread = threading.Thread(target=handle.run, args=(body,), name="ugc-studio-job", daemon=False)
        self._running = [(t, h) for t, h in self._running if t.is_alive()]
        self._running.append((thread, handle))  # type: ignore[arg-type]  # the list never reads the result
        thread.start()
        return handle

    def close(self) -> None:
        """Ask every running job to stop and wait for it."""
        for _thread, handle in self._running:
            handle.stop()
        for thread, _handle in self._running:
            thread.join()
        self._running.clear()
