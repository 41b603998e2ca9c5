"""``takedowns``: what may no longer be online, until when it has to be gone, and the proof that it is."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.consent_options import FILE
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import day_shown
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.library.uses import Takedown


class Action(enum.StrEnum):
    """What to do with the list."""

    LIST = "list"
    DONE = "done"
    ASSIGN = "assign"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "takedowns", help=N_("What has to come down, and until when. “done NUMBER --proof FILE” records it.")
    )(takedowns)


def takedowns(
    ctx: typer.Context,
    action: Annotated[Action, typer.Argument(help=N_("list, done or assign."))] = Action.LIST,
    number: Annotated[int | None, typer.Argument(help=N_("The number in the list."), metavar=N_("NUMBER"))] = None,
    proof: Annotated[
        Path | None, typer.Option("--proof", help=N_("A screenshot or a confirmation."), metavar=FILE)
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help=N_("Who takes it down; for assign."), metavar=N_("NAME"))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=N_("Also those that are done."))] = False,
) -> None:
    """List takedowns, or record one as done."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    if action == Action.DONE:
        if number is None or proof is None:
            raise UsageError(_("Say which one, and prove it: ugc-studio takedowns done NUMBER --proof FILE"))
        done = studio.consent.finish_takedown(number, proof)
        if console.json:
            console.emit_json(takedown_entries(studio, [done]))
        else:
            console.print(_("Recorded: takedown {id} is done.", id=str(done.id)))
        return
    if action == Action.ASSIGN:
        if number is None:
            raise UsageError(_("Say which one: ugc-studio takedowns assign NUMBER --owner NAME"))
        studio.consent_desk.assign(number, owner)
        console.print(_("Saved."))
        return
    studio.consent.takedowns.sweep()
    with studio.library.read() as session:
        found = session.uses.takedowns(state=None if every else "open")
    rows = takedown_entries(studio, found)
    if console.json:
        console.emit_json(rows)
        return
    if not rows:
        console.print(_("Nothing has to come down."))
        return
    print_takedowns(console, rows)
    console.note(ngettext("{n} publication.", "{n} publications.", len(rows), n=len(rows)))


def print_takedowns(console: Console, rows: list[dict[str, Any]]) -> None:
    """The list for a person: what to do, until when, why, and who does it."""
    from ugc_studio.services.words import TAKEDOWN_CAUSES

    console.table(
        (N_("Number"), N_("Photo"), N_("Due"), N_("What to do"), N_("Why"), N_("Who"), N_("State")),
        [
            (
                row["id"], row["asset"], day_shown(row["due"]), row["task"],
                TAKEDOWN_CAUSES.get(row["cause"], row["cause"]), row["owner"],
                _("done") if row["state"] == "done" else _("open"),
            )
            for row in rows
        ],
    )  # fmt: skip


def takedown_entries(studio: Any, found: list[Takedown]) -> list[dict[str, Any]]:
    """Takedowns as they are printed as JSON."""
    from ugc_studio.services.consent.desk.takedowns import task_of

    now = studio.library.clock()
    with studio.library.read() as session:
        accounts = {account.uuid: account.handle for account in session.register.accounts()}
        owners = session.uses.takedown_owners()
    return [
        {
            "id": str(one.id),
            "asset": str(one.use.asset_id) if one.use.asset_id is not None else None,
            "sha256": one.use.asset_sha256,
            "channel": one.use.planned_use.get("channel"),
            "account": accounts.get(str(one.use.planned_use.get("account"))),
            "url": one.use.url,
            "due": one.due,
            "state": one.state,
            "cause": one.cause,
            "exporter": one.use.exporter,
            "path": one.use.path,
            "recipient": one.use.recipient,
            "done_at": one.done_at,
            "owner": owners.get(one.id),
            "task": task_of(one.use, accounts.get(str(one.use.planned_use.get("account"))), now),
        }
        for one in found
    ]
