"""The processes in which renditions are made: apart from ours, bounded in memory and time, a few at most."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context

from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits, cap_memory, grant_cpu
from ugc_studio.media.renditions import Rendition, RenditionJob, render

MAX_WORKERS = 4
CPU_SECONDS = 120
"""For all sizes of one original together: AVIF takes its time."""
DEADLINE_SECONDS = 300.0

Outcome = tuple[Rendition, ...] | Rejected


class Darkroom:
    """Renders many originals; use it as a context manager. Processes start with the first job."""

    def __init__(self, workers: int | None = None, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._workers = max(1, workers if workers is not None else min(os.cpu_count() or 1, MAX_WORKERS))
        self._limits = replace(limits, cpu_seconds=CPU_SECONDS)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Darkroom:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def render(self, jobs: Iterable[RenditionJob]) -> Iterator[Outcome]:
        """Yield the outcome of each job, in their order; jobs are taken only when there is room."""
        waiting: deque[tuple[RenditionJob, Future[Outcome]]] = deque()
        source = iter(jobs)
        try:
            while True:
                while len(waiting) <= self._workers and (job := next(source, None)) is not None:
                    waiting.append((job, self._submit(job)))
                if not waiting:
                    return
                job, future = waiting.popleft()
                outcome = self._outcome(future)
                if outcome is None:  # one of the jobs under way ended the processes: do each again, alone
                    yield self._alone(job)
                    waiting = deque((other, self._settled(self._alone(other))) for other, _future in waiting)
                else:
                    yield outcome
        finally:
            for _job, future in waiting:
                future.cancel()

    def _submit(self, job: RenditionJob) -> Future[Outcome]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=get_context("spawn"), initializer=cap_memory, initargs=(self._limits,)
            )
        try:
            return self._pool.submit(_work, job, self._limits)
        except BrokenProcessPool as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def _outcome(self, future: Future[Outcome]) -> Outcome | None:
        try:
            return future.result(timeout=DEADLINE_SECONDS)
        except (BrokenProcessPool, CancelledError):
            self._abandon()
            return None
        except FutureTimeout:
            self._abandon()
            return Rejected(RejectCode.TIMEOUT)

    def _alone(self, job: RenditionJob) -> Outcome:
        return self._outcome(self._submit(job)) or Rejected(RejectCode.WORKER_DIED)

    @staticmethod
    def _settled(outcome: Outcome) -> Future[Outcome]:
        done: Future[Outcome] = Future()
        done.set_result(outcome)
        return done

    def _abandon(self) -> None:
        """End processes that died or hang; new ones start with the next job."""
        pool, self._pool = self._pool, None
        if pool is not None:
            # the executor has no public way to end a process that hangs before Python 3.14
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def _work(job: RenditionJob, limits: Limits) -> Outcome:
    grant_cpu(limits)
    return render(job, limits)
