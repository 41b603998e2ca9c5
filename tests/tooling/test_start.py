"""The entry point chooses between the window and the command line, and loads no more than that needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ugc_studio.__main__ as program
from ugc_studio.desktop import screen

ROOT = Path(__file__).resolve().parents[2]
NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines that windows were opened with, on a machine with a screen."""
    opened: list[list[str]] = []

    def open_window(arguments: list[str]) -> int:
        opened.append(arguments)
        return 0

    monkeypatch.setattr(program, "_open_window", open_window)
    monkeypatch.setattr(screen, "obstacle", lambda: None)
    return opened


def start(*arguments: str, environment: dict[str, str] = NO_SCREEN) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ugc_studio", *arguments]
    whole = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=whole, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [[], ["--library", "somewhere"], ["--lang", "fr", "--actor=Zoé"]])
def test_without_a_command_the_window_opens(arguments: list[str], windows: list[list[str]]) -> None:
    assert program.main(arguments) == 0
    assert windows == [arguments]


@pytest.mark.parametrize(("arguments", "code"), [
    (["--help"], 0), (["--version"], 0), (["--json"], 0), (["importers"], 0), (["no-such-command"], 2), (["--lang"], 2),
])
def test_everything_else_is_the_command_lines(arguments: list[str], code: int, windows: list[list[str]]) -> None:
    assert program.main(arguments) == code
    assert windows == []


def test_without_a_screen_there_is_help_and_the_reason() -> None:
    done = start()
    assert done.returncode == 2
    assert "ugc-studio COMMAND --help" in done.stdout
    (sentence,) = done.stderr.splitlines()
    assert "no screen" in sentence


def test_the_version_comes_without_qt() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ugc_studio", "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "PySide6" not in done.stderr
    assert "ugc_studio.desktop" not in done.stderr
