"""The card of where a photo comes from, in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from tests.desktop.details.test_details import press, words_of
from tests.desktop.support.prompts import PlannedPrompts
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.act_dialog import ActDialog
from ugc_studio.desktop.pages.consent.acts import ACTS
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.details.provenance import ProvenanceDialog
from ugc_studio.desktop.shell.window import Window

Panel = Callable[..., DetailsPanel]


def the_card(within: QWidget, qtbot: QtBot, desk: Desk) -> ProvenanceDialog:
    """The dialog once it is filled."""
    (dialog,) = within.findChildren(ProvenanceDialog)
    qtbot.waitUntil(lambda: "Who decided what" in words_of(dialog), timeout=30_000)  # a layout shows it a turn later
    settled(qtbot, desk)
    return dialog


def test_it_tells_sources_claims_uses_and_decisions(
    panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot, prompts: PlannedPrompts
) -> None:
    photo = shelf.one("rights:cleared has:post has:author")
    shown = panel(photo)
    press(qtbot, shown.history, "Where it comes from…")
    dialog = the_card(shown.window(), qtbot, desk)
    words = words_of(dialog)
    for part in (
        "First seen", "Import ", "Posted by", "no content credentials", "never handed over", "gave the author",
    ):  # fmt: skip
        assert part in words, part
    press(qtbot, dialog, "Copy as text")
    assert "Who decided what" in prompts.copied[-1]
    assert "First seen" in prompts.copied[-1]
    dialog.reject()


def test_the_form_of_a_freeze_leads_there(window: Window, desk: Desk, qtbot: QtBot) -> None:
    photo = next(iter(desk.studio.browsing.find("rights:cleared")))
    desk.go("consent", {"queue": "cleared", "asset": int(photo)})
    page = window.pages["consent"]
    assert isinstance(page, ConsentPage)
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: page.opened is not None, timeout=15_000)
    page.doors.act(next(act for act in ACTS if act is not None and act.name == "freeze"))
    settled(qtbot, desk)
    (form,) = window.findChildren(ActDialog)
    press(qtbot, form, "Where this photo comes from…")
    dialog = the_card(form, qtbot, desk)
    assert dialog.isVisible()
    assert dialog.height() > form.height() / 2
    dialog.reject()
    form.reject()
