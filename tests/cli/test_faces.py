"""``assets faces``, ``assets note-faces`` and ``assets provenance`` from the terminal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.test_assets import Terminal
from tests.library.builders import add_asset
from tests.media.test_faces import BIRDS, COUPLE
from ugc_studio.library.library import Library


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Two photos of the sample: one with two faces, one with birds."""
    with Library.create(tmp_path / "library") as library:
        for name, file in (("couple", COUPLE), ("birds", BIRDS)):
            data = file.read_bytes()
            sha = hashlib.sha256(data).hexdigest()
            place = library.originals.path(sha, "jpeg")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            library.write(lambda session, name=name, sha=sha: add_asset(session, name, sha256=sha))  # type: ignore[misc]  # bound now
    return Terminal(tmp_path / "library", capsys)


def test_faces_are_looked_for_then_noted_as_people(terminal: Terminal) -> None:
    out, _err = terminal.run("--json", "assets", "faces")
    found = json.loads(out)
    assert (found["searched"], found["left_out"]) == (2, 0)
    assert {one["id"]: one["found"] for one in found["photos"]} == {"1": 2, "2": 0}
    assert all(one["automatic"] and one["model"] == "centerface" for one in found["photos"])
    out, _err = terminal.run("assets", "list", "faces:>=1")
    assert "couple.jpg" in out
    assert "birds.jpg" not in out
    out, _err = terminal.run("--json", "assets", "note-faces", "1")
    assert len(json.loads(out)["noted"]) == 2
    terminal.run("assets", "note-faces", "1", expect=2)
    out, _err = terminal.run("assets", "show", "1")
    assert "Faces found: 2 (automatic). Others may be present: please look." in out


def test_none_found_is_not_said_as_if_nobody_were_there(terminal: Terminal) -> None:
    out, err = terminal.run("assets", "faces", "birds")
    assert "birds" not in out
    assert "does not mean that nobody is there" in out + err


def test_how_many_faces_is_a_number(terminal: Terminal) -> None:
    _out, err = terminal.run("assets", "list", "faces:many", expect=2)
    assert "faces:>=1" in err


def test_where_a_photo_comes_from(terminal: Terminal) -> None:
    out, _err = terminal.run("--json", "assets", "provenance", "1")
    card = json.loads(out)
    assert card["sources"][0]["source_path"] == "photos/couple.jpg"
    assert (card["content_credentials"], card["content_credentials_unread"]) == (None, None)
    out, _err = terminal.run("assets", "provenance", "1")
    assert "The file carries no content credentials." in out
