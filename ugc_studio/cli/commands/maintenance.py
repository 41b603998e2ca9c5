"""``backup`` and ``doctor``: safety copies, and whether everything is there and fits together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from ugc_studio.library.backup import Backup


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Safety copies of the database. Photos are not in them: they never change."))
    app.add_typer(group, name="backup")
    group.command("create", help=N_("Make a copy now and check it."))(create)
    group.command("list", help=N_("Every copy, newest first."))(list_)
    group.command("restore", help=N_("Go back to a copy; later consents and erasures are applied again."))(restore)
    app.command("doctor", help=N_("Check database, originals, evidence and ledger. Changes nothing."))(doctor)


def create(ctx: typer.Context) -> None:
    """Make a checked copy."""
    context = CliContext.of(ctx)
    backup = context.studio.maintenance.back_up()
    context.console.print(_("Backup made and checked: {file}", file=backup.path.name))
    context.console.note(_("It holds the database. Photos and evidence lie in the library folder and never change."))
    if context.console.json:
        context.console.emit_json(backup_json(backup))


def list_(ctx: typer.Context) -> int:
    """List copies; works for a damaged library too."""
    from ugc_studio.app.backups import backups_of

    context = CliContext.of(ctx)
    backups = backups_of(_folder(context))
    if context.console.json:
        context.console.emit_json([{**backup_json(backup), "whole": whole} for backup, whole in backups])
    elif not backups:
        context.console.print(_("There is no backup yet."))
    else:
        context.console.table(
            (N_("Backup"), N_("When (UTC)"), N_("Photos"), N_("Ledger entries"), N_("State")),
            [
                (
                    backup.path.name, backup.at, backup.counts.get("assets", ""), backup.seq,
                    _("whole") if whole else _("damaged"),
                )
                for backup, whole in backups
            ],
        )  # fmt: skip
    return 0 if all(whole for _backup, whole in backups) else 1


def restore(
    ctx: typer.Context,
    backup: Annotated[str, typer.Argument(help=N_("A name from the list, or the path of a copy."), metavar=N_("FILE"))],
) -> int:
    """Go back to a copy."""
    from ugc_studio.app.backups import restore_backup

    context = CliContext.of(ctx)
    outcome = restore_backup(_folder(context), backup)
    n = outcome.events
    console = context.console
    console.print(_("The backup {file} is in place. The database before it was kept as a backup too.", file=backup))
    console.print(
        ngettext("{n} later ledger entry was applied again.", "{n} later ledger entries were applied again.", n, n=n)
    )
    if outcome.frozen:
        console.error(
            _("Some later entries are lost, so publishing is frozen until legal lifts it: ugc-studio consent unfreeze")
        )
    if console.json:
        console.emit_json(
            {"restored": backup, "events": n, "erasures": outcome.erasures, "frozen": outcome.frozen}
        )
    return 1 if outcome.frozen else 0


def doctor(
    ctx: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help=N_("Read every original and compare its checksum."))] = False,
) -> int:
    """Run every check."""
    from ugc_studio.library.doctor import to_json

    context = CliContext.of(ctx)
    maintenance = context.studio.maintenance
    results = context.console.run_job(lambda job: maintenance.examine(job, deep=deep)).result()
    ok = all(result.ok for result in results)
    for warning in context.studio.library.warnings:
        context.console.note(warning)
    if context.console.json:
        context.console.emit_json(to_json(results))
        return 0 if ok else 1
    for result in results:
        good, bad = _("OK: {text}", text=result.detail), _("NOT OK: {text}", text=result.detail)
        context.console.print(good if result.ok else bad)
        for item in result.items:
            context.console.print("    " + item)
    return 0 if ok else 1


def backup_json(backup: Backup) -> dict[str, object]:
    """One copy as it is printed."""
    return {
        "name": backup.path.name,
        "path": backup.path,
        "at": backup.at,
        "bytes": backup.bytes,
        "reason": backup.reason,
        "events": backup.seq,
        "head": backup.hash,
        "counts": dict(backup.counts),
    }


def _folder(context: CliContext) -> Path:
    from ugc_studio.app import paths

    return paths.library_folder(context.options.library)
