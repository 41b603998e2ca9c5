"""Asking for rights: never the same question twice within two weeks, never after "do not contact me again"."""

from __future__ import annotations

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.errors import RefusedError


def ask(world: World, photo: int, *, by: str, party: str | None = None) -> None:
    with world.studio.library.read() as session:
        speaker = session.parties.by_uuid(by)
        owner = session.parties.by_uuid(party or by)
        notice = session.register.notices()[0]
    world.studio.consent.recorder.request(
        [photo], by=speaker, party=owner, instrument=Instrument.IMAGE_RELEASE, notice=notice
    )


def test_the_same_question_waits_two_weeks(world: World) -> None:
    world.notice()
    (photo,) = world.photos("beach")
    zoe = world.person("Zoé")
    ask(world, photo, by=zoe)
    world.clock.forward(days=13)
    with pytest.raises(RefusedError, match="Zoé was asked less than 14 days ago"):
        ask(world, photo, by=zoe)
    world.clock.forward(days=2)
    ask(world, photo, by=zoe)


def test_a_parent_may_be_asked_for_each_child_of_a_photo(world: World) -> None:
    world.notice()
    (photo,) = world.photos("beach")
    mum, anna, max_ = world.person("Mum"), world.person("Anna", adult="no"), world.person("Max", adult="no")
    ask(world, photo, by=mum, party=anna)
    ask(world, photo, by=mum, party=max_)
    with pytest.raises(RefusedError, match="Mum was asked"):
        ask(world, photo, by=mum, party=anna)


def test_nobody_is_asked_after_do_not_contact(world: World) -> None:
    world.notice()
    (photo,) = world.photos("beach")
    zoe = world.person("Zoé")
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(zoe)
    world.studio.consent.recorder.decide(EventType.DO_NOT_CONTACT, party=party)
    world.clock.forward(days=400)
    with pytest.raises(RefusedError, match="Zoé asked not to be contacted again"):
        ask(world, photo, by=zoe)
