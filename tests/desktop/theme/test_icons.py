"""Icons are there: every name that the program uses is a glyph of the font."""

from __future__ import annotations

import re
from pathlib import Path

from pytestqt.qtbot import QtBot

import ugc_studio.desktop
from ugc_studio.desktop.theme import icons
from ugc_studio.desktop.theme.theme import Theme


def test_every_name_is_a_glyph_of_its_own_font(qtbot: QtBot) -> None:
    assert icons.is_whole()
    question = icons.glyph("question")
    missing = [name for name in icons.ICONS if name not in ("help", "question") and icons.glyph(name) == question]
    assert missing == []


def test_names_in_the_code_are_known() -> None:
    named = re.compile(r"""(?:icon=|\.icon\(|\.pixmap\(|IconButton\((?:self\._)?theme, )"([a-z_]+)\"""")
    folder = Path(ugc_studio.desktop.__file__).parent
    used = {(file.name, name) for file in folder.rglob("*.py") for name in named.findall(file.read_text("utf-8"))}
    assert used
    assert {(file, name) for file, name in used if name not in icons.ICONS} == set()


def test_an_icon_is_drawn_in_its_colour(qtbot: QtBot) -> None:
    picture = Theme().pixmap("flag", "danger", 32, 1).toImage()
    pixels = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert Theme().tokens.danger in {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}
