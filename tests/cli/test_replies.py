"""Reading and recording replies from the command line."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio.cli.main import main
from ugc_studio.domain.consent import Instrument

MAIL = (
    "From: Marc Dubois <marc@dubois.example>\nDate: {day}\nSubject: Re: photos\n\n"
    "La 1 et la 3 oui, pas la 2 svp\n\nLe 3 mai, Maison Alizé a écrit :\n> Répondez #OuiMaison\n"
)


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
    """Run one command line on a library in which Marc was asked for three photos by mail."""
    world = World(tmp_path / "library")
    photos = world.photos("one", "two", "three")
    author = world.person("Marc Dubois", handle="marc@dubois.example")
    world.taken_by(photos, author)
    notice = world.notice("Réseaux")
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(author)
    world.studio.consent.recorder.request(photos, by=party, party=party, instrument=Instrument.LICENCE, notice=notice)
    world.close()

    def call(*words: str) -> Answered:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--role", "editor", *words])
        captured = capsys.readouterr()
        return Answered(code, captured.out, captured.err)

    return call


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """What Marc answered the day after."""
    path = tmp_path / "answer.eml"
    day = dt.datetime(2026, 9, 2, 9, tzinfo=dt.UTC)
    path.write_text(MAIL.format(day=f"{day:%a, %d %b %Y %H:%M:%S} +0000"), "utf-8")
    return path


def test_a_mail_is_read_against_the_request_of_its_sender(run: Run, mail: Path) -> None:
    found = run("consent", "read", str(mail), "--json").json
    assert [one["label"] for one in found["proposals"]] == ["yes", "no", "yes"]
    assert found["requests"][0]["sure"] is True
    assert found["source"]["kind"] == "mail"
    assert found["proposals"][0]["words"]
    assert run("consent", "show", "1", "--json").json["state"] == "waiting"


def test_the_table_says_that_nothing_was_recorded(run: Run, mail: Path) -> None:
    shown = run("consent", "read", str(mail))
    assert shown.code == 0
    assert "Seems to be a yes" in shown.out
    assert "nothing was recorded" in shown.err


def test_words_from_standard_input_are_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Oui mais pas de pub"))
    found = run("consent", "read", "-", "--by", "Marc Dubois", "--json").json
    assert {one["label"] for one in found["proposals"]} == {"limited"}
    assert found["proposals"][0]["limits"] == ["media:paid_social"]


def test_a_mail_is_recorded_for_the_photos_of_its_request(run: Run, mail: Path) -> None:
    recorded = run("consent", "reply", "--file", str(mail), "--json")
    (event,) = recorded.json["events"]
    assert event["type"] == "replied"
    assert run("consent", "show", "3", "--json").json["state"] == "to_read"
    shown = run("consent", "show", "3").out
    assert "La 1 et la 3 oui, pas la 2 svp" in shown


def test_a_chat_with_two_senders_is_read_for_the_one_who_is_named(run: Run, tmp_path: Path) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text("20/09/2026, 09:00 - Marc: Oui\n20/09/2026, 09:01 - Zoé: Non\n", "utf-8")
    assert run("consent", "read", str(chat), "--json").json["text"] == ""
    found = run("consent", "read", str(chat), "--thread", "Marc", "--by", "Marc Dubois", "--json").json
    assert found["text"] == "Oui"
    refused = run("consent", "reply", "--file", str(chat), "--by", "Marc Dubois")
    assert refused.code == 2
    assert "--thread" in refused.err
    assert run("consent", "reply", "--file", str(chat), "--by", "Marc Dubois", "--thread", "Marc").code == 0
    assert "Non" not in run("consent", "show", "1").out


def test_what_answers_no_known_request_has_to_be_said(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Oui", "utf-8")
    refused = run("consent", "reply", "--file", str(note))
    assert (refused.code, "--by" in refused.err) == (2, True)
    assert run("consent", "read", str(tmp_path / "nowhere.eml")).code == 2
