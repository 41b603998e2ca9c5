"""``trash`` from the terminal."""

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


def test_the_trash_is_shown_and_emptied(terminal: Terminal) -> None:
    terminal.run("gallery", "create", "Summer")
    terminal.run("gallery", "add", "Summer", "2")
    terminal.run("assets", "trash", "1", "2")
    shown = terminal.json("trash", "list")
    assert shown["going"] == ["1"]
    assert shown["staying"] == [{"id": "2", "reason": "in_gallery"}]
    out, err = terminal.run("trash", "list")
    assert "in a gallery" in out
    assert "1 photo goes" in err
    terminal.run("trash", "empty", expect=2)
    assert terminal.json("trash", "empty", "--yes")["photos"] == 1
    assert terminal.json("trash", "list")["going"] == []
    assert terminal.json("history")[0]["text"].startswith("Emptied the trash")
