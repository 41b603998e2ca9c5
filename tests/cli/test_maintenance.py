"""``backup`` and ``doctor`` from the terminal, also where the library cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_assets import Terminal
from tests.library.builders import add_asset, sha
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import EventType, Role
from ugc_studio.domain.events import EventDraft
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

REVIEWED = EventDraft(EventType.PEOPLE_REVIEWED, assets=(sha("early"),), facts={"answer": "none"})


def fill(session: Session) -> None:
    add_asset(session, "early")


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    root = tmp_path / "library"
    with Library.create(root) as library:
        library.write(fill)
        staged = library.folder.incoming / "x"
        staged.write_bytes(b"early")
        library.originals.adopt(staged, sha256=sha("early"), extension="jpg")
    return Terminal(root, capsys)


def test_a_backup_is_made_listed_and_restored(terminal: Terminal) -> None:
    made = terminal.json("backup", "create")
    assert made["counts"]["assets"] == 1
    with Library.open(terminal.root) as library:
        library.write(lambda s: add_asset(s, "late"))
    restored = terminal.json("backup", "restore", made["name"])
    assert restored["restored"] == made["name"]
    assert restored["frozen"] is False
    assert terminal.json("assets", "list")["total"] == 1
    listed = terminal.json("backup", "list")
    assert [(entry["reason"], entry["whole"]) for entry in listed if entry["reason"] != "close"] == [
        ("before-restore", True), ("asked", True),
    ]  # fmt: skip
    assert "whole" in terminal.run("backup", "list")[0]


def test_a_damaged_library_can_be_brought_back(terminal: Terminal) -> None:
    with Library.open(terminal.root) as library:  # the journal then proves that nothing is missing
        library.write(lambda s: s.ledger.append(REVIEWED, actor=Actor("Zoé", Role.EDITOR, "actor-1")))
    made = terminal.json("backup", "create")
    (terminal.root / "library.db").write_bytes(b"garbage")
    _out, err = terminal.run("assets", "list", expect=5)
    assert "ugc-studio backup list" in err
    assert terminal.json("backup", "list")[0]["name"] == made["name"]
    terminal.run("backup", "restore", made["name"])
    assert terminal.json("assets", "list")["total"] == 1


def test_a_restore_of_nothing_is_one_sentence(terminal: Terminal) -> None:
    _out, err = terminal.run("backup", "restore", "nowhere.db", expect=2)
    assert "There is no backup nowhere.db" in err
    assert "There is no backup yet." in terminal.run("backup", "list")[0]


def test_the_doctor_says_what_is_wrong(terminal: Terminal) -> None:
    healthy = terminal.json("doctor", "--deep")
    assert healthy["ok"] is True
    names = {check["name"] for check in healthy["checks"]}
    assert names >= {"database", "references", "originals", "evidence", "search", "ledger", "consent summary"}
    next((terminal.root / "originals").glob("??/*")).unlink()
    ill = terminal.json("doctor", expect=1)
    assert [check["name"] for check in ill["checks"] if not check["ok"]] == ["originals"]
    out, _err = terminal.run("doctor", expect=1)
    assert "NOT OK: 1 original is missing or changed." in out
    assert f"missing: sha256:{sha('early')}" in out
