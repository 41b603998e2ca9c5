"""What every test of the window shares: one application, drawn in memory, and a check that nothing is left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# A real screen is asked for by name; otherwise a test would open windows on the desk of the person who runs it.
if os.environ.get("UGC_TEST_SCREEN") != "xcb":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

try:
    from tests.desktop.leaks import Traces
except ImportError as missing:  # Qt or one of its system libraries
    WHY_NOT: str | None = str(missing)
else:
    WHY_NOT = None


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the tests of the window out where Qt does not load; ``dev.py test`` says so, and fails when CI is set."""
    if WHY_NOT is None or not collection_path.name.startswith("test_"):
        return None
    if os.environ.get("CI"):
        raise pytest.UsageError(f"CI is set, and Qt does not load: {WHY_NOT}")
    return True


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program is called here what it is called elsewhere."""
    return ["ugc-studio"]


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(qapp: object) -> Iterator[None]:
    """Fail a test that a thread, a timer, a window or a process outlives.

    Being automatic it is set up first and taken down last, after the fixtures that close what they opened.
    """
    before = Traces.now()
    yield
    left = Traces.left_since(before)
    if left:
        pytest.fail("still there after the test: " + ", ".join(left), pytrace=False)
