"""Reading consent: everything about one photo, photos by state, and grants from a table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from ugc_studio.cli.commands.consent.recorded import event_json, photos_of
from ugc_studio.cli.consent_options import FILE
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import last_day_shown
from ugc_studio.domain.consent import ConsentState, Instrument
from ugc_studio.domain.events import limits_to_json, scope_to_json
from ugc_studio.domain.messages import N_, Text, _, ngettext
from ugc_studio.services.words import CONSENT_STATES, EVIDENCE, exporter_names, network_name

if TYPE_CHECKING:
    from ugc_studio.cli.console import Console
    from ugc_studio.services.consent.publications import Publication
    from ugc_studio.services.consent.reading import ConsentFile, EventLine, KeptProof, Signatory

BrandOption = Annotated[
    str | None, typer.Option("--brand", help=N_("For the standard use of this brand. Without it: the first one."))
]

INSTRUMENT_WORDS = {
    Instrument.LICENCE.value: _("Licence of the author"),
    Instrument.IMAGE_RELEASE.value: _("Image release"),
    Instrument.THIRD_PARTY.value: _("Third-party rights"),
}

ROLE_WORDS: dict[str, Text] = {
    "editor": _("editor"), "legal": _("legal"), "scheduler": _("scheduler"),
}  # fmt: skip


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command("show", help=N_("Everything about the rights of one photo, with the proofs."))(show)
    group.command("list", help=N_("Photos by state, or those whose rights end soon."))(list_)
    group.command(
        "import",
        help=N_(
            "Record grants from a table (CSV, TSV, Excel, JSON). "
            "Columns: photo, by, for, instrument, notice, answer (yes or no), evidence, message, proof, link, except, "
            "date. Columns that have French names are known too."
        ),
    )(import_)


def show(
    ctx: typer.Context,
    asset: Annotated[str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))],
    brand: BrandOption = None,
) -> None:
    """Show the consent file of a photo."""
    context = CliContext.of(ctx)
    studio = context.studio
    file = studio.consent.reader.file(photos_of(studio, [asset])[0], brand=brand)
    if context.console.json:
        context.console.emit_json(file_json(file))
    else:
        _print_file(context.console, file)


def list_(
    ctx: typer.Context,
    state: Annotated[ConsentState | None, typer.Option("--state", help=N_("Only photos in this state."))] = None,
    expiring: Annotated[
        int | None, typer.Option("--expiring", help=N_("Only photos whose rights end within so many days."), min=0)
    ] = None,
    brand: BrandOption = None,
) -> None:
    """List photos."""
    context = CliContext.of(ctx)
    studio = context.studio
    if expiring is not None:
        ending = dict(studio.consent.reader.expiring(expiring, brand=brand))
        ids = list(ending)
    else:
        ids = list(studio.browsing.find(f"rights:{state.value}" if state else "", brand=brand))
    rows = studio.browsing.rows(ids, brand=brand)
    if state is not None:
        rows = [row for row in rows if row.consent == state]
    if context.console.json:
        context.console.emit_json(
            [
                {
                    "asset": str(row.asset.id), "sha256": row.asset.sha256, "name": row.name,
                    "source_path": row.source_path, "creator": row.creator, "state": row.consent,
                    "clear_until": row.clear_until,
                }
                for row in rows
            ]
        )  # fmt: skip
        return
    context.console.table(
        (N_("Photo"), N_("Name"), N_("Creator"), N_("Rights"), N_("May be posted until")),
        [
            (str(row.asset.id), row.name, row.creator, CONSENT_STATES[row.consent], last_day_shown(row.clear_until))
            for row in rows
        ],
    )
    context.console.note(ngettext("{n} photo.", "{n} photos.", len(rows), n=len(rows)))


def import_(
    ctx: typer.Context,
    table: Annotated[Path, typer.Argument(help=N_("The table."), metavar=FILE)],
    notice: Annotated[str | None, typer.Option("--notice", help=N_("For rows that name no notice."))] = None,
    proof: Annotated[
        list[Path] | None, typer.Option("--proof", help=N_("A file that proves every row."), metavar=FILE)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only check the rows."))] = False,
) -> int:
    """Record the rows of a table: each is recorded whole or left out with a reason."""
    from ugc_studio.services.consent.importing import GrantTable

    context = CliContext.of(ctx)
    console = context.console
    importer = GrantTable(context.studio.library, context.studio.consent.recorder)
    report = importer.read(table, notice=notice, proofs=tuple(proof or ()), dry_run=dry_run)
    if console.json:
        lines = context.studio.consent.reader.lines(report.events)
        console.emit_json(
            {
                "rows": report.rows,
                "known": report.known,
                "events": [event_json(line.event.seq, line.event.type, line.hash) for line in lines],
                "problems": [
                    {"path": problem.path, "code": problem.code, "reason": problem.text} for problem in report.problems
                ],
            }
        )
    else:
        n = len(report.events) if not dry_run else report.ready
        for problem in report.problems:
            console.print(_("{row}: {reason}", row=problem.path, reason=problem.text))
        if dry_run:
            console.print(ngettext("{n} row can be recorded.", "{n} rows can be recorded.", n, n=n))
        else:
            console.print(ngettext("{n} row was recorded.", "{n} rows were recorded.", n, n=n))
        if k := report.known:
            console.print(ngettext("{n} row was recorded before.", "{n} rows were recorded before.", k, n=k))
    return 1 if report.problems else 0


def file_json(file: ConsentFile) -> dict[str, Any]:
    """The consent file as it is printed with ``--json``."""
    return {
        "asset": str(file.asset.id),
        "sha256": file.asset.sha256,
        "state": file.state,
        "use": _use_json(file),
        "cleared": file.verdict.cleared if file.verdict else None,
        "reasons": [
            {"code": reason.code, "text": file.describer.reason(reason)}
            for reason in (file.verdict.reasons if file.verdict else ())
        ],
        "would_clear": [
            {"party": need.party, "text": file.describer.need(need)}
            for need in (file.verdict.would_clear if file.verdict else ())
        ],
        "instruments": [_signatory_json(one, file) for one in file.signatories],
        "events": [_line_json(line) for line in file.events],
        "uses": [_publication_json(one) for one in file.publications],
    }


def _use_json(file: ConsentFile) -> dict[str, Any] | None:
    from ugc_studio.services.consent.uses import use_to_json

    return use_to_json(file.use) if file.use else None


def _signatory_json(one: Signatory, file: ConsentFile) -> dict[str, Any]:
    names = file.describer.names
    return {
        "instrument": one.instrument,
        "party": one.party,
        "name": names.get(one.party),
        "signer": one.signer,
        "signer_name": names.get(one.signer),
        "said": one.said,
        "enough": one.enough,
        "texts": list(one.texts),
    }


def _line_json(line: EventLine) -> dict[str, Any]:
    event = line.event
    return {
        "seq": event.seq,
        "type": event.type,
        "at": event.at,
        "actor": line.actor,
        "role": event.role,
        "by": event.by,
        "party": event.party,
        "instrument": event.instrument,
        "notice": event.notice,
        "scope": scope_to_json(event.scope) if event.scope else None,
        "excludes": limits_to_json(event.excludes),
        "limits": limits_to_json(event.limits),
        "evidence": event.evidence,
        "said_on": event.facts.get("said_on"),
        "hash": line.hash,
        "text": line.text,
        "particulars": list(line.particulars),
        "permalink": line.permalink,
        "reason": line.reason,
        "proofs": [
            {"kind": proof.kind, "id": proof.id, "state": proof.state, "text": proof.text, "path": proof.path}
            for proof in line.proofs
        ],
    }


def _publication_json(one: Publication) -> dict[str, Any]:
    from ugc_studio.services.consent.uses import use_to_json

    return {
        "exporter": one.recorded.exporter,
        "handle": one.account,
        "use": use_to_json(one.planned),
        "url": one.recorded.url,
        "path": one.recorded.path,
        "recipient": one.recorded.recipient,
        "recorded_at": one.recorded.recorded_at,
        "rendition": one.recorded.rendition_sha256,
        "takedown": {"id": str(one.takedown.id), "state": one.takedown.state, "due": one.takedown.due}
        if one.takedown
        else None,
    }


# ---------------------------------------------------------------------- for people


def _print_file(console: Console, file: ConsentFile) -> None:
    console.print(_("Photo {id} ({name})", id=str(file.asset.id), name=file.name), style="bold")
    console.print(_("State: {state}", state=CONSENT_STATES[file.state]))
    _print_verdict(console, file)
    console.print()
    console.print(_("Who has to agree"), style="bold")
    if not file.signatories:
        console.print(_("  Nobody is known yet. Say who took it: ugc-studio consent author"))
    for one in file.signatories:
        _print_signatory(console, one, file)
    console.print()
    console.print(_("What happened"), style="bold")
    if not file.events:
        console.print(_("  Nothing is recorded."))
    for line in file.events:
        _print_line(console, line)
    console.print()
    console.print(_("Where it is"), style="bold")
    if not file.publications:
        console.print(_("  It was never handed over."))
    for publication in file.publications:
        _print_publication(console, publication)


def _print_verdict(console: Console, file: ConsentFile) -> None:
    if file.use is None or file.verdict is None:
        console.print(_("There is no brand yet, so nothing can be used. Add one: ugc-studio brand add"))
        return
    use = file.use
    described = _(
        "{media}, {countries}, until {until}",
        media=file.describer.value(use.medium), countries=sorted(use.territories), until=use.live_until or "",
    )  # fmt: skip
    if file.verdict.cleared:
        console.print(_("For the standard use ({use}): cleared.", use=described))
        for text in file.describer.remarks(file.verdict):
            console.print(_("  {text}", text=text))
        return
    console.print(_("For the standard use ({use}): blocked.", use=described))
    for reason in file.verdict.reasons:
        console.print(_("  {text}", text=file.describer.reason(reason)))
    for need in file.verdict.would_clear:
        console.print(_("  {text}", text=file.describer.need(need)))
    for text in file.describer.remarks(file.verdict):
        console.print(_("  {text}", text=text))


def _print_signatory(console: Console, one: Signatory, file: ConsentFile) -> None:
    names = file.describer.names
    who = names.get(one.party, one.party[:8])
    instrument = INSTRUMENT_WORDS[one.instrument]
    heading = _("  {instrument}: {name}", instrument=instrument, name=who)
    if one.signer != one.party:
        signer = names.get(one.signer, one.signer[:8])
        heading = _("  {instrument}: {signer} for {name}", instrument=instrument, signer=signer, name=who)
    console.print(heading)
    for text in one.texts or (_("Nothing is missing."),):
        console.print(_("    {text}", text=text))


def _print_line(console: Console, line: EventLine) -> None:
    event = line.event
    console.print(
        _("  {at} – {text} [{seq}, {actor}, {role}]",
          at=event.at, text=line.text, seq=str(event.seq), actor=line.actor, role=ROLE_WORDS[event.role.value])
    )  # fmt: skip
    for particular in line.particulars:
        console.print(_("      {text}", text=particular))
    if line.permalink:
        console.print(_("      Online: {url}", url=line.permalink))
    if line.reason:
        console.print(_("      Reason: {reason}", reason=line.reason))
    for proof in line.proofs:
        console.print(_proof_line(proof, event.evidence))


def _print_publication(console: Console, one: Publication) -> None:
    recorded, planned = one.recorded, one.planned
    on = network_name(planned.channel)
    if one.account:
        on = _("{channel}, {account}", channel=on, account=one.account)
    zone = ZoneInfo(planned.zone)
    since, until = planned.publish_at.astimezone(zone).date(), planned.live_until or _("no end")
    console.print(_("  {channel}: from {since}, until {until}", channel=on, since=since, until=until))
    made = exporter_names().get(recorded.exporter, recorded.exporter)
    at = dt.datetime.fromisoformat(recorded.recorded_at)
    console.print(
        _("      {place} ({exporter}, handed over {at})", place=recorded.url or recorded.path, exporter=made, at=at)
    )
    if recorded.recipient:
        console.print(_("      To: {recipient}", recipient=recorded.recipient))
    if one.gone:
        console.print(_("      Taken down; the proof is kept."))
    elif one.due is not None:
        console.print(_("      Has to come down by {due}.", due=one.due))


def _proof_line(proof: KeptProof, evidence: str | None) -> Text:
    kind = EVIDENCE.get(evidence or proof.kind, evidence or proof.kind)
    if proof.state == "erased":
        return _("      Proof ({kind}): erased", kind=kind)
    if proof.state == "broken":
        return _("      Proof ({kind}): missing or changed – {file}", kind=kind, file=proof.path or "")
    if proof.text is not None:
        return _("      Proof ({kind}): “{text}”", kind=kind, text=proof.text)
    return _("      Proof ({kind}): {file}", kind=kind, file=proof.path or "")
