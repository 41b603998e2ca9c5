"""``place``: where photos were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import show_entries, show_entry, tell
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Place

Name = Annotated[str, typer.Argument(help=N_("The name as people read it."), metavar=N_("NAME"))]
NewName = Annotated[str | None, typer.Option("--name", help=N_("A new name."))]
Reference = Annotated[str, typer.Argument(help=N_("A key, a name or a number."), metavar=N_("NAME"))]


def add(
    ctx: typer.Context,
    name: Name,
    country: Annotated[str | None, typer.Option("--country", help=N_("A country code."))] = None,
) -> None:
    """Add a place."""
    context = CliContext.of(ctx)
    place = context.studio.register.add_place(name, country=country)
    tell(context.console, entry_of(place), _("Added the place {name}.", name=place.name))


def edit(
    ctx: typer.Context,
    place: Reference,
    name: NewName = None,
    country: Annotated[str | None, typer.Option("--country", help=N_("A country code."))] = None,
) -> None:
    """Change a place."""
    context = CliContext.of(ctx)
    changed = context.studio.register.edit_place(place, name=name, country=country)
    tell(context.console, entry_of(changed), _("Changed the place {name}.", name=changed.name))


def list_(ctx: typer.Context) -> None:
    """List places."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [entry_of(place) for place in session.register.places()]
    columns = ((N_("Number"), "id"), (N_("Name"), "name"), (N_("Country"), "country"))
    show_entries(context.console, entries, columns)


def show(ctx: typer.Context, place: Reference) -> None:
    """Show a place."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        show_entry(context.console, entry_of(session.register.place(place)))


def entry_of(place: Place) -> dict[str, Any]:
    """A place as it is printed."""
    return {"id": str(place.id), "uuid": place.uuid, "name": place.name, "country": place.country}


COMMANDS = (
    ("add", N_("Add a place."), add),
    ("edit", N_("Change a place."), edit),
    ("list", N_("Every place."), list_),
    ("show", N_("One place whole."), show),
)
