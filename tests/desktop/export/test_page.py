"""Exporting in the window: the check says what stays out, its buttons deal with it, the button exports the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.export.page import ExportPage
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.messages import _


@pytest.fixture
def page(window: Window, desk: Desk, qtbot: QtBot, tmp_path: Path) -> ExportPage:
    desk.go("export")
    settled(qtbot, desk)
    made = window.pages["export"]
    assert isinstance(made, ExportPage)
    made._parent_folder = tmp_path / "exports"
    return made


def buttons(page: ExportPage) -> dict[str, QPushButton]:
    found = page.check_card.findChildren(QPushButton)
    return {button.text(): button for button in found if button.isVisible()}


def test_the_check_counts_and_names_what_stays_out(page: ExportPage, desk: Desk) -> None:
    checked = page._checked
    assert checked is not None
    assert checked.review is not None
    review = checked.review
    assert page.check_card.pill.accessibleName() == f"{review.ready} of {review.ready + review.blocked} ready"
    assert page.button.text() == f"Export {review.ready} posts"
    assert len(buttons(page)) == len({str(blocker.button) for blocker in review.blockers})


def test_a_rule_that_could_not_be_read_is_said_beside_the_check(page: ExportPage, desk: Desk) -> None:
    checked = page._checked
    assert checked is not None
    assert checked.review is not None
    remark = _("The rules for minors in {countries} could not be read.", countries=["BE"])
    page.check_card.show_check(replace(checked, review=replace(checked.review, remarks=(remark,))))
    assert any(label.text() == str(remark) for label in page.check_card.findChildren(QLabel))


def test_what_is_cleared_leaves_and_the_rest_stays(
    page: ExportPage, desk: Desk, qtbot: QtBot, prompts: PlannedPrompts, tmp_path: Path
) -> None:
    review = page._checked.review if page._checked else None
    assert review is not None
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    made = next((tmp_path / "exports").iterdir())
    assert len(list((made / "media").iterdir())) == review.ready
    assert list(made.glob("*.csv"))
    assert prompts.opened == [str(made)]
    assert len(desk.studio.exporting.plan("1", "hootsuite").ready) == review.ready


def test_a_blocked_photo_is_taken_out_by_its_button_and_undo_puts_it_back(
    page: ExportPage, desk: Desk, qtbot: QtBot
) -> None:
    size = desk.studio.curation.galleries()[0].size
    QTest.mouseClick(buttons(page)["Take out"], Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert desk.studio.curation.galleries()[0].size < size
    assert "Take out" not in buttons(page)
    desk.undo()
    settled(qtbot, desk)
    assert desk.studio.curation.galleries()[0].size == size


def test_the_review_button_leads_to_the_photo_on_the_consent_desk(
    page: ExportPage, window: Window, desk: Desk, qtbot: QtBot
) -> None:
    went: list[tuple[str, object]] = []
    desk.going.disconnect(window.go)
    desk.going.connect(lambda name, place: went.append((name, place)))
    QTest.mouseClick(buttons(page)["Review"], Qt.MouseButton.LeftButton)
    assert went
    assert went[0][0] == "consent"


def test_another_destination_has_another_form_and_another_check(page: ExportPage, desk: Desk, qtbot: QtBot) -> None:
    before = page._checked
    page._choose_destination("web")
    settled(qtbot, desk)
    assert page._checked is not None
    assert before is not None
    assert page._checked.wish.exporter == "web"
    assert {field.id for field in page._checked.fields} != {field.id for field in before.fields}
    assert page.button.text().endswith("photos")


def test_a_preset_brings_destination_and_options_back(page: ExportPage, desk: Desk, qtbot: QtBot) -> None:
    page._choose_destination("web")
    settled(qtbot, desk)
    wish = page._wish()
    assert wish is not None
    desk.studio.export_desk.save_preset("Site", "web", options=wish.options)
    page._choose_destination("scheduler")
    page._look()
    settled(qtbot, desk)
    assert page._choices is not None
    page._use_preset(page._choices.presets[0])
    settled(qtbot, desk)
    assert page._checked is not None
    assert page._checked.wish.exporter == "web"


def test_names_of_galleries_never_leave_the_folder(tmp_path: Path) -> None:
    from ugc_studio.desktop.pages.export.looking import folder_for

    for name in ("../../etc", "a/b", "CON:", "..", " ", "été ★"):
        made = folder_for(tmp_path, "2026-08-18", name)
        assert made.parent == tmp_path
    (tmp_path / "2026-08-18 Été").mkdir()
    assert folder_for(tmp_path, "2026-08-18", "Été").name == "2026-08-18 Été 2"
