"""Finds faces with CenterFace through OpenCV, in a decoding process; finds where they are, never whose they are.

CenterFace (Xu and others 2019, arXiv:1911.03599) says for each spot of 4 × 4 pixels how likely the middle of a face is
there, and how large that face is. Its input may have any sides that are multiples of 32.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from ugc_studio.domain.faces import Face
from ugc_studio.media.face_model import read_model

if TYPE_CHECKING:
    from ugc_studio.media.fingerprint import Pixels

SIDE = 640
"""The long side at which photos are looked at: faces of guests are found, those of passers-by far off are not."""
THRESHOLD = 0.5
"""Below it leaves and apples begin to look like faces."""
TURNED_THRESHOLD = 0.65
"""For pictures on their side, where clouds and price tags look like faces sooner."""
OVERLAP = 0.3
"""Two boxes that share so much of their area are one face."""
MOST = 200
"""More boxes than anybody would look at."""

_CANDIDATES = 2000
"""Spots that are compared with each other; a face of ordinary size has a few dozen."""
_MULTIPLE, _STRIDE = 32, 4
_OUTPUTS = ("537", "538", "539", "540")
"""How likely, how large, how far from the middle of the spot; and eyes, nose and mouth, which nobody here reads."""

Numbers = npt.NDArray[np.float32]


def _from_right(edges: Numbers) -> Numbers:
    """Boxes of a picture that was turned to the right, in the upright one."""
    left, top, right, bottom = edges.T
    return np.stack([top, 1 - right, bottom, 1 - left], axis=1)


def _from_left(edges: Numbers) -> Numbers:
    """Boxes of a picture that was turned to the left, in the upright one."""
    left, top, right, bottom = edges.T
    return np.stack([1 - bottom, left, 1 - top, right], axis=1)


_TURNS = ((cv2.ROTATE_90_CLOCKWISE, _from_right), (cv2.ROTATE_90_COUNTERCLOCKWISE, _from_left))


@functools.lru_cache(maxsize=1)
def _detector() -> Any:
    return cv2.dnn.readNetFromONNX(np.frombuffer(read_model(), dtype=np.uint8))


def faces_in(picture: Pixels) -> tuple[Face, ...]:
    """The faces of an upright picture (blue, green, red), the surest first.

    It is looked at lying on either side too: people lie on beaches, and some photos came without saying where up is.
    """
    edges, scores = _look(picture, THRESHOLD)
    for turn, back in _TURNS:
        more, sure = _look(np.ascontiguousarray(cv2.rotate(picture, turn), dtype=np.uint8), TURNED_THRESHOLD)
        edges, scores = np.concatenate([edges, back(more)]), np.concatenate([scores, sure])
    return _chosen(edges, scores)


def _look(picture: Pixels, threshold: float) -> tuple[Numbers, Numbers]:
    canvas, width, height = _prepared(picture)
    net = _detector()
    net.setInput(cv2.dnn.blobFromImage(canvas, 1.0, canvas.shape[1::-1], (0, 0, 0), swapRB=True, crop=False))
    likely, sizes, offsets, _features = net.forward(_OUTPUTS)
    return _candidates(likely, sizes, offsets, width=width, height=height, threshold=threshold)


def _prepared(picture: Pixels) -> tuple[Pixels, int, int]:
    """The picture at the size of the detector on a black ground whose sides it takes, and its own sides there."""
    scale = SIDE / max(picture.shape[:2])
    height, width = (max(1, round(side * scale)) for side in picture.shape[:2])
    resampling = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas = np.zeros((_rounded_up(height), _rounded_up(width), 3), dtype=np.uint8)
    canvas[:height, :width] = cv2.resize(picture, (width, height), interpolation=resampling)
    return canvas, width, height


def _rounded_up(side: int) -> int:
    return -(-side // _MULTIPLE) * _MULTIPLE


def read_outputs(likely: Numbers, sizes: Numbers, offsets: Numbers, *, width: int, height: int) -> tuple[Face, ...]:
    """The faces that the numbers of the detector stand for, in shares of a picture of these sides."""
    return _chosen(*_candidates(likely, sizes, offsets, width=width, height=height, threshold=THRESHOLD))


def _candidates(
    likely: Numbers, sizes: Numbers, offsets: Numbers, *, width: int, height: int, threshold: float
) -> tuple[Numbers, Numbers]:
    """Left, top, right and bottom in shares of the picture for every spot that is likely enough, and how likely."""
    rows, columns = np.nonzero(likely[0, 0] > threshold)
    # of numbers that no picture gives (a logarithm of 20 would be a face of two thousand million pixels) none gets out
    high, wide = (np.exp(np.minimum(sizes[0, side, rows, columns], 10.0)) * _STRIDE for side in (0, 1))
    down, across = (
        (spots + offsets[0, side, rows, columns] + 0.5) * _STRIDE for side, spots in ((0, rows), (1, columns))
    )
    edges = np.stack([across - wide / 2, down - high / 2, across + wide / 2, down + high / 2], axis=1)
    shares = np.clip(np.nan_to_num(edges) / [width, height, width, height], 0, 1)
    return shares.astype(np.float32), likely[0, 0, rows, columns]


def _chosen(edges: Numbers, scores: Numbers) -> tuple[Face, ...]:
    """One box a face, the surest first."""
    order = np.argsort(-scores, kind="stable")[:_CANDIDATES]
    return tuple(_face(edges[order][at], float(scores[order][at])) for at in _distinct(edges[order])[:MOST])


def _distinct(edges: Numbers) -> list[int]:
    """The boxes that are no second box around the same face; the surest comes first and stays."""
    areas = (edges[:, 2] - edges[:, 0]) * (edges[:, 3] - edges[:, 1])
    kept: list[int] = []
    for at in range(len(edges)):
        if areas[at] <= 0:
            continue
        corners = np.minimum(edges[kept, 2:], edges[at, 2:]) - np.maximum(edges[kept, :2], edges[at, :2])
        shared = np.prod(np.maximum(corners, 0), axis=1)
        if not np.any(shared > OVERLAP * (areas[kept] + areas[at] - shared)):
            kept.append(at)
    return kept


def _face(edges: Numbers, score: float) -> Face:
    left, top, right, bottom = (round(float(edge), 4) for edge in edges)
    return Face(left, top, round(right - left, 4), round(bottom - top, 4), round(score, 3))

