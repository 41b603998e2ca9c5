"""Makes a Debian package of a built program: ``python packaging/linux/deb.py FOLDER OUT``; needs no root.

The folder goes to ``/usr/lib/ugc-studio``, with a link in ``/usr/bin``, an entry for the menu, icons, a description
for software centres, a manual page and the copyright file.
"""

from __future__ import annotations

import gzip
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "ugc-studio"
APP_ID = "org.ugcstudio.UgcStudio"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Debian 13 and Ubuntu 24.04 gave some libraries new names; Debian's tools take the first that exists.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}


def main(arguments: Sequence[str]) -> int:
    """Lay the package out in a temporary folder and pack it."""
    program, out = Path(arguments[0]), Path(arguments[1])
    version = str(runpy.run_path(str(ROOT / "ugc_studio" / "__init__.py"))["__version__"])
    asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    machine = asked.stdout.strip()
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "tree")
        lay_out(tree, program)
        write_control(tree, version=version, machine=machine)
        make_readable(tree)
        out.mkdir(parents=True, exist_ok=True)
        package = out / f"{NAME}_{version}_{machine}.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)]
        subprocess.run(command, check=True)
    return 0


def lay_out(tree: Path, program: Path) -> None:
    """Put every file where Debian wants it."""
    share = tree / "usr" / "share"
    home = tree / "usr" / "lib" / NAME
    shutil.copytree(program, home, symlinks=True)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    put(HERE / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    put(HERE / f"{APP_ID}.metainfo.xml", share / "metainfo" / f"{APP_ID}.metainfo.xml")
    icons = ROOT / "resources" / "icons"
    put(icons / f"{NAME}.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg")
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        put(icons / f"{NAME}-{size}.png", place / f"{NAME}.png")
    documents = share / "doc" / NAME
    put(HERE / "copyright", documents / "copyright")
    pack(ROOT / "CHANGELOG.md", documents / "changelog.gz")
    pack(HERE / f"{NAME}.1", share / "man" / "man1" / f"{NAME}.1.gz")


def put(source: Path, target: Path) -> None:
    """Copy a file into a folder that may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def pack(source: Path, target: Path) -> None:
    """Copy a file compressed, always to the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def write_control(tree: Path, *, version: str, machine: str) -> None:
    """Describe the package; what it depends on are the libraries that the program itself asks the loader for."""
    libraries = runpy.run_path(str(ROOT / "ugc_studio" / "desktop" / "libraries.py"))
    names = ["libc6 (>= 2.36)", "libstdc++6", *libraries["ALWAYS"].values(), *libraries["ON_X"].values()]
    kilobytes = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file()) // 1024
    text = (HERE / "control").read_text("utf-8").format(
        version=version, machine=machine, kilobytes=kilobytes,
        depends=", ".join(RENAMED.get(name, name) for name in names),
    )
    put(HERE / "control", tree / "DEBIAN" / "control")
    (tree / "DEBIAN" / "control").write_text(text, "utf-8")


def make_readable(tree: Path) -> None:
    """Give every file the permissions that a package has, whatever the umask of the builder was."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
