"""Commands that exist in tests only: each does one thing that the frame must cope with.

They stand in a module file that the tests add to ``ugc_studio.cli.commands``, as a real command module would.
"""

from __future__ import annotations

TRIAL_COMMANDS = '''
from __future__ import annotations

import datetime as dt
import errno
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain import errors
from ugc_studio.domain.messages import N_, _
from ugc_studio.domain.problems import ItemProblem


class Kind(StrEnum):
    CROP = "crop"
    MIRROR = "mirror"


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=N_("Trial commands. Only for tests."))
    app.add_typer(group, name="trial")
    for command in (options, fail, table, lines, job, number, ask, touch):
        group.command(command.__name__, help=N_("Trial."))(command)
    app.command("today", help=N_("Tells what is due. More words."))(today)
    app.command("zebra", help=N_("Comes last."))(today)


def today(ctx: typer.Context) -> None:
    CliContext.of(ctx).console.print(_("Nothing is due."))


def options(ctx: typer.Context) -> None:
    found = CliContext.of(ctx).options
    CliContext.of(ctx).console.emit_json({"library": found.library, "actor": found.actor, "role": found.role})


def fail(ctx: typer.Context, how: str) -> None:
    if how == "StudioExit":
        raise typer.Exit(7)
    if how == "enospc":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if how == "missing":
        Path("/no/such/file").read_bytes()
    if how == "bug":
        raise ZeroDivisionError("division of Zoé by zero")
    if how == "ctrl-c":
        raise KeyboardInterrupt
    if how == "after-json":
        CliContext.of(ctx).console.emit_json([1])
    raise getattr(errors, how, errors.UsageError)(_("No asset {id}.", id="sha256:ab"))


def table(ctx: typer.Context, name: str) -> int:
    console = CliContext.of(ctx).console
    console.note(_("A remark."))
    console.table((N_("Name"), N_("Size")), [(name, 12345)])
    if console.json:
        console.emit_json({"name": name})
    return 1


def lines(ctx: typer.Context) -> None:
    for number in range(200_000):
        CliContext.of(ctx).console.print(str(number))


def job(ctx: typer.Context, items: int = 3) -> None:
    console = CliContext.of(ctx).console

    def body(context):
        context.stage(_("Counting"), items)
        for item in range(items):
            context.check()
            context.advance()
            if item == 2:
                context.problem(ItemProblem("x.jpg", "truncated", _("cut off")))
                print("under way", flush=True)
        return items

    handle = console.run_job(body)
    console.print(_("{n} counted, {p} problems", n=handle.result(), p=len(handle.context.problems)))


def number(
    kind: Annotated[Kind, typer.Argument(help=N_("What it is."))],
    limit: Annotated[int, typer.Option(help=N_("At most so many."), metavar=N_("NUMBER"))] = 20,
    on: Annotated[dt.datetime | None, typer.Option(help=N_("A day."), formats=["%Y-%m-%d"])] = None,
    secret: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    print(kind, limit)


def ask(ctx: typer.Context) -> None:
    CliContext.of(ctx).studio.close()


def touch(ctx: typer.Context) -> None:
    CliContext.of(ctx).console.print(type(CliContext.of(ctx).studio).__name__)
'''
