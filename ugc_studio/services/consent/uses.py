"""Uses as JSON: stored with every hand-over, so that a withdrawal can ask about exactly that use again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from ugc_studio.domain.consent import DEFAULT_ZONE, PROMOTION, Use
from ugc_studio.library.register import Brand

DEFAULT_STANDARD_USE: Mapping[str, Any] = {
    "channel": "instagram", "medium": "organic_social", "days": 30, "purpose": PROMOTION,
}  # fmt: skip


def use_to_json(use: Use) -> dict[str, Any]:
    """A use as JSON values."""
    return {
        "channel": use.channel,
        "medium": use.medium,
        "brand": use.brand,
        "territories": sorted(use.territories),
        "publish_at": use.publish_at.isoformat(),
        "purpose": use.purpose,
        "paid": use.paid,
        "alterations": sorted(use.alterations),
        "contexts": sorted(use.contexts),
        "label": use.label,
        "account": use.account,
        "zone": use.zone,
        "uploaded_at": use.uploaded_at.isoformat() if use.uploaded_at else None,
        "live_until": use.live_until.isoformat() if use.live_until else None,
    }


def use_from_json(data: Mapping[str, Any]) -> Use:
    """Read a use written by :func:`use_to_json`."""
    return Use(
        channel=data["channel"],
        medium=data["medium"],
        brand=data["brand"],
        territories=frozenset(data["territories"]),
        publish_at=dt.datetime.fromisoformat(data["publish_at"]),
        purpose=data.get("purpose", PROMOTION),
        paid=data.get("paid", False),
        alterations=frozenset(data.get("alterations", ())),
        contexts=frozenset(data.get("contexts", ())),
        label=data.get("label", False),
        account=data.get("account"),
        zone=data.get("zone", DEFAULT_ZONE),
        uploaded_at=dt.datetime.fromisoformat(data["uploaded_at"]) if data.get("uploaded_at") else None,
        live_until=dt.date.fromisoformat(data["live_until"]) if data.get("live_until") else None,
    )


def standard_use(brand: Brand, day: dt.date) -> Use:
    """The brand's standard use as if it began at noon of ``day`` (badges and counts speak of it)."""
    wanted: dict[str, Any] = {**DEFAULT_STANDARD_USE, **brand.standard_use}
    zone = brand.zone
    return Use(
        channel=str(wanted["channel"]),
        medium=str(wanted["medium"]),
        brand=brand.uuid,
        territories=frozenset(wanted.get("territories") or brand.countries),
        publish_at=dt.datetime.combine(day, dt.time(12), ZoneInfo(zone)),
        purpose=str(wanted["purpose"]),
        paid=bool(wanted.get("paid", False)),
        zone=zone,
        live_until=day + dt.timedelta(days=int(wanted["days"])),
        on=day,
    )


def today_of(brand: Brand, now: dt.datetime) -> dt.date:
    """The day it is for a brand: its badges and queues turn at midnight on the clock of its account, not in UTC."""
    return now.astimezone(ZoneInfo(brand.zone)).date()


def day_in(use: Use, now: dt.datetime) -> dt.date:
    """The day it is on the clock of the account that publishes."""
    return now.astimezone(ZoneInfo(use.zone)).date()


def still_online(use: Use, today: dt.date) -> Use | None:
    """The use as it has to be permitted today, or ``None`` when it is over: what is live must still be covered."""
    if use.live_until is not None and use.live_until < today:
        return None
    published = use.publish_at.astimezone(ZoneInfo(use.zone)).date()
    return replace(use, live_until=use.live_until or max(today, published), on=today)
