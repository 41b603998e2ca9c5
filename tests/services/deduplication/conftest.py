"""Worlds for the tests of duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.deduplication.world import STRANGER, World, hashes_of, world_in
from ugc_studio.domain.assets import AssetId


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path) as made:
        yield made


@pytest.fixture
def trio(world: World) -> list[AssetId]:
    """Three copies of one picture, the second the largest, and a stranger; all compared."""
    assets = [
        world.add("a", hashes_of(1)),
        world.add("b", hashes_of(1, 4), width=4000, height=3000),
        world.add("c", hashes_of(1, 9)),
    ]
    world.add("stranger", hashes_of(STRANGER))
    world.find()
    return assets
