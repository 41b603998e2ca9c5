"""``takedowns``: what may no longer be online, until when it has to be gone, and the proof that it is."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.consent_options import DAY_NAME, FILE
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.services.consent.desk.takedowns import TakedownRow


class Action(enum.StrEnum):
    """What to do with the list; ``end`` puts a photo on it whose right nobody renews."""

    LIST = "list"
    DONE = "done"
    ASSIGN = "assign"
    END = "end"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "takedowns", help=N_("What has to come down, and until when. “done NUMBER --proof FILE” records it.")
    )(takedowns)


def takedowns(
    ctx: typer.Context,
    action: Annotated[Action, typer.Argument(help=N_("list, done, assign or end."))] = Action.LIST,
    number: Annotated[int | None, typer.Argument(help=N_("The number in the list."), metavar=N_("NUMBER"))] = None,
    proof: Annotated[
        Path | None, typer.Option("--proof", help=N_("A screenshot or a confirmation."), metavar=FILE)
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help=N_("Who takes it down; for assign."), metavar=N_("NAME"))
    ] = None,
    by: Annotated[
        dt.datetime | None,
        typer.Option("--by", help=N_("The last day of the right; for end."), formats=DAY, metavar=DAY_NAME),
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
            every_one = studio.consent_desk.takedowns(None)
            console.emit_json([takedown_entry(row) for row in every_one if row.id == done.id])
        else:
            console.print(_("Recorded: takedown {id} is done.", id=str(done.id)))
        return
    if action == Action.END:
        if number is None or by is None:
            raise UsageError(_("Say which photo, and its last day: ugc-studio takedowns end PHOTO --by DATE"))
        studio.consent.takedowns.let_end([number], by.date())
    if action == Action.ASSIGN:
        if number is None:
            raise UsageError(_("Say which one: ugc-studio takedowns assign NUMBER --owner NAME"))
        studio.consent_desk.assign(number, owner)
        console.print(_("Saved."))
        return
    rows = studio.consent_desk.takedowns(None if every else "open")
    if console.json:
        console.emit_json([takedown_entry(row) for row in rows])
        return
    if not rows:
        console.print(_("Nothing has to come down."))
        return
    print_takedowns(console, rows)
    console.note(ngettext("{n} publication.", "{n} publications.", len(rows), n=len(rows)))


def print_takedowns(console: Console, rows: Sequence[TakedownRow]) -> None:
    """The list for a person: what to do, until when, why, and who does it."""
    console.table(
        (N_("Number"), N_("Photo"), N_("Due"), N_("What to do"), N_("Why"), N_("Who"), N_("State")),
        [
            (
                str(row.id), str(row.asset_id or row.sha256[:12]), row.due, row.task, row.cause, row.owner,
                _("done") if row.done else _("open"),
            )
            for row in rows
        ],
    )  # fmt: skip


def takedown_entry(row: TakedownRow) -> dict[str, Any]:
    """A takedown as it is printed as JSON."""
    recorded, use = row.recorded, row.recorded.use
    return {
        "id": str(row.id),
        "asset": str(row.asset_id) if row.asset_id is not None else None,
        "sha256": row.sha256,
        "task": row.task,
        "channel": use.planned_use.get("channel"),
        "account": row.account,
        "url": row.url,
        "publish_at": use.planned_use.get("publish_at"),
        "scheduled": row.scheduled,
        "due": recorded.due,
        "state": recorded.state,
        "cause": recorded.cause,
        "exporter": use.exporter,
        "path": row.path,
        "recipient": row.recipient,
        "done_at": row.done_at,
        "owner": row.owner,
    }
