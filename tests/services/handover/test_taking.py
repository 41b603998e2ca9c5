"""What becomes of answers: recorded under the reader's name, marked, translated; late and double ones are told."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest

from tests.services.handover.conftest import READER, Room
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import LibraryReadOnly, NotFound, RoleRefused
from ugc_studio.domain.handover import Outcome, ReviewKind
from ugc_studio.domain.handover_answers import BadAnswer, parse_answer
from ugc_studio.services.handover.listing import ReviewState

LAWYER, MANAGER, TRANSLATOR = ReviewKind.LAWYER, ReviewKind.MANAGER, ReviewKind.TRANSLATOR


def item(photo: str, decision: str, comment: str = "", **said: str) -> dict[str, str]:
    return {"photo": photo, "decision": decision, **({"comment": comment} if comment else {}), **said}


def outcomes(room: Room, sheet: Any) -> list[str]:
    return [line.outcome.value for line in room.studio.answers.look(sheet).lines]


def state_of(room: Room) -> ReviewState:
    return room.studio.reviews.all()[0].state


# ---------------------------------------------------------------------- lawyers


def test_an_approval_waits_for_legal_and_then_clears(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    sheet = room.answer(made, item("unasked", "approve", "fine with me"))
    assert outcomes(room, sheet) == ["waits"]
    taken = room.studio.answers.take(sheet)
    assert [line.outcome for line in taken.lines] == [Outcome.WAITS]
    assert taken.events == ()
    assert (state_of(room), room.cleared("unasked")) == (ReviewState.LEGAL, False)
    with pytest.raises(RoleRefused):
        room.studio.answers.confirm(made.review.uuid)
    room.become("legal")
    confirmed = room.studio.answers.confirm(made.review.uuid)
    assert [event.type for event in confirmed.events] == [EventType.APPROVED]
    assert (state_of(room), room.cleared("unasked")) == (ReviewState.ANSWERED, True)
    assert room.studio.answers.confirm(made.review.uuid).lines == ()


def test_what_legal_confirms_stands_under_the_readers_name(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    sheet = room.answer(made, item("unasked", "approve", "fine with me"))
    room.become("legal")
    (event,) = room.studio.answers.take(sheet).events
    (line,) = room.studio.consent.reader.lines([event])
    assert (line.actor, line.event.role.value, line.reason) == (f"{READER} (by file)", "legal", "fine with me")
    with room.studio.library.read() as session:
        names = session.register.actor_names()
    assert names[str(event.facts["confirmed_by"])] == "Maya"
    assert event.facts["review"] == made.review.uuid
    assert room.studio.ledger.verify().ok


def test_an_invalidation_blocks(room: Room) -> None:
    made = room.make(LAWYER, "lake")
    room.become("legal")
    assert room.cleared("lake")
    taken = room.studio.answers.take(room.answer(made, item("lake", "invalidate", "wrong person")))
    assert [event.type for event in taken.events] == [EventType.INVALIDATED]
    assert not room.cleared("lake")


def test_a_question_is_kept_and_changes_nothing(room: Room) -> None:
    made = room.make(LAWYER, "lake")
    taken = room.studio.answers.take(room.answer(made, item("lake", "ask", "Who is on the left?")))
    assert [line.outcome for line in taken.lines] == [Outcome.NOTED]
    (photo,) = room.studio.reviews.open(made.review.uuid).photos
    assert [one.kept.given.comment for one in photo.answers] == ["Who is on the left?"]


def test_nothing_to_approve_and_no_reason_are_told(room: Room) -> None:
    made = room.make(LAWYER, "lake", "market")
    sheet = room.answer(made, item("lake", "approve"), item("market", "invalidate"), item("tall", "ask", "?"))
    assert outcomes(room, sheet) == ["unasked", "reason", "unasked"]
    room.become("legal")
    assert room.studio.answers.take(sheet, [room.sha("lake"), room.sha("market"), room.sha("tall")]).events == ()


def test_a_withdrawal_since_is_told_and_nothing_applied(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    sheet = room.answer(made, item("unasked", "approve"))
    room.clock.forward(days=1)
    room.withdraw("unasked")
    room.become("legal")
    (line,) = room.studio.answers.look(sheet).lines
    assert line.outcome is Outcome.CHANGED
    assert "25 November 2026" in str(line.text)
    assert "withdrew" in str(line.text)
    taken = room.studio.answers.take(sheet, [room.sha("unasked")])
    assert taken.events == ()
    (photo,) = room.studio.reviews.open(made.review.uuid).photos
    (kept,) = photo.answers
    assert kept.kept.outcome is Outcome.CHANGED
    assert "withdrew" in str(kept.because)


def test_a_change_while_it_waits_for_legal_is_told_too(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    room.studio.answers.take(room.answer(made, item("unasked", "approve")))
    room.withdraw("unasked")
    room.become("legal")
    confirmed = room.studio.answers.confirm(made.review.uuid)
    assert ([line.outcome for line in confirmed.lines], confirmed.events) == ([Outcome.CHANGED], ())
    assert not room.cleared("unasked")


def test_its_own_answers_are_no_change(room: Room) -> None:
    """A lawyer answers in two parts: the first part must not stand in the way of the second."""
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked", "lake")
    room.become("legal")
    room.studio.answers.take(room.answer(made, item("lake", "invalidate", "wrong person")))
    second = room.answer(made, item("unasked", "approve"), item("lake", "invalidate", "wrong person"))
    assert outcomes(room, second) == ["ready", "same"]
    assert len(room.studio.answers.take(second).events) == 1


def test_the_same_file_twice_does_nothing_twice(room: Room) -> None:
    made = room.make(LAWYER, "lake")
    sheet = room.answer(made, item("lake", "invalidate", "wrong person"))
    room.become("legal")
    assert len(room.studio.answers.take(sheet).events) == 1
    assert outcomes(room, sheet) == ["same"]
    assert room.studio.answers.take(sheet).events == ()
    (photo,) = room.studio.reviews.open(made.review.uuid).photos
    assert len(photo.answers) == 1


def test_two_different_answers_are_told_and_left_to_a_person(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    first = room.answer(made, item("unasked", "approve"))
    second = room.answer(made, item("unasked", "invalidate", "on reflection, no"), reader="Maître Durand")
    room.become("legal")
    room.studio.answers.take(first)
    (line,) = room.studio.answers.look(second).lines
    assert (line.outcome, str(line.text)) == (Outcome.DIFFERS, "Answered otherwise before: approve.")
    assert room.studio.answers.take(second).events == ()
    assert room.cleared("unasked")
    (event,) = room.studio.answers.take(second, [room.sha("unasked")]).events
    assert event.type is EventType.INVALIDATED
    assert not room.cleared("unasked")


def test_a_later_answer_replaces_one_that_waits(room: Room) -> None:
    room.grant_by_comment("unasked")
    made = room.make(LAWYER, "unasked")
    room.studio.answers.take(room.answer(made, item("unasked", "approve")))
    later = room.answer(made, item("unasked", "invalidate", "no, after all"))
    room.studio.answers.take(later, [room.sha("unasked")])
    room.become("legal")
    confirmed = room.studio.answers.confirm(made.review.uuid)
    assert [event.type for event in confirmed.events] == [EventType.INVALIDATED]


# ---------------------------------------------------------------------- managers


def test_choices_become_marks_in_one_step_that_can_be_undone(room: Room) -> None:
    made = room.make(MANAGER, "lake", "market", "tall")
    said = [item("lake", "pick", "my favourite"), item("market", "reject"), item("tall", "comment", "?")]
    sheet = room.answer(made, *said)
    taken = room.studio.answers.take(sheet)
    assert (taken.marked, [line.outcome for line in taken.lines]) == (
        2, [Outcome.APPLIED, Outcome.APPLIED, Outcome.NOTED],
    )  # fmt: skip
    assert [room.flag(name) for name in ("lake", "market", "tall")] == ["picked", "rejected", "unreviewed"]
    assert room.studio.undoing().undo().text.count == 2
    assert [room.flag(name) for name in ("lake", "market")] == ["unreviewed", "unreviewed"]
    assert outcomes(room, sheet) == ["ready", "ready", "same"]
    room.studio.undoing().redo()
    assert [room.flag(name) for name in ("lake", "market")] == ["picked", "rejected"]
    assert outcomes(room, sheet) == ["same"] * 3


def test_a_choice_clears_nothing(room: Room) -> None:
    made = room.make(MANAGER, "unasked")
    room.studio.answers.take(room.answer(made, item("unasked", "pick")))
    assert (room.flag("unasked"), room.cleared("unasked")) == ("picked", False)


def test_a_mark_of_ours_since_is_not_written_over(room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    sheet = room.answer(made, item("lake", "pick"), item("market", "pick"))
    room.studio.marking.flag([room.ids["lake"]], Flag.REJECTED)
    assert outcomes(room, sheet) == ["moved", "ready"]
    room.studio.answers.take(sheet)
    assert [room.flag(name) for name in ("lake", "market")] == ["rejected", "picked"]
    room.studio.answers.take(sheet, [room.sha("lake")])
    assert room.flag("lake") == "picked"


def test_a_photo_that_somebody_took_back_is_not_picked(room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    sheet = room.answer(made, item("lake", "pick"), item("market", "reject"))
    room.clock.forward(days=1)
    room.withdraw("lake", "market")
    (lake, market) = room.studio.answers.look(sheet).lines
    assert lake.outcome is Outcome.CHANGED
    assert "withdrew" in str(lake.text)
    assert market.outcome is Outcome.READY  # not to want it is always right
    room.studio.answers.take(sheet)
    assert [room.flag(name) for name in ("lake", "market")] == ["unreviewed", "rejected"]


def test_what_a_person_leaves_out_can_be_taken_over_later(room: Room) -> None:
    made = room.make(MANAGER, "lake", "market")
    sheet = room.answer(made, item("lake", "pick"), item("market", "pick"))
    room.studio.answers.take(sheet, [room.sha("lake")])
    assert (room.flag("market"), state_of(room)) == ("unreviewed", ReviewState.PARTLY)
    assert outcomes(room, sheet) == ["same", "ready"]
    room.studio.answers.take(sheet)
    assert (room.flag("market"), state_of(room)) == ("picked", ReviewState.ANSWERED)


def test_a_photo_in_the_trash_is_gone(room: Room) -> None:
    made = room.make(MANAGER, "lake")
    room.studio.marking.trash([room.ids["lake"]])
    assert outcomes(room, room.answer(made, item("lake", "pick"))) == ["gone"]


# ---------------------------------------------------------------------- translators


def translate(room: Room) -> Any:
    return room.make(TRANSLATOR, gallery="Spring", target="de")


def captions(room: Room, gallery: str) -> dict[int, tuple[str | None, str | None]]:
    _gallery, items = room.studio.curation.show(gallery)
    return {int(one.asset_id): (one.caption, one.alt_text) for one in items}


def test_translations_make_a_gallery_of_their_language(room: Room) -> None:
    made = translate(room)
    sheet = room.answer(made, item("lake", "translate", caption="Morgen am See", alt_text="Ein See im Nebel"))
    taken = room.studio.answers.take(sheet)
    assert (taken.translated, taken.gallery) == (1, "Spring (DE)")
    assert captions(room, "Spring (DE)") == {int(room.ids["lake"]): ("Morgen am See", "Ein See im Nebel")}
    gallery, _items = room.studio.curation.show("Spring (DE)")
    assert (gallery.parts.account, gallery.parts.territories) == (None, None)  # where it appears is not guessed
    assert "=Morning at the lake" in (captions(room, "Spring")[int(room.ids["lake"])][0] or "")
    room.studio.undoing().undo()
    with pytest.raises(NotFound):
        room.studio.curation.show("Spring (DE)")
    room.studio.undoing().redo()
    assert len(captions(room, "Spring (DE)")) == 1


def test_more_translations_join_the_same_gallery(room: Room) -> None:
    room.studio.curation.set_caption("Spring", room.ids["market"], "Cheese!")
    made = translate(room)
    room.studio.answers.take(room.answer(made, item("lake", "translate", caption="Morgen am See")))
    room.studio.answers.take(room.answer(made, item("market", "translate", caption="Käse!")))
    found = captions(room, "Spring (DE)")
    assert {text for text, _alt in found.values()} == {"Morgen am See", "Käse!"}
    room.studio.undoing().undo()
    assert list(captions(room, "Spring (DE)")) == [int(room.ids["lake"])]


def test_a_text_that_was_changed_since_is_told(room: Room) -> None:
    made = translate(room)
    sheet = room.answer(made, item("lake", "translate", caption="Morgen am See"))
    room.studio.curation.set_caption("Spring", room.ids["lake"], "Evening at the lake")
    assert outcomes(room, sheet) == ["moved"]
    room.studio.curation.delete("Spring")
    assert outcomes(room, sheet) == ["gone"]


def test_a_photo_that_was_taken_back_is_not_translated(room: Room) -> None:
    made = translate(room)
    room.clock.forward(days=1)
    room.withdraw("lake")
    assert outcomes(room, room.answer(made, item("lake", "translate", caption="Morgen am See"))) == ["changed"]


# ---------------------------------------------------------------------- belonging


def test_an_answer_of_another_library_is_told(room: Room) -> None:
    made = room.make(LAWYER, "lake")
    sheet = room.answer(made, item("lake", "invalidate", "x"))
    with pytest.raises(NotFound, match="another library"):
        room.studio.answers.look(type(sheet)(str(uuid.uuid4()), sheet.kind, sheet.reader, None, sheet.items))


def test_an_answer_that_claims_to_be_of_another_kind_is_refused(room: Room) -> None:
    made = room.make(MANAGER, "lake")
    document = room.document(made, item("lake", "approve"), kind="lawyer")
    with pytest.raises(BadAnswer):
        room.studio.answers.take(parse_answer(json.dumps(document).encode()))


def test_only_reading_takes_nothing_over(room: Room) -> None:
    made = room.make(MANAGER, "lake")
    sheet = room.answer(made, item("lake", "pick"))
    reader = room.open("editor")  # the other one writes
    try:
        assert [line.outcome for line in reader.answers.look(sheet).lines] == [Outcome.READY]
        with pytest.raises(LibraryReadOnly):
            reader.answers.take(sheet)
    finally:
        reader.close()


def test_states_of_the_list(room: Room) -> None:
    room.make(MANAGER, "lake", due=dt.date(2026, 11, 30))
    assert state_of(room) is ReviewState.WAITING
    room.clock.forward(days=10)
    assert state_of(room) is ReviewState.OVERDUE
    uuid_of = room.studio.reviews.all()[0].review.uuid
    room.studio.handovers.close(uuid_of[:8])
    assert state_of(room) is ReviewState.CLOSED
    room.studio.handovers.close(uuid_of, again=True)
    assert state_of(room) is ReviewState.OVERDUE
    with pytest.raises(NotFound):
        room.studio.handovers.close("0000")


def test_today_names_what_waits_and_what_is_late(room: Room) -> None:
    def due() -> list[str]:
        return [str(task.text) for task in room.studio.today.tasks() if task.kind == "review"]

    late = room.make(MANAGER, "market", recipient="Paul", due=dt.date(2026, 11, 25), title="Spring")
    made = room.make(LAWYER, "lake")
    assert due() == []
    room.studio.answers.take(room.answer(made, item("lake", "invalidate", "wrong person")))
    assert due() == [f"1 decision of {READER} waits for legal."]
    room.clock.forward(days=5)
    assert "Paul has not answered the review “Spring”." in due()
    room.studio.handovers.close(late.review.uuid)
    assert len(due()) == 1
    (strip,) = [one for one in room.studio.today.strip() if one.kind == "review"]
    assert str(strip.text) == "1 review needs you"
