"""What we and legal decide: approve, override, flag, freeze, same work, contracts, guidelines, no contact."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of, tell
from ugc_studio.cli.consent_options import (
    FILE,
    PERSON,
    Assets,
    InstrumentOption,
    MaybeAssets,
    NeededReason,
    ProofOption,
    Reason,
)
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import RefusedError, UsageError
from ugc_studio.domain.messages import N_, _
from ugc_studio.services.words import REPORT_ILLEGAL

if TYPE_CHECKING:
    from ugc_studio.domain.events import Event, Target

Party = Annotated[str, typer.Argument(help=N_("A name, a @handle or a number."), metavar=PERSON)]
Creator = Annotated[list[str] | None, typer.Option("--creator", help=N_("Everything by someone."), metavar=PERSON)]
Place = Annotated[list[str] | None, typer.Option("--place", help=N_("Everything from a place."))]
Brand = Annotated[list[str] | None, typer.Option("--brand", help=N_("Everything of a brand."))]
Everything = Annotated[bool, typer.Option("--everything", help=N_("The whole library."))]


class About(enum.StrEnum):
    """What an approval is about."""

    GRANT = "grant"
    CONSIDERATION = "consideration"
    SENSITIVE = "sensitive"


class Mark(enum.StrEnum):
    """Marks that block until legal decides."""

    SENSITIVE = "sensitive"
    ILLEGAL = "illegal"


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command("approve", help=N_("Legal: approve a grant, a payment, or a sensitive photo."))(approve)
    group.command("override", help=N_("Legal: lift what copies of a photo block, with a reason."))(override)
    group.command("flag", help=N_("Mark photos as sensitive or illegal: that blocks them."))(flag)
    group.command("unflag", help=N_("Take the mark “sensitive” off again; legal, with a reason."))(unflag)
    group.command("freeze", help=N_("Stop every publication of photos, a creator, a place, a brand or all."))(freeze)
    group.command("unfreeze", help=N_("Legal: lift a freeze, with a reason."))(unfreeze)
    group.command("same-work", help=N_("State that stacked copies are the same work by the same author."))(same_work)
    group.command("contract", help=N_("Record the written contract with an influencer."))(contract)
    group.command("guidelines", help=N_("Record that an employee accepted a version of the guidelines."))(guidelines)
    group.command("do-not-contact", help=N_("Record that someone does not want to be asked again."))(do_not_contact)


def approve(
    ctx: typer.Context,
    assets: Assets,
    about: Annotated[About, typer.Option("--about", help=N_("What is approved."))] = About.GRANT,
    party: Annotated[
        str | None, typer.Option("--party", help=N_("Whose grant. Without it: everybody’s."), metavar=PERSON)
    ] = None,
    instrument: InstrumentOption = None,
    reason: Reason = None,
) -> None:
    """Record an approval."""
    context = CliContext.of(ctx)
    studio = context.studio
    whom = None
    if party is not None:
        with studio.library.read() as session:
            whom = session.parties.resolve(party)
    events = studio.consent.recorder.decide(
        EventType.APPROVED, assets=photos_of(studio, assets), party=whom, reason=reason, about=about.value,
        instrument=instrument,
    )  # fmt: skip
    tell(context, events)


def override(ctx: typer.Context, assets: Assets, reason: NeededReason) -> None:
    """Record an override: it covers what was said before it, never what comes after."""
    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    tell(context, studio.consent.recorder.decide(EventType.OVERRIDE, assets=ids, reason=reason))


def flag(
    ctx: typer.Context,
    assets: Assets,
    mark: Annotated[Mark, typer.Option("--as", help=N_("Which mark."))] = Mark.SENSITIVE,
) -> None:
    """Record a mark."""
    context = CliContext.of(ctx)
    studio = context.studio
    events = studio.consent.recorder.state(EventType.FLAGGED, photos_of(studio, assets), facts={"flag": mark.value})
    tell(context, events)
    if mark == Mark.ILLEGAL:
        context.console.error(REPORT_ILLEGAL)


def unflag(ctx: typer.Context, assets: Assets, reason: NeededReason) -> None:
    """Take the mark off; a photo marked as illegal stays marked."""
    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    facts = {"flag": Mark.SENSITIVE.value}
    tell(context, studio.consent.recorder.decide(EventType.UNFLAGGED, assets=ids, reason=reason, facts=facts))


def freeze(
    ctx: typer.Context,
    assets: MaybeAssets = None,
    creator: Creator = None,
    place: Place = None,
    brand: Brand = None,
    everything: Everything = False,
    reason: Reason = None,
) -> None:
    """Record a freeze."""
    targets = _targets(ctx, assets, creator, place, brand, everything=everything)
    _frozen(ctx, targets, reason=reason, lift=False)


def unfreeze(
    ctx: typer.Context,
    reason: NeededReason,
    assets: MaybeAssets = None,
    creator: Creator = None,
    place: Place = None,
    brand: Brand = None,
    everything: Everything = False,
) -> None:
    """Lift a freeze."""
    targets = _targets(ctx, assets, creator, place, brand, everything=everything)
    _frozen(ctx, targets, reason=reason, lift=True)


def same_work(ctx: typer.Context, assets: Assets) -> None:
    """State that a photo (the first) and copies stacked under it are one work."""
    from ugc_studio.domain.clearance.neighbours import merged_members, same_confirmed_creator
    from ugc_studio.domain.consent import BrandPolicy

    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    if len(ids) < 2:
        raise UsageError(_("Name the photo that shows first, then its copies."))
    with studio.library.read() as session:
        dossier = session.dossiers.gather(ids[:1], policy=BrandPolicy(), packs={})[ids[0]]
        copies = [str(asset.sha256) for asset in session.assets.get_many(ids[1:])]
    if not set(copies) <= set(merged_members(dossier)):
        raise RefusedError(_("These copies are not stacked under that photo. See: ugc-studio duplicates merge"))
    if not all(same_confirmed_creator(dossier, copy) for copy in copies):
        raise RefusedError(
            _("It is not confirmed that the same person took all of them. See: ugc-studio consent author")
        )
    tell(context, studio.consent.recorder.decide(EventType.SAME_WORK, assets=ids))


def contract(
    ctx: typer.Context,
    party: Party,
    advertiser: Annotated[str, typer.Option("--advertiser", help=N_("For whom, as in the consideration."))],
    objective: Annotated[str, typer.Option("--objective", help=N_("What for, as in the consideration."))],
    proof: Annotated[list[Path], typer.Option("--proof", help=N_("The signed contract."), metavar=FILE)],
) -> None:
    """Record a contract."""
    from ugc_studio.services.consent.phrases import code_of

    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        facts = {"advertiser": code_of(session, advertiser), "objective": code_of(session, objective)}
    _decide_about(context, EventType.CONTRACT, party, facts=facts, files=proof)


def guidelines(
    ctx: typer.Context,
    party: Party,
    accepted: Annotated[str, typer.Argument(help=N_("The version, as in the brand’s policy."), metavar=N_("VERSION"))],
    proof: ProofOption = None,
) -> None:
    """Record an acceptance."""
    _decide_about(
        CliContext.of(ctx), EventType.GUIDELINES_ACCEPTED, party, facts={"version": accepted}, files=proof or []
    )


def do_not_contact(ctx: typer.Context, party: Party, reason: Reason = None, proof: ProofOption = None) -> None:
    """Record the wish; standing grants go on."""
    _decide_about(CliContext.of(ctx), EventType.DO_NOT_CONTACT, party, reason=reason, files=proof or [])


def _decide_about(
    context: CliContext,
    event_type: EventType,
    party: str,
    *,
    facts: dict[str, str | None] | None = None,
    reason: str | None = None,
    files: list[Path],
) -> None:
    studio = context.studio
    with studio.library.read() as session:
        whom = session.parties.resolve(party)
    tell(context, studio.consent.recorder.decide(event_type, party=whom, facts=facts, reason=reason, files=files))


def _targets(
    ctx: typer.Context,
    assets: list[str] | None,
    creator: list[str] | None,
    place: list[str] | None,
    brand: list[str] | None,
    *,
    everything: bool,
) -> list[Target]:
    from ugc_studio.domain.events import Target

    studio = CliContext.of(ctx).studio
    ids = photos_of(studio, assets or ())
    with studio.library.read() as session:
        found = [Target("asset", str(asset.sha256)) for asset in session.assets.get_many(ids)]
        found += [Target("creator", session.parties.resolve(one).uuid) for one in creator or ()]
        found += [Target("place", session.register.place(one).uuid) for one in place or ()]
        found += [Target("brand", session.register.brand(one).uuid) for one in brand or ()]
    if everything:
        found.append(Target("library", "library"))
    if not found:
        raise UsageError(_("Say what: photos, --creator, --place, --brand or --everything."))
    return found


def _frozen(ctx: typer.Context, targets: list[Target], *, reason: str | None, lift: bool) -> None:
    context = CliContext.of(ctx)
    events: list[Event] = context.studio.consent.recorder.freeze(targets, reason=reason, lift=lift)
    tell(context, events)
