"""Thumbnails: finished pictures from our own previews, in bounded memory, the newest wishes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from tests.desktop.grid.worlds import sha, write_preview
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails

AddPreview = Callable[..., Path]


def wait_for(qtbot: QtBot, thumbnails: Thumbnails, picture: Picture) -> QPixmap:
    qtbot.waitUntil(lambda: thumbnails.get(picture) is not None, timeout=5000)
    found = thumbnails.get(picture)
    assert found is not None
    return found


def colour_at(pixmap: QPixmap, x: int, y: int) -> QColor:
    return pixmap.toImage().pixelColor(x, y)


def test_a_picture_comes_in_the_size_that_is_wanted(
    qtbot: QtBot, thumbnails: Thumbnails, add_preview: AddPreview
) -> None:
    add_preview(sha(1), colour="#3366CC")
    picture = Picture(sha(1), 200, 120, radius=6)
    assert thumbnails.get(picture) is None
    thumbnails.want([picture])
    pixmap = wait_for(qtbot, thumbnails, picture)
    assert (pixmap.width(), pixmap.height()) == (200, 120)
    assert abs(colour_at(pixmap, 100, 60).blue() - 0xCC) < 4
    assert colour_at(pixmap, 0, 0).alpha() == 0
    assert thumbnails.used_bytes == 200 * 120 * 4


def test_another_size_stands_in_until_the_right_one_is_here(
    qtbot: QtBot, thumbnails: Thumbnails, add_preview: AddPreview
) -> None:
    add_preview(sha(1))
    small, large = Picture(sha(1), 100, 80), Picture(sha(1), 300, 240)
    thumbnails.want([small])
    wait_for(qtbot, thumbnails, small)
    assert thumbnails.get(large) is None
    assert thumbnails.substitute(large) is not None
    assert thumbnails.substitute(Picture(sha(1), 300, 240, blurred=True)) is None
    assert thumbnails.substitute(Picture(sha(1), 300, 300)) is None


def test_a_sensitive_picture_is_reduced_until_nothing_is_recognised(
    qtbot: QtBot, thumbnails: Thumbnails, previews: Path
) -> None:
    from PIL import Image

    stripes = Image.new("RGB", (512, 384), "#000000")
    for x in range(0, 512, 8):
        stripes.paste((255, 255, 255), (x, 0, x + 4, 384))
    stripes.save(previews / f"{sha(2)}.jpg", quality=95)
    sharp, blurred = Picture(sha(2), 512, 384), Picture(sha(2), 512, 384, blurred=True)
    thumbnails.want([sharp, blurred])
    contrast = []
    for picture in (sharp, blurred):
        image = wait_for(qtbot, thumbnails, picture).toImage()
        line = [image.pixelColor(x, 200).lightness() for x in range(100, 400)]
        contrast.append(max(line) - min(line))
    assert contrast[0] > 200
    assert contrast[1] < 40


@pytest.mark.qt_log_ignore("JPEG")
def test_missing_and_damaged_previews_are_told_once(qtbot: QtBot, previews: Path) -> None:
    (previews / f"{sha(2)}.jpg").write_bytes(b"\xff\xd8 no picture")
    told: list[str] = []
    loader = Thumbnails(
        lambda name: place if (place := previews / f"{name}.jpg").is_file() else None, missing=told.append
    )
    loader.want([Picture(sha(1), 50, 50), Picture(sha(2), 50, 50), Picture(sha(2), 60, 60)])
    qtbot.waitUntil(lambda: loader.is_missing(sha(1)) and loader.is_missing(sha(2)), timeout=5000)
    loader.want([Picture(sha(1), 50, 50)])
    loader.close()
    assert sorted(told) == [sha(1), sha(2)]


@pytest.mark.qt_log_ignore("Not a JPEG")
def test_other_formats_under_a_jpeg_name_are_not_read(qtbot: QtBot, thumbnails: Thumbnails, previews: Path) -> None:
    place = previews / f"{sha(3)}.jpg"
    place.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    thumbnails.want([Picture(sha(3), 50, 50)])
    qtbot.waitUntil(lambda: thumbnails.is_missing(sha(3)), timeout=5000)


def test_what_was_made_again_is_read_again(qtbot: QtBot, thumbnails: Thumbnails, add_preview: AddPreview) -> None:
    picture = Picture(sha(1), 50, 50)
    thumbnails.want([picture])
    qtbot.waitUntil(lambda: thumbnails.is_missing(sha(1)), timeout=5000)
    add_preview(sha(1))
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.forget(sha(1))
    assert not thumbnails.is_missing(sha(1))
    thumbnails.want([picture])
    wait_for(qtbot, thumbnails, picture)


@pytest.fixture
def gate() -> threading.Event:
    return threading.Event()


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def slow(qapp: object, previews: Path, gate: threading.Event, asked: list[str]) -> Iterator[Thumbnails]:
    """One worker that waits at the gate before it looks for a file."""

    def locate(name: str) -> Path | None:
        asked.append(name)
        gate.wait(5)
        return previews / f"{name}.jpg"

    loader = Thumbnails(locate, workers=1, limit=3 * 100 * 100 * 4)
    yield loader
    gate.set()
    loader.close()


def test_wishes_that_scrolled_away_are_dropped(
    qtbot: QtBot, slow: Thumbnails, gate: threading.Event, asked: list[str], previews: Path
) -> None:
    for number in range(1, 9):
        write_preview(previews / f"{sha(number)}.jpg", "#804020", 512, 384)
    slow.want(Picture(sha(number), 100, 100) for number in (1, 2, 3))
    qtbot.waitUntil(lambda: asked == [sha(1)], timeout=5000)
    slow.want(Picture(sha(number), 100, 100) for number in (4, 5))
    slow.want([Picture(sha(8), 100, 100)], line=7)
    gate.set()
    wait_for(qtbot, slow, Picture(sha(5), 100, 100))
    assert asked == [sha(1), sha(8), sha(4), sha(5)]


def test_memory_is_bounded_and_what_was_not_used_longest_goes(
    qtbot: QtBot, slow: Thumbnails, gate: threading.Event, previews: Path
) -> None:
    gate.set()
    pictures = [Picture(sha(number), 100, 100) for number in range(1, 5)]
    for number, picture in enumerate(pictures, start=1):
        write_preview(previews / f"{sha(number)}.jpg", "#804020", 512, 384)
        slow.want([picture])
        wait_for(qtbot, slow, picture)
        slow.get(pictures[0])
    assert slow.used_bytes <= 3 * 100 * 100 * 4
    assert [slow.get(picture) is not None for picture in pictures] == [True, False, True, True]


def test_many_pictures_are_told_in_few_signals(qtbot: QtBot, thumbnails: Thumbnails, add_preview: AddPreview) -> None:
    told: list[frozenset[str]] = []
    thumbnails.arrived.connect(told.append)
    for number in range(1, 41):
        add_preview(sha(number), width=64, height=48)
    thumbnails.want(Picture(sha(number), 40, 30) for number in range(1, 41))
    qtbot.waitUntil(lambda: len(frozenset().union(*told)) == 40, timeout=5000)
    assert len(told) <= 40


def test_closing_ends_the_threads_and_drops_what_waits(previews: Path, qapp: object) -> None:
    loader = Thumbnails(lambda name: previews / name)
    loader.want(Picture(sha(number), 10, 10) for number in range(500))
    loader.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ugc-studio-thumbnails")]
    loader.close()
