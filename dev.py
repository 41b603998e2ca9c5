#!/usr/bin/env python3
"""Sets up UGC Studio and runs it: ``python3 dev.py TASK [arguments]`` (``py dev.py TASK`` on Windows).

tasks
  demo   run the whole road on the sample photos, then     demo --no-window, demo --out DIR
         show them in the window, where there is a screen
  run    open the window, or run a command                 run, run --library DIR, run import ~/photos
  test   run the linters and all tests                     test -k consent, test --no-lint, test --no-texts
  lint   run the linters only                              lint --no-texts, lint --fix
  bench  measure                                           bench, bench import --json
  cases  play a file of consent cases through the gate     cases FILE
  replies  score the reader of replies on labelled ones    replies FILE
  year   play a whole made-up year and check every         year, year --seed 3
         answer on the way
  texts  collect the texts and update the catalogues
  screenshots  draw every place and dialog of the window   screenshots OUT --lang fr --theme dark
  build  make the wheel, the program and its Debian        build, build --wheel
         package in dist/
  setup  only set up what the other tasks need

Everything is installed into .venv beside this file, once; later runs start at once and need no network.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ugc-studio-setup.json"
PIP_LOG = VENV / "pip.log"
OLDEST_PYTHON = (3, 11)

# Prints the version of a whole .venv; one whose making was interrupted has no pip.
PROBE = "import importlib.util as u, sys; print('{}.{}'.format(*sys.version_info[:2]) if u.find_spec('pip') else '')"

# The extras of pyproject.toml that each task needs.
TASKS: dict[str, tuple[str, ...]] = {
    "demo": (),
    "run": ("desktop",),
    "test": ("desktop", "test", "lint"),
    "lint": ("desktop", "test", "lint"),  # mypy reads the tests and the window too
    "bench": ("desktop", "bench"),
    "cases": (),
    "replies": (),
    "year": ("test",),
    "texts": (),
    "screenshots": ("desktop",),
    "build": (),  # has an environment of its own, see packaging/build.py
    "setup": ("desktop", "test", "lint", "bench"),
}
# Programs that some tests run: any of these names, and the Debian package that brings it.
PROGRAMS: dict[tuple[str, ...], str] = {
    ("exiftool",): "libimage-exiftool-perl",
    ("chromium", "chromium-browser", "google-chrome"): "chromium",
    ("strace",): "strace",
    ("Xvfb",): "xvfb",
    ("xauth",): "xauth",
}


class SetupError(Exception):
    """Something that the reader of the one sentence can put right."""


def say(text: str) -> None:
    """Tell what is being done, on standard error, so that standard output belongs to the task."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Set up what the task needs, then run it; the exit code is the task's own."""
    task, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if task not in TASKS:
        print(__doc__)
        return 0 if task in ("-h", "--help", "help") else 2
    try:
        check_python()
        make_venv()
        if task != "build":
            install((*TASKS[task], "desktop") if task == "demo" and shows_a_window(rest) else TASKS[task])
            compile_texts()
        return run_task(task, rest)
    except SetupError as error:
        say(str(error))
        return 1


def shows_a_window(arguments: list[str]) -> bool:
    """Whether the demo ends with the window; without a screen it needs neither Qt nor its system libraries."""
    has_screen = not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    return has_screen and not {"--no-window", "--json", "--help", "-h"} & set(arguments)


# ---------------------------------------------------------------- setting up


def check_python() -> None:
    """Refuse an old Python in a sentence; the code below would fail with a riddle."""
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = ".".join(map(str, OLDEST_PYTHON)), ".".join(map(str, sys.version_info[:2]))
        raise SetupError(f"UGC Studio needs Python {wanted} or newer, and this is Python {found}.")


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv() -> None:
    """Make .venv; make it again when its Python is gone or was replaced by another version."""
    version = "{}.{}".format(*sys.version_info[:2])
    if is_whole(version):
        return
    if VENV.exists():
        say(f".venv is not whole, or not made with Python {version}")
        shutil.rmtree(VENV, ignore_errors=True)
    say(f"making .venv with Python {version}")
    result = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if result.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in result.stdout + result.stderr or "No module named" in result.stderr:
            raise SetupError("Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv")
        last = (result.stderr.strip() or result.stdout.strip() or "no reason given").splitlines()[-1]
        raise SetupError(f".venv could not be made in {ROOT}: {last}")


def is_whole(version: str) -> bool:
    """Whether .venv can be used: its Python runs, is of this version, and has pip."""
    try:
        probe = subprocess.run([venv_python(), "-c", PROBE], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return probe.stdout.strip() == version


def fingerprint() -> str:
    """A hash of everything that decides what is installed; the program's own code is read in place."""
    import tomllib  # Python 3.11: an older one must get as far as check_python()

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = {name: project["project"].get(name) for name in ("dependencies", "optional-dependencies", "scripts")}
    text = json.dumps([lists, project["build-system"], str(ROOT)], sort_keys=True)
    return hashlib.sha256(text.encode() + (ROOT / "constraints.txt").read_bytes()).hexdigest()


def install(extras: tuple[str, ...]) -> None:
    """Install the project in place with the extras, unless the stamp says that this was done."""
    wanted = fingerprint()
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
        done = set(stamp["extras"]) if stamp["fingerprint"] == wanted else None
    except (OSError, ValueError, KeyError, TypeError):
        done = None
    if done is not None and done >= set(extras):
        return
    everything = sorted({*extras, *(done or ())})
    say("installing what this needs (the first time this takes a minute or two) …")
    pip_install(f".[{','.join(everything)}]" if everything else ".")
    STAMP.write_text(json.dumps({"fingerprint": wanted, "extras": everything}), "utf-8")
    say("set up")


def pip_install(target: str) -> None:
    """Run pip quietly; its own words go to a log, and a failure becomes one sentence."""
    command: list[str | Path] = [
        venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "2",
        "--timeout", "30", "--constraint", "constraints.txt", "--editable", target,
    ]
    with PIP_LOG.open("w", encoding="utf-8", errors="replace") as log:
        code = wait_for(command, stdout=log, environment={"PIP_ROOT_USER_ACTION": "ignore"})
    if code == 0:
        return
    said = PIP_LOG.read_text("utf-8", errors="replace")
    if any(sign in said for sign in ("No space left on device", "Errno 28")):
        raise SetupError("the disk is full; about 1 GB is needed.")
    if any(sign in said for sign in ("onnection", "resolution", "No matching distribution", "timed out", "SSLError")):
        raise SetupError(
            "the packages could not be fetched. The first run of a task needs the network; "
            f"check the connection and try again (details: {PIP_LOG.relative_to(ROOT)})."
        )
    reasons = [line.strip() for line in said.splitlines() if re.match(r"\s*(ERROR:|\w*Error:|error:)", line)]
    reason = reasons[0] if reasons else "no reason given"
    raise SetupError(f"pip failed: {reason} (details: {PIP_LOG.relative_to(ROOT)})")


def compile_texts() -> None:
    """Compile the catalogues that changed; reading them uncompiled works too, only slower."""
    for source in (ROOT / "resources" / "i18n").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            wait_for([venv_python(), "packaging/texts.py", "compile"])
            return


def missing_libraries(*kinds: str) -> list[str]:
    """The Debian packages of Qt's system libraries that the loader does not find."""
    known = runpy.run_path(str(ROOT / "ugc_studio" / "desktop" / "libraries.py"))
    return [package for kind in kinds for package in known["missing_packages"](known[kind])]


def missing_packages() -> list[str]:
    """The Debian packages of the programs and libraries that tests need and this machine has not."""
    programs = [package for names, package in PROGRAMS.items() if not any(map(shutil.which, names))]
    return [*programs, *missing_libraries("ALWAYS", "ON_X")]


def install_packages() -> None:
    """Bring the programs and libraries that tests need: as root on Debian by apt-get, else by telling how."""
    missing = missing_packages()
    if not missing:
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        say(f"installing for the tests: {' '.join(missing)}")
        apt_install(missing)
        missing = missing_packages()
    if missing and os.environ.get("CI"):
        raise SetupError(f"CI is set, and these are missing: {' '.join(missing)}")
    if missing:
        say(f"some tests will be skipped; to run them too: sudo apt-get install {' '.join(missing)}")


def apt_install(packages: list[str]) -> None:
    """Install Debian packages quietly; apt's own words go to a log."""
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    with (VENV / "apt.log").open("w", encoding="utf-8") as log:
        wait_for([*quiet, "update"], stdout=log, environment=environment)
        install_command = [*quiet, "install", "-y", "--no-install-recommends", *packages]
        wait_for(install_command, stdout=log, environment=environment)


# ---------------------------------------------------------------- running


def run_task(task: str, arguments: list[str]) -> int:
    """Run one task with the Python of .venv."""
    python = str(venv_python())
    if task == "test":
        return run_tests(arguments)
    if task == "lint":
        return run_linters(arguments)
    if task == "setup":
        install_packages()
        return 0
    commands = {
        "demo": [python, "-m", "ugc_studio", "demo"],
        "run": [python, "-m", "ugc_studio"],
        "bench": [python, "-m", "tests.benchmarks"],
        "cases": [python, "-m", "tests.conformance"],
        "replies": [python, "-m", "tests.conformance.replies"],
        "year": [python, "-m", "tests.conformance.year"],
        "texts": [python, "packaging/texts.py", "update"],
        "screenshots": [python, "-m", "ugc_studio.desktop.screenshots"],
        "build": [python, "packaging/build.py"],
    }
    # The person's own folder stays the current one, so that relative paths in the arguments mean what they say.
    in_place = task in ("demo", "run", "cases", "replies", "year", "bench", "screenshots")
    return wait_for([*commands[task], *arguments], folder=Path.cwd() if in_place else ROOT, environment=python_path())


def run_tests(arguments: list[str]) -> int:
    """Linters first, then pytest; either failing is a failure, and both are always told."""
    install_packages()
    lint_code = 0 if "--no-lint" in arguments else run_linters([a for a in arguments if a == "--no-texts"])
    rest = [argument for argument in arguments if argument not in ("--no-lint", "--no-texts")]
    say("tests")
    code = wait_for([venv_python(), "-m", "pytest", *side_by_side(rest), *without_qt(), *rest])
    if lint_code:
        say("the linters found faults (above), so this run counts as failed")
    return code or lint_code


def side_by_side(arguments: list[str]) -> list[str]:
    """One process for each core, unless the person says how many, or wants to watch a single one."""
    own = any(argument.startswith(("-n", "--numprocesses", "--dist", "--pdb", "-s")) for argument in arguments)
    return [] if own else ["-n", "auto"]


def without_qt() -> list[str]:
    """What pytest is told where Qt cannot be loaded: the tests of the window are left out, and that is said."""
    missing = missing_libraries("ALWAYS")
    if not missing:
        return []
    say(f"the tests of the window are left out, for want of {' '.join(missing)}")
    return ["-p", "no:pytest-qt"]


def run_linters(arguments: list[str]) -> int:
    """Every linter, also after one failed; 1 when any did."""
    python = str(venv_python())
    fix = ["--fix"] if "--fix" in arguments else []
    steps = {
        "ruff": [python, "-m", "ruff", "check", "--quiet", *fix, "."],
        "import-linter": [str(venv_python().with_name("lint-imports")), "--no-logo"],
        "mypy": [python, "-m", "mypy"],
        "texts": [python, "packaging/texts.py", "check"],
    }
    if "--no-texts" in arguments:
        del steps["texts"]
    failed = []
    for name, command in steps.items():
        say(f"lint: {name}")
        if wait_for(command):
            failed.append(name)
    if failed:
        say(f"lint failed: {', '.join(failed)}")
    return 1 if failed else 0


def python_path() -> dict[str, str]:
    """``tests.benchmarks`` lies in the checkout and is not installed."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


def wait_for(
    command: Sequence[str | Path],
    *,
    folder: Path = ROOT,
    stdout: IO[str] | None = None,
    environment: dict[str, str] | None = None,
) -> int:
    """Run a program to its end; Ctrl-C is the program's to handle, and its exit code is ours."""
    sys.stdout.flush()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=stdout,
        stderr=subprocess.STDOUT if stdout else None,
    )
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue  # it got the signal too
        return 128 - code if code < 0 else code


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
