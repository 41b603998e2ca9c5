"""Tables that are broken, that lie, or that are made to cost memory and time."""

from __future__ import annotations

import io
import json
import os
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ugc_studio.domain.imports import LeftOut, Note
from ugc_studio.importers.base import Finding, ImporterOptions, PostRecord, SourceView
from ugc_studio.importers.table import TableImporter
from ugc_studio.importers.table.json_spans import elements, members
from ugc_studio.importers.table.rows import Row
from ugc_studio.importers.table.xlsx_files import read_xlsx_tables

MEGA = 1_000_000


def read(path: Path) -> list[Finding]:
    return list(TableImporter().candidates(SourceView.of(path), ImporterOptions()))


def handles(found: list[Finding]) -> list[str | None]:
    return [each.post.creator.handle for each in found if isinstance(each, PostRecord) and each.post.creator]


def codes(found: list[Finding]) -> list[str]:
    return [each.problem.code for each in found if isinstance(each, LeftOut | Note)]


def reasons(found: list[Finding]) -> list[str]:
    return [str(each.problem.text) for each in found if isinstance(each, Note)]


def workbook(folder: Path, pattern: bytes, instead: bytes) -> Path:
    """A workbook with two posts in which a piece of XML is exchanged."""
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(b"x")
    book, whole, path = Workbook(), io.BytesIO(), folder / "posts.xlsx"
    for row in (["file", "author"], ["a.jpg", "@a"], ["b.jpg", "@b"]):
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(pattern, instead, old.read(name)))
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path / "posts.csv"


def test_a_quotation_that_never_ends_costs_one_row_only(table: Path) -> None:
    table.write_text('file,author,caption\na.jpg,@a,"never closed\nb.jpg,@b,x\nc.jpg,@c,"two\nlines"\n')
    found = read(table)
    assert handles(found) == ["b", "c"]
    assert reasons(found) == ["Row 2 cannot be read and was left out."]


def test_nobody_is_given_the_answer_of_a_later_row(table: Path) -> None:
    table.write_text('file,author,caption,consent\na.jpg,@a,"open,no\nb.jpg,@b,x,yes\nc.jpg,@c,"y",yes\n')
    found = read(table)
    answers = [each.post.answer.text for each in found if isinstance(each, PostRecord) and each.post.answer]
    assert (handles(found), answers) == (["b", "c"], ["consent: yes"] * 2)


def test_careless_quotation_marks_within_a_caption_cost_nothing(table: Path) -> None:
    table.write_text('file,author,caption\na.jpg,@a,"one\ntwo "wow" three"\nb.jpg,@b,5" wide\n')
    assert handles(found := read(table)) == ["a", "b"]
    assert not codes(found)


def test_a_quotation_that_ends_thousands_of_rows_later_costs_one_row_only(table: Path) -> None:
    rows = "".join(f"b.jpg,@u{number},a caption of usual length\n" for number in range(8000))
    table.write_text(f'file,author,caption\na.jpg,@a,"never closed\n{rows}')
    found = read(table)
    assert handles(found) == [f"u{number}" for number in range(8000)]
    assert codes(found) == ["bad_row"]


@pytest.mark.parametrize("filling", [b"x", b'"', b",", b"\xff", b"\0"])
def test_a_line_without_end_is_one_bad_row_and_no_posts_are_made_of_its_pieces(table: Path, filling: bytes) -> None:
    table.write_bytes(b"file,author,caption\na.jpg,@a,1\nb.jpg,@b," + filling * (5 * MEGA) + b"\nc.jpg,@c,3\n")
    found = read(table)
    assert handles(found) == ["a", "c"]
    assert reasons(found) == ["Row 3 cannot be read and was left out."]


def test_a_table_that_is_one_long_line_ends(table: Path) -> None:
    table.write_bytes(b"file,author," + b"c," * (2 * MEGA))
    assert codes(read(table)) == ["no_columns"]


def test_a_sheet_may_claim_to_be_smaller_than_it_is(tmp_path: Path) -> None:
    found = read(workbook(tmp_path, rb'<dimension ref="[^"]*"', b'<dimension ref="A1"'))
    assert handles(found) == ["a", "b"]


@pytest.mark.parametrize("rows", [b'<row r="50000"><c r="A50000"/></row>', b'<row><c r="ZZZ4"><v>1</v></c></row>'])
def test_empty_cells_of_a_sheet_cost_nothing(tmp_path: Path, rows: bytes) -> None:
    path = workbook(tmp_path, rb"</sheetData>", rows + b"</sheetData>")
    sheet = next(iter(read_xlsx_tables(path)))
    cells = sum(len(row.cells) for row in sheet.rows if isinstance(row, Row))
    assert (cells, handles(read(path))) == (6, ["a", "b"])


@pytest.mark.parametrize("name", ["huge.json", "huge.jsonl", "huge.csv", "huge.xlsx"])
def test_a_huge_table_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'PK\3\4' if name.endswith("xlsx") else b'[{"file":"a.jpg"}')
    os.truncate(path, 2**40)  # sparse: it would take hours
    assert codes(read(path)) == ["table_too_large"]


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        ('{"fi', "table_unreadable"), ("", "table_unreadable"), ("[" * 100_000, "table_too_deep"),
        ('"never closed', "table_unreadable"), ("} ]", "table_unreadable"),
        ('{"author": "b", "likes": NaN}]', "bad_row"), ('{"author": "b", "likes": 1' + "0" * 5000 + "}]", "bad_row"),
        ('{"author": "' + "b" * (2 * MEGA) + '"}]', "bad_row"),
    ],
)  # fmt: skip
def test_what_stands_before_a_broken_place_in_json_is_kept(tmp_path: Path, tail: str, code: str) -> None:
    path = tmp_path / "posts.json"
    path.write_text('{"meta": {"x": [1, "]}"]}, "Data": [{"author": "@a"}, ' + tail, encoding="utf-8")
    found = read(path)
    assert handles(found) == ["a"]
    assert codes(found) == [code]


@pytest.mark.parametrize(
    "filling",
    [
        ',{"x":[[[],[]]]}' * 20_000,
        ',{"x":[' + "[]," * 400_000 + "[]]}",
        ',{"x":{' + ",".join(f'"{key}":1' for key in range(130_000)) + "}}",
        (',{"x":{' + ",".join(f'"{key}":1' for key in range(8000)) + "}}") * 20,
    ],
    ids=["objects", "lists", "keys", "many keys"],
)
def test_json_that_would_grow_in_memory_stays_small(tmp_path: Path, filling: str) -> None:
    path = tmp_path / "posts.json"
    path.write_text(f'[{{"author":"@a"}}{filling}]', encoding="utf-8")
    del filling
    tracemalloc.start()
    try:
        count = sum(1 for _each in TableImporter().candidates(SourceView.of(path), ImporterOptions()))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count > 1
    assert peak < 9 * MEGA  # built at once it takes 12 to 30


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(JSON), st.sampled_from([None, 2]), st.booleans())
def test_the_elements_of_any_array_are_found(values: list[object], indent: int | None, plain: bool) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=plain)
    assert [json.loads(text[start:end]) for start, end in elements(text, 0)] == values


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(), JSON), st.sampled_from([None, 2]))
def test_the_members_of_any_object_are_found(values: dict[str, object], indent: int | None) -> None:
    text = json.dumps(values, indent=indent)
    read_at = json.JSONDecoder().raw_decode
    assert {key: read_at(text, start)[0] for key, start in members(text, 0)} == values


@given(st.text(alphabet='[]{}",:\\ 1ax'))
def test_any_text_is_an_array_or_a_plain_error(text: str) -> None:
    try:
        spans = list(elements(f"[{text}", 0))
    except ValueError:
        return
    assert all(start < end for start, end in spans)
