"""Starts the command line: reads the global options, finds the command, runs it, and explains what went wrong.

``main`` returns an exit code and never raises. Nothing heavy is imported before a command asks for it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ugc_studio import __version__, resources
from ugc_studio.cli.options import GlobalOptions, choose_language
from ugc_studio.domain.errors import UsageError

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.cli.context import CliContext, StudioOpener
    from ugc_studio.cli.failures import Failure
    from ugc_studio.domain.messages import Text

PROGRAM = "ugc-studio"


def run() -> NoReturn:
    """Run the command line alone, as a program."""
    forgive_terminals()
    sys.exit(main())


def forgive_terminals() -> None:
    """Let a terminal that lacks a letter show its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def main(
    argv: Sequence[str] | None = None,
    *,
    opener: StudioOpener | None = None,
    show: Callable[[Path], None] | None = None,
    no_window: Text | None = None,
) -> int:
    """Run one command line and return its exit code.

    Args:
        opener: Opens the library; given by tests only.
        show: Told the library that a command wants to be seen in the window afterwards.
        no_window: Why no window could open when there is no command; told below the help.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    from ugc_studio.app import paths
    from ugc_studio.app.logging import logging_to

    log = paths.log_file()
    console = _console(GlobalOptions(json="--json" in arguments), resources.SOURCE_LANGUAGE)
    with logging_to(log) as logger:
        try:
            options = GlobalOptions.split(arguments)
            console = _console(options, choose_language(options.lang, resources.languages()))
            code = _dispatch(options, console, opener, show)
            if options.json and not console.emitted:  # a command with nothing to say still owes its document
                console.emit_json({})
            _refuse(no_window)
            sys.stdout.flush()  # a broken pipe shows now, where it can be told
        except (Exception, KeyboardInterrupt) as error:  # the outermost edge: each is explained
            from ugc_studio.cli.failures import EXIT_FAULT, explain

            failure = explain(error, log)
            if failure.exit_code == EXIT_FAULT:
                logger.exception("unexpected error")  # the line itself may hold names of persons
            return _tell(failure, console)
    return code


def _console(options: GlobalOptions, language: str) -> Console:
    from ugc_studio.cli.console import Console
    from ugc_studio.cli.output import TerminalTranslator

    translator = TerminalTranslator(resources.translations(language), language)
    return Console(translator, json=options.json, quiet=options.quiet)


def _dispatch(
    options: GlobalOptions, console: Console, opener: StudioOpener | None, show: Callable[[Path], None] | None
) -> int:
    if options.version:
        _show(console, f"{PROGRAM} {__version__}\n", {"version": __version__})
        return 0
    from ugc_studio.cli.context import CliContext
    from ugc_studio.cli.help import HelpPage
    from ugc_studio.cli.tree import command_tree, find_command

    tree = command_tree()
    command, path = find_command(tree, options.rest)
    if options.help or hasattr(command, "commands"):  # a group alone does nothing: its help says what it offers
        page = HelpPage(console.translator).render(command, (PROGRAM, *path))
        _show(console, page, {"help": page})
        return 0
    context = CliContext(options.without_rest(), console)
    if opener is not None:
        context.opener = opener
    if show is not None:
        context.show = show
    with contextlib.closing(context):
        return _invoke(tree, options.rest, context)


def _invoke(tree: Any, arguments: Sequence[str], context: CliContext) -> int:
    """Run the command; a command returns its exit code, or nothing for 0."""
    import typer

    try:
        with tree.make_context(PROGRAM, list(arguments), obj=context) as made:
            result = tree.invoke(made)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort as error:  # the end of the input, or Ctrl-C at a question
        raise KeyboardInterrupt from error
    return result if isinstance(result, int) else 0


def _refuse(reason: Text | None) -> None:
    if reason is not None:
        raise UsageError(reason)


def _show(console: Console, text: str, document: dict[str, str]) -> None:
    if console.json:
        console.emit_json(document)
    else:
        sys.stdout.write(text)


def _tell(failure: Failure, console: Console) -> int:
    """Say in one sentence what went wrong; with ``--json`` also as the document, if none is out yet."""
    from ugc_studio.cli.failures import EXIT_PIPE

    try:
        sys.stdout.flush()
    except (OSError, ValueError):  # gone or full: that may be the very failure to tell
        _give_up_stdout()
    with contextlib.suppress(OSError, ValueError):  # standard error may be gone too
        console.error(failure.text)
    if console.json and not console.emitted and failure.exit_code != EXIT_PIPE:
        with contextlib.suppress(OSError, ValueError):
            console.emit_json({"error": {"kind": failure.kind, "text": failure.text, "exit_code": failure.exit_code}})
            sys.stdout.flush()
    return failure.exit_code


def _give_up_stdout() -> None:
    """Let what is still buffered go nowhere, or Python would complain once more at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
