"""``consent erase``: shown first, then done everywhere, and not to be taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import event_json, tell
from ugc_studio.cli.consent_options import DAY_NAME, PERSON, NeededReason, Yes, confirm
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import day_shown
from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.errors import NotFound, Stopped
from ugc_studio.domain.messages import N_, _, ngettext
from ugc_studio.domain.trash import STAY_TEXTS

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.services.consent.erasing import ErasurePreview
    from ugc_studio.services.consent.purging import PurgePreview


def add_to(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("retain", help=N_("Legal: keep what claims need of someone, although they are erased."))(retain)
    group.command("purge", help=N_("Erase what nobody may use since long ago; shows first what goes."))(purge)
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


def purge(
    ctx: typer.Context,
    photo: Annotated[
        list[str] | None,
        typer.Argument(help=N_("Only these photos of the list; otherwise all of it."), metavar=N_("PHOTO")),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=N_("Why, in a sentence; kept with the event."))
    ] = None,
    yes: Yes = False,
) -> int:
    """List what the term has run out for, and erase it when a person says so; without a reason only the list."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    purger = studio.consent.purger
    chosen = studio.browsing.resolve(photo) if photo else None
    preview = purger.preview(chosen)
    if not console.json:
        _show_purge(console, preview)
    if preview.empty or reason is None:
        if console.json:
            console.emit_json({"purged": False, **_purge_json(preview)})
        elif not preview.empty:
            console.note(_("Nothing was erased. To do it, say why: --reason “…”"))
        return 0
    if not yes and not confirm(console, _("Erase all of this? It cannot be taken back. [y/N]")):
        raise Stopped(_("Nothing was erased."))
    done = console.run_job(lambda job: purger.purge(preview, job, reason=reason)).result()
    if console.json:
        console.emit_json({"purged": True, **_purge_json(done)})
    else:
        n = len(done.photos)
        console.print(ngettext("Erased {n} photo. The ledger keeps that it was done.",
                               "Erased {n} photos. The ledger keeps that it was done.", n, n=n))  # fmt: skip
        if any(one.recipients for one in done.photos):
            console.print(_("Some are on papers that somebody holds. See: ugc-studio takedowns"))
    return 0


def _show_purge(console: Console, preview: PurgePreview) -> None:
    if preview.empty:
        console.print(_("There is nothing to purge: everything older than {n} months may be used, or has to stay.",
                        n=preview.months))  # fmt: skip
        return
    console.table(
        (_("Number"), _("Name"), _("Imported"), _("On papers of")),
        [(str(one.id), one.name, day_shown(one.imported), ", ".join(one.recipients)) for one in preview.photos],
    )
    if preview.people:
        console.note(_("With them, people whom nothing else concerns: {names}",
                       names=[person.label for person in preview.people]))  # fmt: skip
    if preview.kept_for_claims:
        n = len(preview.kept_for_claims)
        console.note(ngettext("Kept for a claim until now: {n} person.", "Kept for a claim until now: {n} people.",
                              n, n=n))  # fmt: skip
    if preview.forms:
        n = len(preview.forms)
        console.note(ngettext("The names typed for {n} form that never came back are cleared.",
                              "The names typed for {n} forms that never came back are cleared.", n, n=n))  # fmt: skip
    for one in preview.staying:
        console.note(_("Photo {id} stays. {why}", id=str(one.asset_id), why=STAY_TEXTS[one.reason]))


def _purge_json(preview: PurgePreview) -> dict[str, object]:
    return {
        "months": preview.months,
        "photos": [
            {"id": str(one.id), "sha256": one.sha256, "name": one.name, "imported": one.imported,
             "recipients": list(one.recipients)}
            for one in preview.photos
        ],
        "people": [{"id": str(person.id), "name": person.label} for person in preview.people],
        "forms": list(preview.forms),
        "kept_for_claims": [str(person.id) for person in preview.kept_for_claims],
        "staying": [{"id": str(one.asset_id), "reason": one.reason} for one in preview.staying],
    }  # fmt: skip


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
