"""Phosphor glyphs by our own names, drawn crisply in any colour and size.

The font comes with the package qtawesome; its file is read directly, because importing the package costs a tenth of
a second at every start (it loads eleven fonts and a compatibility layer).
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap, QRawFont

ICONS: Mapping[str, str] = {
    # places
    "library": "image", "duplicates": "copy-simple", "consent": "shield-check", "galleries": "layout",
    "export": "package", "insights": "chart-bar", "settings": "gear-six",
    # states of consent, each its own shape
    "not_requested": "circle-dashed", "waiting": "hourglass-medium", "to_read": "envelope-simple",
    "cleared": "shield-check", "blocked": "prohibit", "ended": "calendar-x",
    # marks
    "flag": "flag", "picked": "flag-fill", "x": "x", "star": "star-fill", "star_empty": "star", "stack": "stack",
    "sensitive": "eye-slash", "video": "play-fill", "check": "check-bold", "keep": "crown-simple",
    # doing
    "import": "download-simple", "search": "magnifying-glass", "filter": "funnel", "save": "bookmark-simple",
    "plus": "plus", "minus": "minus", "undo": "arrow-u-up-left", "redo": "arrow-u-up-right", "trash": "trash",
    "edit": "pencil-simple", "open": "arrow-square-out", "folder": "folder", "folder_open": "folder-open",
    "file": "file-text", "table": "list-dashes", "grid": "squares-four", "columns": "columns", "compare": "columns",
    "merge": "git-merge", "magic": "magic-wand", "zoom": "magnifying-glass-plus", "copy": "copy", "link": "link-simple",
    "send": "paper-plane-tilt", "ask_again": "chat-text", "refuse": "prohibit", "attach": "paperclip",
    "history": "clock-counter-clockwise", "refresh": "arrows-clockwise", "stop": "stop-circle", "eye": "eye",
    "more": "dots-three", "drag": "dots-six-vertical", "keyboard": "keyboard", "command": "command", "tag": "tag",
    "sun": "sun", "moon": "moon", "help": "question", "lock": "lock-simple", "sparkle": "sparkle", "brand": "image",
    "heart": "heart-fill", "phone": "device-mobile-camera", "calendar": "calendar-blank", "clock": "clock",
    "caret_down": "caret-down", "caret_right": "caret-right", "caret_up": "caret-up", "caret_left": "caret-left",
    "arrow_right": "arrow-right", "arrow_left": "arrow-left", "close": "x",
    "details": "square-half",
    # telling
    "ok": "check-circle", "warning": "warning", "error": "warning-circle", "info": "info", "task": "spinner",
    "question": "question",
    "bell": "bell", "law": "scales", "people": "users", "person": "user", "family": "users-three",
    "child": "baby", "audio": "music-note", "place": "map-pin", "campaign": "target", "euro": "currency-eur",
    "freeze": "snowflake", "watch": "folder-notch-plus", "globe": "globe", "shop": "storefront", "note": "note-pencil",
    "picture": "image", "pictures": "stack", "picture_add": "image-square", "camera": "camera", "text": "text-aa",
    "face": "user-focus", "provenance": "tree-structure",
    "size": "frame-corners", "sort": "sort-ascending", "blur": "drop-half", "dark": "moon-stars",
    # sources
    "instagram": "instagram-logo", "tiktok": "tiktok-logo", "facebook": "facebook-logo", "whatsapp": "whatsapp-logo",
    "youtube": "youtube-logo", "mail": "envelope-simple", "form": "clipboard-text", "review": "star-half",
    "radio_on": "radio", "radio_off": "circle", "circle": "circle", "dot": "circle-fill",
}  # fmt: skip


@cache
def _charmap() -> Mapping[str, str]:
    """Glyph names of the font with their characters."""
    file = next(_fonts().glob("phosphor-charmap-*.json"))
    codes: dict[str, str] = json.loads(file.read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _fonts() -> Path:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package qtawesome, which brings the icon font, is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "fonts"


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(next(_fonts().glob("phosphor-[0-9]*.ttf"))))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


def glyph(name: str) -> str:
    """The character of one of our icons; an unknown name is a question mark in a circle, never an error."""
    characters = _charmap()
    return characters.get(ICONS.get(name, name)) or characters["question"]


def draw(painter: QPainter, name: str, colour: QColor, box: QRectF) -> None:
    """Draw an icon into a square box, in device-independent pixels."""
    font = QFont(_family())
    font.setPixelSize(max(1, round(box.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, glyph(name))
    painter.restore()


def pixmap(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """An icon as a picture of ``size`` device-independent pixels for a screen of that pixel ratio."""
    picture = QPixmap(max(1, round(size * ratio)), max(1, round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return picture


def is_whole() -> bool:
    """Whether the font was found and can be drawn."""
    return bool(_family()) and QRawFont.fromFont(QFont(_family())).isValid()
