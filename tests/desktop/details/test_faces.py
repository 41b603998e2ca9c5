"""Found faces: a hint beside the people, boxes over the photo, and one key that makes people of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from tests.desktop.details.test_details import press, words_of
from tests.desktop.details.test_people import a_photo_nobody_looked_at, people
from tests.desktop.support.waiting import settled
from ugc_studio.app.preferences import Preferences, load, save
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.face_search import look_for_faces
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.details.person import PersonCard
from ugc_studio.desktop.pages.library.one.view import OnePhotoView
from ugc_studio.domain.consent import PeopleAnswer
from ugc_studio.domain.faces import Face, FacesFound

Panel = Callable[..., DetailsPanel]
Shown = Callable[[OnePhotoView], OnePhotoView]
FACES = (Face(0.2, 0.2, 0.2, 0.3, 0.9), Face(0.6, 0.3, 0.2, 0.3, 0.8))


def know(desk: Desk, photo: int, *faces: Face) -> None:
    """What a detector said, without asking one."""
    found = FacesFound(faces, desk.studio.library.now())
    desk.studio.library.write(lambda session: session.faces.put({photo: found}))


class TestPeople:
    def test_the_hint_stands_beside_what_people_recorded(self, panel: Panel, shelf: Shelf, desk: Desk) -> None:
        photo = a_photo_nobody_looked_at(desk, shelf)
        know(desk, photo, *FACES)
        words = words_of(panel(photo).people)
        assert "Faces found: 2 (automatic). Others may be present: please look." in words
        assert "Nobody has looked yet" in words

    def test_no_face_is_not_said_as_if_nobody_were_there(self, panel: Panel, shelf: Shelf, desk: Desk) -> None:
        photo = a_photo_nobody_looked_at(desk, shelf)
        know(desk, photo)
        shown = panel(photo)
        assert "No face found (automatic). People may still be present: please look." in words_of(shown.people)
        assert people(desk, photo).answer is PeopleAnswer.NOT_REVIEWED

    def test_one_press_notes_them_and_a_name_makes_them_known(
        self, panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot
    ) -> None:
        photo = a_photo_nobody_looked_at(desk, shelf)
        know(desk, photo, *FACES)
        shown = panel(photo)
        press(qtbot, shown.people, "Note 2 people")
        shelf.settle()
        qtbot.waitUntil(lambda: len(_cards(shown)) == 2, timeout=10_000)
        assert "Note 2 people" not in words_of(shown.people)
        known = _parties(desk)[0]
        for left, name in ((1, "Zoé Martin"), (0, known)):
            card = next(card for label, card in _cards(shown).items() if label.startswith("Face "))
            card.edit()
            card.name.setText(name)
            QTest.keyClick(card.name, Qt.Key.Key_Return)
            shelf.settle()
            qtbot.waitUntil(lambda left=left: _unnamed(shown) == left, timeout=10_000)  # type: ignore[misc]  # bound now
        assert {one.label for one in people(desk, photo).depicted} == {"Zoé Martin", known}
        assert _parties(desk).count(known) == 1, "the person who was known already took the place"

    def test_the_answer_of_a_person_ends_the_offer(
        self, panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot
    ) -> None:
        photo = a_photo_nobody_looked_at(desk, shelf)
        know(desk, photo, *FACES)
        shown = panel(photo)
        press(qtbot, shown.people, "No recognisable person")
        shelf.settle()
        qtbot.waitUntil(lambda: "can be recognised" in words_of(shown.people), timeout=10_000)
        assert people(desk, photo).to_note == 0
        assert "Note 2 people" not in words_of(shown.people)
        assert people(desk, photo).depicted == ()
        assert "Faces found: 2 (automatic)" in words_of(shown.people)


def _cards(shown: DetailsPanel) -> dict[str, PersonCard]:
    """The people that are shown now; cards of the photo before may wait to be deleted."""
    cards = shown.people.findChildren(PersonCard)
    return {card.person.label: card for card in cards if card.isVisibleTo(shown)}


def _unnamed(shown: DetailsPanel) -> int:
    return sum(label.startswith("Face ") for label in _cards(shown))


def _parties(desk: Desk) -> list[str]:
    with desk.studio.library.read() as session:
        return [party.label for party in session.parties.all() if party.name]


class TestBoxes:
    @pytest.fixture
    def one(self, desk: Desk, shelf: Shelf, shown: Shown) -> OnePhotoView:
        """The view at the first photo, of which two faces are known; nobody searched the next one."""
        know(desk, shelf.ids("-sensitive:yes")[0], *FACES)
        view = shown(OnePhotoView(desk, desk.thumbnails))
        view.show_list(shelf.model("-sensitive:yes"), 0)
        shelf.settle()
        return view

    def test_f_shows_them_where_they_are_and_hides_them(self, one: OnePhotoView, shelf: Shelf) -> None:
        QTest.keyClick(one.picture, Qt.Key.Key_F)
        shelf.settle()
        assert one.faces.isVisible()
        assert one.faces.words.startswith("Faces found: 2 (automatic)")
        picture = one.picture.seen_rect()
        first = one.faces.boxes()[0]
        assert abs(first.left() - (picture.left() + picture.width() * 0.2)) < 1
        assert abs(first.height() - picture.height() * 0.3) < 1
        one.picture.zoom_by(3)
        assert one.faces.boxes()[0].width() > first.width()
        QTest.keyClick(one.picture, Qt.Key.Key_F)
        assert not one.faces.isVisible()
        assert not one.frames.isChecked()

    def test_the_next_photo_says_that_it_was_not_searched(self, one: OnePhotoView, shelf: Shelf) -> None:
        QTest.keyClick(one.picture, Qt.Key.Key_F)
        shelf.settle()
        QTest.keyClick(one.picture, Qt.Key.Key_Right)
        shelf.settle()
        assert one.faces.boxes() == []
        assert one.faces.words.startswith("This photo was not searched")

    def test_nothing_is_drawn_over_a_blurred_photo(self, desk: Desk, shelf: Shelf, shown: Shown) -> None:
        photo = shelf.one("sensitive:yes")
        know(desk, photo, *FACES)
        view = shown(OnePhotoView(desk, desk.thumbnails))
        view.show_list(shelf.model("sensitive:yes"), 0)
        shelf.settle()
        QTest.keyClick(view.picture, Qt.Key.Key_F)
        shelf.settle()
        assert view.faces.boxes() == []
        view.picture.reveal()
        shelf.settle()
        assert len(view.faces.boxes()) == 2


class TestSearching:
    def test_asked_for_it_runs_as_a_task_and_says_what_it_found(
        self, desk: Desk, qtbot: QtBot, shelf: Shelf
    ) -> None:
        told: list[str] = []
        desk.toasted.connect(lambda toast: told.append(desk.show(toast.text)))
        keep = shelf.ids()[:3]
        for photo in shelf.ids()[3:]:
            know(desk, photo)
        look_for_faces(desk, tell=True)
        settled(qtbot, desk, timeout=60_000)
        assert all(desk.studio.faces.of(photo) is not None for photo in keep)
        assert told[-1].startswith("Faces were found in ")
        look_for_faces(desk, tell=True)
        settled(qtbot, desk)
        assert told[-1] == "Every photo was searched for faces already."

    def test_switched_off_nothing_is_searched_by_itself(self, desk: Desk, qtbot: QtBot) -> None:
        assert not desk.preferences.find_faces
        look_for_faces(desk)
        settled(qtbot, desk)
        assert desk.studio.faces.waiting() > 0


def test_the_wish_is_there_at_the_next_start() -> None:
    assert load({}).find_faces
    save(dataclasses.replace(Preferences(), find_faces=False))
    assert not load().find_faces
