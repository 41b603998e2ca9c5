"""The help of the program and of each command, in the reader's language.

Typer's own help is in English only and begins with whatever command was added first. This one is written from the
same command tree: the everyday commands first, every text looked up in the catalogue.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import Any

from ugc_studio.cli.options import GLOBAL_OPTIONS
from ugc_studio.cli.value_names import value_name
from ugc_studio.domain.messages import N_, Text, Translator, _

EVERYDAY = ("import", "today", "assets", "duplicates", "consent", "clearance", "gallery", "export", "check")
ABOUT = N_("Turns customers' photos and posts into galleries, and uses only what you have the right to use.")
WIDEST = 100


class HelpPage:
    """One page of help, written for a group or a command of the tree that Typer built."""

    def __init__(self, translator: Translator, *, width: int | None = None) -> None:
        self.translate = translator
        self.width = min(width or get_terminal_size().columns, WIDEST)

    def render(self, command: Any, path: Sequence[str]) -> str:
        """The page of ``command``, which is called as ``path``; the first of ``path`` is the program."""
        is_root = len(path) == 1
        paragraphs = [self.usage(command, path), self.wrap(self.description(command) if not is_root else ABOUT)]
        if commands := sub_commands(command):
            paragraphs += self.groups(commands) if is_root else [self.commands(_("Commands"), commands.items())]
        paragraphs.append(self.parameters(command, is_root=is_root))
        last = (
            _("{command} COMMAND --help explains a command.", command=path[0])
            if is_root
            else _("Options of every command: {command} --help", command=path[0])
        )
        paragraphs.append(self.translate(last))
        return "\n\n".join(filter(None, paragraphs)) + "\n"

    def usage(self, command: Any, path: Sequence[str]) -> str:
        """The line that shows how a command is put together."""
        words = [*path]
        arguments = [parameter for parameter in visible_parameters(command) if is_argument(parameter)]
        for argument in arguments:
            name = self.value_name(argument)
            if argument.nargs != 1 and " " not in name:  # several words say themselves what is repeated
                name += "…"
            words.append(name if argument.required else f"[{name}]")
        if sub_commands(command):
            words.append(self.translate(N_("COMMAND")))
        words.append(self.translate(N_("[OPTIONS]")))
        return self.translate(_("Usage: {line}", line=" ".join(words)))

    def groups(self, commands: dict[str, Any]) -> list[str]:
        """The commands of the program: those of every day in the order of the road, then the others by name."""
        everyday = [(name, commands[name]) for name in EVERYDAY if name in commands]
        others = sorted((name, command) for name, command in commands.items() if name not in EVERYDAY)
        return [self.commands(_("Every day"), everyday), self.commands(_("Advanced"), others)]

    def commands(self, heading: Text, commands: Iterable[tuple[str, Any]]) -> str:
        """A list of commands, each with the first sentence of its help."""
        return self.section(heading, [(name, first_sentence(self.description(command))) for name, command in commands])

    def parameters(self, command: Any, *, is_root: bool) -> str:
        """The arguments and options of a command; the program itself shows those of every command."""
        if is_root:
            rows = [
                (" ".join(filter(None, (option.name, self.translate(option.value or "")))), self.translate(option.help))
                for option in GLOBAL_OPTIONS
            ]
            return self.section(_("Options of every command"), rows)
        parameters = visible_parameters(command)
        arguments = [(self.value_name(p), self.explain(p)) for p in parameters if is_argument(p)]
        options = [(self.option_names(p), self.explain(p)) for p in parameters if not is_argument(p)]
        both = self.section(_("Arguments"), arguments), self.section(_("Options"), options)
        return "\n\n".join(filter(None, both))

    def option_names(self, option: Any) -> str:
        """All spellings of an option and what its value is called."""
        names = ", ".join([*sorted(option.opts, key=len), *option.secondary_opts])
        return names if option.is_flag else f"{names} {self.value_name(option)}"

    def explain(self, parameter: Any) -> str:
        """The help of one parameter with its default."""
        parts = [self.translate(parameter.help or "")]
        if not is_argument(parameter) and parameter.required:
            parts.append(self.translate(_("(needed)")))
        if not is_argument(parameter) and parameter.multiple:
            parts.append(self.translate(_("(may be repeated)")))
        if parameter.show_default and not parameter.required and is_telling(parameter.default):
            default = getattr(parameter.default, "value", parameter.default)
            parts.append(self.translate(_("(default: {value})", value=default)))
        return " ".join(filter(None, parts))

    def value_name(self, parameter: Any) -> str:
        """What the value is called: the choices, or a name for it."""
        if not parameter.metavar and (choices := choices_of(parameter)):
            return "|".join(choices)
        return self.translate(value_name(parameter))

    def description(self, command: Any) -> str:
        """The translated help of a command."""
        return self.translate(" ".join((command.help or "").split()))

    def section(self, heading: Text, rows: Sequence[tuple[str, str]]) -> str:
        """A heading with two columns below it; nothing when there are no rows."""
        if not rows:
            return ""
        column = min(max(len(name) for name, _help in rows), 30) + 2
        lines = [self.translate(_("{heading}:", heading=heading))]
        for name, text in rows:
            first, indent = f"  {name}", " " * (column + 2)
            if len(name) + 2 > column:
                lines.append(first)
                first = ""
            wrapped = textwrap.wrap(text, max(self.width - len(indent), 20)) or [""]
            lines.append((first.ljust(len(indent)) + wrapped[0]).rstrip())
            lines += [indent + more for more in wrapped[1:]]
        return "\n".join(lines)

    def wrap(self, text: str) -> str:
        """One paragraph within the width."""
        return textwrap.fill(self.translate(text), self.width)


def sub_commands(command: Any) -> dict[str, Any]:
    """The visible commands of a group; none for a plain command."""
    commands: dict[str, Any] = getattr(command, "commands", {})
    return {name: one for name, one in commands.items() if not one.hidden}


def visible_parameters(command: Any) -> list[Any]:
    """The arguments and options that help may show."""
    return [parameter for parameter in command.params if not parameter.hidden and parameter.name != "help"]


def is_argument(parameter: Any) -> bool:
    """Whether it is given by position."""
    return bool(parameter.param_type_name == "argument")


def is_telling(default: object) -> bool:
    """Whether a default is worth a word: not for switches and lists that are simply empty."""
    return default not in (None, "") and not isinstance(default, bool | list | tuple) and not callable(default)


def choices_of(parameter: Any) -> list[str]:
    """The values that a parameter can have, where they are a closed list."""
    choices = getattr(parameter.type, "choices", None) or ()
    return [str(getattr(choice, "value", choice)) for choice in choices]


def first_sentence(text: str) -> str:
    """The part of a help that fits into a list."""
    head, stop, _rest = text.partition(". ")
    return head + "." if stop else text
