"""``papers``: the consent register, dossiers, access packs and the record of processing, as files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.consent_options import DAY_NAME, FILE, PERSON
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import DAY
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.services.papers.press import MadePaper

Out = Annotated[Path, typer.Argument(help=N_("Where to write it."), metavar=FILE)]
Brand = Annotated[str | None, typer.Option("--brand", help=N_("For which brand; otherwise the first one."))]
PaperLanguage = Annotated[
    str | None, typer.Option("--language", help=N_("The language of the paper; otherwise yours."), metavar="en|fr")
]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option("--as-of", help=N_("As the ledger stood at the end of that day."), formats=DAY, metavar=DAY_NAME),
]
Recipient = Annotated[
    str | None,
    typer.Option("--to", help=N_("Who gets it: recorded, so that a withdrawal tells them."), metavar=N_("NAME")),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Papers for lawyers, authorities and the people themselves."))
    app.add_typer(group, name="papers")
    group.command("register", help=N_("Who allowed what, line by line: PDF, CSV or XLSX."))(consent_register)
    group.command("dossier", help=N_("Everything about the rights of one photo or one person, as PDF."))(dossier)
    group.command("access", help=N_("What we hold about one person, for them, as ZIP (GDPR art. 15)."))(access)
    group.command("processing", help=N_("The record of processing activities, as PDF (GDPR art. 30)."))(processing)
    group.command("erasure", help=N_("What an erasure would remove, as PDF; nothing is erased."))(erasure)


def consent_register(
    ctx: typer.Context,
    out: Out,
    brand: Brand = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option("--from", help=N_("Only what was said from this day on."), formats=DAY, metavar=DAY_NAME),
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option("--until", help=N_("Only what was said until this day."), formats=DAY, metavar=DAY_NAME),
    ] = None,
    as_of: AsOf = None,
    language: PaperLanguage = None,
    to: Recipient = None,
) -> None:
    """Write the register; the ending of the file says in which form."""
    from ugc_studio.services.papers.register import RegisterFilter

    context = CliContext.of(ctx)
    first, last = since.date() if since else None, until.date() if until else None
    wanted = RegisterFilter(brand, first, last, _end_of(as_of))
    made = context.console.run_job(
        lambda job: context.studio.papers.register(out, wanted, job, language=_known(language), recipient=to)
    ).result()
    tell(context, made)


def dossier(
    ctx: typer.Context,
    out: Out,
    photo: Annotated[
        str | None, typer.Argument(help=N_("A number, sha256:PREFIX or source path."), metavar=N_("PHOTO"))
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", help=N_("A person instead of a photo."), metavar=PERSON)
    ] = None,
    brand: Brand = None,
    language: PaperLanguage = None,
    to: Recipient = None,
    as_of: AsOf = None,
) -> None:
    """Write the dossier of one photo or one person."""
    context = CliContext.of(ctx)
    studio = context.studio
    if (photo is None) == (party is None):
        raise UsageError(_("Name a photo, or a person with --party."))
    if party is not None and as_of is not None:
        raise UsageError(_("Only the dossier of a photo can be made as of an earlier day."))
    spoken, moment = _known(language), _end_of(as_of)
    if photo is not None:
        (asset,) = studio.browsing.resolve([photo])
        made = context.console.run_job(
            lambda job: studio.papers.photo_dossier(
                asset, out, job, brand=brand, language=spoken, recipient=to, as_of=moment
            )
        ).result()
    else:
        made = context.console.run_job(
            lambda job: studio.papers.person_dossier(party, out, job, brand=brand, language=spoken, recipient=to)
        ).result()
    tell(context, made)


def access(
    ctx: typer.Context,
    party: Annotated[str, typer.Argument(help=N_("A name, a @handle or a number."), metavar=PERSON)],
    out: Out,
    enclose: Annotated[
        list[str] | None,
        typer.Option("--enclose", help=N_("A photo to enclose although it may show others."), metavar=N_("PHOTO")),
    ] = None,
    brand: Brand = None,
    language: PaperLanguage = None,
    handed_over: Annotated[
        bool,
        typer.Option("--handed-over", help=N_("They get it now: record who gave it, when, and the hash of the file.")),
    ] = False,
) -> None:
    """Write the answer to a request for access."""
    context = CliContext.of(ctx)
    studio = context.studio
    chosen = studio.browsing.resolve(enclose or [])
    spoken = _known(language)
    made = context.console.run_job(
        lambda job: studio.papers.access_pack(
            party, out, job, brand=brand, language=spoken, enclose=chosen, handed_over=handed_over
        )
    ).result()
    tell(context, made)


def processing(
    ctx: typer.Context,
    out: Annotated[
        Path | None, typer.Argument(help=N_("Where to write it; left out: only keep or show notes."), metavar=FILE)
    ] = None,
    brand: Brand = None,
    language: PaperLanguage = None,
    note: Annotated[
        list[str] | None,
        typer.Option(
            "--note",
            help=N_("Keep a note: controller=…, officer=…, purposes=…, recipients=…, retention=…, measures=…"),
            metavar=N_("NAME=TEXT"),
        ),
    ] = None,
) -> None:
    """Write the record of processing activities, with what the brand noted."""
    from dataclasses import asdict, replace

    context = CliContext.of(ctx)
    studio, spoken = context.studio, _known(language)
    notes = studio.papers.processing_notes(brand)
    if note:
        changes = _notes(note, set(asdict(notes)))
        notes = replace(notes, **changes)
        studio.papers.note_processing(notes, brand=brand)
    if out is None:
        if context.console.json:
            context.console.emit_json({"notes": asdict(notes)})
        else:
            for name, text in asdict(notes).items():
                context.console.print(_("{name}: {text}", name=name, text=text))
        return
    made = context.console.run_job(
        lambda job: studio.papers.processing(out, job, brand=brand, language=spoken)
    ).result()
    tell(context, made)


def erasure(
    ctx: typer.Context,
    out: Out,
    photo: Annotated[
        list[str] | None, typer.Argument(help=N_("Photos that would go."), metavar=N_("PHOTO"))
    ] = None,
    party: Annotated[
        list[str] | None, typer.Option("--party", help=N_("A person who would go."), metavar=PERSON)
    ] = None,
    keep_photos: Annotated[
        bool, typer.Option("--keep-photos", help=N_("Erase the person, keep the photos they took or are in."))
    ] = False,
    language: PaperLanguage = None,
) -> None:
    """Write what an erasure would remove."""
    context = CliContext.of(ctx)
    studio, spoken = context.studio, _known(language)
    if not photo and not party:
        raise UsageError(_("Name a photo, or a person with --party."))
    assets = studio.browsing.resolve(photo or [])
    made = context.console.run_job(
        lambda job: studio.papers.erasure_preview(
            out, job, assets=assets, parties=party or [], keep_photos=keep_photos, language=spoken
        )
    ).result()
    tell(context, made)


def _notes(words: list[str], known: set[str]) -> dict[str, str]:
    """What stands behind each name."""
    changes = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or name not in known:
            raise UsageError(_("{word} is no note. Write one of these with = and a text: {known}.",
                               word=word, known=sorted(known)))  # fmt: skip
        changes[name] = text.strip()
    return changes


def tell(context: CliContext, made: MadePaper) -> None:
    """Say what was written."""
    console = context.console
    if console.json:
        console.emit_json(
            {
                "file": made.path, "kind": made.kind, "sha256": made.sha256, "bytes": made.bytes,
                "pages": made.pages, "lines": made.lines, "photos": made.photos, "recipient": made.recipient,
                "head": {"seq": made.head.seq, "hash": made.head.hash},
            }
        )  # fmt: skip
        return
    if made.pages is not None:
        n = made.pages
        console.print(ngettext("{file}: {n} page.", "{file}: {n} pages.", n, n=n, file=made.path))
    else:
        n = made.lines or 0
        console.print(ngettext("{file}: {n} line.", "{file}: {n} lines.", n, n=n, file=made.path))
    if made.recipient:
        console.print(_("Recorded that {name} got it.", name=made.recipient))


def _end_of(day: dt.datetime | None) -> dt.datetime | None:
    """The last moment of a day."""
    return dt.datetime.combine(day.date(), dt.time.max, dt.UTC) if day else None


def _known(language: str | None) -> str | None:
    """A language in which papers are written."""
    from ugc_studio import resources

    known = resources.languages()
    if language is not None and language not in known:
        raise UsageError(_("{lang} is not a language of this program. Choose one of: {known}.",
                           lang=language, known=list(known)))  # fmt: skip
    return language
