"""``assets``: look for photos and videos, and mark them in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli import faces, provenance
from ugc_studio.cli.context import CliContext
from ugc_studio.cli.days import day_shown, last_day_shown, time_shown
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import N_, Text, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.library.assets import AssetRow
    from ugc_studio.services.browsing import AssetDetail

References = Annotated[
    list[str], typer.Argument(help=N_("Numbers, sha256:PREFIX or source paths."), metavar=N_("PHOTO"))
]
ReferencesAndValue = Annotated[
    list[str],
    typer.Argument(help=N_("Numbers, sha256:PREFIX or source paths, then the value."), metavar=N_("PHOTO… VALUE")),
]
Matching = Annotated[str | None, typer.Option("--query", help=N_("Also everything that this search finds."))]
BrandOption = Annotated[str | None, typer.Option("--brand", help=N_("The brand whose rights are shown."))]

WHAT_TO_LOOK_FOR = N_(
    "What to look for; everything if left out. Fields: rights, creator, tag, rating, flag, from, to, place, campaign, "
    "source, kind, batch, gallery (or in), has, is, people (such as people:no-children), faces (such as faces:>=1; "
    "found automatically), sensitive, quality. Several values stand with commas between them, and a minus before a "
    "word or a field says not."
)

EMBEDDED: Mapping[str, str] = {
    "creator": N_("Author named in the file"),
    "credit": N_("Credit line in the file"),
    "copyright": N_("Copyright note in the file"),
    "usage_terms": N_("Terms of use in the file"),
    "title": N_("Title in the file"),
    "caption": N_("Caption in the file"),
    "keywords": N_("Keywords in the file"),
    "place": N_("Place in the file"),
    "country": N_("Country in the file"),
    "camera": N_("Camera"),
    "software": N_("Software"),
}
"""What the file says about itself, as far as people read it: claims of its sender, never proof of a right."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Photos and videos: search, look, mark."))
    app.add_typer(group, name="assets")
    group.command("list", help=N_("Search. Words, and fields such as rights:cleared rating:>=4 tag:summer."))(list_)
    group.command("show", help=N_("Everything about one photo."))(show)
    group.command("flag", help=N_("Pick or reject photos: picked, rejected or unreviewed."))(flag)
    group.command("rate", help=N_("Give photos 0 to 5 stars."))(rate)
    group.command("tag", help=N_("Tag photos."))(tag)
    group.command("edit", help=N_("Write words, place, campaign, tags and stars of photos in one step."))(edit)
    group.command("measure", help=N_("Measure how sharp the photos are that were not measured yet."))(measure)
    faces.add_to(group)
    provenance.add_to(group)
    group.command("trash", help=N_("Put photos into the trash. No file is deleted."))(trash)
    group.command("restore", help=N_("Take photos out of the trash."))(restore)


def list_(
    ctx: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(help=WHAT_TO_LOOK_FOR)] = None,
    limit: Annotated[int, typer.Option(min=0, help=N_("How many to show."))] = 100,
    offset: Annotated[int, typer.Option(min=0, help=N_("How many to pass over."))] = 0,
    sort: Annotated[
        str, typer.Option(help=N_("newest, oldest, added, rating, likes or relevance."))
    ] = "newest",
    brand: BrandOption = None,
) -> None:
    """Show one page of what a search finds."""
    from ugc_studio.domain.search import Sort
    from ugc_studio.services.words import CONSENT_STATES, FLAGS

    context = CliContext.of(ctx)
    if sort not in tuple(Sort):
        raise UsageError(_("There is no order {name}. Orders are: {orders}.", name=sort, orders=list(Sort)))
    browsing = context.studio.browsing
    ids = browsing.find(" ".join(query or []), brand=brand, sort=Sort(sort))
    rows: list[AssetRow] = browsing.rows(ids[offset : offset + limit], brand=brand)
    console = context.console
    if console.json:
        console.emit_json({"total": len(ids), "assets": [row_json(row) for row in rows]})
        return
    console.table(
        (N_("Number"), N_("Name"), N_("Creator"), N_("Posted"), N_("Mark"), N_("Stars"), N_("Rights"), N_("Tags")),
        [
            (
                str(row.asset.id), row.name, row.creator, day_shown(row.posted_at or row.asset.taken_at),
                FLAGS[row.asset.flag], "★" * row.asset.rating, CONSENT_STATES[row.consent], ", ".join(row.tags),
            )
            for row in rows
        ],
    )  # fmt: skip
    n = len(ids)
    if len(rows) < n:
        console.note(ngettext("{shown} of {n} photo shown.", "{shown} of {n} photos shown.", n, n=n, shown=len(rows)))
    else:
        console.note(ngettext("{n} photo.", "{n} photos.", n, n=n))


def show(
    ctx: typer.Context,
    asset: Annotated[str, typer.Argument(help=N_("A number, sha256:PREFIX or a source path."), metavar=N_("PHOTO"))],
    brand: BrandOption = None,
) -> None:
    """Show one asset whole."""
    context = CliContext.of(ctx)
    found = context.studio.browsing.detail(asset, brand=brand)
    if context.console.json:
        context.console.emit_json(detail_json(found))
        return
    lines = [(Text(label), value) for label, value in _lines(found) if value not in (None, "", [])]
    context.console.table((N_("Field"), N_("Value")), lines)


def flag(ctx: typer.Context, words: ReferencesAndValue, query: Matching = None) -> None:
    """Flag assets."""
    from ugc_studio.domain.assets import Flag

    references, value = _split(words)
    if value not in tuple(Flag):
        raise UsageError(_("A mark is one of: {marks}.", marks=list(Flag)))
    _mark(ctx, references, query, lambda studio, ids: studio.marking.flag(ids, Flag(value)))


def rate(ctx: typer.Context, words: ReferencesAndValue, query: Matching = None) -> None:
    """Rate assets."""
    references, value = _split(words)
    if value not in {"0", "1", "2", "3", "4", "5"}:
        raise UsageError(_("A rating is a number from 0 to 5."))
    _mark(ctx, references, query, lambda studio, ids: studio.marking.rate(ids, int(value)))


def tag(
    ctx: typer.Context,
    words: ReferencesAndValue,
    query: Matching = None,
    remove: Annotated[bool, typer.Option("--remove", help=N_("Take the tag off."))] = False,
) -> None:
    """Tag assets, or take a tag off."""
    references, value = _split(words)

    def mark(studio: Any, ids: Sequence[int]) -> int:
        change = studio.marking.untag if remove else studio.marking.tag
        return int(change(ids, [value]))

    _mark(ctx, references, query, mark)


def edit(
    ctx: typer.Context,
    assets: References,
    caption: Annotated[
        str | None, typer.Option("--caption", metavar=N_("TEXT"), help=N_("Your own caption; empty removes it."))
    ] = None,
    credit: Annotated[
        str | None, typer.Option("--credit", metavar=N_("TEXT"), help=N_("Who is named; empty removes it."))
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar=N_("NAME"), help=N_("Where it was taken; empty removes it."))
    ] = None,
    campaign: Annotated[
        str | None,
        typer.Option("--campaign", metavar=N_("GALLERY"), help=N_("The gallery they are meant for; empty removes it.")),
    ] = None,
    add_tag: Annotated[
        list[str] | None, typer.Option("--add-tag", metavar=N_("TAG"), help=N_("A tag to add."))
    ] = None,
    remove_tag: Annotated[
        list[str] | None, typer.Option("--remove-tag", metavar=N_("TAG"), help=N_("A tag to take off."))
    ] = None,
    rating: Annotated[
        int | None, typer.Option("--rating", min=0, max=5, metavar=N_("STARS"), help=N_("0 to 5 stars."))
    ] = None,
) -> None:
    """Edit several fields at once."""
    from ugc_studio.domain.edits import Edits

    edits = Edits(
        tuple(add_tag or ()), tuple(remove_tag or ()), caption=caption, credit=credit, place=place, campaign=campaign,
        rating=rating,
    )  # fmt: skip
    if not edits.touched:
        raise UsageError(_("Say what to change, for instance --caption."))
    _mark(ctx, assets, None, lambda studio, ids: studio.editing.edit(ids, edits))


def measure(ctx: typer.Context) -> None:
    """Measure sharpness."""
    context = CliContext.of(ctx)
    handle = context.console.run_job(context.studio.quality.measure)
    measured: int = handle.result()
    if context.console.json:
        context.console.emit_json({"measured": measured})
    else:
        context.console.print(ngettext("{n} photo was measured.", "{n} photos were measured.", measured, n=measured))


def trash(ctx: typer.Context, assets: References) -> None:
    """Put assets into the trash."""
    _mark(ctx, assets, None, lambda studio, ids: studio.marking.trash(ids))


def restore(ctx: typer.Context, assets: References) -> None:
    """Take assets out of the trash."""
    _mark(ctx, assets, None, lambda studio, ids: studio.marking.put_back(ids))


def row_json(row: AssetRow) -> dict[str, object]:
    """One asset as every list prints it; ids are strings, because they are names and not numbers."""
    asset = row.asset
    return {
        "id": str(asset.id),
        "sha256": asset.sha256,
        "name": row.name,
        "source_path": row.source_path,
        "kind": asset.kind,
        "format": asset.format,
        "width": asset.width,
        "height": asset.height,
        "bytes": asset.bytes,
        "duration_ms": asset.duration_ms,
        "creator": row.creator,
        "posted_at": row.posted_at,
        "taken_at": asset.taken_at,
        "caption": row.caption,
        "flag": asset.flag,
        "rating": asset.rating,
        "tags": list(row.tags),
        "consent": row.consent,
        "clear_until": row.clear_until,
        "own_caption": row.own_caption,
        "credit": row.credit,
        "place": row.place,
        "campaign": row.campaign,
        "galleries": list(row.galleries),
        "source": row.platform or row.importer,
        "sensitive": row.sensitive,
        "state": asset.state,
        "stacked_under": _id(row.stacked_under),
    }


def detail_json(found: AssetDetail) -> dict[str, object]:
    """Everything about one asset as it is printed."""
    return {
        **row_json(found.row),
        "occurrences": [
            {"source_path": one.source_path, "batch": str(one.batch_id), "post": _id(one.post_id)}
            for one in found.occurrences
        ],
        "copies": [str(copy) for copy in found.copies],
        "metadata": dict(found.embedded),
        "features": dict(found.features),
        "quality": [one.fact for one in found.quality],
        "faces": found.faces.as_json() if found.faces is not None else None,
    }


def _lines(found: AssetDetail) -> Iterator[tuple[str, object]]:
    """What people read of one asset, line by line; measures of the picture and hashes of parts are for programs."""
    from ugc_studio.services.words import ASSET_KINDS, ASSET_STATES, CONSENT_STATES, FLAGS

    row, asset = found.row, found.row.asset
    yield N_("Number"), str(asset.id)
    yield N_("Name"), row.name
    yield N_("Type"), _("{kind}, {format}", kind=ASSET_KINDS[asset.kind], format=asset.format.upper())
    yield N_("Size"), f"{asset.width} × {asset.height}"
    yield N_("File size"), _("{n} kB", n=max(1, round(asset.bytes / 1000)))
    if asset.duration_ms is not None:
        yield N_("Length"), _("{n} s", n=max(1, round(asset.duration_ms / 1000)))
    yield N_("Creator"), row.creator
    yield N_("Posted"), time_shown(row.posted_at)
    yield N_("Taken"), time_shown(asset.taken_at)
    yield N_("Caption"), row.caption
    if row.own_caption is not None:
        yield N_("Caption of the post"), row.post_caption
    yield N_("Credit"), row.credit
    yield N_("Place"), row.place
    yield N_("Campaign"), row.campaign
    yield N_("In galleries"), list(row.galleries)
    yield N_("Mark"), FLAGS[asset.flag]
    yield N_("Stars"), "★" * asset.rating
    yield N_("Tags"), list(row.tags)
    yield N_("Rights"), CONSENT_STATES[row.consent]
    yield N_("Until"), last_day_shown(row.clear_until)
    yield N_("Quality"), [one.text for one in found.quality]
    yield N_("Faces"), found.faces.text if found.faces is not None else None
    yield N_("State"), ASSET_STATES[asset.state]
    yield N_("Hidden behind photo"), _id(row.stacked_under)
    yield N_("Copies hidden behind it"), [str(copy) for copy in found.copies]
    for one in found.occurrences:
        yield N_("Found at"), one.source_path
    for name, label in EMBEDDED.items():
        yield label, found.embedded.get(name)
    yield N_("SHA-256"), asset.sha256


def _split(words: Sequence[str]) -> tuple[Sequence[str], str]:
    return words[:-1], words[-1]


def _mark(
    ctx: typer.Context, references: Sequence[str], query: str | None, mark: Callable[[Any, Sequence[int]], int]
) -> None:
    context = CliContext.of(ctx)
    browsing = context.studio.browsing
    ids = dict.fromkeys(browsing.resolve(references))
    if query is not None:
        ids |= dict.fromkeys(browsing.find(query))
    elif not ids:
        raise UsageError(_("Say which photos, then the value."))
    changed = mark(context.studio, list(ids))
    if context.console.json:
        context.console.emit_json({"changed": changed})
    else:
        context.console.print(ngettext("{n} photo changed.", "{n} photos changed.", changed, n=changed))


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
