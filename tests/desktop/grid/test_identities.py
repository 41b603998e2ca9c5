"""Ids kept in little memory: what is selected, and where to go on when a list changes."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.desktop.grid.identities import IdSet, gather, merged, place_of, survivor

ids = st.lists(st.integers(1, 60), unique=True)


@given(ids, ids)
def test_runs_are_the_places_of_ids_that_are_in_the_set(chosen: list[int], other: list[int]) -> None:
    runs = IdSet(chosen).runs(other)
    assert [place for run in runs for place in run] == [p for p, number in enumerate(other) if number in chosen]
    assert merged(runs) == runs


@given(ids)
def test_ids_far_apart_are_kept_too(chosen: list[int]) -> None:
    far = [number * 10**15 for number in chosen]
    assert [number in IdSet(far) for number in far] == [True] * len(far)
    assert 7 not in IdSet(far)
    assert IdSet(far).runs([7, *far]) == ([range(1, len(far) + 1)] if far else [])


def test_ids_beyond_the_highest_are_not_in_the_set() -> None:
    assert IdSet([1, 2]).runs([2, 99, 1]) == [range(1), range(2, 3)]
    assert 99 not in IdSet([1])
    assert "1" not in IdSet([1])


def test_runs_that_touch_are_one() -> None:
    assert merged([range(4, 6), range(0, 2), range(2, 4), range(9, 9), range(8, 10)]) == [range(6), range(8, 10)]


def test_the_ids_of_runs_in_their_order() -> None:
    assert list(gather(array("q", [10, 11, 12, 13]), [range(1, 2), range(3, 4)])) == [11, 13]


def test_where_an_id_stands() -> None:
    assert place_of(array("q", [5, 6]), 6) == 1
    assert place_of(array("q", [5, 6]), 7) == -1


def test_the_same_photo_is_kept_wherever_it_went() -> None:
    assert survivor(array("q", [1, 2, 3]), array("q", [3, 9, 2]), 1) == 2


def test_else_the_nearest_following_one_of_the_old_order_comes_next() -> None:
    assert survivor(array("q", [1, 2, 3, 4]), array("q", [4, 1]), 1) == 0


def test_at_the_end_the_nearest_one_before_comes_next() -> None:
    assert survivor(array("q", [1, 2, 3]), array("q", [8, 1, 2]), 2) == 2


def test_nothing_comes_next_when_nothing_is_left() -> None:
    assert survivor(array("q", [1, 2]), array("q", [8]), 0) == -1
    assert survivor(array("q", [1, 2]), array("q"), 0) == -1
    assert survivor(array("q", [1, 2]), array("q", [1]), -1) == -1
