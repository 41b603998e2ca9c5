"""A family of four whom nobody knew: from the signed paper in the inbox to cleared photos, every action counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.journeys.person import CTRL, Person
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.forms.pages import page_of, photographed, save_jpeg
from tests.services.consent.world import World
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.pages.consent.paper.attaching import AttachDialog
from ugc_studio.desktop.pages.consent.paper.paper_dialog import PaperDialog
from ugc_studio.desktop.program import Program
from ugc_studio.domain.consent import BASE_RIGHTS, EventType, HolderBasis
from ugc_studio.domain.forms import Expected, FormKind, Part
from ugc_studio.services.consent.forms.issuing import FormOrder

SHIFT = Qt.KeyboardModifier.ShiftModifier
FAMILY = (
    Expected(Part.SIGNER, name="Camille Peeters"), Expected(Part.SIGNER, name="Tom Peeters"),
    Expected(Part.CHILD, name="Lou Peeters"), Expected(Part.CHILD, name="Max Peeters"),
)  # fmt: skip


@dataclass
class Desk:
    """A person at the window, and the paper that came back."""

    person: Person
    world: World
    photos: list[int]
    paper: Path


def sign_at(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot, prompts: PlannedPrompts, *, people: tuple[Expected, ...]
) -> Iterator[Desk]:
    """Print a form for two photos of nobody known, photograph the signed page with a phone, open the window."""
    world = World(tmp_path / "library")
    photos = world.photos("beach", "dunes")
    notice = world.notice(rights=BASE_RIGHTS | {"adaptation.crop"})
    forms = world.studio.forms
    form = forms.issue(FormOrder(FormKind.FAMILY, photos, notice.key, people=people))
    shot = photographed(page_of(forms.pdf(form.code)), 11)
    paper = save_jpeg(shot, tmp_path / "IMG_2041.jpg")
    world.studio.close()
    state = {str(world.root.resolve()): {"place": {"page": "history"}}}
    program = Program(
        qapp, Preferences(language="en", appearance="light", name="Manon Leroy", role="legal", window=state),
        prompts=prompts, remember=False,
        opener=lambda folder, language, who: open_studio(
            folder, actor=who.name, role=who.role, language=language, clock=world.clock
        ),
    )  # fmt: skip
    program.window.resize(1440, 900)
    with qtbot.waitSignal(program.ready, timeout=20_000):
        program.open(world.root)
        program.window.show()
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    person = Person(program, prompts, qtbot)
    person.wait()
    yield Desk(person, world, photos, paper)
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.deleteLater()


@pytest.fixture
def legal(tmp_path: Path, qapp: QApplication, qtbot: QtBot, prompts: PlannedPrompts) -> Iterator[Desk]:
    """One person who records and, being legal, approves what is of minors."""
    yield from sign_at(tmp_path, qapp, qtbot, prompts, people=FAMILY)


@pytest.fixture
def blank(tmp_path: Path, qapp: QApplication, qtbot: QtBot, prompts: PlannedPrompts) -> Iterator[Desk]:
    """The same with a form on which every name was written by hand."""
    yield from sign_at(tmp_path, qapp, qtbot, prompts, people=())


def attach(desk: Desk) -> PaperDialog:
    """The paper is chosen in the window; its code opens the form of what was ticked."""
    person = desk.person
    person.key(Qt.Key.Key_A, CTRL | SHIFT)
    (asking,) = (one for one in person.window.findChildren(AttachDialog) if one.isVisible())
    person.choose_files([desk.paper], lambda: person.click(asking.files.choose))
    person.wait(lambda: any(one.isVisible() for one in person.window.findChildren(PaperDialog)))
    shown = [one for one in person.window.findChildren(PaperDialog) if one.isVisible()]
    return shown[0]


def types(desk: Desk) -> list[EventType]:
    with desk.person.desk.studio.library.read() as session:
        return [row.event().type for row in session.ledger.rows()]


def cleared(desk: Desk) -> list[bool]:
    consent = desk.person.desk.studio.consent
    return [consent.clearance(photo, desk.world.use()).cleared for photo in desk.photos]


def test_a_family_of_four_from_signed_paper_to_cleared_in_at_most_12_actions(legal: Desk) -> None:
    person, before = legal.person, len(types(legal))
    paper = attach(legal)
    assert [box.isChecked() for box in paper.boxes.ticks.values()] == [False] * 5, "nothing is ticked beforehand"
    assert not any(card.signed.isChecked() or card.author.isChecked() for card in paper.people.cards)
    assert not paper.go.isEnabled()
    camille, tom, _lou, _max = paper.people.cards
    for box in (camille.signed.box, tom.signed.box, camille.author.box, paper.bases[HolderBasis.JOINT],
                paper.boxes.every, paper.everybody.box, paper.approve.box):  # fmt: skip
        person.click(box)
    person.click(paper.go)
    person.wait(lambda: all(cleared(legal)))
    recorded = types(legal)[before:]
    assert recorded.count(EventType.GIVEN) == 7
    assert recorded.count(EventType.PARTY_REGISTERED) == 4, "they were unknown until now"
    assert len(person.actions) <= 12, person.actions


def test_a_paper_filled_in_by_hand_asks_for_names_and_nothing_else_more(blank: Desk) -> None:
    person = blank.person
    paper = attach(blank)
    signer, child = paper.people.cards
    person.click(person.button("Somebody else signed", paper))
    person.click(person.button("Another child", paper))
    _first, _second, tom, max_ = paper.people.cards
    for card, name in ((signer, "Camille"), (tom, "Tom"), (child, "Lou"), (max_, "Max")):
        card.name.setText(name)
        person.actions.append(f"write {name}")
    person.wait(lambda: all(card.signed.box.height() > 20 for card in paper.people.cards))  # laid out
    for box in (signer.signed.box, tom.signed.box, signer.author.box, paper.bases[HolderBasis.JOINT],
                paper.boxes.every, paper.everybody.box, paper.approve.box):  # fmt: skip
        person.click(box)
    person.click(paper.go)
    person.wait(lambda: all(cleared(blank)))
    assert len([one for one in person.actions if not one.startswith("write")]) <= 13, person.actions
