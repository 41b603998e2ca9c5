"""``watch``: folders from which everything new is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import time_shown
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.library.watching import WatchedFolder

NumberArgument = Annotated[int, typer.Argument(metavar=N_("NUMBER"), help=N_("The number in the list."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Watch folders: everything new in them is imported."))
    app.add_typer(group, name="watch")
    group.command("list", help=N_("List the watched folders."))(list_)
    group.command("add", help=N_("Watch a folder."))(add)
    group.command("remove", help=N_("Watch a folder no longer. What came from it stays."))(remove)
    group.command("scan", help=N_("Look at the watched folders now."))(scan)


def list_(ctx: typer.Context) -> None:
    """Show the watched folders."""
    cli = CliContext.of(ctx)
    found = cli.studio.watching.folders()
    if cli.console.json:
        cli.console.emit_json([folder_json(folder) for folder in found])
        return
    cli.console.table(
        (N_("Number"), N_("Folder"), N_("Last look"), N_("Problem")),
        [(str(one.id), one.path, time_shown(one.scanned_at), one.problem or "") for one in found],
    )


def add(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar=N_("FOLDER"), help=N_("The folder to watch."))],
    from_party: Annotated[
        str | None, typer.Option("--from-party", metavar=N_("PARTY"), help=N_("Who handed the photos over."))
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar=N_("PLACE"), help=N_("Where the photos were taken."))
    ] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", metavar=N_("GALLERY"), help=N_("The gallery they are meant for."))
    ] = None,
) -> None:
    """Watch a folder."""
    cli = CliContext.of(ctx)
    made = cli.studio.watching.add(folder, received_from=from_party, place=place, campaign=campaign)
    if cli.console.json:
        cli.console.emit_json(folder_json(made))
    else:
        cli.console.print(_("{folder} is watched now.", folder=made.path))


def remove(ctx: typer.Context, number: NumberArgument) -> None:
    """Watch a folder no longer."""
    cli = CliContext.of(ctx)
    cli.studio.watching.remove(number)
    cli.console.print(_("Saved."))


def scan(ctx: typer.Context) -> None:
    """Look at every watched folder; the exit code is 1 when one cannot be opened or a file could not be used."""
    cli = CliContext.of(ctx)
    found = cli.console.run_job(cli.studio.watching.scan).result()
    if cli.console.json:
        cli.console.emit_json(
            [
                {
                    "folder": str(one.folder.id), "new": one.new, "imported": one.imported, "problems": one.problems,
                    "batch": None if one.batch is None else str(one.batch), "problem": one.problem,
                }
                for one in found
            ]
        )  # fmt: skip
    for one in [] if cli.console.json else found:
        n, folder = one.imported, one.folder.path
        done = ngettext("{folder}: {n} photo or video imported", "{folder}: {n} photos and videos imported", n,
                        n=n, folder=folder)  # fmt: skip
        cli.console.print(one.problem or done)
    if any(one.problem or one.problems for one in found):
        raise typer.Exit(1)


def folder_json(folder: WatchedFolder) -> dict[str, object]:
    """A watched folder as the contract shows it."""
    return {
        "id": str(folder.id), "path": folder.path, "received_from": folder.received_from, "place": folder.place,
        "campaign": folder.campaign, "scanned_at": folder.scanned_at, "problem": folder.problem,
    }  # fmt: skip
