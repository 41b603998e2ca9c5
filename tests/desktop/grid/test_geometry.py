"""The layout of the grid: every photo once, rows that fill the width, and the way back from a point."""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.desktop.grid.geometry import (
    NARROWEST,
    WIDEST,
    GridGeometry,
    GridStyle,
    Rect,
    running_ratios,
    section_starts,
)

ratios = st.lists(st.one_of(st.floats(0.3, 4), st.sampled_from([20.0, 0.05, 1.0, 0.75, 1.5])), min_size=1, max_size=120)


@dataclass(frozen=True)
class Plan:
    """What a grid is made of."""

    ratios: list[float]
    width: int
    sections: list[int]
    style: GridStyle

    def grid(self) -> GridGeometry:
        running = running_ratios(self.ratios)
        return GridGeometry(running, width=self.width, sections=self.sections, style=self.style)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    shapes = draw(ratios)
    cuts = draw(st.lists(st.integers(1, max(1, len(shapes) - 1)), max_size=6, unique=True))
    sections = sorted({0, *(cut for cut in cuts if cut < len(shapes))}) if draw(st.booleans()) else []
    style = GridStyle(
        target_height=draw(st.integers(60, 400)), gap=draw(st.integers(0, 16)),
        header_height=draw(st.sampled_from([0, 44])), margin=draw(st.sampled_from([0, 20])),
        top=draw(st.integers(0, 9)),
    )  # fmt: skip
    return Plan(shapes, draw(st.integers(320, 2400)), sections, style)


def grids() -> st.SearchStrategy[GridGeometry]:
    return plans().map(Plan.grid)


def rows_of(grid: GridGeometry) -> list[range]:
    grid.extend()
    rows, place = [], 0
    while place < grid.count:
        rows.append(grid.row(grid.row_of(place)))
        place = rows[-1].stop
    return rows


@given(grids())
def test_every_photo_is_in_exactly_one_row(grid: GridGeometry) -> None:
    assert list(itertools.chain(*rows_of(grid))) == list(range(grid.count))


@given(grids())
def test_rows_fill_the_width_but_for_the_last_of_a_section(grid: GridGeometry) -> None:
    right = grid.width - grid.style.margin
    ends = {grid.section(grid.section_of(place)).stop for place in range(grid.count)}
    for row in rows_of(grid):
        assert grid.rect(row.start).x == grid.style.margin
        last = grid.rect(row.stop - 1).right
        if row.stop in ends:
            assert last <= right
            assert grid.rect(row.start).height <= max(grid.style.target_height, 1)
        else:
            assert last == right


@given(grids())
def test_photos_do_not_overlap_and_follow_each_other(grid: GridGeometry) -> None:
    rects = [grid.rect(place) for place in range(grid.count)]
    for before, after in itertools.pairwise(rects):
        if before.y == after.y:
            assert after.x == before.right + grid.style.gap
            assert after.height == before.height
        else:
            assert after.y >= before.bottom + grid.style.gap
    assert grid.total_height == rects[-1].bottom + grid.style.margin


@given(grids())
def test_the_photo_under_a_point_is_the_one_that_lies_there(grid: GridGeometry) -> None:
    for place in range(grid.count):
        rect = grid.rect(place)
        assert rect.width > 0
        assert rect.height > 0
        assert grid.index_at(rect.x + rect.width // 2, rect.y + rect.height // 2) == place
        assert grid.index_at(rect.x, rect.y) == place
        assert grid.nearest(rect.x + rect.width // 2, rect.y + rect.height // 2) == place


@given(grids(), st.integers(0, 3000), st.integers(1, 1500))
def test_what_is_visible_is_what_touches_the_span(grid: GridGeometry, top: int, height: int) -> None:
    span = range(top, top + height)
    shown = [p for p in range(grid.count) if grid.rect(p).y < span.stop and grid.rect(p).bottom > span.start]
    assert list(grid.visible(span.start, span.stop)) == shown
    assert not grid.visible(top, top)
    assert [(p, grid.rect(p)) for p in shown] == list(grid.rects(grid.visible(span.start, span.stop)))


@given(grids())
def test_headers_stand_above_the_first_row_of_their_section(grid: GridGeometry) -> None:
    headers = grid.headers(0, grid.total_height + 1)
    if not grid.style.header_height or grid.section(0).stop == grid.count:
        assert len(headers) <= 1
    for number, band in headers:
        first = grid.rect(grid.section(number).start)
        assert band.bottom == first.y
        assert band.height == grid.style.header_height
        assert grid.index_at(band.x + 1, band.y + 1) == -1


@given(plans())
def test_laying_out_in_slices_gives_the_same_places(plan: Plan) -> None:
    sliced, whole = plan.grid(), plan.grid()
    whole.extend()
    while not sliced.extend(1):
        assert sliced.total_height > 0
    assert [sliced.rect(p) for p in range(whole.count)] == [whole.rect(p) for p in range(whole.count)]
    assert sliced.total_height == whole.total_height


@given(grids())
def test_rows_are_not_blown_up(grid: GridGeometry) -> None:
    for row in rows_of(grid):
        height = grid.rect(row.start).height
        narrowest = grid.style.target_height * NARROWEST
        if grid.width > 4 * grid.style.target_height:
            assert height <= grid.style.target_height * 1.5 + 1
            assert height >= grid.style.target_height * 0.4
        assert grid.rect(row.start).width >= min(1, narrowest)


@given(grids(), st.data())
def test_moving_down_and_up_again_comes_back_under_the_same_x(grid: GridGeometry, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, grid.count - 1))
    rect = grid.rect(place)
    x = rect.x + rect.width // 2
    down = grid.below(place, x)
    if grid.row_of(down) != grid.row_of(place):
        assert grid.row_of(down) == grid.row_of(place) + 1
        assert grid.above(down, x) == place
    else:
        assert grid.row_of(place) == grid.row_of(grid.count - 1)


@given(grids(), st.data())
def test_a_page_moves_by_at_least_a_row_and_stays_inside(grid: GridGeometry, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, grid.count - 1))
    lower, higher = grid.page(place, 500), grid.page(place, -500)
    assert grid.row_of(lower) > grid.row_of(place) or grid.row_of(place) == grid.row_of(grid.count - 1)
    assert grid.row_of(higher) < grid.row_of(place) or grid.row_of(place) == 0


def test_an_empty_grid_has_no_places() -> None:
    grid = GridGeometry(running_ratios([]), width=800, style=GridStyle(margin=20, top=20))
    assert grid.complete
    assert grid.total_height == 40
    assert list(grid.visible(0, 600)) == []
    assert grid.index_at(10, 10) == -1
    assert grid.nearest(10, 10) == -1
    assert grid.headers(0, 600) == []


def test_panoramas_strips_and_nonsense_are_clamped() -> None:
    running = running_ratios([20.0, 0.05, float("nan"), -1.0, 0.0, 1.5])
    widths = [after - before for before, after in itertools.pairwise(running)]
    assert [round(width, 3) for width in widths] == [WIDEST, NARROWEST, 1.0, 1.0, 1.0, 1.5]


def test_a_last_row_keeps_the_wanted_height() -> None:
    grid = GridGeometry(running_ratios([1.0]), width=800)
    assert grid.rect(0) == Rect(0, 0, 196, 196)


def test_a_million_photos_know_their_first_screen_at_once() -> None:
    grid = GridGeometry(array("d", map(float, range(1_000_001))), width=1200)
    assert list(grid.visible(0, 700))[:3] == [0, 1, 2]
    assert not grid.complete
    estimate = grid.total_height
    grid.extend()
    assert abs(grid.total_height - estimate) < grid.total_height * 0.1


def test_sections_begin_where_the_day_changes() -> None:
    assert list(section_starts(array("i", [7, 7, 5, 5, 5, 0]))) == [0, 2, 5]
    assert list(section_starts(array("i"))) == []
