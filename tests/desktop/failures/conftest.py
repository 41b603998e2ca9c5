"""Photos to import, enough of them that something can go wrong meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus import jpeg

MANY = 90


@pytest.fixture(scope="session")
def _card(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return [jpeg(1600, 1200, seed=number + 3000) for number in range(MANY)]


@pytest.fixture
def card(tmp_path: Path, _card: list[bytes]) -> Path:
    """The folder of a memory card with many photos."""
    folder = tmp_path / "card"
    folder.mkdir()
    for number, data in enumerate(_card):
        (folder / f"IMG_{number:03}.jpg").write_bytes(data)
    return folder
