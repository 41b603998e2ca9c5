"""``consent receipt`` and ``consent policy``: JSON-LD on the screen or in a file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_consent import GRANT, USE, Run, run  # noqa: F401 - a fixture


def test_a_receipt_of_a_photo_and_of_a_person(run: Run, tmp_path: Path) -> None:  # noqa: F811
    run(*GRANT)
    document = run("consent", "receipt", "1").json
    assert document == run("consent", "receipt", "1", "--json").json
    assert [node["@type"] for node in document["@graph"]] == ["dpv:DataProcessingRecord"]
    assert "Marc" not in json.dumps(document)
    file = tmp_path / "marc.jsonld"
    assert run("consent", "receipt", "--person", "@marc", "--with-name", "--out", str(file), "--json").json == {
        "file": str(file)
    }
    assert "Marc Dubois" in file.read_text("utf-8")
    again = run("consent", "receipt", "--person", "@marc", "--out", str(file))
    assert (again.code, "exists already" in again.err) == (2, True)


def test_what_is_asked_for_must_make_sense(run: Run) -> None:  # noqa: F811
    assert run("consent", "receipt").code == 2
    assert run("consent", "receipt", "1", "--with-name").code == 2
    assert run("consent", "receipt", "--person", "nobody").code == 2
    assert "Nobody was asked" in run("consent", "receipt", "1").err


def test_a_policy_of_a_cleared_use_only(run: Run, tmp_path: Path) -> None:  # noqa: F811
    assert run("consent", "policy", "1").code == 3
    run(*GRANT)
    standard = run("consent", "policy", "1").json
    assert (standard["@type"], standard["conflict"]) == ("Agreement", "prohibit")
    assert run("consent", "policy", "1", *USE, "--json").json["permission"]
    elsewhere = ("--channel", "instagram_feed", "--brand", "maison", "--territory", "DE")
    assert run("consent", "policy", "1", *elsewhere).code == 3
    file = tmp_path / "policy.jsonld"
    assert run("consent", "policy", "1", "--out", str(file)).out == f"Written: {file}\n"
    assert json.loads(file.read_text("utf-8")) == standard
