"""Names and papers of forms go with the people and the photos that are erased, in backups too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import BASE_RIGHTS
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, Part
from ugc_studio.services.consent.forms.issuing import FormOrder
from ugc_studio.services.consent.forms.reading import PaperReading, PersonRead

NAME = "Zoé Quenneville"
PAPER = b"\xff\xd8 a signed page of Quenneville"


def traces(root: Path) -> list[str]:
    """Every file below a folder that still holds the name or the paper."""
    return [
        f"{file.name}" for file in sorted(root.rglob("*"))
        if file.is_file() and any(secret in file.read_bytes() for secret in (b"Quenneville", PAPER))
    ]  # fmt: skip


@pytest.fixture
def form(world: World, tmp_path: Path) -> IssuedForm:
    world.notice()
    photos = world.photos("ponton", "other")
    made = world.studio.forms.issue(
        FormOrder(FormKind.PERSON, photos[:1], "reseaux", people=[Expected(Part.SIGNER, name=NAME)])
    )
    (tmp_path / "paper.jpg").write_bytes(PAPER)
    world.studio.forms.attach(tmp_path / "paper.jpg", made.code)
    world.studio.library.back_up()
    return made


def recorded(world: World) -> None:
    """The paper is read: from now on Zoé is somebody in the register."""
    reading = PaperReading(
        world.studio.forms.waiting()[0].evidence, [1],
        [PersonRead(Part.SIGNER, 0, name=NAME, signed=True, shown=True, author=True)], BASE_RIGHTS,
        frozenset({"website"}), everybody=True,
    )  # fmt: skip
    world.studio.forms.record(reading)
    world.studio.previews.close()


def test_erasing_the_photo_takes_a_paper_that_nobody_read(world: World, form: IssuedForm) -> None:
    assert len(traces(world.root)) >= 3, "library, backup, evidence"
    eraser = world.studio.consent.eraser
    preview = eraser.preview(assets=(1,))
    assert preview.proofs == 1
    eraser.erase(preview.erasure)
    world.studio.previews.close()
    assert world.studio.forms.waiting() == []
    assert world.studio.forms.get(form.code).shas == (sha_of("ponton"),)
    assert traces(world.root) == []
    world.close()
    assert traces(world.root) == []


def test_erasing_the_person_takes_name_and_paper(world: World, form: IssuedForm) -> None:
    recorded(world)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=(NAME,)).erasure)
    assert traces(world.root) == []
    (person,) = world.studio.forms.get(form.code).people
    assert person.name is None
    assert world.studio.ledger.verify().ok


def test_a_name_on_another_form_goes_too(world: World, form: IssuedForm) -> None:
    second = world.studio.forms.issue(
        FormOrder(FormKind.PERSON, [2], "reseaux", people=[Expected(Part.SIGNER, name=NAME)])
    )
    recorded(world)
    eraser = world.studio.consent.eraser
    eraser.erase(eraser.preview(parties=(NAME,)).erasure)
    assert traces(world.root) == []
    assert world.studio.forms.get(second.code).people[0].name == "…"


def test_a_restore_brings_later_forms_back(world: World, tmp_path: Path) -> None:
    world.notice()
    photos = world.photos("ponton")
    world.studio.library.back_up()
    kept = world.studio.library.backups.all()[0]
    world.clock.forward(days=1)
    made = world.studio.forms.issue(FormOrder(FormKind.PERSON, photos, "reseaux"))
    (tmp_path / "paper.jpg").write_bytes(PAPER)
    paper = world.studio.forms.attach(tmp_path / "paper.jpg", made.code)
    world.studio.previews.close()
    world.close()
    world.restore(kept.path)
    assert world.studio.forms.get(made.code) == made
    assert [one.evidence for one in world.studio.forms.waiting()] == [paper.evidence]
    world.studio.previews.close()
