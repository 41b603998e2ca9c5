"""What runs in a decoding process: read a request, answer it, until the parent closes the line."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

from ugc_studio.media import wire
from ugc_studio.media.limits import Limits, cap_memory, grant_cpu


def serve(line: Connection, limits: Limits) -> None:
    """Answer ``(path, staged)`` requests one after the other, with signs of life in between."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what stops
    _silence()
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    import cv2

    from ugc_studio.media.decode import FileDecoder

    cv2.setNumThreads(1)
    cap_memory(limits)
    with FileDecoder(limits, alive=lambda: line.send_bytes(wire.ALIVE)) as decoder:
        try:
            line.send_bytes(wire.READY)
            while True:
                path, staged = line.recv()
                grant_cpu(limits)
                line.send_bytes(wire.encode(decoder.decode(path, staged)))
        except (EOFError, OSError):
            return  # the parent has gone or has closed the line


def _silence() -> None:
    """Keep what native decoders print about damaged files off the user's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
