"""The same ways in a real window on a virtual screen: pixels, focus and keys through X instead of memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCREEN = "-screen 0 1600x1000x24"


@pytest.mark.skipif(os.environ.get("UGC_TEST_SCREEN") == "xcb", reason="this is the run on the real screen")
@pytest.mark.needs("xvfb-run")
@pytest.mark.timeout(600)
def test_the_ways_on_a_virtual_screen() -> None:
    runner = shutil.which("xvfb-run")
    assert runner is not None
    command = [
        runner, "-a", "-s", SCREEN, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
        "tests/desktop/journeys",
    ]  # fmt: skip
    environment = {**os.environ, "UGC_TEST_SCREEN": "xcb"}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=570)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
