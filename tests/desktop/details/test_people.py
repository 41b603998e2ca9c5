"""People and what else has to be looked at: every press is an entry of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.details.conftest import Shelf
from tests.desktop.details.test_details import press, words_of
from tests.desktop.support.prompts import PlannedPrompts
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details import acts
from ugc_studio.desktop.pages.library.details.family import FamilyDialog
from ugc_studio.desktop.pages.library.details.panel import DetailsPanel
from ugc_studio.desktop.pages.library.details.person import PersonCard
from ugc_studio.domain.consent import DepictionRole, EventType, HolderBasis, PeopleAnswer
from ugc_studio.services.consent.desk.opened import PeopleView

Panel = Callable[..., DetailsPanel]


def people(desk: Desk, asset_id: int) -> PeopleView:
    """Who is in a photo, as the desk reads it now."""
    return desk.studio.consent_desk.open(asset_id).people


def a_photo_nobody_looked_at(desk: Desk, shelf: Shelf) -> int:
    """One for which nobody said who is in it."""
    return next(
        one for one in shelf.ids("people:not-reviewed") if people(desk, one).answer is PeopleAnswer.NOT_REVIEWED
    )


def test_nobody_recognisable_is_an_answer_that_is_recorded(
    panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot
) -> None:
    photo = a_photo_nobody_looked_at(desk, shelf)
    shown = panel(photo)
    assert "Nobody has looked yet" in words_of(shown.people)
    press(qtbot, shown.people, "No recognisable person")
    shelf.settle()
    assert people(desk, photo).answer is PeopleAnswer.NONE
    qtbot.waitUntil(lambda: "can be recognised" in words_of(shown.people), timeout=10_000)
    shelf.settle()


def test_a_person_is_added_with_their_part(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = a_photo_nobody_looked_at(desk, shelf)
    shown = panel(photo)
    press(qtbot, shown.people, "Add a person")
    shown.people.name.insert("Zoé Martin")
    shown.people.role.set_value(DepictionRole.RECOGNISABLE.value)
    press(qtbot, shown.people, "Record")
    shelf.settle()
    (person,) = people(desk, photo).depicted
    assert (person.label, person.role, person.recognisable) == ("Zoé Martin", DepictionRole.RECOGNISABLE, True)
    qtbot.waitUntil(lambda: "Zoé Martin" in words_of(shown.people), timeout=10_000)
    press(qtbot, shown.people, "Everybody is recorded")
    shelf.settle()
    assert people(desk, photo).answer is PeopleAnswer.REVIEWED


def test_the_same_name_is_the_same_person(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = a_photo_nobody_looked_at(desk, shelf)
    with desk.studio.library.read() as session:
        known = session.parties.all()
    shown = panel(photo)
    shown.people.name.insert(known[0].label)
    QTest.keyClick(shown.people.name, Qt.Key.Key_Return)
    shelf.settle()
    with desk.studio.library.read() as session:
        assert len(session.parties.all()) == len(known)
    assert known[0].uuid in [one.party for one in people(desk, photo).depicted]


def test_a_child_gets_those_who_decide(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = a_photo_nobody_looked_at(desk, shelf)
    shown = panel(photo)
    shown.people.name.insert("Milo")
    QTest.keyClick(shown.people.name, Qt.Key.Key_Return)
    shelf.settle()
    card = wait_for_card(shown, qtbot)
    press(qtbot, card, "Edit what is recorded about Milo")
    card.age.set_value("no")
    card.age.picked.emit("no")
    shelf.settle()
    card = wait_for_card(shown, qtbot, missing="parental authority")
    assert card.is_open
    card.holder.insert("Anna Milo")
    card.basis.set_value(HolderBasis.SOLE_FILIATION.value)
    press(qtbot, card, "Add")
    shelf.settle()
    (child,) = people(desk, photo).depicted
    assert child.adult == "no"
    assert [(one.label, one.basis) for one in child.holders] == [("Anna Milo", HolderBasis.SOLE_FILIATION)]
    shelf.settle()


def test_language_and_ambassador_are_recorded(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = a_photo_nobody_looked_at(desk, shelf)
    shown = panel(photo)
    shown.people.name.insert("Jule Koch")
    QTest.keyClick(shown.people.name, Qt.Key.Key_Return)
    shelf.settle()
    (person,) = people(desk, photo).depicted
    assert acts.how_to_ask(desk.studio, person.party) == acts.HowToAsk("", ambassador=False)
    card = wait_for_card(shown, qtbot)
    press(qtbot, card, "Edit what is recorded about Jule Koch")
    qtbot.waitUntil(card.language.isEnabled, timeout=10_000)
    card.language.set_value("de")
    card.language.picked.emit("de")
    shelf.settle()
    card = wait_for_card(shown, qtbot)
    qtbot.waitUntil(lambda: card.language.isEnabled() and card.language.value() == "de", timeout=10_000)
    card.ambassador.click()
    shelf.settle()
    assert acts.how_to_ask(desk.studio, person.party) == acts.HowToAsk("de", ambassador=True)


def wait_for_card(shown: DetailsPanel, qtbot: QtBot, *, missing: str = "") -> PersonCard:
    """The card of the only person, once it says what is missing."""
    found: list[PersonCard] = []

    def there() -> bool:
        found[:] = [
            card for card in shown.people.findChildren(PersonCard)
            if card.isVisibleTo(shown.people) and missing in words_of(card)
        ]  # fmt: skip
        return bool(found)

    qtbot.waitUntil(there, timeout=10_000)
    return found[-1]


def test_somebody_who_is_not_there_after_all_is_taken_out(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = next(one for one in shelf.ids("has:people") if len(people(desk, one).depicted) == 1)
    shown = panel(photo)
    card = wait_for_card(shown, qtbot)
    card.edit()
    press(qtbot, card, "Not in the photo")
    shelf.settle()
    assert people(desk, photo).depicted == ()


def test_one_signed_paper_settles_a_household(
    panel: Panel, shelf: Shelf, desk: Desk, prompts: PlannedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    photo = next(one for one in shelf.ids("has:people") if people(desk, one).families)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.4 signed by both")
    prompts.chosen = [paper]
    before = len(desk.studio.consent_desk.audit(photo))
    shown = panel(photo)
    press(qtbot, shown.people, "Family release…")
    shelf.settle()
    (dialog,) = shown.findChildren(FamilyDialog)
    assert not any(box.isChecked() for box in dialog.signers.values())
    press(qtbot, dialog, "Record the release")
    assert dialog.complaint.isVisible()
    press(qtbot, dialog, "Choose the signed paper…")
    assert "paper.pdf" in dialog.file.text()
    (family,) = people(desk, photo).families
    for holder in family.holders:
        dialog.signers[holder.party].setChecked(True)
    press(qtbot, dialog, "Record the release")
    shelf.settle()
    events = [line.event for line in desk.studio.consent_desk.audit(photo)][before:]
    assert events
    assert {event.type for event in events} == {EventType.GIVEN}
    assert {event.evidence for event in events} == {"signature"}
    assert {event.party for event in events} >= set(family.children)


def test_a_sensitive_photo_is_blocked_and_blurred(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = shelf.one("rights:cleared")
    shown = panel(photo)
    shown.care.open()
    press(qtbot, shown.care, "Mark as sensitive")
    shelf.settle()
    assert not desk.studio.consent_desk.verdict(photo).cleared
    qtbot.waitUntil(lambda: shown.head.preview.is_veiled, timeout=10_000)
    qtbot.waitUntil(lambda: shown.head.reveal.isVisible(), timeout=10_000)
    QTest.mouseClick(shown.head.reveal, Qt.MouseButton.LeftButton)
    assert not shown.head.preview.is_veiled
    assert "Take the mark off…" not in words_of(shown.care)  # an editor cannot
    shelf.settle()


def test_a_thing_with_rights_of_its_own_is_noted(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    photo = shelf.one("rights:cleared")
    shown = panel(photo)
    shown.care.open()
    press(qtbot, shown.care, "Note music, art or a building…")
    shown.care.thing.set_value("artwork")
    press(qtbot, shown.care, "A permission is needed")
    shelf.settle()
    (item,) = people(desk, photo).items
    assert (item.id, item.needed) == ("artwork", True)
    qtbot.waitUntil(lambda: "An artwork: a permission is needed" in words_of(shown.care), timeout=10_000)
    press(qtbot, shown.care, "Not needed")
    shelf.settle()
    assert not people(desk, photo).items[0].needed


def test_the_answer_is_for_the_photo_that_was_shown(panel: Panel, shelf: Shelf, desk: Desk, qtbot: QtBot) -> None:
    first, second = [one for one in shelf.ids("people:not-reviewed") if not people(desk, one).depicted][:2]
    shown = panel(first)
    press(qtbot, shown.people, "No recognisable person")
    shown.set_assets([second])
    shelf.settle()
    assert people(desk, first).answer is PeopleAnswer.NONE
    assert people(desk, second).answer is PeopleAnswer.NOT_REVIEWED
