"""What an exported file says about its rights: computed from the ledger, the weakest that is true, never typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RightsStatement:
    """The rights of one asset for one use, in the terms of IPTC and PLUS (consent.md §7, §9).

    ``creator`` and ``credit_line`` are names in the form their owner agreed to; ``None`` where a name may not be
    shown. Never here: names of depicted people, ages, places.
    """

    creator: str | None = None
    credit_line: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    licence_from: dt.date | None = None
    licence_until: dt.date | None = None
    constraints: tuple[str, ...] = ()
    """Everything that limits the use, one plain sentence each."""
    media_constraints: str | None = None
    region_constraints: str | None = None
    credit_required: bool = False
    model_release: str = "MR-UMR"
    """PLUS code: MR-NON, MR-NAP, MR-UMR or MR-LMR."""
    property_release: str = "PR-UPR"
    """PLUS code: PR-NON, PR-NAP, PR-UPR or PR-LPR."""
    data_mining: str = "DMI-PROHIBITED"
    """PLUS code; nobody was asked for machine learning, so it is reserved."""
    licensee: str | None = None
    """The legal entity that was given the licence; it licenses to nobody else."""
    licensor: str | None = None
    licensor_url: str | None = None
    web_statement: str | None = None
    odrl: Mapping[str, Any] | None = None
    """ODRL 2.2 / RightsML 2.0 policy, embedded in bundles."""
