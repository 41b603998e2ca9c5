"""``review``: everything that the window does with files for readers, as commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.cli.main import main
from ugc_studio.cli.options import GlobalOptions


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("showroom") / "library"
    showroom.build(root)
    return root


class Terminal:
    """Runs command lines on one library, in the role that the line names."""

    def __init__(self, room: showroom.Showroom, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.out = room.root, room.root.parent
        self.ids = {name: str(asset) for name, asset in room.ids.items()}
        with room.studio.library.read() as session:
            self.shas = {name: str(session.assets.get(asset).sha256) for name, asset in room.ids.items()}
        room.studio.close()
        self._capsys = capsys

    def run(self, *words: str, code: int = 0) -> tuple[str, str]:
        assert main(["--quiet", *words], opener=self._open) == code
        shown = self._capsys.readouterr()
        return shown.out, shown.err

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run("--json", *words, code=code)[0])

    def answer(self, made: dict[str, Any], kind: str, *items: dict[str, str]) -> str:
        document = {
            "ugcanswer": 1, "review": made["review"], "kind": kind, "reader": "Paul",
            "items": [{**one, "photo": self.shas[one["photo"]]} for one in items],
        }  # fmt: skip
        path = self.out / f"answer{len(list(self.out.iterdir()))}.ugcanswer"
        path.write_text(json.dumps(document), "utf-8")
        return str(path)

    def _open(self, options: GlobalOptions) -> Any:
        return open_studio(self.root, actor="Ada", role=options.role, clock=showroom.clock)


@pytest.fixture
def terminal(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(showroom.open_copy(template, tmp_path / "library"), capsys)


def create(terminal: Terminal, kind: str, *names: str, code: int = 0) -> dict[str, Any]:
    ids = [terminal.ids[name] for name in names]
    made: dict[str, Any] = terminal.json(
        "review", "create", kind, *ids, "--for", "Paul", "--out", str(terminal.out / kind), code=code
    )
    return made


def test_a_choice_goes_out_and_comes_back(terminal: Terminal) -> None:
    made = create(terminal, "manager", "lake", "market", "refused", code=1)
    assert [(one["in"], one["code"]) for one in made["photos"]] == [
        ("picture", None), ("picture", None), ("kept", "refused"),
    ]  # fmt: skip
    assert Path(made["file"]).name == "manager.ugcreview.html"
    back = terminal.answer(made, "manager", {"photo": "lake", "decision": "pick", "comment": "yes"},
                           {"photo": "market", "decision": "reject"})  # fmt: skip
    shown = terminal.json("review", "open", back)
    assert (shown["applied"], [one["outcome"] for one in shown["answers"]]) == (False, ["ready", "ready"])
    assert terminal.json("assets", "show", terminal.ids["lake"])["flag"] == "unreviewed"
    first = terminal.json("review", "open", back, "--apply", "--only", "1", code=1)
    assert [one["outcome"] for one in first["answers"]] == ["applied", "ready"]
    taken = terminal.json("review", "open", back, "--apply")
    assert [one["outcome"] for one in taken["answers"]] == ["same", "applied"]
    assert terminal.json("assets", "show", terminal.ids["lake"])["flag"] == "picked"
    (row,) = terminal.json("review", "list")
    assert (row["state"], row["photos"], row["answered"], row["for"]) == ("answered", 2, 2, "Paul")
    shown = terminal.json("review", "show", made["review"][:8])
    assert [one["answers"][0]["comment"] for one in shown["items"]] == ["yes", None]
    terminal.run("undo")
    assert terminal.json("assets", "show", terminal.ids["market"])["flag"] == "unreviewed"


def test_a_lawyers_answer_is_confirmed_by_legal(terminal: Terminal) -> None:
    made = create(terminal, "lawyer", "lake")
    back = terminal.answer(made, "lawyer", {"photo": "lake", "decision": "invalidate", "comment": "wrong person"})
    taken = terminal.json("review", "open", back, "--apply")
    assert ([one["outcome"] for one in taken["answers"]], taken["events"]) == (["waits"], [])
    terminal.json("review", "confirm", made["review"], code=3)
    confirmed = terminal.json("--role", "legal", "review", "confirm", made["review"])
    assert len(confirmed["events"]) == 1
    (state,) = [one["state"] for one in terminal.json("review", "list")]
    assert state == "answered"


def test_a_withdrawal_is_listed_for_its_reader(terminal: Terminal) -> None:
    create(terminal, "agency", "lake")
    terminal.run("consent", "withdraw", terminal.ids["lake"], "--by", "@lea.m", "--message", "please delete it")
    (row,) = terminal.json("review", "list")
    assert row["to_delete"] == 1
    (task,) = terminal.json("takedowns")
    assert task["recipient"] == "Paul"
    assert "Ask Paul to delete 1 photo" in terminal.run("review", "list")[0]


def test_translations_go_by_workbook(terminal: Terminal) -> None:
    from openpyxl import load_workbook

    made = terminal.json(
        "review", "create", "translator", "--gallery", "Spring", "--for", "Anke", "--into", "de", "--sheet", "--out",
        str(terminal.out / "de"), code=1,
    )  # fmt: skip
    book = load_workbook(made["sheet"])
    book.worksheets[0]["E3"] = "Morgen am See"
    book.save(made["sheet"])
    taken = terminal.json("review", "open", made["sheet"], "--apply")
    assert (taken["gallery"], taken["reader"]) == ("Spring (DE)", "Anke")
    (item,) = terminal.json("gallery", "show", "Spring (DE)")["items"]
    assert item["caption"] == "Morgen am See"


def test_a_plan_writes_nothing(terminal: Terminal) -> None:
    plan = terminal.json("review", "create", "agency", terminal.ids["lake"], "--for", "X", "--dry-run")
    assert (plan["review"], plan["file"]) == (None, None)
    assert terminal.json("review", "list") == []
    assert "Nothing was handed over" in terminal.run("review", "list")[0]


def test_a_review_file_is_shown_and_a_foreign_answer_refused(terminal: Terminal) -> None:
    made = create(terminal, "lawyer", "lake")
    shown = terminal.json("review", "open", made["file"])
    assert (shown["known"], shown["unchanged"], shown["photos"]) == (True, True, 1)
    made["review"] = "0b0f7a52-6f0e-4a0e-9d52-1d9d4c8f5f10"
    back = terminal.answer(made, "lawyer", {"photo": "lake", "decision": "ask", "comment": "?"})
    failed = terminal.json("review", "open", back, code=2)
    assert "another library" in failed["error"]["text"]
    nothing = terminal.out / "x.ugcanswer"
    nothing.write_text("{}")
    assert terminal.json("review", "open", str(nothing), code=4)["error"]["exit_code"] == 4


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("create", "lawyer", "--for", "X", "--out", "x"), 2),
        (("create", "lawyer", "1", "--gallery", "Spring", "--for", "X", "--out", "x"), 2),
        (("create", "owner", "1", "--for", "X", "--out", "x"), 2),
        (("create", "lawyer", "1", "--for", "X"), 2),
        (("create", "lawyer", "999", "--for", "X", "--dry-run"), 2),
        (("create", "lawyer", "1", "--for", "X", "--in", "xx", "--dry-run"), 2),
        (("show", "zzzz"), 2),
        (("open", "nothing.ugcanswer"), 2),
        (("close", "abcd"), 2),
    ],
)
def test_mistakes_give_one_sentence(terminal: Terminal, words: tuple[str, ...], code: int) -> None:
    out, err = terminal.run("review", *words, code=code)
    assert out == ""
    assert len(err.strip().splitlines()) == 1


def test_a_review_is_closed_and_opened_again(terminal: Terminal) -> None:
    made = create(terminal, "lawyer", "lake")
    assert terminal.json("review", "close", made["review"])["closed_at"]
    assert terminal.json("review", "list")[0]["state"] == "closed"
    assert terminal.json("review", "close", made["review"], "--again")["closed_at"] is None
