"""Where photos may go, the same list wherever a person describes a use: accounts first, then channels without one."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.words import network_name


@dataclass(frozen=True, slots=True)
class Target:
    """An account, or a channel without one."""

    channel: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """What there is to choose from, each with its words, and the brand whose countries a use begins with."""

    choices: tuple[tuple[Target, Text], ...]
    brand: str | None
    countries: tuple[str, ...]


def targets_of(studio: Studio, brand: str | None, *, everyone: bool = False) -> Targets:
    """The accounts of a brand (the first by default) or of ``everyone``, then every channel."""
    with studio.library.read() as session:
        chosen, accounts = session.register.brand_or_first(brand), session.register.accounts()
    found: list[tuple[Target, Text]] = []
    for account in accounts:
        if everyone or (chosen is not None and account.brand == chosen.uuid):
            channel = studio.channels.find(account.channel)
            name = channel.name if channel else network_name(account.channel)
            words = _("{account} on {channel}", account=account.handle, channel=name)
            found.append((Target(account.channel, account.uuid), words))
    found += [(Target(channel.id), _("{channel}", channel=channel.name)) for channel in studio.channels]
    return Targets(tuple(found), chosen.uuid if chosen else None, chosen.countries if chosen else ())
