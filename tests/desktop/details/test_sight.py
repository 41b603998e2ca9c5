"""Zooming and panning in fractions of the picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.desktop.viewer.sight import FITTED, Sight, Stage

sizes = st.integers(1, 8000)
views = st.floats(50, 3000)
parts = st.floats(0, 1)


def test_fitted_shows_all_of_it_in_the_middle() -> None:
    stage = Stage(1000, 500, 400, 400)
    assert stage.rect(FITTED) == (250, 0, 500, 500)


def test_full_size_is_a_pixel_for_a_pixel() -> None:
    stage = Stage(1000, 500, 4000, 3000)
    zoomed = stage.zoomed(FITTED, stage.full, 500, 250)
    assert stage.scale(zoomed) == pytest.approx(1.0)
    assert stage.rect(zoomed)[2:] == pytest.approx((4000, 3000))


def test_the_point_under_the_pointer_stays() -> None:
    stage = Stage(1000, 500, 4000, 2000)
    left, top, width, height = stage.rect(FITTED)
    before = ((300 - left) / width, (200 - top) / height)
    zoomed = stage.zoomed(FITTED, stage.full, 300, 200)
    left, top, width, height = stage.rect(zoomed)
    assert ((300 - left) / width, (200 - top) / height) == pytest.approx(before)


def test_pictures_of_other_sizes_show_the_same_spot() -> None:
    one, other = Stage(600, 400, 4032, 3024), Stage(600, 400, 1080, 810)
    sight = one.zoomed(FITTED, one.full, 500, 100)
    first, second = one.part(sight), other.part(sight)
    assert first.left / 4032 == pytest.approx(second.left / 1080, abs=0.002)
    assert first.width / 4032 == pytest.approx(second.width / 1080, abs=0.004)


@given(views, views, sizes, sizes, st.floats(0.01, 50), parts, parts)
def test_no_edge_leaves_a_gap_that_need_not_be(
    width: float, height: float, across: int, down: int, factor: float, x: float, y: float
) -> None:
    stage = Stage(width, height, across, down)
    left, top, wide, high = stage.rect(Sight(factor, x, y))
    slack = 1e-3 * max(width, height, wide, high)
    for start, size, room in ((left, wide, width), (top, high, height)):
        if size >= room:
            assert start <= slack
            assert start + size >= room - slack
        else:
            assert start == pytest.approx((room - size) / 2, abs=slack)


@given(views, views, sizes, sizes, st.floats(0.01, 50), parts, parts, st.floats(0, 1))
def test_what_is_asked_for_lies_in_the_picture(
    width: float, height: float, across: int, down: int, factor: float, x: float, y: float, margin: float
) -> None:
    box = Stage(width, height, across, down).part(Sight(factor, x, y), margin=margin)
    assert 0 <= box.left < across
    assert 0 <= box.top < down
    assert 1 <= box.width <= across - box.left or box.width == 1
    assert 1 <= box.height <= down - box.top or box.height == 1
