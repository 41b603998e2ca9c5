"""The settings: each acts at once and is there again at the next start."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.keys import CTRL, press
from tests.desktop.support.pseudo import OtherWords
from tests.desktop.support.waiting import settled
from ugc_studio import resources
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.fields import FieldsDialog
from ugc_studio.desktop.dialogs.new_key import NewKey
from ugc_studio.desktop.pages.settings.brands import BrandsPart
from ugc_studio.desktop.pages.settings.general import GeneralPart
from ugc_studio.desktop.pages.settings.notice_dialog import open_notice
from ugc_studio.desktop.pages.settings.page import SettingsPage
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.pages.settings.register import RegisterPart
from ugc_studio.desktop.pages.settings.shortcuts import ShortcutsPart
from ugc_studio.desktop.pages.settings.watched import WatchedPart
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.widgets.basic import Button, Label
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Number
from ugc_studio.desktop.widgets.pieces import CheckBox


def _part(program: Program, name: str) -> SettingsPart:
    assert program.desk is not None
    program.desk.go("settings", {"part": name})
    page = program.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page.parts[name]


def _rebuilt(program: Program, qtbot: QtBot, before: Desk) -> Desk:
    """The desk after the window was built anew."""
    qtbot.waitUntil(lambda: program.desk is not None and program.desk is not before, timeout=5000)
    assert program.desk is not None
    settled(qtbot, program.desk)
    return program.desk


def test_another_language_keeps_the_place(
    program: Program, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "translations", lambda _language: OtherWords({"Settings": "Réglages"}))
    part = _part(program, "general")
    assert isinstance(part, GeneralPart)
    part.language.picked.emit("fr")
    after = _rebuilt(program, qtbot, desk)
    assert after.language == "fr"
    assert program.window.place()["page"] == "settings"
    assert program.window.place()["part"] == "general"
    assert program.window.sidebar.rows["settings"].accessibleName() == "Réglages"


def test_larger_text_makes_everything_larger(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "general")
    assert isinstance(part, GeneralPart)
    height = program.window.sidebar.rows["library"].height()
    part.slider.setValue(140 // 5)
    after = _rebuilt(program, qtbot, desk)
    assert after.preferences.text_size == 140
    assert program.window.sidebar.rows["library"].height() > height * 1.3


def test_light_and_dark(program: Program, desk: Desk, qtbot: QtBot) -> None:
    desk.actions.trigger("app.appearance")
    after = _rebuilt(program, qtbot, desk)
    assert not after.theme.tokens.dark
    assert program.window.current == "history"


def test_another_role_opens_the_library_for_that_person(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "general")
    assert isinstance(part, GeneralPart)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        part.role.picked.emit("legal")
    assert program.desk is not None
    assert program.desk.studio.actor.role == "legal"


class TestShortcuts:
    def _change(self, program: Program, action: str) -> NewKey:
        part = _part(program, "shortcuts")
        assert isinstance(part, ShortcutsPart)
        return part.change(action)

    def test_a_changed_key_acts(self, program: Program, desk: Desk, qtbot: QtBot) -> None:
        dialog = self._change(program, "app.history")
        press(dialog.field, Qt.Key.Key_J, CTRL)
        dialog.use.click()
        after = _rebuilt(program, qtbot, desk)
        assert after.actions.caps("app.history") == ("Ctrl", "J")
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow, timeout=3000)
        press(program.window, Qt.Key.Key_J, CTRL)
        qtbot.waitUntil(lambda: program.window.current == "history", timeout=3000)

    def test_a_taken_key_is_named_and_only_taken_when_told(self, program: Program, desk: Desk, qtbot: QtBot) -> None:
        dialog = self._change(program, "app.history")
        press(dialog.field, Qt.Key.Key_I, CTRL)
        assert dialog.rival == "app.import"
        dialog.use.click()
        after = _rebuilt(program, qtbot, desk)
        assert after.actions.caps("app.history") == ("Ctrl", "I")
        assert after.actions.caps("app.import") == ()

    def test_single_keys_can_be_switched_off(self, program: Program, desk: Desk, qtbot: QtBot) -> None:
        part = _part(program, "shortcuts")
        assert isinstance(part, ShortcutsPart)
        part.single.click()
        after = _rebuilt(program, qtbot, desk)
        assert after.actions.caps("photos.pick") == ()
        assert after.actions.caps("app.import") == ("Ctrl", "I")

    def test_finding_a_command(self, program: Program, desk: Desk, qtbot: QtBot) -> None:
        part = _part(program, "shortcuts")
        assert isinstance(part, ShortcutsPart)
        part.field.setText("undo")
        changing = "Change the keys of: "
        qtbot.waitUntil(
            lambda: [w.accessibleName() for w in part.findChildren(QWidget)
                     if w.accessibleName().startswith(changing) and w.isVisibleTo(part)] == [f"{changing}Undo"],
            timeout=3000,
        )  # fmt: skip


def test_rules_of_a_brand_are_kept(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "brands")
    assert isinstance(part, BrandsPart)
    settled(qtbot, desk)
    box = next(box for box in part.findChildren(CheckBox) if box.accessibleName() == "for every answer")
    box.click()
    settled(qtbot, desk)
    with desk.studio.library.read() as session:
        assert session.register.brands()[0].policy.approval.every_grant


def _fill(part: SettingsPart, values: dict[str, str]) -> FieldsDialog:
    dialog = part.window().findChildren(FieldsDialog)[-1]
    for key, value in values.items():
        control = dialog.controls[key]
        assert isinstance(control, LineField)
        control.setText(value)
    return dialog


def test_a_place_is_added_and_a_wrong_country_is_told_in_the_dialog(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "register")
    assert isinstance(part, RegisterPart)
    settled(qtbot, desk)
    part._place(None)
    dialog = _fill(part, {"name": "Alizé Dune", "country": "Frankreich"})
    dialog.save()
    settled(qtbot, desk)
    assert dialog.isVisible()
    _fill(part, {"country": "fr"}).save()
    settled(qtbot, desk)
    with desk.studio.library.read() as session:
        assert ("Alizé Dune", "FR") in [(place.name, place.country) for place in session.register.places()]


def test_a_brand_is_added_from_the_switcher(program: Program, desk: Desk, qtbot: QtBot) -> None:
    desk.go("settings", {"part": "brands", "do": "add"})
    part = _part(program, "brands")
    dialog = _fill(part, {"name": "Maison Mistral", "countries": "fr, be"})
    dialog.save()
    settled(qtbot, desk)
    names = [action.text() for action in program.window.sidebar.brand.menu_of_brands().actions()]
    assert "Maison Mistral" in names


def test_a_folder_is_watched_and_left_alone_again(
    program: Program, desk: Desk, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    part = _part(program, "watched")
    assert isinstance(part, WatchedPart)
    settled(qtbot, desk)
    part._ask(tmp_path_factory.mktemp("shop"))
    _fill(part, {"place": "Landes"}).save()
    settled(qtbot, desk)
    assert [folder.place for folder in desk.studio.watching.folders()] == ["Landes"]

    def stops() -> list[Button]:
        buttons = part.findChildren(Button)
        return [one for one in buttons if one.text() == "Stop watching" and one.isVisibleTo(part)]

    qtbot.waitUntil(lambda: bool(stops()), timeout=3000)
    stop = stops()[0]
    stop.click()
    settled(qtbot, desk)
    assert desk.studio.watching.folders() == []


def _shown(part: SettingsPart, words: str) -> list[Button]:
    return [one for one in part.findChildren(Button) if one.text().strip() == words and one.isVisibleTo(part)]


def test_a_standard_wording_is_adopted_and_shown_with_its_hash(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "notices")
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: len(_shown(part, "Adopt…")) >= 5, timeout=5000)
    before = len(_shown(part, "Adopt…"))
    _shown(part, "Adopt…")[0].click()
    settled(qtbot, desk)
    _fill(part, {"contact": "rights@alize.example", "countries": "FR, DE", "months": "12"}).save()
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: len(_shown(part, "Adopt…")) == before - 1, timeout=5000)
    with desk.studio.library.read() as session:
        notice = session.register.notice("maison-social")
        assert session.register.brand("maison").policy.contact == "rights@alize.example"
    assert notice.scope.territories == {"FR", "DE"}
    words = {label.text() for label in part.findChildren(Label)}
    assert f"SHA-256 {notice.text_hash('en')}" in words
    assert notice.texts["en"] in words


def test_a_new_version_of_a_wording_is_held_against_its_scope(program: Program, desk: Desk, qtbot: QtBot) -> None:
    before = desk.studio.notices.adopt("social", territories=("FR",), contact="rights@alize.example")
    part = _part(program, "notices")
    settled(qtbot, desk)
    dialog = open_notice(desk, program.window, before)
    settled(qtbot, desk)
    assert not dialog.yes.isEnabled(), "nothing is changed yet"
    dialog.countries.setText("FR, Atlantis")
    qtbot.waitUntil(lambda: dialog.scope_told.isVisible(), timeout=5000)
    dialog.countries.setText("FR, DE")
    qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=5000)
    assert "Germany" in dialog.text.toPlainText()
    dialog.text.setPlainText(before.texts["en"])
    qtbot.waitUntil(lambda: dialog.text_told.isVisible(), timeout=5000)
    assert not dialog.yes.isEnabled(), "the text says less than what is recorded"
    dialog.text.setPlainText("May we use your photo?")
    qtbot.waitUntil(lambda: dialog.yes.isEnabled(), timeout=5000)
    dialog.save()
    settled(qtbot, desk)
    with desk.studio.library.read() as session:
        made = session.register.notice(before.key)
    assert (made.version, set(made.scope.territories)) == (before.version + 1, {"FR", "DE"})
    assert made.texts["en"] == "May we use your photo?"
    assert "Deutschland" in made.texts["de"]
    qtbot.waitUntil(lambda: made.texts["en"] in {label.text() for label in part.findChildren(Label)}, timeout=5000)


def test_the_terms_of_asking_are_the_brands(program: Program, desk: Desk, qtbot: QtBot) -> None:
    part = _part(program, "brands")
    settled(qtbot, desk)

    def terms(name: str) -> list[Number]:
        found = [one for one in part.findChildren(Number) if one.accessibleName() == name]
        return [one for one in found if one.isVisibleTo(part)]

    def term(name: str) -> Number:
        qtbot.waitUntil(lambda: len(terms(name)) == 1, timeout=5000)
        return terms(name)[0]

    again = term("Ask again after")
    again.setValue(30)
    again.editingFinished.emit()
    settled(qtbot, desk)
    with desk.studio.library.read() as session:
        assert session.register.brands()[0].policy.asking.again_after == 30
    silent = term("No answer after")
    before = silent.value()
    silent.setValue(5)
    silent.editingFinished.emit()
    settled(qtbot, desk)
    assert term("No answer after").value() == before  # silence before the reminder makes no sense
    assert "before silence" in program.window.toasts.text


def test_settings_say_where_they_were(program: Program, desk: Desk, qtbot: QtBot) -> None:
    _part(program, "notices")
    settled(qtbot, desk)
    assert program.window.remembered()["place"] == {"page": "settings", "part": "notices", "scroll": 0}
    assert dataclasses.replace(desk.preferences, language="fr").spoken() == "fr"
