"""``today``: what has to be done."""

from __future__ import annotations

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _, ngettext

SHOWN = 50
"""Tasks that are printed for a person; programs get all."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("today", help=N_("What has to be done: messages to read, removals due, rights that end."))(today)


def today(ctx: typer.Context) -> int:
    """List what is due; the exit code is 1 when there is anything."""
    context = CliContext.of(ctx)
    console = context.console
    tasks = context.studio.today.tasks()
    if console.json:
        console.emit_json(
            [
                {
                    "kind": task.kind, "due": task.due, "subject": task.subject, "text": task.text,
                    "command": task.command,
                }
                for task in tasks
            ]
        )  # fmt: skip
        return 1 if tasks else 0
    if not tasks:
        console.print(_("Nothing is due."))
        return 0
    for task in tasks[:SHOWN]:
        console.print(_("{due}: {text}", due=task.due, text=task.text))
        console.print(_("    {command}", command=task.command))
    if (more := len(tasks) - SHOWN) > 0:
        console.print(ngettext("and {n} more; --json lists all.", "and {n} more; --json lists all.", more, n=more))
    console.note(ngettext("{n} thing to do.", "{n} things to do.", len(tasks), n=len(tasks)))
    return 1
