"""Who takes part in the year: three brands, four countries, creators, families, employees and influencers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

FIRST_DAY = dt.date(2026, 1, 5)
LAST_DAY = dt.date(2026, 12, 31)
COUNTRIES = ("FR", "BE", "DE", "NL")
BRANDS = {"maison": "FR", "petite": "BE", "nordsee": "DE"}
EVERY_MEDIUM = ["organic_social", "paid_social", "website", "email", "print", "employee_accounts"]
BASICS = ["reproduction", "representation"]
CHANGES = ["adaptation.crop", "adaptation.colour", "adaptation.overlay"]


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the year is."""

    creators: int = 200
    photos: int = 2000
    uses: int = 10_000


@dataclass
class Household:
    """A creator, and the family that goes with them on some photos."""

    creator: str
    parents: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    friends: list[str] = field(default_factory=list)

    @property
    def holders(self) -> list[dict[str, Any]]:
        """Who holds parental authority over the children."""
        basis = "joint" if len(self.parents) > 1 else "sole_filiation"
        return [{"party": parent, "basis": basis} for parent in self.parents]


def notices() -> dict[str, dict[str, Any]]:
    """The formules, each by a name: what is offered, for how long, to whom."""
    wide: dict[str, Any] = {
        "media": EVERY_MEDIUM, "territories": ["BE", "DE", "FR"], "start": dt.date(2026, 1, 1),
        "end": dt.date(2028, 5, 31), "rights": [*BASICS, *CHANGES], "brands": list(BRANDS),
    }  # fmt: skip
    return {
        "wide": wide,
        "organic": {**wide, "media": ["organic_social", "website"], "territories": ["FR"], "rights": BASICS},
        "short": {**wide, "end": dt.date(2026, 6, 30)},
        "summer": {**wide, "end": dt.date(2026, 9, 15), "after_end": "posts_stay"},
        "renewed": {**wide, "start": dt.date(2026, 6, 1), "end": dt.date(2027, 12, 31)},
        "world": {**wide, "territories": ["worldwide"], "excluded_contexts": ["alcohol", "politics"]},
        "own": {**wide, "brands": ["maison"], "media": ["organic_social"]},
        "channel": {**wide, "media": ["instagram"]},
        "editorial": {**wide, "purposes": ["editorial", "promotion"]},
    }


def policies() -> dict[str, dict[str, Any]]:
    """What each brand asks beyond the law, in the words of the cases."""
    return {
        "maison": {"brand_country": ["FR"], "guidelines": "v3"},
        "petite": {"brand_country": ["BE"], "guidelines": "v3", "legal_approval": True},
        "nordsee": {"brand_country": ["DE"]},
    }


def people(rng: Random, scale: Scale) -> tuple[dict[str, dict[str, Any]], list[Household]]:
    """Everybody's card, and who belongs to whom."""
    cards: dict[str, dict[str, Any]] = {}
    households = []
    for number in range(scale.creators):
        household = Household(f"c{number}")
        cards[household.creator] = _creator(rng, household.creator)
        if rng.random() < 0.35:
            _family(rng, household, cards)
        for friend in range(rng.choice([0, 0, 1, 2])):
            name = f"{household.creator}-friend{friend}"
            cards[name] = {"id": name, "kind": "depicted", **_residence(rng)}
            if rng.random() < 0.05:
                cards[name]["adult"] = "unknown"
            household.friends.append(name)
        households.append(household)
    cards["label"] = {"id": "label", "kind": "third_party"}
    cards["passer"] = {"id": "passer", "kind": "depicted"}
    return cards, households


def _creator(rng: Random, name: str) -> dict[str, Any]:
    card: dict[str, Any] = {"id": name, "kind": "creator", **_residence(rng)}
    kind = rng.random()
    if kind < 0.08:
        card["kind"] = "employee"
    elif kind < 0.18:
        card["influencer"] = True
    elif kind < 0.22:
        card |= {"adult": "no", "turns_18": rng.choice(["04/2026", "07/2026", "10/2026", "03/2029"])}
    return card


def _family(rng: Random, household: Household, cards: dict[str, dict[str, Any]]) -> None:
    creator, home = household.creator, _residence(rng)
    if cards[creator].get("adult") != "no":
        household.parents.append(creator)
    for parent in range(rng.choice([1, 1, 2]) if not household.parents else rng.choice([0, 1, 1])):
        name = f"{creator}-parent{parent}"
        cards[name] = {"id": name, "kind": "guardian", **home}
        household.parents.append(name)
    for child in range(rng.choice([1, 1, 2, 3])):
        name = f"{creator}-child{child}"
        month, year = rng.randrange(1, 13), rng.choice([2026, 2027, 2029, 2030, 2031, 2034, 2038])
        cards[name] = {"id": name, "kind": "depicted", "adult": "no", "turns_18": f"{month:02d}/{year}", **home}
        household.children.append(name)


def _residence(rng: Random) -> dict[str, Any]:
    return {"residence": rng.choice(COUNTRIES)} if rng.random() < 0.6 else {}
