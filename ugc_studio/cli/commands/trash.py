"""``trash``: what was thrown away, and emptying it for good."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from ugc_studio.cli.consent_options import Yes, confirm
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.domain.trash import TrashPreview


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Photos that were thrown away. Put one back with: assets restore"))
    app.add_typer(group, name="trash")
    group.command("list", help=N_("List what is in the trash, and what of it has to stay."))(list_)
    group.command("empty", help=N_("Delete the photos in the trash for good; shows first what goes."))(empty)


def list_(ctx: typer.Context) -> None:
    """List the trash."""
    cli = CliContext.of(ctx)
    preview = cli.studio.trash.preview()
    staying = {one.asset_id: one for one in preview.staying}
    rows = cli.studio.browsing.rows(sorted([*preview.going, *staying]))
    if cli.console.json:
        cli.console.emit_json(preview_json(preview))
        return
    cli.console.table(
        (N_("Number"), N_("Name"), N_("Stays because")),
        [(str(row.asset.id), row.name, staying[row.asset.id].text if row.asset.id in staying else "") for row in rows],
    )
    _tell(cli.console, preview)


def empty(ctx: typer.Context, yes: Yes = False) -> None:
    """Empty the trash."""
    cli = CliContext.of(ctx)
    preview = cli.studio.trash.preview()
    _tell(cli.console, preview)
    if preview.going and not yes and not confirm(cli.console, _("Delete these photos? It cannot be taken back. [y/N]")):
        raise Stopped(_("Nothing was deleted."))
    done: TrashPreview = cli.console.run_job(cli.studio.trash.empty).result()
    if cli.console.json:
        cli.console.emit_json(preview_json(done))
    else:
        cli.console.print(ngettext("{n} photo was deleted.", "{n} photos were deleted.", done.photos, n=done.photos))


def preview_json(preview: TrashPreview) -> dict[str, object]:
    """What goes or went, and what stays."""
    return {
        "photos": preview.photos,
        "bytes": preview.bytes,
        "going": [str(asset) for asset in preview.going],
        "staying": [{"id": str(one.asset_id), "reason": one.reason} for one in preview.staying],
    }


def _tell(console: Console, preview: TrashPreview) -> None:
    from ugc_studio.domain.trash import STAY_TEXTS

    megabytes = round(preview.bytes / 1_000_000, 1)
    console.note(ngettext("{n} photo goes: {mb} MB.", "{n} photos go: {mb} MB.", preview.photos, n=preview.photos,
                          mb=megabytes))  # fmt: skip
    for reason, n in Counter(one.reason for one in preview.staying).items():
        why = STAY_TEXTS[reason]
        console.note(ngettext("{n} photo stays. {why}", "{n} photos stay. {why}", n, n=n, why=why))
