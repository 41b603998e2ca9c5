"""Badges, queues and tasks turn at midnight on the clock of the brand's account, not in UTC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import ConsentState, EventType
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.desk.queues import Queue


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def begins(world: World, day: dt.date) -> int:
    """A photo that may be used from a day on."""
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice(start=day))
    return photo


def at(world: World, text: str) -> None:
    world.clock.now = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def word(world: World, photo: int) -> ConsentState:
    """The badge; asking the gate itself has to say the same."""
    (row,) = world.studio.browsing.rows([photo])
    cleared = world.studio.consent_desk.counts()[Queue.CLEARED]
    assert world.studio.consent.reader.states([photo])[photo] is row.consent
    assert world.studio.consent_desk.open(photo).verdict.state is row.consent
    assert (cleared == 1) is (row.consent is ConsentState.CLEARED)
    assert (list(world.studio.browsing.find("rights:cleared")) == [photo]) is (row.consent is ConsentState.CLEARED)
    return row.consent


def test_without_an_account_the_day_begins_in_paris(world: World) -> None:
    photo = begins(world, dt.date(2026, 10, 1))
    at(world, "2026-09-30T21:59:00")
    assert word(world, photo) is ConsentState.BLOCKED
    at(world, "2026-09-30T22:00:00")
    assert world.studio.consent.today() == dt.date(2026, 10, 1)
    assert word(world, photo) is ConsentState.CLEARED


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        ("America/Montreal", "2026-10-01T03:59:00", "2026-10-01T04:00:00"),
        ("Pacific/Auckland", "2026-09-30T10:59:00", "2026-09-30T11:00:00"),
    ],
)
def test_the_day_begins_where_the_account_is(world: World, zone: str, last: str, first: str) -> None:
    photo = begins(world, dt.date(2026, 10, 1))
    world.studio.register.add_account("@alize", brand="maison", channel="instagram_feed", zone=zone)
    at(world, last)
    assert word(world, photo) is ConsentState.BLOCKED
    at(world, first)
    assert word(world, photo) is ConsentState.CLEARED


def test_the_account_on_the_standard_channel_counts(world: World) -> None:
    world.studio.register.add_account("@fb", brand="maison", channel="facebook_page", zone="Asia/Tokyo")
    world.studio.register.add_account("@ig", brand="maison", channel="instagram_feed", zone="America/Montreal")
    at(world, "2026-09-30T22:30:00")
    assert world.studio.consent.today("maison") == dt.date(2026, 9, 30)


def test_moving_an_account_keeps_the_lists_true(world: World) -> None:
    photo = begins(world, dt.date(2026, 10, 1))
    account = world.studio.register.add_account("@alize", brand="maison", channel="instagram_feed")
    at(world, "2026-09-30T23:00:00")
    assert word(world, photo) is ConsentState.CLEARED
    world.studio.register.edit_account(account.uuid, zone="America/Montreal")
    assert word(world, photo) is ConsentState.BLOCKED
    with world.studio.library.read() as session:
        assert world.studio.consent.summariser.differing(session) == 0
    assert world.studio.consent.rebuild_summary(RecordingContext()) == 1
    assert word(world, photo) is ConsentState.BLOCKED


def test_a_takedown_is_due_by_the_days_of_its_account(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice())
    world.publish(photo)
    at(world, "2026-09-10T22:30:00")
    world.say(EventType.WITHDRAWN, [photo], lea)
    (row,) = world.studio.consent_desk.takedowns()
    assert row.due == dt.date(2026, 9, 18)
