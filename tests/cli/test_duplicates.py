"""``duplicates`` as other programs and people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.library.builders import add_asset, sha
from tests.media.test_similarity import jpeg, scene
from ugc_studio.cli.main import main
from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.media.fingerprint import Pixels, fingerprint_of


class Terminal:
    """Runs command lines on one library and returns what they print."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys

    def run(self, *words: str, code: int = 0) -> str:
        assert main(["--library", str(self.root), "--quiet", *words]) == code
        return self._capsys.readouterr().out

    def json(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.run("--json", *words, code=code))


def fill(root: Path, pictures: dict[str, Pixels]) -> None:
    """A library with these pictures as an import would leave them."""
    with Library.create(root) as library:

        def work(session: Session) -> None:
            for name, picture in pictures.items():
                asset = add_asset(session, name, width=picture.shape[1], height=picture.shape[0])
                session.fingerprints.add_many([(asset, fingerprint_of(picture))])

        library.write(work)
        for name, picture in pictures.items():
            library.previews.put(sha(name), recipe=PROXY_RECIPE, size=PROXY_SIZE, data=jpeg(picture))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    photo = scene(1)
    mirrored = cv2.flip(cv2.resize(photo, (200, 150), interpolation=cv2.INTER_AREA), 1)
    fill(tmp_path / "library", {"photo": photo, "mirror": mirrored.astype("uint8"), "other": scene(2)})
    return Terminal(tmp_path / "library", capsys)


def test_find_and_list_follow_the_contract(terminal: Terminal) -> None:
    report = terminal.json("duplicates", "find")
    assert {key: report[key] for key in ("assets", "clusters", "pairs")} == {"assets": 3, "clusters": 1, "pairs": 1}
    assert report["seconds"] >= 0
    listed = terminal.json("duplicates", "list")
    assert sorted(paths[0] for paths in listed["assets"].values()) == ["photos/mirror.jpg", "photos/photo.jpg"]
    [cluster], [relation] = listed["clusters"], listed["relations"]
    assert {member["sha256"] for member in cluster["members"]} == {sha("photo"), sha("mirror")}
    names = {member["sha256"]: member["asset"] for member in cluster["members"]}
    assert cluster["representative"] == names[sha("photo")]
    assert cluster["state"] == "open"
    assert (relation["from"], relation["to"]) == (names[sha("mirror")], names[sha("photo")])
    assert (relation["kind"], relation["detail"], relation["state"]) == ("same", "mirror", "proposed")
    assert relation["region"] is None
    assert 0.5 < relation["confidence"] <= 1


def test_a_merge_is_remembered_and_a_split_restores(terminal: Terminal) -> None:
    terminal.run("duplicates", "find")
    [cluster] = terminal.json("duplicates", "list")["clusters"]
    merged = terminal.json("duplicates", "merge", cluster["id"], "--keep", f"sha256:{sha('mirror')[:12]}")
    assert merged["cluster"] == cluster["id"]
    assert merged["representative"] != cluster["representative"]
    assert set(merged["carried"]) == {"tags", "rating", "galleries"}
    assert terminal.json("duplicates", "list")["clusters"] == []
    assert terminal.json("duplicates", "list", "--all")["clusters"][0]["state"] == "merged"
    split = terminal.json("duplicates", "split", cluster["id"], "photos/photo.jpg")
    assert split["cluster"] is None
    terminal.run("duplicates", "find")
    assert terminal.json("duplicates", "list", "--all")["clusters"] == []


def test_statements_about_two_photos(terminal: Terminal) -> None:
    terminal.run("duplicates", "find")
    terminal.json("duplicates", "unrelate", "photos/photo.jpg", "photos/mirror.jpg")
    crop = ("--kind", "derived", "--detail", "crop")
    terminal.json("duplicates", "relate", "photos/other.jpg", "photos/photo.jpg", *crop)
    assert terminal.json("duplicates", "list") == {"assets": {}, "clusters": [], "relations": []}
    states = {r["kind"]: (r["state"], r["detail"]) for r in terminal.json("duplicates", "list", "--all")["relations"]}
    assert states == {"same": ("rejected", "mirror"), "derived": ("confirmed", "crop")}


def test_undo_takes_a_merge_back(terminal: Terminal) -> None:
    terminal.run("duplicates", "find")
    before = terminal.json("duplicates", "list")
    terminal.run("duplicates", "merge", before["clusters"][0]["id"])
    terminal.run("undo")
    assert terminal.json("duplicates", "list") == before


def test_people_read_tables_and_sentences(terminal: Terminal) -> None:
    assert "3 photos compared." in terminal.run("duplicates", "find")
    listed = terminal.run("duplicates", "list").splitlines()
    assert listed[0].split("\t") == ["Group", "Photo", "Suggested", "Size", "File"]
    assert any("shows" in line and "photo.jpg" in line for line in listed)
    assert "the others are hidden" in terminal.run("duplicates", "merge", "1")
    assert terminal.run("duplicates", "list") == "No duplicates wait for a decision.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "77"),
        ("merge", "x"),
        ("split", "1", "photos/nowhere.jpg"),
        ("relate", "photos/photo.jpg", "photos/photo.jpg", "--kind", "same"),
        ("unrelate", "photos/photo.jpg", "sha256:ffffffffffff"),
    ],
)
def test_a_wrong_name_is_one_sentence(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.run("duplicates", *words, code=2) == ""


def test_a_group_is_kept_or_dismissed(terminal: Terminal) -> None:
    terminal.run("duplicates", "find")
    (cluster,) = terminal.json("duplicates", "list")["clusters"]
    terminal.run("duplicates", "keep", cluster["id"])
    assert terminal.json("duplicates", "list")["clusters"] == []
    terminal.run("undo")
    terminal.run("duplicates", "dismiss", cluster["id"])
    assert terminal.json("duplicates", "list", "--all")["clusters"] == []
    assert terminal.json("duplicates", "exact") == {"groups": 0, "copies": 0, "bytes": 0}
