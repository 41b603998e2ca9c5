"""Duplicates: found the same whatever came first, decided by people, remembered, undone."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.builders import add_asset, sha
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId, AssetKind
from ugc_studio.domain.clusters import ClusterState
from ugc_studio.domain.consent import AuthorState, Role
from ugc_studio.domain.errors import NotFound, RoleRefused, Stopped, UsageError
from ugc_studio.domain.fingerprints import HASH_BYTES, POSES, Fingerprint
from ugc_studio.domain.relations import Relation, RelationKind, RelationState
from ugc_studio.jobs.context import JobContext, RecordingContext
from ugc_studio.library.fingerprints import FingerprintRows
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication import DeduplicationService, FindReport, FingerprintEngine, LedgerDecisions
from ugc_studio.services.deduplication.engine import Finding, judge
from ugc_studio.services.history import HistoryService

STRANGER = 10_000


def hashes_of(seed: int, flips: int = 0) -> bytes:
    """A fingerprint; the same seed with some flips is a copy at that distance at most."""
    rng = random.Random(seed)
    poses = []
    for _ in range(POSES):
        value = int.from_bytes(rng.randbytes(HASH_BYTES))
        for bit in random.Random(f"{seed}/{flips}").sample(range(256), flips):
            value ^= 1 << bit
        poses.append(value.to_bytes(HASH_BYTES))
    return b"".join(poses)


class World:
    """A library whose pictures are fingerprints, with the services that work on it."""

    def __init__(self, root: Path, *, role: Role = Role.EDITOR) -> None:
        self.library = Library.create(root)
        actor = Actor("Anna", role, "actor-1")
        self.history = HistoryService(self.library, actor=actor)
        self.duplicates = DeduplicationService(
            self.library,
            engine=FingerprintEngine(lambda _asset: None),
            history=self.history,
            decisions=LedgerDecisions(actor),
        )

    def add(self, name: str, hashes: bytes | None = None, *, quality: int = 80, **facts: object) -> AssetId:
        def work(session: Session) -> AssetId:
            asset = add_asset(session, name, **facts)  # type: ignore[arg-type]  # a dictionary of mixed values
            if hashes is not None:
                session.fingerprints.add_many([(asset, Fingerprint(hashes, quality))])
            return asset

        return self.library.write(work)

    def find(self) -> FindReport:
        return self.duplicates.find(RecordingContext())

    def graph(self) -> set[tuple[str, str, str, str]]:
        """The relations by hash: from, to, kind, state."""
        with self.library.read() as session:
            relations = session.relations.listed(settled=True)
            pictures = session.relations.pictures({a for r in relations for a in (r.from_asset, r.to_asset)})
        return {
            (pictures[r.from_asset].sha256, pictures[r.to_asset].sha256, r.kind.value, r.state.value)
            for r in relations
        }

    def groups(self) -> set[tuple[str, str, frozenset[str]]]:
        """The groups by hash: representative, state, members."""
        found = set()
        for cluster in self.duplicates.list(settled=True).clusters:
            names = {member.asset: member.sha256 for member in cluster.members}
            found.add((names[cluster.representative], cluster.state.value, frozenset(names.values())))
        return found

    def relation(self, first: AssetId, second: AssetId) -> Relation | None:
        with self.library.read() as session:
            return session.relations.between(first, second)

    def events(self) -> list[tuple[str, tuple[str, ...]]]:
        with self.library.read() as session:
            return [(row.type, row.event().assets) for row in session.ledger.rows()]

    def heads(self, *assets: AssetId) -> list[int | None]:
        with self.library.read() as session:
            found = session.stacks.heads(assets)
        return [found[asset] for asset in assets]

    def cluster_of(self, asset: AssetId) -> int:
        with self.library.read() as session:
            cluster = session.clusters.of_asset(asset)
        assert cluster is not None
        return cluster

    def everything(self) -> list[object]:
        """What a decision may change, for comparing before and after."""
        tables = {
            "assets": "sha256, rating, stacked_under",
            "asset_tags": "*",
            "gallery_items": "gallery_id, asset_id, position, caption, alt_text, crop, origin",
            "relations": "from_asset, to_asset, kind, detail, confidence, state, source, decided_at",
            "pair_verdicts": "first_sha256, second_sha256, verdict, kind",
        }
        with self.library.read() as session:
            rows: list[object] = [
                sorted(session.db.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)  # noqa: S608 - constant names
                for table, columns in tables.items()
            ]
        return [*rows, sorted(self.groups(), key=repr)]


@contextmanager
def world_in(root: Path, *, role: Role = Role.EDITOR) -> Iterator[World]:
    world = World(root / "library", role=role)
    try:
        yield world
    finally:
        world.library.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path) as made:
        yield made


@pytest.fixture
def trio(world: World) -> list[AssetId]:
    """Three copies of one picture, the second the largest, and a stranger; all compared."""
    assets = [
        world.add("a", hashes_of(1)),
        world.add("b", hashes_of(1, 4), width=4000, height=3000),
        world.add("c", hashes_of(1, 9)),
    ]
    world.add("stranger", hashes_of(STRANGER))
    world.find()
    return assets


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


class TestMerge:
    """A stack: one shows, nothing is deleted."""

    def test_copies_are_hidden_and_the_ledger_knows(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        decision = world.duplicates.merge(world.cluster_of(a))
        assert decision.representative == b
        assert world.heads(a, b, c) == [b, None, b]
        assert world.events() == [("merged", (sha("b"), sha("a"), sha("c")))]
        assert {state for *_pair, state in world.graph()} == {"confirmed"}
        assert world.duplicates.list().clusters == ()
        assert world.duplicates.list(settled=True).clusters[0].state is ClusterState.MERGED

    def test_a_person_may_choose_who_shows(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        world.duplicates.merge(world.cluster_of(a), keep=c)
        assert world.heads(a, b, c) == [c, c, None]

    def test_choosing_again_moves_the_stack(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        world.duplicates.merge(world.cluster_of(a))
        world.duplicates.merge(world.cluster_of(a), keep=a)
        assert world.heads(a, b, c) == [None, a, a]
        assert world.events()[1:] == [("split", (sha("b"),)), ("merged", (sha("a"), sha("b"), sha("c")))]

    def test_tags_stars_and_gallery_places_are_carried(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio

        def curate(session: Session) -> None:
            session.assets.add_tags([a], ["beach"])
            session.assets.add_tags([b], ["sea"])
            session.assets.set_rating([c], 4)
            session.db.execute("INSERT INTO galleries (uuid, name, created_at) VALUES ('g', 'Summer', '')")
            for asset, caption in ((a, "By the sea"), (c, None)):
                session.db.execute(
                    "INSERT INTO gallery_items (gallery_id, asset_id, position, caption, crop) VALUES (1, ?, ?, ?, ?)",
                    [asset, asset, caption, json.dumps([0, 0, 0.5, 1])],
                )

        world.library.write(curate)
        decision = world.duplicates.merge(world.cluster_of(a))
        assert decision.carried == {"tags": ["beach"], "rating": 4, "galleries": 1}
        with world.library.read() as session:
            assert session.stacks.tags([b])[b] == {"beach": "merge:" + sha("a"), "sea": "person"}
            assert session.stacks.ratings([b]) == {b: 4}
            [place] = session.stacks.places([b])
        assert (place.item["caption"], place.item["crop"]) == ("By the sea", None)
        assert place.item["origin"] == "merge:" + sha("a")

    def test_undo_restores_everything_and_redo_does_it_again(self, world: World, trio: list[AssetId]) -> None:
        world.library.write(lambda s: s.assets.add_tags([trio[0]], ["beach"]))
        before = world.everything()
        world.duplicates.merge(world.cluster_of(trio[0]))
        after = world.everything()
        world.history.undo()
        assert world.everything() == before
        world.history.redo()
        assert world.everything() == after
        assert [kind for kind, _assets in world.events()] == ["merged", "split", "merged"]

    def test_a_new_copy_opens_the_group_again_and_keeps_its_head(self, world: World, trio: list[AssetId]) -> None:
        world.duplicates.merge(world.cluster_of(trio[0]), keep=trio[0])
        late = world.add("late", hashes_of(1, 2), width=9000, height=9000)
        world.find()
        [cluster] = world.duplicates.list().clusters
        assert (cluster.representative, cluster.state) == (trio[0], ClusterState.OPEN)
        world.duplicates.merge(cluster.id)
        assert world.heads(late) == [trio[0]]

    def test_a_large_group_must_be_looked_at(self, world: World) -> None:
        assets = [world.add(f"copy-{number}", pixels_sha256="e" * 64) for number in range(51)]
        world.find()
        [cluster] = world.duplicates.list().clusters
        assert cluster.large
        with pytest.raises(UsageError):
            world.duplicates.merge(cluster.id)
        assert world.duplicates.merge(cluster.id, keep=assets[3]).representative == assets[3]

    def test_same_work_is_offered_for_one_confirmed_author(self, world: World, trio: list[AssetId]) -> None:
        def confirm(session: Session) -> None:
            party = session.db.execute(
                "INSERT INTO parties (uuid, kind, created_at) VALUES ('party', 'creator', '')"
            ).lastrowid
            assert party
            for asset in trio:
                session.authors.state(asset, [party], AuthorState.CONFIRMED)

        world.library.write(confirm)
        assert set(world.duplicates.merge(world.cluster_of(trio[0])).same_work) == set(trio)

    def test_without_a_confirmed_author_it_is_not_offered(self, world: World, trio: list[AssetId]) -> None:
        assert world.duplicates.merge(world.cluster_of(trio[0])).same_work == ()

    def test_an_unknown_group_and_a_foreign_photo_are_refused(self, world: World, trio: list[AssetId]) -> None:
        with pytest.raises(NotFound):
            world.duplicates.merge(77)
        with pytest.raises(NotFound):
            world.duplicates.merge(world.cluster_of(trio[0]), keep=STRANGER)

    def test_a_role_that_may_not_decide_changes_nothing(self, tmp_path: Path) -> None:
        with world_in(tmp_path, role=Role.SCHEDULER) as world:
            first = world.add("a", hashes_of(1))
            world.add("b", hashes_of(1, 3))
            world.find()
            before = world.everything()
            with pytest.raises(RoleRefused):
                world.duplicates.merge(world.cluster_of(first))
            assert world.everything() == before


class TestSplit:
    """Taken out of a group, still known as a copy."""

    def test_a_photo_shows_again_and_stays_out(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        world.duplicates.merge(world.cluster_of(a))
        decision = world.duplicates.split(world.cluster_of(a), [c])
        assert decision.representative == b
        assert world.heads(a, b, c) == [b, None, None]
        assert world.events()[1:] == [("split", (sha("c"),))]
        world.add("late", hashes_of(1, 2))
        world.find()
        [cluster] = world.duplicates.list().clusters
        members = {member.asset for member in cluster.members}
        assert not ({c} <= members and members & {a, b})
        relation = world.relation(b, c)
        assert relation is not None
        assert relation.state is RelationState.CONFIRMED

    def test_when_the_head_leaves_the_rest_stays_stacked(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        world.duplicates.merge(world.cluster_of(a))
        world.duplicates.split(world.cluster_of(a), [b])
        assert world.heads(a, b, c) in ([None, None, a], [c, None, None])
        assert [kind for kind, _assets in world.events()] == ["merged", "split", "merged"]
        assert world.events()[1] == ("split", (sha("b"),))

    def test_splitting_a_pair_leaves_no_stack(self, world: World) -> None:
        a, b = world.add("a", hashes_of(1)), world.add("b", hashes_of(1, 3))
        world.find()
        world.duplicates.merge(world.cluster_of(a), keep=b)
        decision = world.duplicates.split(world.cluster_of(a), [b])
        assert (decision.cluster, world.heads(a, b)) == (None, [None, None])

    def test_undo_puts_it_back(self, world: World, trio: list[AssetId]) -> None:
        world.duplicates.merge(world.cluster_of(trio[0]))
        before = world.everything()
        world.duplicates.split(world.cluster_of(trio[0]), [trio[1]])
        world.history.undo()
        assert world.everything() == before

    def test_a_photo_that_is_not_in_the_group_is_refused(self, world: World, trio: list[AssetId]) -> None:
        with pytest.raises(NotFound):
            world.duplicates.split(world.cluster_of(trio[0]), [STRANGER])
        with pytest.raises(UsageError):
            world.duplicates.split(world.cluster_of(trio[0]), [])


class TestKeepAll:
    """The same picture more than once, on purpose."""

    def test_a_kept_group_is_not_proposed_again_until_a_new_copy_joins(
        self, world: World, trio: list[AssetId]
    ) -> None:
        world.duplicates.keep_all(world.cluster_of(trio[0]))
        assert world.duplicates.list().clusters == ()
        assert world.duplicates.list(settled=True).clusters[0].state is ClusterState.SETTLED
        assert {state for *_pair, state in world.graph()} == {"confirmed"}
        world.add("stranger-2", hashes_of(77))
        world.find()
        assert world.duplicates.list().clusters == ()
        world.add("late", hashes_of(1, 2))
        world.find()
        assert len(world.duplicates.list().clusters) == 1

    def test_undo_opens_it_again(self, world: World, trio: list[AssetId]) -> None:
        world.duplicates.merge(world.cluster_of(trio[0]))
        before = world.everything()
        world.duplicates.keep_all(world.cluster_of(trio[0]))
        assert world.heads(*trio) == [None, None, None]
        after = world.everything()
        world.history.undo()
        assert world.everything() == before
        world.history.redo()
        assert world.everything() == after


class TestVerdicts:
    """What a person said about two pictures is never asked again."""

    def test_unrelate_rejects_and_holds_apart_for_good(self, world: World, trio: list[AssetId]) -> None:
        a, b, c = trio
        world.duplicates.unrelate(a, b)
        relation = world.relation(a, b)
        assert relation is not None
        assert relation.state is RelationState.REJECTED
        assert all(not {a, b} <= {m.asset for m in cluster.members} for cluster in world.duplicates.list().clusters)
        assert world.events() == [("related", (sha("a"), sha("b")))]
        assert world.relation(a, c) is not None

    def test_a_verdict_survives_new_fingerprints_and_a_new_import(self, world: World) -> None:
        a, b = world.add("a", hashes_of(1)), world.add("b", hashes_of(1, 3))
        world.find()
        world.duplicates.unrelate(a, b)

        def forget(session: Session) -> None:
            world.duplicates.forget(session, [b])
            session.db.execute("DELETE FROM assets WHERE id = ?", [b])

        world.library.write(forget)
        again = world.add("b", hashes_of(1, 5))
        world.library.write(lambda s: s.fingerprints.add_many([(a, Fingerprint(hashes_of(1), 80))]))
        world.find()
        relation = world.relation(a, again)
        assert relation is not None
        assert relation.state is RelationState.REJECTED
        assert world.duplicates.list().relations == ()

    def test_a_stated_link_survives_a_new_import_without_any_likeness(self, world: World) -> None:
        photo, crop = world.add("photo", hashes_of(1)), world.add("crop", hashes_of(2))
        world.find()
        world.duplicates.relate(crop, photo, RelationKind.DERIVED, detail="crop")

        def forget(session: Session) -> None:
            world.duplicates.forget(session, [crop])
            session.db.execute("DELETE FROM assets WHERE id = ?", [crop])

        world.library.write(forget)
        again = world.add("crop", hashes_of(2))
        world.find()
        relation = world.relation(again, photo)
        assert relation is not None
        assert (relation.from_asset, relation.kind, relation.state) == (
            again, RelationKind.DERIVED, RelationState.CONFIRMED,
        )  # fmt: skip

    def test_a_stated_same_makes_a_group(self, world: World, trio: list[AssetId]) -> None:
        other = world.add("other", hashes_of(99))
        world.find()
        world.duplicates.relate(other, trio[0], RelationKind.SAME)
        assert world.cluster_of(other) == world.cluster_of(trio[0])
        assert world.events()[-1][0] == "related"

    def test_undo_of_a_statement_takes_it_back_and_says_so(self, world: World, trio: list[AssetId]) -> None:
        before = world.everything()
        world.duplicates.unrelate(trio[0], trio[1])
        world.history.undo()
        assert world.everything() == before
        assert [kind for kind, _assets in world.events()] == ["related", "related"]

    def test_a_changed_mind_counts(self, world: World, trio: list[AssetId]) -> None:
        world.duplicates.unrelate(trio[0], trio[1])
        world.duplicates.relate(trio[0], trio[1], RelationKind.SAME)
        assert world.cluster_of(trio[0]) == world.cluster_of(trio[1])

    def test_unrelating_hidden_copies_shows_them(self, world: World, trio: list[AssetId]) -> None:
        a, b, _c = trio
        world.duplicates.merge(world.cluster_of(a))
        world.duplicates.unrelate(a, b)
        assert world.heads(a) == [None]

    def test_one_photo_is_no_pair(self, world: World, trio: list[AssetId]) -> None:
        with pytest.raises(UsageError):
            world.duplicates.unrelate(trio[0], trio[0])
        with pytest.raises(NotFound):
            world.duplicates.relate(trio[0], STRANGER, RelationKind.SAME)


def test_an_erased_head_releases_its_stack(world: World, trio: list[AssetId]) -> None:
    a, b, c = trio
    world.duplicates.merge(world.cluster_of(a))

    def erase(session: Session) -> None:
        session.assets.erase_to_tombstone(b, until=None)
        session.clusters.refresh([b])

    world.library.write(erase)
    assert world.heads(a, c) == [None, None]
    [cluster] = world.duplicates.list(settled=True).clusters
    assert {member.asset for member in cluster.members} == {a, c}


def test_paths_are_told_for_every_picture(world: World, trio: Sequence[AssetId]) -> None:
    assert world.duplicates.list().paths[trio[0]] == ("photos/a.jpg",)
