"""``python -m tests.support.crash FOLDER``: kill imports at random moments, finish them, and compare the libraries.

Run by hand over a folder of real photos; the suite does the same on a small one (``tests/journeys``).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.digest import library_digest

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Compare and print; 1 when a library differs or the doctor finds something."""
    parser = argparse.ArgumentParser(prog="tests.support.crash")
    parser.add_argument("source", type=Path)
    parser.add_argument("--moments", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="folder for the libraries; otherwise the temporary folder")
    options = parser.parse_args(list(arguments))
    dice, failures = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory(prefix="ugc-crash-", dir=options.work) as scratch:
        started = time.monotonic()
        report = _finish(Path(scratch, "whole"), options.source)
        whole = time.monotonic() - started
        expected = library_digest(Path(scratch, "whole"))
        sizes = ", ".join(f"{len(rows)} {name}" for name, rows in expected.items() if rows)
        print(f"undisturbed: {report['seen']} seen in {whole:.1f} s; {sizes}")
        for number in range(options.moments):
            library = Path(scratch, f"killed-{number}")
            delay = dice.uniform(0.1 * whole, 0.9 * whole)
            finished = _kill_after(library, options.source, delay)
            kept = sum(1 for path in (library / "originals").rglob("*") if path.is_file())
            _finish(library, options.source)
            found = library_digest(library)
            different = [name for name in expected if found[name] != expected[name]]
            healthy = _run(library, "doctor").returncode == 0
            failures += bool(different) or not healthy
            what = "had just ended" if finished else f"killed after {delay:5.2f} s with {kept} originals"
            print(f"{what}: {'same' if not different else 'DIFFERENT: ' + ', '.join(different)}, "
                  f"doctor {'ok' if healthy else 'NOT OK'}", flush=True)  # fmt: skip
            shutil.rmtree(library)
    return 1 if failures else 0


def _command(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "ugc_studio", "--library", str(library), "--quiet", *words]


def _run(library: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(library, *words), cwd=ROOT, capture_output=True, text=True, check=False)


def _finish(library: Path, source: Path) -> dict[str, int]:
    done = _run(library, "import", str(source), "--json")
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    report: dict[str, int] = json.loads(done.stdout)
    return report


def _kill_after(library: Path, source: Path, delay: float) -> bool:
    """Kill the import with its decoding processes; True when it was over before."""
    process = subprocess.Popen(
        _command(library, "import", str(source), "--json"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
