"""``ledger``, ``takedowns`` and ``today``: the exit code says whether something is wrong or due."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio.cli.main import main
from ugc_studio.domain.consent import EventType
from ugc_studio.library.clock import utc_now
from ugc_studio.library.session import Session

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A library as of now with one published photo, closed and ready for the command line."""
    made = World(tmp_path / "library")
    made.clock.now = utc_now()
    made.photos("one")
    author = made.person("Marc Dubois", handle="@marc")
    made.taken_by([1], author)
    made.licence([1], author, made.notice())
    made.publish(1)
    made.close()
    return made


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return call


def test_an_exported_chain_is_verified_anywhere(world: World, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "chain.jsonl"
    code, exported = run("ledger", "export", str(file))
    assert code == 0
    code, verified = run("--library", "/nowhere/at/all", "ledger", "verify", str(file), "--head", exported["head"])
    assert (code, verified["ok"], verified["head"], verified["first_bad"]) == (0, True, exported["head"], None)
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(lines[:-2]), "utf-8")
    code, verified = run("ledger", "verify", str(file), "--head", f"{len(lines)}:{exported['head']}")
    assert (code, verified["ok"], verified["first_bad"]) == (1, False, len(lines) - 1)
    assert run("ledger", "export", str(file))[0] == 2  # never over an existing file
    assert run("ledger", "verify", "--head", "abc")[0] == 2


def test_an_export_brings_its_verifier(world: World, run: Run, tmp_path: Path) -> None:
    code, exported = run("--role", "legal", "ledger", "export", str(tmp_path / "chain.jsonl"), "--with-texts")
    assert code == 0
    assert {name: Path(exported[name]).name for name in ("file", "verifier", "readme", "texts")} == {
        "file": "chain.jsonl", "verifier": "chain.verify.py", "readme": "chain.readme.txt",
        "texts": "chain.texts.jsonl",
    }  # fmt: skip
    assert "Marc Dubois" in Path(exported["texts"]).read_text("utf-8")
    alone = tmp_path / "verify_ledger.py"
    assert run("--library", "/nowhere/at/all", "ledger", "verifier", str(alone)) == (0, {"file": str(alone)})
    assert alone.read_bytes() == Path(exported["verifier"]).read_bytes()
    assert run("--role", "editor", "ledger", "export", str(tmp_path / "x.jsonl"), "--with-texts")[0] == 3


def test_a_tampered_library_is_named(world: World, run: Run) -> None:
    from tests.services.consent.test_chain import tamper

    assert run("ledger", "verify")[0] == 0
    tamper(world.root / "library.db", "UPDATE ledger_events SET actor = 'x' WHERE seq = 2")
    code, verified = run("ledger", "verify")
    assert (code, verified["first_bad"]) == (1, 2)


def test_a_takedown_is_listed_and_done(world: World, run: Run, tmp_path: Path) -> None:
    assert run("takedowns") == (0, [])
    assert run("today") == (0, [])
    run("consent", "withdraw", "1", "--by", "@marc")
    _code, (row,) = run("takedowns")
    assert row.keys() >= {"id", "asset", "channel", "account", "url", "due", "state"}
    assert (row["asset"], row["channel"], row["state"], row["cause"]) == ("1", "instagram", "open", "withdrawn")
    code, (task,) = run("today")
    assert (code, task["kind"], task["due"]) == (1, "takedown", row["due"])
    assert task.keys() == {"kind", "due", "subject", "text", "command"}
    proof = tmp_path / "gone.png"
    proof.write_bytes(b"screenshot")
    assert run("takedowns", "assign", row["id"], "--owner", "Zoé")[0] == 0
    assert run("takedowns")[1][0]["owner"] == "Zoé"
    assert run("takedowns", "done", row["id"], "--proof", str(proof))[0] == 0
    assert run("takedowns") == (0, [])
    assert [one["state"] for one in run("takedowns", "--all")[1]] == ["done"]
    assert run("today") == (0, [])


def test_a_use_names_what_was_made(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, says in (("en", "Handed over (Web gallery)."), ("fr", "Remise à l’export (Galerie web).")):
        assert main(["--library", str(tmp_path / "library"), "--lang", language, "consent", "show", "1"]) == 0
        assert says in capsys.readouterr().out


def test_today_brings_up_messages_until_an_answer_is_recorded(world: World, run: Run) -> None:
    run("consent", "reply", "1", "--by", "@marc", "--message", "Attendez…", "--evidence", "email")
    code, tasks = run("today")
    assert code == 1
    assert [task["kind"] for task in tasks] == ["reply"]
    assert tasks[0]["text"] == "Marc Dubois wrote about 1 photo."
    run("consent", "refuse", "1", "--by", "@marc")
    assert "reply" not in [task["kind"] for task in run("today")[1]]


def test_today_says_when_nobody_knows_which_photo_a_message_is_about(world: World, run: Run) -> None:
    def replied(session: Session) -> None:
        marc = session.parties.resolve("@marc").id
        world.studio.consent.reply(session, party_id=marc, asset_ids=[], text="Oui", at=None, source="form.csv, 2")

    world.reopen()
    world.studio.library.write(replied)
    world.close()
    assert run("today")[1][0]["text"] == "Marc Dubois wrote. It is not known which photo it is about."


def test_today_brings_up_rights_that_end_while_a_picture_is_online(world: World, run: Run) -> None:
    import datetime as dt

    today = world.clock().date()
    world.reopen()
    (photo,) = world.photos("two")
    author = world.person("Paul Girard")
    last = today + dt.timedelta(days=12)
    notice = world.notice("Short", end=last)
    world.taken_by([photo], author)
    world.licence([photo], author, notice)
    world.studio.library.write(
        lambda session: world.studio.consent.record_use(
            session, asset_id=photo, use=world.use(live_until=None), exporter="web", rendition_sha256="0" * 64,
            path="out/2.jpg",
        )
    )  # fmt: skip
    world.close()
    code, (task,) = run("today")
    assert (code, task["kind"], task["subject"], task["due"]) == (1, "rights_ending", "2", last.isoformat())


def test_today_brings_up_who_turns_18_this_month(world: World, run: Run) -> None:
    run("party", "add", "Mia Fontaine", "--adult", "no", "--turns-18", f"{world.clock().date():%m/%Y}")
    assert [task["kind"] for task in run("today")[1]] == ["coming_of_age"]


def test_photos_of_which_nothing_was_cleared_for_a_year_are_proposed_not_removed(world: World, run: Run) -> None:
    world.reopen()
    (photo,) = world.photos("old")
    world.say(EventType.REFUSED, [photo], "@marc")
    world.studio.library.write(
        lambda session: session.db.execute("UPDATE assets SET imported_at = '2020-01-01T00:00:00.000000Z'")
    )
    world.close()
    code, tasks = run("today")
    assert (code, [(task["kind"], task["subject"]) for task in tasks]) == (1, [("purge", str(photo))])
    assert run("assets", "list")[1]["total"] == 2
