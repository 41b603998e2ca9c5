"""Duplicates as people work with them: find, list, and decisions that are remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.clusters import Cluster, ClusterId
from ugc_studio.domain.errors import NotFound, Stopped
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.relations import Relation, RelationKind
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication import decisions
from ugc_studio.services.deduplication.changes import Change, DecisionLog, carry_out
from ugc_studio.services.deduplication.engine import SimilarityEngine
from ugc_studio.services.deduplication.exact import ExactGroup, Resolved, exact_groups
from ugc_studio.services.deduplication.finding import Finder, FindReport

OPERATION = "duplicates.change"


class History(Protocol):
    """The undo log; :class:`ugc_studio.services.history.HistoryService`."""

    def handle(self, name: str, handler: Callable[[Session, Mapping[str, Any]], None]) -> None:
        """Register what carries out an operation."""

    def record(
        self,
        session: Session,
        text: Text,
        undo: Sequence[Operation],
        redo: Sequence[Operation],
        place: Mapping[str, Any] | None = None,
    ) -> object:
        """Add one entry."""


@dataclass(frozen=True, slots=True)
class DuplicateList:
    """Groups and relations, with the places where each picture was found."""

    clusters: tuple[Cluster, ...]
    relations: tuple[Relation, ...]
    paths: Mapping[AssetId, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decision about a group came to."""

    cluster: ClusterId | None
    """The group as it is now; None when nothing is left of it."""
    representative: AssetId | None
    carried: Mapping[str, object] = field(default_factory=dict)
    """What the representative took over: ``tags``, ``rating``, ``galleries``."""
    same_work: tuple[AssetId, ...] = ()
    """Pictures by the one confirmed creator of all: the statement "same work" can be offered for them."""
    several_authors: bool = False


class DeduplicationService:
    """Finds duplicates and carries out what people decide about them, each decision undoable and never asked twice."""

    def __init__(
        self, library: Library, *, engine: SimilarityEngine, history: History, decisions: DecisionLog
    ) -> None:
        self._library = library
        self._finder = Finder(library, engine)
        self._history = history
        self._decisions = decisions
        history.handle(OPERATION, self._apply)

    # -- looking

    def find(self, context: JobContext) -> FindReport:
        """Compare everything that has not been compared yet, and bring the groups up to date."""
        return self._finder.run(context)

    def update(self, asset_ids: Sequence[int], context: JobContext) -> FindReport:
        """The same after an import of these assets; nothing is done when there are none."""
        if not asset_ids:
            with self._library.read() as session:
                return FindReport(0, session.clusters.count(), session.relations.count(), 0.0)
        return self._finder.run(context)

    def list(self, *, settled: bool = False) -> DuplicateList:
        """What waits for a decision; with ``settled`` also what was decided."""
        with self._library.read() as session:
            clusters = session.clusters.get_many(session.clusters.ids(settled=settled))
            relations = session.relations.listed(settled=settled)
            assets = {m.asset for c in clusters for m in c.members}
            assets |= {a for r in relations for a in (r.from_asset, r.to_asset)}
            paths = session.relations.source_paths(assets)
        return DuplicateList(tuple(clusters), tuple(relations), paths)

    def cluster(self, cluster_id: int) -> Cluster:
        """One group; raises :class:`NotFound`."""
        with self._library.read() as session:
            return _cluster(session, cluster_id)

    # -- deciding

    def merge(self, cluster_id: int, *, keep: int | None = None) -> Decision:
        """Stack a group: the representative shows, the others are hidden, nothing is deleted.

        Raises:
            NotFound: no such group, or ``keep`` is not in it.
            UsageError: the group is large and ``keep`` does not say that somebody looked at it.
        """

        def work(session: Session) -> Decision:
            cluster = _cluster(session, cluster_id)
            head = decisions.head_of(cluster, keep)
            change, carried = decisions.merge(session, cluster, head)
            count = len(cluster.members)
            text = ngettext("Merge {n} photo", "Merge {n} photos", count, n=count)
            self._do(session, change, text, cluster.members[0].asset)
            return Decision(
                session.clusters.of_asset(head), head, carried,
                same_work=decisions.same_work(session, cluster), several_authors=cluster.several_authors,
            )  # fmt: skip

        return self._library.write(work)

    def keep_all(self, cluster_id: int) -> Decision:
        """Confirm a group and let all of its pictures show; it is not proposed again until a new one joins."""

        def work(session: Session) -> Decision:
            cluster = _cluster(session, cluster_id)
            change = decisions.keep_all(session, cluster)
            count = len(cluster.members)
            text = ngettext("Keep {n} photo", "Keep all {n} photos", count, n=count)
            self._do(session, change, text, cluster.representative)
            return _after(session, [cluster.representative])

        return self._library.write(work)

    def not_duplicates(self, cluster_id: int) -> Decision:
        """State that none of a group is a copy of another: all its photos show, and the question is not asked again."""

        def work(session: Session) -> Decision:
            cluster = _cluster(session, cluster_id)
            change = decisions.not_duplicates(session, cluster)
            count = len(cluster.members)
            text = ngettext(
                "Mark {n} photo as not duplicates", "Mark {n} photos as not duplicates", count, n=count
            )
            self._do(session, change, text, cluster.representative)
            return _after(session, [cluster.representative])

        return self._library.write(work)

    def resolve_exact(self, context: JobContext) -> Resolved:
        """Stack every group of equal pixels that raises no question of rights; one entry of the history.

        Stopping keeps what was looked at until then.
        """

        def work(session: Session) -> tuple[Resolved, Stopped | None]:
            groups, stopped = _until_stopped(session, context)
            change = Change()
            for one in groups:
                change.add(decisions.merge(session, one.cluster, one.keep)[0])
            copies = sum(one.copies for one in groups)
            if groups:
                text = ngettext("Stack {n} exact copy", "Stack {n} exact copies", copies, n=copies)
                self._do(session, change, text, groups[0].keep)
            return Resolved(len(groups), copies, sum(one.bytes for one in groups)), stopped

        done, stopped = self._library.write(work)
        if stopped is not None:
            raise stopped
        return done

    def split(self, cluster_id: int, asset_ids: Sequence[int]) -> Decision:
        """Take pictures out of a group and show them again; they are not put back into it.

        What is known about them stays: a copy that was refused still blocks. :meth:`unrelate` says "no copy at all".
        """

        def work(session: Session) -> Decision:
            cluster = _cluster(session, cluster_id)
            change = decisions.split(session, cluster, asset_ids)
            count = len(set(asset_ids))
            self._do(session, change, ngettext("Split off {n} photo", "Split off {n} photos", count, n=count),
                     next(iter(asset_ids)))  # fmt: skip
            rest = [m.asset for m in cluster.members if m.asset not in set(asset_ids)]
            return _after(session, rest)

        return self._library.write(work)

    def relate(self, from_asset: int, to_asset: int, kind: RelationKind, *, detail: str = "") -> Decision:
        """State how two pictures hang together: from the copy, crop or photo to the original or collage."""

        def work(session: Session) -> Decision:
            change = decisions.relate(session, from_asset, to_asset, kind, detail)
            self._do(session, change, _("Relate two photos"), from_asset)
            return _after(session, [from_asset])

        return self._library.write(work)

    def unrelate(self, first: int, second: int) -> Decision:
        """State that two pictures are no copies of each other; the question is not asked again."""

        def work(session: Session) -> Decision:
            change = decisions.unrelate(session, first, second)
            self._do(session, change, _("Mark two photos as not duplicates"), first)
            return _after(session, [first])

        return self._library.write(work)

    def forget(self, session: Session, asset_ids: Sequence[int]) -> None:
        """Take assets that are about to be deleted out of the graph, inside the caller's transaction."""
        around = {a for r in session.relations.of_assets(asset_ids) for a in (r.from_asset, r.to_asset)}
        session.relations.forget(asset_ids)
        session.clusters.refresh(around | set(asset_ids))

    # -- inside

    def _do(self, session: Session, change: Change, text: Text, asset: int) -> None:
        inverse = carry_out(session, change, self._decisions)
        self._history.record(
            session, text,
            undo=[{"op": OPERATION, **inverse.to_json()}],
            redo=[{"op": OPERATION, **change.to_json()}],
            place={"page": "duplicates", "asset": asset},
        )  # fmt: skip

    def _apply(self, session: Session, operation: Mapping[str, Any]) -> None:
        carry_out(session, Change.from_json(operation), self._decisions)


def _until_stopped(session: Session, context: JobContext) -> tuple[list[ExactGroup], Stopped | None]:
    """The groups to stack; when the user stops, those found so far."""
    context.stage(_("Stacking exact copies"))
    found: list[ExactGroup] = []
    for one in exact_groups(session):
        try:
            context.check()
        except Stopped as stopped:
            return found, stopped
        found.append(one)
        context.advance(one.copies)
    return found, None


def _cluster(session: Session, cluster_id: int) -> Cluster:
    found = session.clusters.get(cluster_id)
    if found is None:
        raise NotFound(_("There is no group of duplicates {id}.", id=str(cluster_id)))
    return found


def _after(session: Session, asset_ids: Sequence[int]) -> Decision:
    """The group around the first of these assets, as it is now."""
    cluster_id = session.clusters.of_asset(asset_ids[0]) if asset_ids else None
    cluster = session.clusters.get(cluster_id) if cluster_id is not None else None
    if cluster is None:
        return Decision(None, None)
    return Decision(cluster.id, cluster.representative, several_authors=cluster.several_authors)
