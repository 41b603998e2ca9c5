"""Several photos: mixed fields, only what was touched is written, one step back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.details.conftest import Shelf
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.domain.edits import Edits

Panel = Callable[..., DetailsPanel]


def test_fields_that_differ_say_mixed(panel: Panel, shelf: Shelf, desk: Desk) -> None:
    first, second, third = shelf.ids()[:3]
    desk.studio.editing.edit([shelf.row(first).asset.id], Edits(credit="A", place="Lyon"))
    desk.studio.editing.edit([shelf.row(second).asset.id], Edits(credit="B", place="Lyon"))
    form = panel(first, second).batch
    assert form.title.text() == "2 photos"
    assert (form.credit.text(), form.credit.placeholderText()) == ("", "Mixed")
    assert form.place.text() == "Lyon"
    assert not form.apply.isEnabled()
    assert panel(first, second, third).batch.title.text() == "3 photos"


def test_only_touched_fields_are_written_in_one_step(panel: Panel, shelf: Shelf, desk: Desk) -> None:
    ids = shelf.ids()[:3]
    for number, one in enumerate(ids):
        edits = Edits(credit=f"Author {number}", caption=f"Words {number}", add_tags=("kept",))
        desk.studio.editing.edit([shelf.row(one).asset.id], edits)
    form = panel(*ids).batch
    steps = len(desk.studio.history.recent(200))
    form.campaign.setFocus()
    QTest.keyClicks(form.place, "Nantes")
    QTest.mouseClick(form.tags.plus, Qt.MouseButton.LeftButton)
    QTest.keyClicks(form.tags.field, "summer")
    QTest.keyClick(form.tags.field, Qt.Key.Key_Return)
    assert form.edits().touched == ("add_tags", "place")
    assert form.apply.text() == "Change 3 photos"
    QTest.mouseClick(form.apply, Qt.MouseButton.LeftButton)
    shelf.settle()
    rows = [shelf.row(one) for one in ids]
    assert {row.place for row in rows} == {"Nantes"}
    assert [row.credit for row in rows] == ["Author 0", "Author 1", "Author 2"]
    assert [row.own_caption for row in rows] == ["Words 0", "Words 1", "Words 2"]
    assert all({"kept", "summer"} <= set(row.tags) for row in rows)
    assert len(desk.studio.history.recent(200)) == steps + 1
    desk.undo()
    shelf.settle()
    assert all("summer" not in shelf.row(one).tags for one in ids)


def test_nothing_is_written_by_leaving_a_field(panel: Panel, shelf: Shelf) -> None:
    ids = shelf.ids()[:2]
    shown = panel(*ids)
    form = shown.batch
    QTest.keyClicks(form.credit, "Nobody")
    QTest.keyClick(form.credit, Qt.Key.Key_Tab)
    shelf.settle()
    assert all(shelf.row(one).credit != "Nobody" for one in ids)
    QTest.mouseClick(form.forget, Qt.MouseButton.LeftButton)
    assert form.edits() == Edits()


def test_an_unknown_campaign_is_refused_beside_its_cause(panel: Panel, shelf: Shelf) -> None:
    form = panel(*shelf.ids()[:2]).batch
    QTest.keyClicks(form.campaign, "No such gallery")
    QTest.mouseClick(form.apply, Qt.MouseButton.LeftButton)
    shelf.settle()
    assert form.problem.isVisible()
    assert form.campaign.text() == "No such gallery"


def test_a_tag_that_all_carry_is_taken_off_all(panel: Panel, shelf: Shelf, desk: Desk) -> None:
    ids = shelf.ids()[:2]
    desk.studio.marking.tag([shelf.row(one).asset.id for one in ids], ["old"])
    form = panel(*ids).batch
    form.tags.removed.emit("old")
    QTest.mouseClick(form.apply, Qt.MouseButton.LeftButton)
    shelf.settle()
    assert all("old" not in shelf.row(one).tags for one in ids)
