"""Puts the licences of everything in a built program into its folder: ``python packaging/licences.py FOLDER``.

Run with the Python of the build environment. A package that brings no text is named, and the build stops, so that
nothing is passed on without its licence; so does a package or a library under the GPL.
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "resources" / "licences"
THIRD_PARTY = ROOT / "resources" / "third_party"
"""Unchanged files of others that no package brings, each with its licence beside it."""
# Read by people, not by the program: what these packages forgot to bring lies in resources/licences.
BROUGHT_BY_US = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt", "replacing-libraries.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt", "replacing-libraries.txt"),
    "qtawesome": ("Phosphor-MIT.txt",),
    "fontpkg-inter": ("Inter-OFL-1.1.txt",),
    "pi-heif": ("LGPL-3.0.txt", "GPL-3.0.txt", "replacing-libraries.txt"),
}
TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|ofl)", re.IGNORECASE)
# In the environment because other packages name them, but left out of the program: see ugc-studio.spec.
LEFT_OUT = {"imagehash", "pywavelets", "qtpy", "fontpkg", "packaging", "pip", "setuptools"}
# Libraries under the GPL that builds of Python, OpenCV, FFmpeg or HEIF readers sometimes carry.
GPL_LIBRARIES = re.compile(r"lib(readline|gdbm|x264|x265|xvidcore|postproc|fftw3)[.-]")


def main(arguments: Sequence[str]) -> int:
    """Collect the texts; 1 when one is missing or a part may not be passed on."""
    folder = Path(arguments[0])
    out = folder / "licences"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    faults = [f"{file.name} is under the GPL" for file in folder.rglob("*") if GPL_LIBRARIES.match(file.name)]
    versions = [f"Python {sys.version.split()[0]}"]
    shutil.copy(python_licence(), out / "Python.txt")
    shutil.copy(ROOT / "LICENSE", out / "UGC Studio.txt")
    for package in sorted(needed("ugc-studio"), key=lambda found: key(found.name)):
        versions.append(f"{package.name} {package.version}: {licence_of(package)}")
        texts = list(texts_of(package))
        if not texts:
            faults.append(f"{package.name} brings no licence")
        if re.search(r"\bA?GPL", licence_of(package)) and "LGPL" not in licence_of(package):
            faults.append(f"{package.name} is under the GPL")
        for text, name in texts:
            (out / package.name).mkdir(exist_ok=True)
            shutil.copy(text, out / package.name / name)
    for folder_ours in sorted(path for path in THIRD_PARTY.iterdir() if path.is_dir()):
        beside = [path for path in folder_ours.iterdir() if path.is_file() and TEXT.match(path.stem)]
        versions.append(f"{folder_ours.name}: as it lies in third_party")
        if not beside:
            faults.append(f"{folder_ours.name} brings no licence")
        for path in beside:
            (out / folder_ours.name).mkdir(exist_ok=True)
            shutil.copy(path, out / folder_ours.name / path.name)
    (out / "versions.txt").write_text("\n".join(versions) + "\n", "utf-8")
    print("\n".join([*versions, *faults]))
    return 1 if faults else 0


def needed(root: str) -> Iterator[Distribution]:
    """The packages that the program needs, without itself: what it names, what those name, and so on."""
    seen = {key(root)}
    waiting = [(root, True)]
    while waiting:
        name, is_root = waiting.pop()
        try:
            found = distribution(name)
        except PackageNotFoundError:  # for another system or another Python
            continue
        if not is_root and key(name) not in LEFT_OUT:
            yield found
        for requirement in found.requires or ():
            wanted, _, condition = requirement.partition(";")
            match = re.match(r"[\w.-]+", wanted)
            extra = "extra" in condition and not (is_root and "desktop" in condition)
            if match and not extra and key(match.group()) not in seen:
                seen.add(key(match.group()))
                waiting.append((match.group(), False))


def texts_of(package: Distribution) -> Iterator[tuple[Path, str]]:
    """The licence texts of a package, with the names that they get; those in deeper folders keep their way in it."""
    for name in BROUGHT_BY_US.get(key(package.name), ()):
        yield OURS / name, name
    for file in package.files or ():
        if ".dist-info" in file.parts[0] and any(TEXT.match(part) for part in file.parts[1:]):
            place = [part for part in file.parts[1:] if part != "licenses"]
            path = Path(str(package.locate_file(file)))
            if path.is_file():
                yield path, " ".join(place)


def licence_of(package: Distribution) -> str:
    """The licence in a word, as the package states it."""
    metadata = package.metadata
    stated = (metadata.get_all("License-Expression") or [""])[0]
    if not stated:
        classifiers = metadata.get_all("Classifier") or []
        stated = ", ".join(c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::"))
    return stated or str((metadata.get_all("License") or ["see its text"])[0]).splitlines()[0]


def python_licence() -> Path:
    """The licence of Python itself."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = (stdlib / "LICENSE.txt", stdlib.parent / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    return next(place for place in places if place.is_file())


def key(name: str) -> str:
    """A package name as packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
