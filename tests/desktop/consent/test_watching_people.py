"""People to watch, one person whole, and a freeze from anywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.freeze_dialog import FreezeDialog
from ugc_studio.desktop.pages.consent.persons_dialog import PersonsDialog
from ugc_studio.desktop.widgets.basic import IconButton
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.consent import Consideration, EventType


def paid(world: World) -> tuple[int, str]:
    """A photo of an influencer who was given 1,200 euros, without a contract."""
    (photo,) = world.photos("a")
    lea = world.person("Léa", influencer=True)
    world.taken_by([photo], lea)
    world.say(
        EventType.GIVEN, [photo], lea, notice=world.notice().uuid, evidence="email", message="Oui",
        consideration=Consideration("fee", 1200.0, "maison", "summer"),
    )  # fmt: skip
    return photo, lea


def said(dialog: Dialog) -> str:
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    return "\n".join([*labels, *(pill.accessibleName() for pill in dialog.findChildren(Pill))])


def trigger(place: Place, action: str) -> None:
    place.desk.actions.trigger(action)
    place.wait()


def test_the_lists_say_who_needs_what(world: World, start: Start) -> None:
    paid(world)
    world.person("Théo", adult="no", turns_18="11/2026")
    place = start(world)
    trigger(place, "consent.people")
    dialog = place.dialog(PersonsDialog)
    text = said(dialog)
    assert "maison, summer: 1,200 euros this year, 1,200 in twelve months; a written contract is needed." in text
    assert "disclosure label on every post" in text
    assert "contract missing" in text
    assert dialog.which is not None
    dialog.which.set_value("coming_of_age")
    dialog.which.chosen.emit("coming_of_age")
    place.wait()
    assert [one.party.label for one in dialog.files] == ["Théo"]
    assert "From 1 December 2026 on a release of their own is needed." in said(dialog)


def test_one_person_opens_from_the_photo(world: World, start: Start) -> None:
    photo, lea = paid(world)
    place = start(world, place={"queue": "blocked", "asset": photo})
    buttons = place.page.view.findChildren(IconButton)
    (about,) = (one for one in buttons if one.accessibleName() == "More about Léa")
    place.press(about)
    assert [one.party.uuid for one in place.dialog(PersonsDialog).files] == [lea]


def test_a_freeze_shows_what_it_stops_before_it_is_one(world: World, start: Start) -> None:
    photo, lea = paid(world)
    place = start(world)
    trigger(place, "consent.freeze")
    dialog = place.dialog(FreezeDialog)
    dialog.which.set_value(lea)
    dialog.which.picked.emit(lea)
    place.wait()
    assert "It holds back 1 photo." in said(dialog)
    assert not dialog.go.isEnabled()
    dialog.reason.setPlainText("A complaint came in")
    place.press(dialog.go)
    last = place.last()
    assert (last.type, last.target.kind if last.target else None) == (EventType.FROZEN, "creator")
    assert "frozen" in place.verdict(photo).codes
