"""The facts of one case: defaults filled in, parties, assets, and the calendar of a planned use.

Nothing is decided here; the pages beside this one apply the rules of the consent page to these facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

Case: TypeAlias = dict[str, Any]
Use: TypeAlias = dict[str, Any]
Event: TypeAlias = dict[str, Any]
Adds: TypeAlias = dict[str, Any]

DEFAULT_MEDIUM = "organic_social"
EVERYWHERE = "worldwide"
BASIC_RIGHTS = ("reproduction", "representation")
PERSON_ROLES_THAT_SIGN = ("main", "recognisable")


def as_list(value: Any) -> list[Any]:
    """One value or several, as a list; absent is the empty list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


@dataclass(frozen=True, slots=True)
class Plan:
    """One planned use with every default of the schema filled in; dates are read in the account's zone (§4.6)."""

    asset: str
    channel: str
    zone: ZoneInfo
    brand: str
    media: tuple[str, ...]
    territories: tuple[str, ...]
    purpose: str
    rights: tuple[str, ...]
    contexts: tuple[str, ...]
    label: bool
    upload_day: date
    publish_day: date
    live_until: date | None
    asked_on: date

    @property
    def first_day(self) -> date:
        """§4.6: the window opens when the bytes become publicly reachable."""
        return min(self.upload_day, self.publish_day)

    @property
    def last_day(self) -> date:
        """The last day that is planned; an open-ended post is only *planned* up to its publication."""
        return max(self.publish_day, self.upload_day, self.live_until or self.publish_day)


def read_plan(use: Use) -> Plan:
    """Fill in the defaults of the schema and translate the instants into calendar days."""
    zone = ZoneInfo(use.get("zone", "Europe/Paris"))
    market = as_list(use.get("account_market", "FR"))
    paid: bool = use.get("paid", False)
    media = as_list(use.get("media", DEFAULT_MEDIUM))
    publish_at: datetime = use["publish_at"]
    uploaded_at: datetime = use.get("uploaded_at", publish_at)
    asked: date | datetime = use.get("on", publish_at)
    return Plan(
        asset=use["asset"],
        channel=use.get("channel", "instagram"),
        zone=zone,
        brand=use.get("brand", "maison"),
        media=tuple(effective_medium(medium, paid=paid) for medium in media),
        # §4.5: the account's market counts beside the geography that was chosen.
        territories=tuple(dict.fromkeys([*as_list(use.get("territories", market)), *market])),
        purpose=use.get("purpose", "promotion"),
        rights=(*BASIC_RIGHTS, *as_list(use.get("alterations"))),
        contexts=tuple(as_list(use.get("contexts"))),
        label=use.get("label", False),
        upload_day=local_day(uploaded_at, zone),
        publish_day=local_day(publish_at, zone),
        live_until=use.get("live_until"),
        asked_on=local_day(asked, zone) if isinstance(asked, datetime) else asked,
    )


def effective_medium(medium: str, *, paid: bool) -> str:
    """§4 "Made precise": any paid reach of a social post is `paid_social`."""
    return "paid_social" if paid and medium in ("organic_social", "employee_accounts") else medium


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar date of an instant in the zone of the account that publishes."""
    return instant.astimezone(zone).date()


def party(case: Case, party_id: str | None) -> dict[str, Any]:
    """The party's card; somebody without a card is an adult about whom nothing else is known (schema defaults)."""
    return next((p for p in case.get("party", []) if p["id"] == party_id), {"id": party_id})


def asset(case: Case, asset_id: str) -> dict[str, Any]:
    """The asset's card."""
    found: dict[str, Any] = next(a for a in case["asset"] if a["id"] == asset_id)
    return found


def depictions(case: Case, asset_id: str) -> list[dict[str, Any]]:
    """Who was recorded as being in the picture."""
    return [d for d in case.get("depiction", []) if d["asset"] == asset_id]


def needed_items(case: Case, asset_id: str) -> list[dict[str, Any]]:
    """§2: a third party's licence is required only for items that a reviewer marked needed."""
    return [i for i in asset(case, asset_id).get("items", []) if i.get("needed")]


def parties_of_asset(case: Case, asset_id: str, instrument: str | None = None) -> set[str]:
    """Everybody to whom the photo belongs, by instrument: authors, people in it (in any role), holders of items."""
    holders = {
        "licence": set(asset(case, asset_id).get("creators", [])),
        "image_release": {d["party"] for d in depictions(case, asset_id)},
        "third_party": {i["party"] for i in asset(case, asset_id).get("items", []) if i.get("party")},
    }
    return holders[instrument] if instrument is not None else set().union(*holders.values())


def month_start(text: str) -> date:
    """The first day of "MM/YYYY"."""
    month, year = text.split("/")
    return date(int(year), int(month), 1)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def years_earlier(day: date, years: int) -> date:
    """The same day some years before; 29 February becomes the 28th (the earlier, hence careful, day)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def telling_days(case: Case, first: date, last: date) -> list[date]:
    """Days of [first, last] on which an answer can differ from the day before, with their neighbours.

    Every rule compares a day with one of these edges, so asking on them is the same as asking on every day.
    """
    edges: set[date] = {first, last}
    scopes = [n["scope"] for n in case.get("notice", [])]
    scopes += [e[part] for e in case.get("event", []) for part in ("scope", "excludes") if part in e]
    edges |= {s[k] for s in scopes for k in ("start", "end") if s.get(k)}
    for card in case.get("party", []):
        edges |= {card["leaves"]} if card.get("leaves") else set()
        if card.get("turns_18"):
            month = month_start(card["turns_18"]).month
            for year in range(first.year, last.year + 1):
                edges |= {date(year, month, 1), next_month(date(year, month, 1))}
    around = {edge + timedelta(days=step) for edge in edges if edge < date.max for step in (-1, 0, 1)}
    return sorted(day for day in around if first <= day <= last)
