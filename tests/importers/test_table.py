"""Tables of posts: files as people and tools write them, and what is wrong with them."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.imports import LeftOut, Note
from ugc_studio.domain.posts import MediaState, PostDraft
from ugc_studio.importers.base import Candidate, Finding, ImporterOptions, PostRecord, SourceView
from ugc_studio.importers.registry import choose
from ugc_studio.importers.table import TableImporter


def read(path: Path, **options: object) -> list[Finding]:
    return list(TableImporter().candidates(SourceView.of(path), ImporterOptions(**options)))  # type: ignore[arg-type]  # options by name


def posts(path: Path, **options: object) -> list[PostDraft]:
    return [each.post for each in read(path, **options) if isinstance(each, PostRecord)]


def codes(found: list[Finding]) -> list[str]:
    return [each.problem.code for each in found if isinstance(each, LeftOut | Note)]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_french_spreadsheet_in_cp1252_with_semicolons(tmp_path: Path) -> None:
    (tmp_path / "été.jpg").write_bytes(b"x")
    table = write(
        tmp_path / "clients.csv",
        "Liste des clients;;;;;;\n;;;;;;\n"
        "Nom du client;Pseudo;Légende;Photo;Date de publication;Nombre de j'aime;Accord d'utilisation\n"
        "Léa Dœ;@lea;C’est génial – vraiment;été.jpg;03/02/2026;1,2 k;Oui\n",
        "cp1252",
    )
    (post,) = posts(table)
    assert post.creator is not None
    assert (post.creator.handle, post.creator.name) == ("lea", "Léa Dœ")
    assert (post.caption, post.posted_at, post.likes) == ("C’est génial – vraiment", "2026-02-03", 1200)
    assert post.answer is not None
    assert post.answer.text == "Accord d'utilisation: Oui"
    assert [each.path.name for each in read(table) if isinstance(each, Candidate)] == ["été.jpg"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_recognised(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["URL", "Author", "Caption"],
        ["https://www.instagram.com/p/A/", "@jané", '"a, b; c"'],
        ["https://x.com/u/status/2", "Bo", "d"],
    ]
    table = write(tmp_path / "t.csv", "\r\n".join(delimiter.join(row) for row in rows), encoding)
    found = posts(table)
    assert [(post.permalink, post.caption) for post in found] == [
        ("https://www.instagram.com/p/A/", "a, b; c"),
        ("https://x.com/u/status/2", "d"),
    ]
    assert found[0].creator is not None
    assert (found[0].creator.platform, found[0].creator.handle) == ("instagram", "jané")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\secret.jpg",
        "C:\\Users\\a.jpg",
        "\\\\server\\share\\a.jpg",
        "file:///etc/passwd",
        "a/../../outside.jpg",
        "link.jpg",
        "linked/outside.jpg",
        "~/a.jpg",
    ],
)
def test_nothing_outside_the_folder_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.jpg").write_bytes(b"x")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "linked").symlink_to(tmp_path)
    table = write(folder / "posts.json", json.dumps([{"file": name, "caption": "x"}]))
    found = read(table)
    assert codes(found) == ["outside_source"]
    assert not [each for each in found if isinstance(each, Candidate)]


def test_files_are_found_by_path_then_by_unique_name(tmp_path: Path) -> None:
    for place in ("a/one.jpg", "b/two.jpg", "c/two.jpg", "d/Café.JPG"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_bytes(b"x")
    table = write(
        tmp_path / "t.csv",
        "photo,caption\none.jpg,x\nb/two.jpg,x\ntwo.jpg,x\nwrong\\cafe\u0301.jpg,x\nnone.jpg,x\n",
    )
    found = read(table)
    assert [each.path.relative_to(tmp_path).as_posix() for each in found if isinstance(each, Candidate)] == [
        "a/one.jpg", "b/two.jpg", "d/Café.JPG",
    ]  # fmt: skip
    assert codes(found) == ["ambiguous_file", "missing_file"]
    assert [post.slots[0].state for post in posts(table)] == [MediaState.MISSING] * 5


def test_several_pictures_and_addresses_in_one_row(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    table = write(
        tmp_path / "t.csv",
        'URL,Photo,Photo 2\nhttps://instagram.com/p/A/,"a.jpg, https://cdn.example/b.jpg",missing.png\n',
    )
    found = read(table)
    (post,) = posts(table)
    assert [(slot.position, slot.state.value) for slot in post.slots] == [(0, "missing"), (1, "remote"), (2, "missing")]
    assert [each.position for each in found if isinstance(each, Candidate)] == [0]
    assert codes(found) == ["remote", "missing_file"]


def test_rows_of_one_post_share_it_and_count_its_pictures_on(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jpg").write_bytes(b"x")
    table = write(
        tmp_path / "t.csv", "url,file\nhttps://instagram.com/p/A/?igsh=1,a.jpg\nhttps://www.instagram.com/p/A,b.jpg\n"
    )
    found = [each for each in read(table) if isinstance(each, Candidate)]
    assert len({each.post_key for each in found}) == 1
    assert [each.position for each in found] == [0, 1]


def test_json_in_its_several_shapes(tmp_path: Path) -> None:
    row = {
        "url": "https://www.tiktok.com/@zoe/video/1",
        "owner": {"x": 1},
        "likesCount": -1,
        "commentsCount": 3,
        "hashtags": ["a", "b"],
    }
    for name, text in {
        "array.json": json.dumps([row]),
        "data.json": json.dumps({"data": {"items": [row]}}),
        "results.json": json.dumps({"results": [row]}),
        "lines.jsonl": f"{json.dumps(row)}\n{{broken\n{json.dumps(row)}\n",
    }.items():
        table = write(tmp_path / name, text)
        found = posts(table)
        assert len({post.source_key for post in found}) == 1, name
        assert (found[0].likes, found[0].comments, found[0].tags) == (None, 3, ("a", "b")), name
    assert codes(read(tmp_path / "lines.jsonl")) == ["bad_row"]


def test_xlsx_with_dates_links_and_numbers(tmp_path: Path) -> None:
    import datetime as dt

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Our customers"])
    sheet.append(["Link", "Author", "Posted", "Likes", "ID"])
    sheet.append(["see post", "@max", dt.datetime(2026, 3, 2, 12, 30), 1200.0, 1626922779105759235])  # noqa: DTZ001 - as Excel
    sheet["A3"].hyperlink = "https://www.instagram.com/p/XYZ/"
    book.save(tmp_path / "t.xlsx")
    found = read(tmp_path / "t.xlsx")
    (post,) = posts(tmp_path / "t.xlsx")
    assert post.permalink == "https://www.instagram.com/p/XYZ/"
    assert (post.posted_at, post.likes) == ("2026-03-02T12:30:00", 1200)
    assert "rounded_id" in codes(found)


def test_a_mapping_names_columns_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    table = write(tmp_path / "t.csv", "Spalte 1,Spalte 2\na.jpg,Hallo\n")
    (post,) = posts(table, mapping={"media": "Spalte 1", "caption": "Spalte 2"})
    assert post.caption == "Hallo"
    with pytest.raises(UsageError, match="no column"):
        read(table, mapping={"media": "Spalte 9"})
    with pytest.raises(UsageError, match="not a field"):
        read(table, mapping={"colour": "Spalte 1"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.json", b"[" * 200_000),
        ("nan.json", b'[{"url": NaN}]'),
        ("broken.json", b'[{"url": "x'),
        ("scalar.json", b'{"a": 1}'),
        ("fake.xlsx", b"PK\x03\x04 not a zip"),
    ],
)
def test_broken_tables_have_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    found = codes(read(tmp_path / name))
    assert len(found) == 1
    assert found[0] in {"table_unreadable", "table_too_deep", "no_columns"}


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unopened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 80_000_000)
    assert codes(read(tmp_path / "bomb.xlsx")) == ["table_too_large"]


def test_odd_bytes_in_a_csv_do_not_stop_it(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(
        b"url,caption\nhttps://instagram.com/p/A/,nul\0 in it\n"
        b"https://instagram.com/p/B/,\"" + b"y" * 200_000 + b"\"\nhttps://instagram.com/p/C/,fine\n"
    )
    found = posts(table)
    assert found[0].caption == "nul in it"
    assert found[-1].caption == "fine"
    assert "bad_row" in codes(read(table))


def test_lone_surrogates_are_dropped(tmp_path: Path) -> None:
    table = write(tmp_path / "t.json", '[{"url": "https://instagram.com/p/A/", "caption": "a\\ud83d b"}]')
    (post,) = posts(table)
    assert post.caption == "a b"


def test_the_guard_against_formulas_comes_off_again(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", "url,caption\nhttps://instagram.com/p/A/,'=1+1\nhttps://instagram.com/p/B/,'tis\n")
    assert [post.caption for post in posts(table)] == ["=1+1", "'tis"]


def test_a_bare_name_does_not_make_two_customers_one(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", "photo,name\na.jpg,Marie\nb.jpg,Marie\nc.jpg,@marie\nd.jpg,@Marie\n")
    keys = [post.creator.key(post.source_key) for post in posts(table) if post.creator]
    assert len(set(keys[:2])) == 2
    assert len(set(keys[2:])) == 1


def test_a_folder_with_its_table_is_read_as_one(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"x")
    write(tmp_path / "posts.csv", "file,author\na.jpg,@zoe\n")
    importer, probe = choose(SourceView.of(tmp_path))
    assert importer.id == "table"
    assert "posts.csv" in str(probe.why)
    candidates = [each for each in read(tmp_path) if isinstance(each, Candidate)]
    assert [(each.path.name, each.post_key is not None) for each in candidates] == [("a.jpg", True), ("b.jpg", False)]


def test_a_note_is_no_table_and_a_pipe_is_never_opened(tmp_path: Path) -> None:
    note = write(tmp_path / "note.txt", "Photos\nfrom the trip, with love\n")
    assert choose(SourceView.of(note))[0].id == "folder"
    os.mkfifo(tmp_path / "posts.csv")
    (tmp_path / "link.csv").symlink_to(note)
    for name, code in (("posts.csv", "not_regular"), ("link.csv", "symlink")):
        assert choose(SourceView.of(tmp_path / name))[0].id == "folder"
        assert codes(read(tmp_path / name)) == [code]


def test_a_list_of_files_alone_is_no_table_of_posts(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    write(tmp_path / "list.csv", "file,width\na.jpg,10\n")
    assert choose(SourceView.of(tmp_path))[0].id == "folder"
    assert choose(SourceView.of(tmp_path), "table")[0].id == "table"
    with pytest.raises(UsageError, match="not an importer"):
        choose(SourceView.of(tmp_path), "nonsense")
