"""Undo and redo: stored in the library, one entry for each action."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.library.builders import add_asset, new_library
from ugc_studio.domain.changes import ChangeState
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.history import HistoryService


@dataclass(frozen=True)
class Person:
    name: str = "Anna"


class Stars:
    """A small service with one undoable action."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.history = HistoryService(library, actor=Person())
        self.history.handle("stars.set", self._set)

    def give(self, asset: int, stars: int) -> None:
        def work(session: Session) -> None:
            before = session.assets.get(asset).rating
            session.assets.set_rating([asset], stars)
            self.history.record(
                session,
                ngettext("Gave {n} star", "Gave {n} stars", stars, n=stars, when=dt.date(2026, 5, 1), what=_("photo")),
                [{"op": "stars.set", "asset": asset, "stars": before}],
                [{"op": "stars.set", "asset": asset, "stars": stars}],
                {"page": "library", "selection": [asset]},
            )

        self.library.write(work)

    def of(self, asset: int) -> int:
        with self.library.read() as session:
            return session.assets.get(asset).rating

    def _set(self, session: Session, operation: Mapping[str, Any]) -> None:
        session.assets.set_rating([operation["asset"]], operation["stars"])


def test_undo_and_redo_walk_the_stack(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        asset = library.write(lambda s: add_asset(s, "a"))
        stars = Stars(library)
        for number in (1, 2, 3):
            stars.give(asset, number)
        assert [change.undo[0]["stars"] for change in (stars.history.undo(), stars.history.undo())] == [2, 1]
        assert stars.of(asset) == 1
        stars.history.redo()
        assert stars.of(asset) == 2
        stars.give(asset, 5)  # what could be redone is dropped
        with pytest.raises(UsageError, match="nothing to redo"):
            stars.history.redo()
        stars.history.undo()
        assert stars.of(asset) == 2
        assert [change.state for change in stars.history.recent()] == [
            ChangeState.UNDONE, ChangeState.DONE, ChangeState.DONE,
        ]


def test_the_stack_survives_a_restart_with_place_and_text(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        asset = library.write(lambda s: add_asset(s, "a"))
        Stars(library).give(asset, 4)
    with Library.open(tmp_path / "library") as library:
        stars = Stars(library)
        change = stars.history.undo()
        assert stars.of(asset) == 0
        assert change.place == {"page": "library", "selection": [asset]}
        assert (str(change.text), change.actor) == ("Gave 4 stars", "Anna")
        assert change.text.params["when"] == dt.date(2026, 5, 1)
        assert str(change.text.params["what"]) == "photo"
        assert stars.history.next_undo() is None
        assert stars.history.next_redo() is not None


def test_an_undo_that_fails_changes_nothing(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        asset = library.write(lambda s: add_asset(s, "a"))
        stars = Stars(library)
        stars.history.handle("broken", _broken)
        library.write(
            lambda s: stars.history.record(
                s, _("Two steps"), [{"op": "stars.set", "asset": asset, "stars": 5}, {"op": "broken"}], []
            )
        )
        with pytest.raises(UsageError, match="cannot"):
            stars.history.undo()
        assert stars.of(asset) == 0
        assert stars.history.next_undo() is not None


def test_an_operation_without_a_handler_is_not_recorded(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        history = HistoryService(library, actor=Person())
        with pytest.raises(ValueError, match="no handler"):
            library.write(lambda s: history.record(s, _("Unknown"), [{"op": "nowhere"}], []))
        assert history.recent() == []
        with pytest.raises(UsageError, match="nothing to undo"):
            history.undo()


def test_erasure_forgets_what_was_done(tmp_path: Path) -> None:
    with new_library(tmp_path) as library:
        asset = library.write(lambda s: add_asset(s, "a"))
        stars = Stars(library)
        stars.give(asset, 1)
        library.write(lambda s: stars.history.record(s, _("Renamed {name}", name='Zoé "Z"'), [], []))
        assert library.write(lambda s: s.history.forget()) == 2
        assert stars.history.recent() == []


def _broken(session: Session, operation: Mapping[str, Any]) -> None:
    raise UsageError(_("This cannot be taken back."))


class HistoryMachine(RuleBasedStateMachine):
    """Random walks of doing, undoing, redoing and restarting, beside a list with a position in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = new_library(Path(self.folder.name))
        self.asset = self.library.write(lambda s: add_asset(s, "a"))
        self.stars = Stars(self.library)
        self.values = [0]
        self.position = 0

    @rule(stars=st.integers(0, 5))
    def give(self, stars: int) -> None:
        self.stars.give(self.asset, stars)
        self.values = [*self.values[: self.position + 1], stars]
        self.position += 1

    @rule()
    def undo(self) -> None:
        if self.position == 0:
            with pytest.raises(UsageError):
                self.stars.history.undo()
        else:
            self.stars.history.undo()
            self.position -= 1

    @rule()
    def redo(self) -> None:
        if self.position == len(self.values) - 1:
            with pytest.raises(UsageError):
                self.stars.history.redo()
        else:
            self.stars.history.redo()
            self.position += 1

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.library = Library.open(Path(self.folder.name) / "library")
        self.stars = Stars(self.library)

    @invariant()
    def shows_the_value_at_the_position(self) -> None:
        assert self.stars.of(self.asset) == self.values[self.position]

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


HistoryMachine.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
TestHistoryMachine = HistoryMachine.TestCase
