"""``python -m tests.conformance FILE… | --random N``: consent cases, or random uses, through the real gate."""

import sys
import tempfile
from pathlib import Path

from tests.conformance.agreement import disagreements
from tests.conformance.player import main


def compare(uses: int) -> int:
    """Ask random uses of the gate and of its restatement; print every difference and the count."""
    with tempfile.TemporaryDirectory() as folder:
        asked = list(disagreements(uses, Path(folder)))
    wrong = [found for found in asked if found is not None]
    for line in wrong:
        print(line)
    print(f"{len(asked) - len(wrong)} random uses agree, {len(wrong)} differ")
    return 1 if wrong else 0


if sys.argv[1] == "--random":
    sys.exit(compare(int(sys.argv[2])))
sys.exit(max(main(Path(name)) for name in sys.argv[1:]))
