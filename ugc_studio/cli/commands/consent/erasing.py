"""``consent erase``: shown first, then done everywhere, and not to be taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import event_json, tell
from ugc_studio.cli.consent_options import DAY_NAME, PERSON, NeededReason, Yes, confirm
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.errors import NotFound, Stopped
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.services.consent.erasing import ErasurePreview


def add_to(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("retain", help=N_("Legal: keep what claims need of someone, although they are erased."))(retain)
    group.command("erase", help=N_("Erase photos or people everywhere; shows first what goes."))(erase)


def retain(
    ctx: typer.Context,
    party: Annotated[str, typer.Argument(help=N_("A name, a @handle or a number."), metavar=PERSON)],
    until: Annotated[
        dt.datetime, typer.Option("--until", help=N_("The last day, included."), formats=DAY, metavar=DAY_NAME)
    ],
    reason: NeededReason,
) -> None:
    """Record that messages, names and proofs of someone are needed for a legal claim until a day."""
    context = CliContext.of(ctx)
    studio = context.studio
    with studio.library.read() as session:
        whom = session.parties.resolve(party)
    tell(context, studio.consent.retain(whom, until=until.date(), reason=reason))


def erase(
    ctx: typer.Context,
    what: Annotated[
        list[str],
        typer.Argument(
            help=N_("Photos as usual; people by name, @handle or party:NUMBER."), metavar=N_("PHOTO|PERSON")
        ),
    ],
    keep_photos: Annotated[
        bool, typer.Option("--keep-photos", help=N_("Erase the person, keep the photos they took or are in."))
    ] = False,
    party: Annotated[list[str] | None, typer.Option("--party", help=N_("A person to erase."), metavar=PERSON)] = None,
    yes: Yes = False,
) -> int:
    """Erase; the ledger keeps that it was done, hashes keep the photo from coming back."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    assets, people = _named(studio, what, party or [])
    eraser = studio.consent.eraser
    preview = eraser.preview(assets=tuple(assets), parties=tuple(people), keep_photos=keep_photos)
    _show(console, preview)
    if not yes and not confirm(console, _("Erase all of this? It cannot be taken back. [y/N]")):
        raise Stopped(_("Nothing was erased."))
    before = _head(studio)
    eraser.erase(preview.erasure)
    with studio.library.read() as session:
        rows = list(session.ledger.rows(after=before))
    if console.json:
        events = [event_json(row.seq, row.type, row.hash) for row in rows]
        console.emit_json({"events": events, "photos": preview.photos, "people": len(preview.names),
                           "proofs": preview.proofs, "live_uses": preview.live_uses})  # fmt: skip
    else:
        console.print(_("Erased. The ledger keeps that it was done, without a name."))
        if preview.live_uses:
            console.print(_("What is still online has to come down. See: ugc-studio takedowns"))
    return 0


def _named(studio: Any, what: list[str], party: list[str]) -> tuple[list[int], list[str]]:
    """Each word is a photo, else a person: a number alone is always a photo."""
    assets: list[int] = []
    people = list(party)
    with studio.library.read() as session:
        for word in what:
            if word.startswith("party:"):
                people.append(word.removeprefix("party:"))
                continue
            try:
                assets.append(int(session.assets.resolve(word)))
            except NotFound:
                if word.isdigit() or word.startswith("sha256:"):
                    raise
                people.append(word)
        for person in people:
            session.parties.resolve(person)
    return assets, people


def _show(console: Console, preview: ErasurePreview) -> None:
    photos, proofs, uses = preview.photos, preview.proofs, preview.live_uses
    if preview.names:
        console.note(_("People: {names}", names=list(preview.names)))
    console.note(ngettext("{n} photo goes.", "{n} photos go.", photos, n=photos))
    console.note(ngettext("{n} proof goes.", "{n} proofs go.", proofs, n=proofs))
    console.note(
        ngettext("{n} publication was recorded for them.", "{n} publications were recorded for them.", uses, n=uses)
    )


def _head(studio: Any) -> int:
    with studio.library.read() as session:
        return int(session.ledger.head()[0])
