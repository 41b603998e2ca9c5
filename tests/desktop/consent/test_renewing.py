"""A right that ends: renewed with the same person, or let end, so that everything comes down in time."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QPushButton

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.services.consent.world import World
from ugc_studio.desktop.pages.consent.request_dialog import RequestDialog

END = dt.date(2026, 9, 20)


def ending(world: World) -> tuple[int, str]:
    """A photo that is online, and whose right ends in twenty days."""
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice(end=END))
    use = world.use(live_until=None)
    world.studio.library.write(
        lambda session: world.studio.consent.record_use(
            session, asset_id=photo, use=use, exporter="web", rendition_sha256="0" * 64, path="out/a.jpg",
        )
    )  # fmt: skip
    return photo, lea


def button(place: Place, words: str) -> QPushButton:
    """The button that can be seen with these words."""
    found = [one for one in place.page.findChildren(QPushButton) if one.isVisible() and one.text() == words]
    assert len(found) == 1, [one.text() for one in place.page.findChildren(QPushButton) if one.isVisible()]
    return found[0]


def test_let_it_end_and_everything_comes_down_on_its_last_day(world: World, start: Start) -> None:
    photo, _lea = ending(world)
    place = start(world, place={"queue": "ending", "asset": photo})
    place.press(button(place, "Let it end, take it down"))
    assert place.toast == "1 publication comes down by 20 September 2026"
    (row,) = place.desk.studio.consent_desk.takedowns()
    assert (row.due, row.recorded.cause, str(row.cause)) == (END, "not_renewed", "not renewed")


def test_a_new_yes_takes_it_off_the_list_again(world: World) -> None:
    photo, lea = ending(world)
    world.studio.consent.takedowns.let_end([photo], END)
    assert len(world.studio.consent_desk.takedowns()) == 1, "still allowed today, and still to come down"
    world.licence([photo], lea, world.notice("Longer", end=dt.date(2028, 9, 20)))
    assert world.studio.consent_desk.takedowns() == []


def test_a_renewal_asks_the_same_person_for_the_same_photo(world: World, start: Start) -> None:
    photo, lea = ending(world)
    world.notice("Longer", end=dt.date(2028, 9, 20))
    place = start(world, place={"queue": "ending", "asset": photo})
    place.press(button(place, "Ask for a renewal"))
    dialog = place.dialog(RequestDialog)
    assert dialog.who.value() == lea
    assert photo in dialog.photos.chosen
