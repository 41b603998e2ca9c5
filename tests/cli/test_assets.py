"""``assets``, ``undo``, ``redo`` and ``history`` from the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.library.builders import add_asset, sha, summarise
from ugc_studio.cli.main import main
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session


def fill(session: Session) -> None:
    brand = session.register.add_brand("Maison Lavande")
    for number in range(1, 6):
        add_asset(
            session,
            f"photo{number}",
            path=f"été/IMG {number}.jpg",
            caption=f"Sunset number {number}",
            handle="anna",
            posted_at=f"2026-05-0{number}T10:00:00Z",
        )
    summarise(session, 2, brand.id, "cleared", "2020-01-01", "9999-12-31")


class Terminal:
    """Runs commands on one library."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def run(self, *words: str, expect: int = 0) -> tuple[str, str]:
        code = main(["--library", str(self.root), *words])
        out, err = self._capsys.readouterr()
        assert code == expect, out + err
        return out, err

    def json(self, *words: str, expect: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", expect=expect)[0])


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    with Library.create(tmp_path / "library") as library:
        library.write(fill)
    return Terminal(tmp_path / "library", capsys)


def test_a_list_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    found = terminal.json("assets", "list", "sunset", "rights:cleared")
    assert found["total"] == 1
    (asset,) = found["assets"]
    assert asset | {
        "id": "2", "sha256": sha("photo2"), "name": "IMG 2.jpg", "source_path": "été/IMG 2.jpg", "width": 1200,
        "height": 800, "creator": "@anna", "posted_at": "2026-05-02T10:00:00Z", "caption": "Sunset number 2",
        "flag": "unreviewed", "rating": 0, "tags": [], "consent": "cleared",
    } == asset  # fmt: skip


def test_a_list_is_paged_and_sorted(terminal: Terminal) -> None:
    page = terminal.json("assets", "list", "--limit", "2", "--offset", "1", "--sort", "oldest")
    assert page["total"] == 5
    assert [asset["id"] for asset in page["assets"]] == ["2", "3"]
    out, err = terminal.run("assets", "list", "--limit", "2")
    assert "IMG 5.jpg" in out
    assert "2 of 5 photos shown." in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["assets", "list", "colour:red"], "no search field colour"),
        (["assets", "list", "--sort", "size"], "no order size"),
        (["assets", "show", "99"], "no photo with the number 99"),
        (["assets", "flag", "1", "nice"], "picked"),
        (["assets", "flag", "picked"], "Say which photos"),
        (["assets", "rate", "1", "6"], "0 to 5"),
        (["assets", "tag", "1", "2"], None),
        (["assets", "rate", "1", "99", "3"], "number 99"),
        (["undo"], "nothing to undo"),
        (["redo"], "nothing to redo"),
    ],
)
def test_a_mistake_is_one_sentence(terminal: Terminal, words: list[str], says: str | None) -> None:
    out, err = terminal.run(*words, expect=0 if says is None else 2)
    assert (says or "changed") in out + err
    assert "Traceback" not in err


def test_show_tells_everything(terminal: Terminal) -> None:
    shown = terminal.json("assets", "show", "IMG 3.jpg")
    assert shown["id"] == "3"
    assert shown["occurrences"][0]["source_path"] == "été/IMG 3.jpg"
    assert terminal.json("assets", "show", f"sha256:{sha('photo3')[:12]}")["id"] == "3"
    assert "Sunset number 3" in terminal.run("assets", "show", "3")[0]


def test_people_read_words_where_programs_read_codes(terminal: Terminal) -> None:
    listed = terminal.run("assets", "list")[0].splitlines()
    assert listed[4] == "2\tIMG 2.jpg\t@anna\t2026-05-02\tundecided\t\tCleared\t"
    assert "\tnon triée\t\tNon demandé\t" in terminal.run("assets", "list", "--lang", "fr")[0]
    shown = terminal.run("assets", "show", "2")[0]
    assert "Rights\tCleared\nUntil\tno end\nState\tin the library\nFound at\tété/IMG 2.jpg\n" in shown
    assert "{" not in shown
    assert "features" not in shown
    terminal.run("party", "add", "Paul Petit", "--kind", "guardian")
    assert terminal.json("party", "list", "--kind", "guardian")[0]["kind"] == "guardian"
    assert "Paul Petit\t\tparent ou tuteur" in terminal.run("party", "list", "--lang", "fr")[0]


def test_marks_in_bulk_and_back(terminal: Terminal) -> None:
    assert terminal.json("assets", "flag", "1", "2", "été/IMG 3.jpg", "picked") == {"changed": 3}
    assert terminal.json("assets", "rate", "--query", "flag:picked", "5") == {"changed": 3}
    assert terminal.json("assets", "tag", "1", "2", "Été 2026") == {"changed": 2}
    assert terminal.json("assets", "tag", "1", "Été 2026", "--remove") == {"changed": 1}
    assert terminal.json("assets", "trash", "5") == {"changed": 1}
    assert terminal.json("assets", "list")["total"] == 4
    assert terminal.json("assets", "flag", "1", "picked") == {"changed": 0}  # nothing to undo comes of nothing
    undone = [terminal.json("undo")["text"] for _number in range(5)]
    assert undone == [
        "Put 1 photo into the trash", "Untagged 1 photo: Été 2026", "Tagged 2 photos: Été 2026",
        "Rated 3 photos: 5", "Picked 3 photos",
    ]  # fmt: skip
    assert terminal.json("assets", "list", "flag:unreviewed rating:0 -has:tags")["total"] == 5
    assert terminal.json("redo")["text"] == "Picked 3 photos"
    assert terminal.json("assets", "list", "flag:picked")["total"] == 3
    assert terminal.json("assets", "restore", "5") == {"changed": 0}


def test_the_history_is_listed(terminal: Terminal) -> None:
    terminal.run("assets", "rate", "1", "4", "--actor", "Zoé")
    terminal.run("assets", "flag", "1", "rejected", "--actor", "Zoé")
    terminal.run("undo")
    entries = terminal.json("history")
    assert [(entry["text"], entry["actor"], entry["state"]) for entry in entries] == [
        ("Rejected 1 photo", "Zoé", "undone"), ("Rated 1 photo: 4", "Zoé", "done"),
    ]  # fmt: skip
    assert set(entries[0]) >= {"id", "text", "at", "actor"}
    assert "Rated 1 photo: 4" in terminal.run("history")[0]


def test_several_fields_are_edited_in_one_step(terminal: Terminal) -> None:
    terminal.run("gallery", "create", "Summer")
    changed = terminal.json(
        "assets", "edit", "1", "2", "--caption", "Ours", "--place", "Lyon", "--campaign", "Summer", "--add-tag", "new",
        "--rating", "4",
    )  # fmt: skip
    assert changed == {"changed": 2}
    shown = terminal.json("assets", "show", "1")
    wanted = {"caption": "Ours", "own_caption": "Ours", "place": "Lyon", "campaign": "Summer", "tags": ["new"]}
    assert shown | wanted == shown
    assert "Sunset number 1" in terminal.run("assets", "show", "1")[0]
    terminal.run("undo")
    assert terminal.json("assets", "show", "1")["caption"] == "Sunset number 1"
    terminal.run("assets", "edit", "1", expect=2)
