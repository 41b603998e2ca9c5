"""Faces and origins from the grid: by key, for what is chosen, with the details open or not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.details.test_faces import FACES, know
from tests.desktop.library.test_organising import choose
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.asked import Asked
from ugc_studio.desktop.pages.library.details.provenance import ProvenanceDialog
from ugc_studio.desktop.pages.library.filters import PEOPLE, chip_of
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.domain.messages import Translator
from ugc_studio.domain.search import Query


def test_one_key_notes_people_for_the_faces_of_all_chosen_photos(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    unseen = [int(one) for one in desk.studio.browsing.find("people:not-reviewed")][:2]
    for photo in unseen:
        know(desk, photo, *FACES)
    page.views.choose(unseen, current=unseen[0])
    before = {photo: len(desk.studio.consent_desk.open(photo).people.depicted) for photo in unseen}
    page.views.grid.setFocus()
    QTest.keyClick(page.views.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, desk)
    for photo in unseen:
        people = desk.studio.consent_desk.open(photo).people
        assert len(people.depicted) == max(2, before[photo])
        assert people.to_note == 0
    told: list[str] = []
    desk.toasted.connect(lambda toast: told.append(desk.show(toast.text)))
    QTest.keyClick(page.views.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, desk)
    assert told == ["There is no found face for which somebody has to be noted."]


def test_the_origin_opens_also_while_the_details_are_hidden(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    page.frame.show_side(False)
    choose(page, 1)
    page.views.grid.setFocus()
    QTest.keyClick(page.views.grid, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = page.window().findChildren(ProvenanceDialog)
    qtbot.waitUntil(lambda: dialog.card is not None, timeout=30_000)
    settled(qtbot, desk)
    dialog.reject()


def test_the_chip_of_people_offers_the_hint(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    (some,) = Query.parse("faces:>=1").filters
    assert chip_of(some) is PEOPLE
    assert [Translator.source_language().show(one) for one in PEOPLE.read(some)] == ["Faces found (automatic)"]
    photo = int(page.photos.ids[0])
    know(desk, photo, *FACES)
    page.look_for(Asked.of("faces:>=1"))
    settled(qtbot, desk)
    assert list(page.photos.ids) == [photo]
