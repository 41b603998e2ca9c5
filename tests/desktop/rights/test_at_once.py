"""What blocks is seen everywhere at once: a withdrawal, the end of a right at midnight, another brand's answer."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.services.consent.world import World
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.pages.consent.act_dialog import ActDialog
from ugc_studio.desktop.pages.consent.acts import ACTS
from ugc_studio.desktop.pages.consent.tabs import Tab
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import ConsentState, EventType, Instrument
from ugc_studio.domain.errors import StudioError
from ugc_studio.services.consent.recording import Answer


def library(place: Place) -> LibraryPage:
    """The library place, shown and read."""
    place.desk.go("library", {"query": ""})
    place.wait()
    page = place.program.window.pages["library"]
    assert isinstance(page, LibraryPage)
    page.photos.row(0)
    place.wait()
    return page


def word(place: Place, page: LibraryPage) -> ConsentState:
    """The word on the badge of the only photo."""
    page.photos.row(0)
    place.wait()
    row = page.photos.row(0)
    assert row is not None
    return row.consent


def one_cleared(world: World, **scope: object) -> tuple[int, str]:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice("Réseaux", **scope))
    return photo, lea


def test_a_right_that_ends_at_midnight_ends_in_the_open_window(world: World, start: Start) -> None:
    one_cleared(world, end=world.clock().date() + dt.timedelta(days=40))
    place = start(world, place={"queue": "cleared"})
    page = library(place)
    assert word(place, page) is ConsentState.CLEARED
    assert page.facts.ready == 1
    midnight = place.program.window.midnight
    assert midnight is not None
    midnight.look()
    assert not place.desk.bridge.busy, "the same day tells nobody"
    world.clock.forward(days=41)
    midnight.look()
    place.wait()
    assert word(place, page) is ConsentState.ENDED
    assert page.facts.ready == 0
    place.desk.go("consent", {"queue": "cleared"})
    place.wait()
    assert place.page.queue.rows.ids == []


def test_a_withdrawal_is_seen_in_places_that_were_open_before(world: World, start: Start) -> None:
    photo, lea = one_cleared(world)
    place = start(world, place={"queue": "cleared"})
    page = library(place)
    place.desk.go("history", {})
    answer = Answer(EventType.WITHDRAWN, assets=[photo], by=lea, instrument=Instrument.LICENCE, message="Non")
    place.desk.act(lambda studio: studio.consent.recorder.answer(answer), kinds=Changed.CONSENT, ids=(photo,))
    place.wait()
    library(place)
    assert word(place, page) is ConsentState.BLOCKED
    assert page.facts.ready == 0
    place.desk.go("consent", {"queue": "cleared"})
    place.wait()
    assert place.page.queue.rows.ids == []
    assert "1" in place.page.tabs.buttons[Tab.BLOCKED].text()


def test_undo_never_takes_a_ledger_entry_back(world: World, start: Start) -> None:
    photo, lea = one_cleared(world)
    place = start(world, place={"queue": "cleared"})
    place.desk.act(lambda studio: studio.marking.rate([AssetId(photo)], 3), kinds=Changed.MARKS, ids=(photo,))
    answer = Answer(EventType.WITHDRAWN, assets=[photo], by=lea, instrument=Instrument.LICENCE, message="Non")
    place.desk.act(lambda studio: studio.consent.recorder.answer(answer), kinds=Changed.CONSENT, ids=(photo,))
    place.wait()
    before = place.events()
    place.desk.undo()
    place.wait()
    place.desk.undo()
    place.wait()
    assert place.events() == before
    assert not place.verdict(photo).cleared


def test_illegal_content_is_marked_for_good_and_names_the_route(world: World, start: Start) -> None:
    photo, _lea = one_cleared(world)
    place = start(world, place={"queue": "cleared"})
    (act,) = (one for one in ACTS if one is not None and one.name == "illegal")
    assert place.page.opened is not None
    ActDialog(place.desk, place.program.window, act, place.page.opened, lambda: None).appear()
    dialog = place.dialog(ActDialog)
    assert "internet-signalement.gouv.fr" in place.desk.show(act.sentence)
    place.press(dialog.go)
    assert place.last().facts["flag"] == "illegal"
    assert not place.verdict(photo).cleared
    with pytest.raises(StudioError, match="Stop here"):
        place.desk.studio.previews.proxy(place.desk.studio.browsing.rows([photo])[0].asset.id)
