"""Files that come back are from outside: only what is exactly an answer is read, everything else is one sentence."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.services.handover.conftest import Room
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.handover import Decision, ReviewKind
from ugc_studio.domain.handover_answers import AnswerSheet, BadAnswer, parse_answer
from ugc_studio.services.handover.reading import ReviewFile, is_ours, read_returned, read_text

UUID = "0b0f7a52-6f0e-4a0e-9d52-1d9d4c8f5f10"
SHA = "a" * 64


def answer(**said: Any) -> dict[str, Any]:
    item = {"photo": SHA, "decision": "approve"}
    return {"ugcanswer": 1, "review": UUID, "kind": "lawyer", "reader": "Maître X", "answered_at": None,
            "items": [item], **said}  # fmt: skip


def parsed(document: object) -> AnswerSheet:
    return parse_answer(json.dumps(document).encode())


def test_an_answer_is_read() -> None:
    item = {"photo": SHA, "decision": "invalidate", "comment": " the wrong\r\nperson "}
    sheet = parsed(answer(items=[item], answered_at="2026-11-25T10:00:00.000Z", reader=" Maître \n X "))
    assert (sheet.review, sheet.kind, sheet.reader) == (UUID, ReviewKind.LAWYER, "Maître X")
    (one,) = sheet.items
    assert (one.sha256, one.decision, one.comment) == (SHA, Decision.INVALIDATE, "the wrong\nperson")
    assert sheet.answered_at is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"ugcanswer": 2}, {"ugcanswer": True}, {"ugcanswer": None}, {"review": "x"}, {"review": 7},
        {"review": UUID * 2}, {"kind": "owner"}, {"kind": None},
        {"reader": ""}, {"reader": "x" * 121}, {"reader": ["x"]}, {"items": []},
        {"items": "all"}, {"items": [1]}, {"answered_at": "yesterday"}, {"answered_at": 5}, {"more": 1},
        {"items": [{"photo": SHA, "decision": "pick"}]},
        {"items": [{"photo": SHA, "decision": "approve", "role": "legal"}]},
        {"items": [{"photo": "../" + SHA, "decision": "approve"}]},
        {"items": [{"photo": SHA.upper(), "decision": "approve"}]},
        {"items": [{"photo": SHA, "decision": "approve", "comment": "x" * 5001}]},
        {"items": [{"photo": SHA, "decision": "approve", "caption": "sneaked in"}]},
        {"items": [{"photo": SHA, "decision": "approve"}, {"photo": SHA, "decision": "invalidate"}]},
        {"kind": "translator", "items": [{"photo": SHA, "decision": "translate"}]},
    ],
)  # fmt: skip
def test_anything_else_is_refused_whole(changes: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer) as refused:
        parsed(answer(**changes))
    assert refused.value.exit_code == 4


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b"{", b"\xff\xfe\x00", b"NaN", b"[" * 100_000, b'{"ugcanswer": 1, "ugcanswer": 1}',
        b"x" * 9_000_000, b"-----BEGIN UGC ANSWER-----\n%%%\n-----END UGC ANSWER-----",
        b'{"ugcanswer": Infinity}', b"\x00" * 100, "café".encode("latin-1"),
    ],
)  # fmt: skip
def test_hostile_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BadAnswer):
        parse_answer(data)


NAMES = st.sampled_from([*answer(), "photo", "decision", "comment", "x"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from([UUID, SHA])


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner)))
def test_no_document_breaks_the_reader(document: object) -> None:
    with contextlib.suppress(BadAnswer):
        parsed(document)


def test_characters_that_act_are_taken_out() -> None:
    item = {"photo": SHA, "decision": "ask", "comment": "pay\u202e rof\x00 \x1b[31mthis\ud800?"}
    (one,) = parsed(answer(items=[item])).items
    assert one.comment == "pay rof [31mthis?"


def test_an_answer_may_come_as_text_in_a_mail() -> None:
    plain = base64.b64encode(json.dumps(answer(reader="Zoé")).encode()).decode()
    lines = "\r\n> ".join(plain[at : at + 40] for at in range(0, len(plain), 40))
    mail = f"Bonjour,\n> -----BEGIN UGC ANSWER-----\n> {lines}\n> -----END UGC ANSWER-----\nCordialement"
    assert read_text(mail).reader == "Zoé"


def test_what_is_ours_is_told_by_its_name() -> None:
    assert all(is_ours(Path(name)) for name in ("a.ugcanswer", "B.UGCREVIEW.HTML", "c.ugcreview.xlsx"))
    assert not any(is_ours(Path(name)) for name in ("a.html", "b.xlsx", "c.json", "ugcanswer"))


def test_a_review_file_is_known_again(room: Room) -> None:
    made = room.make(ReviewKind.LAWYER, "lake")
    found = read_returned(made.page)
    assert isinstance(found, ReviewFile)
    assert (found.review, found.kind, found.photos) == (made.review.uuid, ReviewKind.LAWYER, 1)
    assert found.sha256 == made.review.file_sha256
    text = made.page.read_text("utf-8")
    made.page.write_text(text.replace('"kind": "lawyer"', '"kind": "owner"'), "utf-8")
    with pytest.raises(BadAnswer):
        read_returned(made.page)


# ---------------------------------------------------------------------- workbooks


@pytest.fixture
def book(room: Room) -> Path:
    made = room.make(ReviewKind.TRANSLATOR, gallery="Spring", target="de", sheet=True)
    assert made.sheet is not None
    return made.sheet


def fill(book: Path, row: int, text: object) -> None:
    made = load_workbook(book)
    sheet = made.worksheets[0]
    sheet.cell(row, 5).value = text  # type: ignore[assignment]  # whatever a person types
    made.save(book)


def test_a_workbook_holds_no_formula(book: Path) -> None:
    made = load_workbook(book)
    cells = [cell for row in made.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    texts = [cell.value for cell in cells]
    assert "=Morning at the lake ☕\n<b>no markup</b>" in texts
    assert 'A lake in "morning" light & fog' in texts


def test_a_filled_workbook_is_an_answer(room: Room, book: Path) -> None:
    fill(book, 3, "Morgen am See ☕")
    found = read_returned(book)
    assert isinstance(found, AnswerSheet)
    (one,) = found.items
    assert (one.sha256, one.decision, one.caption, one.alt_text) == (
        room.sha("lake"), Decision.TRANSLATE, "Morgen am See ☕", "",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x","y")', None, "   "])
def test_a_formula_is_no_translation(book: Path, text: object) -> None:
    fill(book, 3, text)
    with pytest.raises(BadAnswer):
        read_returned(book)


def test_foreign_and_broken_workbooks_are_refused(book: Path, tmp_path: Path) -> None:
    foreign = load_workbook(book)
    foreign.worksheets[0]["A1"] = "something else"
    foreign.save(tmp_path / "foreign.xlsx")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    (tmp_path / "bomb.xlsx").write_bytes(bomb.getvalue())
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    for name in ("foreign", "bomb", "broken"):
        with pytest.raises(StudioError):
            read_returned(tmp_path / f"{name}.xlsx")
