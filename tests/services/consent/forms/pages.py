"""What comes back: printed pages as scans, as phones photograph them on a table, and as PDF."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

Pixels = npt.NDArray[np.uint8]


def page_of(pdf: bytes, number: int = 0, *, dots: float = 200) -> Pixels:
    """One page as a scanner sees it: blue, green, red."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[number].render(scale=dots / 72).to_numpy()
        return np.ascontiguousarray(picture[..., :3], dtype=np.uint8)
    finally:
        document.close()


def photographed(page: Pixels, seed: int, *, width: int = 2400, height: int = 3200) -> Pixels:
    """The page on a grey table: turned, seen from the side, half in shadow, a little out of focus, noisy."""
    random = np.random.default_rng(seed)
    high, wide = page.shape[:2]
    scale = width / 2400

    def about(value: float, spread: float) -> float:
        return (value + float(random.uniform(-spread, spread))) * scale

    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    places = [(300, 400), (2100, 400), (2100, 2800), (300, 2800)]
    seen = np.array([[about(x, 180), about(y, 180)] for x, y in places], dtype=np.float32)
    turn = float(random.choice([0, 90, 180, 270]) + random.uniform(-20, 20))
    picture = cv2.warpPerspective(
        page, cv2.getPerspectiveTransform(corners, seen), (width, height), borderValue=(90, 100, 110)
    )
    around = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.85)
    lit = cv2.warpAffine(picture, around, (width, height), borderValue=(90, 100, 110)).astype(np.float32)
    lit *= np.linspace(0.45, 1.0, width, dtype=np.float32)[None, :, None]
    lit[:, : int(random.uniform(0.2, 0.8) * width)] *= 0.6
    soft = cv2.GaussianBlur(lit, (0, 0), float(random.uniform(0.6, 1.4)) * scale)
    noisy = soft + random.normal(0, 6, soft.shape)
    kept: Pixels = np.clip(noisy, 0, 255).astype(np.uint8)
    return kept


def save_jpeg(picture: Pixels, path: Path) -> Path:
    """As a phone keeps it."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    assert done
    path.write_bytes(data.tobytes())
    return path


def save_scan(pages: list[Pixels], path: Path) -> Path:
    """As a scanner keeps it: a PDF of pictures."""
    images = [Image.fromarray(np.ascontiguousarray(page[..., ::-1])) for page in pages]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200)
    path.write_bytes(out.getvalue())
    return path
