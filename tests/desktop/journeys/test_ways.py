"""Import, flag, merge a duplicate, record an answer, fill a gallery, export: once by mouse, once by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desktop.journeys.person import CTRL, Person
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.duplicates.page import DuplicatesPage
from ugc_studio.desktop.pages.export.page import ExportPage
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.consent import EventType
from ugc_studio.services.deduplication.groups import GroupKind


def events(person: Person) -> list[EventType]:
    with person.desk.studio.library.read() as session:
        return [row.event().type for row in session.ledger.rows()]


def exported(folder: Path) -> list[Path]:
    return list(folder.rglob("media/*.jpg"))


@pytest.mark.parametrize("chosen", ["fr"], indirect=True)
def choose_what_was_asked(person: Person) -> None:
    """Choose by hand: the sample's reply sets a condition, so nothing is proposed."""
    page = person.page(ConsentPage)
    assert page.opened is not None
    assert page.opened.reply is not None
    assert page.opened.reply.notice is not None
    page.form.formule.select.set_value(page.opened.reply.notice.uuid)
    page.form.formule.select.picked.emit(page.opened.reply.notice.uuid)
    person.wait()


def test_by_keyboard_alone_in_french(person: Person, phone: Path, tmp_path: Path) -> None:
    desk = person.desk
    person.key(Qt.Key.Key_1, CTRL)
    photos = len(desk.studio.browsing.find(""))
    # import: the dialog opens with the keyboard on "choose files", then on the import button
    person.key(Qt.Key.Key_I, CTRL)
    person.choose_files([phone], lambda: person.key(Qt.Key.Key_Space))
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: len(desk.studio.browsing.find("")) == photos + 2)
    # flag
    library = person.page(LibraryPage)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert library.isAncestorOf(focus)
    person.key(Qt.Key.Key_P)
    person.key(Qt.Key.Key_Right)
    person.key(Qt.Key.Key_X)
    assert len(desk.studio.browsing.find("flag:rejected")) >= 1
    # merge a duplicate
    person.key(Qt.Key.Key_2, CTRL)
    duplicates = person.page(DuplicatesPage)
    while duplicates.model.keys[duplicates.queue.currentIndex().row()].kind is not GroupKind.CLUSTER:
        person.key(Qt.Key.Key_Down)
    waiting = len(duplicates.model.keys)
    person.key(Qt.Key.Key_Return)
    assert len(duplicates.model.keys) == waiting - 1
    # record an answer
    person.key(Qt.Key.Key_3, CTRL)
    before = len(events(person))
    choose_what_was_asked(person)
    person.key(Qt.Key.Key_Return, CTRL)
    assert events(person)[before:] == [EventType.GIVEN]
    # gallery: add what is current in the library to the gallery that is offered first
    person.key(Qt.Key.Key_1, CTRL)
    size = desk.studio.curation.galleries()[0].size
    person.key(Qt.Key.Key_B)
    person.key(Qt.Key.Key_Return)
    assert desk.studio.curation.galleries()[0].size == size + 1
    # export
    person.key(Qt.Key.Key_5, CTRL)
    person.page(ExportPage)._parent_folder = tmp_path / "exports"
    person.key(Qt.Key.Key_E, CTRL)
    assert exported(tmp_path / "exports")
    assert len(person.actions) <= 25, person.actions


def test_by_mouse(person: Person, phone: Path, tmp_path: Path) -> None:
    desk, sidebar = person.desk, person.window.sidebar
    person.click(sidebar.rows["library"])
    photos = len(desk.studio.browsing.find(""))
    # import
    person.click(person.button("Import", person.page(LibraryPage)))
    dialog = person.window.findChildren(ImportDialog)[-1]
    person.choose_files([phone], lambda: person.click(person.button("Choose files", dialog)))
    person.click(dialog.go)
    person.wait(lambda: len(desk.studio.browsing.find("")) == photos + 2)
    # flag
    library = person.page(LibraryPage)
    grid = library.views.list_view
    person.click(grid.viewport(), grid.visualRect(grid.model().index(2, 0)).center())
    person.click(person.button("Pick", library.details))
    current = library.photos.ids[2]
    assert desk.studio.browsing.rows([current])[0].asset.flag is Flag.PICKED
    # merge a duplicate
    person.click(sidebar.rows["duplicates"])
    duplicates = person.page(DuplicatesPage)
    place = next(i for i, key in enumerate(duplicates.model.keys) if key.kind is GroupKind.CLUSTER)
    person.click(duplicates.queue.viewport(), duplicates.queue.visualRect(duplicates.model.index(place)).center())
    waiting = len(duplicates.model.keys)
    person.click(duplicates.merge)
    assert len(duplicates.model.keys) == waiting - 1
    # record an answer
    person.click(sidebar.rows["consent"])
    before = len(events(person))
    choose_what_was_asked(person)
    person.click(person.page(ConsentPage).form.foot.record)
    assert events(person)[before:] == [EventType.GIVEN]
    # gallery
    person.click(sidebar.rows["library"])
    size = desk.studio.curation.galleries()[0].size
    grid = library.views.list_view
    rows = [desk.studio.browsing.rows([one])[0] for one in library.photos.ids]
    outside = next(place for place, row in enumerate(rows) if not row.galleries)
    grid.scrollTo(grid.model().index(outside, 0))
    person.click(grid.viewport(), grid.visualRect(grid.model().index(outside, 0)).center())
    person.key(Qt.Key.Key_B)
    person.key(Qt.Key.Key_Return)
    assert desk.studio.curation.galleries()[0].size == size + 1
    # export
    person.click(sidebar.rows["export"])
    page = person.page(ExportPage)
    page._parent_folder = tmp_path / "exports"
    person.click(page.button)
    assert exported(tmp_path / "exports")
    assert len(person.actions) <= 25, person.actions
