"""The printed form, read back: every box is there and empty, every text is there to the letter, in five languages."""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from tests.corpus import jpeg
from tests.services.consent.forms.pages import page_of
from ugc_studio import resources
from ugc_studio.domain.consent import BASE_RIGHTS, Medium, Right
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.forms import FORM_LANGUAGES, Expected, FormKind, IssuedForm, PaperSize, Part, check_sign
from ugc_studio.exporters.forms.content import (
    FormContent,
    PrintedPhoto,
    boxes_of_media,
    boxes_of_rights,
    form_words,
)
from ugc_studio.exporters.forms.drawing import draw_form
from ugc_studio.media.codes import codes_in

CODE = "MA-7K3M-" + check_sign("MA7K3M")
TEXT = "Vous autorisez Maison Alizé (licence non exclusive).\nRien d’autre : <b>pas de pub</b> & pas de {champs}."
FAMILY = (
    Expected(Part.SIGNER, name="Camille Peeters"), Expected(Part.SIGNER, name="ليلى بن علي"),
    Expected(Part.CHILD, name="Lou 🌊"), Expected(Part.CHILD),
)  # fmt: skip


def content(
    kind: FormKind = FormKind.FAMILY, language: str = "fr", size: PaperSize = PaperSize.A4, *, photos: int = 2,
    text: str = TEXT, people: tuple[Expected, ...] = FAMILY,
) -> FormContent:  # fmt: skip
    shas = [hashlib.sha256(bytes([number])).hexdigest() for number in range(photos)]
    form = IssuedForm(
        CODE, kind, "notice", language, hashlib.sha256(text.encode()).hexdigest(), "brand", size,
        "2026-09-01T09:00:00+00:00", "Ana", tuple(shas), people,
    )  # fmt: skip
    return FormContent(
        form, "Maison Alizé", "Alizé SAS", "droits@alize.example", "Réseaux", 2, text,
        boxes_of_rights(frozenset({Right.CROP.value})),
        boxes_of_media(frozenset({"website", "organic_social", "instagram"})),
        [PrintedPhoto(sha, jpeg(160, 120, seed=place) if place else None) for place, sha in enumerate(shas)], people,
    )  # fmt: skip


def fields(pdf: bytes) -> dict[str, Any]:
    return dict(pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {})


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
@pytest.mark.parametrize("kind", list(FormKind))
def test_every_box_is_empty_and_every_line_can_be_filled_in(kind: FormKind, language: str) -> None:
    people = () if kind is not FormKind.FAMILY else FAMILY
    pdf = draw_form(content(kind, language, people=people))
    found = fields(pdf)
    boxes = {name for name, field in found.items() if field["/FT"] == "/Btn"}
    assert {"right.reproduction", "right.representation", "right.adaptation_crop"} <= boxes
    assert {"medium.website", "medium.organic_social", "medium.instagram"} <= boxes
    assert "signer1.adult" in boxes
    assert all(found[name].get("/V") in {"/Off", None} for name in boxes), "nothing is ticked in advance"
    assert "signer1.date" in found
    assert not any("sign" in name.rsplit(".", 1)[-1] for name in found), "a signature is written, not typed"


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_the_text_is_printed_to_the_letter_with_its_hash(language: str) -> None:
    made = content(language=language, size=PaperSize.A5)
    said = text_of(draw_form(made))
    for line in TEXT.splitlines():
        assert line in said
    assert made.form.text_hash in said
    assert "droits@alize.example" in said
    assert said.count(CODE) >= 4, "on every page, and where it says how to withdraw"


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_square_holds_the_code_alone_on_every_page(size: PaperSize) -> None:
    pdf = draw_form(content(size=size, photos=9))
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert pages >= 2
    for number in range(pages):
        assert codes_in(page_of(pdf, number, dots=150)) == [CODE]


def test_names_are_printed_and_unknown_ones_are_lines() -> None:
    pdf = draw_form(content())
    said, found = text_of(pdf), fields(pdf)
    assert "Camille Peeters" in said
    assert "Lou" in said
    assert "signer1.name" not in found
    assert "child2.name" in found
    assert "child1.turns_18" in found


def test_the_same_form_is_the_same_file() -> None:
    assert draw_form(content()) == draw_form(content())
    assert draw_form(content()) != draw_form(replace(content(), text=TEXT + "."))


@pytest.mark.parametrize("length", [1, 60])
def test_long_texts_and_many_photos_run_over_pages(length: int) -> None:
    long = "Une phrase qui dit tout, jusqu’au bout, sans rien laisser dans l’ombre. " * 400
    pdf = draw_form(content(text=long, photos=length))
    assert long.strip()[-60:] in text_of(pdf)
    if length > 24:
        assert hashlib.sha256(bytes([length - 1])).hexdigest()[:8] in text_of(pdf)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_each_language_has_every_word(language: str) -> None:
    def keys(code: str) -> set[tuple[str, str]]:
        read = tomllib.loads(resources.path("forms", f"{code}.toml").read_text("utf-8"))
        return {(part, key) for part, words in read.items() for key in words}

    assert keys(language) == keys("en")
    words = form_words(language)
    assert all(words.right(right) != right for right in BASE_RIGHTS | set(Right))
    assert all(words.medium(medium, "Alizé") != medium for medium in Medium)
    own = resources.path("forms", f"{language}.toml").read_text("utf-8").lower()
    assert "cession" not in own


def test_a_language_without_forms_is_refused() -> None:
    with pytest.raises(UsageError, match="fr, en, de, nl, es"):
        form_words("it")
