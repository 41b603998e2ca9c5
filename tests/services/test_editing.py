"""Batch editing: only touched fields, one step, taken back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.edits import Edits, Shared
from ugc_studio.domain.errors import NotFound, RefusedError, UsageError
from ugc_studio.domain.events import Target


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def three(world: World) -> list[AssetId]:
    return [AssetId(photo) for photo in world.photos("a", "b", "c")]


EVERYTHING = Edits(
    add_tags=("summer",), caption="Ours", credit="Photo: @lea", place="Nîmes", campaign="Été", rating=4,
    flag=Flag.PICKED,
)  # fmt: skip


def test_all_fields_are_written_found_and_taken_back_in_one_step(world: World) -> None:
    ids = three(world)
    world.studio.curation.create("Été")
    editing, browsing = world.studio.editing, world.studio.browsing
    world.studio.marking.tag(ids[:1], ["old"])
    before = browsing.rows(ids)
    entries = len(world.studio.history.recent())
    assert editing.edit(ids, EVERYTHING) == 3
    assert len(world.studio.history.recent()) == entries + 1
    after = browsing.rows(ids)
    for row in after:
        assert (row.caption, row.credit, row.place, row.campaign) == ("Ours", "Photo: @lea", "Nîmes", "Été")
        assert (row.asset.rating, row.asset.flag) == (4, Flag.PICKED)
    assert after[0].tags == ("old", "summer")
    for query in ("ours", "place:nimes", "campaign:ete", "tag:summer"):
        assert len(browsing.find(query)) == 3
    world.studio.undoing().undo()
    assert browsing.rows(ids) == before
    assert len(browsing.find("ours")) == len(browsing.find("place:nimes")) == 0
    world.studio.undoing().redo()
    assert browsing.rows(ids) == after


def test_untouched_fields_and_the_text_of_the_post_stay(world: World) -> None:
    ids = three(world)
    world.studio.editing.edit(ids, Edits(caption="One", credit="Two"))
    assert world.studio.editing.edit(ids[:1], Edits(caption="")) == 1
    first, second, _third = world.studio.browsing.rows(ids)
    assert (first.own_caption, first.credit) == (None, "Two")
    assert second.own_caption == "One"
    assert world.studio.editing.edit(ids, Edits()) == world.studio.editing.edit(ids, Edits(credit="Two")) == 0


def test_the_form_says_what_is_common_and_what_is_mixed(world: World) -> None:
    ids = three(world)
    world.studio.editing.edit(ids, Edits(credit="Two", add_tags=("all",)))
    world.studio.editing.edit(ids[:1], Edits(caption="One", rating=3, add_tags=("one",)))
    summary = world.studio.editing.summary_of(ids)
    assert (summary.photos, summary.tags) == (3, (("all", 3), ("one", 1)))
    assert summary.credit == Shared("Two")
    assert summary.caption == Shared(None, mixed=True)
    assert summary.place == Shared(None)
    assert summary.rating == Shared(None, mixed=True)
    assert summary.flag == Shared(Flag.UNREVIEWED)
    assert world.studio.editing.summary_of([]).photos == 0


def test_the_place_is_a_fact_of_the_ledger(world: World) -> None:
    (photo, *_others) = three(world)
    world.studio.editing.edit([photo], Edits(place="Nîmes"))
    with world.studio.library.read() as session:
        place = session.register.place("Nîmes")
    world.studio.undoing().undo()
    with world.studio.library.read() as session:
        stated = [event.facts["place"] for event in session.ledger.of_type(EventType.PLACED)]
    assert stated == [place.uuid, None]


def test_a_frozen_place_keeps_its_photos(world: World) -> None:
    ids = three(world)
    world.studio.editing.edit(ids, Edits(place="Nîmes"))
    with world.studio.library.read() as session:
        place = session.register.place("Nîmes")
    world.studio.consent.recorder.freeze([Target("place", place.uuid)])
    for changes in (Edits(place="Lyon"), Edits(place="", caption="x")):
        with pytest.raises(RefusedError):
            world.studio.editing.edit(ids, changes)
    with pytest.raises(RefusedError):
        world.studio.undoing().undo()
    assert [row.place for row in world.studio.browsing.rows(ids)] == ["Nîmes"] * 3
    assert world.studio.browsing.rows(ids)[0].caption is None


def test_mistakes_change_nothing(world: World) -> None:
    ids = three(world)
    with pytest.raises(NotFound):
        world.studio.editing.edit(ids, Edits(caption="x", campaign="Nowhere"))
    with pytest.raises(UsageError):
        world.studio.editing.edit(ids, Edits(caption="x", rating=9))
    assert world.studio.browsing.rows(ids)[0].caption is None


def test_a_campaign_that_is_gone_is_no_obstacle_to_undo(world: World) -> None:
    ids = three(world)
    gallery = world.studio.curation.create("Été")
    world.studio.editing.edit(ids, Edits(campaign="Été"))
    world.studio.editing.edit(ids, Edits(campaign=""))
    world.studio.library.write(lambda session: session.galleries.delete(gallery.id))
    world.studio.undoing().undo()
    assert world.studio.browsing.rows(ids)[0].campaign is None
