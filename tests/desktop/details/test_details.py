"""The details of one photo: rights with their proof, words, decisions, where it is, what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from tests.desktop.support.prompts import PlannedPrompts
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.widgets.basic import Label
from ugc_studio.domain.assets import Flag

Panel = Callable[..., DetailsPanel]


def words_of(widget: QWidget) -> str:
    """Every visible text of labels and buttons, to look for a sentence."""
    parts = [one.text() for one in widget.findChildren(Label) if one.isVisibleTo(widget)]
    parts += [one.text() for one in widget.findChildren(QAbstractButton) if one.isVisibleTo(widget)]
    return "\n".join(parts)


def press(qtbot: QtBot, within: QWidget, words: str) -> None:
    """Press the button with these words (or this name)."""
    found = [
        one for one in within.findChildren(QAbstractButton)
        if one.isVisibleTo(within) and words in (one.text(), one.accessibleName())
    ]  # fmt: skip
    assert found, f"no button {words!r} in:\n{words_of(within)}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_a_cleared_photo_says_what_is_covered_and_until_when(panel: Panel, shelf: Shelf) -> None:
    shown = panel(shelf.one("rights:cleared has:author"))
    words = words_of(shown.rights)
    for part in ("Covers", "social networks", "Territory", "Until", "Credit", "Proof"):
        assert part in words
    assert shown.rights.pill.accessibleName() == "Cleared"
    assert "Standard use of" in shown.rights.pill.toolTip()


def test_one_press_leads_from_the_photo_to_its_proof(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    shown = panel(shelf.one("rights:cleared"))
    (link,) = [one for one in shown.rights.findChildren(QAbstractButton) if "proof" in one.accessibleName()]
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    shelf.settle()
    (dialog,) = shown.findChildren(Dialog)
    texts = [field.toPlainText() for field in dialog.findChildren(QPlainTextEdit)]
    assert any(texts)
    assert "SHA-256" in words_of(dialog)
    assert "Unchanged" in [pill.accessibleName() for pill in dialog.findChildren(QWidget)]
    dialog.reject()


def test_a_blocked_photo_says_why_and_what_would_clear_it(panel: Panel, shelf: Shelf) -> None:
    shown = panel(shelf.one("rights:waiting"))
    assert shown.sheet is not None
    verdict = shown.sheet.opened.verdict
    words = words_of(shown.rights)
    assert not verdict.cleared
    assert shown.show_words(verdict.reasons[0].text) in words
    assert shown.show_words(verdict.needs[0]) in words


def test_any_other_use_can_be_asked_about(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    shown = panel(shelf.one("rights:cleared has:author"))
    press(qtbot, shown.rights, "Ask about another use…")
    form = shown.rights.form
    qtbot.waitUntil(lambda: form.where.count() > 0, timeout=10_000)
    shelf.settle()
    assert "This use is covered." in words_of(form)
    form.paid.setChecked(True)
    qtbot.waitUntil(lambda: "advertising" in words_of(form.answer), timeout=10_000)
    form.countries.setText("Freedonia")
    form.countries.textEdited.emit("Freedonia")
    qtbot.waitUntil(lambda: "country code" in words_of(form.answer), timeout=10_000)
    shelf.settle()


def test_flag_and_stars_are_shown_at_once(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    photo = shelf.one("flag:unreviewed")
    shown = panel(photo)
    QTest.mouseClick(shown.head.pick, Qt.MouseButton.LeftButton)
    assert shown.head.pick.text() == "Picked"
    shelf.settle()
    QTest.keyClick(shown.head.stars, Qt.Key.Key_Right)
    shelf.settle()
    assert shelf.row(photo).asset.flag is Flag.PICKED
    assert shelf.row(photo).asset.rating == 1


def test_our_caption_is_written_when_the_field_is_left(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = shelf.one("has:caption")
    before = shelf.row(photo).post_caption
    shown = panel(photo)
    field = shown.words.caption
    field.setFocus()
    QTest.keyClicks(field, "Au jardin")
    field.commit()
    shelf.settle()
    assert shelf.row(photo).own_caption == "Au jardin"
    assert shelf.row(photo).post_caption == before
    desk.undo()
    shelf.settle()
    qtbot.waitUntil(lambda: field.toPlainText() == "", timeout=10_000)
    shelf.settle()


def test_what_is_typed_goes_to_the_photo_it_was_typed_for(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    first, second = shelf.ids()[:2]
    shown = panel(first)
    shown.words.credit.setFocus()
    QTest.keyClicks(shown.words.credit, "Studio Vert")
    shown.set_assets([second])
    shown.head.pick.setFocus()
    shelf.settle()
    assert shelf.row(first).credit == "Studio Vert"
    assert shelf.row(second).credit is None


def test_tags_are_added_and_taken_off(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    photo = shelf.ids()[0]
    shown = panel(photo)
    tags = shown.words.tags
    QTest.mouseClick(tags.plus, Qt.MouseButton.LeftButton)
    tags.field.insert("#balcon, été")
    QTest.keyClick(tags.field, Qt.Key.Key_Return)
    shelf.settle()
    assert {"balcon", "été"} <= set(shelf.row(photo).tags)
    qtbot.waitUntil(lambda: "été" in words_of(tags), timeout=10_000)
    press(qtbot, tags, "été")
    shelf.settle()
    assert "été" not in shelf.row(photo).tags


def test_similar_photos_can_be_compared(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    photo = shelf.one("is:stack")
    shown = panel(photo)
    assert shown.sheet is not None
    with qtbot.waitSignal(shown.compare_wanted) as told:
        press(qtbot, shown.similar, "Compare")
    assert told.args == [[photo, *(int(alike.row.asset.id) for alike in shown.sheet.alike)]]


def test_where_it_is_leads_there(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    shown = panel(shelf.one("has:gallery"))
    assert shown.sheet is not None
    number, name = shown.sheet.detail.galleries[0]
    desk.going.disconnect()
    with qtbot.waitSignal(desk.going) as told:
        press(qtbot, shown.places, f"Open {name}")
    assert told.args == ["galleries", {"gallery": int(number)}]


def test_the_history_says_what_who_and_when(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    shown = panel(shelf.one("rights:cleared"))
    assert shown.sheet is not None
    lines = [one for one in shown.history.findChildren(QWidget) if "SHA-256" in one.accessibleDescription()]
    assert lines
    latest = shown.sheet.opened.file.events[-1]
    assert lines[0].accessibleName() == shown.show_words(latest.text)
    assert latest.actor in lines[0].accessibleDescription()
    press(qtbot, shown.history, shown.history.more.text())
    assert "Imported" in words_of(shown.history)


def test_the_post_opens_only_on_request(panel: Panel, shelf: Shelf, prompts: PlannedPrompts, qtbot: QtBot) -> None:
    photos = [one for one in shelf.ids("has:post") if panel(one).head.post.isVisible()]
    shown = panel(photos[0])
    assert prompts.opened == []
    QTest.mouseClick(shown.head.post, Qt.MouseButton.LeftButton)
    assert prompts.opened[0].startswith("https://")


def test_a_hidden_panel_reads_nothing_and_catches_up(panel: Panel, shelf: Shelf, qtbot: QtBot) -> None:
    first, second = shelf.ids()[:2]
    shown = panel(first)
    shown.hide()
    shown.set_assets([second])
    shelf.settle()
    assert shown.sheet is not None
    assert int(shown.sheet.asset_id) == first
    shown.show()
    qtbot.waitUntil(lambda: shown.sheet is not None and int(shown.sheet.asset_id) == second, timeout=10_000)
    shelf.settle()


@pytest.mark.parametrize("state", ["cleared", "waiting", "blocked", "to-read", "none", "ended"])
def test_every_state_can_be_shown(panel: Panel, shelf: Shelf, state: str) -> None:
    shown = panel(shelf.one(f"rights:{state}"))
    assert shown.rights.pill.accessibleName()
    assert shown.content_width() <= 316
