"""From a selection to a file, from a file to marks, decisions and translations; nothing happens before it is shown."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame

from tests.desktop.handover.conftest import Shown, Start, written
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.handover.conftest import Room
from tests.services.handover.test_taking import item
from ugc_studio.desktop.dialogs.handover.making import HandOverDialog
from ugc_studio.desktop.dialogs.handover.opened import ReviewDialog
from ugc_studio.desktop.dialogs.handover.returning import ReturnedDialog
from ugc_studio.desktop.dialogs.importing.dialog import ImportDialog
from ugc_studio.desktop.pages.history.page import HistoryPage
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.handover import ReviewKind
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.recording import Answer

LAWYER, MANAGER, TRANSLATOR = ReviewKind.LAWYER, ReviewKind.MANAGER, ReviewKind.TRANSLATOR


def form_for(shown: Shown, *names: str) -> HandOverDialog:
    ids = [int(shown.room.ids[name]) for name in names]
    shown.go("library", layout="grid", query="", selected=ids, current=ids[0])
    shown.do("photos.hand_over")
    return shown.dialog(HandOverDialog)


def choose(shown: Shown, form: HandOverDialog, kind: ReviewKind) -> None:
    form.kind.set_value(kind)
    form.kind.chosen.emit(kind)
    shown.wait()


def history(shown: Shown) -> HistoryPage:
    shown.go("history", tab="reviews")
    page = shown.program.window.pages["history"]
    assert isinstance(page, HistoryPage)
    return page


# ---------------------------------------------------------------------- out


def test_a_selection_becomes_a_file(start: Start, room: Room, prompts: PlannedPrompts) -> None:
    shown = start()
    form = form_for(shown, "lake", "market", "refused")
    assert form.leaving.text() == "3 photos leave"
    choose(shown, form, MANAGER)
    assert form.leaving.text() == "2 photos leave · 1 stays here"
    assert not form.make.isEnabled()  # nobody is named yet
    QTest.keyClicks(form.recipient, "Paul")
    prompts.chosen = [room.out]
    shown.press(form.make)
    assert not shown.dialogs(HandOverDialog)
    assert shown.toast == "The file for Paul is ready: 2 photos."
    (made,) = room.out.iterdir()
    assert made.name == "maison-paul.ugcreview.html"
    (row,) = shown.desk.studio.reviews.all()
    assert (row.review.recipient, row.tally.photos) == ("Paul", 2)


def test_a_second_file_takes_another_name(start: Start, room: Room, prompts: PlannedPrompts) -> None:
    (room.out / "maison-paul.ugcreview.html").write_text("mine")
    shown = start()
    form = form_for(shown, "lake")
    QTest.keyClicks(form.recipient, "Paul")
    prompts.chosen = [room.out]
    shown.press(form.make)
    assert sorted(path.name for path in room.out.iterdir()) == [
        "maison-paul-2.ugcreview.html", "maison-paul.ugcreview.html",
    ]  # fmt: skip


def test_a_gallery_goes_to_a_translator_with_its_workbook(start: Start, room: Room, prompts: PlannedPrompts) -> None:
    shown = start()
    with shown.desk.studio.library.read() as session:
        gallery = int(session.galleries.resolve("Spring").id)
    shown.go("galleries", gallery=gallery)
    shown.do("photos.hand_over")
    form = shown.dialog(HandOverDialog)
    assert not form.translating.isVisible()
    choose(shown, form, TRANSLATOR)
    assert form.translating.isVisible()
    QTest.keyClicks(form.recipient, "Anke")
    prompts.chosen = [room.out]
    shown.press(form.make)
    assert {path.suffix for path in room.out.iterdir()} == {".html", ".xlsx"}


def test_nothing_may_leave_and_says_why(start: Start, room: Room) -> None:
    shown = start()
    form = form_for(shown, "refused")
    choose(shown, form, ReviewKind.AGENCY)
    QTest.keyClicks(form.recipient, "Studio X")
    assert form.leaving.text() == "0 photos leave · 1 stays here"
    assert not form.make.isEnabled()


def test_without_photos_it_says_what_to_do(start: Start) -> None:
    shown = start()
    shown.go("settings")
    shown.do("photos.hand_over")
    assert not shown.dialogs(HandOverDialog)
    assert "Select the photos" in shown.toast


# ---------------------------------------------------------------------- back


def test_dropped_answers_are_shown_then_taken_over_by_keyboard(start: Start, room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    back = written(room, made, item("lake", "pick", "for the cover"), item("market", "reject"))
    shown = start()
    shown.drop(back)
    dialog = shown.dialog(ReturnedDialog)
    assert not shown.dialogs(ImportDialog)
    assert room_flag(shown, "lake") == "unreviewed"
    assert [box.isChecked() for box in dialog.boxes.values()] == [True, True]
    assert dialog.take.text() == "Take over 2 answers"
    focus = QApplication.focusWidget()
    assert focus is next(iter(dialog.boxes.values()))
    QTest.keyClick(list(dialog.boxes.values())[1], Qt.Key.Key_Space)
    assert dialog.take.text() == "Take over 1 answer"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    shown.wait()
    assert not shown.dialogs(ReturnedDialog)
    assert [room_flag(shown, name) for name in ("lake", "market")] == ["picked", "unreviewed"]
    shown.do("app.undo")
    assert room_flag(shown, "lake") == "unreviewed"


def room_flag(shown: Shown, name: str) -> str:
    with shown.desk.studio.library.read() as session:
        return str(session.assets.get(shown.room.ids[name]).flag)


def test_what_changed_since_cannot_be_ticked(start: Start, room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    room.clock.forward(days=1)
    room.withdraw("lake")
    back = written(room, made, item("lake", "pick"), item("market", "pick"))
    shown = start()
    shown.drop(back)
    dialog = shown.dialog(ReturnedDialog)
    lake, market = (dialog.boxes[room.sha(name)] for name in ("lake", "market"))
    assert (lake.isEnabled(), lake.isChecked()) == (False, False)
    assert (market.isEnabled(), market.isChecked()) == (True, True)
    cards = [one.accessibleName() for one in dialog.findChildren(QFrame)]
    assert any("Changed since, on 25 November 2026: Léa Müller withdrew" in name for name in cards)
    shown.press(dialog.take)
    assert [room_flag(shown, name) for name in ("lake", "market")] == ["unreviewed", "picked"]


def test_legal_confirms_what_an_editor_took_in(start: Start, room: Room) -> None:
    made = room.make(LAWYER, "lake")
    back = written(room, made, item("lake", "invalidate", "wrong person"))
    shown = start()
    shown.drop(back)
    dialog = shown.dialog(ReturnedDialog)
    assert "wait until the legal role" in dialog.note.text()
    shown.press(dialog.take)
    assert shown.toast == "1 decision waits for legal."
    page = history(shown)
    page.reviews.open()
    shown.wait()
    opened = shown.dialog(ReviewDialog)
    assert opened.confirm.isVisible()
    assert not opened.confirm.isEnabled()
    opened.reject()
    shown.program.window.close()
    shown.program.close()
    as_legal = start(role="legal", keep_open=True)
    page = history(as_legal)
    page.reviews.open()
    as_legal.wait()
    opened = as_legal.dialog(ReviewDialog)
    as_legal.press(opened.confirm)
    assert not opened.confirm.isVisible()
    with as_legal.desk.studio.library.read() as session:
        last = session.ledger.of_asset(room.sha("lake"))[-1]
    assert last.type is EventType.INVALIDATED


def test_a_text_from_a_mail_is_pasted(start: Start, room: Room) -> None:
    made = room.make(MANAGER, "lake")
    plain = base64.b64encode(json.dumps(room.document(made, item("lake", "pick"))).encode()).decode()
    shown = start()
    QApplication.clipboard().setText(f"Hi\n-----BEGIN UGC ANSWER-----\n{plain}\n-----END UGC ANSWER-----\n")
    shown.do("app.paste")
    assert len(shown.dialog(ReturnedDialog).boxes) == 1


def test_files_that_are_no_answer_say_so_and_others_are_imported(start: Start, room: Room, tmp_path: Path) -> None:
    broken = tmp_path / "x.ugcanswer"
    broken.write_text("{}")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"not looked at yet")
    shown = start()
    shown.drop(broken, photo)
    dialog = shown.dialog(ReturnedDialog)
    assert dialog.heading.text() == "This file is not an answer to a review."
    assert not dialog.take.isVisible()
    assert shown.dialog(ImportDialog).isVisible()


def test_the_review_file_itself_tells_what_to_look_for(start: Start, room: Room) -> None:
    made = room.make(LAWYER, "lake")
    shown = start()
    shown.drop(made.page)
    dialog = shown.dialog(ReturnedDialog)
    assert ".ugcanswer" in dialog.note.text()
    assert not dialog.take.isVisible()


def test_several_answers_come_one_after_the_other(start: Start, room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    first = written(room, made, item("lake", "pick"), name="1.ugcanswer")
    second = written(room, made, item("market", "pick"), name="2.ugcanswer")
    shown = start()
    shown.drop(first, second)
    shown.press(shown.dialog(ReturnedDialog).take)
    shown.press(shown.dialog(ReturnedDialog).take)
    assert [room_flag(shown, name) for name in ("lake", "market")] == ["picked", "picked"]
    assert not shown.dialogs(ReturnedDialog)


# ---------------------------------------------------------------------- the list


def test_the_list_is_empty_then_tells_who_must_delete(start: Start, room: Room) -> None:
    shown = start()
    page = history(shown)
    assert not page.reviews.list.isVisible()
    studio = shown.desk.studio
    studio.handovers.make(room.request(MANAGER, "lake", recipient="Paul"), room.out / "x", RecordingContext())
    room.clock.forward(minutes=1)
    studio.consent.recorder.answer(
        Answer(EventType.WITHDRAWN, [room.ids["lake"]], by="@lea.m", instrument=Instrument.LICENCE, message="no")
    )
    page = history(shown)
    row = page.reviews.list.current()
    assert row is not None
    assert row.about.startswith("ask to delete 1 photo")
    page.reviews.open()
    shown.wait()
    opened = shown.dialog(ReviewDialog)
    assert "Ask Paul to delete 1 photo" in opened.tell.text()
    shown.press(opened.wait)
    assert opened.wait.text() == "Wait again"


def test_a_library_that_is_only_read_shows_and_changes_nothing(start: Start, room: Room) -> None:
    made = room.make(MANAGER, "lake")
    back = written(room, made, item("lake", "pick"))
    shown = start(keep_open=True)  # the other program writes
    assert shown.desk.read_only
    form = form_for(shown, "lake")
    QTest.keyClicks(form.recipient, "Paul")
    assert not form.make.isEnabled()
    form.reject()
    shown.drop(back)
    dialog = shown.dialog(ReturnedDialog)
    assert not dialog.take.isEnabled()
    assert not any(box.isEnabled() for box in dialog.boxes.values())
