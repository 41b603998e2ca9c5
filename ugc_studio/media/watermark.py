"""A text across a picture that is shown to choose or decide only, so that a copy that gets out says what it is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.media.fingerprint import Pixels

ANGLE = 28.0
OPACITY = 0.34
"""Strong enough to survive a screenshot, weak enough to see faces and hands behind it."""
LINES = 3.2
"""Heights of a letter from line to line."""
MOST_LETTERS = 60


def marked(picture: Pixels, text: str) -> Pixels:
    """The picture with the text all over it, slanted, light on dark so that it shows on every ground."""
    import cv2
    import numpy as np

    words = _plain(text)
    height, width = picture.shape[:2]
    side = int(np.hypot(width, height)) + 2
    scale = max(0.35, max(width, height) / 900)
    stroke = max(1, round(scale * 1.6))
    (letter_width, letter_height), _base = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, scale, stroke)
    dark = np.zeros((side, side), dtype=np.uint8)
    light = np.zeros((side, side), dtype=np.uint8)
    step_x, step_y = letter_width + 3 * letter_height, max(1, round(letter_height * LINES))
    for row, top in enumerate(range(letter_height, side + step_y, step_y)):
        for left in range(-(row % 2) * step_x // 2, side, step_x):
            for layer, thick in ((dark, stroke + 2), (light, stroke)):
                cv2.putText(layer, words, (left, top), cv2.FONT_HERSHEY_SIMPLEX, scale, 255, thick, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), ANGLE, 1.0)
    found = picture.astype(np.float32)
    for layer, tone in ((dark, 0.0), (light, 255.0)):
        turned = np.asarray(cv2.warpAffine(layer, turn, (side, side)))
        top, left = (side - height) // 2, (side - width) // 2
        weight = turned[top : top + height, left : left + width, None].astype(np.float32) * (OPACITY / 255)
        found = found * (1 - weight) + tone * weight
    return np.clip(found, 0, 255).astype(np.uint8)


def _plain(text: str) -> str:
    """The letters that the drawn font has."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(bare.split())[:MOST_LETTERS] or "REVIEW"
