"""What somebody who only watched would know: the cast, what was said, and nothing of how the program stores it.

It is written down in the shape of a case of ``consent-cases.toml``, so that the restatement can judge it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass
class Mirror:
    """Parties, photos, relations, notices and everything that was said, in order."""

    policies: dict[str, Row] = field(default_factory=dict)
    packs: list[Row] = field(default_factory=list)
    parties: dict[str, Row] = field(default_factory=dict)
    assets: dict[str, Row] = field(default_factory=dict)
    depictions: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[frozenset[str], Row] = field(default_factory=dict)
    notices: dict[str, Row] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    _by_asset: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_party: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _seen: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _freezes: list[int] = field(default_factory=list)
    _merged: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    # ------------------------------------------------------------------ writing down

    def say(self, row: Row) -> Row:
        """Note one event that was written."""
        number = len(self.events)
        self.events.append(row)
        for asset in row.get("assets", []):
            self._by_asset[asset].append(number)
        for who in {str(row[name]) for name in ("by", "party") if row.get(name)}:
            self._by_party[who].append(number)
        if row["type"] in ("frozen", "unfrozen"):
            self._freezes.append(number)
        if row["type"] in ("merged", "same_work"):
            for one in row["assets"]:
                self._merged[one] |= set(row["assets"]) - {one}
        return row

    def relate(self, source: str, target: str, kind: str, state: str) -> None:
        """Note how two photos hang together; ``rejected`` where they do not."""
        self.relations[frozenset((source, target))] = {"from": source, "to": target, "kind": kind, "state": state}

    def spoil(self, positions: Iterable[int]) -> None:
        """Note that the proofs of these events are gone."""
        for number in positions:
            self.events[number]["intact"] = False

    # ------------------------------------------------------------------ looking things up

    def neighbours(self, asset: str) -> set[str]:
        """Every photo over which anything could travel to or from this one, itself included."""
        found, todo = {asset}, [asset]
        while todo:
            here = todo.pop()
            near = set(self._merged[here])
            for pair, relation in self.relations.items():
                if here in pair and relation["state"] != "rejected":
                    near |= pair
            todo += near - found
            found |= near
        return found

    def concerned(self, assets: Iterable[str]) -> set[str]:
        """Everybody with a word about some photos: authors, people in them, holders, owners of things, speakers."""
        found: set[str] = set()
        for asset in assets:
            card = self.assets[asset]
            found |= set(card.get("creators", []))
            found |= {item["party"] for item in card.get("items", []) if item.get("party")}
            for depiction in self.depictions[asset]:
                found |= {depiction["party"], *(holder["party"] for holder in depiction.get("holders", []))}
            for number in self._by_asset[asset]:
                row = self.events[number]
                found |= {str(row[name]) for name in ("by", "party") if row.get(name)}
        return found

    def spoken_of(self) -> list[str]:
        """The photos of which anything was said; all of them before anything was."""
        return list(self._by_asset) or list(self.assets)

    def photos_of(self, people: set[str]) -> set[str]:
        """Every photo about which these people have a word."""
        return {asset for asset in self.assets if self.concerned([asset]) & people}

    def case(self, asset: str, brand: str) -> Row:
        """Everything that can matter for a use of one photo by one brand, as a case."""
        near = self.neighbours(asset)
        people = self.concerned(near) & set(self.parties)
        numbers = {number for one in near for number in self._by_asset[one]} | set(self._freezes)
        for who in people:
            numbers |= {n for n in self._by_party[who] if self._reaches_further(self.events[n])}
        events = [self.events[number] for number in sorted(numbers)]
        notices = {row["notice"] for row in events if "notice" in row}
        return {
            "policy": self.policies[brand],
            "pack": self.packs,
            "party": [self.parties[who] for who in sorted(people)],
            "asset": [self.assets[one] for one in sorted(near)],
            "depiction": self._depictions(near, people),
            "relation": [r for pair, r in self.relations.items() if pair <= near],
            "notice": [self.notices[one] for one in sorted(notices)],
            "event": events,
        }

    def depict(self, row: Row) -> None:
        """Note who is in a photo."""
        self.depictions[row["asset"]].append(row)
        self._seen[row["party"]].append(row)

    def _depictions(self, near: set[str], people: set[str]) -> list[Row]:
        """Who is in these photos, and where else these people are.

        Who holds parental authority is a fact about the child: once declared, it is known on every photo (§2).
        """
        found = [row for asset in sorted(near) for row in self.depictions[asset]]
        found += [row for who in sorted(people) for row in self._seen[who] if row["asset"] not in near]
        holders = {row["party"]: row["holders"] for who in people for row in self._seen[who] if row.get("holders")}
        return [{**row, "holders": holders[row["party"]]} if row["party"] in holders else row for row in found]

    @staticmethod
    def _reaches_further(row: Row) -> bool:
        """Whether an event counts beyond the photos that it names."""
        return bool(row.get("wide") or row.get("consideration") or not row.get("assets"))


def turned_18(card: Row, day: dt.date) -> bool:
    """Whether a person of the cast is of age on a day."""
    if card.get("adult", "yes") != "no" or "turns_18" not in card:
        return bool(card.get("adult", "yes") == "yes")
    month, year = map(int, card["turns_18"].split("/"))
    return (day.year, day.month) > (year, month)
