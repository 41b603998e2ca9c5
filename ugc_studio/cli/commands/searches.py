"""``searches``: saved searches, the smart albums of the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.domain.searches import SavedSearch

NameArgument = Annotated[
    str, typer.Argument(help=N_("The name or number of a saved search."), metavar=N_("NAME"))
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=N_("Saved searches, which always show what matches now."))
    app.add_typer(group, name="searches")
    group.command("list", help=N_("List the saved searches with how many photos each finds."))(list_)
    group.command("save", help=N_("Save a search, or another one under the same name."))(save)
    group.command("rename", help=N_("Give a saved search another name."))(rename)
    group.command("delete", help=N_("Delete a saved search. No photo changes."))(delete)


def list_(
    ctx: typer.Context,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("The brand whose rights are counted."))] = None,
) -> None:
    """List them."""
    cli = CliContext.of(ctx)
    found, counts = cli.studio.searches.all(), cli.studio.searches.counts(brand=brand)
    if cli.console.json:
        cli.console.emit_json([{**search_json(saved), "count": counts.get(saved.id, 0)} for saved in found])
        return
    cli.console.table(
        (N_("Number"), N_("Name"), N_("Search"), N_("Photos")),
        [(str(saved.id), saved.name, saved.query, str(counts.get(saved.id, 0))) for saved in found],
    )


def save(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("The name of the saved search."), metavar=N_("NAME"))],
    query: Annotated[list[str], typer.Argument(help=N_("What it looks for."), metavar=N_("QUERY"))],
    sort: Annotated[str, typer.Option(help=N_("newest, oldest, added, rating, likes or relevance."))] = "newest",
) -> None:
    """Save one."""
    from ugc_studio.domain.errors import UsageError
    from ugc_studio.domain.search import Sort

    cli = CliContext.of(ctx)
    if sort not in tuple(Sort):
        raise UsageError(_("There is no order {name}. Orders are: {orders}.", name=sort, orders=list(Sort)))
    searches, words = cli.studio.searches, " ".join(query)
    present = next((saved for saved in searches.all() if saved.name == name), None)
    if present is None:
        made = searches.create(name, words, sort=Sort(sort))
    else:
        made = searches.change(present.id, query=words, sort=Sort(sort))
    if cli.console.json:
        cli.console.emit_json(search_json(made))
    else:
        cli.console.print(_("Search {name} was saved.", name=made.name))


def rename(
    ctx: typer.Context,
    name: NameArgument,
    new: Annotated[str, typer.Argument(help=N_("The new name."), metavar=N_("NAME"))],
) -> None:
    """Rename one."""
    cli = CliContext.of(ctx)
    made = cli.studio.searches.rename(cli.studio.searches.resolve(name).id, new)
    if cli.console.json:
        cli.console.emit_json(search_json(made))
    else:
        cli.console.print(_("Search {name} was saved.", name=made.name))


def delete(ctx: typer.Context, name: NameArgument) -> None:
    """Delete one."""
    cli = CliContext.of(ctx)
    gone = cli.studio.searches.resolve(name)
    cli.studio.searches.delete(gone.id)
    if cli.console.json:
        cli.console.emit_json(search_json(gone))
    else:
        cli.console.print(_("Search {name} was deleted.", name=gone.name))


def search_json(saved: SavedSearch) -> dict[str, object]:
    """One saved search as it is printed."""
    return {
        "id": str(saved.id),
        "name": saved.name,
        "query": saved.query,
        "sort": saved.sort,
        "layout": saved.layout,
    }
