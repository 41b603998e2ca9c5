"""Makes a complete use of what a person said, an account knows and a gallery stores; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ugc_studio.channels.registry import Channels
from ugc_studio.domain.channels import Channel
from ugc_studio.domain.clearance.scopes import SOCIAL
from ugc_studio.domain.consent import DEFAULT_ZONE, PROMOTION, WORLDWIDE, Medium, Right, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import _
from ugc_studio.domain.schedule import zone_named

if TYPE_CHECKING:
    from ugc_studio.library.register import Account
    from ugc_studio.library.session import Session

ADAPTATION = "adaptation."


class UseResolver:
    """Turns :class:`UseParts` into a :class:`Use`, or names what is missing."""

    def __init__(self, channels: Channels, *, zone: str = DEFAULT_ZONE) -> None:
        self._channels = channels
        self._zone = zone

    @property
    def channels(self) -> Channels:
        """The channels that a use may name."""
        return self._channels

    def resolve(self, session: Session, parts: UseParts, *, now: dt.datetime) -> tuple[Use, Channel]:
        """The use and the surface it is published on.

        Raises:
            UsageError: a part is missing, unknown, or says something else than the account.
        """
        account = session.register.account(parts.account) if parts.account else None
        channel = self._channel(parts, account)
        brand = self._brand(session, parts, account)
        # The account's own market always counts, whatever else is aimed at (consent.md §4.5).
        territories = (*(parts.territories or ()), *(account.countries if account else ()))
        missing = [
            option
            for option, value in (("--channel", channel), ("--brand", brand), ("--territory", territories))
            if not value
        ]
        if channel is None or brand is None or not territories:
            raise UsageError(_("This use is not fully described. Missing: {options}.", options=missing))
        zone = account.zone if account else parts.zone or self._zone
        paid = channel.paid or bool(parts.paid)
        medium = channel.medium
        if paid and medium in SOCIAL:
            medium = Medium.PAID_SOCIAL.value
        use = Use(
            channel=channel.network,
            medium=medium,
            brand=brand,
            territories=check_territories(territories),
            publish_at=publish_moment(parts, zone=zone, now=now),
            purpose=parts.purpose or PROMOTION,
            paid=paid,
            alterations=check_alterations(parts.alterations or ()),
            contexts=frozenset(parts.contexts or ()),
            label=bool(parts.label),
            account=account.uuid if account else None,
            zone=zone,
            live_until=parts.live_until,
            on=parts.on,
        )
        if use.live_until is not None and use.live_until < use.publish_at.astimezone(zone_named(zone)).date():
            raise UsageError(_("The use ends before it begins."))
        return use, channel

    def stored(self, session: Session, parts: UseParts) -> UseParts:
        """Check the stated parts and name brand and account by UUID, as they are kept in a gallery."""
        account = session.register.account(parts.account) if parts.account else None
        if parts.channel:
            self._channels.get(parts.channel)
        if parts.territories:
            check_territories(parts.territories)
        alterations = tuple(sorted(check_alterations(parts.alterations))) if parts.alterations else None
        brand = session.register.brand(parts.brand).uuid if parts.brand else (account.brand if account else None)
        said = UseParts(account=account.uuid if account else None, brand=brand, alterations=alterations)
        return said.over(parts)

    def _channel(self, parts: UseParts, account: Account | None) -> Channel | None:
        of_account = self._channels.get(account.channel) if account else None
        if parts.channel is None:
            return of_account
        channel = self._channels.get(parts.channel)
        if account is not None and of_account is not None and channel.network != of_account.network:
            raise UsageError(
                _("{account} is an account on {network}, not on {channel}.",
                  account=account.handle, network=of_account.network, channel=channel.id)
            )  # fmt: skip
        return channel

    @staticmethod
    def _brand(session: Session, parts: UseParts, account: Account | None) -> str | None:
        if parts.brand is None:
            return account.brand if account else None
        brand = session.register.brand(parts.brand).uuid
        if account is not None and account.brand != brand:
            raise UsageError(_("{account} belongs to another brand.", account=account.handle))
        return brand


def check_territories(names: tuple[str, ...]) -> frozenset[str]:
    """Country codes in capitals, or ``worldwide`` written out."""
    found = set()
    for name in names:
        code = name.strip()
        if code.casefold() == WORLDWIDE:
            found.add(WORLDWIDE)
        elif re.fullmatch(r"[A-Za-z]{2}", code):
            found.add(code.upper())
        else:
            raise UsageError(
                _("{name} is not a country code of two letters (FR, BE, DE) and not worldwide.", name=name)
            )
    return frozenset(found)


def check_alterations(names: tuple[str, ...]) -> frozenset[str]:
    """Adaptation rights, with or without ``adaptation.`` before them."""
    known = [right.value.removeprefix(ADAPTATION) for right in Right if right.value.startswith(ADAPTATION)]
    found = set()
    for name in names:
        short = name.strip().casefold().removeprefix(ADAPTATION)
        if short not in known:
            raise UsageError(_("{name} is not an alteration. Choose from: {known}.", name=name, known=known))
        found.add(ADAPTATION + short)
    return frozenset(found)


def publish_moment(parts: UseParts, *, zone: str, now: dt.datetime) -> dt.datetime:
    """The instant of publication: the stated time, the beginning of the stated day (today: now), else now."""
    said = parts.publish_from if parts.publish_from is not None else parts.on
    if said is None:
        return now
    clock = zone_named(zone)
    if isinstance(said, dt.datetime):
        return (said if said.tzinfo else said.replace(tzinfo=clock)).astimezone(dt.UTC)
    if said == now.astimezone(clock).date():
        return now
    return dt.datetime.combine(said, dt.time(), clock).astimezone(dt.UTC)
