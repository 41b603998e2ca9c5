"""``account``: a brand’s presence on a channel; it fills in brand, market and zone of a use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.register.entries import show_entries, show_entry, tell
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.library.register import Account

Reference = Annotated[str, typer.Argument(help=N_("A key, a name or a number."), metavar=N_("NAME"))]
Zone = Annotated[str | None, typer.Option("--zone", help=N_("Its time zone, such as Europe/Paris."))]


def add(
    ctx: typer.Context,
    handle: Annotated[str, typer.Argument(help=N_("The handle, such as @maison."), metavar=N_("HANDLE"))],
    brand: Annotated[str, typer.Option("--brand", help=N_("Whose account it is."))],
    channel: Annotated[str, typer.Option("--channel", help=N_("Where it is; see: channels."))],
    market: Annotated[str | None, typer.Option("--market", help=N_("Whom it addresses."))] = None,
    zone: Zone = None,
) -> None:
    """Add an account."""
    context = CliContext.of(ctx)
    account = context.studio.register.add_account(handle, brand=brand, channel=channel, market=market, zone=zone)
    tell(context.console, entry_of(account), _("Added the account {handle}.", handle=account.handle))


def edit(
    ctx: typer.Context,
    account: Reference,
    handle: Annotated[str | None, typer.Option("--handle", help=N_("A new handle."))] = None,
    market: Annotated[str | None, typer.Option("--market", help=N_("Whom it addresses."))] = None,
    zone: Zone = None,
) -> None:
    """Change an account."""
    context = CliContext.of(ctx)
    changed = context.studio.register.edit_account(account, handle=handle, market=market, zone=zone)
    tell(context.console, entry_of(changed), _("Changed the account {handle}.", handle=changed.handle))


def list_(ctx: typer.Context) -> None:
    """List accounts."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entries = [entry_of(account) for account in session.register.accounts()]
    columns = ((N_("Number"), "id"), (N_("Handle"), "handle"), (N_("Channel"), "channel"), (N_("Market"), "market"),
               (N_("Countries"), "countries"))  # fmt: skip
    show_entries(context.console, entries, columns)


def show(ctx: typer.Context, account: Reference) -> None:
    """Show an account."""
    context = CliContext.of(ctx)
    with context.studio.library.read() as session:
        entry = entry_of(session.register.account(account))
        brands = {brand.uuid: brand.name for brand in session.register.brands()}
    show_entry(context.console, entry, {**entry, "brand": brands.get(entry["brand"], entry["brand"])})


def entry_of(account: Account) -> dict[str, Any]:
    """An account as it is printed."""
    return {
        "id": str(account.id), "uuid": account.uuid, "brand": account.brand, "channel": account.channel,
        "handle": account.handle, "market": account.market, "countries": list(account.countries),
        "zone": account.zone,
    }  # fmt: skip


COMMANDS = (
    ("add", N_("Add an account."), add),
    ("edit", N_("Change an account."), edit),
    ("list", N_("Every account."), list_),
    ("show", N_("One account whole."), show),
)
