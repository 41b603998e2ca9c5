"""``consent form`` through the whole command line: printed, back as a phone's photo, recorded, cleared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.forms.pages import page_of, photographed, save_jpeg
from tests.services.consent.world import World
from ugc_studio.cli.main import main
from ugc_studio.domain.consent import BASE_RIGHTS


@dataclass
class Answered:
    """How one command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answered]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line on a library with two photos and a brand."""
    world = World(tmp_path / "library")
    world.photos("beach", "dunes")
    world.notice("Réseaux", rights=BASE_RIGHTS | {"adaptation.crop"})
    world.close()

    def call(*words: str, role: str = "editor") -> Answered:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--role", role, *words])
        captured = capsys.readouterr()
        return Answered(code, captured.out, captured.err)

    return call


FAMILY = ("--kind", "family", "--signer", "Camille Peeters", "--signer", "Tom Peeters", "--child", "Lou Peeters",
          "--child", "Max Peeters")  # fmt: skip
USE = ("--channel", "instagram_feed", "--brand", "maison", "--territory", "FR", "--until", "2027-05-01")


def printed(run: Run, out: Path, *words: str) -> str:
    made = run("consent", "form", "create", "1", "2", "--notice", "reseaux", "--out", str(out), *words, "--json")
    assert made.code == 0, made.err
    assert out.read_bytes().startswith(b"%PDF")
    return str(made.json["code"])


def test_a_family_from_printing_to_cleared(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", *FAMILY)
    page = page_of((tmp_path / "form.pdf").read_bytes(), 0)
    shot = save_jpeg(photographed(page, 7), tmp_path / "IMG_0001.jpg")
    attached = run("consent", "form", "attach", str(shot), "--json")
    assert (attached.code, attached.json[0]["code"], attached.json[0]["waiting"]) == (0, code, True)
    assert [form["code"] for form in run("consent", "form", "list", "--waiting", "--json").json] == [code]
    recorded = run(
        "consent", "form", "record", code, "--signed", "Camille Peeters", "--signed", "Tom Peeters", "--author",
        "Camille Peeters", "--basis", "joint", "--turns-18", "Lou Peeters=05/2035", "--all-ticked", "--everybody",
        "--json",
    )  # fmt: skip
    assert recorded.code == 0, recorded.err
    assert [event["type"] for event in recorded.json["events"]].count("given") == 7
    assert run("clearance", "1", *USE, "--json").json["reasons"][0]["code"] == "approval_pending"
    assert run("consent", "approve", "1", "2", role="legal").code == 0
    assert run("clearance", "2", *USE).code == 0
    assert run("consent", "form", "list", "--waiting", "--json").json == []


def test_boxes_have_to_be_named(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", "--signer", "Camille Peeters")
    run("consent", "form", "attach", str(tmp_path / "form.pdf"))
    ask = ("consent", "form", "record", code, "--signed", "Camille Peeters")
    silent = run(*ask)
    assert silent.code == 2
    assert "--all-ticked" in silent.err
    assert "representation" in silent.err
    assert run(*ask, "--ticked", "tv").code == 2
    some = run(*ask, "--author", "Camille Peeters", "--ticked", "reproduction", "--ticked", "representation",
               "--ticked", "website", "--everybody", "--json")  # fmt: skip
    assert some.code == 0, some.err


def test_a_pdf_is_known_by_its_code_and_other_files_say_why_not(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", "--signer", "Camille Peeters")
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.pdf").write_bytes((tmp_path / "form.pdf").read_bytes())
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 no document")
    (folder / "note.txt").write_text("passed over")
    attached = run("consent", "form", "attach", str(folder), "--json")
    assert attached.code == 1
    assert [(Path(one["file"]).name, one["code"]) for one in attached.json] == [("a.pdf", code), ("b.pdf", None)]
    typed = run("consent", "form", "attach", str(folder / "b.pdf"), "--code", code.lower().replace("-", " "), "--json")
    assert (typed.code, typed.json[0]["code"]) == (0, code)


def test_what_is_no_form_is_refused(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", "--signer", "Camille Peeters")
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(b"anything")
    assert run("consent", "form", "attach", str(tmp_path / "gone.pdf")).code == 2
    assert run("consent", "form", "attach", str(scan)).code == 4
    assert "is not the code of a form" in run("consent", "form", "attach", str(scan), "--code", "hello").err
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert run("consent", "form", "print", wrong, "--out", str(tmp_path / "x.pdf")).code == 2
    assert run("consent", "form", "record", code, "--signed", "Camille Peeters", "--all-ticked").code == 2


def test_a_form_is_printed_again_to_the_byte(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", "--signer", "Camille Peeters", "--size", "a5")
    assert run("consent", "form", "print", code, "--out", str(tmp_path / "again.pdf")).code == 0
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "form.pdf").read_bytes()


def test_a_language_without_text_says_which_there_are(run: Run, tmp_path: Path) -> None:
    said = run("consent", "form", "create", "1", "--notice", "reseaux", "--out", str(tmp_path / "x.pdf"),
               "--language", "de")  # fmt: skip
    assert said.code == 2
    assert "It can be printed in: fr" in said.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_paper_laid_aside_waits_no_longer(run: Run, tmp_path: Path) -> None:
    code = printed(run, tmp_path / "form.pdf", "--signer", "Camille Peeters")
    run("consent", "form", "attach", str(tmp_path / "form.pdf"))
    assert run("consent", "form", "dismiss", code, "--json").json == {"code": code, "dismissed": 1}
    assert run("consent", "form", "list", "--waiting", "--json").json == []
