"""Every place, view and dialog for the keyboard and for screen readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.desktop.access.checks import focus_faults, spoken_faults, tab_faults
from tests.desktop.access.tour import Tour, shots
from tests.desktop.access.ways import WAYS
from ugc_studio.desktop.screenshots.shots import Shot
from ugc_studio.desktop.shell.window import SMALLEST

LARGE = (1440, 900)
CHECKS: tuple[Callable[[QWidget], Iterable[str]], ...] = (spoken_faults, tab_faults, focus_faults)


def look(tour: Tour, ways: Sequence[Shot]) -> None:
    """Walk the ways and fail with everything that was found, each fault once with the places that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, root in tour.stops(ways):
        for check in CHECKS:
            for fault in check(root):
                if name not in found[fault]:
                    found[fault].append(name)
    assert not found, "\n".join(f"{fault} [{', '.join(places[:4])}]" for fault, places in sorted(found.items()))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("size", [LARGE, SMALLEST])
def test_every_place_of_the_sample(tour: Tour, size: tuple[int, int]) -> None:
    tour.resize(size)
    look(tour, shots(empty=False))


@pytest.mark.timeout(300)
def test_every_dialog_and_card(tour: Tour) -> None:
    look(tour, WAYS)


class TestWithoutPhotos:
    """The window at the first start."""

    @pytest.fixture
    def studio_folder(self, tmp_path: Path) -> Path:
        """A library that is made when it is opened."""
        return tmp_path / "library"

    def test_every_empty_place(self, tour: Tour) -> None:
        look(tour, shots(empty=True))
