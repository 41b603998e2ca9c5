"""Where each photo of a justified grid lies: arithmetic over aspect ratios, without Qt and without numpy.

Rows are laid from the top as far as somebody asks, so that a million photos never hold up the window: the first
screen is known at once, and the rest follows in slices (:meth:`GridGeometry.extend`). What a method returns is always
exact, except ``total_height``, which estimates what is not laid out yet.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count, islice
from operator import ne
from typing import NamedTuple

NARROWEST, WIDEST = 0.4, 3.5
"""Strips and panoramas are cropped to these ratios, or one picture would rule its row."""
LOOSEST = 0.25
"""A row may be stretched if no more than this share of it is empty; otherwise one more photo is squeezed in."""


class Rect(NamedTuple):
    """Whole pixels in the coordinates of the contents (0 is the top of the list)."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The first line below."""
        return self.y + self.height

    @property
    def right(self) -> int:
        """The first column after."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class GridStyle:
    """The measures of a grid, in pixels."""

    target_height: int = 196
    gap: int = 8
    header_height: int = 0
    margin: int = 0
    """Left, right and below."""
    top: int = 0
    """Above the first row, or the first header."""


def running_ratios(ratios: Iterable[float]) -> array[float]:
    """The sums of the ratios so far, each clamped; computed once for a list and kept while its width changes."""
    kept = array("f", ratios)
    outside = [place for place, ratio in enumerate(kept) if not NARROWEST <= ratio <= WIDEST]
    for place in outside:  # few: comparing all and mending some is faster than clamping all
        ratio = kept[place]
        kept[place] = 1.0 if ratio != ratio or ratio <= 0 else min(max(ratio, NARROWEST), WIDEST)
    return array("d", accumulate(kept, initial=0.0))


def section_starts(keys: Sequence[int]) -> array[int]:
    """The places at which a new key begins, the first one included."""
    if not keys:
        return array("q")
    changed = map(ne, keys, islice(keys, 1, None))
    return array("q", (0, *compress(count(1), changed)))


class GridGeometry:
    """Justified rows of photos, with a header above each section."""

    def __init__(
        self,
        running: array[float],
        *,
        width: int,
        sections: Sequence[int] = (),
        style: GridStyle | None = None,
    ) -> None:
        self.style = style or GridStyle()
        self.count = max(0, len(running) - 1)
        self.width = width
        self._running = running
        self._room = max(1, width - 2 * self.style.margin)
        self._sections: Sequence[int] = sections if len(sections) else array("q", [0])
        self.is_titled = len(sections) > 0 and self.style.header_height > 0
        """Whether headers stand above the sections."""
        self._firsts = array("q")
        self._tops = array("q")
        self._scales = array("d")
        self._header_tops = array("q")
        self._next = 0
        self._y = self.style.top

    # -- laying out

    @property
    def complete(self) -> bool:
        """Whether every row is laid out."""
        return self._next >= self.count

    @property
    def laid_out(self) -> int:
        """How many photos have their place already."""
        return self._next

    def extend(self, rows: int = 1 << 62) -> bool:
        """Lay out so many more rows (all of them by default); True when there are no more."""
        while rows > 0 and not self.complete:
            rows -= self._extend_section(rows)
        return self.complete

    def _extend_section(self, rows: int) -> int:
        """Lay out rows of the section that comes next; returns how many."""
        section = bisect_right(self._sections, self._next) - 1
        if self.is_titled and self._sections[section] == self._next:
            self._header_tops.append(self._y)
            self._y += self.style.header_height
        end = self._sections[section + 1] if section + 1 < len(self._sections) else self.count
        before = len(self._firsts)
        self._lay_rows(end, rows)
        return len(self._firsts) - before

    def _lay_rows(self, end: int, rows: int) -> None:
        running, room, gap, target = self._running, self._room, self.style.gap, self.style.target_height
        start, y, reach, loosest = self._next, self._y, room / target, room * LOOSEST
        add_first, add_top, add_scale = self._firsts.append, self._tops.append, self._scales.append
        while start < end and rows > 0:
            base = running[start]
            stop = bisect_left(running, base + reach, start + 1, end + 1)
            while stop > start + 1 and (running[stop - 1] - base) * target + gap * (stop - start - 2) >= room:
                stop -= 1  # the gaps fill the row sooner than the photos alone
            if stop > end:
                stop, scale = end, float(target)  # a last row is not blown up
            else:
                if stop > start + 1:
                    missing = room - (running[stop - 1] - base) * target - gap * (stop - start - 2)
                    excess = (running[stop] - base) * target + gap * (stop - start - 1) - room
                    if missing < excess and missing < loosest:
                        stop -= 1
                scale = (room - gap * (stop - start - 1)) / (running[stop] - base)
            add_first(start)
            add_top(y)
            add_scale(scale)
            y += int(scale + 0.5) + gap
            start = stop
            rows -= 1
        self._next, self._y = start, y

    def _reach_index(self, index: int) -> None:
        while self._next <= index:
            self.extend(4096)

    def _reach_height(self, y: int) -> None:
        while self._y <= y and not self.complete:
            self.extend(4096)

    @property
    def total_height(self) -> int:
        """The height of all rows; an estimate until :attr:`complete`."""
        if not self.count:
            return self.style.top + self.style.margin
        height = self._y - self.style.gap + self.style.margin
        if self.complete:
            return height
        target, gap = self.style.target_height, self.style.gap
        width = (self._running[self.count] - self._running[self._next]) * target + gap * (self.count - self._next)
        headers = len(self._sections) - len(self._header_tops) if self.is_titled else 0
        return height + int(width / (self._room + gap) * (target + gap)) + headers * self.style.header_height

    # -- looking up

    def row_of(self, index: int) -> int:
        """The number of the row that holds a photo."""
        self._reach_index(index)
        return bisect_right(self._firsts, index) - 1

    def row(self, number: int) -> range:
        """The photos of a row; a row is laid out before it has a number."""
        last = self._firsts[number + 1] if number + 1 < len(self._firsts) else self._next
        return range(self._firsts[number], last)

    def rect(self, index: int) -> Rect:
        """Where a photo lies."""
        row = self.row_of(index)
        return self._rect(index, self._firsts[row], self._tops[row], self._scales[row])

    def _rect(self, index: int, first: int, top: int, scale: float) -> Rect:
        running, base = self._running, self._running[first]
        left = int((running[index] - base) * scale + 0.5)
        right = max(left + 1, int((running[index + 1] - base) * scale + 0.5))
        x = self.style.margin + left + self.style.gap * (index - first)
        return Rect(x, top, right - left, max(1, int(scale + 0.5)))

    def index_at(self, x: int, y: int) -> int:
        """The photo under a point, -1 in a gap, a header or the margin."""
        row = self._row_at(y)
        if row < 0:
            return -1
        first, top, scale = self._firsts[row], self._tops[row], self._scales[row]
        for index in self.row(row):
            found = self._rect(index, first, top, scale)
            if found.x <= x < found.right and found.y <= y < found.bottom:
                return index
        return -1

    def nearest(self, x: int, y: int) -> int:
        """The photo that lies nearest to a point, -1 in an empty grid."""
        row = max(0, self._row_at(y))
        return self._in_row(row, x) if self.count else -1

    def visible(self, top: int, bottom: int) -> range:
        """The photos of which a part lies between two heights (``bottom`` not included)."""
        if not self.count or bottom <= top:
            return range(0)
        first_row = max(0, self._row_at(top))
        last_row = self._row_at(bottom - 1)
        if last_row < 0:
            return range(0)
        if self._tops[first_row] + int(self._scales[first_row] + 0.5) <= top:
            first_row += 1
        if first_row > last_row:
            return range(0)
        return range(self._firsts[first_row], self.row(last_row).stop)

    def rects(self, places: range) -> Iterator[tuple[int, Rect]]:
        """Photos with their places, row by row: cheaper than asking for each."""
        if not places:
            return
        for number in range(self.row_of(places.start), self.row_of(places.stop - 1) + 1):
            first, top, scale = self._firsts[number], self._tops[number], self._scales[number]
            for index in self.row(number):
                if index in places:
                    yield index, self._rect(index, first, top, scale)

    def headers(self, top: int, bottom: int) -> list[tuple[int, Rect]]:
        """The section headers between two heights: the number of the section and its band."""
        self._reach_height(bottom)
        height = self.style.header_height
        start = bisect_right(self._header_tops, top - height)
        stop = bisect_left(self._header_tops, bottom)
        return [
            (number, Rect(self.style.margin, self._header_tops[number], self._room, height))
            for number in range(start, stop)
        ]

    def section_of(self, index: int) -> int:
        """The number of the section that holds a photo."""
        return bisect_right(self._sections, index) - 1

    def section(self, number: int) -> range:
        """The photos of a section."""
        last = self._sections[number + 1] if number + 1 < len(self._sections) else self.count
        return range(self._sections[number], last)

    # -- moving

    def above(self, index: int, x: int | None = None, *, rows: int = 1) -> int:
        """The photo some rows higher under the same ``x`` (by default the middle of the photo)."""
        return self._in_row(max(0, self.row_of(index) - rows), self._middle(index) if x is None else x)

    def below(self, index: int, x: int | None = None, *, rows: int = 1) -> int:
        """The photo some rows lower under the same ``x``."""
        row = self.row_of(index) + rows
        while row >= len(self._firsts) and not self.complete:
            self.extend(4096)
        return self._in_row(min(row, len(self._firsts) - 1), self._middle(index) if x is None else x)

    def page(self, index: int, height: int, *, x: int | None = None) -> int:
        """The photo about a screen lower (or higher: negative ``height``), at least one row away."""
        row, place = self.row_of(index), self.rect(index)
        wanted = self._row_at(max(0, place.y + place.height // 2 + height))
        if height < 0:
            return self.above(index, x, rows=max(1, row - max(0, wanted)))
        return self.below(index, x, rows=max(1, wanted - row))

    def _middle(self, index: int) -> int:
        place = self.rect(index)
        return place.x + place.width // 2

    def _row_at(self, y: int) -> int:
        """The last row that begins at or above a height, -1 above the first."""
        self._reach_height(y)
        return bisect_right(self._tops, y) - 1

    def _in_row(self, number: int, x: int) -> int:
        self._reach_index(self._firsts[number] if number < len(self._firsts) else 0)
        first, top, scale = self._firsts[number], self._tops[number], self._scales[number]
        places = self.row(number)
        for index in places:
            if x < self._rect(index, first, top, scale).right + self.style.gap // 2:
                return index
        return places.stop - 1
