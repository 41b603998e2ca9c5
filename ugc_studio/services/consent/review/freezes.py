"""Standing freezes: what is held, since when, by whom and why, and what that stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.consent import BrandPolicy, EventType, Role
from ugc_studio.domain.events import Event, Target
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.ledger import FREEZE_KEY
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import FROZEN
from ugc_studio.services.consent.telling import names_of
from ugc_studio.services.consent.uses import day_in, still_online, use_from_json
from ugc_studio.services.words import scheduling_tools

LIBRARY = Target("library", "library")


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a freeze holds: photos, planned posts of galleries, rows in scheduling tools, and what is online."""

    photos: int
    planned: int
    scheduled: int
    online: int


@dataclass(frozen=True, slots=True)
class StandingFreeze:
    """One freeze that nobody has lifted."""

    target: Target
    name: str | Text
    at: dt.datetime
    by: str
    reason: str | None
    seq: int


def standing_freezes(session: Session) -> list[StandingFreeze]:
    """Every freeze that holds now, the latest first."""
    standing: dict[Target, Event] = {}
    for event in session.ledger.by_keys([FREEZE_KEY]).get(FREEZE_KEY, []):
        target = event.target or LIBRARY
        if event.type is EventType.FROZEN:
            standing.setdefault(target, event)
        elif event.role is Role.LEGAL:
            standing.pop(target, None)
    actors = session.register.actor_names()
    rows = {row.seq: row for row in session.ledger.rows_of(event.seq for event in standing.values())}
    found = []
    for target, event in standing.items():
        who = rows[event.seq].actor
        reason = session.texts.by_commitment(event.reason) if event.reason else None
        found.append(
            StandingFreeze(
                target, target_name(session, target), event.at, actors.get(who, who[:8]), reason, event.seq
            )
        )
    return sorted(found, key=lambda one: one.seq, reverse=True)


def target_name(session: Session, target: Target) -> str | Text:
    """What is frozen, as people call it."""
    creators, photos = ([target.id], []) if target.kind == "creator" else ([], [target.id])
    name = names_of(session, creators, photos).get(target.id)
    if isinstance(name, str | Text):
        return name
    return FROZEN.get(target.kind, _("some photos"))


def stopped_by(session: Session, targets: Sequence[Target], now: dt.datetime) -> Stopped:
    """How much freezes hold back together, each thing counted once, and how much of it is out already."""
    ids = {asset for target in targets for asset in _held(session, target)}
    brands = {target.id for target in targets if target.kind == "brand"}
    planned = sum(
        item.asset_id in ids and item.planned is not None and item.planned.instant >= now
        for gallery in session.galleries.all()
        for item in session.galleries.items(gallery.id)
    )
    scheduled = online = 0
    for recorded in session.uses.all():
        use = use_from_json(recorded.planned_use)
        mine = recorded.asset_id in ids or use.brand in brands
        if not mine or still_online(use, day_in(use, now)) is None:
            continue
        ahead = use.publish_at > now and recorded.exporter in scheduling_tools()
        scheduled += ahead
        online += not ahead
    return Stopped(len(ids), planned, scheduled, online)


def _held(session: Session, target: Target) -> set[int]:
    if target.kind == "asset":
        return {int(asset) for asset in session.assets.known([target.id]).values()}
    if target.kind == "creator":
        return {asset for party in session.parties.ids([target.id]) for asset in session.authors.assets_of(party)}
    if target.kind == "place":
        dossiers = session.dossiers.gather(session.summary.assets_with_events(), policy=BrandPolicy(), packs={})
        return {asset for asset, dossier in dossiers.items() if dossier.assets[dossier.asset].place == target.id}
    return set(session.summary.assets_with_events())
