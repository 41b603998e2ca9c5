"""Starts the program: without a command the window opens, with one the command line does its work."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ugc_studio.cli import main as command_line
from ugc_studio.cli.options import GlobalOptions
from ugc_studio.domain.errors import UsageError


def run() -> NoReturn:
    """The entry point of the installed program."""
    command_line.forgive_terminals()
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window or run a command, and return the exit code.

    Where no window can open, a command line without a command gets the help and the reason.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not _asks_for_the_window(arguments):
        return _run_command(arguments)
    from ugc_studio.desktop import screen

    obstacle = screen.obstacle()
    return command_line.main(arguments, no_window=obstacle) if obstacle is not None else _open_window(arguments)


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    try:
        options = GlobalOptions.split(arguments)
    except UsageError:
        return False  # the command line explains it
    return not (options.rest or options.help or options.version or options.json)


def _run_command(arguments: Sequence[str]) -> int:
    """Run a command, then open the window on the library that it wants to show, if there is a screen."""
    to_show: list[Path] = []
    code = command_line.main(arguments, show=to_show.append)
    if code or not to_show:
        return code
    from ugc_studio.desktop import screen

    return _open_window(["--library", str(to_show[-1])]) if screen.obstacle() is None else code


def _open_window(arguments: Sequence[str]) -> int:
    from ugc_studio.desktop.main import run as open_window  # Qt is loaded here, and not before

    return open_window(list(arguments))


if __name__ == "__main__":
    multiprocessing.freeze_support()
    run()
