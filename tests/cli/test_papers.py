"""``papers`` writes files and says what they are; ``consent purge`` shows before it erases."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from tests.services.papers.reading import text_of
from ugc_studio.cli.main import main

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A library with a cleared photo, an old one that nobody answered about, closed."""
    made = World(tmp_path / "library")
    one, old = made.photos("one", "old")
    author = made.person("Marc Dubois", handle="@marc")
    made.taken_by([one, old], author)
    made.licence([one], author, made.notice())
    made.close()
    return made


@pytest.fixture
def run(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = main(["--library", str(world.root), "--lang", "en", "--json", *words])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return call


def test_a_register_in_each_form(run: Run, tmp_path: Path) -> None:
    for ending, lines in (("csv", 2), ("xlsx", 2), ("pdf", 2)):
        code, made = run("papers", "register", str(tmp_path / f"r.{ending}"), "--to", "Maître Roy")
        assert (code, made["lines"], made["recipient"]) == (0, lines, "Maître Roy")
        assert len(made["sha256"]) == len(made["head"]["hash"]) == 64
    code, made = run("papers", "register", str(tmp_path / "early.csv"), "--as-of", "2020-01-01")
    assert (code, made["lines"]) == (0, 0)


def test_dossiers_of_a_photo_and_of_a_person(run: Run, tmp_path: Path) -> None:
    code, made = run("papers", "dossier", str(tmp_path / "d.pdf"), "1", "--language", "fr")
    assert (code, made["kind"], made["photos"]) == (0, "dossier", 1)
    code, made = run("papers", "dossier", str(tmp_path / "p.pdf"), "--party", "@marc")
    assert (code, made["photos"]) == (0, 2)
    assert "Marc Dubois" in text_of(tmp_path / "p.pdf")
    assert run("papers", "dossier", str(tmp_path / "t.pdf"), "1", "--as-of", "2020-01-01")[0] == 0
    assert "as of 1 January 2020" in text_of(tmp_path / "t.pdf")
    assert run("papers", "dossier", str(tmp_path / "n.pdf"), "--party", "@marc", "--as-of", "2020-01-01")[0] == 2
    assert run("papers", "dossier", str(tmp_path / "n.pdf"))[0] == 2
    assert run("papers", "dossier", str(tmp_path / "n.pdf"), "1", "--party", "@marc")[0] == 2
    assert run("papers", "dossier", str(tmp_path / "n.pdf"), "1", "--language", "xx")[0] == 2
    assert not (tmp_path / "n.pdf").exists()


def test_an_answer_to_a_request_and_the_record_of_processing(run: Run, tmp_path: Path) -> None:
    code, made = run("papers", "access", "@marc", str(tmp_path / "a.zip"), "--enclose", "1")
    assert (code, made["kind"], made["photos"], made["recipient"]) == (0, "access", 2, None)
    assert run("papers", "access", "@marc", str(tmp_path / "b.zip"), "--handed-over")[1]["recipient"] == "Marc Dubois"
    code, made = run("papers", "processing", "--note", "officer=dpo@alize.example")
    assert (code, made["notes"]["officer"]) == (0, "dpo@alize.example")
    assert run("papers", "processing", "--note", "colour=red")[0] == 2
    assert run("papers", "processing", str(tmp_path / "p.pdf"))[0] == 0
    assert "dpo@alize.example" in text_of(tmp_path / "p.pdf")


def test_an_erasure_is_only_previewed(run: Run, tmp_path: Path) -> None:
    code, made = run("papers", "erasure", str(tmp_path / "e.pdf"), "--party", "@marc")
    assert (code, made["kind"], made["photos"]) == (0, "erasure", 2)
    assert run("papers", "erasure", str(tmp_path / "e.pdf"))[0] == 2
    assert run("consent", "show", "1")[1]["state"] != "erased"


def test_a_purge_lists_and_erases_only_with_a_reason(run: Run, world: World) -> None:
    code, listed = run("consent", "purge")
    assert (code, listed["purged"], listed["photos"]) == (0, False, [])
    reopened = World(world.root)
    reopened.studio.library.write(
        lambda session: session.db.execute("UPDATE assets SET imported_at = '2020-01-01T00:00:00Z' WHERE id = 2")
    )
    reopened.close()
    code, listed = run("consent", "purge")
    assert [photo["id"] for photo in listed["photos"]] == ["2"]
    assert listed["purged"] is False
    code, done = run("consent", "purge", "2", "--reason", "Nobody answered", "--yes")
    assert (code, done["purged"], len(done["photos"])) == (0, True, 1)
    assert run("consent", "purge")[1]["photos"] == []
