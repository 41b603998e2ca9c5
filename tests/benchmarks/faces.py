"""Looking for faces in the sample's photos, beside making the previews of the same photos as an import does."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2

from ugc_studio import resources
from ugc_studio.media.faces import SIDE, faces_in
from ugc_studio.media.pixels import PROXY_SIDE, UnusableError, load_upright

NAME = "faces"


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Milliseconds a photo, each photo once per round; the smallest is what an idle machine would take."""
    parser = argparse.ArgumentParser(prog="bench faces")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)  # as in the decoding process
    photos, looked = [], []
    for photo in sorted(resources.path("sample", "photos").rglob("*.jpg")):
        try:
            looked.append(load_upright(photo, max_side=SIDE))
        except UnusableError:  # the sample holds bad files too
            continue
        photos.append(photo)
    return {
        "photos": len(photos),
        "faces": sum(len(faces_in(picture)) for picture in looked),
        "looking": _measure([lambda one=picture: faces_in(one) for picture in looked], options.rounds),  # type: ignore[misc]  # bound now
        "previews": _measure([lambda one=photo: _preview(one) for photo in photos], options.rounds),  # type: ignore[misc]  # bound now
    }


def _preview(photo: Path) -> object:
    return load_upright(photo, max_side=PROXY_SIDE)


def _measure(steps: Sequence[Callable[[], object]], rounds: int) -> dict[str, float]:
    taken: list[float] = []
    for _round in range(rounds):
        for step in steps:
            began = time.perf_counter()
            step()
            taken.append((time.perf_counter() - began) * 1000)
    return {"median_ms": round(statistics.median(taken), 1), "smallest_ms": round(min(taken), 1)}


def lines(result: dict[str, Any]) -> list[str]:
    """The figures in words."""
    looking, previews = result["looking"], result["previews"]
    return [
        f"{result['faces']} faces in {result['photos']} photos",
        f"looking: {looking['median_ms']} ms a photo, at best {looking['smallest_ms']} ms",
        f"preview of the same: {previews['median_ms']} ms, at best {previews['smallest_ms']} ms",
    ]
