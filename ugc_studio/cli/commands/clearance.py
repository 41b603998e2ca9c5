"""``clearance``: may this photo be used there, then, that way?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import moment_of, with_use_options
from ugc_studio.cli.verdicts import verdict_json, verdict_lines
from ugc_studio.domain.galleries import UseParts  # with_use_options evaluates it
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.domain.consent import Use
    from ugc_studio.services.consent.describing import Describer

EXIT_BLOCKED = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("clearance", help=N_("Ask whether a photo may be used, and what would clear it."))(clearance)


@with_use_options
def clearance(
    ctx: typer.Context,
    asset: Annotated[str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))],
    *,
    parts: UseParts,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help=N_("Read the ledger as it stood then."), metavar=N_("DATE"))
    ] = None,
) -> int:
    """Ask the gate; the exit code is 3 when the answer is no."""
    run = CliContext.of(ctx)
    studio, console = run.studio, run.console
    asset_id = int(studio.browsing.resolve([asset])[0])
    with studio.library.read() as session:
        use, _channel = studio.uses.resolve(session, parts, now=studio.library.clock())
    cut = _instant(as_of, use.zone)
    if cut is not None and parts.publish_from is None and parts.on is None:
        use = replace(use, publish_at=cut)
    verdict = studio.consent.clearance(asset_id, use, as_of=cut)
    describer = studio.consent.describer([verdict])
    if console.json:
        console.emit_json(verdict_json(verdict, asset_id, describer))
    else:
        console.print(_("The use: {use}", use=describe_use(use, describer)))
        for line in verdict_lines(verdict, describer):
            console.print(line)
    return 0 if verdict.cleared else EXIT_BLOCKED


def describe_use(use: Use, describer: Describer) -> object:
    """The use in one phrase, to be read before the answer."""
    first = use.publish_at.astimezone(ZoneInfo(use.zone)).date()
    media, countries = describer.value(use.medium), sorted(use.territories)
    if use.live_until is None:
        return _("{media}, {countries}, from {start}, without an end", media=media, countries=countries, start=first)
    return _(
        "{media}, {countries}, from {start} until {end}",
        media=media, countries=countries, start=first, end=use.live_until,
    )  # fmt: skip


def _instant(text: str | None, zone: str) -> dt.datetime | None:
    """The end of a day, or the moment itself, in the zone of the use."""
    moment = moment_of(text)
    if moment is None:
        return None
    if isinstance(moment, dt.datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return dt.datetime.combine(moment, dt.time.max, ZoneInfo(zone))
