"""Turns values into what may safely be printed: foreign text made visible, and JSON.

Captions, names and file names come from strangers. In a terminal they could move the cursor, recolour or reverse
what follows, or fake a line of our own; so every character that acts instead of showing is written as its code.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Set
from enum import Enum
from pathlib import PurePath
from typing import Any

from ugc_studio.domain.messages import Text, Translator

# Joiners are part of emoji and of Persian and Indic spelling; on their own they do nothing.
_HARMLESS_FORMATS = "\u200c\u200d"
_PRINTABLE = re.compile(r"[ -~]*\Z")
_IN_JSON = re.compile("[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def visible(text: str, *, lines: bool = False) -> str:
    """Show control characters, direction overrides and undecodable bytes as codes; ``lines`` keeps line breaks."""
    if _PRINTABLE.match(text):
        return text
    return "".join(
        char if _shows(char) or (lines and char == "\n") else _code(char) for char in text
    )


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _HARMLESS_FORMATS


def _code(char: str) -> str:
    point = ord(char)
    if 0xDC80 <= point <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{point - 0xDC00:02x}"
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return named.get(char) or (f"\\x{point:02x}" if point < 0x100 else f"\\u{{{point:x}}}")


class TerminalTranslator(Translator):
    """A translator whose fields are safe to print: foreign values cannot act on the terminal."""

    def show(self, value: object) -> str:
        """Render one field, and make what it hides visible unless it is a text of our own."""
        shown = super().show(value)
        return shown if isinstance(value, Text | list | tuple | dt.date | int) else visible(shown)


def to_json(value: object, translator: Translator, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """One JSON document; readable letters stay, characters that act on a terminal are escaped."""
    text = json.dumps(plain(value, translator), ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def plain(value: object, translator: Translator) -> Any:
    """The value as JSON knows it: texts rendered, instants in UTC, paths and enums as strings."""
    match value:
        case None | bool() | int() | float():
            return value
        case Text():
            return translator(value)
        case Enum():
            return plain(value.value, translator)
        case str():
            return value
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case PurePath():
            return str(value)
        case Mapping():
            return {str(plain(key, translator)): plain(item, translator) for key, item in value.items()}
        case Set():
            return sorted((plain(item, translator) for item in value), key=str)
        case list() | tuple():
            return [plain(item, translator) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), translator) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in JSON")
