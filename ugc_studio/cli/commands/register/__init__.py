"""``brand``, ``account``, ``market``, ``place``, ``party``, ``notice``: what the register holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import typer

from ugc_studio.cli.commands.register import accounts, brands, markets, notices, people, places
from ugc_studio.domain.messages import N_

Command = Callable[..., Any]


def register(app: typer.Typer) -> None:
    """Add one group for each kind of entry."""
    _group(app, "brand", N_("Brands, with their policy and standard use."), brands.COMMANDS)
    _group(app, "account", N_("Accounts of brands on channels."), accounts.COMMANDS)
    _group(app, "market", N_("Countries that are addressed together."), markets.COMMANDS)
    _group(app, "place", N_("Where photos were taken."), places.COMMANDS)
    _group(app, "party", N_("People and bodies who can say yes or no."), people.COMMANDS)
    _group(app, "notice", N_("What people are asked to agree to, with its scope."), notices.COMMANDS)


def _group(app: typer.Typer, name: str, text: str, commands: Sequence[tuple[str, str, Command]]) -> None:
    group = typer.Typer(help=text)
    app.add_typer(group, name=name)
    for word, explained, command in commands:
        group.command(word, help=explained)(command)
