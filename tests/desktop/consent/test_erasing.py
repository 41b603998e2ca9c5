"""Erasing is shown in numbers first; a sensitive photo stays blurred until somebody asks for it."""

from __future__ import annotations

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.scenes import clear_reply
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.erase_dialog import EraseDialog, open_erasure
from ugc_studio.desktop.widgets.basic import Label
from ugc_studio.domain.consent import EventType


def test_what_goes_is_said_before_it_goes(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    (other,) = world.photos("b")
    world.taken_by([other], lea)
    place = start(world)
    assert place.page.opened is not None
    open_erasure(place.desk, place.program.window, place.page.opened)
    dialog = place.dialog(EraseDialog)
    place.wait()
    assert "1 photo goes." in dialog.told.text()
    for party, radio in dialog._choices:
        if party == lea:
            radio.click()
    place.wait()
    assert "2 photos go." in dialog.told.text()
    assert "People: Léa" in dialog.told.text()
    place.press(dialog.go)
    assert {event.type for event in place.events()[-3:]} == {EventType.ERASED}
    assert place.desk.studio.browsing.rows([photo, other]) == [] or not place.verdict(photo).cleared
    assert place.page.body.currentWidget() is place.page.nothing


def test_a_message_of_no_known_photo_is_not_lost(world: World, start: Start) -> None:
    clear_reply(world, "léa")
    tom = world.person("Tom")
    world.say(EventType.REPLIED, [], tom, message="Et ma photo du jardin ?", instrument=None)
    place = start(world)
    assert place.page.unplaced.accessibleName() == "1 message of no known photo"
    place.press(place.page.unplaced)
    dialog = place.dialog(Dialog)
    assert any("Et ma photo du jardin ?" in label.text() for label in dialog.findChildren(Label))
    dialog.reject()


def test_a_sensitive_photo_is_blurred_until_it_is_asked_for(world: World, start: Start) -> None:
    photo, _lea, _notice = clear_reply(world, "léa")
    world.studio.consent.recorder.state(EventType.FLAGGED, [photo], facts={"flag": "sensitive"})
    place = start(world)
    assert place.page.view.reveal.isVisible()
    place.press(place.page.view.reveal)
    assert not place.page.view.reveal.isVisible()
