"""A message stays unread for the photos that an answer left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType
from ugc_studio.services.consent.desk.queues import Queue
from ugc_studio.services.consent.unread import unread_messages


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def test_all_but_one_leaves_that_one_to_read(world: World) -> None:
    photos = world.photos("a", "b", "c")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by(photos, lea)
    world.say(EventType.REPLIED, photos, lea, message="Toutes sauf celle de ma fille")
    world.licence(photos[:2], lea, notice)
    assert world.studio.consent_desk.ids(Queue.TO_READ) == photos[2:]
    with world.studio.library.read() as session:
        (message,) = unread_messages(session)
    assert message.assets == (sha_of("c"),)


def test_a_message_about_no_known_photo_stays(world: World) -> None:
    lea = world.person("Léa")
    world.say(EventType.REPLIED, [], lea, message="Bonjour", instrument=None)
    with world.studio.library.read() as session:
        assert [event.by for event in unread_messages(session)] == [lea]


def test_what_is_in_the_trash_waits_for_nobody(world: World) -> None:
    photos = world.photos("a", "b")
    lea = world.person("Léa")
    world.taken_by(photos, lea)
    world.say(EventType.REPLIED, photos, lea, message="Oui")
    world.studio.marking.trash([AssetId(photos[0])])
    assert world.studio.consent_desk.ids(Queue.TO_READ) == photos[1:]
