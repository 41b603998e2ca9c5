"""What went wrong, in one sentence with an exit code: never a traceback for a user's mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ugc_studio.cli.help import choices_of
from ugc_studio.cli.value_names import value_name
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.file_faults import file_fault
from ugc_studio.domain.messages import Text, _

EXIT_USAGE = 2
EXIT_STORAGE = 5
EXIT_FAULT = 70  # EX_SOFTWARE of sysexits.h: our own fault
EXIT_STOPPED = 130  # 128 + SIGINT, what shells expect
EXIT_PIPE = 141  # 128 + SIGPIPE


@dataclass(frozen=True, slots=True)
class Failure:
    """How a run ended badly: a stable word for programs, a sentence for people, and the exit code."""

    kind: str
    text: Text
    exit_code: int


def explain(error: BaseException, log: Path) -> Failure:
    """The failure that an exception means; one that nobody expected points to the log."""
    match error:
        case StudioError():
            return Failure(_words(type(error).__name__), error.text, error.exit_code)
        case KeyboardInterrupt():
            return Failure("stopped", _("Stopped. What was done is kept; doing it again continues."), EXIT_STOPPED)
        case BrokenPipeError():
            text = _("The program that read the output ended; the rest was not printed.")
            return Failure("broken_pipe", text, EXIT_PIPE)
        case OSError():
            return _explain_os_error(error, log)
    if hasattr(error, "format_message"):  # Typer's usage errors have no public name
        return Failure("usage", _explain_usage(error), EXIT_USAGE)
    return _unexpected(log)


def _unexpected(log: Path) -> Failure:
    text = _("Something went wrong that should not have. Nothing you did is at fault; details are in {log}.", log=log)
    return Failure("fault", text, EXIT_FAULT)


def _explain_os_error(error: OSError, log: Path) -> Failure:
    fault = file_fault(error)
    if fault is None:
        return _unexpected(log)
    return Failure(fault.kind, fault.text, EXIT_USAGE if fault.named else EXIT_STORAGE)


def _explain_usage(error: Any) -> Text:
    match type(error).__name__:
        case "NoSuchOption":
            return unknown_option(error.option_name, error.possibilities or ())
        case "MissingParameter" if error.param is not None:
            return _("{name} is missing. {hint}", name=_name(error.param), hint=_hint(error))
        case "BadOptionUsage":
            return _("{option} needs a value.", option=error.option_name)
        case "BadParameter" if error.param is not None:
            return _bad_value(error)
    detail = error.format_message()
    if extra := re.search(r"unexpected extra arguments? ?\(?s?\)? \((.*)\)", detail):
        return _("Not understood: {words}. {hint}", words=extra.group(1), hint=_hint(error))
    return _("Not understood: {words}. {hint}", words=detail.rstrip("."), hint=_hint(error))


def _bad_value(error: Any) -> Text:
    name = _name(error.param)
    if choices := choices_of(error.param):
        return _("{name} must be one of: {choices}.", name=name, choices=choices)
    kind = str(error.param.type.name)
    if kind.startswith(("int", "float")):
        return _("{name} must be a number.", name=name)
    if kind == "datetime":
        return _("{name} must be a date such as 2026-08-18.", name=name)
    return _("{name} is not usable: {detail}", name=name, detail=error.message)


def _name(parameter: Any) -> str | Text:
    if parameter.param_type_name == "argument":
        return Text(value_name(parameter))
    return str(max(parameter.opts, key=len))


def _hint(error: Any) -> Text:
    command = error.ctx.command_path if error.ctx is not None else "ugc-studio"
    return _("Try: {command} --help", command=command)


def unknown_option(name: str, alike: Any = ()) -> Text:
    """An option that no one knows, with what may have been meant."""
    if alike:
        return _("There is no option {name}. Did you mean {alike}?", name=name, alike=sorted(alike)[0])
    return _("There is no option {name}.", name=name)


def unknown_command(name: str, known: list[str]) -> Text:
    """A command that no one knows, with what may have been meant."""
    import difflib

    if alike := difflib.get_close_matches(name, known, n=1):
        return _("There is no command {name}. Did you mean {alike}?", name=name, alike=alike[0])
    return _("There is no command {name}. Try: ugc-studio --help", name=name)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
