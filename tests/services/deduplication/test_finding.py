"""What is found to be the same picture, and what becomes of it when pictures come and go."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.deduplication.world import World, hashes_of, world_in
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId, AssetKind
from ugc_studio.domain.clusters import ClusterState
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import Stopped
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.jobs.context import JobContext, RecordingContext
from ugc_studio.library.fingerprints import FingerprintRows
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication import DeduplicationService, LedgerDecisions
from ugc_studio.services.deduplication.engine import Finding, judge
from ugc_studio.services.history import HistoryService


class TestFinding:
    """The graph and its groups."""

    @settings(max_examples=12, deadline=None)
    @given(seed=st.integers(0, 1000), data=st.data())
    def test_any_order_and_any_batches_give_the_same_graph(
        self, seed: int, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        rng = random.Random(seed)
        pictures = [
            (f"{group}-{copy}", hashes_of(seed * 100 + group, rng.choice((0, 3, 20, 39, 60))), rng.choice((800, 1200)))
            for group in range(5)
            for copy in range(4)
        ]
        order = data.draw(st.permutations(pictures))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(pictures) - 1), max_size=4)))
        outcomes = []
        for sequence, edges in ((pictures, []), (order, cuts)):
            with world_in(tmp_path_factory.mktemp("world")) as world:
                for position, (name, hashes, width) in enumerate(sequence):
                    if position in edges:
                        world.find()
                    world.add(name, hashes, width=width)
                world.find()
                outcomes.append((world.graph(), world.groups()))
        assert outcomes[0] == outcomes[1]
        assert outcomes[0][0]

    def test_the_report_counts_and_a_second_run_has_nothing_to_do(self, world: World, trio: list[AssetId]) -> None:
        assert len(trio) == 3
        report = world.find()
        assert (report.assets, report.clusters, report.pairs) == (0, 1, 3)

    def test_the_largest_original_is_suggested(self, world: World, trio: list[AssetId]) -> None:
        [cluster] = world.duplicates.list().clusters
        assert cluster.representative == trio[1]
        assert {member.asset for member in cluster.members} == set(trio)
        assert cluster.state is ClusterState.OPEN

    def test_the_earliest_post_is_suggested_among_equals(self, world: World) -> None:
        world.add("late", hashes_of(1), posted_at="2026-05-02T10:00:00Z")
        early = world.add("early", hashes_of(1, 3), posted_at="2026-05-01T10:00:00Z")
        world.find()
        assert world.duplicates.list().clusters[0].representative == early

    def test_equal_pixels_are_confirmed_by_rule_and_need_no_fingerprint(self, world: World) -> None:
        first = world.add("a", pixels_sha256="f" * 64)
        second = world.add("b", pixels_sha256="f" * 64)
        world.find()
        relation = world.relation(first, second)
        assert relation is not None
        assert (relation.kind, relation.state) == (RelationKind.EXACT, RelationState.CONFIRMED)
        assert relation.source == "rule:exact-pixels"

    def test_plain_pictures_link_by_equal_pixels_only(self, world: World) -> None:
        for name in ("a", "b"):
            world.add(name, hashes_of(1), quality=19)
        assert world.find().pairs == 0

    def test_a_tombstone_is_related_but_in_no_group(self, world: World) -> None:
        gone = world.add("gone", hashes_of(1))
        world.library.write(lambda s: s.assets.erase_to_tombstone(gone, until="2030-01-01"))
        back = world.add("back", hashes_of(1, 6))
        other = world.add("other", hashes_of(1, 12))
        world.find()
        assert world.relation(back, gone) is not None
        [cluster] = world.duplicates.list().clusters
        assert {member.asset for member in cluster.members} == {back, other}

    def test_a_still_of_a_video_is_derived_from_it(self, world: World) -> None:
        video = world.add("film", hashes_of(1), kind=AssetKind.VIDEO, duration_ms=9000)
        still = world.add("still", hashes_of(1, 4), width=9000, height=9000)
        world.find()
        relation = world.relation(still, video)
        assert relation is not None
        assert (relation.from_asset, relation.to_asset) == (still, video)
        assert (relation.kind, relation.detail) == (RelationKind.DERIVED, "frame")
        assert world.duplicates.list().clusters == ()

    def test_a_stop_keeps_the_library_whole_and_the_next_run_continues(self, world: World) -> None:
        world.add("a", hashes_of(1))
        world.add("b", hashes_of(1, 4))
        context = RecordingContext()
        context.stop()
        with pytest.raises(Stopped):
            world.duplicates.find(context)
        assert world.find().pairs == 1

    def test_several_authors_are_told(self, world: World, trio: list[AssetId]) -> None:
        def name_authors(session: Session) -> None:
            for number, asset in enumerate(trio[:2]):
                party = session.db.execute(
                    "INSERT INTO parties (uuid, kind, created_at) VALUES (?, 'creator', '')", [f"party-{number}"]
                ).lastrowid
                assert party
                session.authors.propose(asset, party, "test")

        world.library.write(name_authors)
        assert world.duplicates.list().clusters[0].several_authors

    def test_another_engine_takes_over_and_decisions_stay(self, world: World, trio: list[AssetId]) -> None:
        class Nothing:
            name = "nothing/1"

            def compare(self, new: FingerprintRows, known: FingerprintRows, context: JobContext) -> list[Finding]:
                return []

        world.duplicates.relate(trio[0], trio[1], RelationKind.SAME)
        actor = Actor("Anna", Role.EDITOR, "actor-1")
        history = HistoryService(world.library, actor=actor)
        service = DeduplicationService(
            world.library, engine=Nothing(), history=history, decisions=LedgerDecisions(actor)
        )
        report = service.find(RecordingContext())
        assert (report.assets, report.pairs) == (4, 1)
        assert {m.asset for m in service.list(settled=True).clusters[0].members} == set(trio[:2])


@pytest.mark.parametrize(("distance", "blind"), [(0, True), (40, True), (41, False)])
def test_without_a_picture_only_close_hashes_count(distance: int, blind: bool) -> None:
    assert (judge(distance, None) is not None) is blind
