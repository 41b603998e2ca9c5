"""A no follows the picture into its copies, opens takedowns, and is never spread by a yes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.events import Target
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.services.consent.takedowns import due_day


@pytest.fixture
def photo(world: World) -> int:
    """A photo that may be used, and was."""
    (made,) = world.photos("original")
    author, notice = world.person("Marc Dubois", handle="@marc"), world.notice()
    world.taken_by([made], author)
    world.licence([made], author, notice)
    return made


def copy_of(world: World, photo: int, name: str, kind: str, state: str = "confirmed") -> int:
    """Another file of the same picture, with a licence of its own."""
    (copy,) = world.photos(name)
    with world.studio.library.read() as session:
        notice = session.register.notices()[0]
    world.taken_by([copy], _uuid(world))
    world.licence([copy], "@marc", notice)
    world.relate(copy, photo, kind, state)
    return copy


def _uuid(world: World) -> str:
    with world.studio.library.read() as session:
        return session.parties.resolve("@marc").uuid


@pytest.mark.parametrize("kind", ["exact", "same", "derived"])
def test_copies_and_crops_are_blocked_with_the_original(world: World, photo: int, kind: str) -> None:
    copy = copy_of(world, photo, f"copy {kind}", kind)
    assert world.ask(copy).cleared
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    assert world.ask(copy).codes == {"blocked_by_near_duplicate"}


def test_a_crop_is_blocked_once_its_relation_is_recorded(world: World, photo: int) -> None:
    (crop,) = world.photos("crop")
    with world.studio.library.read() as session:
        notice = session.register.notices()[0]
    world.taken_by([crop], _uuid(world))
    world.licence([crop], "@marc", notice)
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    assert world.ask(crop).cleared
    world.relate(crop, photo, "derived", state="proposed")
    assert world.ask(crop).codes == {"possible_near_duplicate"}
    world.studio.library.write(lambda session: session.db.execute("UPDATE relations SET state = 'confirmed'"))
    assert world.ask(crop).codes == {"blocked_by_near_duplicate"}


def test_lists_show_it_at_once(world: World, photo: int) -> None:
    copy = copy_of(world, photo, "copy", "same")
    assert world.studio.consent.reader.states([copy]) == {copy: "cleared"}
    world.say(EventType.OBJECTED, [photo], "@marc", instrument=None)
    with world.studio.library.read() as session:
        rows = {row.asset.id: row.consent for row in session.assets.page([photo, copy], brand_id=world.brand.id)}
    assert rows == {photo: "blocked", copy: "blocked"}


def test_the_same_scene_and_a_yes_never_spread(world: World, photo: int) -> None:
    (other,) = world.photos("the next frame")
    world.relate(other, photo, "same_scene")
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    assert "blocked_by_near_duplicate" not in world.ask(other).codes
    (copy,) = world.photos("a copy without a word")
    world.relate(copy, photo, "same")
    assert "unknown" in world.ask(copy).codes


def test_a_withdrawal_puts_every_use_of_the_photo_and_its_copies_on_the_list(world: World, photo: int) -> None:
    copy = copy_of(world, photo, "copy", "exact")
    world.publish(photo)
    world.publish(copy, recipient="an agency")
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    with world.studio.library.read() as session:
        found = {takedown.use.asset_id: takedown for takedown in session.uses.takedowns()}
    today = world.clock().date()
    assert found.keys() == {photo, copy}
    assert (found[photo].cause, found[copy].cause) == ("withdrawn", "blocked_by_near_duplicate")
    assert {takedown.due for takedown in found.values()} == {(today + dt.timedelta(days=7)).isoformat()}
    assert found[copy].use.recipient == "an agency"


def test_an_objection_is_due_within_a_month(world: World, photo: int) -> None:
    world.publish(photo)
    world.say(EventType.OBJECTED, [photo], world.person("Somebody in the picture"), instrument=None)
    with world.studio.library.read() as session:
        (takedown,) = session.uses.takedowns()
    assert (takedown.cause, takedown.due) == ("objected", "2026-10-01")


def test_a_takedown_that_is_done_stays_done(world: World, photo: int, tmp_path: Path) -> None:
    world.publish(photo)
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    proof = tmp_path / "gone.png"
    proof.write_bytes(b"a screenshot")
    with world.studio.library.read() as session:
        (takedown,) = session.uses.takedowns()
    done = world.studio.consent.finish_takedown(takedown.id, proof)
    assert (done.state, bool(done.done_at)) == ("done", True)
    world.say(EventType.OBJECTED, [photo], "@marc", instrument=None)  # another event about it opens nothing again
    assert world.studio.consent.takedowns.sweep() == 0
    world.publish(photo)  # but a new publication is a new matter
    assert world.studio.consent.takedowns.sweep() == 1


def test_a_takedown_that_does_not_exist_is_a_sentence(world: World, tmp_path: Path) -> None:
    proof = tmp_path / "gone.png"
    proof.write_bytes(b"a screenshot")
    with pytest.raises(NotFound, match="no takedown with the number 7"):
        world.studio.consent.finish_takedown(7, proof)


def test_a_right_that_ends_opens_a_takedown_by_itself(world: World) -> None:
    (photo,) = world.photos("summer")
    author, notice = world.person("Paul Girard"), world.notice(end=dt.date(2026, 9, 20))
    world.taken_by([photo], author)
    world.licence([photo], author, notice)
    assert world.ask(photo, live_until=dt.date(2026, 9, 20)).cleared
    world.publish(photo)
    assert world.studio.consent.takedowns.sweep() == 1  # it was published until October, the grant ends before


def test_a_later_answer_that_leaves_a_part_out_takes_that_part_down(world: World, photo: int) -> None:
    world.publish(photo)
    with world.studio.library.read() as session:
        notice = session.register.notices()[-1]
    fields = {"notice": notice.uuid, "message": "Oui, mais pas en France", "evidence": "email"}
    world.say(EventType.GIVEN, [photo], "@marc", excludes={"territories": frozenset({"FR"})}, **fields)
    assert open_causes(world) == ["territory_not_granted"]
    world.say(EventType.GIVEN, [photo], "@marc", **fields)
    assert open_causes(world) == []


def test_a_lifted_freeze_or_a_new_yes_leaves_nothing_to_take_down(world: World, photo: int) -> None:
    world.publish(photo)
    brand = Target("brand", world.brand.uuid)
    world.studio.consent.recorder.freeze([brand])
    assert open_causes(world) == ["frozen"]
    world.reopen("legal")
    world.studio.consent.recorder.freeze([brand], reason="Everybody is well", lift=True)
    assert open_causes(world) == []
    world.say(EventType.WITHDRAWN, [photo], "@marc")
    world.say(EventType.REPLIED, [photo], "@marc", instrument=None)  # unread: no reason to leave it up
    assert open_causes(world) == ["withdrawn"]
    with world.studio.library.read() as session:
        notice = session.register.notices()[0]
    world.licence([photo], "@marc", notice)
    assert open_causes(world) == []


def open_causes(world: World) -> list[str]:
    with world.studio.library.read() as session:
        return [takedown.cause for takedown in session.uses.takedowns()]


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (dt.date(2027, 1, 31), dt.date(2027, 2, 28)),
        (dt.date(2026, 12, 15), dt.date(2027, 1, 15)),
        (dt.date(2027, 2, 1), dt.date(2027, 3, 1)),
    ],
)
def test_a_month_is_never_longer_than_the_calendar_says(today: dt.date, due: dt.date) -> None:
    assert due_day(ReasonCode.OBJECTED, today) == due
