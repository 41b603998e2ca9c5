"""The system libraries that Qt needs on Linux, by the names that the loader and Debian know them under.

Standard library only: ``dev.py`` runs this file before anything is installed, and the Debian package takes what it
depends on from here.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

# Every window needs these, also one that is only drawn in memory, as in most tests.
ALWAYS: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# And an X screen needs these.
ON_X: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages of the libraries that the loader does not find; none on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for soname, package in libraries.items() if not _loads(soname)]


def _loads(soname: str) -> bool:
    """Ask the loader itself: a package manager does not know what lies in other folders."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
