"""The options that every command understands, wherever on the line they stand."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

ROLES = ("editor", "legal", "scheduler")


@dataclass(frozen=True, slots=True)
class GlobalOption:
    """One option of every command: its name, what its value is called (None for a switch), and its help."""

    name: str
    value: str | None
    help: str


GLOBAL_OPTIONS = (
    GlobalOption("--library", N_("FOLDER"), N_("The library to use. Otherwise the last one opened.")),
    GlobalOption("--json", None, N_("Print one JSON document for other programs.")),
    GlobalOption("--lang", "en|fr", N_("The language of all texts. Otherwise the one of your system.")),
    GlobalOption("--quiet", None, N_("No progress and no remarks, only the result.")),
    GlobalOption("--actor", N_("NAME"), N_("Who acts, for the history and the consent ledger.")),
    GlobalOption("--role", "|".join(ROLES), N_("What this person may do.")),
    GlobalOption("--version", None, N_("Show the version.")),
    GlobalOption("--help", None, N_("Show this help, or the help of a command.")),
)
_SWITCHES = {option.name for option in GLOBAL_OPTIONS if option.value is None} | {"-h"}
_VALUES = {option.name for option in GLOBAL_OPTIONS if option.value is not None}


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """The values of the global options, and the words that are left for the command."""

    library: Path | None = None
    json: bool = False
    lang: str | None = None
    quiet: bool = False
    actor: str | None = None
    role: str | None = None
    version: bool = False
    help: bool = False
    rest: tuple[str, ...] = field(default=())

    @classmethod
    def split(cls, arguments: Sequence[str]) -> GlobalOptions:
        """Take the global options out of a command line; what follows ``--`` is left alone.

        Raises :class:`UsageError` for an option without its value or with an impossible one.
        """
        switches: set[str] = set()
        values: dict[str, str] = {}
        rest: list[str] = []
        words = iter(arguments)
        for word in words:
            name, equals, value = word.partition("=")
            if word == "--":
                rest += [word, *words]
            elif word in _SWITCHES:
                switches.add(word)
            elif name in _VALUES:
                values[name] = value if equals else next(words, "")
                if not values[name]:
                    raise UsageError(_("{option} needs a value.", option=name))
            else:
                rest.append(word)
        role = values.get("--role")
        if role is not None and role not in ROLES:
            raise UsageError(_("{role} is not a role. Choose one of: {roles}.", role=role, roles=list(ROLES)))
        return cls(
            library=Path(values["--library"]).expanduser() if "--library" in values else None,
            json="--json" in switches,
            lang=values.get("--lang"),
            quiet="--quiet" in switches,
            actor=values.get("--actor"),
            role=role,
            version="--version" in switches,
            help=bool(switches & {"--help", "-h"}),
            rest=tuple(rest),
        )

    def without_rest(self) -> GlobalOptions:
        """The same options, for a command that asks what it was given."""
        return replace(self, rest=())


def choose_language(
    named: str | None, known: Sequence[str], environment: Mapping[str, str] = os.environ
) -> str:
    """The named language, else the one of the system, else English; raises :class:`UsageError` for an unknown name."""
    if named is not None:
        if named not in known:
            raise UsageError(_("{lang} is not a language of this program. Choose one of: {known}.",
                               lang=named, known=list(known)))
        return named
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return _first_known([value], known)
    if os.name == "nt":
        import locale  # Windows sets no variable

        return _first_known([locale.getlocale()[0] or ""], known)
    return known[0]


def _first_known(names: Sequence[str], known: Sequence[str]) -> str:
    short = {"french": "fr", "english": "en"}
    for name in names:
        language = name.lower().replace("-", "_").partition("_")[0].partition(".")[0]
        language = short.get(language, language)
        if language in known:
            return language
    return known[0]
