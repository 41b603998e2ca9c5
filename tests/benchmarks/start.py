"""How long the program takes to start with a large library, beside an empty window of Qt started the same way."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.libraries import bench_folder, synthetic_library
from tests.benchmarks.window.start import STARTED
from ugc_studio.library.library import Library

NAME = "start"
ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 1.5


def run(arguments: Sequence[str]) -> dict[str, Any]:
    """The medians of several starts, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="bench start")
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(list(arguments))
    root = synthetic_library(options.assets).root
    with Library.open(root):
        pass  # brings a kept library up to date
    for what in (str(root), "--bare"):
        _start(what)  # the first start after a change compiles, and reads everything from the disk
    starts = [(_start(str(root)), _start("--bare")) for _run in range(options.runs)]
    return {
        "assets": options.assets,
        "program": _medians([program for program, _bare in starts]),
        "empty window": _medians([bare for _program, bare in starts]),
        "loaded too early": starts[0][0].get("loaded too early", []),
        "limit": LIMIT_SECONDS,
    }


def lines(result: dict[str, Any]) -> list[str]:
    """The figures for people."""
    program, bare = result["program"], result["empty window"]
    text = [f"{result['assets']:,} photos, seconds since the process was started, median"]
    text += [f"  {name:14} {seconds:6.2f}" for name, seconds in program.items()]
    text.append(f"  {'empty window':14} {bare['first paint']:6.2f}   (its work {bare['its work']:.2f})")
    text.append("its work: seconds of the processor until then, whatever else the machine does")
    text.append(f"first paint of the Library place <= {result['limit']} s")
    if result["loaded too early"]:
        text.append(f"loaded before they are needed: {', '.join(result['loaded too early'])}")
    return text


def _medians(runs: Sequence[dict[str, Any]]) -> dict[str, float]:
    names = [name for name, value in runs[0].items() if isinstance(value, float)]
    return {name: round(statistics.median(run[name] for run in runs), 3) for name in names}


def _start(what: str) -> dict[str, Any]:
    """Start with compiled modules at hand, as an installed program has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(bench_folder() / "compiled"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window.start", what],
        env={**environment, STARTED: repr(time.time())},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found
