"""The edge of every process that reads files nobody vouches for: how it is set up, and that nothing is raised there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TypeVar

from ugc_studio.domain.media import RejectCode, Rejected

T = TypeVar("T")


def set_up_process() -> None:
    """Leave stopping to the parent, say nothing on the user's terminal, and use one thread; call it before numpy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what stops
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # what native decoders print about damaged files
    os.close(nowhere)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    import cv2

    cv2.setNumThreads(1)


def guarded(work: Callable[[], T]) -> T | Rejected:
    """What ``work`` returns, or why the file gave nothing; whatever happens, nothing is raised."""
    from ugc_studio.media.pixels import UnusableError

    try:
        return work()
    except UnusableError as error:
        return error.rejected
    except MemoryError:
        return Rejected(RejectCode.TOO_MUCH_MEMORY)
    except FileNotFoundError:
        return Rejected(RejectCode.VANISHED)
    except OSError:
        return Rejected(RejectCode.UNREADABLE)
    except Exception as error:  # noqa: BLE001 -- the edge of the worker: decoders raise anything on hostile bytes
        return Rejected(RejectCode.DECODE_FAILED, {"detail": type(error).__name__})
