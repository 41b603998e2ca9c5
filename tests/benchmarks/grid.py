"""The grid over large libraries, beside Qt's own list view with squares of one size over the same model.

Each view runs in a process of its own, over a real library, offscreen: rows and pictures are read while it scrolls, as
in the program. A watchdog in the event loop tells how long it was held up at most (by painting, by laying out, or by
threads that hold the interpreter), which is what a person feels.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.libraries import bench_folder, synthetic_library
from tests.benchmarks.photos import make_small_photos
from ugc_studio.library.library import Library

NAME = "grid"
ROOT = Path(__file__).resolve().parents[2]
PREVIEWS = 200
IMPORTED = 2_000
STALL_MS = {100_000: 100.0, 1_000_000: 250.0}
SCROLL_P95_MS = 16.0
ADDED_MB = {100_000: 60.0}


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Figures by size and view."""
    parser = argparse.ArgumentParser(prog="bench grid")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=1, help="keep the best of so many, on a machine that works")
    parser.add_argument("--no-import", action="store_true", help="without the import beside a million photos")
    options = parser.parse_args(list(arguments))
    pictures = _previews()
    figures: dict[str, Any] = {}
    for size in options.sizes:
        root = synthetic_library(size).root
        with Library.open(root):
            pass  # brings a kept library up to date, so that readers may open it
        measures: dict[str, Callable[[], dict[str, Any]]] = {
            "justified, with pictures": partial(_measure, "justified", root, pictures),
            "justified, without pictures": partial(_measure, "justified", root, pictures, "--bare"),
            "plain, without pictures": partial(_measure, "plain", root, pictures, "--bare"),
        }
        if size >= 1_000_000 and not options.no_import:
            measures["justified, with pictures, beside an import"] = partial(_beside_an_import, root, pictures)
        rounds = [{name: measure() for name, measure in measures.items()} for _round in range(options.rounds)]
        figures[str(size)] = {name: _best([each[name] for each in rounds]) for name in measures}
    return figures


def _best(rounds: list[Any]) -> Any:
    """The smallest of each figure, and of the rest what the first round said."""
    first = rounds[0]
    if isinstance(first, dict):
        return {name: _best([each[name] for each in rounds]) for name in first}
    return min(rounds) if isinstance(first, float) else first


def lines(result: dict[str, Any]) -> list[str]:
    """The figures as text."""
    text: list[str] = []
    for size, views in result.items():
        limit = STALL_MS.get(int(size))
        text.append(f"{int(size):,} photos, milliseconds" + (f" (no stall over {limit:.0f})" if limit else ""))
        for view, found in views.items():
            text.append(f"  {view}")
            for name, step in found["steps"].items():
                text.append(
                    f"    {name:20} {step['ms']:9.1f}   longest stall {step['stall_ms']:8.1f}{step.get('note', '')}"
                )
            scroll = found["scroll"]
            text.append(
                f"    {'scroll frames':20} p50 {scroll['p50']:.1f}  p95 {scroll['p95']:.1f}  max {scroll['max']:.1f}"
                f"   longest stall {scroll['stall_ms']:.1f}   (p95 <= {SCROLL_P95_MS:.0f})"
            )
            wanted = ADDED_MB.get(int(size))
            text.append(
                f"    {'added memory':20} {found['added_mb']:.1f} MB, pictures hold {found['pictures_mb']:.1f} MB"
                + (f"   (without pictures <= {wanted:.0f})" if wanted else "")
            )
            if "imported" in found:
                text.append(f"    {'imported meanwhile':20} {found['imported']} photos")
    return text


def _previews() -> Path:
    """Previews as imports make them, kept for the next run; photos share them."""
    folder = bench_folder() / "grid-previews"
    if len(list(folder.rglob("*.jpg"))) < PREVIEWS:
        make_small_photos(folder, PREVIEWS, side=512)
    return folder


def _beside_an_import(root: Path, pictures: Path) -> dict[str, Any]:
    """The same over a copy of the library, while photos are imported into that copy."""
    photos = bench_folder() / "grid-photos"
    if len(list(photos.rglob("*.jpg"))) < IMPORTED:
        make_small_photos(photos, IMPORTED, side=1600)
    with tempfile.TemporaryDirectory(prefix="grid-", dir=bench_folder()) as scratch:
        copy = Path(scratch, "library")
        shutil.copytree(root, copy)
        return _measure("justified", copy, pictures, "--import", str(photos))


def _measure(view: str, root: Path, pictures: Path, *more: str) -> dict[str, Any]:
    sys.stderr.write(f"  {view} over {root.name} {' '.join(more[:1])}\n")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window.grid", view, str(root), str(pictures), *more],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
