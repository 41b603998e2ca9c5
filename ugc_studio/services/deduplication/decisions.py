"""What each decision about duplicates changes; pure with respect to the library: these functions only read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import Cluster, suggested_representative
from ugc_studio.domain.consent import AuthorState
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.relations import (
    DIRECTED,
    GROUPING,
    PERSON,
    PairStatement,
    PairVerdict,
    Picture,
    Relation,
    RelationKind,
    RelationState,
    copy_and_original,
    pair_of,
)
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication.changes import Change

ORIGIN = "merge:"
"""The origin of a tag or gallery place that a merge copied; the SHA-256 of the hidden copy follows."""


def head_of(cluster: Cluster, keep: int | None) -> AssetId:
    """Who stands for a group that is merged: the one that was chosen, else the suggestion."""
    if keep is None:
        if cluster.large:
            n = len(cluster.members)
            raise UsageError(_("This group has {n} photos. Look at it, then choose the photo to keep: --keep", n=n))
        here = any(m.asset == cluster.representative and m.present for m in cluster.members)
        return cluster.representative if here else suggested_representative(cluster.members)
    _must_hold(cluster, [keep])
    return AssetId(keep)


def merge(session: Session, cluster: Cluster, head: AssetId) -> tuple[Change, dict[str, object]]:
    """Stack a group under ``head`` and carry over what people gave to the others; returns also what is carried."""
    members = [member.asset for member in cluster.members]
    others = [member.asset for member in cluster.members if member.present and member.asset != head]
    change = Change(stacks=dict.fromkeys(others, head))
    heads = session.stacks.heads(members)
    if heads[head] is not None:
        change.stacks[head] = None
    change.stacks = {asset: under for asset, under in change.stacks.items() if heads[asset] != under}
    _confirm(session, cluster, head, change)
    hashes = {member.asset: member.sha256 for member in cluster.members}
    carried: dict[str, object] = {
        "tags": _carry_tags(session, head, others, hashes, change),
        "rating": _carry_rating(session, head, others, change),
        "galleries": _carry_places(session, head, others, hashes, change),
    }
    return change, carried


def keep_all(session: Session, cluster: Cluster) -> Change:
    """Confirm that a group shows the same picture, and let every one of its pictures show."""
    head = cluster.representative
    change = Change(stacks={m.asset: None for m in cluster.members}, settled={head: True})
    _confirm(session, cluster, head, change)
    return change


def not_duplicates(session: Session, cluster: Cluster) -> Change:
    """None of a group is a copy of another one: every relation inside is rejected, every stack comes apart."""
    hashes = {member.asset: member.sha256 for member in cluster.members}
    change = Change(announce=True)
    for relation in session.relations.of_assets(hashes):
        inside = relation.from_asset in hashes and relation.to_asset in hashes
        if inside and relation.state is not RelationState.REJECTED:
            change.relations[relation.from_asset, relation.to_asset] = _rejected(relation, session.now())
    for first, second in itertools.combinations(sorted(hashes.values()), 2):
        change.verdicts[pair_of(first, second)] = PairStatement(PairVerdict.CANNOT_LINK)
    change.stacks = {member.asset: None for member in cluster.members if member.stacked_under in hashes}
    _refresh_anyway(change, session, cluster)
    return change


def split(session: Session, cluster: Cluster, asset_ids: Sequence[int]) -> Change:
    """Take pictures out of a group: they show again and are held apart from those that stay."""
    _must_hold(cluster, asset_ids)
    out = set(asset_ids)
    stay = [member for member in cluster.members if member.asset not in out]
    if not out:
        raise UsageError(_("Name at least one photo to split off."))
    change = Change(stacks={m.asset: None for m in cluster.members if m.asset in out and m.stacked_under is not None})
    headless = [m for m in stay if m.stacked_under in out]
    if headless:  # the representative leaves: another one takes over what stays of the stack
        head = suggested_representative(headless)
        change.stacks |= {m.asset: head if m.asset != head else None for m in headless}
    stay_heads = {m.stacked_under for m in stay if m.stacked_under is not None} - out
    if len(stay) == 1 and stay_heads:
        change.stacks[stay[0].asset] = None
    for leaving in (m for m in cluster.members if m.asset in out):
        for staying in stay:
            change.verdicts[pair_of(leaving.sha256, staying.sha256)] = PairStatement(PairVerdict.CANNOT_LINK)
    _refresh_anyway(change, session, cluster)
    return change


def relate(session: Session, from_asset: int, to_asset: int, kind: RelationKind, detail: str) -> Change:
    """A relation as a person states it; what is the same or comes from the other is never held apart again."""
    source, target = _two(session, from_asset, to_asset)
    if kind in GROUPING:
        source, target = copy_and_original(source, target)
    change = Change(announce=True)
    known = session.relations.between(source.id, target.id)
    detail = detail or (known.detail if known is not None and known.kind is kind else "")
    change.relations[source.id, target.id] = _columns(source.id, target.id, kind, detail, session.now())
    copy = source.sha256 if kind in DIRECTED else None
    change.verdicts[pair_of(source.sha256, target.sha256)] = PairStatement(PairVerdict.MUST_LINK, kind, copy)
    return change


def unrelate(session: Session, first: int, second: int) -> Change:
    """Two pictures are no copies of each other: the relation is rejected, a stack of the two comes apart."""
    one, other = _two(session, first, second)
    known = session.relations.between(first, second)
    copy, original = (one, other) if known is None or known.from_asset == one.id else (other, one)
    kind = known.kind if known is not None else RelationKind.SAME
    columns = _columns(copy.id, original.id, kind, known.detail if known else "", session.now())
    if known is not None:
        columns |= {"confidence": known.confidence, "source": known.source}
    change = Change(announce=True)
    change.relations[copy.id, original.id] = columns | {"state": RelationState.REJECTED.value}
    change.verdicts[pair_of(one.sha256, other.sha256)] = PairStatement(PairVerdict.CANNOT_LINK)
    heads = session.stacks.heads([first, second])
    for asset, neighbour in ((first, second), (second, first)):
        if heads[asset] == neighbour or (heads[asset] is not None and heads[asset] == heads[neighbour]):
            change.stacks[asset] = None
    return change


def same_work(session: Session, cluster: Cluster) -> tuple[AssetId, ...]:
    """All members, when one and the same confirmed creator holds every one of them."""
    assets = [member.asset for member in cluster.members]
    authors = session.authors.of_assets(assets)
    stated = [authors.get(asset, []) for asset in assets]
    confirmed = all(found and all(state is AuthorState.CONFIRMED for _uuid, state in found) for found in stated)
    people = {frozenset(uuid for uuid, _state in found) for found in stated}
    return tuple(assets) if confirmed and len(people) == 1 else ()


def _confirm(session: Session, cluster: Cluster, head: AssetId, change: Change) -> None:
    """A merge says of every member that it is the same picture as the representative."""
    members = {member.asset: member for member in cluster.members}
    now = session.now()
    for relation in session.relations.of_assets(members):
        inside = relation.from_asset in members and relation.to_asset in members
        if inside and relation.groups and relation.state is RelationState.PROPOSED:
            columns = _columns(relation.from_asset, relation.to_asset, relation.kind, relation.detail, now)
            columns |= {"confidence": relation.confidence, "source": relation.source}
            change.relations[relation.from_asset, relation.to_asset] = columns
    kinds = {frozenset((r.from_asset, r.to_asset)): r for r in session.relations.of_assets([head])}
    for asset, member in members.items():
        if asset != head:
            known: Relation | None = kinds.get(frozenset((asset, head)))
            kind = known.kind if known is not None and known.groups else RelationKind.SAME
            pair = pair_of(member.sha256, members[head].sha256)
            change.verdicts[pair] = PairStatement(PairVerdict.MUST_LINK, kind)


def _carry_tags(
    session: Session, head: AssetId, others: Sequence[AssetId], hashes: Mapping[AssetId, str], change: Change
) -> list[str]:
    tags = session.stacks.tags([head, *others])
    mine = tags.get(head, {})
    for asset in others:
        for tag in tags.get(asset, {}):
            if tag not in mine and (head, tag) not in change.tags:
                change.tags[head, tag] = ORIGIN + hashes[asset]
    return sorted(tag for _asset, tag in change.tags)


def _carry_rating(session: Session, head: AssetId, others: Sequence[AssetId], change: Change) -> int | None:
    ratings = session.stacks.ratings([head, *others])
    best = max(ratings.values())
    if best == ratings[head]:
        return None
    change.ratings[head] = best
    return best


def _carry_places(
    session: Session, head: AssetId, others: Sequence[AssetId], hashes: Mapping[AssetId, str], change: Change
) -> int:
    """Give the head the places of the hidden copies, and their captions where it has none."""
    items: dict[int, dict[str, Any]] = {p.gallery_id: dict(p.item) for p in session.stacks.places([head])}
    for place in session.stacks.places(others):
        origin = ORIGIN + hashes[AssetId(place.asset_id)]
        mine = items.get(place.gallery_id)
        if mine is None:
            # the crop was drawn on another picture, which may be mirrored or turned
            items[place.gallery_id] = {**place.item, "crop": None, "origin": origin}
        else:
            texts = {name: place.item[name] for name in ("caption", "alt_text")}
            missing = {name: text for name, text in texts.items() if text and not mine[name]}
            if not missing:
                continue
            items[place.gallery_id] = {**mine, **missing, "origin": origin}
        change.places[place.gallery_id, head] = items[place.gallery_id]
    return len(change.places)


def _two(session: Session, first: int, second: int) -> tuple[Picture, Picture]:
    if first == second:
        raise UsageError(_("Name two different photos."))
    pictures = session.relations.pictures([first, second])
    for asset in (first, second):
        if asset not in pictures:
            raise NotFound(_("There is no photo {id} in this library.", id=str(asset)))
    return pictures[first], pictures[second]


def _must_hold(cluster: Cluster, asset_ids: Sequence[int]) -> None:
    members = {member.asset for member in cluster.members}
    for asset in asset_ids:
        if asset not in members:
            raise NotFound(_("Photo {id} is not in group {group}.", id=str(asset), group=str(cluster.id)))


def _columns(from_asset: int, to_asset: int, kind: RelationKind, detail: str, now: str) -> dict[str, Any]:
    """The columns of a relation that a person confirmed."""
    return {
        "from_asset": from_asset,
        "to_asset": to_asset,
        "kind": kind.value,
        "detail": detail,
        "confidence": 1.0,
        "region": None,
        "state": RelationState.CONFIRMED.value,
        "source": PERSON,
        "decided_at": now,
    }


def _rejected(relation: Relation, now: str) -> dict[str, Any]:
    """The columns of a relation that a person rejected; what found it stays readable."""
    columns = _columns(relation.from_asset, relation.to_asset, relation.kind, relation.detail, now)
    return columns | {
        "confidence": relation.confidence, "source": relation.source, "state": RelationState.REJECTED.value,
        "region": json.dumps(relation.region) if relation.region else None,
    }  # fmt: skip


def _refresh_anyway(change: Change, session: Session, cluster: Cluster) -> None:
    """Name the members in the change, so that their group is looked at again although no copy is hidden or shown."""
    heads = session.stacks.heads([member.asset for member in cluster.members])
    for asset, head in heads.items():
        change.stacks.setdefault(asset, head)
