"""Who may see what in a review file, and what is recorded when it leaves."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.services.handover.conftest import READER, Room, description
from ugc_studio.domain.consent import DepictionRole, EventType, Instrument, Medium, PartyKind, Scope
from ugc_studio.domain.errors import LibraryReadOnly, NotFound, RefusedError, Stopped, UsageError
from ugc_studio.domain.events import Target
from ugc_studio.domain.handover import Leaving, ReviewKind
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.recording import Answer

LAWYER, MANAGER, AGENCY = ReviewKind.LAWYER, ReviewKind.MANAGER, ReviewKind.AGENCY
TRANSLATOR = ReviewKind.TRANSLATOR


def leaving(room: Room, kind: ReviewKind, name: str) -> tuple[str, str]:
    said = {"gallery": "Spring", "target": "de"} if kind is TRANSLATOR else {}
    plan = room.studio.handovers.plan(room.request(kind, name, **said))
    (one,) = plan.leavers
    return one.leaving.value, one.code


def show_a_child(room: Room, name: str) -> None:
    recorder = room.studio.consent.recorder
    child = room.studio.register.add_party(PartyKind.DEPICTED, name="Mia", facts={"adult": "no"})
    facts = {"role": DepictionRole.RECOGNISABLE.value}
    recorder.state(EventType.DEPICTED, [room.ids[name]], party=child, facts=facts)
    recorder.state(EventType.PEOPLE_REVIEWED, [room.ids[name]], facts={"answer": "reviewed"})


def flag(room: Room, name: str, kind: str) -> None:
    room.studio.consent.recorder.state(EventType.FLAGGED, [room.ids[name]], facts={"flag": kind})


def pictures(page: Path) -> list[Image.Image]:
    found = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page.read_text("utf-8"))
    return [Image.open(io.BytesIO(base64.b64decode(one))) for one in found]


def test_a_cleared_photo_is_shown_to_everyone(room: Room) -> None:
    assert [leaving(room, kind, "lake")[0] for kind in ReviewKind] == ["picture"] * 4


def test_an_unasked_photo_without_children_is_shown(room: Room) -> None:
    assert [leaving(room, kind, "unasked")[0] for kind in (LAWYER, MANAGER, AGENCY)] == ["picture"] * 3


def test_a_child_that_is_not_cleared_stays_from_the_outside(room: Room) -> None:
    show_a_child(room, "unasked")
    assert leaving(room, MANAGER, "unasked") == ("picture", "")
    assert leaving(room, AGENCY, "unasked") == ("kept", "outside")
    assert leaving(room, LAWYER, "unasked") == ("picture", "")


def test_nobody_looked_means_that_a_child_may_be_there(room: Room) -> None:
    room.studio.consent.recorder.state(
        EventType.PEOPLE_REVIEWED, [room.ids["unasked"]], facts={"answer": "not_reviewed"}
    )
    assert leaving(room, AGENCY, "unasked") == ("kept", "outside")
    assert leaving(room, MANAGER, "unasked") == ("picture", "")


def test_a_translator_gets_texts_without_a_child(room: Room) -> None:
    room.withdraw("market")  # without a text: not for a translator anyway
    show_a_child(room, "lake")
    assert leaving(room, TRANSLATOR, "lake") == ("text", "outside")
    made = room.make(TRANSLATOR, gallery="Spring", target="de")
    assert pictures(made.page) == []
    assert "=Morning at the lake" in made.page.read_text("utf-8")


def test_a_no_is_for_the_lawyer_only(room: Room) -> None:
    assert leaving(room, LAWYER, "refused") == ("picture", "")
    assert [leaving(room, kind, "refused") for kind in (MANAGER, AGENCY)] == [("kept", "refused")] * 2
    room.withdraw("lake")
    assert leaving(room, AGENCY, "lake") == ("kept", "withdrawn")


def test_a_sensitive_picture_never_leaves(room: Room) -> None:
    flag(room, "lake", "sensitive")
    assert leaving(room, LAWYER, "lake") == ("text", "sensitive")
    assert leaving(room, MANAGER, "lake") == ("kept", "sensitive")
    made = room.make(LAWYER, "lake", "market")
    assert len(pictures(made.page)) == 1
    assert description(made.page)["photos"] == [room.sha("lake"), room.sha("market")]


def test_illegal_and_erased_and_thrown_away_never_leave(room: Room) -> None:
    flag(room, "lake", "illegal")
    room.studio.marking.trash([room.ids["market"]])
    for kind in (LAWYER, MANAGER, AGENCY):
        assert leaving(room, kind, "lake") == ("kept", "illegal")
        assert leaving(room, kind, "market") == ("kept", "not_here")
    with pytest.raises(RefusedError):
        room.make(LAWYER, "lake", "market")
    assert list(room.out.iterdir()) == []


def test_a_freeze_keeps_photos_from_all_but_the_lawyer(room: Room) -> None:
    room.studio.consent.recorder.freeze([Target("asset", room.sha("lake"))], reason="storm in the press")
    assert leaving(room, LAWYER, "lake") == ("picture", "")
    assert leaving(room, MANAGER, "lake") == ("kept", "frozen")


def test_a_ledger_that_lost_its_end_lets_nothing_leave(room: Room) -> None:
    (room.root / "ledger.head").write_text('{"seq": 99999, "hash": "' + "a" * 64 + '"}')
    for kind in (LAWYER, MANAGER):
        assert leaving(room, kind, "lake")[0] == "kept"


def test_pictures_are_small_marked_and_bare(room: Room) -> None:
    made = room.make(AGENCY, "lake")
    (picture,) = pictures(made.page)
    assert max(picture.size) == 480
    assert not picture.getexif()
    text = made.page.read_bytes()
    assert b"SERIAL" not in text
    assert b"secret comment" not in text
    plain = room.make(AGENCY, "lake", recipient="Someone Else")
    (other,) = pictures(plain.page)
    assert picture.tobytes() != other.tobytes()  # each copy names who holds it


def test_no_name_reaches_manager_or_agency(room: Room) -> None:
    for kind in (MANAGER, AGENCY):
        text = room.make(kind, "lake", "market").page.read_text("utf-8")
        for name in ("Léa", "lea.m", "lake.jpg", "Morning at the lake"):
            assert name not in text


def test_a_lawyer_reads_everything(room: Room) -> None:
    room.grant_by_comment("unasked")
    text = room.make(LAWYER, "unasked", "refused").page.read_text("utf-8")
    for said in ("Léa Müller", "oui pourquoi pas", "May we use your photo?", "Not this one.", "unasked.jpg"):
        assert said in text
    with room.studio.library.read() as session:
        seq, head = session.ledger.head()
        events = session.ledger.rows_of([event.seq for event in session.ledger.of_asset(room.sha("refused"))])
    assert all(row.hash in text for row in events if row.type != "used")
    assert head not in text  # the head is the one that was read, before the hand-over itself was recorded
    assert seq > 0


def test_each_picture_is_a_recorded_use_of_its_recipient(room: Room) -> None:
    with room.studio.library.read() as session:
        before = session.ledger.head()
    made = room.make(AGENCY, "lake", "market", gallery=None, recipient="Studio X")
    with room.studio.library.read() as session:
        uses = [use for use in session.uses.all() if use.exporter == "review"]
        (review,) = session.handovers.all()
        items = session.handovers.items(review.uuid)
    assert {use.asset_sha256 for use in uses} == {room.sha("lake"), room.sha("market")}
    assert {(use.recipient, use.planned_use["medium"]) for use in uses} == {("Studio X", Medium.PARTNERS.value)}
    assert {use.uuid for use in uses} == {item.use for item in items}
    assert (review.head_seq, review.head_hash) == before
    assert review.file_sha256 == hashlib.sha256(made.page.read_bytes()).hexdigest()
    assert f"{before[0]}:{before[1]}" in made.page.read_text("utf-8")
    assert room.studio.ledger.verify().ok
    assert [path.name for path in room.out.iterdir()] == ["file 0.ugcreview.html"]


def test_a_lawyers_use_is_internal(room: Room) -> None:
    room.make(LAWYER, "lake")
    with room.studio.library.read() as session:
        assert [use.planned_use["medium"] for use in session.uses.all()] == [Medium.INTERNAL.value]


def test_a_withdrawal_tells_every_reader(room: Room) -> None:
    room.make(MANAGER, "lake", recipient="Paul")
    room.make(AGENCY, "lake", recipient="Studio X")
    room.make(LAWYER, "lake")
    room.withdraw("lake")
    rows = room.studio.consent_desk.takedowns()
    assert sorted(row.recipient or "" for row in rows) == sorted(["Paul", "Studio X", READER])
    assert all("Ask" in str(row.task) and "delete" in str(row.task) for row in rows)
    told = {row.review.recipient: row.tally.to_delete for row in room.studio.reviews.all()}
    assert told == {"Paul": 1, "Studio X": 1, READER: 1}


def test_a_no_that_the_lawyer_was_asked_about_is_no_news(room: Room) -> None:
    room.clock.forward(minutes=1)
    room.make(LAWYER, "refused")
    assert room.studio.consent_desk.takedowns() == []
    room.clock.forward(minutes=1)
    room.withdraw("refused")
    assert [row.recipient for row in room.studio.consent_desk.takedowns()] == [READER]


def test_what_was_lifted_need_not_be_deleted(room: Room) -> None:
    room.make(MANAGER, "lake")
    room.clock.forward(minutes=1)
    target = [Target("asset", room.sha("lake"))]
    room.studio.consent.recorder.freeze(target, reason="storm")
    assert len(room.studio.consent_desk.takedowns()) == 1
    room.become("legal")
    room.studio.consent.recorder.freeze(target, reason="over", lift=True)
    assert room.studio.consent_desk.takedowns() == []


def test_who_holds_an_erased_picture_is_still_told(room: Room) -> None:
    room.make(AGENCY, "lake", recipient="Studio X", message="Léa’s photo first, please")
    eraser = room.studio.consent.eraser
    eraser.erase(eraser.preview(parties=("@lea.m",)).erasure)
    (row,) = [row for row in room.studio.consent_desk.takedowns() if row.exporter != "web"]
    assert row.recipient == "Studio X"
    (listed,) = room.studio.reviews.all()
    assert (listed.review.recipient, listed.review.message, listed.review.path) == ("Studio X", "", "")
    assert listed.tally.to_delete == 1


def test_what_is_told_while_it_is_made_is_in_it(room: Room) -> None:
    """Somebody says no after the pictures were made: the file is made anew without theirs."""

    class Withdrawing(RecordingContext):
        """A job during which somebody takes their yes back."""

        done = False

        def advance(self, count: int = 1) -> None:
            super().advance(count)
            if not self.done:
                Withdrawing.done = True
                room.withdraw("lake")

    made = room.studio.handovers.make(room.request(AGENCY, "lake", "market"), room.out / "x", Withdrawing())
    assert [one.leaving for one in made.plan.leavers] == [Leaving.KEPT, Leaving.PICTURE]
    assert description(made.page)["photos"] == [room.sha("market")]
    with room.studio.library.read() as session:
        assert [use.asset_sha256 for use in session.uses.all()] == [room.sha("market")]


def test_stopping_leaves_nothing_behind(room: Room) -> None:
    context = RecordingContext()
    context.stop()
    with pytest.raises(Stopped):
        room.studio.handovers.make(room.request(LAWYER, "lake"), room.out / "x", context)
    assert list(room.out.iterdir()) == []
    assert room.studio.reviews.all() == []
    with room.studio.library.read() as session:
        assert session.uses.all() == []


def test_a_damaged_original_leaves_its_questions(room: Room) -> None:
    with room.studio.library.read() as session:
        asset = session.assets.get(room.ids["lake"])
    path = room.studio.library.originals.path(asset.sha256, asset.format)
    path.chmod(0o600)
    path.write_bytes(b"no picture any more")
    context = RecordingContext()
    made = room.studio.handovers.make(room.request(LAWYER, "lake"), room.out / "x", context)
    assert len(context.problems) == 1
    assert pictures(made.page) == []
    with room.studio.library.read() as session:
        assert session.uses.all() == []


@pytest.mark.parametrize("place", ["library/inside", "out/there", "nowhere/at/all"])
def test_places_where_it_may_not_go(room: Room, tmp_path: Path, place: str) -> None:
    (room.out / "there.ugcreview.html").write_text("mine")
    with pytest.raises(UsageError):
        room.studio.handovers.make(room.request(LAWYER, "lake"), tmp_path / place, RecordingContext())
    assert (room.out / "there.ugcreview.html").read_text() == "mine"


def test_what_a_request_has_to_say(room: Room) -> None:
    service = room.studio.handovers
    for said in ({"recipient": "  "}, {"recipient": "x" * 121}, {"language": "xx"}, {"message": "x" * 5000}):
        with pytest.raises(UsageError):
            service.plan(room.request(LAWYER, "lake", **said))
    with pytest.raises(UsageError):
        service.plan(room.request(TRANSLATOR, "lake", target="de"))
    with pytest.raises(UsageError):
        service.plan(room.request(TRANSLATOR, gallery="Spring", target="../x"))
    with pytest.raises(UsageError):
        service.plan(room.request(LAWYER))
    room.studio.curation.set_caption("Spring", room.ids["lake"], None)
    room.studio.curation.set_alt_text("Spring", room.ids["lake"], None)
    with pytest.raises(NotFound):
        service.plan(room.request(TRANSLATOR, gallery="Spring", target="de"))


def test_a_library_that_is_only_read_hands_nothing_over(room: Room) -> None:
    reader = room.open("editor")  # the other one writes
    try:
        assert reader.handovers.plan(room.request(LAWYER, "lake")).inside
        with pytest.raises(LibraryReadOnly):
            reader.handovers.make(room.request(LAWYER, "lake"), room.out / "x", RecordingContext())
    finally:
        reader.close()


def test_a_gallery_asks_about_its_own_use(room: Room) -> None:
    """A lawyer reads what blocks the advertising that is planned, not the posts that are cleared."""
    from ugc_studio.domain.galleries import UseParts

    room.studio.curation.set_use("Spring", UseParts(channel="meta_ads", brand="maison", territories=("FR",)))
    text = room.make(LAWYER, gallery="Spring").page.read_text("utf-8")
    assert "did not allow this medium" in text


def test_ended_rights_keep_photos_from_the_outside(room: Room) -> None:
    room.clock.now = dt.datetime(2028, 3, 1, 12, tzinfo=dt.UTC)
    assert leaving(room, AGENCY, "lake") == ("kept", "expired")
    assert leaving(room, LAWYER, "lake") == ("picture", "")


def grant(room: Room, name: str, *media: str, without: str = "") -> None:
    """A yes to some media, with one of them left out of the answer."""
    with room.studio.library.read() as session:
        brand = session.register.brand("maison").uuid
    scope = Scope(media=frozenset(media), territories=frozenset({"FR"}), brands=frozenset({brand}))
    notice = room.studio.consent.recorder.issue_notice("Some", scope=scope, texts={"en": "x"})
    room.studio.consent.recorder.answer(
        Answer(EventType.GIVEN, [room.ids[name]], by="@lea.m", instrument=Instrument.LICENCE, notice=notice.uuid,
               evidence="email", message="yes", excludes={"media": frozenset({without})} if without else {})
    )  # fmt: skip


def test_choosing_needs_no_yes_to_itself(room: Room) -> None:
    """Only the website is granted: what is no publication needs no more, and nobody has to delete it."""
    grant(room, "unasked", "website")
    assert [leaving(room, kind, "unasked") for kind in (MANAGER, AGENCY)] == [("picture", "")] * 2
    room.make(AGENCY, "unasked")
    room.make(MANAGER, "unasked")
    room.make(LAWYER, "unasked")
    assert room.studio.consent_desk.takedowns() == []


def test_a_yes_to_something_else_calls_nothing_back(room: Room) -> None:
    room.make(AGENCY, "unasked")
    grant(room, "unasked", "website")
    assert room.studio.consent_desk.takedowns() == []


def test_a_yes_without_partners_is_a_no_to_the_agency(room: Room) -> None:
    room.make(AGENCY, "unasked", recipient="Studio X")
    room.make(MANAGER, "unasked", recipient="Paul")
    grant(room, "unasked", "website", "partners", without="partners")
    assert leaving(room, AGENCY, "unasked") == ("kept", "left_out")
    assert leaving(room, MANAGER, "unasked") == ("picture", "")
    assert [row.recipient for row in room.studio.consent_desk.takedowns()] == ["Studio X"]
