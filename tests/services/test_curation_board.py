"""How far a campaign is, what may go out, what fits, and what touches something alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from tests.services.deduplication.world import hashes_of
from ugc_studio.domain.assets import AssetId, Flag
from ugc_studio.domain.consent import ConsentState, EventType, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.fingerprints import Fingerprint
from ugc_studio.domain.galleries import Crop, UseParts
from ugc_studio.domain.schedule import PlannedTime


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def gallery(world: World, count: int, **parts: object) -> list[AssetId]:
    """A gallery for Instagram in France with so many photos by one author."""
    said = {"channel": "instagram_feed", "brand": "maison", "territories": ("FR",), **parts}
    world.studio.curation.create("Summer", UseParts(**said))  # type: ignore[arg-type]  # parts by name
    ids = [AssetId(asset) for asset in world.photos(*(f"p{n}" for n in range(count)))]
    world.studio.curation.add("Summer", ids)
    return ids


class TestStatus:
    """The line of a campaign."""

    def test_cleared_awaiting_missing_and_how_many_to_ask(self, world: World) -> None:
        ids = gallery(world, 6)
        lea, notice = world.person("Léa"), world.notice()
        world.taken_by(ids, lea)
        world.licence(ids[:2], lea, notice)
        with world.studio.library.read() as session:
            person = session.parties.by_uuid(lea)
        world.studio.consent.recorder.request(
            ids[2:3], by=person, party=person, instrument=Instrument.LICENCE, notice=notice
        )
        world.say(EventType.REFUSED, ids[3:4], lea)
        world.studio.curation.set_goal("Summer", 6, dt.date(2026, 9, 11))
        status = world.studio.board.status("Summer")
        assert (status.cleared, status.awaiting, status.blocked, status.unasked) == (2, 1, 1, 2)
        assert (status.missing, status.ask_more, status.days_left, status.late) == (3, 6, 10, False)
        assert str(status.line) == "2 cleared, 1 awaiting, 3 missing → ask 6 more"
        world.clock.forward(days=12)
        (campaign,) = world.studio.board.statuses()
        assert campaign.late

    def test_a_reached_goal_is_never_late(self, world: World) -> None:
        ids = gallery(world, 1)
        lea = world.person("Léa")
        world.taken_by(ids, lea)
        world.licence(ids, lea, world.notice())
        world.studio.curation.set_goal("Summer", 1, dt.date(2026, 9, 2))
        world.clock.forward(days=5)
        status = world.studio.board.status("Summer")
        assert not status.late
        assert str(status.line) == "1 cleared of 1: the goal is reached"

    def test_an_incomplete_use_clears_nothing(self, world: World) -> None:
        gallery(world, 2, territories=None)
        status = world.studio.board.status("Summer")
        assert (status.cleared, status.items) == (0, 2)
        assert status.use_problem is not None
        with pytest.raises(UsageError):
            world.studio.board.readiness("Summer")


class TestReadiness:
    """Each item is asked about as it is planned."""

    def test_its_own_time_and_crop(self, world: World) -> None:
        early, late, cut = ids = gallery(world, 3)
        lea = world.person("Léa")
        world.taken_by(ids, lea)
        world.licence(ids, lea, world.notice(end=dt.date(2026, 10, 15)))
        for asset, day in ((early, "2026-10-01 10:00"), (late, "2026-11-01 10:00")):
            world.studio.curation.plan("Summer", asset, PlannedTime.parse(day, "Europe/Paris"))
        world.studio.curation.set_crop("Summer", cut, Crop(0, 0, 0.5, 1))
        world.studio.curation.set_use("Summer", UseParts(live_until=dt.date(2026, 10, 14)))
        found = world.studio.board.readiness("Summer")
        assert found[early].verdict.cleared
        assert found[late].state is ConsentState.ENDED
        assert found[cut].verdict.codes == {"alteration_not_granted"}
        assert len(found[cut].reasons) == 1

    def test_it_is_what_asking_one_by_one_says(self, world: World) -> None:
        ids = gallery(world, 4)
        lea = world.person("Léa")
        world.taken_by(ids[:3], lea)
        world.licence(ids[:2], lea, world.notice())
        for asset, readiness in world.studio.board.readiness("Summer").items():
            assert readiness.verdict == world.studio.consent.clearance(asset, readiness.use)


def test_picked_photos_that_are_not_placed(world: World) -> None:
    ids = gallery(world, 2)
    (other,) = world.photos("other")
    world.studio.marking.flag([*ids, AssetId(other)], Flag.PICKED)
    assert world.studio.board.not_placed("Summer") == [other]


def test_a_stacked_item_names_the_kept_photo(world: World) -> None:
    first, second = gallery(world, 2)
    world.studio.library.write(lambda session: session.stacks.put_under(second, first))
    assert world.studio.board.stacked("Summer") == {second: first}


def test_photos_that_look_alike_and_touch(world: World) -> None:
    a, b, c, d, e = gallery(world, 5)
    prints = {a: hashes_of(1), b: hashes_of(2), c: hashes_of(3), d: hashes_of(1, 40), e: hashes_of(4)}
    world.studio.library.write(
        lambda session: session.fingerprints.add_many((asset, Fingerprint(bits, 80)) for asset, bits in prints.items())
    )
    world.relate(c, d, "same_scene", "proposed")
    world.relate(b, c, "same_scene", "proposed")
    assert world.studio.board.lookalikes("Summer") == [(b, c), (a, d)]
    assert world.studio.board.lookalikes("Summer", columns=5) == [(b, c), (c, d)]


def test_captions_are_counted_with_their_credit(world: World) -> None:
    first, second = ids = gallery(world, 2)
    lea = world.person("Léa")
    world.taken_by(ids, lea)
    world.licence([first], lea, world.notice(credit_line="© Léa", credit_required=True))
    world.studio.curation.set_caption("Summer", first, "Hello")
    world.studio.curation.set_caption("Summer", second, "x" * 3000)
    checks = world.studio.board.captions("Summer")
    assert (checks[first].credit_line, checks[first].credit_added) == ("© Léa", True)
    assert checks[first].used == len("Hello\n\n© Léa")
    assert checks[first].problems == ()
    assert checks[second].over == 800
    assert world.studio.board.captions("Summer", channel_id="website_gallery")[second].over == 0
    assert [reason.code for reason in checks[second].problems] == ["text_too_long"]
