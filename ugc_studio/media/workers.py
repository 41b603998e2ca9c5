"""A pool of decoding processes for files that nobody vouches for.

The parent is single-threaded and imports neither numpy nor any decoder: it hands out paths, waits on pipes, keeps the
deadlines, and replaces workers that die or fall silent; one such file is one rejected file.
"""

from __future__ import annotations

import itertools
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ugc_studio.domain.media import Decoded, Rejected
from ugc_studio.media.crew import Crew, DecodingUnavailable, Outcome, Task
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits

__all__ = ["MAX_WORKERS", "DecodePool", "DecodeRequest", "DecodeResult", "DecodingUnavailable"]

MAX_WORKERS = 4

Token = TypeVar("Token")


@dataclass(frozen=True, slots=True)
class DecodeRequest(Generic[Token]):
    """A file to decode. ``token`` comes back with the result and never leaves this process.

    ``staging`` is an existing folder, on the library's own disk, for the untouched copy.
    """

    token: Token
    path: Path
    staging: Path


@dataclass(frozen=True, slots=True)
class DecodeResult(Generic[Token]):
    """What became of a request."""

    token: Token
    path: Path
    outcome: Decoded | Rejected


class DecodePool:
    """Decodes many files in a few processes; a context manager that leaves no process behind.

    One ``run`` at a time; the workers stay for the next one.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        limits: Limits = DEFAULT_LIMITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        size = workers if workers is not None else min(os.cpu_count() or 1, MAX_WORKERS)
        self._crew = Crew(max(1, size), limits, clock=clock)
        self._prefix = secrets.token_hex(6)
        self._serials = itertools.count()
        self._running = False

    def __enter__(self) -> DecodePool:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The decoding processes that are there now, busy or not."""
        return self._crew.process_ids

    def close(self) -> None:
        """End every worker and remove the copies of files that were under way."""
        self._crew.close()

    def run(self, requests: Iterable[DecodeRequest[Token]]) -> Generator[DecodeResult[Token], None, None]:
        """Yield the results as they come, in any order; requests are taken only when a worker has room.

        Whoever receives a :class:`Decoded` owns its staged copy. Closing the generator stops at once: workers in the
        middle of a file are ended and every copy that was not handed over is removed.

        Raises:
            DecodingUnavailable: no decoding process can be started.
        """
        if self._running:
            raise RuntimeError("this pool is already running")
        self._running = True
        under_way: dict[int, DecodeRequest[Token]] = {}
        arrived: deque[Outcome] = deque()
        try:
            source = iter(requests)
            while True:
                more = self._fill(source, under_way)
                if arrived:
                    serial, outcome = arrived[0]
                    request = under_way.pop(serial)
                    arrived.popleft()
                    yield DecodeResult(request.token, request.path, outcome)
                elif not under_way and not more:
                    return
                arrived.extend(self._crew.collect(wait_seconds=0 if arrived else None))
        finally:
            self._running = False
            self._crew.abandon()
            for _serial, outcome in arrived:
                _discard(outcome)

    def _fill(self, source: Iterator[DecodeRequest[Token]], under_way: dict[int, DecodeRequest[Token]]) -> bool:
        """Hand out requests while there is room; whether more may come."""
        while self._crew.has_room:
            request = next(source, None)
            if request is None:
                return False
            serial = next(self._serials)
            under_way[serial] = request
            staged = request.staging / f"{self._prefix}-{serial}"
            self._crew.submit(Task(serial, os.fspath(request.path), staged))
        return True


def _discard(outcome: Decoded | Rejected) -> None:
    if isinstance(outcome, Decoded):
        with suppress(OSError):
            outcome.staged.unlink(missing_ok=True)
