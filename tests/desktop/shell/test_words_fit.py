"""Nothing is cut when every text is 40 % longer, in the smallest window, with large text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.clipping import assert_fits
from tests.desktop.support.pseudo import LongerTexts, longer
from tests.desktop.support.waiting import settled
from ugc_studio import resources
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs import about, doctor, import_, new_gallery, palette, papers, purge, sheet, trash
from ugc_studio.desktop.pages.consent.persons_dialog import open_persons
from ugc_studio.desktop.pages.settings.notice_dialog import open_notice
from ugc_studio.desktop.pages.settings.page import PARTS
from ugc_studio.desktop.shell.window import SMALLEST, Window
from ugc_studio.services.consent.desk.queues import Queue

PLACES = ("welcome", "history", "library", "galleries", "export")
DIALOGS: dict[str, Callable[[Desk, QWidget], object]] = {
    "about": about.open_dialog,
    "doctor": doctor.open_dialog,
    "import": import_.open_dialog,
    "new gallery": new_gallery.open_dialog,
    "palette": palette.open_dialog,
    "papers": papers.open_dialog,
    "purge": purge.open_dialog,
    "sheet": sheet.open_dialog,
    "trash": trash.open_dialog,
}


@pytest.fixture(autouse=True)
def _longer_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "translations", lambda _language: LongerTexts())


@pytest.fixture
def chosen() -> Preferences:
    return Preferences(language="en", appearance="light", text_size=140, name="Manon Leroy")


@pytest.fixture
def small(window: Window, desk: Desk, qtbot: QtBot) -> Window:
    window.resize(*SMALLEST)
    settled(qtbot, desk)
    return window


def test_the_made_up_language_is_longer_and_keeps_its_fields() -> None:
    assert longer("{n} photos are ready") == "{n} photos are ready éàüîô éà"


@pytest.mark.parametrize("part", PARTS)
def test_settings_fit(small: Window, desk: Desk, qtbot: QtBot, part: str) -> None:
    desk.go("settings", {"part": part})
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages["settings"])


@pytest.mark.parametrize("place", PLACES)
def test_places_fit(small: Window, desk: Desk, qtbot: QtBot, place: str) -> None:
    desk.go(place)
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages[place])


@pytest.mark.parametrize("tab", ["near", "scene", "resolved"])
def test_duplicates_fit(small: Window, desk: Desk, qtbot: QtBot, tab: str) -> None:
    desk.go("duplicates", {"tab": tab})
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages["duplicates"])


@pytest.mark.parametrize("queue", Queue)
def test_consent_fits(small: Window, desk: Desk, qtbot: QtBot, queue: Queue) -> None:
    desk.go("consent", {"queue": queue.value})
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages["consent"])


def test_legal_review_fits(small: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.go("consent", {"queue": "legal"})
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages["consent"])


def test_people_to_watch_fit(small: Window, desk: Desk, qtbot: QtBot) -> None:
    dialog = open_persons(desk, small)
    settled(qtbot, desk)
    assert_fits(qtbot, dialog)


def test_a_new_version_of_a_wording_fits(small: Window, desk: Desk, qtbot: QtBot) -> None:
    notice = desk.studio.notices.adopt("social", contact="rights@alize.example")
    dialog = open_notice(desk, small, notice)
    dialog.countries.setText("Atlantis")
    qtbot.waitUntil(dialog.scope_told.isVisible, timeout=5000)
    settled(qtbot, desk)
    assert_fits(qtbot, dialog)


@pytest.mark.parametrize("tab", ["imports", "exports"])
def test_history_fits(small: Window, desk: Desk, qtbot: QtBot, tab: str) -> None:
    desk.go("history", {"tab": tab})
    settled(qtbot, desk)
    assert_fits(qtbot, small.pages["history"])


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_fit(small: Window, desk: Desk, qtbot: QtBot, name: str) -> None:
    DIALOGS[name](desk, small)
    settled(qtbot, desk)
    dialog = small.findChild(QWidget, "dialog")
    assert dialog is not None
    assert_fits(qtbot, dialog)
