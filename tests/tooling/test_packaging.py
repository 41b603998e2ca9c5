"""What a Debian package of the program holds, and that nothing is passed on without its licence."""

from __future__ import annotations

import configparser
import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from defusedxml import ElementTree
from PIL import Image

from ugc_studio import __version__
from ugc_studio.desktop import libraries

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
ICONS = ROOT / "resources" / "icons"
LICENCES = ROOT / "resources" / "licences"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder like that of a built program."""
    folder = tmp_path / "ugc-studio"
    (folder / "_internal").mkdir(parents=True)
    (folder / "ugc-studio").write_text("#!/bin/sh\necho started\n")
    (folder / "ugc-studio").chmod(0o700)
    (folder / "_internal" / "libthing.so.1").write_bytes(b"thing")
    (folder / "_internal" / "libthing.so").symlink_to("libthing.so.1")
    return folder


@pytest.mark.needs("dpkg-deb")
class TestDebianPackage:
    @pytest.fixture
    def package(self, program: Path, tmp_path: Path) -> Path:
        before = os.umask(0o077)  # a careful builder's files would be readable by nobody else
        try:
            command = [sys.executable, str(LINUX / "deb.py"), str(program), str(tmp_path / "out")]
            subprocess.run(command, check=True, capture_output=True)
        finally:
            os.umask(before)
        (made,) = (tmp_path / "out").iterdir()
        return made

    def test_its_files_belong_to_root_and_are_readable_by_all(self, package: Path) -> None:
        listing = subprocess.run(["dpkg-deb", "-c", package], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listing.splitlines()]
        assert {row[1] for row in rows} == {"root/root"}
        modes = {row[5]: row[0] for row in rows}
        assert modes["./usr/lib/ugc-studio/ugc-studio"] == "-rwxr-xr-x"
        assert modes["./usr/lib/ugc-studio/_internal/libthing.so.1"] == "-rw-r--r--"
        for name in ("bin/ugc-studio", "share/applications/ugc-studio.desktop", "share/doc/ugc-studio/copyright",
                     "share/icons/hicolor/48x48/apps/ugc-studio.png", "share/man/man1/ugc-studio.1.gz"):
            assert f"./usr/{name}" in modes

    def test_it_depends_on_what_the_program_asks_the_loader_for(self, package: Path) -> None:
        def field(name: str) -> str:
            asked = subprocess.run(["dpkg-deb", "-f", package, name], capture_output=True, text=True, check=True)
            return asked.stdout.strip()

        needed = {*libraries.ALWAYS.values(), *libraries.ON_X.values()}
        assert needed <= set(field("Depends").replace(" | ", ", ").split(", "))
        assert "fonts-noto-color-emoji" in field("Recommends")
        assert field("Version") == __version__

    def test_it_runs_where_it_is_unpacked(self, package: Path, tmp_path: Path) -> None:
        subprocess.run(["dpkg-deb", "-x", package, tmp_path / "root"], check=True)
        started = subprocess.run([tmp_path / "root/usr/bin/ugc-studio"], capture_output=True, text=True, check=True)
        assert started.stdout == "started\n"


def test_the_menu_entry_and_the_description_name_the_same_program() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(LINUX / "ugc-studio.desktop", "utf-8")
    assert entry["Desktop Entry"]["Exec"] == "ugc-studio"
    assert (ICONS / f"{entry['Desktop Entry']['Icon']}.svg").is_file()
    (description,) = LINUX.glob("*.metainfo.xml")
    component = ElementTree.fromstring(description.read_bytes())
    assert component.findtext("id") == description.name.removesuffix(".metainfo.xml")
    assert component.findtext("launchable") == "ugc-studio.desktop"
    releases = [release.get("version") for release in component.iter("release")]
    assert __version__ in releases
    french = [node for node in component.iter() if node.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"]
    english = [node for node in component.iter() if node.tag in ("summary", "p", "li")]
    assert len(french) * 2 == len(english)


def test_the_icon_comes_in_every_size_and_is_no_empty_square() -> None:
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        with Image.open(ICONS / f"ugc-studio-{size}.png") as picture:
            assert picture.size == (size, size)
            lightest, darkest = picture.getchannel("A").getextrema()
            assert (lightest, darkest) == (0, 255)
            assert len(picture.getcolors(size * size) or ()) > 8


def test_the_shown_licences_name_texts_that_exist() -> None:
    components = tomllib.loads((LICENCES / "components.toml").read_text("utf-8"))["component"]
    named = {text for component in components for text in component["texts"]}
    present = {file.name for file in LICENCES.glob("*.txt")}
    assert named == present


def test_a_library_under_the_gpl_stops_the_build(program: Path) -> None:
    (program / "_internal" / "libreadline.so.8").touch()
    command = [sys.executable, str(ROOT / "packaging" / "licences.py"), str(program)]
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "libreadline.so.8 is under the GPL" in done.stdout


def test_every_package_of_the_program_brings_its_licence(program: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "licences.py"), str(program)]
    done = subprocess.run(command, cwd=program, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "LGPL-3.0" in (program / "licences" / "versions.txt").read_text("utf-8")
    for text in (
        "PySide6_Essentials/LGPL-3.0.txt", "QtAwesome/Phosphor-MIT.txt", "pillow/LICENSE", "Python.txt",
        "centerface/LICENSE",
    ):  # fmt: skip
        assert (program / "licences" / text).stat().st_size > 500


def test_the_libraries_to_ask_for_need_no_installed_program() -> None:
    alone = runpy.run_path(str(ROOT / "ugc_studio" / "desktop" / "libraries.py"))
    assert alone["missing_packages"]({"libc.so.6": "libc6", "libnever.so.9": "libnever9"}) in (["libnever9"], [])
