"""``gallery``: curated, ordered selections with their words, crops and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.cli.use_options import with_use_options
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts  # with_use_options evaluates it
from ugc_studio.domain.messages import N_, Text, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.domain.galleries import Gallery, GalleryItem

GalleryArgument = Annotated[str, typer.Argument(help=N_("The name or number of a gallery."), metavar=N_("GALLERY"))]
PhotoArgument = Annotated[
    str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))
]
PhotosArgument = Annotated[
    list[str], typer.Argument(help=N_("Numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
]
TextArgument = Annotated[str, typer.Argument(help=N_("The text; an empty one removes it."), metavar=N_("TEXT"))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Choose, order and describe photos for a publication."))
    app.add_typer(group, name="gallery")
    group.command("create", help=N_("Make a gallery, with the use it is meant for as far as it is known."))(create)
    group.command("list", help=N_("List the galleries."))(list_)
    group.command("show", help=N_("Show a gallery and its photos in order."))(show)
    group.command("add", help=N_("Add photos."))(add)
    group.command("remove", help=N_("Take photos out. They stay in the library."))(remove)
    group.command("move", help=N_("Move photos to another place."))(move)
    group.command("caption", help=N_("Write the text that goes with a photo."))(caption)
    group.command("alt", help=N_("Describe a photo for people who do not see it."))(alt)
    group.command("crop", help=N_("Show a part of a photo only."))(crop)
    group.command("plan", help=N_("Plan when a photo is posted."))(plan)
    group.command("use", help=N_("Say what a gallery is meant for."))(use)
    group.command("goal", help=N_("Say how many photos a campaign needs, and by when."))(goal)
    group.command("status", help=N_("Show how many photos are cleared, awaited or missing."))(status)
    group.command("copy", help=N_("Make a gallery with the photos and words of another one."))(copy)
    group.command("rename", help=N_("Give a gallery another name."))(rename)
    group.command("delete", help=N_("Delete a gallery. Its photos stay in the library."))(delete)


@with_use_options
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("The name of the gallery."), metavar=N_("NAME"))],
    *,
    parts: UseParts,
) -> None:
    """Make a gallery."""
    cli = CliContext.of(ctx)
    made = cli.studio.curation.create(name, parts)
    _report(cli, gallery_json(made), _("Gallery {name} was made.", name=made.name))


@with_use_options
def use(
    ctx: typer.Context,
    gallery: GalleryArgument,
    *,
    parts: UseParts,
) -> None:
    """Change the stated parts of a gallery's use."""
    cli = CliContext.of(ctx)
    changed = cli.studio.curation.set_use(gallery, parts)
    _report(cli, gallery_json(changed), _("Saved."))


def goal(
    ctx: typer.Context,
    gallery: GalleryArgument,
    photos: Annotated[
        int | None, typer.Option(min=1, help=N_("How many photos are needed."), metavar=N_("NUMBER"))
    ] = None,
    by: Annotated[str | None, typer.Option(help=N_("Until which day, such as 2027-03-09."), metavar=N_("DAY"))] = None,
) -> None:
    """Set the goal and the deadline of a campaign; what is left out is taken away."""
    from ugc_studio.cli.use_options import moment_of

    cli = CliContext.of(ctx)
    day = moment_of(by[:10] if by else None)
    _report(cli, gallery_json(cli.studio.curation.set_goal(gallery, photos, day)), _("Saved."))


def status(ctx: typer.Context, gallery: GalleryArgument) -> None:
    """Show how far a gallery is."""
    cli = CliContext.of(ctx)
    found = cli.studio.board.status(gallery)
    document = {
        **gallery_json(found.gallery), "cleared": found.cleared, "awaiting": found.awaiting, "blocked": found.blocked,
        "unasked": found.unasked, "missing": found.missing, "ask_more": found.ask_more, "late": found.late,
    }  # fmt: skip
    _report(cli, document, found.use_problem or found.line)


def copy(
    ctx: typer.Context,
    gallery: GalleryArgument,
    name: Annotated[str, typer.Argument(help=N_("The name of the new gallery."), metavar=N_("NAME"))],
) -> None:
    """Make a gallery of another one."""
    cli = CliContext.of(ctx)
    made = cli.studio.curation.duplicate(gallery, name)
    _report(cli, gallery_json(made), _("Gallery {name} was made.", name=made.name))


def list_(ctx: typer.Context) -> None:
    """List galleries by name."""
    cli = CliContext.of(ctx)
    found: list[Gallery] = cli.studio.curation.galleries()
    if cli.console.json:
        cli.console.emit_json([gallery_json(gallery) for gallery in found])
        return
    cli.console.table((N_("Number"), N_("Name"), N_("Photos")), [(str(one.id), one.name, one.size) for one in found])


def show(ctx: typer.Context, gallery: GalleryArgument) -> None:
    """Show a gallery and its items."""
    cli = CliContext.of(ctx)
    found, items = cli.studio.curation.show(gallery)
    with cli.studio.library.read() as session:
        rows = {row.asset.id: row for row in session.assets.page([item.asset_id for item in items])}
    if cli.console.json:
        shown = [item_json(item, rows[item.asset_id].asset.sha256) for item in items if item.asset_id in rows]
        cli.console.emit_json({**gallery_json(found), "items": shown})
        return
    cli.console.table(
        (N_("Position"), N_("Photo"), N_("Name"), N_("Text"), N_("Planned")),
        [
            (
                item.position + 1, str(item.asset_id), rows[item.asset_id].name if item.asset_id in rows else "",
                item.caption or "", f"{item.planned.wall:%Y-%m-%d %H:%M} {item.planned.zone}" if item.planned else "",
            )
            for item in items
        ],
    )  # fmt: skip


def add(
    ctx: typer.Context,
    gallery: GalleryArgument,
    photos: PhotosArgument,
    at: Annotated[int | None, typer.Option(min=1, help=N_("The place of the first one; the end if left out."))] = None,
) -> None:
    """Add photos that are not in the gallery yet."""
    cli = CliContext.of(ctx)
    new = cli.studio.curation.add(gallery, cli.studio.browsing.resolve(photos), at=at - 1 if at else None)
    text = ngettext("{n} photo added.", "{n} photos added.", len(new), n=len(new))
    _report(cli, {"changed": len(new), "assets": [str(asset) for asset in new]}, text)


def remove(ctx: typer.Context, gallery: GalleryArgument, photos: PhotosArgument) -> None:
    """Take photos out of a gallery."""
    cli = CliContext.of(ctx)
    gone = cli.studio.curation.remove(gallery, cli.studio.browsing.resolve(photos))
    text = ngettext("{n} photo taken out.", "{n} photos taken out.", len(gone), n=len(gone))
    _report(cli, {"changed": len(gone), "assets": [str(asset) for asset in gone]}, text)


def move(
    ctx: typer.Context,
    gallery: GalleryArgument,
    photos: PhotosArgument,
    to: Annotated[int, typer.Option(min=1, help=N_("The new place of the first one; 1 is the beginning."))],
) -> None:
    """Move photos."""
    cli = CliContext.of(ctx)
    order = cli.studio.curation.move(gallery, cli.studio.browsing.resolve(photos), to=to - 1)
    _report(cli, {"order": [str(asset) for asset in order]}, _("Moved."))


def caption(ctx: typer.Context, gallery: GalleryArgument, photo: PhotoArgument, text: TextArgument) -> None:
    """Write a caption."""
    cli = CliContext.of(ctx)
    _report_item(cli, cli.studio.curation.set_caption(gallery, cli.studio.browsing.resolve([photo])[0], text or None))


def alt(ctx: typer.Context, gallery: GalleryArgument, photo: PhotoArgument, text: TextArgument) -> None:
    """Write a description."""
    cli = CliContext.of(ctx)
    _report_item(cli, cli.studio.curation.set_alt_text(gallery, cli.studio.browsing.resolve([photo])[0], text or None))


def crop(
    ctx: typer.Context,
    gallery: GalleryArgument,
    photo: PhotoArgument,
    part: Annotated[
        list[float] | None,
        typer.Argument(
            help=N_("Left, top, width and height as fractions of the picture."), metavar=N_("LEFT TOP WIDTH HEIGHT")
        ),
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help=N_("Show the whole photo again."))] = False,
) -> None:
    """Crop a photo, or take the crop away."""
    from ugc_studio.domain.galleries import Crop

    cli = CliContext.of(ctx)
    if whole == bool(part) or (part and len(part) != 4):
        raise UsageError(_("Give four fractions: left, top, width and height. Or --whole."))
    wanted = Crop(*part) if part else None
    _report_item(cli, cli.studio.curation.set_crop(gallery, cli.studio.browsing.resolve([photo])[0], wanted))


def plan(
    ctx: typer.Context,
    gallery: GalleryArgument,
    photo: PhotoArgument,
    when: Annotated[
        str | None, typer.Argument(help=N_("Date and time, such as 2027-03-09 10:15."), metavar=N_("DATE TIME"))
    ] = None,
    zone: Annotated[str | None, typer.Option(help=N_("Whose clock: a time zone such as Europe/Paris."))] = None,
    clear: Annotated[bool, typer.Option("--clear", help=N_("Take the plan back."))] = False,
) -> None:
    """Plan a post, or take the plan back."""
    from ugc_studio.domain.schedule import PlannedTime

    cli = CliContext.of(ctx)
    if clear == bool(when):
        raise UsageError(_("Give a date and time, or --clear."))
    planned = PlannedTime.parse(when, zone or _zone_of(cli, gallery)) if when else None
    _report_item(cli, cli.studio.curation.plan(gallery, cli.studio.browsing.resolve([photo])[0], planned))


def rename(
    ctx: typer.Context,
    gallery: GalleryArgument,
    name: Annotated[str, typer.Argument(help=N_("The new name."), metavar=N_("NAME"))],
) -> None:
    """Rename a gallery."""
    cli = CliContext.of(ctx)
    _report(cli, gallery_json(cli.studio.curation.rename(gallery, name)), _("Renamed."))


def delete(ctx: typer.Context, gallery: GalleryArgument) -> None:
    """Delete a gallery; undo brings it back."""
    cli = CliContext.of(ctx)
    gone = cli.studio.curation.delete(gallery)
    _report(cli, gallery_json(gone), _("Gallery {name} was deleted. To take it back: undo", name=gone.name))


def gallery_json(gallery: Gallery) -> dict[str, Any]:
    """A gallery as the contract shows it."""
    return {
        "id": str(gallery.id),
        "uuid": gallery.uuid,
        "name": gallery.name,
        "photos": gallery.size,
        "use": gallery.parts.to_json(),
        "goal": gallery.goal,
        "deadline": gallery.deadline.isoformat() if gallery.deadline else None,
        "created_at": gallery.created_at,
    }


def item_json(item: GalleryItem, sha256: str) -> dict[str, Any]:
    """An item as the contract shows it; places count from 1."""
    return {
        "asset": str(item.asset_id),
        "sha256": sha256,
        "place": item.position + 1,
        "caption": item.caption,
        "alt_text": item.alt_text,
        "crop": item.crop.as_list() if item.crop else None,
        "planned_at": item.planned.wall.isoformat(timespec="minutes") if item.planned else None,
        "zone": item.planned.zone if item.planned else None,
    }


def _zone_of(cli: CliContext, gallery: str) -> str:
    """The clock of the gallery's account; raises :class:`UsageError` when there is none."""
    found, _items = cli.studio.curation.show(gallery)
    if found.parts.account is None:
        raise UsageError(_("Say whose clock that is, for example --zone Europe/Paris."))
    with cli.studio.library.read() as session:
        return str(session.register.account(found.parts.account).zone)


def _report_item(cli: CliContext, item: GalleryItem) -> None:
    with cli.studio.library.read() as session:
        sha256 = session.assets.get(item.asset_id).sha256
    _report(cli, item_json(item, sha256), _("Saved."))


def _report(cli: CliContext, document: dict[str, Any], text: Text) -> None:
    if cli.console.json:
        cli.console.emit_json(document)
    else:
        cli.console.print(text)
