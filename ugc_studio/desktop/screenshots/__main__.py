"""``python -m ugc_studio.desktop.screenshots OUT``: pictures of every place, for the README and for reviewers."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ugc_studio import resources

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # drawn in memory; the same widgets, the same pixels


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what was asked for; returns the exit code."""
    options = _parser().parse_args(arguments)
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from ugc_studio.desktop.screenshots.taking import Session

    with tempfile.TemporaryDirectory(prefix="ugc-studio-screenshots-") as scratch:
        session = Session(Path(scratch), options.out, library=options.library)
        for language in options.lang.split(","):
            for appearance in options.theme.split(","):
                for size in options.size.split(","):
                    taken = session.take(
                        language, appearance, size=_size(size), text_size=options.text_size, only=options.only
                    )
                    print(f"{language} {appearance} {size}: {len(taken)} pictures in {taken[0].parent}", flush=True)
        session.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    languages = ",".join(resources.languages())
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder that the pictures go to")
    parser.add_argument("--lang", default="en", help=f"one or more of {languages}, with commas between")
    parser.add_argument("--theme", default="dark", help="dark, light, or both with a comma between")
    parser.add_argument("--size", default="1440x900", help="window sizes, for instance 1440x900,1100x700")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels of the picture for one of the window")
    parser.add_argument("--text-size", type=int, default=100, help="text size in percent, 90 to 140")
    parser.add_argument("--only", default="", help="only pictures whose names begin with this")
    parser.add_argument("--library", type=Path, help="a library to show instead of the sample; a copy of it is shown")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
