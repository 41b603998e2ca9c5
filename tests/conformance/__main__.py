"""``python -m tests.conformance FILE…``: play files of consent cases through the real ledger and gate."""

import sys
from pathlib import Path

from tests.conformance.player import main

sys.exit(max(main(Path(name)) for name in sys.argv[1:]))
