"""``consent ask``: drafts to people, what was sent and waits, the one reminder, and silence at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.recorded import photos_of, tell
from ugc_studio.cli.consent_options import PERSON, MaybeAssets
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.services.consent.requests.drafting import PassedOver
    from ugc_studio.services.consent.requests.viewing import DraftView
    from ugc_studio.services.consent.requests.waiting import OpenRequest

Draft = Annotated[int, typer.Argument(help=N_("The number of a draft."), metavar=N_("NUMBER"))]
Request = Annotated[str, typer.Argument(help=N_("An open request, as “consent ask waiting” names it."),
                                        metavar=N_("REQUEST"))]  # fmt: skip
Channel = Annotated[
    str | None, typer.Option("--channel", help=N_("Where it was sent: instagram, email, letter and others."))
]
Notice = Annotated[str | None, typer.Option("--notice", help=N_("What to ask for: key, key@version or name."))]
Language = Annotated[str | None, typer.Option("--language", help=N_("The language of the message, such as fr."))]
Greeting = Annotated[str | None, typer.Option("--greeting", help=N_("The first words of the message."))]
Why = Annotated[str | None, typer.Option("--reason", help=N_("Why more is asked than is planned."))]


def add_to(group: typer.Typer) -> None:
    """Add these commands to the group."""
    ask = typer.Typer(help=N_("Ask people for rights: draft, send yourself, record, remind once, wait."))
    group.add_typer(ask, name="ask")
    ask.command("list", help=N_("Requests that are drafted and not sent."))(list_)
    ask.command("draft", help=N_("Draft requests: to one person, or to all whom a gallery still needs."))(draft)
    ask.command("show", help=N_("One draft whole: the message to copy, the posts to open."))(show)
    ask.command("edit", help=N_("Change a draft."))(edit)
    ask.command("discard", help=N_("Throw a draft away."))(discard)
    ask.command("sent", help=N_("Record that you have sent a draft."))(sent)
    ask.command("waiting", help=N_("What was sent and is not answered yet."))(waiting)
    ask.command("remind", help=N_("Show the one reminder of a request; --sent records that you sent it."))(remind)
    ask.command("sweep", help=N_("Record silence as no answer where its term is over."))(sweep)


def list_(ctx: typer.Context) -> None:
    """List drafts."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    views = [studio.requests.view(one.id) for one in studio.requests.drafts()]
    if console.json:
        console.emit_json([draft_json(view) for view in views])
        return
    if not views:
        console.print(_("No request is drafted."))
        return
    console.table(
        (N_("Number"), N_("Person"), N_("Photos"), N_("What is asked for"), N_("Language"), N_("Before it can go out")),
        [
            (
                str(view.draft.id) if view.draft else "", view.label, len(view.photos),
                view.notice.name if view.notice else "", view.language, view.problem or "",
            )
            for view in views
        ],
    )  # fmt: skip


def draft(
    ctx: typer.Context,
    assets: MaybeAssets = None,
    to: Annotated[
        str | None, typer.Option("--to", help=N_("Who is asked. Without it: everybody who is needed."), metavar=PERSON)
    ] = None,
    gallery: Annotated[str | None, typer.Option("--gallery", help=N_("Whom a gallery still needs."))] = None,
    most: Annotated[int | None, typer.Option("--most", help=N_("How many photos are enough."), min=1)] = None,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("The brand. Without it: the first."))] = None,
    notice: Notice = None,
) -> None:
    """Draft requests."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    ids = photos_of(studio, assets) if assets else None
    passed: Sequence[PassedOver] = ()
    if to is not None:
        if ids is None:
            raise UsageError(_("Say for which photos."))
        drafts = [studio.requests.draft(to, ids, brand=brand, gallery=gallery, notice=notice).id]
    else:
        if gallery is None and ids is None:
            raise UsageError(_("Say whom with --to, or for which gallery with --gallery, or which photos."))
        found = (
            studio.requests.draft_for_gallery(gallery, only=ids, most=most) if gallery is not None
            else studio.requests.draft_for_people(ids or [], brand=brand)
        )  # fmt: skip
        drafts, passed = list(found.drafts), found.passed_over
    views = [studio.requests.view(one) for one in drafts]
    if console.json:
        console.emit_json(
            {
                "drafts": [draft_json(view) for view in views],
                "passed_over": [
                    {"party": one.party, "name": one.label, "reason": console.text(one.why)} for one in passed
                ],
            }
        )
        return
    for view in views:
        number = str(view.draft.id) if view.draft else ""
        n = len(view.photos)
        console.print(
            ngettext("Draft {id}: {name}, {n} photo.", "Draft {id}: {name}, {n} photos.", n, id=number,
                     name=view.label, n=n)
        )  # fmt: skip
    for one in passed:
        console.note(one.why)
    if not views:
        console.print(_("Nobody has to be asked."))


def show(ctx: typer.Context, number: Draft) -> None:
    """Show a draft."""
    context = CliContext.of(ctx)
    _show(context, context.studio.requests.view(number))


def edit(
    ctx: typer.Context,
    number: Draft,
    assets: MaybeAssets = None,
    notice: Notice = None,
    language: Language = None,
    greeting: Greeting = None,
    reason: Why = None,
) -> None:
    """Change a draft."""
    context = CliContext.of(ctx)
    said = {"notice": notice, "language": language, "greeting": greeting, "reason": reason}
    changes = {name: value for name, value in said.items() if value is not None}
    ids = photos_of(context.studio, assets) if assets else None
    if not changes and ids is None:
        raise UsageError(_("Say what is to change."))
    context.studio.requests.edit(number, assets=ids, **changes)
    _show(context, context.studio.requests.view(number))


def discard(ctx: typer.Context, number: Draft) -> None:
    """Throw a draft away."""
    context = CliContext.of(ctx)
    context.studio.requests.discard(number)
    context.console.print(_("The draft was thrown away. Nobody was asked."))


def sent(ctx: typer.Context, number: Draft, channel: Channel = None) -> None:
    """Record that it was sent."""
    context = CliContext.of(ctx)
    tell(context, context.studio.requests.send(number, channel=channel))


def waiting(ctx: typer.Context) -> None:
    """List what waits."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    found = studio.requests.waiting()
    if console.json:
        console.emit_json([open_json(one) for one in found])
        return
    if not found:
        console.print(_("Nobody owes us an answer."))
        return
    console.table(
        (N_("Request"), N_("Person"), N_("Photos"), N_("Asked on"), N_("By"), N_("Reminded on"),
         N_("Reminder from"), N_("No answer from")),
        [
            (
                one.id, one.label, len(one.assets), one.asked_at.date(), one.asked_by,
                one.reminded_at.date() if one.reminded_at else "", one.remind_from.date(), one.silent_from.date(),
            )
            for one in found
        ],
    )  # fmt: skip


def remind(
    ctx: typer.Context,
    request: Request,
    sent: Annotated[bool, typer.Option("--sent", help=N_("Record that the reminder was sent."))] = False,
    channel: Channel = None,
) -> None:
    """Show or record the reminder."""
    context = CliContext.of(ctx)
    if sent:
        tell(context, context.studio.requests.remind(request, channel=channel))
    else:
        _show(context, context.studio.requests.reminder(request))


def sweep(ctx: typer.Context) -> None:
    """Record silence."""
    context = CliContext.of(ctx)
    n = context.studio.requests.sweep()
    if context.console.json:
        context.console.emit_json({"no_response": n})
    else:
        context.console.print(
            ngettext("{n} request was never answered.", "{n} requests were never answered.", n, n=n)
        )


def _show(context: CliContext, view: DraftView) -> None:
    console = context.console
    if console.json:
        console.emit_json(draft_json(view))
        return
    for photo in view.photos:
        console.note(_("Photo {id}: {name}", id=str(photo.asset_id), name=photo.line.address or photo.name))
    if view.message is not None:
        console.print(view.message.text)
    for remark in (*view.remarks, *([view.problem] if view.problem is not None else [])):
        console.note(remark)


def draft_json(view: DraftView) -> dict[str, Any]:
    """A draft or a reminder as every command prints it."""
    from ugc_studio.services.consent.requests.messages import parts_of

    draft, message, notice = view.draft, view.message, view.notice
    return {
        "draft": str(draft.id) if draft else None,
        "party": view.party,
        "name": view.label,
        "photos": [{"asset": str(one.asset_id), "name": one.name, "url": one.line.address} for one in view.photos],
        "notice": f"{notice.key}@{notice.version}" if notice else None,
        "text_hash": notice.text_hash(view.language) if notice else None,
        "language": view.language,
        "languages": list(view.languages),
        "message": message.text if message else None,
        "parts": parts_of(message.text, view.channel) if message else [],
        "greeting": message.greeting if message else None,
        "channel": view.channel,
        "needs_reason": view.needs_reason,
        "reason": draft.reason if draft else None,
        "proposed": f"{view.proposal.notice.key}@{view.proposal.notice.version}"
        if view.proposal is not None and view.proposal.notice is not None
        else None,
        "adoptable": list(view.proposal.adoptable) if view.proposal is not None else [],
        "problem": str(view.problem) if view.problem is not None else None,
        "remarks": [str(remark) for remark in view.remarks],
    }


def open_json(one: OpenRequest) -> dict[str, Any]:
    """An open request as it is printed."""
    return {
        "request": one.id,
        "party": one.by,
        "name": one.label,
        "notice": f"{one.notice.key}@{one.notice.version}" if one.notice else None,
        "assets": [str(asset) for asset in one.assets],
        "asked_at": one.asked_at.isoformat(),
        "asked_by": one.asked_by,
        "channel": one.channel,
        "language": one.language,
        "reminded_at": one.reminded_at.isoformat() if one.reminded_at else None,
        "remind_from": one.remind_from.isoformat(),
        "no_response_from": one.silent_from.isoformat(),
    }
