"""What people said: asked, answered, refused, withdrew, objected; and whole households at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of, take_back_all, tell
from ugc_studio.cli.consent_options import (
    AfterEndOption,
    AllOfTheirs,
    Assets,
    Brands,
    By,
    ByOrNobody,
    ConsiderationOption,
    Contexts,
    CreditOption,
    Everything,
    EvidenceOption,
    Exclude,
    ForParty,
    From,
    InstrumentOption,
    MaybeAssets,
    Media,
    MessageOption,
    NeededReason,
    NoticeOption,
    Only,
    PermalinkOption,
    ProofOption,
    Purposes,
    Reason,
    Rights,
    SaidOn,
    Territories,
    Until,
    day_of,
    read_message,
)
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.services.consent.recording import Answer

NeededNotice = Annotated[str, typer.Option("--notice", help=N_("The notice: key, key@version or name."))]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    group.command("request", help=N_("Record that someone was asked for some photos."))(request)
    group.command("no-response", help=N_("Record that someone did not answer. That permits nothing."))(no_response)
    group.command("grant", help=N_("Record a yes, with its proof."))(grant)
    group.command("family", help=N_("Record one signed family release: every grant of a household."))(family)
    group.command("refuse", help=N_("Record a no."))(refuse)
    group.command("withdraw", help=N_("Record that someone took a yes back."))(withdraw)
    group.command("object", help=N_("Record an objection, also of someone never asked."))(object_)
    group.command("contest", help=N_("Record that legal contests a withdrawal. It blocks all the same."))(contest)
    group.command("revoke", help=N_("End a right from our side, or on order of an authority."))(revoke)
    group.command("invalidate", help=N_("Declare a grant invalid: wrong person, no capacity, defective notice."))(
        invalidate
    )


def request(
    ctx: typer.Context,
    assets: Assets,
    to: Annotated[str, typer.Option("--to", help=N_("Who is asked."), metavar=N_("PERSON"))],
    notice: NeededNotice,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    again: Annotated[bool, typer.Option("--again", help=N_("Also when they were asked within two weeks."))] = False,
) -> None:
    """Record a request."""
    from ugc_studio.services.consent.instruments import instrument_for

    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    with studio.library.read() as session:
        by = session.parties.resolve(to)
        whose = session.parties.resolve(party) if party else by
        chosen = instrument or instrument_for(session, whose, ids)
        shown = session.register.notice(notice)
    tell(
        context,
        studio.consent.recorder.request(ids, by=by, party=whose, instrument=chosen, notice=shown, force=again),
    )


def no_response(
    ctx: typer.Context,
    assets: Assets,
    by: By,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    notice: NoticeOption = None,
) -> None:
    """Record silence."""
    _answer(ctx, EventType.NO_RESPONSE, assets, by=by, party=party, instrument=instrument, notice=notice)


def grant(
    ctx: typer.Context,
    assets: Assets,
    by: By,
    notice: NeededNotice,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    evidence: EvidenceOption = None,
    message: MessageOption = None,
    proof: ProofOption = None,
    permalink: PermalinkOption = None,
    said_on: SaidOn = None,
    exclude: Exclude = None,
    media: Media = None,
    territory: Territories = None,
    right: Rights = None,
    purpose: Purposes = None,
    brand: Brands = None,
    no_context: Contexts = None,
    start: From = None,
    until: Until = None,
    after_end: AfterEndOption = None,
    credit: CreditOption = None,
    consideration: ConsiderationOption = None,
) -> None:
    """Record a grant; the scope options are for a signed document that says something else than the notice."""
    from ugc_studio.services.consent.phrases import parse_consideration, parse_limits, scope_over

    context = CliContext.of(ctx)
    if evidence is None:
        kinds = list(EvidenceKind)
        raise UsageError(_("Say in which form it was given: --evidence with one of: {kinds}.", kinds=kinds))
    if not (message or proof):
        raise UsageError(_("A grant needs proof: the message, word for word, or a file with --proof."))
    said: dict[str, Any] = {
        "media": media, "territories": territory, "rights": right, "purposes": purpose, "brands": brand,
        "contexts": no_context, "start": day_of(start), "end": day_of(until), "after_end": after_end, "credit": credit,
    }  # fmt: skip
    with context.studio.library.read() as session:
        offered = session.ledger.notice_scope(session.register.notice(notice).uuid)
        scope = scope_over(session, offered, said) if any(said.values()) else None
        excludes = parse_limits(session, exclude)
        given = parse_consideration(session, consideration)
    _answer(
        ctx, EventType.GIVEN, assets, by=by, party=party, instrument=instrument, notice=notice, message=message,
        files=proof, evidence=evidence, permalink=permalink, said_on=said_on, scope=scope, excludes=excludes,
        consideration=given,
    )  # fmt: skip


def family(
    ctx: typer.Context,
    assets: Assets,
    signer: Annotated[list[str], typer.Option("--signer", help=N_("Who signed."), metavar=N_("PERSON"))],
    notice: NeededNotice,
    proof: Annotated[list[Path], typer.Option("--proof", help=N_("The signed paper."), metavar=N_("FILE"))],
    exclude: Exclude = None,
) -> None:
    """Record every grant that one signed paper stands for."""
    from ugc_studio.services.consent.households import FamilyRelease
    from ugc_studio.services.consent.phrases import parse_limits

    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    with studio.library.read() as session:
        excludes = parse_limits(session, exclude)
    tell(context, studio.consent.family_release(FamilyRelease(ids, signer, notice, proof, excludes)))


def refuse(
    ctx: typer.Context,
    by: By,
    assets: MaybeAssets = None,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    only: Only = None,
    everything: Everything = False,
    message: MessageOption = None,
    proof: ProofOption = None,
    evidence: EvidenceOption = None,
    reason: Reason = None,
    said_on: SaidOn = None,
) -> None:
    """Record a refusal."""
    _no(
        ctx, EventType.REFUSED, assets, only, by=by, party=party, instrument=instrument, wide=everything,
        message=message, files=proof, evidence=evidence, reason=reason, said_on=said_on,
    )  # fmt: skip


def withdraw(
    ctx: typer.Context,
    by: By,
    assets: MaybeAssets = None,
    party: ForParty = None,
    instrument: InstrumentOption = None,
    only: Only = None,
    everything: Everything = False,
    every: AllOfTheirs = False,
    message: MessageOption = None,
    proof: ProofOption = None,
    evidence: EvidenceOption = None,
    reason: Reason = None,
    said_on: SaidOn = None,
) -> None:
    """Record a withdrawal: it blocks at once, whatever its legal force."""
    if every:
        take_back_all(
            CliContext.of(ctx), by, wide=everything, message=read_message(message), files=tuple(proof or ()),
            evidence=evidence.value if evidence else None, reason=reason, said_on=day_of(said_on),
        )  # fmt: skip
        return
    _no(
        ctx, EventType.WITHDRAWN, assets, only, by=by, party=party, instrument=instrument, wide=everything,
        message=message, files=proof, evidence=evidence, reason=reason, said_on=said_on,
    )  # fmt: skip


def object_(
    ctx: typer.Context,
    by: By,
    assets: MaybeAssets = None,
    party: ForParty = None,
    only: Only = None,
    everything: Everything = False,
    message: MessageOption = None,
    proof: ProofOption = None,
    evidence: EvidenceOption = None,
    reason: Reason = None,
    said_on: SaidOn = None,
) -> None:
    """Record an objection: it blocks at once and opens the takedowns."""
    _no(
        ctx, EventType.OBJECTED, assets, only, by=by, party=party, wide=everything, message=message, files=proof,
        evidence=evidence, reason=reason, said_on=said_on, whole=True,
    )  # fmt: skip


def contest(ctx: typer.Context, assets: Assets, party: By, reason: NeededReason, proof: ProofOption = None) -> None:
    """Record legal's view of a withdrawal."""
    _answer(ctx, EventType.WITHDRAWAL_CONTESTED, assets, party=party, reason=reason, files=proof, whole=True)


def revoke(
    ctx: typer.Context,
    assets: Assets,
    reason: NeededReason,
    party: ByOrNobody = None,
    instrument: InstrumentOption = None,
    only: Only = None,
    proof: ProofOption = None,
) -> None:
    """Record a revocation; without a person it is about everybody's rights in these photos."""
    _no(
        ctx, EventType.REVOKED, assets, only, party=party, instrument=instrument, reason=reason, files=proof,
        whole=True,
    )  # fmt: skip


def invalidate(
    ctx: typer.Context,
    assets: Assets,
    reason: NeededReason,
    party: ByOrNobody = None,
    instrument: InstrumentOption = None,
    only: Only = None,
    proof: ProofOption = None,
) -> None:
    """Record that legal found a grant invalid."""
    _no(
        ctx, EventType.INVALIDATED, assets, only, party=party, instrument=instrument, reason=reason, files=proof,
        whole=True,
    )  # fmt: skip


def _no(
    ctx: typer.Context, event_type: EventType, assets: Sequence[str] | None, only: Sequence[str] | None, **said: Any
) -> None:
    from ugc_studio.services.consent.phrases import parse_limits

    if not assets and not said.get("wide"):
        raise UsageError(_("Say which photos, or --everything."))
    with CliContext.of(ctx).studio.library.read() as session:
        limits = parse_limits(session, only)
    _answer(ctx, event_type, assets or (), limits=limits, **said)


def _answer(
    ctx: typer.Context,
    event_type: EventType,
    assets: Sequence[str],
    *,
    by: str | None = None,
    party: str | None = None,
    instrument: Instrument | None = None,
    message: str | None = None,
    files: Sequence[Path] | None = None,
    evidence: EvidenceKind | None = None,
    said_on: dt.datetime | None = None,
    whole: bool = False,
    **said: Any,
) -> None:
    """Build the answer and record it; with ``whole`` it is about every instrument unless one was named."""
    from ugc_studio.services.consent.instruments import instrument_for

    context = CliContext.of(ctx)
    studio = context.studio
    ids = photos_of(studio, assets)
    if instrument is None and not whole and ids:
        with studio.library.read() as session:
            instrument = instrument_for(session, session.parties.resolve(party or by or ""), ids)
    answer = _made(
        event_type, assets=ids, by=by, party=party, instrument=instrument, message=read_message(message),
        files=tuple(files or ()), evidence=evidence.value if evidence else None, said_on=day_of(said_on), **said,
    )  # fmt: skip
    events = studio.consent.recorder.answer(answer)
    taken_back = event_type in {EventType.WITHDRAWN, EventType.OBJECTED}
    tell(context, events, takedowns=studio.consent.withdrawals.takedowns_after(events) if taken_back else None)


def _made(event_type: EventType, **fields: Any) -> Answer:
    from ugc_studio.services.consent.recording import Answer

    return Answer(event_type, **fields)
