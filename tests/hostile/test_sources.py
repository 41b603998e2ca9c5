"""Sources that no one means well, or that no one meant at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import corpus
from ugc_studio.cli.main import main
from ugc_studio.library.library import Library

LEVELS = 1200
"""More than Python calls itself, fewer than a path of Linux can name with one letter each."""


@pytest.fixture
def bottomless(tmp_path: Path) -> Iterator[Path]:
    """A folder with a photo on top and a thousand folders in one another below."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.jpg").write_bytes(corpus.jpeg(64, 48, 1))
    home = Path.cwd()
    try:
        os.chdir(source)
        for _level in range(LEVELS):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(home)
    yield source
    lowest, below = source / "d", source / "below"
    while (lowest / "d").exists():  # whoever empties the temporary folder later may call itself for each level
        (lowest / "d").rename(below)
        lowest.rmdir()
        below.rename(lowest)


def take(library: Path, *words: object, capsys: pytest.CaptureFixture[str], expect: int = 0) -> dict[str, object]:
    code = main(["--library", str(library), "--json", "import", *map(str, words)])
    out, err = capsys.readouterr()
    assert code == expect, out + err
    document: dict[str, object] = json.loads(out)
    return document


def codes(report: dict[str, object], side: str) -> list[str]:
    problems = report[side]
    assert isinstance(problems, list)
    return [problem["code"] for problem in problems]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not make such paths")
@pytest.mark.parametrize("table", [False, True])
def test_folders_a_thousand_levels_deep(
    tmp_path: Path, bottomless: Path, table: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if table:
        (bottomless / "posts.csv").write_text("file,author\nelsewhere/a.jpg,@zoe\n", encoding="utf-8")
    report = take(tmp_path / "library", bottomless, capsys=capsys, expect=1)
    assert report["imported"] == 1
    assert codes(report, "problems") == ["path_too_long"]


def test_an_unset_variable_does_not_import_the_current_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    error = take(tmp_path / "library", "", capsys=capsys, expect=2)["error"]
    assert isinstance(error, dict)
    assert error["text"] == "Name at least one folder or file to import."


@pytest.mark.parametrize("part", [".", "previews", "library.db"])
@pytest.mark.parametrize("through_link", [False, True])
def test_the_library_is_no_source_of_itself(
    tmp_path: Path, part: str, through_link: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    source, library = tmp_path / "a.jpg", tmp_path / "library"
    source.write_bytes(corpus.jpeg(64, 48, 1))
    take(library, source, capsys=capsys)
    (tmp_path / "link").symlink_to(library)
    report = take(library, (tmp_path / "link" if through_link else library) / part, capsys=capsys, expect=4)
    assert (report["seen"], codes(report, "skipped")) == (1, ["own_library"])


def test_an_incoming_folder_that_is_a_link_is_not_cleared(tmp_path: Path) -> None:
    elsewhere, root = tmp_path / "holidays", tmp_path / "library"
    elsewhere.mkdir()
    (elsewhere / "only-copy.jpg").write_bytes(b"x")
    Library.create(root).close()
    (root / "incoming").rmdir()
    (root / "incoming").symlink_to(elsewhere)
    Library.open(root).close()
    assert (elsewhere / "only-copy.jpg").exists()
    assert (root / "incoming").is_dir()
    assert not (root / "incoming").is_symlink()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16", "utf-8"])
def test_json_is_json_in_a_pipe_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    bad = tmp_path / "été 😀.jpg"
    bad.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "ugc_studio", "--library", tmp_path / "library", "--json", "import", bad],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    document = json.loads(done.stdout.decode(encoding))
    assert document["problems"][0]["path"] == str(bad)
