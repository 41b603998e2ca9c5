"""``undo``, ``redo`` and ``history``: the library's own undo log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import time_shown
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.domain.changes import ChangeSet


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("undo", help=N_("Take back the latest action."))(undo)
    app.command("redo", help=N_("Do again what was taken back."))(redo)
    app.command("history", help=N_("What was done, newest first."))(history)


def undo(ctx: typer.Context) -> None:
    """Take back the latest action."""
    context = CliContext.of(ctx)
    change = context.studio.undoing().undo()
    context.console.print(_("Undone: {action}", action=change.text))
    if context.console.json:
        context.console.emit_json(change_json(change))


def redo(ctx: typer.Context) -> None:
    """Do again what was taken back."""
    context = CliContext.of(ctx)
    change = context.studio.undoing().redo()
    context.console.print(_("Done again: {action}", action=change.text))
    if context.console.json:
        context.console.emit_json(change_json(change))


def history(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help=N_("How many to show."))] = 50,
    offset: Annotated[int, typer.Option(min=0, help=N_("How many to pass over."))] = 0,
) -> None:
    """List the latest actions."""
    context = CliContext.of(ctx)
    changes = context.studio.history.recent(limit, offset=offset)
    if context.console.json:
        context.console.emit_json([change_json(change) for change in changes])
        return
    states = {"done": _("done"), "undone": _("undone")}
    context.console.table(
        (N_("Number"), N_("When"), N_("Who"), N_("What"), N_("State")),
        [
            (str(change.id), time_shown(change.at), change.actor, change.text, states[change.state])
            for change in changes
        ],
    )


def change_json(change: ChangeSet) -> dict[str, object]:
    """One action as it is printed."""
    return {
        "id": str(change.id),
        "text": change.text,
        "at": change.at,
        "actor": change.actor,
        "state": change.state,
        "place": dict(change.place),
    }
