"""What was granted for a use: what everybody gave together, how long, and nothing while a word is missing."""

from __future__ import annotations

import datetime as dt

from tests.services.consent.world import World
from ugc_studio.domain.consent import DepictionRole, EventType, Instrument, Medium, PeopleAnswer
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.granting import Granted, granted_for
from ugc_studio.services.consent.packs import packs_of
from ugc_studio.services.consent.recording import Answer

BOTH = frozenset({Medium.ORGANIC_SOCIAL.value, Medium.WEBSITE.value})


def granted(world: World, photo: int) -> Granted | None:
    """What carries the plain use of a photo."""
    with world.studio.library.read() as session:
        return granted_for(
            session, photo, world.use(), policy=world.brand.policy, packs=packs_of(world.studio.country_rules)
        )


def shown(world: World, photo: int, name: str) -> str:
    """Somebody of age who is in the photo; everybody is recorded then."""
    party = world.person(name, adult="yes")
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        who = session.parties.by_uuid(party)
    recorder.state(EventType.DEPICTED, [photo], party=who, facts={"role": DepictionRole.MAIN.value})
    recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": PeopleAnswer.REVIEWED.value})
    return party


def released(world: World, photo: int, party: str, notice: Notice, **said: object) -> None:
    """The release of somebody's image, with its message."""
    answer = Answer(
        EventType.GIVEN, assets=[photo], by=party, instrument=Instrument.IMAGE_RELEASE, notice=notice.uuid,
        evidence="direct_message", message="Oui", **said,  # type: ignore[arg-type]  # by name
    )  # fmt: skip
    world.studio.consent.recorder.answer(answer)


def test_what_all_of_them_gave_is_what_counts(world: World) -> None:
    (photo,) = world.photos("a")
    author = world.person("léa", adult="yes")
    world.taken_by([photo], author)
    wide = world.notice("Large", media=BOTH, territories=frozenset({"FR", "BE"}), end=dt.date(2028, 5, 31))
    narrow = world.notice("Court", media=BOTH, territories=frozenset({"FR"}), end=dt.date(2027, 6, 30))
    world.licence([photo], author, wide)
    person = shown(world, photo, "tom")
    assert granted(world, photo) is None
    released(world, photo, person, narrow)
    found = granted(world, photo)
    assert found is not None
    assert set(found.media) == BOTH
    assert found.territories == ("FR",)
    assert found.end == dt.date(2027, 6, 30)
    assert [event.by for event in found.events] == [author, person]


def test_what_an_answer_leaves_out_is_not_covered(world: World) -> None:
    (photo,) = world.photos("a")
    author = world.person("léa", adult="yes")
    world.taken_by([photo], author)
    notice = world.notice("Large", media=BOTH)
    world.licence([photo], author, notice)
    person = shown(world, photo, "tom")
    released(world, photo, person, notice, excludes={"media": frozenset({Medium.WEBSITE.value})})
    found = granted(world, photo)
    assert found is not None
    assert found.media == (Medium.ORGANIC_SOCIAL.value,)


def test_nothing_is_granted_before_anybody_said_yes(world: World) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("léa", adult="yes"))
    assert granted(world, photo) is None
