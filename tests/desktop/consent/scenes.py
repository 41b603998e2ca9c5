"""Libraries for the tests of the desk: somebody was asked, and answered."""

from __future__ import annotations

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.library.register import Notice


def asked(world: World, photos: list[int], party: str, notice: Notice, instrument: str = "licence") -> None:
    """Record that somebody was asked for something of theirs."""
    with world.studio.library.read() as session:
        person = session.parties.by_uuid(party)
    world.studio.consent.recorder.request(
        photos, by=person, party=person, instrument=Instrument(instrument), notice=notice
    )


def replied(world: World, photos: list[int], party: str, message: str, **said: object) -> None:
    """Record a message that nobody has read."""
    fields = {"evidence": "direct_message", **said}
    world.say(EventType.REPLIED, photos, party, message=message, **fields)


def clear_reply(world: World, name: str, message: str = "Oui, avec plaisir !") -> tuple[int, str, Notice]:
    """A photo whose confirmed author was asked with a notice and said yes in a message."""
    (photo,) = world.photos(name)
    party = world.person(name.capitalize())
    notice = world.notice(f"Réseaux {name}")
    world.taken_by([photo], party)
    asked(world, [photo], party, notice)
    world.clock.forward(hours=2)
    replied(world, [photo], party, message)
    return photo, party, notice


def depicted(world: World, photos: list[int], party: str, **facts: object) -> None:
    """Record that somebody can be recognised in photos, and that everybody is recorded."""
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        person = session.parties.by_uuid(party)
    recorder.state(EventType.DEPICTED, photos, party=person, facts={"role": "main", **facts})
    recorder.state(EventType.PEOPLE_REVIEWED, photos, facts={"answer": "reviewed"})
