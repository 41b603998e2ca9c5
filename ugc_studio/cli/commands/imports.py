"""``import`` and ``importers``: take in what people have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.errors import NothingUsable, Stopped, UsageError
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ugc_studio.domain.imports import ImportReport
    from ugc_studio.domain.problems import ItemProblem
    from ugc_studio.services.importing import ImportOptions
    from ugc_studio.services.importing.desk import ImportSummary

DATE_ORDERS = ("dmy", "mdy", "ymd")
SHOWN_ITEMS = 40
"""Lines of left-out items in the terminal; the JSON report and the history hold all."""

SourceArgument = Annotated[list[str], typer.Argument(metavar=N_("SOURCE"), help=N_("Folders, photos or tables."))]
AsOption = Annotated[
    str | None, typer.Option("--as", metavar=N_("ID"), help=N_("Read it as this kind (see importers)."))
]
PartyOption = Annotated[
    str | None, typer.Option("--from-party", metavar=N_("PARTY"), help=N_("Who handed the photos over."))
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar=N_("PLACE"), help=N_("Where the photos were taken."))
]
CampaignOption = Annotated[
    str | None, typer.Option("--campaign", metavar=N_("GALLERY"), help=N_("The gallery they are meant for."))
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar=N_("FIELD=COLUMN"), help=N_("Say what a column of a table holds. May be repeated.")),
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar=N_("NAME"), help=N_("The encoding of a table, if guessed wrong."))
]
DatesOption = Annotated[
    str | None, typer.Option("--dates", metavar="dmy|mdy|ymd", help=N_("The order in the dates of a table."))
]
BatchArgument = Annotated[int, typer.Argument(metavar=N_("NUMBER"), help=N_("The number of an import."))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=N_("Only tell what would happen."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command("import", help=N_("Copy photos, videos and posts into the library."))(import_)
    app.command("importers", help=N_("List what can be imported."))(importers)
    group = typer.Typer(help=N_("Earlier imports, and the files that they could not use."))
    app.add_typer(group, name="imports")
    group.command("list", help=N_("List the imports, the newest first."))(list_)
    group.command("show", help=N_("Show what an import left out, and why."))(show)
    group.command("retry", help=N_("Try once more the files that an import could not use."))(retry)
    group.command("settle", help=N_("Skip the problems of an import: they are not brought up again."))(settle)


def import_(
    ctx: typer.Context,
    sources: SourceArgument,
    importer: AsOption = None,
    from_party: PartyOption = None,
    place: PlaceOption = None,
    campaign: CampaignOption = None,
    mapping: MapOption = None,
    encoding: EncodingOption = None,
    dates: DatesOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Import sources and tell what became of every file."""
    from ugc_studio.services.importing import ImportOptions

    cli = CliContext.of(ctx)
    if dates is not None and dates not in DATE_ORDERS:
        raise UsageError(
            _("{order} is no order of dates. Choose one of: {orders}.", order=dates, orders=list(DATE_ORDERS))
        )
    options = ImportOptions(
        importer=importer,
        received_from=_party(cli, from_party) if from_party else None,
        place=place,
        campaign=campaign,
        mapping=_mapping(mapping or []),
        encoding=encoding,
        date_order=dates,
        dry_run=dry_run,
    )
    _run(cli, [_source(word) for word in sources], options)


def importers(ctx: typer.Context) -> None:
    """Show every importer with what it reads."""
    from ugc_studio.importers.registry import IMPORTERS

    console = CliContext.of(ctx).console
    if console.json:
        console.emit_json([{"id": each.id, "name": each.name, "reads": each.reads} for each in IMPORTERS])
        return
    console.table((_("Id"), _("Name"), _("Reads")), [(each.id, each.name, each.reads) for each in IMPORTERS])


def list_(ctx: typer.Context) -> None:
    """Show the imports."""
    cli = CliContext.of(ctx)
    found = cli.studio.import_desk.reports(limit=SHOWN_ITEMS)
    if cli.console.json:
        cli.console.emit_json([summary_json(one) for one in found])
        return
    rows = [(str(one.batch), one.started_at, one.sources[0] if one.sources else "", one.text) for one in found]
    cli.console.table((N_("Number"), N_("Begun"), N_("From"), N_("Result")), rows)


def show(ctx: typer.Context, batch: BatchArgument) -> None:
    """Show one import."""
    cli = CliContext.of(ctx)
    found = cli.studio.import_desk.report(batch)
    if cli.console.json:
        items = [{"path": i.path, "outcome": i.outcome, "code": i.code, "reason": i.reason} for i in found.items]
        cli.console.emit_json({**summary_json(found.summary), "items": items, "can_retry": found.can_retry})
        return
    cli.console.print(found.summary.text)
    if found.items:
        cli.console.table((_("File"), _("Why")), [(item.path, item.reason) for item in found.items])


def retry(ctx: typer.Context, batch: BatchArgument) -> None:
    """Try again what could not be used."""
    cli = CliContext.of(ctx)
    report = cli.console.run_job(lambda context: cli.studio.import_desk.retry(batch, context)).result()
    _tell(cli, report)
    if report.problems:
        raise typer.Exit(1)


def settle(ctx: typer.Context, batch: BatchArgument) -> None:
    """Skip what could not be used."""
    cli = CliContext.of(ctx)
    cli.studio.import_desk.settle(batch)
    cli.console.print(_("Saved."))


def summary_json(one: ImportSummary) -> dict[str, object]:
    """One import as the contract shows it."""
    return {
        "batch": str(one.batch), "started_at": one.started_at.isoformat(), "state": one.state,
        "sources": list(one.sources), "place": one.place, "campaign": one.campaign, "counts": dict(one.counts),
        "problems": one.problems, "settled": one.settled, "text": one.text,
    }  # fmt: skip


def _run(cli: CliContext, sources: Sequence[Path], options: ImportOptions) -> None:
    from ugc_studio.services.importing.service import ImportStopped

    service = cli.studio.importing
    handle = cli.console.run_job(lambda context: service.run(sources, options=options, context=context))
    try:
        report: ImportReport = handle.result()
    except ImportStopped as stopped:
        _tell(cli, stopped.report)
        cli.console.error(stopped.text)
        raise typer.Exit(Stopped.exit_code) from stopped
    _tell(cli, report)
    if not report.usable:
        raise NothingUsable(_("Nothing here could be imported."))
    if report.problems:
        raise typer.Exit(1)


def _tell(cli: CliContext, report: ImportReport) -> None:
    console = cli.console
    if console.json:
        console.emit_json(report.to_json())
        return
    for source in report.sources:
        console.note(
            _("{path}: read as {importer} ({why})", path=source.path, importer=source.importer, why=source.why)
        )
    if report.dry_run:
        console.print(_("Nothing was kept. This is what an import would do:"))
    new, known, posts, creators = report.imported, report.known, report.posts, report.creators
    answers, beside, out, bad = report.evidence, report.companions, len(report.skipped), len(report.problems)
    console.print(ngettext("{n} photo or video imported", "{n} photos and videos imported", new, n=new))
    told = [
        (known, ngettext("{n} known already", "{n} known already", known, n=known)),
        (posts, ngettext("{n} post", "{n} posts", posts, n=posts)),
        (creators, ngettext("{n} creator", "{n} creators", creators, n=creators)),
        (answers, ngettext("{n} answer to read", "{n} answers to read", answers, n=answers)),
        (beside, ngettext("{n} companion file", "{n} companion files", beside, n=beside)),
        (out, ngettext("{n} left out", "{n} left out", out, n=out)),
        (bad, ngettext("{n} problem", "{n} problems", bad, n=bad)),
    ]
    for count, text in told:
        if count:
            console.print(text)
    _tell_left_out(cli, report)


def _tell_left_out(cli: CliContext, report: ImportReport) -> None:
    """A line for each item that a person may want to do something about."""
    from ugc_studio.domain.imports import QUIET_CODES

    quiet = {code.value for code in QUIET_CODES}
    items: list[ItemProblem] = [*report.problems, *(item for item in report.skipped if item.code not in quiet)]
    items += report.notes
    if not items:
        return
    cli.console.print()
    cli.console.table((_("File"), _("Why")), [(item.path, item.text) for item in items[:SHOWN_ITEMS]])
    more = len(items) - SHOWN_ITEMS
    if more > 0:
        cli.console.print(ngettext("and {n} more: see --json", "and {n} more: see --json", more, n=more))


def _source(word: str) -> Path:
    """An empty word is a variable that was not set in a script; as a path it would mean the current folder."""
    if not word:
        raise UsageError(_("Name at least one folder or file to import."))
    return Path(word)


def _party(cli: CliContext, reference: str) -> str:
    with cli.studio.library.read() as session:
        return str(session.parties.resolve(reference).uuid)


def _mapping(words: Sequence[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for word in words:
        field, equals, column = word.partition("=")
        if not equals or not column.strip():
            raise UsageError(_("Write --map field=Column, for instance: --map media=Photo"))
        mapping[field.strip()] = column.strip()
    return mapping
