"""The fast fingerprint is imagehash's, bit for bit."""

from __future__ import annotations

import imagehash
import numpy as np
import pytest
from PIL import Image

from tests import corpus
from ugc_studio.domain.fingerprints import HASH_BYTES, Fingerprint, Pose, distance
from ugc_studio.media.fingerprint import Pixels, fingerprint_of, hashed_picture


def pictures() -> list[Pixels]:
    random = np.random.default_rng(11)
    made = [
        np.asarray(corpus.scene(int(w), int(h), seed)) for seed, (w, h) in enumerate(random.integers(20, 520, (60, 2)))
    ]
    plain = [np.full((h, w, 3), c, np.uint8) for h, w, c in ((375, 500, 0), (512, 512, 255), (40, 90, 77), (1, 1, 3))]
    stripes = np.zeros((384, 512, 3), np.uint8)
    stripes[:, ::16] = 255
    ramp = np.repeat(np.linspace(0, 255, 500).astype(np.uint8)[None, :, None], 375, 0).repeat(3, 2)
    noise = [random.integers(0, 256, (375, 500, 3), dtype=np.uint8) for _ in range(10)]
    return [*made, *plain, stripes, np.ascontiguousarray(ramp), np.ascontiguousarray(ramp.transpose(1, 0, 2)), *noise]


def test_the_upright_hash_is_that_of_imagehash() -> None:
    for picture in pictures():
        grey = hashed_picture(picture)
        expected = str(imagehash.phash(Image.fromarray(grey), hash_size=16))
        assert fingerprint_of(grey).upright.hex() == expected


@pytest.mark.parametrize(
    ("pose", "turn"),
    [
        (Pose.ROTATED_90, Image.Transpose.ROTATE_270),
        (Pose.ROTATED_180, Image.Transpose.ROTATE_180),
        (Pose.ROTATED_270, Image.Transpose.ROTATE_90),
        (Pose.MIRRORED, Image.Transpose.FLIP_LEFT_RIGHT),
        (Pose.FLIPPED, Image.Transpose.FLIP_TOP_BOTTOM),
        (Pose.TRANSPOSED, Image.Transpose.TRANSPOSE),
        (Pose.TRANSVERSED, Image.Transpose.TRANSVERSE),
    ],
)
def test_the_other_hashes_are_those_of_the_turned_picture(pose: Pose, turn: Image.Transpose) -> None:
    for seed in range(20):
        grey = hashed_picture(np.asarray(corpus.scene(500, 376, seed)))
        turned = imagehash.phash(Image.fromarray(grey).transpose(turn), hash_size=16)
        # The reduction to 64 x 64 rounds a little differently in the other direction: a bit near the median may differ.
        assert distance(fingerprint_of(grey).pose(pose), bytes.fromhex(str(turned))) <= 4


def test_a_fingerprint_has_eight_hashes_and_a_quality() -> None:
    fingerprint = Fingerprint(bytes(range(256)), 50)
    assert fingerprint.pose(Pose.TRANSVERSED) == bytes(range(256 - HASH_BYTES, 256))
    with pytest.raises(ValueError, match="256 bytes"):
        Fingerprint(bytes(32), 50)
    with pytest.raises(ValueError, match="quality"):
        Fingerprint(bytes(256), 101)
