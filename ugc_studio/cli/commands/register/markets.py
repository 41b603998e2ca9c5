"""``market``: countries that are addressed together, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import show_entries, show_entry, tell
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Market

Name = Annotated[str, typer.Argument(help=N_("The name as people read it."), metavar=N_("NAME"))]
NewName = Annotated[str | None, typer.Option("--name", help=N_("A new name."))]
Reference = Annotated[str, typer.Argument(help=N_("A key, a name or a number."), metavar=N_("NAME"))]


def add(
    ctx: typer.Context,
    name: Name,
    country: Annotated[list[str], typer.Option("--country", help=N_("A country code."))],
    language: Annotated[str, typer.Option("--language", help=N_("The language that is spoken there."))] = "fr",
    key: Annotated[str | None, typer.Option("--key", help=N_("A short name for commands."))] = None,
) -> None:
    """Add a market."""
    context = CliContext.of(ctx)
    market = context.studio.register.add_market(name, countries=tuple(country), language=language, key=key)
    text = _("Added the market {name} ({key}).", name=market.name, key=market.key)
    tell(context.console, entry_of(market), text)


def edit(
    ctx: typer.Context,
    market: Reference,
    name: NewName = None,
    country: Annotated[list[str] | None, typer.Option("--country", help=N_("A country code; names all."))] = None,
    language: Annotated[str | None, typer.Option("--language", help=N_("The language that is spoken there."))] = None,
) -> None:
    """Change a market."""
    context = CliContext.of(ctx)
    changed = context.studio.register.edit_market(
        market, name=name, countries=tuple(country) if country else None, language=language
    )
    tell(context.console, entry_of(changed), _("Changed the market {name}.", name=changed.name))


def list_(ctx: typer.Context) -> None:
    """List markets."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [entry_of(market) for market in session.register.markets()]
    columns = ((N_("Key"), "key"), (N_("Name"), "name"), (N_("Countries"), "countries"), (N_("Language"), "language"))
    show_entries(context.console, entries, columns)


def show(ctx: typer.Context, market: Reference) -> None:
    """Show a market."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        show_entry(context.console, entry_of(session.register.market(market)))


def entry_of(market: Market) -> dict[str, Any]:
    """A market as it is printed."""
    return {
        "id": str(market.id), "key": market.key, "name": market.name, "countries": list(market.countries),
        "language": market.language,
    }  # fmt: skip


COMMANDS = (
    ("add", N_("Add a market."), add),
    ("edit", N_("Change a market."), edit),
    ("list", N_("Every market."), list_),
    ("show", N_("One market whole."), show),
)
