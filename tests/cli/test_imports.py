"""``import`` and ``importers`` from the terminal."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests import corpus
from ugc_studio.cli.main import main


class Terminal:
    """Runs commands on one library."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def run(self, *words: object, expect: int = 0) -> tuple[str, str]:
        code = main(["--library", str(self.root), *map(str, words)])
        out, err = self._capsys.readouterr()
        assert code == expect, out + err
        return out, err

    def json(self, *words: object, expect: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", expect=expect)[0])


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path / "library", capsys)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for seed in (1, 2):
        (folder / f"photo{seed}.jpg").write_bytes(corpus.jpeg(320, 240, seed))
    return folder


def test_a_folder_is_imported_and_known_the_second_time(terminal: Terminal, source: Path) -> None:
    first = terminal.json("import", source)
    assert (first["seen"], first["imported"], first["known"], first["problems"]) == (2, 2, 0, [])
    assert first["sources"] == [{"path": str(source), "importer": "folder", "why": "a folder"}]
    second = terminal.json("import", source)
    assert (second["seen"], second["imported"], second["known"]) == (2, 0, 2)


def test_problems_are_listed_with_reasons_and_the_exit_code_tells(terminal: Terminal, source: Path) -> None:
    (source / "empty.jpg").write_bytes(b"")
    document = terminal.json("import", source, expect=1)
    assert document["problems"] == [
        {
            "path": str(source / "empty.jpg"),
            "code": "empty_file",
            "reason": "This file is empty. Please ask for it again.",
        }
    ]
    out, _err = terminal.run("import", source, expect=1)
    assert "empty.jpg" in out
    assert "known already" in out


def test_nothing_usable_is_told_apart(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "read me.txt").write_text("hello")
    _out, err = terminal.run("import", tmp_path / "notes", expect=4)
    assert "Nothing here could be imported." in err
    document = terminal.json("import", tmp_path / "notes", expect=4)
    assert [item["code"] for item in document["skipped"]] == ["not_a_picture"]


def test_a_table_with_a_mapping_leaves_answers_to_read(terminal: Terminal, source: Path) -> None:
    (source / "list.csv").write_text("Spalte A;Spalte B;Spalte C\nphoto1.jpg;@zoe;ja\n", encoding="utf-8")
    words = ("--as", "table", "--map", "media=Spalte A", "--map", "handle=Spalte B", "--map", "answer=Spalte C")
    document = terminal.json("import", source / "list.csv", *words)
    assert (document["imported"], document["posts"], document["creators"], document["evidence"]) == (1, 1, 1, 1)
    assert terminal.json("import", source / "list.csv", *words)["known"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("/no/such/folder",),
        (".", "--as", "nonsense"),
        (".", "--map", "media"),
        (".", "--dates", "ydm"),
        (".", "--from-party", "Nobody"),
        (),
    ],
)
def test_mistakes_are_usage_errors_in_one_sentence(terminal: Terminal, words: tuple[str, ...]) -> None:
    _out, err = terminal.run("import", *words, expect=2)
    assert "Traceback" not in err
    assert err.strip()


def test_importers_are_listed(terminal: Terminal) -> None:
    assert [each["id"] for each in terminal.json("importers")] == ["folder", "table"]
    out, _err = terminal.run("importers")
    assert "CSV" in out


def test_a_dry_run_keeps_nothing(terminal: Terminal, source: Path) -> None:
    assert terminal.json("import", source, "--dry-run")["imported"] == 2
    assert terminal.json("import", source)["imported"] == 2


def test_earlier_imports_are_listed_shown_and_tried_again(terminal: Terminal, source: Path) -> None:
    (source / "empty.jpg").write_bytes(b"")
    terminal.run("import", source, expect=1)
    (listed,) = terminal.json("imports", "list")
    assert (listed["problems"], listed["text"]) == (1, "Import finished: 2 added, 1 needs a look")
    shown = terminal.json("imports", "show", listed["batch"])
    assert [item["code"] for item in shown["items"]] == ["empty_file"]
    (source / "empty.jpg").write_bytes(corpus.jpeg(320, 240, 5))
    assert terminal.json("imports", "retry", listed["batch"])["imported"] == 1
    terminal.run("imports", "retry", listed["batch"], expect=2)
    terminal.run("imports", "settle", listed["batch"])
    terminal.run("imports", "show", 77, expect=2)


def test_a_watched_folder_brings_what_is_new(terminal: Terminal, source: Path) -> None:
    for path in source.iterdir():
        os.utime(path, (1_700_000_000,) * 2)
    folder = terminal.json("watch", "add", source, "--place", "Lyon")
    assert [one["id"] for one in terminal.json("watch", "list")] == [folder["id"]]
    (first,) = terminal.json("watch", "scan")
    assert (first["new"], first["imported"], first["problem"]) == (2, 2, None)
    shutil.rmtree(source)
    (second,) = terminal.json("watch", "scan", expect=1)
    assert "taken away" in second["problem"]
    terminal.run("watch", "remove", folder["id"])
    assert terminal.json("watch", "list") == []
