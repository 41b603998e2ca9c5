"""``consent ask`` and ``notice adopt`` through the whole command line: draft, show, send, wait, remind, sweep."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "library")
    made.photos("one", "two", "three")
    author, other = made.person("Marc Dubois", handle="@marc"), made.person("Zoé")
    made.taken_by([1, 2], author)
    made.taken_by([3], other)
    made.close()
    return made


@pytest.fixture
def run(world: World, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str, role: str = "editor") -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--library", str(world.root), "--lang", "en", "--role", role, *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def as_json(run: Run, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_standard_notice_is_listed_adopted_and_shown_with_its_hashes(run: Run) -> None:
    assert {one["key"] for one in as_json(run, "notice", "standard")} >= {"social", "social-site", "advertising"}
    code, _out, err = run("notice", "adopt", "social")
    assert (code, "write to withdraw" in err) == (2, True)
    adopted = as_json(run, "notice", "adopt", "social", "--contact", "droits@alize.example", "--territory", "FR")
    assert adopted["key"] == "maison-social"
    assert adopted["text_hashes"].keys() == {"de", "en", "es", "fr", "nl"}
    shown = run("notice", "show", "maison-social")[1]
    assert f"SHA-256 of the text (fr)\t{adopted['text_hashes']['fr'][:16]}" in shown
    (one,) = [one for one in as_json(run, "notice", "standard") if one["adopted"]]
    assert one["adopted"] == "maison-social@1"


def test_the_text_of_a_standard_notice_follows_its_scope(run: Run, tmp_path: Path) -> None:
    run("notice", "adopt", "social", "--contact", "droits@alize.example")
    edited = as_json(run, "notice", "edit", "maison-social", "--media", "website")
    assert "on the website of Maison Alizé" in edited["texts"]["en"]
    assert "social networks" not in edited["texts"]["en"]
    false = tmp_path / "false.txt"
    false.write_text(edited["texts"]["en"].replace("crop the photo", "retouch the photo"), "utf-8")
    code, _out, err = run("notice", "edit", "maison-social", "--text", f"en={false}")
    assert code == 2
    assert "The EN text and what is recorded differ" in err
    assert len(as_json(run, "notice", "list")) == 2


def test_from_drafts_to_waiting(run: Run) -> None:
    run("notice", "adopt", "social", "--contact", "droits@alize.example")
    drafted = as_json(run, "consent", "ask", "draft", "1", "2", "3")
    assert [(one["name"], len(one["photos"])) for one in drafted["drafts"]] == [("Marc Dubois", 2), ("Zoé", 1)]
    assert "Marc Dubois" in run("consent", "ask", "list")[1]
    number = drafted["drafts"][0]["draft"]
    edited = as_json(run, "consent", "ask", "edit", number, "--language", "en", "--greeting", "Hi Marc!")
    assert edited["message"].startswith("Hi Marc!\n\nIt is about these photos:\n1. ")
    message = run("consent", "ask", "show", number)[1]
    assert "Silence is not consent" in message
    recorded = as_json(run, "consent", "ask", "sent", number, "--channel", "instagram")
    assert [event["type"] for event in recorded["events"]] == ["requested"]
    (waiting,) = as_json(run, "consent", "ask", "waiting")
    assert (waiting["name"], waiting["channel"], waiting["language"]) == ("Marc Dubois", "instagram", "en")
    assert "Marc Dubois" in run("consent", "ask", "waiting")[1]
    code, _out, err = run("consent", "ask", "remind", waiting["request"], "--sent")
    assert (code, "A reminder may be sent from" in err) == (3, True)
    assert "We wrote to you on" in run("consent", "ask", "remind", waiting["request"])[1]
    assert as_json(run, "consent", "ask", "sweep") == {"no_response": 0}
    run("consent", "ask", "discard", drafted["drafts"][1]["draft"])
    assert as_json(run, "consent", "ask", "list") == []


def test_what_is_missing_or_wrong_is_said(run: Run) -> None:
    assert run("consent", "ask", "draft")[0] == 2
    assert run("consent", "ask", "show", "7")[0] != 0
    run("notice", "adopt", "press", "--contact", "droits@alize.example")
    (draft,) = as_json(run, "consent", "ask", "draft", "3", "--to", "Zoé")["drafts"]
    assert draft["adoptable"][0] == "social"
    code, _out, err = run("consent", "ask", "sent", draft["draft"])
    assert (code, "Choose what to ask for" in err) == (2, True)
    code, _out, err = run("consent", "ask", "sent", draft["draft"], "--channel", "pigeon")
    assert (code, "no way of sending" in err) == (2, True)


def test_an_ambassador_and_a_language_are_recorded(run: Run) -> None:
    shown = as_json(run, "party", "edit", "@marc", "--ambassador", "--language", "de")
    assert (shown["ambassador"], shown["language"]) == (True, "de")
    run("notice", "adopt", "social", "--contact", "droits@alize.example")
    (draft,) = as_json(run, "consent", "ask", "draft", "1", "--to", "@marc")["drafts"]
    assert draft["language"] == "de"
    assert run("party", "edit", "@marc", "--language", "klingon")[0] == 2


def test_the_terms_of_a_brand_are_set_and_shown(run: Run) -> None:
    changed = as_json(run, "brand", "edit", "maison", "--ask-again-after", "30", "--silent-after", "20")
    assert changed["policy"]["asking"] == {"again_after": 30, "remind_after": 7, "silent_after": 20}
    assert "Days before asking again\t30" in run("brand", "show", "maison")[1]
    assert run("brand", "edit", "maison", "--remind-after", "20")[0] == 2
