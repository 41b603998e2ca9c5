"""PySide6 6.12 drops a reference to None, True or False at each call on Python 3.11, until the program aborts."""

from __future__ import annotations

import subprocess
import sys

CALLS = 100_000
SCRIPT = f"""
import sys
from PySide6.QtCore import QObject, Signal

class Source(QObject):
    fired = Signal(object)

source, heard = Source(), []
source.fired.connect(lambda value: heard.append(value) or heard.clear())
before = [sys.getrefcount(value) for value in (None, True, False)]
for _ in range({CALLS}):
    source.setObjectName("x")
    source.blockSignals(False)
    source.fired.emit(None)
    source.fired.emit(True)
after = [sys.getrefcount(value) for value in (None, True, False)]
print(*(new - old for old, new in zip(before, after)))
"""


def test_many_calls_and_signals_cost_no_reference_to_none_or_true() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert all(abs(int(change)) < CALLS // 100 for change in done.stdout.split()), done.stdout
