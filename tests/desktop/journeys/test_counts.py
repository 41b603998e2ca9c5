"""How few actions it takes: a clear reply, the proof of a published photo, and the first export of a newcomer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.journeys.person import CTRL, Person
from tests.desktop.journeys.test_ways import events, exported
from tests.desktop.support.prompts import PlannedPrompts
from ugc_studio.app import paths
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.export.page import ExportPage
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.desktop.program import Program
from ugc_studio.domain.consent import EventType
from ugc_studio.jobs.context import RecordingContext


def test_a_clear_reply_is_recorded_in_at_most_four_keys(person: Person) -> None:
    person.key(Qt.Key.Key_3, CTRL)
    before = len(events(person))
    person.key(Qt.Key.Key_Return, CTRL)
    assert events(person)[before:] == [EventType.GIVEN]
    assert len(person.actions) <= 4


def test_a_reply_with_a_condition_is_never_recorded_by_the_key_alone(person: Person) -> None:
    person.key(Qt.Key.Key_3, CTRL)
    person.key(Qt.Key.Key_Down)
    before = len(events(person))
    person.key(Qt.Key.Key_Return, CTRL)
    assert events(person)[before:] == [], "this reply says: yes, but only if"
    page = person.window.pages["consent"]
    assert isinstance(page, ConsentPage)
    assert page.opened is not None
    assert page.opened.reply is not None
    assert page.opened.reply.notice is not None
    chosen = page.opened.reply.notice.uuid
    page.form.formule.select.set_value(chosen)
    page.form.formule.select.picked.emit(chosen)
    person.wait()
    person.key(Qt.Key.Key_Return, CTRL)
    assert events(person)[before:] == [EventType.GIVEN]


def test_from_a_published_photo_to_its_proof_in_at_most_three_clicks(person: Person, tmp_path: Path) -> None:
    studio = person.desk.studio
    plan = studio.exporting.plan("1", "web")
    studio.exporting.execute(plan, tmp_path / "web", RecordingContext())
    published = int(plan.ready[0].asset.id)
    person.desk.go("library")
    person.wait()
    library = person.page(LibraryPage)
    grid = library.views.list_view
    place = list(library.photos.ids).index(published)
    grid.scrollTo(grid.model().index(place, 0))
    person.click(grid.viewport(), grid.visualRect(grid.model().index(place, 0)).center())
    person.click(person.button("Show the proof", library.details))
    dialog = next(one for one in person.window.findChildren(Dialog) if one.isVisible())
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("SHA-256") for text in texts)
    assert len(person.actions) <= 3


@pytest.fixture
def newcomer(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, prompts: PlannedPrompts, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Someone who starts the program for the first time."""
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    program = Program(qapp, Preferences(language="en", appearance="light"), prompts=prompts)
    program.window.resize(1440, 900)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.open(tmp_path / "library")
        program.window.show()
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    yield Person(program, prompts, qtbot)
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.deleteLater()


def test_a_newcomer_exports_the_sample_in_at_most_25_actions(
    newcomer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first five minutes: sort some photos, decide a duplicate, read a reply, fill the gallery, export."""
    monkeypatch.setattr(paths, "exports_folder", lambda: tmp_path / "exports")
    person = newcomer
    person.wait()
    person.click(person.button("Open sample"))
    person.wait(lambda: person.window.current == "library")
    for key in (Qt.Key.Key_P, Qt.Key.Key_Right, Qt.Key.Key_X, Qt.Key.Key_Right, Qt.Key.Key_P):
        person.key(key)
    person.click(person.window.sidebar.rows["duplicates"])
    person.key(Qt.Key.Key_Return)
    person.key(Qt.Key.Key_Return)
    person.click(person.window.sidebar.rows["consent"])
    before = len(events(person))
    person.key(Qt.Key.Key_Return, CTRL)
    assert events(person)[before:] == [EventType.GIVEN]
    person.click(person.window.sidebar.rows["library"])
    person.key(Qt.Key.Key_B)
    person.key(Qt.Key.Key_Return)
    person.click(person.window.sidebar.rows["export"])
    person.click(person.page(ExportPage).button)
    assert exported(tmp_path / "exports")
    assert len(person.actions) <= 25, person.actions
