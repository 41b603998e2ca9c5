"""Starts the window: ``run(argv)`` is what ``ugc-studio`` without a command calls."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ugc_studio import resources
from ugc_studio.app import paths, preferences
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.program import Program, collect_on_this_thread

log = logging.getLogger(__name__)


def run(arguments: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    options = _parser().parse_args(list(sys.argv[1:] if arguments is None else arguments))
    application = make_application()
    sys.excepthook = _log_unexpected
    collector = collect_on_this_thread(application)
    program = Program(application, _chosen(options))
    program.window.resize(1440, 900)
    program.open(paths.library_folder(options.library))
    program.window.show()
    code = application.exec()
    collector.stop()
    program.close()
    return code


def make_application() -> QApplication:
    """The one QApplication of the process, named so that desktops can group its windows."""
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(["ugc-studio"])
    application.setApplicationName("ugc-studio")
    application.setApplicationDisplayName("UGC Studio")
    application.setDesktopFileName("ugc-studio")
    icon = QIcon()
    for file in resources.path("icons").glob("ugc-studio-*.png"):
        icon.addFile(str(file))
    application.setWindowIcon(icon)
    return application


def _chosen(options: argparse.Namespace) -> Preferences:
    chosen = preferences.load()
    given = {"language": options.lang, "name": options.actor, "role": options.role}
    return dataclasses.replace(chosen, **{name: value for name, value in given.items() if value})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ugc-studio")
    parser.add_argument("--library", type=Path)
    parser.add_argument("--lang", choices=("en", "fr"))
    parser.add_argument("--actor")
    parser.add_argument("--role", choices=("editor", "legal", "scheduler"))
    return parser


def _log_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Errors in slots and overrides come here; they are logged, never fatal."""
    log.error("unexpected error in the window", exc_info=(kind, error, trace))
