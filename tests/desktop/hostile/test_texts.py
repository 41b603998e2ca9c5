"""A library full of hostile texts: every place, dialog, menu, tooltip and notice shows them as what they are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.hostile.inspecting import findings
from tests.desktop.hostile.poison import MARKUP, TEXTS, poison
from tests.desktop.support.keys import write
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.actions.catalogue import CATALOGUE
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs import about, doctor, import_, new_gallery, palette, papers, purge, sheet, trash
from ugc_studio.desktop.pages.settings.page import PARTS
from ugc_studio.desktop.shell.window import SMALLEST, Window
from ugc_studio.domain.messages import _

Place = tuple[str, dict[str, object]]


def _each(page: str, key: str, values: Sequence[str], **more: object) -> list[Place]:
    return [(page, {key: value, **more}) for value in values]


PLACES: list[Place] = [
    ("library", {"query": "", "layout": "grid", "selected": [1], "current": 1}),
    ("library", {"query": "", "layout": "table", "selected": [1, 2, 3], "current": 1}),
    *_each("duplicates", "tab", ("near", "scene", "resolved")),
    *_each("consent", "queue", ("to_read", "waiting", "ending", "cleared", "blocked", "takedowns")),
    *_each("galleries", "view", ("board", "feed", "calendar"), gallery=1),
    ("export", {"gallery": 1}),
    *_each("history", "tab", ("changes", "imports", "exports")),
    *_each("settings", "part", list(PARTS)),
]
DIALOGS: dict[str, Callable[[Desk, QWidget], object]] = {
    "about": about.open_dialog, "doctor": doctor.open_dialog, "import": import_.open_dialog,
    "new gallery": new_gallery.open_dialog, "palette": palette.open_dialog, "sheet": sheet.open_dialog,
    "papers": papers.open_dialog,
    "purge": purge.open_dialog,
    "trash": trash.open_dialog,
}  # fmt: skip


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    """The text that is everywhere."""
    return TEXTS[request.param]


@pytest.fixture
def studio_folder(studio_folder: Path, text: str) -> Path:
    poison(studio_folder, text)
    return studio_folder


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    yield
    assert "PySide6.QtNetwork" not in sys.modules


class Walk:
    """Goes somewhere, waits until it is drawn, and looks at everything."""

    def __init__(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot
        self.wrong: dict[str, str] = {}

    def look(self, where: str) -> None:
        """Wait, draw, and note what is wrong here for the first time."""
        settled(self.qtbot, self.desk, timeout=60_000)
        for window in [self.window, *(w for w in QApplication.topLevelWidgets() if w.isVisible())]:
            window.grab()
        for found in findings():
            self.wrong.setdefault(found, where)

    def close_others(self) -> None:
        """Close what was opened."""
        for dialog in self.window.findChildren(QDialog):
            dialog.close()
        for popup in QApplication.topLevelWidgets():
            if popup is not self.window and popup.isVisible():
                popup.close()

    def fail_if_wrong(self) -> None:
        """All findings at once, each with where it was seen first."""
        assert not self.wrong, "\n".join(f"{where}: {found}" for found, where in self.wrong.items())


@pytest.fixture
def walk(window: Window, desk: Desk, qtbot: QtBot) -> Walk:
    return Walk(window, desk, qtbot)


def test_every_place_shows_it_as_text_and_keeps_its_width(walk: Walk) -> None:
    walk.window.resize(*SMALLEST)
    for page, place in PLACES:
        walk.desk.go(page, place)
        walk.look(f"{page} {place}")
        needed = walk.window.minimumSizeHint().width()
        if needed > SMALLEST[0] or walk.window.width() != SMALLEST[0]:
            walk.wrong.setdefault(f"needs a window {needed} wide", f"{page} {place}")
    walk.fail_if_wrong()


def test_every_dialog_shows_it_as_text(walk: Walk) -> None:
    for name, open_dialog in DIALOGS.items():
        open_dialog(walk.desk, walk.window)
        walk.look(name)
        walk.close_others()
    walk.fail_if_wrong()


@pytest.mark.parametrize("page", ["library", "duplicates", "consent", "galleries"])
def test_whatever_a_command_opens_shows_it_as_text(walk: Walk, page: str) -> None:
    walk.desk.go(page, {"query": "", "layout": "grid", "queue": "to_read", "gallery": 1})
    walk.look(page)
    for spec in CATALOGUE:
        if spec.page == page or (page == "library" and spec.id.startswith(("photos.", "library.", "view."))):
            if page == "library":
                walk.desk.go(page, {"query": "", "layout": "grid", "selected": [1, 2], "current": 1})
            walk.desk.actions.trigger(spec.id)
            walk.look(spec.id)
            walk.close_others()
    walk.fail_if_wrong()


def test_menus_and_suggestions_show_it_as_text(walk: Walk) -> None:
    walk.desk.go("library", {"query": "", "layout": "grid"})
    walk.look("library")
    for button in walk.window.findChildren(QWidget):
        menu = getattr(button, "menu", None)
        found = menu() if callable(menu) else None
        if isinstance(found, QMenu):
            found.aboutToShow.emit()
    for field in walk.window.findChildren(QLineEdit):
        if field.isVisible() and field.isEnabled():
            field.setFocus()
            write(field, "<x")
            walk.look("suggestions")
            field.clear()
    walk.fail_if_wrong()


def test_notices_and_announcements_show_it_as_text(walk: Walk, text: str) -> None:
    walk.desk.toast(Toast(_("Gallery {name} was made", name=text), undo=True))
    walk.look("toast")
    assert walk.window.toasts.width() <= walk.window.width()
    walk.desk.act(lambda studio: studio.curation.create(text[:200]), kinds=Changed.GALLERIES)
    walk.look("a gallery of that name")
    walk.desk.undo()
    walk.look("undone")
    walk.fail_if_wrong()


class TestBraces:
    @pytest.fixture
    def text(self) -> str:
        return MARKUP

    def test_braces_and_percent_signs_stay_as_they_are(self, walk: Walk) -> None:
        walk.desk.go("library", {"query": "", "layout": "grid", "selected": [1], "current": 1})
        walk.look("library")
        unchanged = "%s %(n)s {n} {0} {name} &amp; &&"
        labels = walk.window.findChildren
        walk.qtbot.waitUntil(lambda: any(unchanged in label.text() for label in labels(QLabel)), timeout=15_000)
