"""How the program starts: with the window, with a command, or with the reason why there is no window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ugc_studio.desktop import libraries, screen

ROOT = Path(__file__).resolve().parents[2]
# What the window may load only when it is needed: together they take longer than the whole start.
LATE = {"PIL", "cv2", "imagehash", "jinja2", "numpy", "openpyxl", "pi_heif", "reportlab", "requests", "scipy", "typer"}
LOAD_ALL = """
import pkgutil, sys
import ugc_studio.desktop
for module in pkgutil.walk_packages(ugc_studio.desktop.__path__, "ugc_studio.desktop."):
    __import__(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_no_module_of_the_window_loads_what_is_needed_later() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD_ALL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert set(done.stdout.split()) & LATE == set()


def test_the_first_paint_of_a_library_loads_nothing_that_is_needed_later(studio_folder: Path) -> None:
    environment = {**os.environ, "UGC_BENCH_STARTED": "0"}
    command = [sys.executable, "-m", "tests.benchmarks.window.start", str(studio_folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["loaded too early"] == []


class TestObstacles:
    def test_a_screen_and_its_libraries_are_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libraries, "_loads", lambda soname: True)
        for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
            assert screen.obstacle({variable: ":0"}) is None

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
    def test_no_screen_is_told_before_qt_ends_the_program(self) -> None:
        assert "no screen" in str(screen.obstacle({}))

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings all it needs")
    def test_missing_libraries_are_named_by_their_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(libraries, "_loads", lambda soname: soname not in ("libEGL.so.1", "libxcb-cursor.so.0"))
        assert "sudo apt-get install libegl1 libxcb-cursor0" in str(screen.obstacle({"DISPLAY": ":0"}))
        assert "sudo apt-get install libegl1" in str(screen.obstacle({"WAYLAND_DISPLAY": "wayland-0"}))
        assert "xcb" not in str(screen.obstacle({"WAYLAND_DISPLAY": "wayland-0"}))
