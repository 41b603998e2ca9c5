"""One registry: keys act where they may, pages come first, and what is shown is what acts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.keys import press, write
from ugc_studio.desktop.actions.catalogue import CATALOGUE
from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.messages import Translator


class Bench(QWidget):
    """A window with a photo view and a text field."""

    def __init__(self, **options: object) -> None:
        super().__init__()
        self.photos, self.field = QListWidget(), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.photos)
        layout.addWidget(self.field)
        settings = {"shortcuts": {}, "single_keys": True, **options}
        self.actions_ = Actions(self, theme=Theme(), translate=Translator.source_language(), **settings)  # type: ignore[arg-type]  # the two settings above
        self.actions_.photo_view(self.photos)
        self.done: list[str] = []

    def bind(self, action: str, page: str = "library") -> None:
        self.actions_.bind(action, lambda: self.done.append(f"{page}:{action}"), owner=self, page=page)


def shown(qtbot: QtBot, made: Bench) -> Bench:
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.actions_.show_page("library")
    return made


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return shown(qtbot, Bench())


def test_letters_act_only_while_the_photos_have_the_focus(bench: Bench, qtbot: QtBot) -> None:
    bench.bind("photos.pick")
    bench.field.setFocus()
    press(bench.field, Qt.Key.Key_P)
    assert bench.done == []
    assert bench.field.text() == "p"
    bench.photos.setFocus()
    press(bench.photos, Qt.Key.Key_P)
    assert bench.done == ["library:photos.pick"]


def test_digits_rate_also_from_a_french_row(bench: Bench, qtbot: QtBot) -> None:
    bench.bind("photos.rate_4")
    bench.photos.setFocus()
    press(bench.photos, Qt.Key.Key_4)
    write(bench.photos, "'")
    assert bench.done == ["library:photos.rate_4"] * 2


def test_a_digit_means_one_thing_in_each_place(bench: Bench, qtbot: QtBot) -> None:
    bench.bind("photos.rate_2")
    bench.bind("duplicates.keep_2", page="duplicates")
    bench.actions_.show_page("duplicates")
    bench.photos.setFocus()
    press(bench.photos, Qt.Key.Key_2)
    assert bench.done == ["duplicates:duplicates.keep_2"]


def test_single_keys_can_be_switched_off_as_a_whole(qtbot: QtBot) -> None:
    bench = shown(qtbot, Bench(single_keys=False))
    for action in ("photos.pick", "photos.rate_3", "photos.all"):
        bench.bind(action)
    bench.photos.setFocus()
    press(bench.photos, Qt.Key.Key_P)
    press(bench.photos, Qt.Key.Key_3)
    assert bench.done == []
    assert bench.actions_.caps("photos.pick") == ()
    press(bench.photos, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert bench.done == ["library:photos.all"]


def test_a_changed_key_acts_and_is_shown(qtbot: QtBot) -> None:
    bench = shown(qtbot, Bench(shortcuts={"photos.pick": "K"}))
    bench.bind("photos.pick")
    bench.photos.setFocus()
    press(bench.photos, Qt.Key.Key_P)
    assert bench.done == []
    press(bench.photos, Qt.Key.Key_K)
    assert bench.done == ["library:photos.pick"]
    assert bench.actions_.caps("photos.pick") == ("K",)
    assert "(K)" in bench.actions_.action("photos.pick").toolTip()


def test_a_command_that_nobody_handles_is_disabled(bench: Bench) -> None:
    assert not bench.actions_.action("photos.pick").isEnabled()
    bench.bind("photos.pick")
    assert bench.actions_.action("photos.pick").isEnabled()
    bench.actions_.show_page("consent")
    assert not bench.actions_.action("photos.pick").isEnabled()
    assert not bench.actions_.trigger("photos.pick")


def test_a_handler_goes_with_its_page(bench: Bench, qtbot: QtBot) -> None:
    owner = QWidget()
    bench.actions_.bind("app.search", lambda: bench.done.append("gone"), owner=owner, page="library")
    owner.deleteLater()
    qtbot.waitUntil(lambda: not bench.actions_.can("app.search"))
    assert bench.done == []


def test_no_two_commands_of_one_place_share_a_key() -> None:
    for page in ("library", "duplicates", "consent", "galleries", "export", "settings"):
        taken: dict[str, str] = {}
        for spec in CATALOGUE:
            if spec.page not in ("", page):
                continue
            for key in spec.keys:
                other = taken.setdefault(key, spec.id)
                # Where a page has its own command for a key, it does not bind the general one.
                assert other == spec.id or page in (spec.page, _page_of(other)), (page, key, other, spec.id)


def _page_of(action: str) -> str:
    return next(spec.page for spec in CATALOGUE if spec.id == action)
