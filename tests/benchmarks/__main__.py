"""``python -m tests.benchmarks [NAME] [--json] [options of the benchmark]``: measure and print.

A benchmark is a module of this package with ``NAME``, ``run(arguments) -> figures`` and ``lines(figures) -> text``.
Each prints its figures beside a named baseline of the same run: ratios survive a loaded machine, figures do not.
"""

from __future__ import annotations

import json
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from tests import benchmarks


def registry() -> dict[str, Any]:
    """Every benchmark by its name."""
    names = sorted(found.name for found in pkgutil.iter_modules(benchmarks.__path__) if not found.name.startswith("__"))
    modules = [import_module(f"{benchmarks.__name__}.{name}") for name in names]
    return {module.NAME: module for module in modules if hasattr(module, "NAME")}


def main(arguments: Sequence[str]) -> int:
    """Run one benchmark, or all of them with their usual options."""
    rest = [word for word in arguments if word != "--json"]
    known = registry()
    name = rest.pop(0) if rest and not rest[0].startswith("-") else None
    if name is not None and name not in known:
        sys.stderr.write(f"There is no benchmark {name}. There are: {', '.join(known)}\n")
        return 2
    figures: dict[str, Any] = {}
    for each in [name] if name else list(known):
        sys.stderr.write(f"measuring {each} …\n")
        figures[each] = known[each].run(rest if name else [])
        if "--json" not in arguments:
            sys.stdout.write("\n".join([each, *("  " + line for line in known[each].lines(figures[each]))]) + "\n")
    if "--json" in arguments:
        sys.stdout.write(json.dumps(figures[name] if name else figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
