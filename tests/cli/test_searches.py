"""``searches`` from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_assets import Terminal, fill
from ugc_studio.library.library import Library


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    with Library.create(tmp_path / "library") as library:
        library.write(fill)
    return Terminal(tmp_path / "library", capsys)


def test_a_search_is_saved_listed_renamed_and_deleted(terminal: Terminal) -> None:
    made = terminal.json("searches", "save", "Ready", "sunset", "rights:cleared")
    assert made["query"] == "sunset rights:cleared"
    assert terminal.json("searches", "list") == [{**made, "count": 1}]
    terminal.run("searches", "save", "Ready", "sunset")
    assert terminal.json("searches", "list")[0]["count"] == 5
    terminal.run("searches", "rename", "Ready", "All of it")
    assert "All of it" in terminal.run("searches", "list")[0]
    terminal.run("searches", "delete", "All of it")
    assert terminal.json("searches", "list") == []
    terminal.run("undo")
    assert len(terminal.json("searches", "list")) == 1


def test_mistakes_are_explained(terminal: Terminal) -> None:
    assert "no order" in terminal.run("searches", "save", "x", "beach", "--sort", "size", expect=2)[1]
    assert "Missing" in terminal.run("searches", "delete", "Missing", expect=2)[1]
