"""The window is built anew in other words or colours while something is under way."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.program import Program
from ugc_studio.domain.messages import Text, _
from ugc_studio.jobs.context import JobContext

TITLE: Text = _("Looking for duplicates")


def _change_colours(program: Program, qtbot: QtBot) -> None:
    before = program.desk
    assert before is not None
    appearance = "light" if before.theme.tokens.dark else "dark"
    before.prefer(dataclasses.replace(before.preferences, appearance=appearance))
    qtbot.waitUntil(lambda: program.desk is not before)


def _desk(program: Program) -> Desk:
    assert program.desk is not None
    return program.desk


def test_a_job_begun_before_still_tells_how_it_ended(program: Program, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def body(_studio: Studio, _context: JobContext) -> None:
        go_on.wait(20)

    old = _desk(program)
    old.run(TITLE, body, kinds=Changed.DUPLICATES, done=lambda _none: old.toast(_("All photos have been compared.")))
    _change_colours(program, qtbot)
    assert _desk(program).tasks.running
    with qtbot.waitSignal(_desk(program).changed):
        go_on.set()
    assert program.window.toasts.text.startswith("All photos have been compared.")


def test_what_went_wrong_in_a_job_begun_before_is_told(program: Program, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def body(_studio: Studio, _context: JobContext) -> None:
        go_on.wait(20)
        raise PermissionError(13, "Permission denied", "/somewhere")

    _desk(program).run(TITLE, body)
    _change_colours(program, qtbot)
    _change_colours(program, qtbot)
    go_on.set()
    settled(qtbot, _desk(program))
    qtbot.waitUntil(lambda: bool(program.window.toasts.text))


def test_undo_leads_back_to_where_the_change_was_made(program: Program, qtbot: QtBot) -> None:
    program.window.go("consent")
    _desk(program).act(lambda studio: studio.curation.create("Rain"), kinds=Changed.GALLERIES)
    settled(qtbot, _desk(program))
    program.window.go("history")
    _change_colours(program, qtbot)
    _desk(program).undo()
    settled(qtbot, _desk(program))
    assert program.window.current == "consent"


@pytest.mark.parametrize("place", ["library", "duplicates", "consent", "galleries", "export", "settings"])
def test_pictures_that_arrive_later_find_no_dead_place(program: Program, qtbot: QtBot, place: str) -> None:
    program.window.go(place)
    settled(qtbot, _desk(program))
    _change_colours(program, qtbot)
    assert program.window.current == place
    program.window.go("history")
    _desk(program).thumbnails.arrived.emit(frozenset({"0" * 64}))
    settled(qtbot, _desk(program))


def test_closing_at_once_after_a_choice_of_colours_builds_nothing(program: Program, qtbot: QtBot) -> None:
    desk = _desk(program)
    desk.prefer(dataclasses.replace(desk.preferences, appearance="light"))
    program.window.close()
    program.close()
    qtbot.wait(20)
    assert program.desk is desk
    assert program.thumbnails is None
