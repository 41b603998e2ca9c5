"""Import beside two baselines over the same 12-megapixel JPEGs, interleaved in one run.

(a) The floor: as many processes that only decode, ``cv2.imread(path, IMREAD_REDUCED_GRAYSCALE_8)``, and keep nothing.
(b) The obvious pipeline: one process, Pillow's full decode, ``imagehash.phash``, a 512 px thumbnail, one insert and
commit a photo.

All three start their processes inside the measured time, and read files that are in the system's cache. A figure of
processor time stands beside each rate: on a machine that does other work too it is the steadier one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.photos import GRAIN, make_photos
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library
from ugc_studio.media.workers import DecodePool
from ugc_studio.services.importing import ImportService

NAME = "import"
REQUIRED = {"of_floor": 0.75, "of_obvious": 4.0}


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure and return figures; photos a second, ratios, and where the time of the import goes."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="ugc-bench-", dir=options.work) as scratch:
        folder = options.keep or Path(scratch, "photos")
        photos = make_photos(folder, options.count, pictures=options.photos, grain=options.grain)
        for path in photos:
            path.read_bytes()
        rates: dict[str, list[float]] = {"floor": [], "import": [], "obvious": []}
        stages: list[dict[str, float]] = []
        cost: list[float] = []
        few = photos[: max(4, options.count // 20)]
        for turn in range(options.rounds):
            before = _processor_seconds()
            rates["floor"].append(_rate(lambda: _floor(photos, options.workers), len(photos)))
            cost.append(_processor_seconds() - before)
            library = Path(scratch, f"library-{turn}")
            rates["import"].append(_rate(lambda: stages.append(_import(photos, library, options.workers)), len(photos)))  # noqa: B023 - called at once
            rates["obvious"].append(_rate(lambda: _obvious(few, Path(scratch, f"plain-{turn}")), len(few)))  # noqa: B023 - called at once
            shutil.rmtree(library)
        megabytes = sum(path.stat().st_size for path in photos) / len(photos) / 1e6
    figures = _figures(options, rates, stages)
    per_photo = 1000 / options.count
    spent = [stage["workers"] + stage["main"] for stage in stages]
    return {
        **figures,
        "of_floor_by_processor_time": round(min(cost) / min(spent), 3),
        "megabytes_a_photo": round(megabytes, 2),
        "processor_ms_a_photo": {
            "floor": round(min(cost) * per_photo, 2),
            "import_workers": round(min(stage["workers"] for stage in stages) * per_photo, 2),
            "import_main": round(min(stage["main"] for stage in stages) * per_photo, 2),
        },
    }


def lines(result: dict[str, Any]) -> list[str]:
    """The figures for people."""
    rate = result["photos_a_second"]
    return [
        f"{result['photos']} JPEGs of 12 megapixels and {result['megabytes_a_photo']} MB, "
        f"{result['workers']} decoding processes, best of {result['rounds']}",
        f"decode-only floor   {rate['floor']:8.1f} photos/s",
        f"import              {rate['import']:8.1f} photos/s, {result['of_floor']:.2f} of the floor (>= 0.75)",
        f"obvious pipeline {rate['obvious']:8.1f} photos/s, import is {result['of_obvious']:.1f} times faster (>= 4)",
        "processor time of a photo, ms: "
        + ", ".join(f"{name} {value:.2f}" for name, value in result["processor_ms_a_photo"].items())
        + f"; {result['of_floor_by_processor_time']:.2f} of the floor",
        "beside the decoding, seconds of the import: "
        + ", ".join(f"{name} {seconds:.2f}" for name, seconds in result["seconds"].items()),
    ]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench import")
    parser.add_argument("--photos", type=Path, help="folder of pictures to make the 12-megapixel photos from")
    parser.add_argument("--keep", type=Path, help="folder in which the photos are made and kept for the next run")
    parser.add_argument("--work", type=Path, help="folder on the disk to measure; otherwise the temporary folder")
    parser.add_argument("--grain", type=int, default=GRAIN, help="0 for files a quarter as large as a phone writes")
    parser.add_argument("--count", type=int, default=800)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args(list(arguments))


def _rate(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _figures(
    options: argparse.Namespace, rates: dict[str, list[float]], stages: list[dict[str, float]]
) -> dict[str, Any]:
    best = {name: max(values) for name, values in rates.items()}
    return {
        "photos": options.count,
        "workers": options.workers,
        "rounds": options.rounds,
        "photos_a_second": {name: round(value, 1) for name, value in best.items()},
        "median": {name: round(statistics.median(values), 1) for name, values in rates.items()},
        "of_floor": round(best["import"] / best["floor"], 3),
        "of_obvious": round(best["import"] / best["obvious"], 2),
        "of_floor_each_round": [round(i / f, 3) for i, f in zip(rates["import"], rates["floor"], strict=True)],
        "seconds": {name: round(min(stage[name] for stage in stages), 3) for name in stages[0]},
        "required": REQUIRED,
    }


def _processor_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _floor(photos: Sequence[Path], workers: int) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_one_thread) as pool:
        for _size in pool.imap_unordered(_only_decode, [str(path) for path in photos], chunksize=4):
            pass


def _one_thread() -> None:
    import cv2

    cv2.setNumThreads(1)


def _only_decode(path: str) -> int:
    import cv2

    picture = cv2.imread(path, cv2.IMREAD_REDUCED_GRAYSCALE_8)
    return 0 if picture is None else int(picture.shape[0])


def _import(photos: Sequence[Path], folder: Path, workers: int) -> dict[str, float]:
    with Library.create(folder) as library:
        service = ImportService(library, make_pool=lambda: DecodePool(workers))
        started, main, every = time.perf_counter(), time.process_time(), _processor_seconds()
        report = service.run([photos[0].parent], context=RecordingContext())
        whole = time.perf_counter() - started
        main = time.process_time() - main
        every = _processor_seconds() - every
        if report.imported != len(photos) or not report.reconciles:
            raise RuntimeError(f"{report.imported} of {len(photos)} photos were imported")
        return {"whole": whole, **service.seconds, "main": main, "workers": every - main}


def _obvious(photos: Sequence[Path], folder: Path) -> None:
    import imagehash
    from PIL import Image

    folder.mkdir()
    database = sqlite3.connect(folder / "plain.db")
    database.execute("CREATE TABLE photos (path TEXT, width INTEGER, height INTEGER, hash TEXT, thumbnail BLOB)")
    for path in photos:
        with Image.open(path) as picture:
            picture.load()
            fingerprint = imagehash.phash(picture, hash_size=16)
            small = picture.copy()
            small.thumbnail((512, 512))
            place = folder / f"{path.stem}.thumb.jpg"
            small.save(place)
            database.execute(
                "INSERT INTO photos VALUES (?, ?, ?, ?, ?)", (str(path), *picture.size, str(fingerprint), str(place))
            )
            database.commit()
    database.close()


if __name__ == "__main__":
    import sys

    print("\n".join(lines(run(sys.argv[1:]))))
