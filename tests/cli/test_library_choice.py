"""Which library a command opens, and in which language what it makes is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ugc_studio.cli.main import main


def test_the_library_named_last_is_the_default_of_the_next_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "named"
    assert main(["--library", str(library), "brand", "add", "Maison Alizé"]) == 0
    capsys.readouterr()
    assert main(["brand", "list", "--json"]) == 0
    assert [brand["name"] for brand in json.loads(capsys.readouterr().out)] == ["Maison Alizé"]


def test_a_library_of_the_environment_is_not_remembered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UGC_STUDIO_LIBRARY", str(tmp_path / "elsewhere"))
    assert main(["brand", "add", "Maison Alizé"]) == 0
    monkeypatch.delenv("UGC_STUDIO_LIBRARY")
    capsys.readouterr()
    assert main(["brand", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
