"""A preview that is cut off, rubbish or gone is marked, made again, and shown; on every screen that shows photos."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.failures.health import assert_healthy, close
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.thumbnails import Picture, finished
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.window import Window
from ugc_studio.desktop.viewer.picture import PictureView
from ugc_studio.domain.assets import Asset
from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE

Damage = Callable[[Path], object]


def cut_off(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def rubbish(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


def another_kind(file: Path) -> None:
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')


def emptied(file: Path) -> None:
    file.write_bytes(b"")


DAMAGES = [cut_off, rubbish, another_kind, emptied, Path.unlink]


@pytest.fixture
def asset(desk: Desk) -> Asset:
    """The photo that the library place shows first."""
    first = desk.studio.browsing.find("")[0]
    with desk.studio.library.read() as session:
        return session.assets.get(first)


def preview_of(desk: Desk, asset: Asset) -> Path:
    found = desk.studio.library.previews.get(asset.sha256, recipe=PROXY_RECIPE, size=PROXY_SIZE)
    assert found is not None
    return found


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_grid_marks_it_and_shows_the_one_made_again(
    desk: Desk, qtbot: QtBot, asset: Asset, damage: Damage, program: Program, studio_folder: Path
) -> None:
    file = preview_of(desk, asset)
    good = file.read_bytes()
    damage(file)
    marked: list[bool] = []
    desk.thumbnails.arrived.connect(
        lambda shas: marked.append(desk.thumbnails.is_missing(asset.sha256)) if asset.sha256 in shas else None
    )
    desk.go("library", {"query": "", "layout": "grid"})
    qtbot.waitUntil(lambda: asset.sha256 in desk.thumbnails._by_sha, timeout=30_000)
    assert marked[0], "a placeholder with a mark is shown meanwhile"
    assert not desk.thumbnails.is_missing(asset.sha256)
    settled(qtbot, desk)
    assert file.read_bytes()[-2:] == good[-2:]
    assert finished(file, Picture(asset.sha256, 100, 100)) is not None
    close(program)
    assert_healthy(studio_folder)


def test_without_its_original_the_mark_stays_and_nothing_else_happens(
    window: Window, desk: Desk, qtbot: QtBot, asset: Asset
) -> None:
    preview_of(desk, asset).write_bytes(b"rubbish")
    desk.studio.library.originals.path(asset.sha256, asset.format).unlink()
    desk.go("library", {"query": "", "layout": "grid"})
    qtbot.waitUntil(lambda: desk.thumbnails.is_missing(asset.sha256), timeout=30_000)
    settled(qtbot, desk)
    assert desk.thumbnails.is_missing(asset.sha256)
    assert window.toasts.text == ""
    window.grab()


@pytest.mark.parametrize("layout", ["one", "compare"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_larger_views_show_the_photo_all_the_same(
    window: Window, desk: Desk, qtbot: QtBot, asset: Asset, damage: Damage, layout: str
) -> None:
    file = preview_of(desk, asset)
    damage(file)
    other = int(desk.studio.browsing.find("")[1])
    desk.go("library", {"query": "", "layout": "grid", "current": int(asset.id), "selected": [int(asset.id), other]})
    settled(qtbot, desk)
    desk.actions.trigger(f"view.{layout}")
    settled(qtbot, desk, timeout=60_000)
    views = [view for view in window.findChildren(PictureView) if view.isVisible()]
    assert len(views) == (1 if layout == "one" else 2)
    qtbot.waitUntil(lambda: all(view.pixels_across for view in views), timeout=60_000)
    assert [view.problem for view in views if view.problem is not None] == []
    assert finished(file, Picture(asset.sha256, 100, 100)) is not None


@pytest.mark.parametrize("damage", [cut_off, rubbish, emptied])
def test_a_large_preview_is_made_again_too(desk: Desk, asset: Asset, damage: Damage) -> None:
    from ugc_studio.desktop.viewer.loading import read_large

    file = desk.studio.previews.large(int(asset.id), 1080)
    damage(file)
    image = read_large(desk.studio, int(asset.id), 1080)
    assert max(image.width(), image.height()) >= 512
