"""The tree of commands: every module of ``ugc_studio.cli.commands`` adds its own with ``register(app)``."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

from ugc_studio.cli import commands
from ugc_studio.cli.failures import unknown_command, unknown_option
from ugc_studio.domain.errors import UsageError


def command_tree() -> Any:
    """Build the tree; its nodes have ``commands`` (groups) or ``params`` (commands), and ``help``.

    Modules are found, not listed, so that a new file is a new command; what they need is imported by their bodies.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(_nothing)  # without it a program with one command would be that command
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        if not module.name.startswith("_"):
            import_module(f"{commands.__name__}.{module.name}").register(app)
    return typer.main.get_command(app)


def find_command(tree: Any, arguments: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    """The command that a line names and the words that name it; the deepest group when the line ends early.

    Raises :class:`UsageError` for a word that names no command, before Typer can say so in English.
    """
    command = tree
    path: list[str] = []
    for word in arguments:
        known: dict[str, Any] | None = getattr(command, "commands", None)
        if known is None:
            break
        if word.startswith("-"):
            raise UsageError(unknown_option(word))
        if word not in known:
            raise UsageError(unknown_command(word, [name for name, one in known.items() if not one.hidden]))
        command = known[word]
        path.append(word)
    return command, tuple(path)


def _nothing() -> None:
    """Global options are taken off the line before Typer sees it."""
