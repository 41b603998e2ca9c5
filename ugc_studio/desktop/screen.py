"""Whether a window can open here, found out before Qt is loaded: without a screen Qt ends the whole program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec

from ugc_studio.desktop import libraries
from ugc_studio.domain.messages import Text, _


def obstacle(environment: Mapping[str, str] = os.environ) -> Text | None:
    """Why no window can open, with what to do about it; None when nothing is in the way."""
    if find_spec("PySide6") is None:
        return _('The window needs PySide6, which is not installed. Type: pip install "ugc-studio[desktop]"')
    if not sys.platform.startswith("linux"):
        return None
    if not any(map(environment.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        return _("There is no screen here, so the window cannot open. All commands work without it.")
    if missing := libraries.missing_packages(_needed(environment)):
        return _(
            "The window needs system libraries that are missing. Type: sudo apt-get install {packages}",
            packages=" ".join(missing),
        )
    return None


def _needed(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The libraries for this screen; Wayland and pictures in memory do without those of X."""
    platform = environment.get("QT_QPA_PLATFORM") or ("wayland" if environment.get("WAYLAND_DISPLAY") else "xcb")
    return {**libraries.ALWAYS, **libraries.ON_X} if platform.startswith("xcb") else libraries.ALWAYS
