"""A grid over made-up rows, with real previews where a test looks at pictures."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop.grid.worlds import Photos, write_preview
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.thumbnails import Thumbnails
from ugc_studio.desktop.grid.view import JustifiedView
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.messages import Translator


@pytest.fixture(autouse=True)
def _no_override_failed(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What a virtual function raises is only logged, so a test must look there."""
    yield
    failed = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert failed == []


@pytest.fixture
def photos() -> Photos:
    """Rows that the model reads at once."""
    return Photos()


@pytest.fixture
def previews(tmp_path: Path) -> Path:
    """A folder of previews, empty at first."""
    folder = tmp_path / "previews"
    folder.mkdir()
    return folder


@pytest.fixture
def thumbnails(qapp: object, previews: Path) -> Iterator[Thumbnails]:
    """The loader over that folder."""
    loader = Thumbnails(lambda sha256: found if (found := previews / f"{sha256}.jpg").is_file() else None)
    yield loader
    loader.close()


@pytest.fixture
def model(qapp: object, photos: Photos) -> AssetListModel:
    """A list model that reads these rows."""
    return AssetListModel(photos.fetch, Translator.source_language())


@pytest.fixture
def view(qtbot: QtBot, model: AssetListModel, thumbnails: Thumbnails) -> JustifiedView:
    """The grid, shown with 800 × 600 pixels."""
    grid = JustifiedView(Theme(), thumbnails, Translator.source_language())
    qtbot.addWidget(grid)
    grid.setModel(model)
    grid.resize(800, 600)
    grid.show()
    grid.setFocus()
    return grid


@pytest.fixture
def add_preview(previews: Path) -> Callable[..., Path]:
    """Write a preview of one colour."""

    def add(sha256: str, *, colour: str = "#3366CC", width: int = 512, height: int = 384) -> Path:
        return write_preview(previews / f"{sha256}.jpg", colour, width, height)

    return add


def settle(milliseconds: int = 0) -> None:
    """Let the event loop do what is waiting."""
    QTest.qWait(milliseconds)
