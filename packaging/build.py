"""Builds what people install: ``python3 dev.py build [--wheel]``; the results lie in ``dist/``.

1. the wheel and the source archive;
2. the program as a folder that needs no Python, made by PyInstaller from an environment of its own, so that nothing
   but what the program needs can slip in;
3. on Debian and its kin a package of that folder, elsewhere an archive of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build"
VENV = WORK / "venv"
STAMP = VENV / "ugc-studio-build.json"
FROZEN = WORK / "frozen"
DIST = ROOT / "dist"
PROGRAM = "ugc-studio"


class BuildError(Exception):
    """A step failed; its own words were printed before."""


def say(text: str) -> None:
    """Tell what is being done."""
    print(f"build: {text}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Build everything, or only the wheel."""
    if unknown := set(arguments) - {"--wheel"}:
        say(f"not understood: {' '.join(sorted(unknown))}; there is --wheel")
        return 2
    try:
        if not arguments:
            check_tools()
        make_environment()
        wheel = build_wheel()
        results = [wheel] if arguments else [wheel, *build_program(wheel)]
    except BuildError as error:
        say(str(error))
        return 1
    for result in results:
        say(f"{result.relative_to(ROOT)}: {megabytes(result):.1f} MB")
    return 0


def check_tools() -> None:
    """Name what PyInstaller needs from a Linux system, before minutes were spent."""
    if sys.platform != "linux":
        return
    libraries = runpy.run_path(str(ROOT / "ugc_studio" / "desktop" / "libraries.py"))
    major, minor = sys.version_info[:2]
    python_library = {f"libpython{major}.{minor}.so.1.0": f"libpython{major}.{minor}"}
    missing = [*([] if shutil.which("objcopy") else ["binutils"]), *libraries["missing_packages"](libraries["ALWAYS"])]
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") or Path(sys.base_prefix) == Path("/usr"):
        missing += libraries["missing_packages"](python_library)
    if missing:
        raise BuildError(f"building the program needs more: sudo apt-get install {' '.join(missing)}")


def run(command: list[str | Path], *, what: str) -> None:
    """Run one step in the project folder; its output is shown only when it fails."""
    # What is installed is built in, not what lies in the checkout.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONSAFEPATH": "1"}
    log = WORK / "build.log"
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"\n=== {what}\n")
        stream.flush()
        start = stream.tell()
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        with log.open(encoding="utf-8", errors="replace") as stream:
            stream.seek(start)
            print("".join(stream.readlines()[-25:]), file=sys.stderr)
        raise BuildError(f"{what} failed (all of it: {log.relative_to(ROOT)})")


def python() -> Path:
    """The interpreter of the build environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment() -> None:
    """Install the pinned dependencies and the build tools, unless that was done."""
    WORK.mkdir(exist_ok=True)
    (WORK / "build.log").write_text("", "utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *extras["desktop"], *extras["build"],
              *project["build-system"]["requires"]]
    text = json.dumps([wanted, sys.version, (ROOT / "constraints.txt").read_text("utf-8")])
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text("utf-8") == fingerprint:
        return
    say("making the build environment (the first time this takes a minute or two) …")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV], what="making build/venv")
    run([python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--constraint",
         "constraints.txt", *wanted], what="fetching the packages")  # fmt: skip
    STAMP.write_text(fingerprint, "utf-8")


def build_wheel() -> Path:
    """Make the wheel and the source archive from the checkout."""
    say("the wheel and the source archive")
    for old in DIST.glob("ugc_studio-*"):
        old.unlink()
    run([python(), "-m", "hatchling", "build", "-d", DIST], what="hatchling")
    (wheel,) = DIST.glob("*.whl")
    return wheel


def build_program(wheel: Path) -> list[Path]:
    """Freeze the program as the wheel has it, try it, and pack the folder."""
    say("the program")
    run([python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-index", "--no-deps",
         "--force-reinstall", wheel], what="installing the wheel")  # fmt: skip
    run([python(), "packaging/icons.py", WORK / "icons"], what="drawing the icons")
    shutil.rmtree(FROZEN, ignore_errors=True)
    run([python(), "-m", "PyInstaller", "--noconfirm", "--distpath", FROZEN, "--workpath", WORK / "pyinstaller",
         "packaging/pyinstaller/ugc-studio.spec"], what="PyInstaller")  # fmt: skip
    folder = FROZEN / PROGRAM
    strip(folder)
    run([python(), "packaging/licences.py", folder], what="collecting the licences")
    run([folder / program_file(), "--version"], what="starting the program")
    return [folder, build_deb(folder) if shutil.which("dpkg-deb") else pack(folder)]


def strip(folder: Path) -> None:
    """Take out what only a debugger reads from Python's own libraries; those of packages come without."""
    if sys.platform == "linux" and shutil.which("strip"):
        libraries = [*folder.glob("_internal/libpython*"), *folder.glob("_internal/python3*/lib-dynload/*.so")]
        run(["strip", "--strip-unneeded", *libraries], what="stripping Python's libraries")


def program_file() -> str:
    """The name of the program that speaks to a terminal."""
    return f"{PROGRAM}-cli.exe" if os.name == "nt" else PROGRAM


def pack(folder: Path) -> Path:
    """One archive of the folder."""
    kind = "zip" if os.name == "nt" else "xztar"
    say(f"the {kind} archive")
    name = f"{PROGRAM}-{version()}-{sys.platform}"
    return Path(shutil.make_archive(str(DIST / name), kind, root_dir=folder.parent, base_dir=folder.name))


def build_deb(folder: Path) -> Path:
    """The Debian package of the folder."""
    say("the Debian package (compressing takes minutes)")
    for old in DIST.glob(f"{PROGRAM}_*.deb"):
        old.unlink()
    run([python(), "packaging/linux/deb.py", folder, DIST], what="the Debian package")
    (package,) = DIST.glob(f"{PROGRAM}_*.deb")
    return package


def version() -> str:
    """The version of the program that was built."""
    return str(runpy.run_path(str(ROOT / "ugc_studio" / "__init__.py"))["__version__"])


def megabytes(path: Path) -> float:
    """The size of a file or of everything in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
    return sum(file.stat().st_size for file in files) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
