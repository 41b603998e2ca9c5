"""``export``, ``check``, and what can be exported to: ``exporters``, ``channels``, ``schedulers``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import with_use_options
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts  # with_use_options evaluates it
from ugc_studio.domain.messages import N_, Text, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.domain.exports import ExportPlan, ExportReport, PlannedItem
    from ugc_studio.services.checking import Checked
    from ugc_studio.services.consent.describing import Describer

SURE: Mapping[str, Text] = {
    "confirmed": _("as its makers describe it"),
    "field-proven": _("as others import it"),
    "partial": _("known in part"),
    "unread": _("not known"),
    "none": _("it imports no files"),
}
"""Where the knowledge of a tool's format comes from (``schedulers.toml``)."""
EXIT_PARTLY = 1
EXIT_REFUSED = 3
EXIT_NOTHING = 4


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export", help=N_("Export the cleared photos of a gallery."))(export)
    app.command("check", help=N_("Tell which photo a file is, and whether it may be used."))(check)
    app.command("exporters", help=N_("List what can be exported to."))(exporters)
    app.command("channels", help=N_("List channels with their limits."))(channels)
    app.command("schedulers", help=N_("List scheduling tools and how their files are written."))(schedulers)


@with_use_options
def export(
    ctx: typer.Context,
    gallery: Annotated[str, typer.Argument(help=N_("The name or number of a gallery."), metavar=N_("GALLERY"))],
    to: Annotated[str, typer.Option("--to", help=N_("What to make; see: exporters."), metavar=N_("ID"))],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help=N_("The folder that is made."), metavar=N_("FOLDER"))
    ] = None,
    parts: UseParts,
    media_base: Annotated[
        str | None,
        typer.Option("--media-base", help=N_("The public address where the files will lie."), metavar=N_("URL")),
    ] = None,
    preset: Annotated[
        str | None, typer.Option("--preset", help=N_("Cut photos to a picture size of the channel; see: channels."))
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help=N_("A title other than the gallery's name."))] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", help=N_("Who gets it, for the record."))] = None,
    day_first: Annotated[
        bool, typer.Option("--day-first", help=N_("Day before month, where a tool asks which it gets."))
    ] = False,
    no_index: Annotated[bool, typer.Option("--no-index", help=N_("Ask search engines to stay away."))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=N_("Replace an earlier export in that folder."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would happen."))] = False,
) -> int:
    """Plan, then export what is cleared; the rest stays out with its reasons."""
    from ugc_studio.domain.exports import ExportOptions, ExportReport

    cli = CliContext.of(ctx)
    if out is None and not dry_run:
        raise UsageError(_("Say which folder to make: --out FOLDER"))
    options = ExportOptions(
        media_base=media_base, preset=preset, language=cli.console.translator.language, title=title,
        recipient=recipient, day_first=day_first, index=not no_index,
    )  # fmt: skip
    service = cli.studio.exporting
    plan: ExportPlan = service.plan(gallery, to, parts, options)
    report = ExportReport(plan)
    if not dry_run and plan.ready and out is not None:
        handle = cli.console.run_job(lambda context: service.execute(plan, out, context, replace_old=replace))
        report = handle.result()
    verdicts = [item.verdict for item in report.plan.items if item.verdict is not None]
    describer: Describer = cli.studio.consent.describer(verdicts)
    if cli.console.json:
        cli.console.emit_json(report_json(report, out, describer))
    else:
        _show_report(cli, report, describer, dry_run=dry_run)
    return exit_code(report)


def exit_code(report: ExportReport) -> int:
    """0 everything left (or would), 1 a part of it, 3 nothing because of the gate, 4 nothing at all."""
    if report.complete and report.plan.items:
        return 0
    if report.plan.ready:
        return EXIT_PARTLY
    blocked = any(item.verdict is not None and not item.verdict.cleared for item in report.plan.items)
    return EXIT_REFUSED if blocked else EXIT_NOTHING


def report_json(report: ExportReport, out: Path | None, describer: Describer) -> dict[str, Any]:
    """The document of ``export``."""
    from ugc_studio.cli.verdicts import reason_json

    def reasons(item: PlannedItem) -> list[dict[str, Any]]:
        blocking = item.verdict.reasons if item.verdict is not None else ()
        gate = [reason_json(reason, describer) for reason in blocking]
        return gate + [
            {"code": one.code, "instrument": None, "party": None, "field": None, "text": one.text}
            for one in item.reasons
        ]

    base = out if out is not None else Path()
    return {
        "plan": [
            {
                "asset": str(item.asset.id),
                "sha256": item.asset.sha256,
                "ready": item.ready,
                "state": item.state.value,
                "reasons": reasons(item),
                "warnings": [{"code": one.code, "text": one.text} for one in item.warnings],
                "remarks": list(describer.remarks(item.verdict)) if item.verdict is not None else [],
            }
            for item in report.plan.items
        ],
        "files": [
            {
                "path": str(base / file.path),
                "asset": str(file.asset_id) if file.asset_id is not None else None,
                "sha256": file.sha256,
                "bytes": file.bytes,
            }
            for file in report.files
        ],
        "uses": [
            {"id": use.uuid, "asset": str(use.asset_id), "sha256": use.rendition_sha256, "path": use.path,
             "url": use.url}
            for use in report.uses
        ],
        "problems": [{"path": one.path, "code": one.code, "reason": one.text} for one in report.problems],
    }  # fmt: skip


def _show_report(cli: CliContext, report: ExportReport, describer: Describer, *, dry_run: bool) -> None:
    console = cli.console
    names = _names(cli, [item.asset.id for item in report.plan.items])
    for item in report.plan.items:
        if item.ready:
            continue
        for text in _why(item, describer):
            console.print(
                _("{photo} stays out: {reason}", photo=names.get(item.asset.id, str(item.asset.id)), reason=text)
            )
    warnings = [one for item in report.plan.ready for one in item.warnings]
    texts = {one.code: one.text for one in warnings}
    for code, count in Counter(one.code for one in warnings).items():
        console.note(ngettext("{n} photo: {text}", "{n} photos: {text}", count, n=count, text=texts[code]))
    for remark in describer.common_remarks(one.verdict for one in report.plan.items if one.verdict is not None):
        console.note(remark)
    n = len(report.plan.ready)
    if dry_run:
        console.print(ngettext("{n} photo would be exported.", "{n} photos would be exported.", n, n=n))
    elif report.out is None:
        console.error(_("Nothing was exported."))
    else:
        console.print(
            ngettext("{n} photo exported to {folder}.", "{n} photos exported to {folder}.", n, n=n, folder=report.out)
        )


def _why(item: PlannedItem, describer: Describer) -> list[Text]:
    gate = [describer.reason(reason) for reason in item.verdict.reasons] if item.verdict is not None else []
    return gate + [reason.text for reason in item.reasons]


def _names(cli: CliContext, ids: list[Any]) -> dict[int, str]:
    with cli.studio.library.read() as session:
        return {row.asset.id: row.name for row in session.assets.page(ids)}


@with_use_options
def check(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("Files to look at."), metavar=N_("FILE"))],
    *,
    parts: UseParts,
) -> int:
    """Look files up and ask the gate about each that is found."""
    cli = CliContext.of(ctx)
    service = cli.studio.checking
    answers: list[Checked] = cli.console.run_job(lambda context: service.check(files, parts, context)).result()
    describer: Describer = cli.studio.consent.describer([one.verdict for one in answers if one.verdict is not None])
    if cli.console.json:
        cli.console.emit_json([checked_json(one, describer) for one in answers])
    else:
        _show_answers(cli, answers, describer)
    if any(one.verdict is not None and not one.verdict.cleared for one in answers):
        return EXIT_REFUSED
    return 0 if all(one.match is not None for one in answers) else EXIT_PARTLY


def checked_json(checked: Checked, describer: Describer) -> dict[str, Any]:
    """The answer for one file."""
    from ugc_studio.cli.verdicts import verdict_json

    match, verdict = checked.match, checked.verdict
    return {
        "file": str(checked.file),
        "match": {
            "asset": str(match.asset.id),
            "sha256": match.asset.sha256,
            "relation": match.relation,
            "confidence": match.confidence,
        }
        if match is not None
        else None,
        "clearance": verdict_json(verdict, match.asset.id, describer) if match is not None and verdict else None,
        "problem": {"code": checked.problem.code, "reason": checked.problem.text} if checked.problem else None,
    }


def _show_answers(cli: CliContext, answers: list[Checked], describer: Describer) -> None:
    from ugc_studio.cli.verdicts import verdict_lines
    from ugc_studio.services.words import RELATIONS

    relations: dict[str, Text] = {kind.value: text for kind, text in RELATIONS.items()}
    relations["exported"] = _("an exported copy")
    names = _names(cli, [one.match.asset.id for one in answers if one.match is not None])
    for one in answers:
        if one.problem is not None:
            cli.console.print(_("{file}: {reason}", file=str(one.file), reason=one.problem.text))
        elif one.match is None:
            cli.console.print(_("{file}: not in this library.", file=str(one.file)))
        else:
            asset = one.match.asset
            cli.console.print(
                _("{file}: photo {id}, {name} ({relation}).", file=str(one.file), id=str(asset.id),
                  name=names.get(asset.id, ""), relation=relations.get(one.match.relation, one.match.relation))
            )  # fmt: skip
            for line in verdict_lines(one.verdict, describer) if one.verdict is not None else ():
                cli.console.print(line)


def exporters(ctx: typer.Context) -> None:
    """List exporters; needs no library."""
    from ugc_studio.channels.schedulers.dialect import Dialects
    from ugc_studio.channels.schedulers.registry import scheduler_formats
    from ugc_studio.exporters.registry import Exporters

    cli = CliContext.of(ctx)
    found = list(Exporters.standard(scheduler_formats(Dialects.load()).values()))
    if cli.console.json:
        cli.console.emit_json(
            [{"id": one.id, "name": one.name, "makes": one.makes, "channel": one.implied_channel} for one in found]
        )
        return
    cli.console.table((N_("Id"), N_("Name"), N_("Makes")), [(one.id, one.name, one.makes) for one in found])


def channels(ctx: typer.Context) -> None:
    """List channels; needs no library."""
    from dataclasses import asdict

    from ugc_studio.channels.registry import Channels

    cli = CliContext.of(ctx)
    found = list(Channels.load())
    if cli.console.json:
        cli.console.emit_json([asdict(channel) for channel in found])
        return
    from ugc_studio.services.consent.describing import MEDIA

    cli.console.table(
        (N_("Id"), N_("Name"), N_("Medium"), N_("Text"), N_("Picture sizes")),
        [
            (
                one.id, one.name, MEDIA.get(one.medium, one.medium), one.text.max,
                ", ".join(preset.id for preset in one.presets),
            )
            for one in found
        ],
    )  # fmt: skip


def schedulers(ctx: typer.Context) -> None:
    """List scheduling tools; needs no library."""
    from dataclasses import asdict

    from ugc_studio.channels.schedulers.dialect import Dialects
    from ugc_studio.channels.schedulers.registry import scheduler_formats

    cli = CliContext.of(ctx)
    dialects = Dialects.load()
    written = scheduler_formats(dialects)
    if cli.console.json:
        cli.console.emit_json([{**asdict(one), "written": one.id in written} for one in dialects])
        return
    yes, no = _("yes"), _("not yet")
    cli.console.table(
        (N_("Id"), N_("Name"), N_("Written"), N_("Rows"), N_("How sure")),
        [
            (one.id, one.name, yes if one.id in written else no, one.max_rows, SURE.get(one.confidence, one.confidence))
            for one in dialects
        ],
    )
