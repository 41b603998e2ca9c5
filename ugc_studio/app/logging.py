"""The log of the program: warnings, and the traceback behind every "details are in the log".

Nothing in it is needed later, so it is kept short: one old file beside the current one. It lies outside the library,
and personal names do not belong in it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LARGEST = 1_000_000  # bytes; then the log starts anew and the old one is kept once
ROOT_LOGGER = "ugc_studio"


@contextmanager
def logging_to(file: Path, *, level: int = logging.WARNING) -> Iterator[logging.Logger]:
    """Write the program's log to a file while the block runs; without a writable folder it goes nowhere."""
    logger = logging.getLogger(ROOT_LOGGER)
    handler = _handler(file)
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield logger
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
        handler.close()


def _handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".old.log"))
        file.open("a").close()  # told now rather than in the middle of an error
        return logging.FileHandler(file, encoding="utf-8", errors="backslashreplace", delay=True)
    except OSError:
        return logging.NullHandler()
