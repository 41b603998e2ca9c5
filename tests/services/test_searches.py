"""Saved searches: kept, counted, ordered, and each change can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.library.builders import add_asset
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.search import Sort
from ugc_studio.domain.searches import Layout


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    opened = open_studio(tmp_path / "library", actor="Ana", role="editor")
    yield opened
    opened.library.close()


def names(studio: Studio) -> list[str]:
    return [saved.name for saved in studio.searches.all()]


def test_a_search_is_kept_with_order_and_layout_and_counted(studio: Studio) -> None:
    studio.library.write(lambda session: add_asset(session, "a", caption="beach"))
    made = studio.searches.create("Beach", "beach", sort=Sort.RATING, layout=Layout.TABLE)
    (kept,) = studio.searches.all()
    assert kept == made
    assert (kept.query, kept.sort, kept.layout) == ("beach", Sort.RATING, Layout.TABLE)
    assert studio.searches.counts() == {made.id: 1}
    studio.library.write(lambda session: add_asset(session, "b", caption="beach"))
    assert studio.searches.counts() == {made.id: 2}


def test_every_change_can_be_taken_back_and_done_again(studio: Studio) -> None:
    first = studio.searches.create("One", "tag:one")
    second = studio.searches.create("Two", "tag:two")
    studio.searches.reorder([second.id])
    studio.searches.rename(first.id, "Uno")
    studio.searches.change(first.id, query="tag:uno", sort=Sort.OLDEST)
    studio.searches.delete(second.id)
    end = studio.searches.all()
    states = [[saved.to_json() for saved in end]]
    history = studio.undoing()
    for _step in range(6):
        history.undo()
        states.append([saved.to_json() for saved in studio.searches.all()])
    assert [[one["name"] for one in state] for state in states] == [
        ["Uno"], ["Two", "Uno"], ["Two", "Uno"], ["Two", "One"], ["One", "Two"], ["One"], [],
    ]  # fmt: skip
    for _step in range(6):
        history.redo()
    assert studio.searches.all() == end


def test_what_changes_nothing_is_no_entry(studio: Studio) -> None:
    made = studio.searches.create("One", "tag:one")
    studio.searches.rename(made.id, "One")
    studio.searches.reorder([made.id])
    assert len(studio.history.recent()) == 1


def test_mistakes_are_refused(studio: Studio) -> None:
    made = studio.searches.create("One", "tag:one")
    studio.searches.create("Two", "tag:two")
    mistakes: list[Callable[[], object]] = [
        lambda: studio.searches.create("One", "x"),
        lambda: studio.searches.create(" ", "x"),
        lambda: studio.searches.create("New", "nofield:x"),
        lambda: studio.searches.change(made.id, query="rating:9"),
        lambda: studio.searches.rename(made.id, "Two"),
    ]
    for wrong in mistakes:
        with pytest.raises(UsageError):
            wrong()
    with pytest.raises(NotFound):
        studio.searches.resolve("Three")
    assert names(studio) == ["One", "Two"]
