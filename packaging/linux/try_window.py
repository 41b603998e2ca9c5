"""Opens a program's window on a virtual screen, looks whether it painted, and closes it as a person would.

``python3 packaging/linux/try_window.py PROGRAM [--library FOLDER]``; needs Xvfb, openbox and wmctrl. Standard library
only, so that it runs on the bare system where a package is tried. 1 when the window stays empty, an error shows on
standard error, or the program ends badly.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

DISPLAY = ":77"
PATIENCE = 20.0
SETTLING = 3.0
FEWEST_COLOURS = 200  # an empty window under a title bar has some dozens


def main(command: Sequence[str]) -> int:
    """Try the window and tell what was seen."""
    os.environ["DISPLAY"] = DISPLAY
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as stack:
        stack.enter_context(running("Xvfb", DISPLAY, "-screen", "0", "1600x1000x24", "-fbdir", scratch))
        picture = Path(scratch, "Xvfb_screen0")
        wait_until(picture.exists)
        stack.enter_context(running("openbox"))
        if not wait_until(lambda: subprocess.run(["wmctrl", "-m"], capture_output=True, check=False).returncode == 0):
            print("openbox does not start: nothing was tried")
            return 1
        with Path(scratch, "errors").open("w+", encoding="utf-8") as errors:
            code = try_window(command, picture, errors)
            errors.seek(0)
            said = errors.read()
        print(said, end="")
        return 1 if "Traceback" in said else code


@contextlib.contextmanager
def running(*command: str) -> Iterator[None]:
    """A program of the screen, ended afterwards."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def try_window(command: Sequence[str], picture: Path, errors: IO[str]) -> int:
    """Start, wait for the window, count its colours, close it; 0 when all went well."""
    started = time.monotonic()
    with subprocess.Popen(command, stderr=errors) as program:
        shown = wait_until(lambda: bool(windows()))
        print(f"window after {time.monotonic() - started:.2f} s: {', '.join(windows()) or 'none'}")
        painted = wait_until(lambda: colours(picture) >= FEWEST_COLOURS)
        time.sleep(SETTLING)  # the frame is painted before the library is open
        print(f"colours on the screen: {colours(picture)}")
        for title in windows():
            subprocess.run(["wmctrl", "-c", title], check=False)
        closed = wait_until(lambda: program.poll() is not None)
        print(f"exit code {program.returncode}" if closed else "it does not close")
        if not closed:
            program.kill()
    return 0 if shown and painted and program.returncode == 0 else 1


def wait_until(true: Callable[[], bool]) -> bool:
    """Wait for something, but not for ever."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def windows() -> list[str]:
    """The titles of the windows on the screen."""
    done = subprocess.run(["wmctrl", "-l"], capture_output=True, text=True, check=False)
    return [line.split(maxsplit=3)[3] for line in done.stdout.splitlines() if len(line.split(maxsplit=3)) == 4]


def colours(picture: Path) -> int:
    """How many colours the screen shows; Xvfb keeps it in a file of the XWD form."""
    dump = picture.read_bytes()
    header = struct.unpack(">25I", dump[:100])
    pixels = memoryview(dump)[header[0] + 12 * header[19]:].cast("B")
    whole = pixels[: len(pixels) // 4 * 4].cast("I")
    return len(set(whole))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
