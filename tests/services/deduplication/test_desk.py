"""The place for duplicates: queues, columns, what a merge would carry over, and decisions about whole groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset
from tests.services.consent.world import World
from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.domain.errors import Stopped, UsageError
from ugc_studio.domain.relations import RelationKind
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.session import Session
from ugc_studio.services.deduplication.groups import Fact, GroupKey, GroupKind, Tab


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def add(world: World, name: str, **facts: object) -> AssetId:
    return world.studio.library.write(lambda session: add_asset(session, name, **facts))  # type: ignore[arg-type]  # mixed values


def alike(world: World, *assets: int, kind: str = "same", detail: str = "") -> None:
    """Every later asset is a copy of the first, as an engine would propose it."""

    def work(session: Session) -> None:
        for asset in assets[1:]:
            state = "confirmed" if kind == "exact" else "proposed"
            session.db.execute(
                "INSERT INTO relations (from_asset, to_asset, kind, detail, state, source) "
                "VALUES (?, ?, ?, ?, ?, 'engine:x')",
                (asset, assets[0], kind, detail, state),
            )
        session.clusters.refresh(assets)

    world.studio.library.write(work)


def state_of(world: World, asset: int) -> AssetState:
    with world.studio.library.read() as session:
        return session.assets.get(asset).state


def only_key(world: World, tab: Tab = Tab.NEAR) -> GroupKey:
    (key,) = world.studio.duplicates.keys(tab)
    return key


class TestQueue:
    """Three tabs that list at once."""

    def test_a_group_waits_until_somebody_decides(self, world: World) -> None:
        a, b = add(world, "a"), add(world, "b", width=600)
        alike(world, a, b)
        desk = world.studio.duplicates
        key = only_key(world)
        assert desk.page([key])[0].assets == (a, b)
        desk.merge(key)
        assert desk.keys(Tab.NEAR) == []
        assert desk.keys(Tab.RESOLVED) == [key]

    def test_crops_and_scenes_wait_as_pairs(self, world: World) -> None:
        a, b, c = add(world, "a"), add(world, "b"), add(world, "c")
        alike(world, a, b, kind="derived", detail="crop")
        alike(world, a, c, kind="same_scene")
        desk = world.studio.duplicates
        crop, scene = only_key(world), only_key(world, Tab.SCENE)
        assert crop.kind is scene.kind is GroupKind.PAIR
        assert [member.asset.id for member in desk.group(crop).members] == [a, b]
        with pytest.raises(UsageError):
            desk.merge(crop)
        desk.confirm(crop)
        desk.not_duplicates(scene)
        counts = desk.counts()
        assert (counts.near, counts.scene, counts.resolved) == (0, 0, 2)
        world.studio.undoing().undo()
        assert desk.counts().scene == 1

    def test_a_group_of_which_one_is_left_asks_nothing(self, world: World) -> None:
        a, b = add(world, "a"), add(world, "b")
        alike(world, a, b)
        world.studio.marking.trash([b])
        assert world.studio.duplicates.keys() == []
        world.studio.marking.put_back([b])
        assert len(world.studio.duplicates.keys()) == 1

    def test_what_is_in_the_trash_stands_for_nobody(self, world: World) -> None:
        a, b, c = add(world, "a", width=5000), add(world, "b"), add(world, "c", width=600)
        alike(world, a, b, c)
        world.studio.marking.trash([a])
        key = only_key(world)
        assert world.studio.duplicates.group(key).suggested == b
        assert world.studio.deduplication.merge(key.id).representative == b
        assert world.studio.duplicates.keys() == []


class TestColumns:
    """What is known of each photo, and where it is better."""

    def test_ticks_and_reasons(self, world: World) -> None:
        a = add(world, "a", width=2400, height=1600, posted_at="2026-05-02T10:00:00Z", handle="lea")
        b = add(world, "b", posted_at="2026-05-01T10:00:00Z", handle="lea")
        alike(world, a, b, detail="resized")
        world.studio.marking.rate([b], 4)
        world.studio.curation.create("Summer")
        world.studio.curation.add("Summer", [b])
        group = world.studio.duplicates.group(only_key(world))
        first, second = group.members
        assert (first.letter, first.asset.id, group.suggested) == ("A", a, a)
        assert first.best == {Fact.PIXELS}
        assert second.best == {Fact.POSTED, Fact.RATING, Fact.GALLERIES}
        assert str(first.reason) == "Suggested: it has the most pixels."
        assert str(second.reason) == "The same picture as A, 50 % as wide."
        assert [gallery.name for gallery in second.galleries] == ["Summer"]
        assert set(second.consent.values()) == {ConsentState.NOT_REQUESTED}
        assert second.creator == "@lea"

    def test_equal_sizes_take_the_oldest_post(self, world: World) -> None:
        a = add(world, "a", posted_at="2026-05-02T10:00:00Z")
        b = add(world, "b", posted_at="2026-05-01T10:00:00Z")
        alike(world, a, b)
        group = world.studio.duplicates.group(only_key(world))
        assert group.suggested == b
        assert str(group.members[0].reason) == "Suggested: as large as the largest, and posted first."

    def test_two_authors_are_a_warning(self, world: World) -> None:
        a, b = add(world, "a"), add(world, "b")
        world.taken_by([a], world.person("Léa"))
        world.taken_by([b], world.person("Max"))
        alike(world, a, b)
        group = world.studio.duplicates.group(only_key(world))
        assert group.several_authors
        assert group.warning is not None


class TestPreview:
    """What the kept photo inherits is said before."""

    def test_it_is_what_the_merge_does(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        alike(world, a, b)
        curation = world.studio.curation
        for name, assets in (("Summer", [b]), ("Winter", [a, b])):
            curation.create(name)
            curation.add(name, assets)
        curation.set_caption("Winter", b, "Snow")
        world.studio.marking.rate([b], 3)
        world.studio.marking.tag([b], ["beach"])
        desk, key = world.studio.duplicates, only_key(world)
        preview = desk.preview(key)
        assert (preview.keep, preview.hidden, preview.rating, preview.tags) == (a, (b,), 3, ("beach",))
        assert [gallery.name for gallery in preview.galleries] == ["Summer"]
        assert preview.captions == 1
        assert desk.keys() == [key]
        carried = desk.merge(key).carried
        assert (carried["tags"], carried["rating"], carried["galleries"]) == (["beach"], 3, 2)

    def test_a_permission_of_the_same_author_will_count(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        lea = world.person("Léa")
        world.taken_by([a, b], lea)
        world.licence([b], lea, world.notice())
        alike(world, a, b)
        desk, key = world.studio.duplicates, only_key(world)
        preview = desk.preview(key)
        assert [note.counts for note in preview.proofs] == [True]
        assert not world.ask(a).cleared
        desk.merge(key, same_work=True)
        assert world.ask(a).cleared

    def test_of_an_unconfirmed_author_it_will_not(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        lea = world.person("Léa")
        world.taken_by([b], lea)
        world.licence([b], lea, world.notice())
        alike(world, a, b)
        preview = world.studio.duplicates.preview(only_key(world))
        assert [note.counts for note in preview.proofs] == [False]
        assert preview.same_work == ()


class TestWholeGroups:
    """Not duplicates, and all exact copies at once."""

    def test_not_duplicates_is_one_step_and_is_remembered(self, world: World) -> None:
        a, b, c = add(world, "a"), add(world, "b"), add(world, "c")
        alike(world, a, b, c)
        desk = world.studio.duplicates
        desk.not_duplicates(only_key(world))
        assert desk.keys() == []
        with world.studio.library.read() as session:
            assert session.clusters.count() == 0
            assert len(session.relations.verdicts([session.assets.get(b).sha256])) == 2
        world.studio.undoing().undo()
        assert [len(row.assets) for row in desk.page(desk.keys())] == [3]

    def test_exact_copies_are_stacked_in_one_step(self, world: World) -> None:
        a, b = add(world, "a", pixels_sha256="p"), add(world, "b", pixels_sha256="p")
        c, d = add(world, "c", pixels_sha256="q"), add(world, "d", pixels_sha256="q")
        e, f = add(world, "e", pixels_sha256="r"), add(world, "f")
        for pair in ((a, b), (c, d), (e, f)):
            alike(world, *pair, kind="exact")
        desk = world.studio.duplicates
        assert (desk.counts().exact_groups, desk.counts().exact_copies) == (2, 2)
        done = desk.resolve_exact(RecordingContext())
        assert (done.groups, done.copies) == (2, 2)
        assert len(desk.keys()) == 1
        world.studio.undoing().undo()
        assert len(desk.keys()) == 3

    def test_a_question_of_rights_is_left_to_a_person(self, world: World) -> None:
        groups = []
        for name in "abc":
            pair = [add(world, f"{name}{n}", pixels_sha256=name) for n in (1, 2)]
            alike(world, *pair, kind="exact")
            groups.append(pair)
        lea = world.person("Léa")
        world.taken_by([groups[0][0]], lea)
        world.taken_by([groups[0][1]], world.person("Max"))
        world.taken_by(groups[1], lea)
        world.say(EventType.REPLIED, [groups[1][1]], lea, message="Hello?")
        world.taken_by(groups[2], lea)
        assert world.studio.duplicates.resolve_exact(RecordingContext()).groups == 1

    def test_stopping_keeps_what_was_looked_at(self, world: World) -> None:
        alike(world, add(world, "a", pixels_sha256="p"), add(world, "b", pixels_sha256="p"), kind="exact")
        context = RecordingContext()
        context.stop()
        with pytest.raises(Stopped):
            world.studio.duplicates.resolve_exact(context)
        assert len(world.studio.duplicates.keys()) == 1

    def test_exact_frees_nothing_by_itself(self, world: World) -> None:
        a, b = add(world, "a", bytes=100), add(world, "b", bytes=70)
        alike(world, a, b)
        assert world.studio.duplicates.counts().freeable_bytes == 70


class TestTrashOfAStack:
    """A stack goes into the trash and comes back as one."""

    def test_the_copies_go_with_the_photo_that_shows(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        alike(world, a, b)
        world.studio.duplicates.merge(only_key(world))
        world.studio.marking.trash([a])
        assert state_of(world, a) is state_of(world, b) is AssetState.TRASHED
        world.studio.undoing().undo()
        assert state_of(world, b) is AssetState.PRESENT

    def test_putting_back_a_copy_brings_what_hides_it(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        alike(world, a, b)
        world.studio.duplicates.merge(only_key(world))
        world.studio.marking.trash([a])
        world.studio.marking.put_back([b])
        assert state_of(world, a) is state_of(world, b) is AssetState.PRESENT

    def test_a_single_copy_may_go_alone(self, world: World) -> None:
        a, b = add(world, "a", width=2400), add(world, "b")
        alike(world, a, b)
        world.studio.duplicates.merge(only_key(world))
        world.studio.marking.trash([b])
        assert state_of(world, a) is AssetState.PRESENT


def test_a_pair_between_groups_is_asked_too(world: World) -> None:
    a, b = add(world, "a"), add(world, "b")
    alike(world, a, b)
    world.studio.duplicates.not_duplicates(only_key(world))
    world.studio.deduplication.relate(a, b, RelationKind.SAME)
    assert world.studio.duplicates.counts().near == 1


def test_sharpness_is_compared_once_it_is_measured_for_all(world: World) -> None:
    a, b = add(world, "a"), add(world, "b")
    alike(world, a, b)
    for measured, better in (({b: 12.5}, None), ({a: 9.0}, b)):
        world.studio.library.write(lambda session, values=measured: session.assets.set_sharpness(values))  # type: ignore[misc]  # a default binds the loop's value
        members = {member.asset.id: member for member in world.studio.duplicates.group(only_key(world)).members}
        assert members[b].sharpness == 12.5
        assert [asset for asset in (a, b) if Fact.SHARPNESS in members[asset].best] == ([better] if better else [])
