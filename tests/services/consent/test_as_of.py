"""The answer of an earlier day: what was found, decided or erased since does not change it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.relations import Proposal, RelationKind
from ugc_studio.library.session import Session


@pytest.fixture
def pair(world: World) -> tuple[int, int]:
    """A cleared photo, and another one whose author refused."""
    one, other = world.photos("one", "other")
    author, notice = world.person("Marc Dubois"), world.notice()
    world.taken_by([one, other], author)
    world.licence([one], author, notice)
    world.say(EventType.REFUSED, [other], author)
    return one, other


def then(world: World) -> dt.datetime:
    """Now, and a day passes."""
    moment = world.clock()
    world.clock.forward(days=1)
    return moment


def asked(world: World, photo: int, moment: dt.datetime) -> frozenset[str]:
    use = world.use(publish_at=moment, on=moment.date(), live_until=moment.date() + dt.timedelta(days=30))
    return frozenset(world.studio.consent.clearance(photo, use, as_of=moment).codes)


def propose(world: World, one: int, other: int) -> None:
    def work(session: Session) -> None:
        session.relations.propose([Proposal(one, other, RelationKind.DERIVED, "", 0.9, "finder")])  # type: ignore[arg-type]  # ids of this library

    world.studio.library.write(work)
    world.studio.consent.relations_changed()


def test_copies_block_from_the_day_on_which_they_were_found_and_as_they_were_judged_then(
    world: World, pair: tuple[int, int]
) -> None:
    one, other = pair
    before = then(world)
    propose(world, one, other)
    found = then(world)
    world.studio.deduplication.unrelate(one, other)
    rejected = then(world)
    world.studio.deduplication.relate(one, other, RelationKind.CONTAINED)
    contained = then(world)
    world.studio.deduplication.relate(other, one, RelationKind.DERIVED)
    derived = then(world)
    answers = [asked(world, one, moment) for moment in (before, found, rejected, contained, derived)]
    assert answers == [
        frozenset(), {"possible_near_duplicate"}, frozenset(), frozenset(), {"blocked_by_near_duplicate"},
    ]  # fmt: skip


def test_a_link_that_was_taken_back_counts_for_the_days_on_which_it_stood(world: World, pair: tuple[int, int]) -> None:
    one, other = pair
    world.studio.deduplication.relate(one, other, RelationKind.DERIVED)
    linked = then(world)
    world.studio.undoing().undo()
    undone = then(world)
    assert asked(world, one, linked) == {"blocked_by_near_duplicate"}
    assert asked(world, one, undone) == frozenset()


def test_a_stack_counts_from_the_day_on_which_it_was_made(world: World, pair: tuple[int, int]) -> None:
    one, other = pair
    propose(world, one, other)
    proposed = then(world)
    world.studio.deduplication.relate(one, other, RelationKind.SAME)
    with world.studio.library.read() as session:
        cluster = session.clusters.of_asset(one)
    assert cluster is not None
    world.studio.deduplication.merge(cluster, keep=one)
    stacked = then(world)
    assert asked(world, one, proposed) == {"possible_near_duplicate"}
    assert asked(world, one, stacked) == {"blocked_by_near_duplicate"}


def test_before_the_author_was_confirmed_nothing_was_cleared(world: World) -> None:
    (photo,) = world.photos("late")
    author, notice = world.person("Marc Dubois"), world.notice()
    world.licence([photo], author, notice)
    before = then(world)
    world.taken_by([photo], author)
    after = then(world)
    assert asked(world, photo, before) == {"unknown", "people_not_reviewed"}
    assert asked(world, photo, after) == frozenset()


def test_an_erased_photo_was_no_tombstone_before_but_its_proofs_are_gone(world: World, pair: tuple[int, int]) -> None:
    one, _other = pair
    before = then(world)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(assets=(one,)).erasure)
    after = then(world)
    assert asked(world, one, before) == {"evidence_broken"}
    assert "tombstone" in asked(world, one, after)
