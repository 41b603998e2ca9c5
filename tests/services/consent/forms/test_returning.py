"""A paper comes back as a phone's photo, a scan or a PDF: it is known by its code, and kept once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdf
import pytest

from tests.services.consent.forms.pages import page_of, photographed, save_jpeg, save_scan
from tests.services.consent.world import World
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, PaperSize, Part
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.media.code_reader import CodeReader
from ugc_studio.services.consent.forms.issuing import FormOrder


@pytest.fixture
def printed(world: World) -> Iterator[IssuedForm]:
    world.notice()
    photos = world.photos("beach")
    people = [Expected(Part.SIGNER, name="Zoé Quenneville")]
    yield world.studio.forms.issue(FormOrder(FormKind.PERSON, photos, "reseaux", people=people))
    world.studio.previews.close()


@pytest.mark.parametrize("size", list(PaperSize))
def test_phone_photos_turned_tilted_and_in_shadow_are_read(world: World, size: PaperSize, tmp_path: Path) -> None:
    world.notice()
    form = world.studio.forms.issue(FormOrder(FormKind.FAMILY, world.photos("beach"), "reseaux", size=size))
    page = page_of(world.studio.forms.pdf(form.code))
    shots = [save_jpeg(photographed(page, seed), tmp_path / f"IMG_{seed}.jpg") for seed in range(6)]
    found = world.studio.forms.look(shots)
    world.studio.previews.close()
    assert [one.code for one in found] == [form.code] * len(shots)


def test_every_page_says_which_form_it_is(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    family = [Expected(part, name=str(part)) for part in (Part.SIGNER, Part.SIGNER, Part.CHILD, Part.CHILD)]
    form = world.studio.forms.issue(FormOrder(FormKind.FAMILY, [1], "reseaux", people=family))
    pdf = world.studio.forms.pdf(form.code)
    pages = [page_of(pdf, number, dots=150) for number in range(2)]
    scan = save_scan(pages, tmp_path / "scan.pdf")
    alone = save_scan(pages[1:], tmp_path / "second.pdf")
    upside_down = save_jpeg(np.ascontiguousarray(pages[1][::-1, ::-1]), tmp_path / "turned.jpg")
    found = world.studio.forms.look([scan, alone, upside_down])
    assert [one.code for one in found] == [form.code] * 3


def test_papers_of_two_forms_in_one_file_are_taken_apart(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    other = world.studio.forms.issue(FormOrder(FormKind.PERSON, [1], "reseaux"))
    forms = world.studio.forms
    scan = save_scan([page_of(forms.pdf(one.code), dots=120) for one in (printed, other)], tmp_path / "both.pdf")
    (found,) = forms.look([scan])
    assert found.code is None
    assert printed.code in str(found.why_not)


def test_a_form_of_another_library_is_not_ours(
    world: World, printed: IssuedForm, tmp_path: Path
) -> None:
    other = World(tmp_path / "elsewhere")
    other.notice()
    theirs = other.studio.forms.issue(FormOrder(FormKind.PERSON, other.photos("x"), "reseaux"))
    shot = save_jpeg(page_of(other.studio.forms.pdf(theirs.code), dots=120), tmp_path / "theirs.jpg")
    other.studio.close()
    (found,) = world.studio.forms.look([shot])
    assert found.code is None
    assert "was not printed from this library" in str(found.why_not)
    with pytest.raises(NotFound):
        world.studio.forms.attach(shot, theirs.code)


def test_the_same_file_is_the_same_paper(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    shot = save_jpeg(page_of(world.studio.forms.pdf(printed.code), dots=60), tmp_path / "a.jpg")
    again = tmp_path / "b.jpg"
    again.write_bytes(shot.read_bytes())
    first, second = (world.studio.forms.attach(path, printed.code) for path in (shot, again))
    assert first.evidence == second.evidence
    assert len(world.studio.forms.waiting()) == 1


def test_links_folders_and_empty_files_are_no_papers(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    (tmp_path / "link.pdf").symlink_to(empty)
    for path in (empty, tmp_path / "link.pdf", tmp_path, tmp_path / "gone.pdf"):
        with pytest.raises(UsageError):
            world.studio.forms.attach(path, printed.code)
    assert world.studio.forms.waiting() == []


def test_what_cannot_be_read_says_so_and_the_next_file_is_read(
    world: World, printed: IssuedForm, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj trailer<</Root 1 0 R>>")
    plain = save_jpeg(np.full((900, 700, 3), 200, dtype=np.uint8), tmp_path / "plain.jpg")
    good = save_jpeg(page_of(world.studio.forms.pdf(printed.code), dots=120), tmp_path / "good.jpg")
    found = world.studio.forms.look([bad, plain, good])
    assert [one.code for one in found] == [None, None, printed.code]
    assert "Type" in str(found[0].why_not)
    assert "beside the square" in str(found[1].why_not)


def test_a_reader_that_dies_costs_one_file(printed: IssuedForm, world: World, tmp_path: Path) -> None:
    good = save_jpeg(page_of(world.studio.forms.pdf(printed.code), dots=120), tmp_path / "good.jpg")
    with CodeReader() as reader:
        assert reader.read(good) == (printed.code,)
        process = reader._process
        assert process is not None
        process.kill()
        process.join()
        assert reader.read(good) == Rejected(RejectCode.WORKER_DIED)
        assert reader.read(good) == (printed.code,)
        assert reader.read(tmp_path / "gone.jpg") == Rejected(RejectCode.VANISHED)


def test_a_page_on_its_side_is_shown_upright(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    page = page_of(world.studio.forms.pdf(printed.code), dots=120)
    lying = save_jpeg(np.ascontiguousarray(np.rot90(page)), tmp_path / "lying.jpg")
    paper = world.studio.forms.attach(lying, printed.code)
    (shown,) = world.studio.forms.pictures(paper.evidence)
    picture = cv2.imdecode(np.frombuffer(shown, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    height, width = picture.shape
    assert height > width
    dark = picture < 100
    assert dark[: height // 6, width // 2 :].sum() > dark[-height // 6 :].sum(), "the code is at the top right again"


def test_a_paper_that_cannot_be_drawn_shows_nothing(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("signed, honestly")
    assert world.studio.forms.pictures(world.studio.forms.attach(odd, printed.code).evidence) == ()


def test_ticks_made_on_a_screen_are_seen(world: World, printed: IssuedForm, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    world.studio.forms.save(printed.code, empty)
    writer = pypdf.PdfWriter(clone_from=empty)
    writer.update_page_form_field_values(writer.pages[0], {"medium.website": "/Yes", "signer1.place": "Bruxelles"})
    filled = tmp_path / "filled.pdf"
    writer.write(filled)
    drawn = []
    for path in (empty, filled):
        paper = world.studio.forms.attach(path, printed.code)
        page = cv2.imdecode(np.frombuffer(world.studio.forms.pictures(paper.evidence)[0], np.uint8), 0)
        assert page is not None
        drawn.append(int((page < 128).sum()))
    assert drawn[1] > drawn[0], "the cross and the word are on the picture"
