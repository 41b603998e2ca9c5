"""Makes the photos that benchmarks import: 12 megapixels, each different, from given pictures or painted here."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import cv2
import numpy as np

WIDTH, HEIGHT = 4000, 3000
QUALITY = 88
GRAIN = 14
"""Standard deviation of the grain, 0 to 255; gives files of about 3 MB, as phones do."""
PICTURES = 120
"""Different pictures; more files than that repeat them with another comment, so that each file is still its own."""


def make_photos(folder: Path, count: int, *, pictures: Path | None = None, grain: int = GRAIN) -> list[Path]:
    """``count`` different JPEGs of 4000 × 3000 in ``folder``; those that are there already are used again."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [folder / f"photo-{number:05d}.jpg" for number in range(count)]
    sources = sorted(pictures.rglob("*.jpg")) if pictures is not None else []
    for number, path in enumerate(wanted):
        if path.exists():
            continue
        if number >= PICTURES:
            path.write_bytes(_with_comment(wanted[number % PICTURES].read_bytes(), f"number {number}"))
            continue
        picture = _enlarged(sources[number % len(sources)], number) if sources else painted(number)
        path.write_bytes(_encoded(_with_grain(picture, number, grain)))
    return wanted


def _with_comment(jpeg: bytes, comment: str) -> bytes:
    body = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (len(body) + 2).to_bytes(2) + body + jpeg[2:]


def make_small_photos(folder: Path, count: int, *, side: int = 160) -> None:
    """``count`` distinct small JPEGs, a thousand a folder."""
    for number in range(count):
        path = folder / f"{number // 1000:03d}" / f"small-{number:06d}.jpg"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_encoded(painted(number, width=side, height=side * 3 // 4)))


def painted(number: int, *, width: int = WIDTH, height: int = HEIGHT) -> Any:
    """A scene of a sky, hills and spots, different for each number (height × width × 3, BGR)."""
    dice = random.Random(number)
    picture = np.empty((height, width, 3), np.uint8)
    top, bottom = (np.array([dice.randrange(60, 255) for _ in range(3)], float) for _ in range(2))
    shades = top + (bottom - top) * np.linspace(0, 1, height)[:, None]
    picture[:] = shades.astype(np.uint8)[:, None, :]
    for _ in range(14):
        colour = tuple(dice.randrange(256) for _ in range(3))
        centre = (dice.randrange(width), dice.randrange(height))
        axes = (dice.randrange(width // 40, width // 5), dice.randrange(height // 40, height // 4))
        cv2.ellipse(picture, centre, axes, dice.randrange(180), 0, 360, colour, -1)
    return picture


def _with_grain(picture: Any, number: int, grain: int) -> Any:
    """Add what every sensor adds: without it an enlarged picture is a quarter as large a file as a phone writes."""
    if not grain:
        return picture
    height, width = picture.shape[:2]
    random = np.random.default_rng(number)
    coarse = random.normal(0, grain, (height // 2, width // 2)).astype(np.float32)
    fine: Any = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(picture.astype(np.float32) + fine[..., None], 0, 255).astype(np.uint8)


def _enlarged(source: Path, number: int) -> Any:
    picture = cv2.imread(str(source), cv2.IMREAD_COLOR)
    if picture is None:
        return painted(number)
    height, width = picture.shape[:2]
    cut = 1 + number % 23
    part = picture[min(cut, height // 4) :, min(cut * 2, width // 4) :]
    return cv2.resize(part, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)


def _encoded(picture: Any) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    return data.tobytes()
