"""What is in the wheel, what the layers allow, and that a missing program never passes unseen."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_carries_resources_and_compiled_texts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "ugc_studio/_resources/i18n/fr/LC_MESSAGES/ugc_studio.mo" in names
    assert {f"ugc_studio/_resources/third_party/centerface/{name}" for name in ("centerface.onnx", "LICENSE")} <= names
    assert "ugc_studio/py.typed" in names
    assert not any(name.startswith(("tests/", "resources/", "packaging/")) for name in names)


@pytest.mark.parametrize("package", ["domain", "jobs"])
def test_the_core_needs_the_standard_library_only(package: str) -> None:
    foreign = set()
    for file in (ROOT / "ugc_studio" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_bytes())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules.append(node.module or "")
            foreign |= {f"{file.name}: {m}" for m in modules if m.partition(".")[0] not in sys.stdlib_module_names}
    assert {entry for entry in foreign if "ugc_studio." not in entry} == set()


def test_no_sql_is_spoken_through_a_session_outside_the_library() -> None:
    """import-linter sees who imports SQLite, not who reaches for ``session.db``."""
    package = ROOT / "ugc_studio"
    strangers = [file for file in package.rglob("*.py") if not file.is_relative_to(package / "library")]
    reaching = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in strangers
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Attribute) and node.attr == "db"
    ]
    assert strangers
    assert reaching == []


@pytest.mark.parametrize(("file", "line", "contract"), [
    ("domain/bad.py", "import ugc_studio.services", "Imports go down only BROKEN"),
    ("cli/bad.py", "import sqlite3", "Only library speaks to SQLite BROKEN"),
    ("services/bad.py", "import ugc_studio.library.database", "Only library opens databases BROKEN"),
    ("services/bad.py", "import numpy", "Only media touches pixels BROKEN"),
    ("importers/bad.py", "import requests", "Only net opens connections BROKEN"),
    ("app/bad.py", "from PySide6 import QtCore", "Only desktop imports Qt BROKEN"),
])
def test_an_import_against_the_layers_is_found(file: str, line: str, contract: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for package in ("", "app", "channels", "cli", "domain", "exporters", "importers", "jobs", "library", "media", "net",
                    "services"):
        (tmp_path / "ugc_studio" / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / "ugc_studio" / package / "__init__.py").touch()
    (tmp_path / "ugc_studio" / "library" / "database.py").touch()
    (tmp_path / "ugc_studio" / file).write_text(line + "\n", "utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert contract in " ".join(result.stdout.split())
    assert "1 broken" in result.stdout


@pytest.mark.parametrize(("environment", "outcome"), [({}, "1 skipped"), ({"CI": "true"}, "1 error")])
def test_a_missing_program_skips_and_fails_in_ci(environment: dict[str, str], outcome: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import pytest\n@pytest.mark.needs('no-such-program')\ndef test_it(): assert True\n", "utf-8"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest",
               "-p", "no:cacheprovider", str(tmp_path)]
    whole = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    result = subprocess.run(command, cwd=ROOT, env=whole, capture_output=True, text=True, check=False)
    assert outcome in result.stdout
    assert "no-such-program" in result.stdout
