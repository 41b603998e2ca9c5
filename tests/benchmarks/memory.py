"""Peak memory of the main process while it imports many photos and compares them: it must stay bounded."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.photos import make_small_photos

NAME = "memory"
ROOT = Path(__file__).resolve().parents[2]
LIMIT_MB = 300
IMPORT = """
import json, resource, sys
from pathlib import Path
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.jobs.context import RecordingContext

def main():
    unit = 1 if sys.platform == "darwin" else 1024
    studio = open_studio(Path(sys.argv[1]), actor="bench")
    opened = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    report = studio.importing.run([Path(sys.argv[2])], context=RecordingContext())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    studio.close()
    print(json.dumps({"imported": report.imported, "seconds": report.seconds, "opened": opened, "peak": peak}))

if __name__ == "__main__":
    main()
"""


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """Import in a process of its own and return its peak resident memory."""
    parser = argparse.ArgumentParser(prog="bench memory")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder in which the photos are made and kept for the next run")
    options = parser.parse_args(list(arguments))
    with tempfile.TemporaryDirectory(prefix="ugc-bench-") as scratch:
        photos = options.keep or Path(scratch, "photos")
        make_small_photos(photos, options.count)
        script = Path(scratch, "import_all.py")
        script.write_text(IMPORT, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(script), str(Path(scratch, "library")), str(photos)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    found = json.loads(done.stdout)
    return {
        "photos": found["imported"],
        "seconds": round(found["seconds"], 1),
        "opened_mb": round(found["opened"] / 1e6, 1),
        "peak_mb": round(found["peak"] / 1e6, 1),
        "limit_mb": LIMIT_MB,
    }


def lines(result: dict[str, Any]) -> list[str]:
    """The figures for people."""
    return [
        f"{result['photos']} photos imported in {result['seconds']} s",
        f"main process: {result['peak_mb']} MB at most (limit {result['limit_mb']}), {result['opened_mb']} MB before",
    ]
