"""Upright sRGB pixels for renditions and checks, under the limits of intake."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests import corpus
from ugc_studio.domain.media import RejectCode
from ugc_studio.media.limits import Limits
from ugc_studio.media.pixels import UnusableError, load_upright, shrink


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 7])
def test_pictures_come_upright_at_full_size(kind: str, orientation: int) -> None:
    pixels = load_upright(corpus.oriented(orientation, kind))
    wanted = np.asarray(corpus.scene())[..., ::-1]
    assert pixels.shape == (480, 640, 3)
    assert np.abs(pixels.astype(np.int16) - wanted).mean() < 6


@pytest.mark.parametrize("side", [100, 512, 1080, 1600])
def test_the_long_side_is_bounded_and_nothing_is_enlarged(tmp_path: Path, side: int) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(corpus.jpeg(1400, 1050))
    height, width = load_upright(path, max_side=side).shape[:2]
    assert width <= min(side, 1400)
    assert width >= min(side, 1400) * 0.87
    assert width / height == pytest.approx(4 / 3, abs=0.02)


def test_what_must_not_be_decoded_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(corpus.jpeg())
    for source, limits, code in (
        (path, Limits(image_bytes=1000), RejectCode.TOO_LARGE),
        (path, Limits(jpeg_pixels=1000), RejectCode.TOO_MANY_PIXELS),
        (corpus.png_claiming(9000, 9000), Limits(), RejectCode.TOO_MANY_PIXELS),
        (b"<html>", Limits(), RejectCode.NOT_A_PICTURE),
        (corpus.jpeg()[:3000], Limits(), RejectCode.TRUNCATED),
    ):
        with pytest.raises(UnusableError) as caught:
            load_upright(source, limits=limits)
        assert caught.value.rejected.code is code


def test_shrinking_keeps_at_least_one_pixel() -> None:
    assert shrink(np.zeros((2, 4000, 3), np.uint8), 500).shape == (1, 500, 3)
