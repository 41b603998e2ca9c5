"""What runs in a decoding process: read a request, answer it, until the parent closes the line."""

from __future__ import annotations

from multiprocessing.connection import Connection

from ugc_studio.media import wire
from ugc_studio.media.edge import set_up_process
from ugc_studio.media.limits import Limits, cap_memory, grant_cpu


def serve(line: Connection, limits: Limits) -> None:
    """Answer ``(path, staged)`` requests one after the other, with signs of life in between."""
    set_up_process()
    from ugc_studio.media.decode import FileDecoder

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
