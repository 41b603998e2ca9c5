"""The place for duplicates: queues that list at once, one group opened with all that helps, and its decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import Cluster, ClusterState, suggested_representative
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.relations import Relation, RelationKind, RelationState
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication.columns import columns
from ugc_studio.services.deduplication.exact import Resolved, exact_groups
from ugc_studio.services.deduplication.groups import (
    Group,
    GroupKey,
    GroupKind,
    GroupRow,
    MergePreview,
    QueueCounts,
    Tab,
)
from ugc_studio.services.deduplication.inheriting import preview_of
from ugc_studio.services.deduplication.service import Decision, DeduplicationService

if TYPE_CHECKING:
    from ugc_studio.services.consent.service import ConsentService


class DuplicateDesk:
    """Reads for the place of duplicates, and its decisions by key."""

    def __init__(self, library: Library, *, duplicates: DeduplicationService, consent: ConsentService) -> None:
        self._library = library
        self._duplicates = duplicates
        self._consent = consent

    # -- the queues

    def counts(self) -> QueueCounts:
        """Numbers for the tabs, the button of exact copies, and what copies take."""
        with self._library.read() as session:
            exact = list(exact_groups(session))
            return QueueCounts(
                len(_keys(session, Tab.NEAR)), len(_keys(session, Tab.SCENE)), len(_keys(session, Tab.RESOLVED)),
                len(exact), sum(one.copies for one in exact), session.duplicate_queue.freeable_bytes(),
            )  # fmt: skip

    def keys(self, tab: Tab = Tab.NEAR) -> list[GroupKey]:
        """Everything in a queue, in its order."""
        with self._library.read() as session:
            return _keys(session, tab)

    def page(self, keys: Sequence[GroupKey]) -> list[GroupRow]:
        """What the queue shows for these keys; those that are gone are left out."""
        with self._library.read() as session:
            clusters = {c.id: c for c in session.clusters.get_many([k.id for k in keys if k.kind is GroupKind.CLUSTER])}
            pairs = {r.id: r for r in session.relations.get_many([k.id for k in keys if k.kind is GroupKind.PAIR])}
        rows = []
        for key in keys:
            if key.kind is GroupKind.CLUSTER and (cluster := clusters.get(key.id)):  # type: ignore[call-overload]  # plain ids
                here = [member for member in cluster.members if member.present]
                if here:
                    head, assets = suggested_head(cluster), tuple(member.asset for member in here)
                    rows.append(GroupRow(key, head, assets, cluster.several_authors))
            elif key.kind is GroupKind.PAIR and (pair := pairs.get(key.id)):  # type: ignore[call-overload]  # plain ids
                rows.append(GroupRow(key, pair.to_asset, (pair.to_asset, pair.from_asset)))
        return rows

    # -- one of them

    def group(self, key: GroupKey) -> Group:
        """Everything about one group or pair, the suggested photo first; raises :class:`NotFound`."""
        day = self._library.clock().date().isoformat()
        with self._library.read() as session:
            if key.kind is GroupKind.PAIR:
                return _pair(session, key, day)
            return _group(session, key, _cluster(session, key), day)

    def preview(self, key: GroupKey, keep: AssetId | None = None) -> MergePreview:
        """What the kept photo would inherit; changes nothing."""
        with self._library.read() as session:
            cluster = _cluster(session, key)
            return preview_of(session, cluster, keep if keep is not None else suggested_head(cluster))

    # -- decisions, each one entry of the history

    def merge(self, key: GroupKey, keep: AssetId | None = None, *, same_work: bool = False) -> Decision:
        """Stack a group; with ``same_work`` also state (in the ledger) that permissions for the copies count."""
        with self._library.read() as session:
            chosen = keep if keep is not None else suggested_head(_cluster(session, key))
        decision = self._duplicates.merge(key.id, keep=chosen)
        if same_work and decision.same_work and decision.representative is not None:
            copies = [asset for asset in decision.same_work if asset != decision.representative]
            self._consent.recorder.decide(EventType.SAME_WORK, assets=[decision.representative, *copies])
        return decision

    def keep_all(self, key: GroupKey) -> Decision:
        """They are the same picture, and all of them stay visible; nothing is carried over."""
        return self._duplicates.keep_all(_only_cluster(key))

    def not_duplicates(self, key: GroupKey) -> Decision:
        """None is a copy of another; the question is not asked again."""
        if key.kind is GroupKind.CLUSTER:
            return self._duplicates.not_duplicates(key.id)
        with self._library.read() as session:
            pair = _relation(session, key)
        return self._duplicates.unrelate(pair.from_asset, pair.to_asset)

    def confirm(self, key: GroupKey) -> Decision:
        """A pair is what it was taken for: a crop, a collage, another shot of the scene."""
        with self._library.read() as session:
            pair = _relation(session, key)
        return self._duplicates.relate(pair.from_asset, pair.to_asset, pair.kind, detail=pair.detail)

    def resolve_exact(self, context: JobContext) -> Resolved:
        """Stack every group of equal pixels that raises no question of rights."""
        return self._duplicates.resolve_exact(context)


def suggested_head(cluster: Cluster) -> AssetId:
    """Who shows already, where a stack holds the group; else the largest original, then the oldest post."""
    stacked = any(member.stacked_under == cluster.representative for member in cluster.members)
    shown = any(member.asset == cluster.representative and member.present for member in cluster.members)
    return cluster.representative if stacked and shown else suggested_representative(cluster.members)


def _keys(session: Session, tab: Tab) -> list[GroupKey]:
    queue = session.duplicate_queue
    if tab is Tab.SCENE:
        return [GroupKey(GroupKind.PAIR, one) for one in queue.scene_pairs()]
    near = tab is Tab.NEAR
    clusters = queue.open_clusters() if near else queue.resolved_clusters()
    pairs = queue.near_pairs() if near else queue.resolved_pairs()
    return [
        *(GroupKey(GroupKind.CLUSTER, one) for one in clusters),
        *(GroupKey(GroupKind.PAIR, one) for one in pairs),
    ]


def _group(session: Session, key: GroupKey, cluster: Cluster, day: str) -> Group:
    head = suggested_head(cluster)
    here = [member for member in cluster.members if member.present]
    rest = sorted(here, key=lambda m: (m.asset != head, -m.width * m.height, m.date or "9999", m.asset))
    assets = [member.asset for member in rest]
    members = columns(session, assets, suggested=head, relations=session.relations.of_assets(assets), day=day)
    return Group(
        key, members, head, cluster.several_authors, cluster.large,
        settled=cluster.state is not ClusterState.OPEN,
        freeable_bytes=sum(member.bytes for member in here if member.asset != head),
        warning=_warning(cluster), cluster=cluster,
    )  # fmt: skip


def _warning(cluster: Cluster) -> Text | None:
    if cluster.several_authors:
        return _("These photos name different authors. Check who took the photo: the earliest post is only a hint.")
    if cluster.large:
        return _("This group has {n} photos. Look at all of them before you merge.", n=len(cluster.members))
    return None


def _pair(session: Session, key: GroupKey, day: str) -> Group:
    pair = _relation(session, key)
    assets = [pair.to_asset, pair.from_asset]
    members = columns(session, assets, suggested=pair.to_asset, relations=[pair], day=day)
    warning = None
    if pair.kind in {RelationKind.DERIVED, RelationKind.CONTAINED}:
        warning = _("A no to one of them blocks what shows it too; a yes never spreads.")
    return Group(
        key, members, pair.to_asset,
        several_authors=False, large=False, settled=pair.state is not RelationState.PROPOSED, freeable_bytes=0,
        warning=warning, relation=pair,
    )  # fmt: skip


def _only_cluster(key: GroupKey) -> int:
    if key.kind is not GroupKind.CLUSTER:
        raise UsageError(_("These two are not the same picture. Confirm the pair, or say that they are no duplicates."))
    return key.id


def _cluster(session: Session, key: GroupKey) -> Cluster:
    found = session.clusters.get(_only_cluster(key))
    if found is None:
        raise NotFound(_("There is no group of duplicates {id}.", id=str(key.id)))
    return found


def _relation(session: Session, key: GroupKey) -> Relation:
    found = session.relations.get_many([key.id]) if key.kind is GroupKind.PAIR else []
    if not found:
        raise NotFound(_("There is no pair of photos {id}.", id=str(key.id)))
    return found[0]
