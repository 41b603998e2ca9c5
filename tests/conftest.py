"""What every test shares: programs that may be missing, and a clean environment."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says what else the machine does; a test never fails by the clock.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

# A program may go by several names.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "exiftool": ("exiftool",),
    "strace": ("strace",),
}


def find_program(name: str) -> str | None:
    """The path of a program under any of its names, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS.get(name, (name,)))), None)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know the settings of pytest-qt also where it is switched off, because Qt cannot be loaded there."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "unused: pytest-qt is switched off")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are missing; with ``CI`` set that is a failure, so nothing is skipped unseen."""
    for marker in item.iter_markers("needs"):
        missing = [name for name in marker.args if find_program(name) is None]
        if missing and os.environ.get("CI"):
            pytest.fail(f"needs {', '.join(missing)}, and CI is set: install them", pytrace=False)
        if missing:
            pytest.skip(f"needs {', '.join(missing)}: see what dev.py test prints")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes the settings, libraries or language of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("UGC_STUDIO_", "LC_")) or name in {"LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)
    for name, folder in {
        "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("HOME", str(home))
