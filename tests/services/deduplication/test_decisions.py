"""What people decide about duplicates is carried out, remembered, recorded, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.library.builders import sha
from tests.services.deduplication.world import STRANGER, World, hashes_of, world_in
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.clusters import ClusterState
from ugc_studio.domain.consent import AuthorState, Role
from ugc_studio.domain.errors import NotFound, RoleRefused, UsageError
from ugc_studio.domain.fingerprints import Fingerprint
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.library.session import Session


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
