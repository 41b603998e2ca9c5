"""Keys as people have them: digits on keyboards that need Shift for them (French AZERTY), and key caps in words."""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

AZERTY_ROW = "à&é\"'(-è_ç"
"""What the digit row of a French keyboard gives without Shift, for 0 to 9."""
ARROWS = {Qt.Key.Key_Left: "←", Qt.Key.Key_Right: "→", Qt.Key.Key_Up: "↑", Qt.Key.Key_Down: "↓"}
"""As they are printed on the keys; short in every language."""
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Both act alike; people call either of them Enter."""
# The digit row by scan code: X11 and Wayland count from 10 (digit 1), Windows from 2, macOS in an order of its own.
_X11 = {10: 1, 11: 2, 12: 3, 13: 4, 14: 5, 15: 6, 16: 7, 17: 8, 18: 9, 19: 0}
_WINDOWS = {code - 8: digit for code, digit in _X11.items()}
_MACOS = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}


def digit_of(event: QKeyEvent) -> int | None:
    """The digit a key stands for, by its sign, by the numeric pad, or by its place in the digit row."""
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return int(key) - int(Qt.Key.Key_0)
    text = event.text()
    if len(text) == 1 and text in AZERTY_ROW:
        return AZERTY_ROW.index(text)
    scan = event.nativeScanCode()
    return _scan_codes().get(scan) if scan else None


def _scan_codes() -> dict[int, int]:
    if sys.platform == "win32":
        return _WINDOWS
    return _MACOS if sys.platform == "darwin" else _X11


def caps_of(sequence: QKeySequence) -> tuple[str, ...]:
    """The caps of a shortcut as this system writes them, one text for each key."""
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    big_key, small_key = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in ENTER_KEYS)
    text = text.replace(big_key, small_key)
    for key, arrow in ARROWS.items():
        named = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        text = re.sub(rf"(?<!\w){re.escape(named)}$", arrow, text)
    if not text:
        return ()
    if text.endswith("++"):
        return (*text[:-2].split("+"), "+") if text != "++" else ("+",)
    return tuple(part for part in text.split("+") if part) or (text,)
