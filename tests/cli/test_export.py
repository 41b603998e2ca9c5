"""``gallery``, ``export``, ``check`` and the lists, as other programs and people use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.cli.main import main
from ugc_studio.cli.options import GlobalOptions

WEB = ("--brand", "maison", "--territory", "FR")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("showroom") / "library"
    showroom.build(root)
    return root


class Terminal:
    """Runs command lines on one library, at the showroom's moment, and returns what they print."""

    def __init__(self, root: Path, ids: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.ids = {name: str(asset) for name, asset in ids.items()}
        self._capsys = capsys

    def run(self, *words: str, code: int = 0) -> tuple[str, str]:
        assert main(["--quiet", *words], opener=self._open) == code
        shown = self._capsys.readouterr()
        return shown.out, shown.err

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run("--json", *words, code=code)[0])

    def _open(self, _options: GlobalOptions) -> Any:
        return open_studio(self.root, actor="Ada", clock=showroom.clock)


@pytest.fixture
def terminal(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    room = showroom.open_copy(template, tmp_path / "library")
    room.studio.close()
    return Terminal(room.root, dict(room.ids), capsys)


def test_export_follows_the_contract(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "site"
    document = terminal.json("export", "Spring", "--to", "web", "--out", str(out), *WEB, code=1)
    assert [(line["asset"], line["ready"]) for line in document["plan"]] == [
        (terminal.ids[name], name not in {"unasked", "refused"}) for name in showroom.PHOTOS
    ]
    blocked = next(line for line in document["plan"] if line["asset"] == terminal.ids["refused"])
    assert blocked["reasons"][0]["code"] == "refused"
    assert blocked["reasons"][0]["instrument"] == "licence"
    assert "Léa Müller" in blocked["reasons"][0]["text"]
    assert all(Path(file["path"]).is_file() for file in document["files"])
    assert {file["asset"] for file in document["files"]} == {
        None,
        *(terminal.ids[name] for name in ("lake", "market", "terrace", "tall")),
    }
    assert len(document["uses"]) == 4


def test_a_dry_run_shows_the_same_plan_and_makes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    document = terminal.json("export", "Spring", "--to", "web", "--dry-run", *WEB, code=1)
    assert (document["files"], document["uses"]) == ([], [])
    assert sum(line["ready"] for line in document["plan"]) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_a_rule_that_could_not_be_read_is_said(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("export", "Spring", "--to", "web", "--dry-run", "--brand", "maison", "--territory", "BE")
    said = "The rules for minors in BE could not be read at their source"
    document = terminal.json(*words, code=3)
    assert all(said in line["remarks"][0] for line in document["plan"])
    assert main(list(words), opener=terminal._open) == 3
    shown = capsys.readouterr()
    assert (shown.out + shown.err).replace("\n", " ").count(said) == 1
    in_france = terminal.json("export", "Spring", "--to", "web", "--dry-run", *WEB, code=1)
    assert not any(line["remarks"] for line in in_france["plan"])


def test_exit_codes_tell_what_left(terminal: Terminal, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    terminal.run("gallery", "remove", "Spring", terminal.ids["unasked"], terminal.ids["refused"])
    terminal.run("export", "Spring", "--to", "web", "--out", out, *WEB, code=0)
    terminal.run("export", "Spring", "--to", "web", "--out", out, *WEB, code=2)
    terminal.run("export", "Spring", "--to", "web", "--out", out, "--replace", *WEB, code=0)
    terminal.run(
        "export", "Spring", "--to", "web", "--out", out + "2", "--brand", "maison", "--territory", "DE", code=3
    )
    terminal.run("export", "Spring", "--to", "hootsuite", "--out", out + "3", "--account", "@maison", code=4)
    terminal.run("export", "Spring", "--to", "bundle", "--out", out + "4", code=2)
    terminal.run("export", "Spring", "--to", "web", *WEB, code=2)
    terminal.run("gallery", "create", "Empty")
    terminal.run("export", "Empty", "--to", "web", "--out", out + "5", *WEB, code=4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "out"]


def test_people_read_which_photo_stays_out_and_why(terminal: Terminal, tmp_path: Path) -> None:
    shown, _errors = terminal.run("export", "Spring", "--to", "web", "--out", str(tmp_path / "out"), *WEB, code=1)
    assert "refused.jpg stays out: Léa Müller refused the author’s licence." in shown
    assert "4 photos exported to" in shown


def test_missing_parts_of_a_use_are_named(terminal: Terminal, tmp_path: Path) -> None:
    _shown, errors = terminal.run("export", "Spring", "--to", "bundle", "--out", str(tmp_path / "out"), code=2)
    assert "--channel, --brand, --territory" in errors


def test_a_gallery_from_the_terminal(terminal: Terminal) -> None:
    lake, market, terrace = (terminal.ids[name] for name in ("lake", "market", "terrace"))
    made = terminal.json("gallery", "create", "Été", "--account", "@maison", "--until", "2027-06-30")
    assert made["use"]["live_until"] == "2027-06-30"
    assert terminal.json("gallery", "add", "Été", lake, market)["changed"] == 2
    assert terminal.json("gallery", "add", "Été", lake, terrace, "--at", "1")["assets"] == [terrace]
    assert terminal.json("gallery", "move", "Été", market, "--to", "1")["order"] == [market, terrace, lake]
    terminal.run("gallery", "caption", "Été", lake, "Bonjour")
    terminal.run("gallery", "alt", "Été", lake, "Un lac")
    terminal.run("gallery", "crop", "Été", lake, "0.1", "0", "0.8", "1")
    terminal.run("gallery", "plan", "Été", lake, "2027-03-09 10:15")
    shown = terminal.json("gallery", "show", "Été")
    assert shown["items"][2] == {
        "asset": lake,
        "sha256": shown["items"][2]["sha256"],
        "place": 3,
        "caption": "Bonjour",
        "alt_text": "Un lac",
        "crop": [0.1, 0.0, 0.8, 1.0],
        "planned_at": "2027-03-09T10:15",
        "zone": "Europe/Paris",
    }
    terminal.run("gallery", "plan", "Été", lake, "--clear")
    terminal.run("gallery", "crop", "Été", lake, "--whole")
    terminal.run("gallery", "remove", "Été", market)
    terminal.run("gallery", "rename", "Été", "Summer")
    assert [one["name"] for one in terminal.json("gallery", "list")] == ["Spring", "Summer"]
    terminal.run("gallery", "delete", "Summer")
    terminal.run("undo")
    assert [item["asset"] for item in terminal.json("gallery", "show", "Summer")["items"]] == [terrace, lake]


@pytest.mark.parametrize(
    "words",
    [
        ("gallery", "show", "Nowhere"),
        ("gallery", "add", "Spring", "999"),
        ("gallery", "crop", "Spring", "1", "0.5", "0", "0.9", "1"),
        ("gallery", "crop", "Spring", "1", "0.5", "0"),
        ("gallery", "plan", "Spring", "1", "2027-03-28 02:30", "--zone", "Europe/Paris"),
        ("gallery", "plan", "Spring", "1", "tomorrow", "--zone", "Europe/Paris"),
        ("gallery", "plan", "Spring", "1", "2027-03-09 10:15", "--zone", "Mars/Olympus"),
        ("gallery", "plan", "Spring", "1", "2027-03-09 10:15"),
        ("gallery", "create", "Spring"),
        ("export", "Spring", "--to", "nowhere", "--dry-run"),
        ("check", "x.jpg", "--channel", "instagram"),
    ],
)
def test_mistakes_are_one_sentence(terminal: Terminal, words: tuple[str, ...]) -> None:
    shown, errors = terminal.run(*words, code=2)
    assert shown == ""
    assert len(errors.strip().splitlines()) == 1
    assert "Traceback" not in errors


def test_check_finds_exported_files_and_answers(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "site"
    exported = terminal.json("export", "Spring", "--to", "web", "--out", str(out), *WEB, code=1)
    picture = next(file for file in exported["files"] if file["asset"] == terminal.ids["lake"])
    renamed = tmp_path / "whatever.bin"
    renamed.write_bytes(Path(picture["path"]).read_bytes())
    stranger = showroom.paint(tmp_path / "stranger.jpg", 99)
    document = terminal.json("check", str(renamed), str(stranger), *WEB, "--channel", "website_gallery", code=1)
    assert [one["match"] and one["match"]["asset"] for one in document] == [terminal.ids["lake"], None]
    assert document[0]["match"]["relation"] == "exported"
    assert document[0]["clearance"]["cleared"] is True
    assert document[1]["clearance"] is None
    refused = terminal.json(
        "check", str(renamed), "--brand", "maison", "--channel", "print", "--territory", "FR", code=3
    )
    assert refused[0]["clearance"]["cleared"] is False
    assert refused[0]["clearance"]["would_clear"][0]["needs"]["media"] == ["print"]


def test_lists_need_no_library(capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for name in ("exporters", "channels", "schedulers"):
        assert main(["--json", name]) == 0
        found[name] = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["exporters"]] == ["web", "bundle", "contact-sheet", "hootsuite", "buffer"]
    assert {"instagram_feed", "website_gallery", "partners"} <= {one["id"] for one in found["channels"]}
    assert [one["id"] for one in found["schedulers"] if one["written"]] == ["buffer", "hootsuite"]
    assert main(["channels"]) == 0
    assert "instagram_feed\tInstagram feed\tsocial networks" in capsys.readouterr().out


def test_an_influencers_photo_leaves_with_its_disclosure_only(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("party", "edit", "@lea.m", "--influencer")
    refused = terminal.json("export", "Spring", "--to", "web", "--dry-run", *WEB, code=3)
    assert "influencer_label_missing" in {one["code"] for one in refused["plan"][0]["reasons"]}
    out = tmp_path / "site"
    terminal.run("export", "Spring", "--to", "web", "--out", str(out), *WEB, "--label", code=1)
    assert (out / "index.html").read_text("utf-8").count("Paid partnership") == 8  # in the rows and in the large view
    bundle = tmp_path / "bundle"
    terminal.run("export", "Spring", "--to", "bundle", "--channel", "partners", "--out", str(bundle), *WEB, "--label",
                 code=1)  # fmt: skip
    assert (bundle / "spring-captions.csv").read_text("utf-8-sig").count("Paid partnership") == 4
    assert json.loads((bundle / "manifest.json").read_text("utf-8"))["use"]["label"] is True


def test_a_gallery_keeps_its_disclosure_and_contexts(terminal: Terminal) -> None:
    made = terminal.json("gallery", "create", "Bar", "--context", "Alcohol", "--label", *WEB)
    assert (made["use"]["label"], made["use"]["contexts"]) == (True, ["alcohol"])
    terminal.run("gallery", "use", "Bar", "--purpose", "promotion")
    (shown,) = [one for one in terminal.json("gallery", "list") if one["name"] == "Bar"]
    assert shown["use"]["contexts"] == ["alcohol"]


def test_a_campaign_has_a_goal_and_can_be_copied(terminal: Terminal) -> None:
    made = terminal.json("gallery", "goal", "Spring", "--photos", "20", "--by", "2027-03-09")
    assert (made["goal"], made["deadline"]) == (20, "2027-03-09")
    terminal.json("gallery", "use", "Spring", "--channel", "website_gallery", *WEB)
    status = terminal.json("gallery", "status", "Spring")
    assert status["cleared"] + status["awaiting"] + status["missing"] == 20
    assert status["ask_more"] >= status["missing"]
    copied = terminal.json("gallery", "copy", "Spring", "Autumn")
    assert copied["photos"] == made["photos"]
    assert terminal.json("gallery", "goal", "Spring")["goal"] is None
    terminal.run("gallery", "goal", "Spring", "--by", "soon", code=2)
