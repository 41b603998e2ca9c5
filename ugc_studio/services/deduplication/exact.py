"""Which groups need nobody's eye: the pixels are equal, one author at most is named, and nobody spoke about a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import Cluster, suggested_representative
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.library.session import Session

SPOKEN = frozenset(
    {
        EventType.REQUESTED, EventType.REPLIED, EventType.NO_RESPONSE, EventType.GIVEN, EventType.REFUSED,
        EventType.WITHDRAWN, EventType.OBJECTED, EventType.REVOKED, EventType.INVALIDATED, EventType.FLAGGED,
    }
)  # fmt: skip
ASKS = frozenset({ConsentState.TO_READ.value, ConsentState.BLOCKED.value})


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was stacked in one go."""

    groups: int = 0
    copies: int = 0
    """Photos that are hidden now."""
    bytes: int = 0
    """What emptying the trash would free if those copies were thrown away."""


@dataclass(frozen=True, slots=True)
class ExactGroup:
    """A group of equal pixels, and who shows."""

    cluster: Cluster
    keep: AssetId

    @property
    def copies(self) -> int:
        """How many photos a merge hides."""
        return sum(member.present and member.asset != self.keep for member in self.cluster.members)

    @property
    def bytes(self) -> int:
        """How much they take."""
        return sum(m.bytes for m in self.cluster.members if m.present and m.asset != self.keep)


def exact_groups(session: Session) -> Iterator[ExactGroup]:
    """The groups that one button may stack.

    What somebody said about a copy counts for the shown photo only after a person stated that they are the same work,
    so a group with such a copy is left to a person; likewise one with anything to read or blocked.
    """
    clusters = session.clusters.get_many(session.duplicate_queue.exact_clusters())
    groups = [
        ExactGroup(cluster, suggested_representative(cluster.members))
        for cluster in clusters
        if not cluster.several_authors and not cluster.large
    ]
    assets = [member.asset for group in groups for member in group.cluster.members]
    spoken = session.duplicate_queue.with_events(assets, SPOKEN)
    asking = {asset for (asset, _brand), row in session.summary.rows(assets).items() if row.state in ASKS}
    for group in groups:
        members = {member.asset for member in group.cluster.members}
        if not members & asking and not (members - {group.keep}) & spoken:
            yield group
