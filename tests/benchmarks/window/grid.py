"""One view over one library in a process of its own; prints its figures as JSON. Started by the benchmark ``grid``."""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from ugc_studio.desktop.bridge import Bridge
from ugc_studio.desktop.grid.arranging import Arranged, arrange
from ugc_studio.desktop.grid.delegate import PhotoDelegate
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.grid.view import JustifiedView
from ugc_studio.desktop.program import collect_on_this_thread
from ugc_studio.desktop.theme.theme import Theme
from ugc_studio.domain.messages import Translator
from ugc_studio.domain.search import Sort
from ugc_studio.jobs.runner import JobHandle, ThreadJobRunner
from ugc_studio.library.assets import AssetRow
from ugc_studio.library.library import Library
from ugc_studio.services.browsing import BrowsingService
from ugc_studio.services.importing import ImportService

SIZE = (1300, 800)
WIDTHS = (1240, 1180, 1100, 1160, 1300)
FRAMES = 400
STEP = 180
"""One notch of the wheel."""
JUMPS = 60
FRAME_MS = 16
WARM_PAGES = 120
IDLE_MS = 3000
TICK_MS = 4
QUIET_TICKS = 50
"""The loop has settled when so many ticks in a row came in time."""
FILTER = "rights:cleared"


class Watchdog(QObject):
    """A timer that should tick all the time: the longest wait between two ticks is the longest stall."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        late = (now - self._last) * 1000 - TICK_MS
        self._last = now
        self._longest = max(self._longest, late)
        self._quiet = self._quiet + 1 if late < 2 * TICK_MS else 0

    def settled(self) -> bool:
        """Whether nothing has held the loop up for a while."""
        return self._quiet >= QUIET_TICKS

    @contextmanager
    def stall(self, into: dict[str, Any]) -> Iterator[None]:
        """Note the longest stall of what happens inside, in milliseconds."""
        self._last, self._longest, self._quiet = time.perf_counter(), 0.0, 0
        yield
        into["stall_ms"] = round(self._longest, 1)


def wait_until(done: Callable[[], bool], *, seconds: float = 120) -> None:
    """Let the event loop run until something is so."""
    loop, until = QEventLoop(), time.perf_counter() + seconds
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: loop.quit() if done() or time.perf_counter() > until else None)
    timer.start()
    loop.exec()
    timer.stop()


class TimedGrid(JustifiedView):
    """Our grid, with the milliseconds of each painting."""

    def __init__(self, painted: list[float], theme: Theme, thumbnails: Thumbnails, translator: Translator) -> None:
        super().__init__(theme, thumbnails, translator)
        self._painted = painted

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and note how long it took."""
        began = time.perf_counter()
        super().paintEvent(event)
        self._painted.append((time.perf_counter() - began) * 1000)


class TimedList(QListView):
    """Qt's list view, with the milliseconds of each painting."""

    def __init__(self, painted: list[float]) -> None:
        super().__init__()
        self._painted = painted

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and note how long it took."""
        began = time.perf_counter()
        super().paintEvent(event)
        self._painted.append((time.perf_counter() - began) * 1000)


class _NoPictures(Thumbnails):
    """Never has a picture: for the memory of the list itself, and beside a list that asks for none."""

    def __init__(self) -> None:
        super().__init__(lambda _name: None, workers=0)

    def want(self, pictures: Iterable[Picture], *, line: int = 0) -> None:
        """Nothing."""


class Stage:
    """A library, a model over it, and the view that is measured."""

    def __init__(self, view: str, library: Library, pictures: Path, *, bare: bool = False) -> None:
        self.browsing = BrowsingService(library)
        self.bridge = Bridge(unexpected=_give_up)
        files = sorted(pictures.rglob("*.jpg"))
        self.thumbnails = _NoPictures() if bare else Thumbnails(lambda name: files[int(name[:8], 16) % len(files)])
        self.painted: list[float] = []
        self.watchdog = Watchdog()
        translator = Translator.source_language()
        self.model = AssetListModel(self._fetch, translator)
        theme = Theme()
        self.view: QListView
        if view == "justified":
            self.view = justified = TimedGrid(self.painted, theme, self.thumbnails, translator)
            justified.set_header_text(lambda number, places: (f"Day {number}", f"{len(places)} items"))
            justified.setModel(self.model)
        else:
            self.view = _plain(self.painted, theme, self.thumbnails, translator)
            self.view.setModel(self.model)
        self.view.resize(*SIZE)
        self.view.show()

    def _fetch(self, ids: Sequence[int], done: Callable[[list[AssetRow]], None]) -> None:
        wanted = array("q", ids)
        self.bridge.read(lambda: self.browsing.rows(wanted), done)

    def list(self, text: str, sort: Sort, into: dict[str, Any]) -> None:
        """Ask for a list as the program does, show it, and wait until the loop is quiet."""
        found: list[Arranged] = []
        with self.watchdog.stall(into):
            began = time.perf_counter()
            self.bridge.read(lambda: arrange(self.browsing.listing(text, sort=sort)), found.append)
            wait_until(lambda: bool(found))
            into["read_ms"] = round((time.perf_counter() - began) * 1000, 1)
            began = time.perf_counter()
            self.model.set_listing(found[0])
            self.view.viewport().repaint()
            into["ms"] = round((time.perf_counter() - began) * 1000, 1)
            self.settle()
        into["note"] = f"   {len(found[0].listing):,} photos, read in {into['read_ms']:.0f} ms"

    def warm_up(self) -> None:
        """Let the library's two readers fill their caches, which are not the grid's."""
        chance, known = random.Random(2), self.browsing.find("")
        for _round in range(WARM_PAGES):
            found: list[int] = []
            pages = [array("q", chance.sample(known, 200)) for _reader in range(2)]
            for page in pages:
                self.bridge.read(lambda page=page: len(self.browsing.rows(page)), found.append)  # type: ignore[misc]  # mypy cannot infer a default's type here
            wait_until(lambda found=found: len(found) == 2)  # type: ignore[misc]  # mypy cannot infer a default's type here
        for _reader in range(4):
            self.bridge.read(lambda: len(self.browsing.listing("")), lambda _count: None)
        wait_until(lambda: not self.bridge.busy)
        gc.collect()

    def settle(self) -> None:
        """Wait until the loop is quiet."""
        wait_until(self.watchdog.settled, seconds=60)

    def idle(self) -> dict[str, Any]:
        """Do nothing: what the machine's other work alone holds up."""
        figures: dict[str, Any] = {"ms": 0.0}
        with self.watchdog.stall(figures):
            QTest.qWait(IDLE_MS)
        return figures

    def step(self, act: Callable[[], object]) -> dict[str, Any]:
        """Do something, paint, and wait until the loop is quiet."""
        figures: dict[str, Any] = {}
        with self.watchdog.stall(figures):
            began = time.perf_counter()
            act()
            self.view.viewport().repaint()
            figures["ms"] = round((time.perf_counter() - began) * 1000, 1)
            self.settle()
        return figures

    def frames(self, offsets: Sequence[int]) -> dict[str, Any]:
        """Scroll to each offset and let the loop paint; a frame is the scrolling and all painting that it causes."""
        taken: list[float] = []
        figures: dict[str, Any] = {}
        with self.watchdog.stall(figures):
            for offset in offsets:
                began = time.perf_counter()
                self.painted.clear()
                self.view.verticalScrollBar().setValue(offset)
                scrolled = (time.perf_counter() - began) * 1000
                QTest.qWait(FRAME_MS)
                taken.append(scrolled + sum(self.painted))
        taken.sort()
        figures |= {
            "p50": round(statistics.median(taken), 1),
            "p95": round(taken[int(len(taken) * 0.95)], 1),
            "max": round(taken[-1], 1),
        }
        return figures

    def close(self) -> None:
        """End the threads."""
        self.thumbnails.close()
        self.bridge.close()
        self.view.close()


def _plain(painted: list[float], theme: Theme, thumbnails: Thumbnails, translator: Translator) -> QListView:
    """What Qt offers: squares of one size, told so, with the same painting."""
    view = TimedList(painted)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setMovement(QListView.Movement.Static)
    view.setUniformItemSizes(True)
    view.setGridSize(QSize(204, 204))
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setItemDelegate(PhotoDelegate(theme, thumbnails, translator, parent=view))
    return view


def measure(stage: Stage) -> dict[str, Any]:
    """All steps in the order in which a person would take them."""
    steps: dict[str, Any] = {"first paint": {}, "filter": {}, "filter off": {}, "sort": {}}
    stage.warm_up()
    steps = {"nothing at all": stage.idle(), **steps}
    before = _memory_mb()
    stage.list("", Sort.NEWEST, steps["first paint"])
    resizes = [stage.step(lambda width=width: stage.view.resize(width, SIZE[1])) for width in WIDTHS]  # type: ignore[misc]  # mypy cannot infer a default's type here
    steps["resize"] = {key: max(step[key] for step in resizes) for key in ("ms", "stall_ms")}
    bar = stage.view.verticalScrollBar()
    scroll = stage.frames([STEP * number for number in range(FRAMES)])
    chance = random.Random(1)
    jumps = stage.frames([chance.randrange(max(1, bar.maximum())) for _jump in range(JUMPS)])
    steps["jump (p95)"] = {"ms": jumps["p95"], "stall_ms": jumps["stall_ms"]}
    deep = stage.step(lambda: stage.view.resize(SIZE[0] - 80, SIZE[1]))
    steps["resize, deep"] = deep
    steps["select all"] = stage.step(stage.view.selectAll)
    stage.list(FILTER, Sort.NEWEST, steps["filter"])
    stage.list("", Sort.NEWEST, steps["filter off"])
    stage.list("", Sort.OLDEST, steps["sort"])
    pictures = stage.thumbnails.used_bytes / 1e6
    return {
        "steps": steps, "scroll": scroll, "added_mb": round(_memory_mb() - before, 1), "pictures_mb": round(pictures, 1)
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure one view and print JSON."""
    parser = argparse.ArgumentParser(prog="grid_window")
    parser.add_argument("view", choices=["justified", "plain"])
    parser.add_argument("library", type=Path)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--bare", action="store_true", help="without pictures")
    parser.add_argument("--import", dest="photos", type=Path)
    options = parser.parse_args(arguments)
    app = QApplication(["ugc-studio"])
    runner = ThreadJobRunner()
    with Library.open(options.library, writable=options.photos is not None) as library:
        collector = collect_on_this_thread(app)
        stage = Stage(options.view, library, options.pictures, bare=options.bare)
        stage.settle()
        handle: JobHandle[Any] | None = None
        if options.photos is not None:
            photos = options.photos
            handle = runner.start(lambda context: ImportService(library).run([photos], context=context))
        figures = measure(stage)
        if handle is not None:
            figures["imported"] = handle.snapshot().done
        runner.close()
        collector.stop()
        stage.close()
    del app
    sys.stdout.write(json.dumps(figures))
    return 0


def _memory_mb() -> float:
    """Resident memory of this process."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    import resource

    return pages * resource.getpagesize() / 1e6


def _give_up(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
