"""Country rules as data: read from ``resources/rules/countries.toml``, with source and date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ugc_studio.domain.clearance.dossier import CountryPack


@dataclass(frozen=True, slots=True)
class CountryRule:
    """One country's rule with where it comes from; an unread source means that the strictest alternative applies."""

    country: str
    pack: CountryPack
    source: str
    read_on: str
    source_read: bool


def load_rules(path: Path) -> dict[str, CountryRule]:
    """Read every rule; ``*`` is the generic strict one."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = {"*": data["generic"], **data["country"]}
    return {
        country: CountryRule(
            country,
            CountryPack(country, row.get("child_says_from"), source_read=bool(row["source_read"])),
            row["source"],
            row["read_on"].isoformat(),
            bool(row["source_read"]),
        )
        for country, row in rows.items()
    }


def packs_of(rules: Mapping[str, CountryRule]) -> dict[str, CountryPack]:
    """The packs as the gate takes them (the generic one is its own default).

    A rule that nobody could read at its source becomes the strictest of all that were, whatever stands in its row.
    """
    ages = [rule.pack.child_says_from for rule in rules.values() if rule.pack.child_says_from is not None]
    strictest = min(ages, default=0)
    return {
        country: rule.pack if rule.source_read else replace(rule.pack, child_says_from=strictest)
        for country, rule in rules.items()
        if country != "*"
    }
