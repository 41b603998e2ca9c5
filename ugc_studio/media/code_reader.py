"""The process in which pages are looked at for codes: papers come by mail and from phones, from anybody."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeVar

from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.codes import CODES, PICTURES, READY, BadAnswer, decode, decode_pages, serve
from ugc_studio.media.crew import DecodingUnavailable, interrupts_held_back
from ugc_studio.media.limits import DEFAULT_LIMITS, Limits

CPU_SECONDS = 60
"""A PDF of twenty scanned pages, each looked at in three sizes."""
_START_SECONDS = 60.0
_MAX_MESSAGE_BYTES = 32_000_000
_JOIN_SECONDS = 10.0

T = TypeVar("T")


class CodeReader:
    """Reads the codes of one file after the other in one process; a context manager that leaves none behind.

    A process that dies or hangs costs the one file that it was at; the next file starts another.
    """

    def __init__(self, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = replace(limits, cpu_seconds=max(limits.cpu_seconds, CPU_SECONDS))
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> CodeReader:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def read(self, path: Path) -> tuple[str, ...] | Rejected:
        """The texts of the codes in a picture or a PDF, or why it cannot be looked at.

        Raises:
            DecodingUnavailable: the process does not start.
        """
        return self._ask(CODES, path, decode)

    def pictures(self, path: Path) -> tuple[bytes, ...] | Rejected:
        """The first pages of a file as JPEGs of our own, upright as far as their code tells.

        Raises:
            DecodingUnavailable: the process does not start.
        """
        return self._ask(PICTURES, path, decode_pages)

    def _ask(self, wish: str, path: Path, answer: Callable[[bytes], T | Rejected]) -> T | Rejected:
        line = self._line or self._start()
        try:
            line.send((wish, os.fspath(path)))
            if not line.poll(self._limits.silence_seconds + self._limits.cpu_seconds):
                self.close()
                return Rejected(RejectCode.TIMEOUT)
            return answer(line.recv_bytes(_MAX_MESSAGE_BYTES))
        except (EOFError, OSError, BadAnswer):
            self.close()
            return Rejected(RejectCode.WORKER_DIED)

    def close(self) -> None:
        """End the process."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join(_JOIN_SECONDS)
            with suppress(ValueError):  # still there after SIGKILL: the system ends it later
                process.close()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=True)
        process = context.Process(target=serve, args=(theirs, self._limits), name="code reader", daemon=True)
        if sys.platform != "win32":
            from multiprocessing import resource_tracker

            resource_tracker.ensure_running()
        with interrupts_held_back():
            process.start()
        theirs.close()
        self._process, self._line = process, ours
        try:
            ready = ours.poll(_START_SECONDS) and ours.recv_bytes(_MAX_MESSAGE_BYTES) == READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            self.close()
            raise DecodingUnavailable("the process that reads codes ends at once")
        return ours
