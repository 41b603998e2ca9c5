"""What ends soon is renewed: the same person, the newest version of the same formule, words that say so."""

from __future__ import annotations

import datetime as dt

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.requests.viewing import DraftView

CONTACT = "droits@alize.example"


def allowed(world: World, *names: str, months: int = 1) -> tuple[list[int], str, Notice]:
    """Photos that somebody allowed for a month."""
    photos = [int(one) for one in world.photos(*names)]
    lea = world.person("Léa")
    world.taken_by(photos, lea)
    notice = world.studio.notices.adopt("social", months=months, contact=CONTACT)
    world.licence(photos, lea, notice)
    return photos, lea, notice


def begun(world: World, lea: str, photos: list[int], language: str = "en") -> DraftView:
    """The request as it is begun."""
    draft = world.studio.requests.draft(lea, photos)
    world.studio.requests.edit(draft.id, language=language)
    return world.studio.requests.view(draft.id)


def test_it_asks_for_the_newest_version_of_the_same_formule(world: World) -> None:
    photos, lea, before = allowed(world, "a", "b")
    longer = world.studio.notices.adopt("social", months=24)
    view = begun(world, lea, photos)
    assert view.notice == longer
    assert view.message is not None
    assert view.message.greeting.startswith("Hello Léa,")
    assert before.scope.end == dt.date(2026, 9, 30)
    assert "ends on 30 September 2026" in view.message.greeting


def test_words_of_ones_own_stay(world: World) -> None:
    photos, lea, _before = allowed(world, "a")
    world.studio.notices.adopt("social", months=24)
    draft = world.studio.requests.draft(lea, photos)
    world.studio.requests.edit(draft.id, greeting="Salut Léa !")
    message = world.studio.requests.view(draft.id).message
    assert message is not None
    assert message.greeting == "Salut Léa !"


def test_nothing_is_renewed_that_does_not_end_soon_or_was_taken_back(world: World) -> None:
    photos, lea, _before = allowed(world, "a", months=12)
    world.studio.notices.adopt("social", months=24)
    message = begun(world, lea, photos).message
    assert message is not None
    assert "renew" not in message.greeting
    world.clock.forward(days=340)
    message = begun(world, lea, photos).message
    assert message is not None
    assert "renew" in message.greeting
    world.say(EventType.WITHDRAWN, photos, lea)
    message = begun(world, lea, photos).message
    assert message is None or "renew" not in message.greeting


def test_a_photo_that_was_never_allowed_makes_it_no_renewal(world: World) -> None:
    photos, lea, _before = allowed(world, "a")
    (other,) = world.photos("c")
    world.taken_by([other], lea)
    world.studio.notices.adopt("social", months=24)
    message = begun(world, lea, [*photos, int(other)]).message
    assert message is not None
    assert "renew" not in message.greeting
