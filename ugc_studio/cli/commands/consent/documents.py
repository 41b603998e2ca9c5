"""Rights for other programs: receipts (ISO/IEC TS 27560, DPV) and policies (ODRL, RightsML) as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of
from ugc_studio.cli.consent_options import FILE, PERSON, MaybeAssets
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import with_use_options
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts  # with_use_options evaluates it
from ugc_studio.domain.messages import N_, _

OutOption = Annotated[
    Path | None, typer.Option("--out", help=N_("Write it to this file. Without it: to the screen."), metavar=FILE)
]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command(
        "receipt", help=N_("What was said about photos, or by a person, for other programs (TS 27560, JSON-LD).")
    )(receipt)
    group.command("policy", help=N_("What a photo may be used for, for other programs (ODRL, JSON-LD)."))(policy)


def receipt(
    ctx: typer.Context,
    assets: MaybeAssets = None,
    person: Annotated[
        str | None,
        typer.Option("--person", help=N_("What this person said, also for a child."), metavar=PERSON),
    ] = None,
    with_name: Annotated[
        bool,
        typer.Option("--with-name", help=N_("For the person’s own hands: with their name and the texts agreed to.")),
    ] = False,
    out: OutOption = None,
) -> None:
    """Print or write receipts and processing records."""
    context = CliContext.of(ctx)
    studio = context.studio
    if not assets and person is None:
        raise UsageError(_("Say which photos, or which person: --person."))
    if with_name and (assets or person is None):
        raise UsageError(_("--with-name makes a document for one person: say --person, and no photos."))
    if assets:
        data = studio.rights_documents.of_assets(photos_of(studio, assets), person=person)
    else:
        data = studio.rights_documents.of_person(person, named=with_name)
    _hand_out(context, data, out)


@with_use_options
def policy(
    ctx: typer.Context,
    asset: Annotated[str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))],
    *,
    parts: UseParts,
    out: OutOption = None,
) -> None:
    """Print or write the policy for a use; without any option of a use: for the standard use of the first brand."""
    context = CliContext.of(ctx)
    studio = context.studio
    (asset_id,) = photos_of(studio, [asset])
    with studio.library.read() as session:
        use = None
        if parts == UseParts(brand=parts.brand):
            use = studio.consent.standard_use(session, parts.brand)
        if use is None:
            use, _channel = studio.uses.resolve(session, parts, now=studio.library.clock())
    _hand_out(context, studio.rights_documents.policy(asset_id, use), out)


def _hand_out(context: CliContext, data: Mapping[str, Any], out: Path | None) -> None:
    from ugc_studio.services.consent.rights_documents import write_document

    console = context.console
    if out is not None:
        write_document(out, data)
        if console.json:
            console.emit_json({"file": out})
        else:
            console.print(_("Written: {file}", file=out))
    else:
        console.emit_json(data)
