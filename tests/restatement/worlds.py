"""Random cases, rich in corners, for comparing the gate with the restatement.

`make_world(rng)` draws one case without `expect` and without `use`; `make_use(rng, case)` draws one planned use for it.
Both take a `random.Random`: one code serves bulk runs (`bulk(seed, count)`) and Hypothesis (`worlds()`, `uses(case)`).
A world is first built in order (most signatures are there), then disturbed; about a third of the uses are cleared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from .disturbances import Ledger, disturb
from .world import Case, Use

DAYS_OF_ASKING = [date(2026, 11, 22)] * 5 + [date(2027, 2, 26), date(2028, 2, 27)]
ZONES = ["Europe/Paris"] * 4 + ["Europe/Berlin", "Pacific/Auckland", "America/New_York"]
ALL_MEDIA = ["organic_social", "paid_social", "website", "email", "print", "employee_accounts"]
ALTERATIONS = ["adaptation.crop", "adaptation.colour", "adaptation.overlay", "adaptation.generative"]
BASICS = ["reproduction", "representation"]
MARKETS = ["FR", "FR", "FR", "BE", "DE"]
MINOR_MONTHS = ["{m0}", "{m0}", "{m1}", "{m-1}", "05/2031", "{m1-14}", "{m1-12}", "04/2038", "04/2038", "04/2038", ""]
"""Turning 18 in the month of asking, the next, the last; turning 14 or 12 next month; far away; not known."""


def chance(rng: Random, percent: float) -> bool:
    """True in about that many of a hundred draws."""
    return rng.randrange(1000) < percent * 10


# ------------------------------------------------------------------ the world
def make_world(rng: Random) -> Case:
    """One case: parties, assets, depictions, relations, notices and a ledger."""
    asked = rng.choice(DAYS_OF_ASKING)
    case: Case = {"policy": _policy(rng), "pack": _packs(rng), "notice": _notices(rng, asked)}
    case["party"] = _parties(rng, asked)
    case["asset"] = [_asset(rng, case, n) for n in range(1, rng.choice([2, 2, 3, 3, 4, 6]))]
    holders = {who: _holders(rng, who) for who in ("anna", "max", "mia")}
    seen = [a for a in case["asset"] if a["people"] != "none"]
    case["depiction"] = [d for card in seen for d in _depictions(rng, holders, card)]
    case["relation"] = list(_relations(rng, case["asset"]))
    ledger = Ledger(rng, case)
    for card in case["asset"]:
        ledger.sign_everything(card["id"])
    for _ in range(rng.choice([0, 0, 1, 1, 1, 2, 4])):
        disturb(rng, ledger)
    case["event"] = ledger.dated(asked)
    return {key: value for key, value in case.items() if value not in ([], {})}


def _policy(rng: Random) -> dict[str, Any]:
    policy: dict[str, Any] = {"guidelines": "v3"}
    if chance(rng, 9):
        policy["legal_approval"] = True
    if chance(rng, 10):
        policy["brand_country"] = [rng.choice(["DE", "BE", "PT"])]
    return policy


def _packs(rng: Random) -> list[dict[str, Any]]:
    packs = [{"country": "DE", "child_says_from": 14}, {"country": "BE", "child_says_from": 12}]
    return [p for p in packs if chance(rng, 75)]


def _notices(rng: Random, asked: date) -> list[dict[str, Any]]:
    soon = asked + timedelta(days=rng.choice([3, 8, 18, 40]))
    late = date(asked.year + 2, 5, 31)
    began = date(2025, 12, 1)
    wide = {"media": ALL_MEDIA, "territories": ["FR", "DE", "BE"], "start": began, "end": late}
    full = {**wide, "rights": [*BASICS, *ALTERATIONS[:3]], "purposes": ["promotion", "editorial"]}
    full |= {"brands": ["maison", "petite"], "after_end": rng.choice(["remove", "remove", "posts_stay"])}
    scopes: dict[str, dict[str, Any]] = {
        "full": full,
        "wide": wide,
        "organic": {"media": ["organic_social"], "territories": ["FR"], "start": began, "end": late},
        "soon": {**full, "end": soon, "after_end": rng.choice(["remove", "posts_stay"])},
        "later": {**full, "start": soon},
        "world": {**full, "territories": ["worldwide"], "excluded_contexts": ["alcohol", "politics"]},
        "extra": {**full, "rights": [*BASICS, *ALTERATIONS], "territories": [rng.choice(["FR", "DE", "BE"])]},
        "open": {k: v for k, v in full.items() if k != "end"},
        "channel": {**full, "media": ["instagram"]},
        "editorial": {**full, "purposes": ["editorial"]},
        "thin": {**full, "rights": ["reproduction", "adaptation.crop"]},
    }
    if chance(rng, 10):
        scopes["soon"]["end"] = date(2028, 2, 29)
    return [{"id": name, "scope": scope} for name, scope in scopes.items()]


def _parties(rng: Random, asked: date) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = [
        {"id": "lea", "kind": "creator"},
        {"id": "tom", "kind": "creator"},
        {"id": "ines", "kind": "creator", "influencer": True},
        {"id": "eve", "kind": "employee", "leaves": asked + timedelta(days=rng.choice([1, 5, 30, 300, 300, 300]))},
        {"id": "mia", "kind": "creator", "adult": "no"},
        {"id": "zoe"},
        {"id": "bob", "residence": rng.choice(["DE", "PT", "FR"])},
        {"id": "anna", "adult": "no"},
        {"id": "max", "adult": "no", "residence": rng.choice(["FR", "DE", "DE", "BE", "PT"])},
        {"id": "mum", "kind": "guardian"},
        {"id": "dad", "kind": "guardian"},
        {"id": "label", "kind": "third_party"},
        {"id": "passer"},
    ]
    for card in cards:
        if card.get("adult") == "no":
            card["turns_18"] = _month(rng.choice(MINOR_MONTHS), asked)
            if not card["turns_18"]:
                del card["turns_18"]
        elif card["id"] != "passer" and chance(rng, 1.2):
            card["adult"] = "unknown"
    if chance(rng, 3):
        cards[6]["influencer"] = True
    if chance(rng, 25):
        cards[3].pop("leaves")
    return cards


def _month(pattern: str, asked: date) -> str:
    if not pattern.startswith("{"):
        return pattern
    month, _, age = pattern.strip("{}")[1:].partition("-") if "-1}" not in pattern else ("-1", "", "")
    index = asked.year * 12 + asked.month - 1 + int(month)
    years = 18 - int(age) if age else 0
    return f"{index % 12 + 1:02d}/{index // 12 + years}"


def _asset(rng: Random, case: Case, number: int) -> dict[str, Any]:
    creators = rng.choice(
        [["lea"]] * 9 + [["tom"], ["tom"], ["lea", "tom"], ["ines"], ["ines"], ["eve"], ["eve"], ["mia"]]
    )
    card: dict[str, Any] = {"id": f"a{number}", "creators": creators}
    card["people"] = rng.choice(["none"] * 11 + ["reviewed"] * 9 + ["not_reviewed"])
    card["place"] = rng.choice(["beach", "bar"])
    if chance(rng, 15):
        card["kind"] = "video"
        card["audio"] = rng.choice(["not_reviewed", "no_music", "own_sound", "muted", "licensed", "licensed"])
    if chance(rng, 10):
        card["items"] = [{"id": "song", "needed": chance(rng, 70), "party": "label"}]
    if chance(rng, 5):
        card["author"] = rng.choice(["proposed", "contested"])
    flag = rng.choice(["sensitive"] * 4 + ["illegal", "tombstone"] + [""] * 64)
    if flag:
        card["flags"] = [flag]
    return card


Holders = list[dict[str, Any]]


def _depictions(rng: Random, holders: dict[str, Holders], card: dict[str, Any]) -> Iterator[dict[str, Any]]:
    seen = rng.sample(["zoe", "zoe", "bob", "bob", "anna", "max", "lea"], rng.choice([1, 1, 2]))
    if card["creators"] == ["mia"] and chance(rng, 60):
        seen.append("mia")
    for who in dict.fromkeys(seen):
        found: dict[str, Any] = {"asset": card["id"], "party": who}
        found["role"] = rng.choice(["main", "main", "recognisable", "recognisable", "crowd", "incidental"])
        if found["role"] in ("crowd", "incidental"):
            found["recognisable"] = chance(rng, 25)
        if who in holders:
            found["holders"] = holders[who]
        yield found


def _holders(rng: Random, who: str) -> Holders:
    """Who holds parental authority is a fact about the child, the same on every photo."""
    joint = [{"party": "mum", "basis": "joint"}, {"party": "dad", "basis": "joint"}]
    sole = [{"party": "mum", "basis": rng.choice(["sole_judgment", "sole_death", "sole_filiation", "guardian"])}]
    odd: list[Holders] = [[], [{"party": "mum"}], joint[:1]]
    return rng.choice([joint] * 6 + [sole] * 6 + [[{"party": who, "basis": "emancipated"}], rng.choice(odd)])


def _relations(rng: Random, assets: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    kinds = ["exact", "same", "same", "derived", "derived", "contained", "contained", "same_scene"]
    for n, card in enumerate(assets[1:], 1):
        if chance(rng, 60):
            ends = [card["id"], assets[rng.randrange(n)]["id"]]
            rng.shuffle(ends)
            state = rng.choice(["confirmed"] * 4 + ["proposed"] * 4 + ["rejected"])
            yield {"from": ends[0], "to": ends[1], "kind": rng.choice(kinds), "state": state}


# ------------------------------------------------------------------ the use
def day_of_asking(case: Case) -> date:
    """A day that lies after every event."""
    last = max((e["at"].date() for e in case.get("event", [])), default=date.min)
    return next(day for day in sorted(set(DAYS_OF_ASKING)) if day > last)


def make_use(rng: Random, case: Case) -> Use:
    """One planned use of one of the case's assets: mostly what was granted, often at the edge of it."""
    asked = day_of_asking(case)
    use: Use = {"asset": rng.choice(case["asset"])["id"], "on": asked, "zone": rng.choice(ZONES)}
    use["account_market"] = rng.choice(MARKETS)
    if chance(rng, 15):
        use["territories"] = rng.choice([["FR"], ["FR", "DE"], ["BE"], ["BE", "FR"], ["PT"], ["worldwide"]])
    use["media"] = rng.choice(
        ["organic_social"] * 10 + ["paid_social", "website", "website", "email", "employee_accounts", "tv"]
    )
    use["paid"] = use["media"] == "paid_social" or (use["media"] == "organic_social" and chance(rng, 10))
    if use["media"] != "organic_social":
        use["channel"] = rng.choice(["site", "meta_ads"])
    use["alterations"] = [a for a in ALTERATIONS if chance(rng, 9 if a != ALTERATIONS[3] else 3)]
    use["contexts"] = [c for c in ("alcohol", "politics", "sport") if chance(rng, 8)]
    use["purpose"] = "promotion" if chance(rng, 95) else rng.choice(["editorial", "recruiting"])
    use["brand"] = "maison" if chance(rng, 96) else rng.choice(["petite", "autre"])
    use["label"] = chance(rng, 85)
    return use | _window(rng, case, use["zone"])


def _window(rng: Random, case: Case, zone: str) -> dict[str, Any]:
    asked = day_of_asking(case)
    edges = [day for day in _edges(case) if asked <= day <= asked + timedelta(days=800)]
    day = asked + timedelta(days=rng.choice([0, 1, 3, 10, 25]))
    if edges and chance(rng, 30):
        day = max(asked, rng.choice(edges) + timedelta(days=rng.choice([-1, 0, 0, 1])))
    publish_at = _instant(rng, day, zone)
    window: dict[str, Any] = {"publish_at": publish_at}
    if chance(rng, 60):
        window["live_until"] = day + timedelta(days=rng.choice([0, 1, 7, 30, 30, 200]))
    later_edges = [edge for edge in edges if edge > day]
    if later_edges and chance(rng, 25):
        window["live_until"] = max(day, rng.choice(later_edges) + timedelta(days=rng.choice([-1, 0, 0, 1])))
    if chance(rng, 15):
        window["uploaded_at"] = publish_at - timedelta(hours=rng.choice([1, 12, 30]))
    return window


def _edges(case: Case) -> list[date]:
    found = [n["scope"][k] for n in case["notice"] for k in ("start", "end") if k in n["scope"]]
    for card in case["party"]:
        found += [card["leaves"]] if "leaves" in card else []
        if "turns_18" in card:
            month, year = map(int, card["turns_18"].split("/"))
            found += [date(year - back, month, 1) for back in (0, 4, 6)]
            found += [date(year - back + month // 12, month % 12 + 1, 1) for back in (0, 4, 6)]
    return sorted(set(found))


def _instant(rng: Random, day: date, zone: str) -> datetime:
    """An instant that is `day` in the account's zone, often within an hour of midnight."""
    clock = rng.choice([time(0, 30), time(10, 0), time(10, 0), time(23, 30)])
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


# ------------------------------------------------------------------ for Hypothesis, and for bulk
def worlds() -> st.SearchStrategy[Case]:
    """Hypothesis strategy of cases (without `use` and `expect`)."""
    return st.randoms(use_true_random=False).map(make_world)


def uses(case: Case) -> st.SearchStrategy[Use]:
    """Hypothesis strategy of planned uses for one case."""
    return st.randoms(use_true_random=False).map(lambda rng: make_use(rng, case))


def bulk(seed: int, count: int, *, uses_per_world: int = 4) -> Iterator[tuple[Case, Use]]:
    """`count` pairs of case and use, the same for the same seed."""
    rng = Random(seed)
    for number in range(count):
        if number % uses_per_world == 0:
            case = make_world(rng)
        yield case, make_use(rng, case)
