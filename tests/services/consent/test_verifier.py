"""The verifier that goes with an exported chain: one file, run without our program, answers as we do."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio import resources
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import RoleRefused, UsageError
from ugc_studio.library.ledger import LedgerRow, journal_line, row_from_line
from ugc_studio.services.consent.ledger_files import VERIFIER
from ugc_studio.services.consent.verifying import verify_file

SCRIPT = resources.path(*VERIFIER)


def verified(*words: object, script: Path = SCRIPT, code: int | None = None) -> Any:
    """What the verifier says with ``--json``, run without site packages, environment or our folder."""
    command = [sys.executable, "-I", "-S", str(script), *map(str, words), "--json", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=script.parent)
    if code is not None:
        assert done.returncode == code, done.stderr
    return json.loads(done.stdout) if done.stdout else done.stderr


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A library with people, a grant and a withdrawal; closed again by the last test's teardown."""
    made = World(tmp_path_factory.mktemp("verifier") / "library", role="legal")
    photos = made.photos("a", "b", "c")
    author = made.person("Zoé Dubois", handle="@zoé")
    made.taken_by(photos, author)
    made.licence(photos[:2], author, made.notice(), message="Oui ! 🌞 \u2028 \x85 « merci »")
    made.say(EventType.WITHDRAWN, photos[:1], author, reason="Je ne veux plus", message="Non")
    for number in range(20):
        made.studio.consent.recorder.state(EventType.PEOPLE_REVIEWED, [photos[number % 3]], facts={"answer": "none"})
    return made


@pytest.fixture(scope="module")
def exported(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of an export with names and messages."""
    file = tmp_path_factory.mktemp("export") / "chain.jsonl"
    world.studio.ledger_files.export(file, with_texts=True, language="fr")
    world.close()
    return file


@pytest.fixture(scope="module")
def rows(exported: Path) -> list[LedgerRow]:
    return [row_from_line(line) for line in exported.read_text("utf-8").split("\n") if line]


def written(path: Path, rows: list[LedgerRow]) -> Path:
    path.write_text("".join(journal_line(row) + "\n" for row in rows), "utf-8")
    return path


def both(path: Path, head: tuple[int, str]) -> dict[str, Any]:
    """The verifier's answer, after it was seen that the program answers the same."""
    ours = verify_file(path, [head])
    found: dict[str, Any] = verified(path, "--head", f"{head[0]}:{head[1]}", code=0 if ours.ok else 1)
    said = str(ours.text) if ours.text is not None else None
    assert (found["ok"], found["events"], found["head"], found["first_bad"], found["text"]) == (
        ours.ok, ours.events, ours.head, ours.first_bad, said,
    )  # fmt: skip
    return found


def test_an_export_brings_its_verifier_which_finds_the_chain_by_itself(exported: Path) -> None:
    result = verified(script=exported.with_suffix(".verify.py"), code=0)
    assert result["ok"]
    note = exported.with_suffix(".readme.txt").read_text("utf-8")
    assert f"python3 chain.verify.py --head {result['events']}:{result['head']}" in note
    assert "--texts chain.texts.jsonl" in note
    assert "Ceci n’est pas un conseil juridique." in note


def test_a_whole_chain_is_whole(exported: Path, rows: list[LedgerRow]) -> None:
    assert both(exported, (rows[-1].seq, rows[-1].hash))["ok"]


@pytest.mark.parametrize("column", [field.name for field in fields(LedgerRow)])
def test_a_changed_column_is_named(rows: list[LedgerRow], column: str, tmp_path: Path) -> None:
    head = (rows[-1].seq, rows[-1].hash)
    for at in (0, 7, len(rows) - 1):
        value = getattr(rows[at], column)
        changed = value + 1 if column == "seq" else value[:-1] + ("x" if value[-1:] != "x" else "y")
        path = written(tmp_path / "x.jsonl", [*rows[:at], replace(rows[at], **{column: changed}), *rows[at + 1 :]])
        assert both(path, head)["first_bad"] == rows[at].seq


def test_removed_moved_doubled_rewritten_and_cut_rows_are_named(rows: list[LedgerRow], tmp_path: Path) -> None:
    head = (rows[-1].seq, rows[-1].hash)
    forged = replace(rows[4], actor="someone else")
    forged = replace(forged, hash=forged.expected_hash())
    for tampered, first_bad in (
        ([*rows[:4], *rows[5:]], 5),
        ([*rows[:4], rows[5], rows[4], *rows[6:]], 5),
        ([*rows[:5], *rows[4:]], 6),
        ([*rows[:4], forged, *rows[5:]], 6),
        (rows[:-3], len(rows) - 2),
        ([], 1),
        (rows[1:], 1),
    ):
        assert both(written(tmp_path / "x.jsonl", tampered), head)["first_bad"] == first_bad


def test_a_checksum_alone_shows_a_cut_tail_too(rows: list[LedgerRow], tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", rows[:-2])
    assert verified(path, code=0)["ok"]
    assert verified(path, "--head", rows[-1].hash, code=1)["first_bad"] == len(rows) - 1
    assert verified(path, "--head", rows[-5].hash, code=0)["ok"]


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"seq":1}', '{"seq":1e999}', '{"seq":"x"}', "[" * 99_999, "\x00"])
def test_a_line_that_is_no_row_fits_nowhere(rows: list[LedgerRow], tmp_path: Path, line: str) -> None:
    lines = [journal_line(row) for row in rows]
    lines[5] = line
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert both(path, (rows[-1].seq, rows[-1].hash))["first_bad"] == 6


def test_another_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("Bonjour\n", "utf-8")
    assert verified(tmp_path / "x.jsonl", code=2) == "x.jsonl is not an exported ledger.\n"
    assert "No such file" in verified(tmp_path / "y.jsonl", code=2)
    assert "is no head" in verified(tmp_path / "x.jsonl", "--head", "abc", code=2)


def test_texts_are_compared_with_what_the_chain_names(exported: Path, tmp_path: Path) -> None:
    texts = exported.with_suffix(".texts.jsonl")
    lines = [json.loads(line) for line in texts.read_text("utf-8").splitlines()]
    assert {line["text"] for line in lines} >= {"Zoé Dubois", "@zoé", "Non", "Je ne veux plus"}
    found = verified(exported, "--texts", texts, code=0)["texts"]
    assert found == {"intact": len(lines), "wrong": [], "absent": 0}
    forged = next(line for line in lines if line["text"] == "Non")
    at = lines.index(forged)
    for change in ({"text": "Oui"}, {"salt": "00" * 16}, {"commitment": "0" * 64}):
        changed = tmp_path / "texts.jsonl"
        said = [{**line, **(change if line is forged else {})} for line in lines]
        changed.write_text("\n".join(map(json.dumps, said)), "utf-8")
        found = verified(exported, "--texts", changed, code=1)["texts"]
        assert [one["line"] for one in found["wrong"]] == [at + 1]
        assert found["absent"] == 1
    without = tmp_path / "erased.jsonl"
    kept = [line for line in lines if line["owner"] != forged["owner"]]
    without.write_text("\n".join(map(json.dumps, kept)), "utf-8")
    assert verified(exported, "--texts", without, code=0)["texts"]["absent"] > 0


def test_it_speaks_french_and_names_the_row(rows: list[LedgerRow], tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", [*rows[:4], *rows[5:]])
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", str(SCRIPT), str(path), "--lang", "fr"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stdout == "La chaîne est rompue. La ligne 5 manque ou n’est pas à sa place.\n"


def test_only_legal_hands_out_names_and_nothing_is_replaced(tmp_path: Path) -> None:
    world = World(tmp_path / "library")
    world.person("Zoé Dubois")
    with pytest.raises(RoleRefused):
        world.studio.ledger_files.export(tmp_path / "chain.jsonl", with_texts=True)
    assert not list(tmp_path.glob("chain*"))
    (tmp_path / "chain.verify.py").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="exists already"):
        world.studio.ledger_files.export(tmp_path / "chain.jsonl")
    assert (tmp_path / "chain.verify.py").read_text("utf-8") == "mine"
    assert not (tmp_path / "chain.jsonl").exists()
    world.close()
