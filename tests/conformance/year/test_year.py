"""A small year, played in the suite; the whole one is ``python3 dev.py year``."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.year.cast import Scale
from tests.conformance.year.year import Year


def test_a_small_year_holds_every_promise(tmp_path: Path) -> None:
    year = Year(tmp_path / "library", Scale(creators=14, photos=70, uses=500), seed=7)
    year.play()
    assert year.checks.faults == []
    counts = year.checks.counts
    assert counts["uses"] >= 500
    assert counts["cleared"] > 50
    assert min(counts[name] for name in ("others", "as of", "takedowns compared")) > 10
