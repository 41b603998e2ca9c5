"""The form proposes a full yes only for a reply that is one; everything else has to be chosen by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import asked, clear_reply, replied
from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType, Instrument

CAREFUL = (
    "Non merci", "Oui, mais seulement si…", "C’est laquelle ?", "Yes, but no ads", "Ja, aber ohne Gesicht",
    "Ja, maar niet op Facebook", "Sí, pero sin mi hija", "👍", "Oui sauf celle de ma fille",
)  # fmt: skip


def one_key(place: Place) -> bool:
    """Whether the key that records wrote anything."""
    before = len(place.events())
    place.key(Qt.Key.Key_Return, ctrl=True)
    return len(place.events()) > before


@pytest.mark.parametrize("words", CAREFUL)
def test_one_key_records_nothing_that_the_reply_does_not_say(world: World, start: Start, words: str) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", words)
    place = start(world)
    assert place.page.form.formule.formule is None
    assert not one_key(place)
    assert place.toast == "Choose what was agreed to."
    assert not place.verdict(photo).cleared


def test_a_second_thought_that_waits_too_stops_the_first_yes(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa", "Oui")
    replied(world, [photo], lea, "Attendez, finalement non")
    place = start(world)
    assert not one_key(place)


def test_a_no_that_was_recorded_since_is_not_covered_by_an_older_yes(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa", "Oui")
    world.say(EventType.REFUSED, [photo], lea, message="Non", evidence="email", instrument=Instrument.IMAGE_RELEASE)
    place = start(world, place={"asset": photo})
    assert place.page.form.formule.formule is None
    assert not one_key(place)
    assert not place.verdict(photo).cleared


def test_two_open_questions_make_a_yes_unclear(world: World, start: Start) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    asked(world, [photo], lea, world.notice("Réseaux"))
    world.clock.forward(days=20)
    asked(world, [photo], lea, world.notice("Affichage"))
    replied(world, [photo], lea, "Oui")
    place = start(world)
    assert not one_key(place)


def test_other_photos_are_ticked_only_where_they_were_asked_about(world: World, start: Start) -> None:
    first, second, third = world.photos("a", "b", "c")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([first, second, third], lea)
    asked(world, [first, second], lea, notice)
    replied(world, [first, second, third], lea, "Oui, avec plaisir")
    place = start(world)
    boxes = {int(asset): box.isChecked() for asset, box in place.page.form.siblings.boxes.items()}
    assert boxes == {second: True, third: False}
    assert one_key(place)
    assert [place.verdict(photo).cleared for photo in (first, second, third)] == [True, True, False]


def test_all_but_one_ticks_nothing(world: World, start: Start) -> None:
    photos = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by(photos, lea)
    asked(world, photos, lea, notice)
    replied(world, photos, lea, "Oui à toutes sauf celle de ma fille")
    place = start(world)
    assert not any(box.isChecked() for box in place.page.form.siblings.boxes.values())
