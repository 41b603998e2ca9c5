"""Printing a form, attaching the signed one and reading it in the window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdf
import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import clear_reply, depicted
from tests.desktop.support.clipping import assert_fits
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.forms.pages import page_of, save_jpeg
from tests.services.consent.world import World
from ugc_studio.app.preferences import Preferences
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.paper.attaching import AttachDialog
from ugc_studio.desktop.pages.consent.paper.paper_dialog import PaperDialog
from ugc_studio.desktop.pages.consent.paper.print_dialog import PrintDialog
from ugc_studio.domain.consent import BASE_RIGHTS, EventType, HolderBasis
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, Part
from ugc_studio.services.consent.forms.issuing import FormOrder


def printed(
    world: World, kind: FormKind = FormKind.PERSON, people: tuple[Expected, ...] = (Expected(Part.SIGNER, name="Léa"),)
) -> IssuedForm:
    """A form for a photo that nobody can be recognised in yet."""
    world.notice(rights=BASE_RIGHTS | {"adaptation.crop"})
    return world.studio.forms.issue(FormOrder(kind, world.photos("beach"), "reseaux", people=people))


def kept(world: World, form: IssuedForm, folder: Path) -> None:
    """The signed paper is in the library and waits."""
    paper = save_jpeg(page_of(world.studio.forms.pdf(form.code), dots=60), folder / f"{form.code}.jpg")
    world.studio.forms.attach(paper, form.code)
    world.studio.previews.close()


def opened(place: Place) -> PaperDialog:
    """The one paper that waits."""
    place.press(place.page.heading.papers)
    return place.dialog(PaperDialog)


def button(within: QWidget, words: str) -> QAbstractButton:
    return next(b for b in within.findChildren(QAbstractButton) if b.accessibleName() == words or b.text() == words)


def test_a_form_is_saved_for_the_photo_on_the_desk(
    world: World, start: Start, prompts: PlannedPrompts, tmp_path: Path
) -> None:
    photo, _lea, notice = clear_reply(world, "léa")
    place = start(world)
    place.desk.actions.trigger("consent.form")
    place.wait()
    dialog = place.dialog(PrintDialog)
    assert [field.text() for _part, _party, field in dialog._lines] == ["Léa"]
    assert dialog.language.value() == "fr"
    prompts.chosen = [tmp_path]
    place.press(dialog.go)
    (form,) = place.desk.studio.forms.all(photo)
    assert (form.notice, form.kind, form.people[0].name) == (notice.uuid, FormKind.PERSON, None)
    assert "Texte" in pypdf.PdfReader(tmp_path / f"{form.code}.pdf").pages[0].extract_text()
    assert place.toast == f"The form {form.code} was saved."


def test_children_in_the_photo_make_it_a_family(world: World, start: Start) -> None:
    photo, lea, _notice = clear_reply(world, "léa")
    depicted(world, [photo], world.person("Max", adult="no"), holders=[[lea, "sole_filiation"]])
    place = start(world)
    place.desk.actions.trigger("consent.form")
    place.wait()
    dialog = place.dialog(PrintDialog)
    assert dialog.kind.value() == "family"
    assert [(part, field.text()) for part, _party, field in dialog._lines] == [
        (Part.SIGNER, "Léa"), (Part.SIGNER, ""), (Part.CHILD, "Max"), (Part.CHILD, ""),
    ]  # fmt: skip


def test_without_photos_it_says_what_to_do(world: World, start: Start) -> None:
    place = start(world)
    place.desk.actions.trigger("consent.form")
    place.wait()
    assert place.toast == "Select the photos for the form first."


def test_a_code_that_cannot_be_read_is_typed(
    world: World, start: Start, prompts: PlannedPrompts, tmp_path: Path
) -> None:
    form = printed(world)
    plain = save_jpeg(np.full((600, 400, 3), 220, dtype=np.uint8), tmp_path / "IMG_1.jpg")
    place = start(world)
    place.desk.actions.trigger("consent.paper")
    place.wait()
    dialog = place.dialog(AttachDialog)
    prompts.chosen = [plain]
    place.press(dialog.files.choose)
    assert "IMG_1.jpg" in dialog.told.text()
    assert dialog.code.hasFocus()
    dialog.code.setText("XX-XXXX-X")
    assert not dialog.go.isEnabled()
    dialog.code.setText(form.code.lower())
    place.press(dialog.go)
    paper = place.dialog(PaperDialog)
    assert form.code in paper.title.text()
    paper.reject()
    place.wait()
    assert place.page.heading.papers.accessibleName() == "1 signed paper"


def test_the_button_waits_for_what_only_the_paper_tells(world: World, start: Start, tmp_path: Path) -> None:
    form = printed(world)
    kept(world, form, tmp_path)
    place = start(world)
    paper = opened(place)
    (lea,) = paper.people.cards
    told = []
    for step in (lea.signed.box, paper.boxes.ticks["website"].box, paper.boxes.ticks["reproduction"].box,
                 paper.boxes.ticks["representation"].box):  # fmt: skip
        told.append(paper.told.text())
        assert not paper.go.isEnabled()
        place.press(step)
    assert told[:2] == ["Tick who signed.", "Tick the boxes that are ticked on the paper."]
    assert "otherwise nothing is permitted" in told[2]
    assert paper.go.isEnabled()
    place.press(lea.author.box)
    place.press(paper.everybody.box)
    place.press(paper.go)
    assert place.toast == "Permissions recorded from one paper: 2. Photos cleared now: 0 of 1."
    assert place.verdict(1, channel="website_gallery", medium="website").cleared
    assert not place.verdict(1).cleared, "social networks were not ticked"
    assert not place.page.heading.papers.isVisible()


def test_an_editor_does_not_approve(world: World, start: Start, tmp_path: Path) -> None:
    kept(world, printed(world), tmp_path)
    paper = opened(start(world))
    assert not paper.approve.isVisible()


def test_what_contradicts_the_record_is_said_in_place(world: World, start: Start, tmp_path: Path) -> None:
    form = printed(world)
    world.taken_by([1], world.person("Nils Berg"))
    kept(world, form, tmp_path)
    place = start(world)
    paper = opened(place)
    (lea,) = paper.people.cards
    for box in (lea.signed.box, lea.author.box, paper.boxes.every):
        place.press(box)
    before = len(place.events())
    place.press(paper.go)
    assert "Somebody else is recorded as the author" in paper.told.text()
    assert paper.isVisible()
    assert len(place.events()) == before


def test_two_papers_are_listed(world: World, start: Start, tmp_path: Path) -> None:
    first = printed(world)
    second = world.studio.forms.issue(FormOrder(FormKind.PERSON, [1], "reseaux"))
    for form in (first, second):
        kept(world, form, tmp_path)
    place = start(world)
    place.press(place.page.heading.papers)
    listing = place.dialog(Dialog)
    place.press(button(listing, f"Record the paper {second.code}"))
    assert second.code in place.dialog(PaperDialog).title.text()


def test_the_to_do_leads_to_the_only_paper_or_to_their_list(world: World, start: Start, tmp_path: Path) -> None:
    first = printed(world)
    kept(world, first, tmp_path)
    place = start(world, place={"papers": True})
    paper = place.dialog(PaperDialog)
    assert first.code in paper.title.text()
    place.press(button(paper, "Record nothing from it"))
    place.desk.go("consent", {"papers": True})
    place.wait()
    assert place.toast == "Every signed paper is recorded."


def test_a_paper_is_laid_aside(world: World, start: Start, tmp_path: Path) -> None:
    kept(world, printed(world), tmp_path)
    place = start(world)
    paper = opened(place)
    before = len(place.events())
    place.press(button(paper, "Record nothing from it"))
    assert not place.page.heading.papers.isVisible()
    assert len(place.events()) == before


def test_hostile_names_stay_text_and_fit(world: World, start: Start, tmp_path: Path) -> None:
    people = (Expected(Part.SIGNER, name="<b>Léa</b>\u202e " + "W" * 190), Expected(Part.CHILD, name="x\u200b" * 60))
    kept(world, printed(world, FormKind.FAMILY, people), tmp_path)
    place = start(world)
    paper = opened(place)
    assert_fits(place.qtbot, paper)
    assert not any("\u202e" in label.accessibleName() for label in paper.findChildren(QWidget))


@pytest.mark.parametrize("chosen", [Preferences(language="fr", appearance="dark", text_size=140)], indirect=True)
def test_it_fits_in_french_at_140_percent(world: World, start: Start, tmp_path: Path, chosen: Preferences) -> None:
    people = (Expected(Part.SIGNER, name="Camille"), Expected(Part.CHILD, name="Lou"))
    kept(world, printed(world, FormKind.FAMILY, people), tmp_path)
    place = start(world)
    place.program.window.resize(1100, 700)
    paper = opened(place)
    paper.bases[HolderBasis.JOINT].setChecked(True)
    place.wait()
    assert_fits(place.qtbot, paper)
    paper.reject()
    for action in ("consent.paper", "consent.form"):
        place.desk.go("consent", {"asset": 1})
        place.wait()
        place.desk.actions.trigger(action)
        place.wait()
        for dialog in place.program.window.findChildren(Dialog):
            if dialog.isVisible():
                assert_fits(place.qtbot, dialog)
                dialog.reject()
    assert EventType.GIVEN not in {event.type for event in place.events()}
