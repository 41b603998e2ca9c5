"""What stands behind a cleared photo, in one look: what was granted for a use, how long, with which proofs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.clearance.grounds import Ground, grounds_of
from ugc_studio.domain.clearance.scopes import question_of
from ugc_studio.domain.clearance.statements import Grant
from ugc_studio.domain.consent import WORLDWIDE, BrandPolicy, Use
from ugc_studio.domain.events import Event
from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class Granted:
    """What everybody who had to sign gave together, for a use; the events are the grants that carry it."""

    media: tuple[str, ...]
    territories: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    """The last day; ``None`` where it is open."""
    credit_lines: tuple[str, ...]
    events: tuple[Event, ...]


def granted_for(
    session: Session, asset_id: int, use: Use, *, policy: BrandPolicy, packs: Mapping[str, CountryPack]
) -> Granted | None:
    """What carries a use of a photo; nothing when somebody's word is missing."""
    dossier = session.dossiers.gather([asset_id], policy=policy, packs=packs)[asset_id]
    grounds = grounds_of(dossier, question_of(use))
    if not grounds or any(not ground.grants for ground in grounds):
        return None
    grants = {grant.event.seq: grant for ground in grounds for grant in ground.grants}
    in_order = [grants[seq] for seq in sorted(grants)]
    lines = dict.fromkeys(grant.scope.credit_line for grant in in_order if grant.scope.credit_line)
    return Granted(
        media=tuple(sorted(_common(grounds, lambda grant: grant.scope.media - _excluded(grant, "media")))),
        territories=tuple(sorted(_territories(grounds))),
        start=max((ground.start for ground in grounds if ground.start), default=None),
        end=min((ground.end for ground in grounds if ground.end), default=None),
        credit_lines=tuple(line for line in lines if line),
        events=tuple(grant.event for grant in in_order),
    )


def _excluded(grant: Grant, field: str) -> frozenset[str]:
    """What the answer took out of one field of a grant."""
    value = grant.event.excludes.get(field)
    return value if isinstance(value, frozenset) else frozenset()


def _common(grounds: Iterable[Ground], values: Callable[[Grant], frozenset[str]]) -> frozenset[str]:
    """What every signer gave; the grants of one signer add up."""
    each = [frozenset[str]().union(*(values(grant) for grant in ground.grants)) for ground in grounds]
    return frozenset.intersection(*each)


def _territories(grounds: Iterable[Ground]) -> frozenset[str]:
    """The same for countries, where "worldwide" holds every one of them."""
    each = [
        frozenset[str]().union(
            *(grant.scope.territories - _excluded(grant, "territories") for grant in ground.grants)
        )
        for ground in grounds
    ]
    limited = [found for found in each if WORLDWIDE not in found]
    return frozenset.intersection(*limited) if limited else frozenset({WORLDWIDE})
