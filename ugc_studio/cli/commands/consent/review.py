"""``consent review``: what waits for legal and why, and the decision with its reason; ``consent freezes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import tell
from ugc_studio.cli.consent_options import PERSON, Reason
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _, ngettext
from ugc_studio.services.consent.review.matters import KIND_WORDS, Decision, MatterKind

if TYPE_CHECKING:
    from ugc_studio.services.consent.review.matters import Matter

Key = Annotated[str, typer.Argument(help=N_("As in the list, for instance grant:12."), metavar=N_("KEY"))]
Brand = Annotated[str | None, typer.Option("--brand", help=N_("For which brand. Without it: the first."))]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    review = typer.Typer(help=N_("What waits for legal, each with the reason why; and the decisions."))
    group.add_typer(review, name="review")
    review.command("list", help=N_("Everything that waits for legal."))(list_)
    review.command("show", help=N_("One matter, with what may be decided."))(show)
    review.command("decide", help=N_("Legal: record a decision with its reason."))(decide)
    group.command("freezes", help=N_("What is frozen: since when, by whom, why, and what that stops."))(freezes)


def list_(
    ctx: typer.Context,
    kind: Annotated[list[MatterKind] | None, typer.Option("--kind", help=N_("Only these."))] = None,
    brand: Brand = None,
) -> None:
    """List what waits."""
    context = CliContext.of(ctx)
    console = context.console
    found = context.studio.review.matters(brand, kinds=kind or ())
    if console.json:
        console.emit_json([_entry(one) for one in found])
        return
    if not found:
        console.print(_("Nothing waits for legal."))
        return
    console.table(
        (N_("Key"), N_("What"), N_("About"), N_("Since"), N_("Why")),
        [
            (one.key, KIND_WORDS[one.kind], one.title, one.since.date() if one.since else None, list(one.reasons))
            for one in found
        ],
    )
    console.note(ngettext("{n} matter waits for legal.", "{n} matters wait for legal.", len(found), n=len(found)))


def show(ctx: typer.Context, key: Key, brand: Brand = None) -> None:
    """Show one matter."""
    context = CliContext.of(ctx)
    console = context.console
    matter = context.studio.review.matter(key, brand)
    if console.json:
        console.emit_json(_entry(matter))
        return
    console.print(_("{kind}: {title}", kind=KIND_WORDS[matter.kind], title=matter.title))
    for text in matter.reasons:
        console.print(text)
    for decision in matter.decisions:
        reason = " --reason TEXT" if matter.needs_reason(decision) else ""
        author = " --author PERSON" if decision is Decision.CONFIRM else ""
        console.print(f"    ugc-studio consent review decide {matter.key} {decision}{author}{reason}")


def decide(
    ctx: typer.Context,
    key: Key,
    decision: Annotated[Decision, typer.Argument(help=N_("What is decided; “show” lists what may be."))],
    reason: Reason = None,
    author: Annotated[
        str | None, typer.Option("--author", help=N_("Who took it; “everybody” for all of them."), metavar=PERSON)
    ] = None,
    brand: Brand = None,
) -> None:
    """Record a decision."""
    context = CliContext.of(ctx)
    review = context.studio.review
    tell(context, review.decide(review.matter(key, brand), decision, reason=reason, author=author))


def freezes(ctx: typer.Context) -> None:
    """List standing freezes."""
    context = CliContext.of(ctx)
    console = context.console
    found = context.studio.review.freezes()
    if console.json:
        console.emit_json(
            [
                {
                    "target": one.target.kind, "id": one.target.id, "name": one.name, "at": one.at, "by": one.by,
                    "reason": one.reason, "photos": stopped.photos, "planned": stopped.planned,
                    "scheduled": stopped.scheduled, "online": stopped.online,
                }
                for one, stopped in found
            ]
        )  # fmt: skip
        return
    if not found:
        console.print(_("Nothing is frozen."))
        return
    console.table(
        (N_("What"), N_("Since"), N_("By"), N_("Why"), N_("Photos"), N_("Planned"), N_("Scheduled"), N_("Online")),
        [
            (one.name, one.at.date(), one.by, one.reason, stopped.photos, stopped.planned, stopped.scheduled,
             stopped.online)
            for one, stopped in found
        ],
    )  # fmt: skip


def _entry(one: Matter) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "asset": str(one.asset) if one.asset is not None else None,
        "party": one.party,
        "title": one.title,
        "reasons": list(one.reasons),
        "since": one.since,
        "decisions": list(one.decisions),
    }
