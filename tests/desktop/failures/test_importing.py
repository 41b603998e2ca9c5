"""An import that loses a process, its source, its disk or its window keeps what it had, says so, and can go on."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.failures.conftest import MANY
from tests.desktop.failures.health import assert_healthy, close, names_in
from tests.desktop.support.waiting import settled
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.pages.history.page import HistoryPage
from ugc_studio.desktop.pages.settings.watched import WatchedPart
from ugc_studio.desktop.program import Program
from ugc_studio.desktop.shell.window import Window
from ugc_studio.library.originals import OriginalStore
from ugc_studio.services.importing.desk import ImportDetail

FULL = "The disk is full. Nothing was lost; free some space and try again."


class Import:
    """An import begun in the dialog of the window, and what it came to."""

    def __init__(self, window: Window, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot

    def begin(self, source: Path) -> None:
        """Drop a folder on the window and press Import."""
        self.desk.importing.emit([source])
        settled(self.qtbot, self.desk)
        self.window.findChildren(ImportDialog)[-1].start()

    def wait_for(self, photos: int) -> None:
        """Until so many were looked at and the import still goes on."""
        self.qtbot.waitUntil(lambda: self.done >= photos, timeout=60_000)

    @property
    def done(self) -> int:
        """How many files were looked at."""
        assert self.desk.tasks.running, "the import is over already"
        return self.desk.tasks.running[0].handle.snapshot().done

    def end(self) -> str:
        """Wait for its end; the words that are shown then."""
        settled(self.qtbot, self.desk, timeout=120_000)
        return self.window.toasts.text

    def report(self) -> ImportDetail:
        """Its report in the history."""
        return self.desk.studio.import_desk.report(self.desk.studio.import_desk.reports(1)[0].batch)


@pytest.fixture
def run(window: Window, desk: Desk, qtbot: QtBot) -> Import:
    return Import(window, desk, qtbot)


def decoders() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.name == "decoder" and child.pid]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
class TestKilledDecoder:
    def test_it_costs_the_file_in_its_hands_and_the_report_names_that(
        self, run: Import, program: Program, card: Path, studio_folder: Path
    ) -> None:
        run.begin(card)
        run.wait_for(5)
        for process in decoders():
            os.kill(process, signal.SIGKILL)
        words = run.end()
        detail = run.report()
        lost = [item for item in detail.items if item.code == "worker_died"]
        assert 1 <= len(lost) <= 4
        assert len(detail.items) == len(lost)
        added = MANY - len(lost)
        assert words == f"Import finished: {added} added, {len(lost)} {'needs' if len(lost) == 1 else 'need'} a look"
        assert all(str(item.reason) for item in lost)
        close(program)
        assert_healthy(studio_folder)
        assert len(names_in(studio_folder) & {path.name for path in card.iterdir()}) == added

    def test_the_lost_files_come_in_when_they_are_tried_again(
        self, run: Import, program: Program, card: Path, studio_folder: Path
    ) -> None:
        run.begin(card)
        run.wait_for(5)
        os.kill(decoders()[0], signal.SIGKILL)
        run.end()
        lost = len(run.report().items)
        if lost:  # a decoder that was killed between two files takes none with it
            page = run.window.pages["history"]
            assert isinstance(page, HistoryPage)
            page.open("imports")
            settled(run.qtbot, run.desk)
            page.imports.report.retry.click()
            assert run.end() == f"Import finished: {lost} added"
        close(program)
        assert_healthy(studio_folder)
        assert {path.name for path in card.iterdir()} <= names_in(studio_folder)


def test_no_decoder_that_starts_is_told_in_a_sentence(
    run: Import, program: Program, card: Path, studio_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ugc_studio.media.crew.serve", _end_at_once)
    run.begin(card)
    assert run.end().startswith("Pictures cannot be read: the processes that read them do not start.")
    close(program)
    monkeypatch.undo()
    assert_healthy(studio_folder)


def _end_at_once(*_arguments: object) -> None:
    os._exit(3)


class TestUnplugged:
    def test_a_card_pulled_out_keeps_what_came_in_and_goes_on_when_it_is_back(
        self, run: Import, program: Program, card: Path, studio_folder: Path
    ) -> None:
        run.begin(card)
        run.wait_for(5)
        away = card.rename(card.with_name("in a drawer"))
        words = run.end()
        detail = run.report()
        added = detail.summary.counts["imported"]
        assert 1 <= added < MANY
        assert words == f"Import finished: {added} added, {MANY - added} need a look"
        assert {item.code for item in detail.items} == {"vanished"}
        away.rename(card)
        page = run.window.pages["history"]
        assert isinstance(page, HistoryPage)
        page.open("imports")
        settled(run.qtbot, run.desk)
        page.imports.report.retry.click()
        assert run.end() == f"Import finished: {MANY - added} added"
        close(program)
        assert_healthy(studio_folder)
        assert {path.name for path in card.iterdir()} <= names_in(studio_folder)

    def test_a_source_that_is_gone_before_it_began(
        self, run: Import, card: Path, program: Program, studio_folder: Path
    ) -> None:
        run.desk.importing.emit([card])
        settled(run.qtbot, run.desk)
        card.rename(card.with_name("elsewhere"))
        run.window.findChildren(ImportDialog)[-1].start()
        assert run.end() == f"There is no file or folder {card}."
        close(program)
        assert_healthy(studio_folder)

    def test_a_watched_disk_that_was_taken_away_says_so_and_stays_watched(
        self, run: Import, program: Program, card: Path, studio_folder: Path
    ) -> None:
        for photo in card.iterdir():
            os.utime(photo, (1_700_000_000, 1_700_000_000))  # what was just written waits for the next look
        run.desk.studio.watching.add(card)
        away = card.rename(card.with_name("in a drawer"))
        run.desk.go("settings", {"part": "watched"})
        settled(run.qtbot, run.desk)
        part = run.window.pages["settings"].parts["watched"]  # type: ignore[attr-defined]  # the settings' own place
        assert isinstance(part, WatchedPart)
        part.now.click()
        assert run.end() == f"{card} cannot be opened. Was a disk or a network drive taken away?"
        assert str(run.desk.studio.watching.folders()[0].problem) == run.window.toasts.text
        away.rename(card)
        part.now.click()
        assert run.end() == f"{MANY} photos came in from watched folders"
        assert run.desk.studio.watching.folders()[0].problem is None
        close(program)
        assert_healthy(studio_folder)


class TestFullDisk:
    def test_when_an_original_finds_no_room(
        self, run: Import, program: Program, card: Path, studio_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        adopt = OriginalStore._place

        def fills_up(store: OriginalStore, *arguments: object) -> bool:
            if run.desk.studio.library.originals is store and len(list(store.files())) >= 75:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return adopt(store, *arguments)  # type: ignore[arg-type]  # passed through

        monkeypatch.setattr(OriginalStore, "_place", fills_up)
        run.begin(card)
        assert run.end() == FULL
        monkeypatch.undo()
        self._goes_on(run, program, card, studio_folder)

    def test_when_the_database_finds_no_room(
        self, run: Import, program: Program, card: Path, studio_folder: Path
    ) -> None:
        library = run.desk.studio.library
        pages = library.run_outside(lambda s: s.db.execute("PRAGMA page_count").fetchone()[0])
        library.run_outside(lambda s: s.db.execute(f"PRAGMA max_page_count = {pages + 4}").fetchone())
        run.begin(card)
        assert run.end() == FULL
        library.run_outside(lambda s: s.db.execute("PRAGMA max_page_count = 1000000").fetchone())
        self._goes_on(run, program, card, studio_folder)

    @staticmethod
    def _goes_on(run: Import, program: Program, card: Path, studio_folder: Path) -> None:
        """What was shown is there; once there is room the same import brings the rest."""
        shown = run.desk.studio.browsing.counts([""])[0]
        assert run.report().summary.state == "stopped"
        run.begin(card)
        assert run.end() == f"Import finished: {60 + MANY - shown} added"
        close(program)
        assert_healthy(studio_folder)
        assert {path.name for path in card.iterdir()} <= names_in(studio_folder)


class TestClosing:
    def test_closing_during_an_import_asks_nothing_and_keeps_what_was_done(
        self, run: Import, program: Program, card: Path, studio_folder: Path, qtbot: QtBot
    ) -> None:
        run.begin(card)
        run.wait_for(MANY // 3)
        assert run.window.close(), "no question is asked"
        program.close()
        assert not decoders()
        kept = names_in(studio_folder) & {path.name for path in card.iterdir()}
        assert len(kept) >= MANY // 3 - 8
        assert_healthy(studio_folder)

    def test_the_next_start_shows_it_as_stopped_and_goes_on(
        self, run: Import, program: Program, card: Path, studio_folder: Path, qtbot: QtBot
    ) -> None:
        run.begin(card)
        run.wait_for(MANY // 3)
        program.switch(studio_folder)  # closes the library and opens it again
        with qtbot.waitSignal(program.ready, timeout=60_000):
            pass
        assert program.desk is not None
        again = Import(program.window, program.desk, qtbot)
        detail = again.report()
        assert detail.summary.state == "stopped"
        kept = detail.summary.counts["imported"]
        assert str(detail.summary.text) == f"Import stopped: {kept} added"
        again.begin(card)
        assert again.end() == f"Import finished: {MANY - kept} added"
        close(program)
        assert_healthy(studio_folder)
