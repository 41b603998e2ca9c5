"""Marks by keyboard, for one photo and for many; the trash; undo brings everything back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.library.test_looking import look
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library import marks
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import Flag


@pytest.fixture
def press(page: LibraryPage, qtbot: QtBot) -> Callable[..., None]:
    """Press a key with the grid focused, and wait until it is written and shown."""

    def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        page.views.list_view.setFocus()
        QTest.keyClick(page.views.list_view, key, modifiers)
        settled(qtbot, page.desk)

    return pressed


def flags(page: LibraryPage, ids: list[int]) -> list[Flag]:
    return [row.asset.flag for row in page.desk.studio.browsing.rows(ids)]


def stars(page: LibraryPage, ids: list[int]) -> list[int]:
    return [row.asset.rating for row in page.desk.studio.browsing.rows(ids)]


def test_keys_mark_every_selected_photo(page: LibraryPage, press: Callable[..., None]) -> None:
    ids = list(page.photos.ids[:3])
    page.views.choose(ids, current=ids[0])
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_4)
    assert flags(page, ids) == [Flag.PICKED] * 3
    assert stars(page, ids) == [4, 4, 4]
    press(Qt.Key.Key_BracketLeft)
    press(Qt.Key.Key_X)
    assert stars(page, ids) == [3, 3, 3]
    assert flags(page, ids) == [Flag.REJECTED] * 3
    press(Qt.Key.Key_U)
    assert flags(page, ids) == [Flag.UNREVIEWED] * 3


def test_a_mark_is_painted_before_it_is_written(page: LibraryPage, qtbot: QtBot) -> None:
    photo = page.photos.ids[0]
    page.views.choose([photo], current=photo)
    page.photos.row(0)
    settled(qtbot, page.desk)
    page.desk.actions.trigger("photos.pick")
    row = page.photos.row_of(photo)
    assert row is not None
    assert row.asset.flag is Flag.PICKED
    settled(qtbot, page.desk)


def test_the_current_photo_is_meant_when_none_is_selected(page: LibraryPage, press: Callable[..., None]) -> None:
    page.views.choose((), current=page.photos.ids[1])
    press(Qt.Key.Key_P)
    assert flags(page, list(page.photos.ids[:3])) == [Flag.UNREVIEWED, Flag.PICKED, Flag.UNREVIEWED]
    assert page.views.current_id == page.photos.ids[1], "the grid does not go on by itself"


def test_the_status_names_what_the_next_key_acts_on(page: LibraryPage) -> None:
    ids = list(page.photos.ids)
    page.views.choose(ids[:3], current=ids[0])
    page._chosen_changed()
    assert page.status.count.text() == f"3 of {len(ids)} selected"
    assert page.status.target.accessibleName() == "Applies to 3 photos"
    page.views.choose(ids[:1], current=ids[0])
    page._chosen_changed()
    assert page.status.target.isHidden()


def test_undo_brings_marks_selection_and_place_back(
    page: LibraryPage, window: Window, desk: Desk, press: Callable[..., None], qtbot: QtBot
) -> None:
    ids = list(page.photos.ids[2:5])
    page.views.choose(ids, current=ids[1])
    press(Qt.Key.Key_X)
    assert window.toasts.text == "Rejected 3 photos"
    look(page, qtbot, "rights:cleared")
    desk.undo()
    settled(qtbot, desk)
    assert flags(page, ids) == [Flag.UNREVIEWED] * 3
    assert page.asked.text == ""
    assert list(page.views.grid.selected_ids()) == ids
    assert page.views.current_id == ids[1]


def test_a_photo_that_leaves_the_filter_comes_back_with_undo(
    page: LibraryPage, desk: Desk, press: Callable[..., None], qtbot: QtBot
) -> None:
    before = look(page, qtbot, "flag:unreviewed")
    page.views.choose([before[3]], current=before[3])
    press(Qt.Key.Key_P)
    assert before[3] not in page.photos.ids
    assert page.views.current_id == before[4]
    desk.undo()
    settled(qtbot, desk)
    assert list(page.photos.ids) == before
    assert page.views.current_id == before[3]


def test_the_trash_and_back(page: LibraryPage, desk: Desk, press: Callable[..., None], qtbot: QtBot) -> None:
    ids = list(page.photos.ids[:2])
    page.views.choose(ids, current=ids[0])
    press(Qt.Key.Key_Delete)
    assert not set(ids) & set(page.photos.ids)
    assert set(ids) <= set(look(page, qtbot, "is:trashed"))
    page.views.choose(ids, current=ids[0])
    desk.actions.trigger("photos.put_back")
    settled(qtbot, desk)
    assert page.empty.state is not None
    assert page.empty.state.heading.text() == "The trash is empty"
    assert set(ids) <= set(look(page, qtbot, ""))


def test_very_many_photos_go_to_the_trash_only_after_a_question(
    page: LibraryPage, window: Window, press: Callable[..., None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "ASK_ABOVE", 10)
    count = len(page.photos.ids)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.views.selected_count == count
    press(Qt.Key.Key_Delete)
    dialog = next(one for one in window.findChildren(Dialog) if one.isVisible())
    assert dialog.title.text() == f"Move {count} photos to the trash?"
    assert len(page.photos.ids) == count
    go = next(button for button in dialog.findChildren(QPushButton) if button.text() == f"Move {count} photos")
    go.click()
    settled(qtbot, page.desk)
    assert not len(page.photos.ids)


def test_picking_one_of_a_group_rejects_the_rest(page: LibraryPage, press: Callable[..., None], qtbot: QtBot) -> None:
    grouped = look(page, qtbot, "is:duplicate")
    studio = page.desk.studio
    with studio.library.read() as session:
        cluster = session.clusters.get(session.clusters.of_asset(grouped[0]) or 0)
    assert cluster is not None
    others = [int(one.asset) for one in cluster.members if one.present and one.asset != grouped[0]]
    page.views.choose([grouped[0]], current=grouped[0])
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert flags(page, [grouped[0], *others]) == [Flag.PICKED, *[Flag.REJECTED] * len(others)]
    page.desk.undo()
    settled(qtbot, page.desk)
    assert set(flags(page, [grouped[0], *others])) == {Flag.UNREVIEWED}


def test_letters_do_nothing_while_the_search_box_has_the_focus(page: LibraryPage, qtbot: QtBot) -> None:
    page.search()
    QTest.keyClicks(page.search_box, "px5")
    settled(qtbot, page.desk)
    page.search_box.clear()
    assert set(flags(page, list(page.photos.ids[:5]))) == {Flag.UNREVIEWED}
