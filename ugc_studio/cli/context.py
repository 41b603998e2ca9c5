"""What a command is given: the global options, the console and the library, which is opened when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

import typer

from ugc_studio.cli.console import Console
from ugc_studio.cli.options import GlobalOptions, choose_language


class Studio(Protocol):
    """The opened library with its services; see ``ugc_studio.app``."""

    def close(self) -> None:
        """Close the library; safe to call twice."""

    def __getattr__(self, name: str) -> Any:
        """One of the services."""


# open_studio(options): opens the library that the options name.
StudioOpener = Callable[[GlobalOptions], Studio]


def open_named_library(options: GlobalOptions) -> Studio:
    """Open the library that the options, the environment or the settings name; a named one is the next default."""
    from ugc_studio import resources
    from ugc_studio.app import paths

    bootstrap = import_module("ugc_studio.app.bootstrap")  # late: the whole program hangs on this import
    folder = paths.library_folder(options.library)
    language = choose_language(options.lang, resources.languages())
    studio = bootstrap.open_studio(folder, actor=options.actor, role=options.role, language=language)
    if options.library is not None:
        paths.remember_library(folder)
    return cast("Studio", studio)


def leave_unseen(library: Path) -> None:
    """What ``show`` does where no window follows."""
    del library


@dataclass(slots=True)
class CliContext:
    """One run of the command line; commands get theirs with ``CliContext.of(ctx)``."""

    options: GlobalOptions
    console: Console
    opener: StudioOpener = open_named_library
    show: Callable[[Path], None] = leave_unseen
    _opened: list[Studio] = field(default_factory=list)

    @classmethod
    def of(cls, ctx: typer.Context) -> CliContext:
        """The context that ``main`` hung on Typer's own."""
        found = ctx.find_object(cls)
        if found is None:
            raise RuntimeError("this command was not started by ugc_studio.cli.main")
        return found

    @property
    def studio(self) -> Studio:
        """The library, opened at the first use and closed when the command ends."""
        if not self._opened:
            self._opened.append(self.opener(self.options))
        return self._opened[0]

    def close(self) -> None:
        """Close the library if it was opened."""
        while self._opened:
            self._opened.pop().close()
