"""``python -m tests.conformance.year``: play the whole year and print what was counted; 1 when anything is wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.conformance.year.cast import Scale
from tests.conformance.year.year import Year


def main() -> int:
    """Play it at the size that was asked for."""
    parser = argparse.ArgumentParser(prog="year")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--creators", type=int, default=200)
    parser.add_argument("--uses", type=int, default=10_000)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ugc-year-") as folder:
        scale = Scale(options.creators, options.photos, options.uses)
        year = Year(Path(folder) / "library", scale, seed=options.seed, say=lambda line: print(line, flush=True))
        year.play()
    for fault in year.checks.faults[:50]:
        print(fault)
    counted = ", ".join(f"{count} {name}" for name, count in sorted(year.checks.counts.items()))
    print(f"{counted}; {len(year.checks.faults)} faults; {(time.monotonic() - began) / 60:.1f} minutes")
    return 1 if year.checks.faults else 0


if __name__ == "__main__":
    sys.exit(main())
