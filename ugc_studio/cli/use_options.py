"""The options that describe a use, the same for every command that asks the gate (see ``cli.md``)."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import N_, _

R = TypeVar("R")
DAY = ["%Y-%m-%d"]

ChannelOption = Annotated[str | None, typer.Option("--channel", help=N_("Where it is published; see: channels."))]
AccountOption = Annotated[
    str | None, typer.Option("--account", help=N_("The account; it knows its channel, brand, market and zone."))
]
BrandOption = Annotated[str | None, typer.Option("--brand", help=N_("The brand that publishes."))]
TerritoryOption = Annotated[
    list[str] | None, typer.Option("--territory", help=N_("A targeted country such as FR, or worldwide."))
]
PurposeOption = Annotated[str | None, typer.Option("--purpose", help=N_("What for. Without it: promotion."))]
PaidOption = Annotated[bool, typer.Option("--paid", help=N_("With paid reach (advertising)."))]
AlterOption = Annotated[
    list[str] | None, typer.Option("--alter", help=N_("A change to the picture: crop, colour, retouch, overlay…"))
]
LabelOption = Annotated[
    bool, typer.Option("--label", help=N_("With the line that tells readers it is a paid partnership."))
]
ContextOption = Annotated[
    list[str] | None, typer.Option("--context", help=N_("What it appears together with, such as alcohol or politics."))
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", help=N_("When it goes out: a day, or a day and time. Without it: now."), metavar=N_("DATE")),
]
UntilOption = Annotated[
    dt.datetime | None,
    typer.Option("--until", help=N_("The last day online. Without it: an open end."), formats=DAY, metavar=N_("DATE")),
]
OnOption = Annotated[
    dt.datetime | None, typer.Option("--on", help=N_("The day of asking."), formats=DAY, metavar=N_("DATE"))
]


def use_parts(
    *,
    channel: ChannelOption = None,
    account: AccountOption = None,
    brand: BrandOption = None,
    territory: TerritoryOption = None,
    purpose: PurposeOption = None,
    paid: PaidOption = False,
    alter: AlterOption = None,
    label: LabelOption = False,
    context: ContextOption = None,
    publish_from: FromOption = None,
    until: UntilOption = None,
    on: OnOption = None,
) -> UseParts:
    """What was said about a use; an option that was left out says nothing."""
    return UseParts(
        channel=channel,
        account=account,
        brand=brand,
        territories=tuple(territory) if territory else None,
        purpose=purpose,
        paid=True if paid else None,
        alterations=tuple(alter) if alter else None,
        label=True if label else None,
        contexts=tuple(one.casefold() for one in context) if context else None,
        publish_from=moment_of(publish_from),
        live_until=until.date() if until else None,
        on=on.date() if on else None,
    )


def with_use_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command every option of :func:`use_parts` in the place of its parameter ``parts``.

    Typer reads a command's signature, so the options stand in one place only, whichever commands take them.
    """
    own = inspect.signature(command, eval_str=True)
    options = inspect.signature(use_parts, eval_str=True).parameters
    parameters: list[inspect.Parameter] = []
    for parameter in own.parameters.values():
        parameters += options.values() if parameter.name == "parts" else [parameter]

    @functools.wraps(command)
    def run(*arguments: Any, **words: Any) -> R:
        said = {name: words.pop(name) for name in options}
        return command(*arguments, parts=use_parts(**said), **words)

    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # where inspect looks first
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def moment_of(text: str | None) -> dt.datetime | dt.date | None:
    """A day, or a day and a time; :class:`UsageError` for anything else."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(_("{text} is not a date such as 2026-08-18 or 2026-08-18T10:15.", text=text)) from None
