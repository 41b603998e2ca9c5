"""``account``, ``market`` and ``place``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import added, show_entries, show_entry
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Account, Market, Place

Name = Annotated[str, typer.Argument(help=N_("The name as people read it."), metavar=N_("NAME"))]
NewName = Annotated[str | None, typer.Option("--name", help=N_("A new name."))]
Reference = Annotated[str, typer.Argument(help=N_("A key, a name or a number."), metavar=N_("NAME"))]
Zone = Annotated[str | None, typer.Option("--zone", help=N_("Its time zone, such as Europe/Paris."))]


def add_account(
    ctx: typer.Context,
    handle: Annotated[str, typer.Argument(help=N_("The handle, such as @maison."), metavar=N_("HANDLE"))],
    brand: Annotated[str, typer.Option("--brand", help=N_("Whose account it is."))],
    channel: Annotated[str, typer.Option("--channel", help=N_("Where it is; see: channels."))],
    market: Annotated[str | None, typer.Option("--market", help=N_("Whom it addresses."))] = None,
    zone: Zone = None,
) -> None:
    """Add an account."""
    context = CliContext.of(ctx)
    account = context.studio.register.add_account(
        handle, brand=brand, channel=channel, market=market, zone=zone or "Europe/Paris"
    )
    added(context.console, account_entry(account), _("Added the account {handle}.", handle=account.handle))


def edit_account(
    ctx: typer.Context,
    account: Reference,
    handle: Annotated[str | None, typer.Option("--handle", help=N_("A new handle."))] = None,
    market: Annotated[str | None, typer.Option("--market", help=N_("Whom it addresses."))] = None,
    zone: Zone = None,
) -> None:
    """Change an account."""
    context = CliContext.of(ctx)
    changed = context.studio.register.edit_account(account, handle=handle, market=market, zone=zone)
    added(context.console, account_entry(changed), _("Changed the account {handle}.", handle=changed.handle))


def list_accounts(ctx: typer.Context) -> None:
    """List accounts."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [account_entry(account) for account in session.register.accounts()]
    columns = ((N_("Number"), "id"), (N_("Handle"), "handle"), (N_("Channel"), "channel"), (N_("Market"), "market"),
               (N_("Countries"), "countries"))  # fmt: skip
    show_entries(context.console, entries, columns)


def show_account(ctx: typer.Context, account: Reference) -> None:
    """Show an account."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        show_entry(context.console, account_entry(session.register.account(account)))


def account_entry(account: Account) -> dict[str, Any]:
    """An account as it is printed."""
    return {
        "id": str(account.id), "uuid": account.uuid, "brand": account.brand, "channel": account.channel,
        "handle": account.handle, "market": account.market, "countries": list(account.countries),
        "zone": account.zone,
    }  # fmt: skip


def add_market(
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
    added(context.console, market_entry(market), text)


def edit_market(
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
    added(context.console, market_entry(changed), _("Changed the market {name}.", name=changed.name))


def list_markets(ctx: typer.Context) -> None:
    """List markets."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [market_entry(market) for market in session.register.markets()]
    columns = ((N_("Key"), "key"), (N_("Name"), "name"), (N_("Countries"), "countries"), (N_("Language"), "language"))
    show_entries(context.console, entries, columns)


def show_market(ctx: typer.Context, market: Reference) -> None:
    """Show a market."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        show_entry(context.console, market_entry(session.register.market(market)))


def market_entry(market: Market) -> dict[str, Any]:
    """A market as it is printed."""
    return {
        "id": str(market.id), "key": market.key, "name": market.name, "countries": list(market.countries),
        "language": market.language,
    }  # fmt: skip


def add_place(
    ctx: typer.Context,
    name: Name,
    country: Annotated[str | None, typer.Option("--country", help=N_("A country code."))] = None,
) -> None:
    """Add a place."""
    context = CliContext.of(ctx)
    place = context.studio.register.add_place(name, country=country)
    added(context.console, place_entry(place), _("Added the place {name}.", name=place.name))


def edit_place(
    ctx: typer.Context,
    place: Reference,
    name: NewName = None,
    country: Annotated[str | None, typer.Option("--country", help=N_("A country code."))] = None,
) -> None:
    """Change a place."""
    context = CliContext.of(ctx)
    changed = context.studio.register.edit_place(place, name=name, country=country)
    added(context.console, place_entry(changed), _("Changed the place {name}.", name=changed.name))


def list_places(ctx: typer.Context) -> None:
    """List places."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [place_entry(place) for place in session.register.places()]
    columns = ((N_("Number"), "id"), (N_("Name"), "name"), (N_("Country"), "country"))
    show_entries(context.console, entries, columns)


def show_place(ctx: typer.Context, place: Reference) -> None:
    """Show a place."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        show_entry(context.console, place_entry(session.register.place(place)))


def place_entry(place: Place) -> dict[str, Any]:
    """A place as it is printed."""
    return {"id": str(place.id), "uuid": place.uuid, "name": place.name, "country": place.country}


ACCOUNTS = (
    ("add", N_("Add an account."), add_account),
    ("edit", N_("Change an account."), edit_account),
    ("list", N_("Every account."), list_accounts),
    ("show", N_("One account whole."), show_account),
)
MARKETS = (
    ("add", N_("Add a market."), add_market),
    ("edit", N_("Change a market."), edit_market),
    ("list", N_("Every market."), list_markets),
    ("show", N_("One market whole."), show_market),
)
PLACES = (
    ("add", N_("Add a place."), add_place),
    ("edit", N_("Change a place."), edit_place),
    ("list", N_("Every place."), list_places),
    ("show", N_("One place whole."), show_place),
)
