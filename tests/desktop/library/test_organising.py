"""Galleries, tags, words in the table, saved searches, and going from one way of looking to another."""

from __future__ import annotations

import dataclasses
import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.library.test_looking import look, open_popup
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.adding import NEW, AddToGallery
from ugc_studio.desktop.pages.library.first_steps import Standing
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.pages.library.saving import SaveSearch
from ugc_studio.desktop.pages.library.table_model import Column
from ugc_studio.desktop.pages.library.tagging import TagPhotos
from ugc_studio.desktop.pages.library.todo import way_to
from ugc_studio.desktop.pages.library.views import COMPARE, GRID, ONE, TABLE
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.galleries import GalleryId
from ugc_studio.services.due import Place, StripItem, Target

HOSTILE = '<img src="file:///x"><b>bold</b>\u202e\u2066txt.exe'


def choose(page: LibraryPage, count: int) -> list[int]:
    ids = list(page.photos.ids[:count])
    page.views.choose(ids, current=ids[0])
    return ids


def popup_content(page: LibraryPage, qtbot: QtBot) -> QWidget:
    settled(qtbot, page.desk)
    popup = open_popup(page)
    assert popup is not None
    return popup.content


def test_a_new_gallery_is_made_while_typing_its_name(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    ids = choose(page, 3)
    page.views.grid.setFocus()
    QTest.keyClick(page.views.grid, Qt.Key.Key_B)
    content = popup_content(page, qtbot)
    assert isinstance(content, AddToGallery)
    QTest.keyClicks(content.list.line, "Autumn")
    assert [entry.value for entry in content.list.entries] == [NEW]
    QTest.keyClick(content.list.line, Qt.Key.Key_Return)
    settled(qtbot, desk)
    gallery, items = desk.studio.curation.show("Autumn")
    assert [item.asset_id for item in items] == ids
    assert open_popup(page) is None
    desk.undo()
    settled(qtbot, desk)
    assert not desk.studio.curation.show(gallery.uuid)[1]


def test_the_gallery_used_last_comes_first(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.curation.create("Aaa")
    desk.studio.curation.create("Zzz")
    choose(page, 1)
    desk.actions.trigger("photos.add")
    content = popup_content(page, qtbot)
    assert isinstance(content, AddToGallery)
    content.list.press(next(entry.value for entry in content.list.entries if entry.words == "Zzz"))
    settled(qtbot, desk)
    desk.actions.trigger("photos.add")
    content = popup_content(page, qtbot)
    assert isinstance(content, AddToGallery)
    assert content.list.entries[0].words == "Zzz"


def test_tags_are_added_by_default_and_taken_off_when_all_have_them(
    page: LibraryPage, desk: Desk, qtbot: QtBot
) -> None:
    ids = choose(page, 2)
    desk.studio.marking.tag([AssetId(ids[0])], ["sea"])
    desk.actions.trigger("photos.tags")
    content = popup_content(page, qtbot)
    assert isinstance(content, TagPhotos)
    sea = next(entry for entry in content.list.entries if entry.words == "sea")
    assert (sea.chosen, sea.aside) == (False, "1 of 2")
    content.list.press(sea.value)
    QTest.keyClicks(content.list.line, "#sunset")
    QTest.keyClick(content.list.line, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert [row.tags for row in desk.studio.browsing.rows(ids)] == [("sea", "sunset")] * 2
    content.list.press(sea.value)
    settled(qtbot, desk)
    assert [row.tags for row in desk.studio.browsing.rows(ids)] == [("sunset",)] * 2


def test_a_search_is_saved_under_the_name_that_is_proposed(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    look(page, qtbot, "rights:cleared flag:unreviewed")
    desk.actions.trigger("library.save_search")
    content = popup_content(page, qtbot)
    assert isinstance(content, SaveSearch)
    assert content.name.text() == "Cleared, Undecided"
    content.save()
    settled(qtbot, desk)
    (saved,) = desk.studio.searches.all()
    assert saved.query == "rights:cleared flag:unreviewed"
    assert page.place()["search"] == saved.id
    page.clear()
    settled(qtbot, desk)
    assert page.place()["search"] is None
    desk.go("library", {"search": saved.id})
    settled(qtbot, desk)
    assert page.asked.text == saved.query


def test_a_name_that_is_taken_is_told_beside_the_name(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.searches.create("Mine", "rights:cleared")
    look(page, qtbot, "flag:picked")
    desk.actions.trigger("library.save_search")
    content = popup_content(page, qtbot)
    assert isinstance(content, SaveSearch)
    content.name.setText("Mine")
    content.save()
    settled(qtbot, desk)
    assert content.problem.isVisible()
    assert content.problem.text()


def test_the_table_has_the_same_selection_and_edits_words_in_place(
    page: LibraryPage, desk: Desk, qtbot: QtBot
) -> None:
    ids = choose(page, 3)
    page.views.show_layout(TABLE)
    settled(qtbot, desk)
    table = page.views.table
    assert table is not None
    assert list(table.selected_ids()) == ids
    assert table.current_id == ids[0]
    table.viewport().repaint()
    settled(qtbot, desk)
    for column, typed in ((Column.CAPTION, HOSTILE), (Column.TAGS, "sea, #sand"), (Column.CREDIT, "Léa")):
        index = table.model().index(0, column)
        table.edit(index)
        editor = table.findChild(QLineEdit)
        assert editor is not None
        editor.setText(typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)
        settled(qtbot, desk)
    (row,) = desk.studio.browsing.rows(ids[:1])
    assert row.own_caption == HOSTILE
    assert row.tags == ("sand", "sea")
    assert row.credit == "Léa"
    shown = table.model().index(0, Column.CAPTION).data()
    assert "<b>bold</b>" in shown
    assert "\u202e" not in shown
    page.views.show_layout(GRID)
    assert list(page.views.grid.selected_ids()) == ids


def test_headings_of_the_table_sort_and_select_nothing(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    page.views.show_layout(TABLE)
    settled(qtbot, desk)
    table = page.views.table
    assert table is not None
    newest = list(page.photos.ids)
    table.horizontalHeader().sectionPressed.emit(Column.DATE)
    table.horizontalHeader().sectionClicked.emit(Column.DATE)
    settled(qtbot, desk)
    assert page.sort.value in ("newest", "oldest")
    table.horizontalHeader().sectionClicked.emit(Column.DATE)
    settled(qtbot, desk)
    assert sorted(page.photos.ids) == sorted(newest)
    assert not table.selected_count


def test_one_photo_and_back_keeps_the_place(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    ids = list(page.photos.ids)
    page.views.choose([ids[4]], current=ids[4])
    page.views.grid.setFocus()
    QTest.keyClick(page.views.grid, Qt.Key.Key_Space)
    settled(qtbot, desk)
    assert page.views.layout_name == ONE
    assert page.views.one is not None
    assert list(page.views.target_ids()) == [ids[4]]
    page.views.one.step(1)
    desk.actions.trigger("photos.reject")
    settled(qtbot, desk)
    assert [row.asset.flag.value for row in desk.studio.browsing.rows(ids[4:6])] == ["unreviewed", "rejected"]
    desk.actions.trigger("view.grid")
    settled(qtbot, desk)
    assert page.views.layout_name == GRID
    assert page.views.current_id in ids[5:7], "it went on after deciding, or stayed"


def test_compare_shows_the_selected_photos(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    choose(page, 3)
    desk.actions.trigger("view.compare")
    settled(qtbot, desk)
    assert page.views.layout_name == COMPARE
    assert page.views.compare is not None
    assert len(page.views.compare.columns) == 3
    assert page.filters.isHidden()
    page.layouts.chosen.emit(GRID)
    assert not page.filters.isHidden()
    assert page.views.selected_count == 3


def test_escape_gives_the_selection_up(page: LibraryPage) -> None:
    choose(page, 3)
    page.views.grid.setFocus()
    QTest.keyClick(page.views.grid, Qt.Key.Key_Escape)
    assert page.views.selected_count == 0
    assert page.views.current_id == page.photos.ids[0]


def test_tab_goes_from_the_search_box_through_filters_to_the_photos(page: LibraryPage) -> None:
    order: list[QWidget] = []
    widget: QWidget | None = page.search_box
    while widget is not None and (not order or widget is not page.search_box):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            order.append(widget)
        widget = widget.nextInFocusChain()
    places = [
        order.index(one)
        for one in (page.search_box, page.filters.chips.chips["date"], page.filters.order, page.views.grid)
    ]
    assert places == sorted(places)
    assert order.index(page.views.grid) < order.index(page.status.hints[0])


def test_every_control_has_a_name(page: LibraryPage) -> None:
    for widget in page.findChildren(QWidget):
        if page.details.isAncestorOf(widget):
            continue  # the details have tests of their own
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            parent, text = widget.parentWidget(), getattr(widget, "text", str)
            named = widget.accessibleName() or (text() if callable(text) else "")
            named = named or (parent.accessibleName() if parent else "")
            assert named, widget


def test_what_is_due_has_one_button_each_that_leads_there(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    settled(qtbot, desk)
    items = page.todo.line.items
    assert items, "the sample has replies to read"
    assert not page.todo.isHidden()
    gone: list[tuple[str, object]] = []
    desk.going.disconnect()
    desk.going.connect(lambda name, place: gone.append((name, place)))
    reply = next(one for one in items if one.item.kind.value == "reply")
    reply.button.click()
    assert gone[0][0] == "consent"
    page.todo.dismiss()
    assert page.todo.isHidden()
    page.todo.look_up()
    settled(qtbot, desk)
    assert page.todo.isHidden(), "put away for the day"
    later = {**desk.preferences.window, "todo_dismissed": "2000-01-01"}
    desk.prefer(dataclasses.replace(desk.preferences, window=later), rebuild=False)
    page.todo.look_up()
    settled(qtbot, desk)
    assert not page.todo.isHidden()


def test_every_kind_of_task_leads_to_its_place() -> None:
    photo = AssetId(7)
    assert way_to(Target(Place.TAKEDOWNS, asset=photo, takedown=3)) == (
        "consent", {"asset": 7, "queue": "takedowns", "takedown": 3},
    )  # fmt: skip
    assert way_to(Target(Place.GALLERIES, gallery=GalleryId(2), asset=photo)) == (
        "galleries", {"current": 7, "gallery": 2},
    )  # fmt: skip
    assert way_to(Target(Place.CONSENT, party="p", matter="coming_of_age:p")) == (
        "consent", {"queue": "legal", "party": "p", "matter": "coming_of_age:p"},
    )  # fmt: skip
    assert way_to(Target(Place.CONSENT, papers=True)) == ("consent", {"papers": True})
    assert way_to(Target(Place.IMPORTS, batch=5)) == ("history", {"batch": 5})
    assert way_to(Target(Place.LIBRARY, asset=photo, assets=(photo,))) == (
        "library", {"query": "", "current": 7, "selected": [7]},
    )  # fmt: skip


def test_a_strip_that_finds_no_room_offers_the_rest_as_more(page: LibraryPage, qtbot: QtBot) -> None:
    settled(qtbot, page.desk)
    some = page.todo.line.items[0].item
    many: list[StripItem] = [dataclasses.replace(some, due=dt.date(2026, 1, 1)) for _number in range(9)]
    page.todo.show_items(many)
    line = page.todo.line
    shown = [item for item in line.items if not item.isHidden()]
    assert 0 < len(shown) < 9
    assert line.more.text().startswith(str(9 - len(shown)))
    assert line.more.geometry().right() <= line.width()


def test_first_steps_are_ticked_by_what_was_done(
    page: LibraryPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    assert page.first_steps.isHidden(), "this is not the sample that the program offers"
    desk.actions.trigger("library.first_steps")
    settled(qtbot, desk)
    assert page.first_steps.isVisible()
    assert page.rect().contains(page.first_steps.mapTo(page, page.first_steps.rect().bottomRight()))
    choose(page, 12)
    desk.actions.trigger("photos.pick")
    settled(qtbot, desk)
    assert page.first_steps.steps[0].button.accessibleName().endswith("done")
    assert not page.first_steps.steps[1].button.accessibleName().endswith("done")
    page.first_steps.dismiss()
    assert page.first_steps.isHidden()


def test_a_step_counts_only_from_where_one_began() -> None:
    start = Standing(flagged=3, groups=6, unread=2, exports=1)
    assert start.done_since(start) == (False, False, False, False)
    assert Standing(13, 5, 1, 2).done_since(start) == (True, True, True, True)
