"""``review``: files for readers without the program, and the answers that come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.consent_options import FILE
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import day_shown, time_shown
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.handover import KIND_NAMES, ReviewKind, ReviewRequest
from ugc_studio.domain.messages import N_, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.domain.handover import ReviewPlan
    from ugc_studio.services.handover.answering import Taken
    from ugc_studio.services.handover.judging import ReturnedLine
    from ugc_studio.services.handover.listing import ReviewRow, ReviewView
    from ugc_studio.services.handover.reading import ReviewFile
    from ugc_studio.services.handover.service import MadeReview

EXIT_PARTLY = 1
NUMBER = N_("NUMBER")
ReviewArgument = Annotated[
    str, typer.Argument(help=N_("The number of a review, or its beginning; see: review list."), metavar=NUMBER)
]
OnlyOption = Annotated[
    list[int] | None,
    typer.Option("--only", help=N_("Only the answers about these photos, by their number in the file."),
                 metavar=NUMBER),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Hand photos to a lawyer, a manager, an agency or a translator as a file."))
    app.add_typer(group, name="review")
    group.command("create", help=N_("Write a file that opens in any browser, and record who gets it."))(create)
    group.command("list", help=N_("List what was handed over, and what came back."))(list_)
    group.command("show", help=N_("Show one review with its photos and answers."))(show)
    group.command("open", help=N_("Show what came back in a file, and with --apply take it over."))(open_)
    group.command("confirm", help=N_("Let legal confirm what a lawyer answered by file."))(confirm)
    group.command("close", help=N_("Wait no longer for answers; with --again wait again."))(close)


def create(
    ctx: typer.Context,
    kind: Annotated[ReviewKind, typer.Argument(help=N_("lawyer, manager, agency or translator."))],
    photos: Annotated[
        list[str] | None,
        typer.Argument(help=N_("Numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO")),
    ] = None,
    *,
    recipient: Annotated[str, typer.Option("--for", help=N_("Who gets it, for the record."), metavar=N_("NAME"))],
    out: Annotated[Path | None, typer.Option("--out", help=N_("Where to write it."), metavar=FILE)] = None,
    gallery: Annotated[
        str | None, typer.Option("--gallery", help=N_("A gallery, instead of photos."), metavar=N_("GALLERY"))
    ] = None,
    language: Annotated[
        str | None, typer.Option("--in", help=N_("The language of the file: en or fr."), metavar=N_("LANGUAGE"))
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--into", help=N_("The language to translate into, for instance de."), metavar=N_("LANGUAGE")),
    ] = None,
    message: Annotated[str, typer.Option("--message", help=N_("What you ask of the reader."), metavar=N_("TEXT"))] = "",
    due: Annotated[
        dt.datetime | None,
        typer.Option("--due", formats=["%Y-%m-%d"], help=N_("Until when an answer is wanted."), metavar=N_("DATE")),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help=N_("A heading for the file."), metavar=N_("TEXT"))
    ] = None,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("For which brand."), metavar=N_("BRAND"))] = None,
    sheet: Annotated[bool, typer.Option("--sheet", help=N_("For translators: also a workbook for Excel."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would happen."))] = False,
) -> int:
    """Plan, then write the file; the photos that may not be in it stay out with their reasons."""
    cli = CliContext.of(ctx)
    if out is None and not dry_run:
        raise UsageError(_("Say where to write the file: --out FILE"))
    if bool(photos) == bool(gallery):
        raise UsageError(_("Name photos, or a gallery with --gallery."))
    request = ReviewRequest(
        kind, recipient, tuple(cli.studio.browsing.resolve(photos or ())), gallery,
        language or cli.console.translator.language, target, message, due.date() if due else None, title, brand, sheet,
    )  # fmt: skip
    service = cli.studio.handovers
    made: MadeReview | None = None
    if not dry_run and out is not None:
        made = cli.console.run_job(lambda context: service.make(request, out, context)).result()
    plan: ReviewPlan = made.plan if made is not None else service.plan(request)
    if cli.console.json:
        cli.console.emit_json(_made_json(plan, made))
    else:
        _show_made(cli, plan, made)
    return EXIT_PARTLY if plan.kept else 0


def _made_json(plan: ReviewPlan, made: MadeReview | None) -> dict[str, Any]:
    return {
        "review": made.review.uuid if made else None,
        "file": str(made.page) if made else None,
        "sheet": str(made.sheet) if made and made.sheet else None,
        "sha256": made.review.file_sha256 if made else None,
        "head": f"{made.review.head_seq}:{made.review.head_hash}" if made else None,
        "photos": [
            {"asset": str(one.asset_id), "sha256": one.sha256, "in": one.leaving.value, "code": one.code or None,
             "text": one.reason}
            for one in plan.leavers
        ],
    }  # fmt: skip


def _show_made(cli: CliContext, plan: ReviewPlan, made: MadeReview | None) -> None:
    for one in plan.leavers:
        if one.reason is not None:
            cli.console.print(_("Photo {id}: {reason}", id=str(one.asset_id), reason=one.reason))
    n = len(plan.inside)
    if made is None:
        cli.console.print(ngettext("{n} photo would be in the file.", "{n} photos would be in the file.", n, n=n))
        return
    cli.console.print(ngettext("{n} photo is in {file}.", "{n} photos are in {file}.", n, n=n, file=str(made.page)))
    name = made.review.recipient
    cli.console.print(_("Recorded: review {id} for {name}.", id=made.review.uuid[:8], name=name))


def list_(ctx: typer.Context) -> None:
    """List hand-overs, the newest first."""
    from ugc_studio.services.handover.listing import STATE_NAMES

    cli = CliContext.of(ctx)
    cli.studio.consent.takedowns.sweep()
    rows: list[ReviewRow] = cli.studio.reviews.all()
    if cli.console.json:
        cli.console.emit_json([_row_json(row) for row in rows])
        return
    if not rows:
        cli.console.print(_("Nothing was handed over for review yet."))
        return
    cli.console.table(
        (NUMBER, N_("For"), N_("Kind"), N_("Title"), N_("Made"), N_("Due"), N_("Photos"), N_("Answered"), N_("State"),
         N_("To delete")),
        [
            (
                row.review.uuid[:8], row.review.recipient, KIND_NAMES[row.review.kind], row.review.title,
                day_shown(row.review.created_at), row.review.due or "", row.tally.photos, row.tally.answered,
                STATE_NAMES[row.state], row.tally.to_delete or "",
            )
            for row in rows
        ],
    )  # fmt: skip
    told = [row for row in rows if row.tally.to_delete]
    for row in told:
        n = row.tally.to_delete
        cli.console.print(
            ngettext(
                "Ask {name} to delete {n} photo of review {id}; see: takedowns.",
                "Ask {name} to delete {n} photos of review {id}; see: takedowns.", n,
                name=row.review.recipient, n=n, id=row.review.uuid[:8],
            )
        )  # fmt: skip


def show(ctx: typer.Context, number: ReviewArgument) -> None:
    """Show one hand-over."""
    from ugc_studio.domain.handover import DECISION_NAMES
    from ugc_studio.services.handover.listing import OUTCOME_NAMES, STATE_NAMES

    cli = CliContext.of(ctx)
    view: ReviewView = cli.studio.reviews.open(number)
    if cli.console.json:
        cli.console.emit_json(_view_json(view))
        return
    review = view.row.review
    cli.console.print(
        _("{title} for {name} ({kind}): {state}", title=review.title, name=review.recipient,
          kind=KIND_NAMES[review.kind], state=STATE_NAMES[view.row.state])
    )  # fmt: skip
    cli.console.print(_("File: {file}, SHA-256 {hash}", file=review.path, hash=review.file_sha256))
    cli.console.print(_("Ledger: {head}", head=f"{review.head_seq}:{review.head_hash}"))
    lines = []
    for photo in view.photos:
        for answer in photo.answers or (None,):
            kept = answer.kept if answer is not None else None
            lines.append((
                photo.item.number, str(photo.asset_id or ""), photo.name,
                DECISION_NAMES[kept.given.decision] if kept else "", kept.reader if kept else "",
                time_shown(kept.received_at) if kept else "", OUTCOME_NAMES[kept.outcome] if kept else "",
                kept.given.comment if kept else "",
            ))  # fmt: skip
    cli.console.table(
        (N_("Number"), N_("Photo"), N_("Name"), N_("Answer"), N_("By"), N_("Came in"), N_("Outcome"), N_("Comment")),
        lines,
    )


def open_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("What came back: an answer file, a message or a workbook."),
                                         metavar=FILE)],
    *,
    apply: Annotated[bool, typer.Option("--apply", help=N_("Take over what can be taken over."))] = False,
    only: OnlyOption = None,
) -> int:
    """Show what came back; nothing is taken over without --apply."""
    from ugc_studio.domain.handover_answers import AnswerSheet
    from ugc_studio.services.handover.reading import read_returned

    cli = CliContext.of(ctx)
    found = read_returned(file)
    if not isinstance(found, AnswerSheet):
        return _show_file(cli, found)
    returned = cli.studio.answers.look(found)
    if not apply:
        _emit(cli, returned.review.uuid, found.reader, returned.lines, None)
        return 0
    chosen = _chosen(returned.lines, only)
    taken: Taken = cli.studio.answers.take(found, chosen)
    _emit(cli, returned.review.uuid, found.reader, taken.lines, taken)
    return EXIT_PARTLY if _left(taken.lines) else 0


def confirm(ctx: typer.Context, number: ReviewArgument, *, only: OnlyOption = None) -> int:
    """Confirm what waits."""
    cli = CliContext.of(ctx)
    view: ReviewView = cli.studio.reviews.open(number)
    chosen = {photo.item.sha256 for photo in view.photos if photo.item.number in only} if only else None
    taken: Taken = cli.studio.answers.confirm(number, chosen)
    _emit(cli, taken.review.uuid, "", taken.lines, taken)
    return EXIT_PARTLY if _left(taken.lines) else 0


def close(
    ctx: typer.Context,
    number: ReviewArgument,
    *,
    again: Annotated[bool, typer.Option("--again", help=N_("Wait for answers again."))] = False,
) -> None:
    """Close a review, or open it again."""
    cli = CliContext.of(ctx)
    review = cli.studio.handovers.close(number, again=again)
    if cli.console.json:
        cli.console.emit_json({"review": review.uuid, "closed_at": review.closed_at})
        return
    cli.console.print(_("Saved."))


# ---------------------------------------------------------------------- showing


def _show_file(cli: CliContext, found: ReviewFile) -> int:
    """A review file itself: what it is, and where it stands if it is one of ours."""
    with cli.studio.library.read() as session:
        review = session.handovers.find(found.review)
    ours = review is not None
    same = review is not None and review.file_sha256 == found.sha256
    if cli.console.json:
        cli.console.emit_json({
            "review": found.review, "kind": found.kind.value, "title": found.title, "for": found.recipient,
            "from": found.sender, "due": found.due, "photos": found.photos, "known": ours, "unchanged": same,
        })  # fmt: skip
        return 0
    n = found.photos
    cli.console.print(
        ngettext("{title}: {n} photo for {name}.", "{title}: {n} photos for {name}.", n, title=found.title, n=n,
                 name=found.recipient)
    )  # fmt: skip
    if not ours:
        cli.console.print(_("It was not made in this library. To answer it, open it in a browser."))
    elif not same:
        cli.console.print(_("The file was changed since it was made here."))
    else:
        cli.console.print(_("It was made here: see review show {id}.", id=found.review[:8]))
    return 0


def _emit(
    cli: CliContext, review: str, reader: str, lines: Sequence[ReturnedLine], taken: Taken | None
) -> None:
    from ugc_studio.services.handover.listing import OUTCOME_NAMES

    if cli.console.json:
        cli.console.emit_json({
            "review": review, "reader": reader or None, "applied": taken is not None,
            "answers": [
                {"number": line.number, "asset": str(line.asset.id) if line.asset else None,
                 "sha256": line.given.sha256, "decision": line.given.decision.value,
                 "comment": line.given.comment or None, "outcome": line.outcome.value, "text": line.text,
                 "event": line.seq}
                for line in lines
            ],
            "events": [event.seq for event in taken.events] if taken else [],
            "marked": taken.marked if taken else 0,
            "gallery": taken.gallery if taken else None,
        })  # fmt: skip
        return
    if reader:
        cli.console.print(_("Answers of {name}:", name=reader))
    cli.console.table(
        (N_("Number"), N_("Photo"), N_("Answer"), N_("Outcome"), N_("Why"), N_("Comment")),
        [
            (line.number or "", str(line.asset.id) if line.asset else "", line.decision,
             OUTCOME_NAMES[line.outcome], line.text, line.given.comment)
            for line in lines
        ],
    )  # fmt: skip
    if taken is None:
        cli.console.note(_("Nothing was taken over yet: add --apply."))
    elif taken.gallery:
        cli.console.print(_("The translations are in the gallery {name}.", name=taken.gallery))


def _chosen(lines: Sequence[ReturnedLine], only: Sequence[int] | None) -> set[str] | None:
    if not only:
        return None
    unknown = sorted(set(only) - {line.number for line in lines})
    if unknown:
        raise UsageError(_("There is no answer about photo number {n}.", n=unknown[0]))
    return {line.given.sha256 for line in lines if line.number in only}


def _left(lines: Sequence[ReturnedLine]) -> bool:
    from ugc_studio.services.handover.judging import HELD

    return any(line.outcome not in HELD and line.outcome.value != "same" for line in lines)


def _row_json(row: ReviewRow) -> dict[str, Any]:
    review = row.review
    return {
        "id": review.uuid, "kind": review.kind.value, "for": review.recipient, "title": review.title,
        "created_at": review.created_at, "by": row.by, "due": review.due,
        "head": f"{review.head_seq}:{review.head_hash}",
        "sha256": review.file_sha256, "path": review.path, "photos": row.tally.photos, "answered": row.tally.answered,
        "waiting": row.tally.waiting, "to_delete": row.tally.to_delete, "state": row.state.value,
    }  # fmt: skip


def _view_json(view: ReviewView) -> dict[str, Any]:
    return {
        **_row_json(view.row),
        "message": view.row.review.message,
        "items": [
            {
                "number": photo.item.number,
                "asset": str(photo.asset_id) if photo.asset_id is not None else None,
                "sha256": photo.item.sha256,
                "use": photo.item.use,
                "answers": [
                    {"decision": one.kept.given.decision.value, "comment": one.kept.given.comment or None,
                     "caption": one.kept.given.caption or None, "alt": one.kept.given.alt_text or None,
                     "reader": one.kept.reader, "received_at": one.kept.received_at,
                     "outcome": one.kept.outcome.value, "event": one.kept.seq, "because": one.because}
                    for one in photo.answers
                ],
            }
            for photo in view.photos
        ],
    }  # fmt: skip
