"""The two commands that a new machine starts with: what they promise before anything is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_needs_the_standard_library_only() -> None:
    imported = [line.split()[1].split(".")[0] for line in (ROOT / "dev.py").read_text("utf-8").splitlines()
                if line.lstrip().startswith(("import ", "from "))]
    assert set(imported) <= set(sys.stdlib_module_names)


def test_without_a_task_it_lists_the_tasks() -> None:
    result = subprocess.run([sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    for task in ("demo", "test", "lint", "bench", "run", "build", "cases", "texts"):
        assert f"\n  {task} " in result.stdout


def test_an_old_python_is_refused_in_one_sentence(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(dev.SetupError, match=r"needs Python 3\.11 or newer, and this is Python 3\.10"):
        dev.check_python()


def test_the_stamp_changes_with_the_dependencies_only(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    before = dev.fingerprint()
    project = tmp_path / "pyproject.toml"
    project.write_text(project.read_text("utf-8") + "\n[tool.other]\nlevel = 1\n", "utf-8")
    assert dev.fingerprint() == before
    project.write_text(project.read_text("utf-8").replace('"rich>=', '"rich>'), "utf-8")
    assert dev.fingerprint() != before


def test_a_set_up_task_starts_without_pip(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(json.dumps({"fingerprint": dev.fingerprint(), "extras": ["lint", "test"]}), "utf-8")
    monkeypatch.setattr(dev, "STAMP", stamp)
    asked: list[str] = []
    monkeypatch.setattr(dev, "pip_install", asked.append)
    dev.install(("test",))
    assert asked == []
    dev.install(("bench",))
    assert asked == [".[bench,lint,test]"]  # what was installed for other tasks stays
    dev.install(("bench", "test"))
    assert len(asked) == 1


def test_a_venv_that_lost_its_python_is_not_whole(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = "{}.{}".format(*sys.version_info[:2])
    monkeypatch.setattr(dev, "venv_python", lambda: Path(sys.executable))
    assert dev.is_whole(version)
    assert not dev.is_whole("3.10")
    monkeypatch.setattr(dev, "venv_python", lambda: tmp_path / "bin" / "python")
    assert not dev.is_whole(version)


def test_no_network_is_one_sentence(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PIP_LOG", tmp_path / "pip.log")

    def fail(command: object, *, stdout: object, environment: object) -> int:
        assert hasattr(stdout, "write")
        stdout.write("WARNING: Retrying … Temporary failure in name resolution\nERROR: No matching distribution\n")
        return 1

    monkeypatch.setattr(dev, "wait_for", fail)
    with pytest.raises(dev.SetupError, match="needs the network") as caught:
        dev.pip_install(".")
    assert "Traceback" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pins_are_plain_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        name, separator, version = line.partition("==")
        assert separator, line
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum(), line
        assert version.replace(".", "").isalnum(), line


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize(("screen", "arguments", "shown"), [
    ("", [], False), (":0", [], True), (":0", ["--no-window"], False), (":0", ["--out", "x"], True),
    (":0", ["--json"], False),
])
def test_the_demo_needs_qt_only_where_it_shows_a_window(
    dev: ModuleType, screen: str, arguments: list[str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert dev.shows_a_window(arguments) is shown
    assert dev.TASKS["demo"] == ()


def test_missing_libraries_leave_the_window_tests_out_and_fail_in_ci(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "missing_libraries", lambda *kinds: ["libegl1", "libxkbcommon0"])
    monkeypatch.setattr(dev.shutil, "which", lambda name: None if name == "apt-get" else f"/usr/bin/{name}")
    monkeypatch.delenv("CI", raising=False)
    dev.install_packages()
    assert "sudo apt-get install libegl1 libxkbcommon0\n" in capfd.readouterr().err
    assert dev.without_qt() == ["-p", "no:pytest-qt"]
    monkeypatch.setenv("CI", "true")
    with pytest.raises(dev.SetupError, match="CI is set, and these are missing: libegl1 libxkbcommon0"):
        dev.install_packages()


def test_pytest_knows_its_settings_without_qt() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:pytest-qt", __file__]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
