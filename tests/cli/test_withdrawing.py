"""One command takes back everything somebody gave, and answers with the list of what has to come down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_consent import Answered, Run
from tests.services.consent.world import Clock, World
from ugc_studio.cli.main import main
from ugc_studio.library.clock import utc_now


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line on a library in which a photo of Léa's is online and another is not."""
    world = World(tmp_path / "library", clock=Clock(utc_now()))  # the command line has no other clock
    online, _quiet = world.photos("online", "quiet")
    lea = world.person("Léa Martin", handle="@lea")
    world.taken_by([1, 2], lea)
    world.licence([1], lea, world.notice())
    world.publish(online)
    world.close()

    def call(*words: str, role: str = "editor") -> Answered:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--role", role, *words])
        captured = capsys.readouterr()
        return Answered(code, captured.out, captured.err)

    return call


def test_everything_of_theirs_in_one_command(run: Callable[..., Answered], tmp_path: Path) -> None:
    mail = tmp_path / "removal.eml"
    mail.write_bytes(b"From: lea@example.com\n\nPlease remove my photos.")
    said = run("consent", "withdraw", "--by", "@lea", "--all", "--proof", str(mail), "--evidence", "email", "--json")
    assert said.code == 0
    assert [event["type"] for event in said.json["events"]] == ["withdrawn", "objected"]
    (removal,) = said.json["takedowns"]
    assert (removal["asset"], removal["state"], removal["cause"]) == ("1", "open", "withdrawn")
    assert removal["task"] == "Take the photo out of: Web gallery (Instagram)."
    assert run("takedowns", "--json").json == [removal]


def test_a_person_reads_what_to_do(run: Callable[..., Answered]) -> None:
    said = run("consent", "withdraw", "1", "--by", "@lea", "--message", "Please remove it.")
    assert "What has to come down:" in said.out
    assert "Take the photo out of: Web gallery (Instagram)." in said.out


def test_a_withdrawal_without_photos_has_to_say_so(run: Callable[..., Answered]) -> None:
    refused: Any = run("consent", "withdraw", "--by", "@lea", "--message", "Please remove it.")
    assert refused.code == 2
    assert refused.out == ""
