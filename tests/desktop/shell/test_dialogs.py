"""Palette, sheet, trash, new gallery, questions: by keyboard, and the focus comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desktop.support.keys import press, write
from tests.desktop.support.pseudo import OtherWords
from tests.desktop.support.waiting import settled
from ugc_studio import resources
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.actions.listing import sheet_lines
from ugc_studio.desktop.actions.spec import Group
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.closing import ask_to_close
from ugc_studio.desktop.dialogs.new_gallery import NewGallery
from ugc_studio.desktop.dialogs.palette import Palette
from ugc_studio.desktop.dialogs.sheet import ShortcutSheet
from ugc_studio.desktop.dialogs.trash import EmptyTrash
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId


class TestPalette:
    def test_typing_and_enter_carry_out_a_command(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        desk.actions.trigger("app.palette")
        palette = window.findChildren(Palette)[-1]
        write(palette.field, "settings")
        press(palette.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.current == "settings", timeout=3000)

    def test_arrows_choose(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        desk.actions.trigger("app.palette")
        palette = window.findChildren(Palette)[-1]
        press(palette.field, Qt.Key.Key_Down)
        assert palette.list.currentIndex().row() == 1
        press(palette.field, Qt.Key.Key_Up)
        assert palette.list.currentIndex().row() == 0

    def test_what_cannot_be_done_here_says_where(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        desk.actions.trigger("app.palette")
        palette = window.findChildren(Palette)[-1]
        palette.field.setText("keep all")
        index = palette.model.index(0, 0)
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Keep all, Works in: Duplicates"
        press(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()


class TestInFrench:
    @pytest.fixture(autouse=True)
    def _french(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(resources, "translations", lambda _language: OtherWords({"Settings": "Réglages"}))

    @pytest.fixture
    def chosen(self) -> Preferences:
        return Preferences(language="fr", appearance="light", name="Manon Leroy")

    def test_the_palette_finds_french_words_without_accents(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        desk.actions.trigger("app.palette")
        palette = window.findChildren(Palette)[-1]
        palette.field.setText("reglages")
        assert palette.model.index(0, 0).data() == "Réglages"


def test_esc_closes_and_the_focus_comes_back(window: Window, desk: Desk, qtbot: QtBot) -> None:
    window.activateWindow()
    before = window.sidebar.rows["consent"]
    before.setFocus()
    desk.actions.trigger("app.sheet")
    sheet = window.findChildren(ShortcutSheet)[-1]
    press(sheet.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(before.hasFocus, timeout=3000)


def test_the_sheet_shows_what_really_acts(desk: Desk) -> None:
    lines = {line.words: line.cap for line in sheet_lines(desk.actions, desk.translate, Group.SORT)}
    assert lines["Pick"] == "P"
    assert lines["Rating"] == "0 – 5"
    assert "1 star" not in lines
    assert sheet_lines(desk.actions, desk.translate, Group.SORT, "rating")[0].words == "Rating"


def test_a_new_gallery_with_a_goal(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.actions.trigger("galleries.new")
    dialog = window.findChildren(NewGallery)[-1]
    settled(qtbot, desk)
    made: list[str] = []
    dialog._made = lambda gallery: made.append(gallery.name)
    dialog.name.setText("Autumn")
    dialog.goal.setValue(20)
    dialog.deadline.box.click()
    dialog.make()
    settled(qtbot, desk)
    assert made == ["Autumn"]
    gallery = next(g for g in desk.studio.curation.galleries() if g.name == "Autumn")
    assert gallery.goal == 20
    assert gallery.deadline is not None
    assert gallery.parts.account is not None


def test_a_taken_name_is_told_in_the_dialog(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.actions.trigger("galleries.new")
    dialog = window.findChildren(NewGallery)[-1]
    dialog.name.setText(desk.studio.curation.galleries()[0].name)
    dialog.make()
    settled(qtbot, desk)
    assert dialog.isVisible()
    assert dialog._complaint.text()


def test_the_trash_is_shown_before_it_is_emptied(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.studio.marking.trash([AssetId(number) for number in desk.studio.browsing.find("")[:5]])
    waiting = desk.studio.trash.preview()
    desk.actions.trigger("app.empty_trash")
    dialog = window.findChildren(EmptyTrash)[-1]
    settled(qtbot, desk)
    assert str(waiting.photos) in dialog.go.text()
    dialog.go.click()
    settled(qtbot, desk)
    assert desk.studio.trash.preview().photos == 0


def test_closing_asks_while_an_export_runs(window: Window, desk: Desk, qtbot: QtBot) -> None:
    left: list[bool] = []
    ask_to_close(desk, window, lambda: left.append(True))
    assert not left
