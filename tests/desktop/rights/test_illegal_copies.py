"""What is illegal in one file is not shown in another one that holds the same picture."""

from __future__ import annotations

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType


def barred(world: World, photo: int) -> bool:
    """Whether nothing of it is shown."""
    with world.studio.library.read() as session:
        return session.ledger.is_illegal(str(session.assets.get(photo).sha256))


@pytest.mark.parametrize("state", ["confirmed", "proposed"])
def test_copies_crops_and_collages_are_not_shown_either(world: World, state: str) -> None:
    photo, copy, crop, collage, beside, other = world.photos("a", "b", "c", "d", "e", "f")
    world.relate(copy, photo, "same", state)
    world.relate(crop, copy, "derived", state)
    world.relate(photo, collage, "contained", state)
    world.relate(beside, photo, "same_scene", state)
    world.relate(other, photo, "same", "rejected")
    assert not barred(world, photo)
    world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": "illegal"})
    assert [barred(world, one) for one in (photo, copy, crop, collage)] == [True] * 4
    assert not barred(world, beside)
    assert not barred(world, other)
