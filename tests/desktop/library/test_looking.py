"""Searching, filtering and ordering; what stays when the list changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.asked import Asked
from ugc_studio.desktop.pages.library.filter_bar import ChipRow
from ugc_studio.desktop.pages.library.filters import CHIPS, FLAG, KIND, RIGHTS, Chip
from ugc_studio.desktop.pages.library.offering import Offering
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.pages.library.popup import Popup
from ugc_studio.desktop.pages.library.spans import year_of
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.search import Sort


def look(page: LibraryPage, qtbot: QtBot, text: str) -> list[int]:
    """Ask for a query and wait for the answer."""
    page.look_for(Asked.of(text))
    settled(qtbot, page.desk)
    return list(page.photos.ids)


def offering(page: LibraryPage, qtbot: QtBot, chip: Chip) -> Offering:
    """Open a chip."""
    page.filters.open_chip(chip)
    settled(qtbot, page.desk)
    popup = open_popup(page)
    assert popup is not None
    content = popup.content
    assert isinstance(content, Offering)
    return content


def open_popup(page: LibraryPage) -> Popup | None:
    """The popup that is open now."""
    return next((one for one in page.window().findChildren(Popup) if one.isVisible()), None)


def test_chips_say_how_many_each_value_finds(page: LibraryPage, qtbot: QtBot) -> None:
    content = offering(page, qtbot, RIGHTS)
    counts = {entry.value: int(entry.aside) for entry in content.list.entries}
    assert counts["rights:cleared"] == len(look(page, qtbot, "rights:cleared"))
    assert sum(counts.values()) == len(look(page, qtbot, ""))


def test_choosing_values_filters_and_lights_the_chip(page: LibraryPage, qtbot: QtBot) -> None:
    content = offering(page, qtbot, RIGHTS)
    content.list.press("rights:cleared")
    content.list.press("rights:waiting")
    settled(qtbot, page.desk)
    assert page.asked.terms == ("rights:waiting,cleared",)
    chip = page.filters.chips.chips["rights"]
    assert chip.isChecked()
    assert chip.accessibleName() == "Rights: Waiting, Cleared"
    assert {page.photos.row(at) is not None for at in range(3)} <= {True, False}
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    settled(qtbot, page.desk)
    assert not page.asked
    assert not chip.isChecked()


def test_escape_and_a_click_beside_it_close_a_popup(page: LibraryPage, qtbot: QtBot) -> None:
    content = offering(page, qtbot, RIGHTS)
    QTest.keyClick(content.list.lines, Qt.Key.Key_Escape)
    assert open_popup(page) is None
    offering(page, qtbot, RIGHTS)
    popup = open_popup(page)
    assert popup is not None
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, popup.rect().bottomRight())
    assert open_popup(page) is None


def test_a_chip_is_worked_by_keyboard_alone(page: LibraryPage, qtbot: QtBot) -> None:
    content = offering(page, qtbot, FLAG)
    QTest.keyClick(content.list.lines, Qt.Key.Key_Down)
    QTest.keyClick(content.list.lines, Qt.Key.Key_Down)
    QTest.keyClick(content.list.lines, Qt.Key.Key_Space)
    settled(qtbot, page.desk)
    assert page.asked.text == "flag:unreviewed"


def test_a_year_is_chosen_and_given_up_again(page: LibraryPage, qtbot: QtBot) -> None:
    date = CHIPS[0]
    span = year_of(2026)
    page.look_for(page.asked.put(date.owns, span.terms))
    settled(qtbot, page.desk)
    assert page.asked.text == "from:2026-01-01 to:2026-12-31"
    assert page.filters.chips.chips["date"].text_shown in ("This year", "2026")


def test_typing_searches_after_a_pause_and_terms_become_chips_on_enter(page: LibraryPage, qtbot: QtBot) -> None:
    box = page.search_box
    page.search()
    QTest.keyClicks(box, "rights:cleared")
    QTest.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, page.desk)
    assert box.text() == ""
    assert page.asked.terms == ("rights:cleared",)
    assert page.filters.chips.chips["rights"].isChecked()
    assert 0 < len(page.photos.ids) < page.facts.photos


def test_names_that_exist_are_offered_and_become_chips(page: LibraryPage, qtbot: QtBot) -> None:
    box = page.search_box
    page.search()
    QTest.keyClicks(box, "beach nina")
    qtbot.waitUntil(lambda: box.is_offering)
    (offered,) = [entry for entry in box.offers.entries if entry.value == "creator:@nina.gourmande"]
    assert offered.aside == "Author"
    QTest.keyClick(box, Qt.Key.Key_Down)
    while box.offers.entries[box.offers.lines.currentRow()] != offered:
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, page.desk)
    assert page.asked.terms == ("creator:@nina.gourmande",)
    assert box.text().strip() == "beach"
    assert not box.is_offering


def test_enter_searches_for_what_was_typed_while_no_name_is_chosen(page: LibraryPage, qtbot: QtBot) -> None:
    page.search()
    QTest.keyClicks(page.search_box, "nina")
    qtbot.waitUntil(lambda: page.search_box.is_offering)
    QTest.keyClick(page.search_box, Qt.Key.Key_Return)
    settled(qtbot, page.desk)
    assert page.asked == Asked("nina")


def test_a_filter_without_result_says_which_and_offers_to_clear(page: LibraryPage, qtbot: QtBot) -> None:
    look(page, qtbot, "rights:ended rating:5")
    state = page.empty.state
    assert state is not None
    assert page.empty.button is not None
    assert page.views.currentWidget() is page.empty
    assert "Rights: Ended" in state.sentence.text()
    assert "★★★★★" in state.sentence.text()
    page.empty.button.click()
    settled(qtbot, page.desk)
    assert len(page.photos.ids) == page.facts.photos
    assert page.views.currentWidget() is page.views.grid


def test_a_search_that_is_not_understood_says_why_in_place(page: LibraryPage, qtbot: QtBot) -> None:
    look(page, qtbot, "rights:granted")
    assert page.empty.state is not None
    assert "granted is not a value" in page.empty.state.sentence.text()


def test_the_current_photo_stays_or_the_next_one_follows(page: LibraryPage, qtbot: QtBot) -> None:
    everything = list(page.photos.ids)
    cleared = look(page, qtbot, "rights:cleared")
    look(page, qtbot, "")
    page.views.choose([cleared[2]], current=cleared[2])
    look(page, qtbot, "rights:cleared")
    assert page.views.current_id == cleared[2]
    assert list(page.views.target_ids()) == [cleared[2]]
    look(page, qtbot, "")
    lost = next(one for one in everything if one not in cleared)
    page.views.choose([lost], current=lost)
    look(page, qtbot, "rights:cleared")
    following = [one for one in everything[everything.index(lost) + 1 :] if one in cleared]
    assert page.views.current_id == (following[0] if following else cleared[-1])


def test_the_place_says_everything_that_is_needed_to_come_back(
    page: LibraryPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    look(page, qtbot, "rights:cleared")
    page.sort_by(Sort.OLDEST)
    settled(qtbot, desk)
    chosen = list(page.photos.ids[1:4])
    page.views.choose(chosen, current=chosen[1])
    place = page.place()
    page.clear()
    page.sort_by(Sort.NEWEST)
    settled(qtbot, desk)
    window.go("history")
    desk.go("library", place)
    settled(qtbot, desk)
    assert page.asked.text == "rights:cleared"
    assert page.sort is Sort.OLDEST
    assert list(page.views.grid.selected_ids()) == chosen
    assert page.views.current_id == chosen[1]


def test_a_link_to_a_photo_that_the_filter_hides_lifts_the_filter(page: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    everything = list(page.photos.ids)
    cleared = look(page, qtbot, "rights:cleared")
    hidden = next(one for one in everything if one not in cleared)
    desk.go("library", {"current": hidden})
    settled(qtbot, desk)
    assert page.views.current_id == hidden
    assert not page.asked


def test_the_header_tells_of_the_brands_standard_use(page: LibraryPage) -> None:
    assert page.header.facts.text().endswith("ready to publish")
    assert "standard use of Maison Alizé" in page.header.facts.toolTip()


def test_chips_that_find_no_room_are_under_more(page: LibraryPage, window: Window, qtbot: QtBot) -> None:
    look(page, qtbot, "kind:photo sensitive:no quality:sharp rating:>=1 flag:picked rights:cleared")
    row = page.filters.chips
    shown = [chip for chip in row.chips.values() if not chip.isHidden()]
    assert all(chip.geometry().right() <= row.more.geometry().left() for chip in shown)
    assert row.more.geometry().right() <= row.width()
    assert isinstance(row, ChipRow)
    assert row.anchor(KIND) in (row.more, row.chips["kind"])
