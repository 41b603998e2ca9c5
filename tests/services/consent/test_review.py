"""What waits for legal, why, and what a decision makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import Consideration, EventType, Instrument
from ugc_studio.domain.errors import RoleRefused, UsageError
from ugc_studio.domain.events import Target
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.review.matters import Decision, Matter, MatterKind
from ugc_studio.services.consent.review.service import EVERYBODY


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library", role="legal")
    yield made
    made.close()


def waiting(world: World) -> list[tuple[str, str]]:
    return [(one.kind.value, one.subject) for one in world.studio.review.matters()]


def only(world: World) -> Matter:
    (found,) = world.studio.review.matters()
    return found


def reasons(world: World) -> list[str]:
    return [str(text) for text in only(world).reasons]


def commented(world: World, name: str = "a", **scope: object) -> tuple[int, str]:
    """A photo whose author said yes in a comment: by default legal has to approve that."""
    (photo,) = world.photos(name)
    lea, notice = world.person("Léa"), world.notice(f"Notice {name}", **scope)
    world.taken_by([photo], lea)
    world.say(EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="comment", message="Oui")
    return photo, lea


def test_nothing_waits_for_what_the_policy_does_not_ask(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice())
    assert waiting(world) == []


def test_each_approval_says_why_the_policy_asks(world: World) -> None:
    photo, _lea = commented(world, media=frozenset({"organic_social", "paid_social"}))
    assert waiting(world) == [("grant", str(photo))]
    assert reasons(world) == ["Léa said it in this form only: comment.", "What Léa gave covers advertising."]


def test_approved_it_leaves_the_queue_and_clears_the_photo(world: World) -> None:
    photo, _lea = commented(world)
    assert not world.ask(photo).cleared
    world.studio.review.decide(only(world), Decision.APPROVE)
    assert waiting(world) == []
    assert world.ask(photo).cleared


def test_declared_invalid_it_leaves_the_queue_and_stays_blocked(world: World) -> None:
    photo, _lea = commented(world)
    (event,) = world.studio.review.decide(only(world), Decision.INVALIDATE, reason="Not the author's account")
    assert (event.type, event.instrument) == (EventType.INVALIDATED, "licence")
    assert waiting(world) == []
    assert "invalidated" in world.ask(photo).codes


def test_left_as_it_is_it_comes_back_only_for_something_new(world: World) -> None:
    photo, lea = commented(world)
    world.studio.review.decide(only(world), Decision.LEAVE, reason="We ask for a signature")
    assert waiting(world) == []
    assert "approval_pending" in world.ask(photo).codes
    notice = world.notice("Again")
    world.say(EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="comment", message="Oui, toujours")
    assert waiting(world) == [("grant", str(photo))]


def test_a_child_is_a_reason_of_its_own(world: World) -> None:
    (photo,) = world.photos("a")
    lea, anna, leo = world.person("Léa"), world.person("Anna"), world.person("Léo", adult="no")
    notice = world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    with world.studio.library.read() as session:
        child = session.parties.by_uuid(leo)
    facts = {"role": "main", "holders": [[anna, "sole_death"]]}
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=child, facts=facts)
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=anna, party=leo, instrument=Instrument.IMAGE_RELEASE,
            notice=notice.uuid, evidence="signature", message="Oui",
        )
    )  # fmt: skip
    assert reasons(world) == ["Léo may be a minor."]


def test_a_grant_that_was_taken_back_waits_no_longer(world: World) -> None:
    photo, lea = commented(world)
    world.say(EventType.WITHDRAWN, [photo], lea)
    assert waiting(world) == []


def test_only_legal_decides_and_only_with_a_reason(world: World) -> None:
    commented(world)
    matter = only(world)
    with pytest.raises(UsageError):
        world.studio.review.decide(matter, Decision.INVALIDATE, reason="  ")
    with pytest.raises(UsageError):
        world.studio.review.decide(matter, Decision.LIFT, reason="No")
    world.reopen("editor")
    with pytest.raises(RoleRefused):
        world.studio.review.decide(matter, Decision.APPROVE)


def test_several_authors_are_settled_by_naming_one_or_all(world: World) -> None:
    first, second = world.photos("a", "b")
    lea, marc = world.person("Léa"), world.person("Marc")
    for photo in (first, second):
        facts = {"creators": [lea, marc], "state": "contested"}
        world.studio.consent.recorder.state(EventType.AUTHOR_STATED, [photo], facts=facts)
    one, other = world.studio.review.matters(kinds=[MatterKind.AUTHOR])
    world.studio.review.decide(one, Decision.CONFIRM, reason="Marc reposted it", author=lea)
    world.studio.review.decide(other, Decision.CONFIRM, reason="They work together", author=EVERYBODY)
    assert waiting(world) == []
    assert world.studio.review.authors(other.asset) == [(lea, "Léa"), (marc, "Marc")]  # type: ignore[arg-type]  # a photo
    assert world.studio.review.authors(one.asset) == [(lea, "Léa")]  # type: ignore[arg-type]  # a photo


def test_a_sensitive_photo_may_be_used_unmarked_or_left(world: World) -> None:
    used, unmarked, left = world.photos("used", "unmarked", "left")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([used, unmarked, left], lea)
    world.licence([used, unmarked, left], lea, notice)
    world.studio.consent.recorder.state(EventType.FLAGGED, [used, unmarked, left], facts={"flag": "sensitive"})
    for matter, decision in zip(
        world.studio.review.matters(), (Decision.APPROVE, Decision.UNMARK, Decision.LEAVE), strict=True
    ):
        world.studio.review.decide(matter, decision, reason="Looked at it")
    assert waiting(world) == []
    assert (world.ask(used).cleared, world.ask(unmarked).cleared, world.ask(left).cleared) == (True, True, False)


def test_a_copy_block_waits_only_when_nothing_else_is_in_the_way(world: World) -> None:
    photo, copy, unasked = world.photos("photo", "copy", "unasked")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo, copy], lea)
    world.licence([photo], lea, notice)
    world.say(EventType.REFUSED, [copy], lea)
    world.relate(copy, photo, "derived")
    world.relate(copy, unasked, "derived")
    assert waiting(world) == [("copy", str(photo))]
    world.studio.review.decide(only(world), Decision.OVERRIDE, reason="Another shot of the scene")
    assert waiting(world) == []
    assert world.ask(photo).cleared


def test_something_in_return_is_looked_at(world: World) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.say(
        EventType.GIVEN, [photo], lea, notice=notice.uuid, evidence="email", message="Oui",
        consideration=Consideration("voucher", 50.0, "maison", "summer"),
    )  # fmt: skip
    assert waiting(world) == [("consideration", str(photo))]
    world.studio.review.decide(only(world), Decision.APPROVE, reason="A voucher of 50 euros, no person in it")
    assert waiting(world) == []
    assert world.ask(photo).cleared


def test_who_turns_18_this_month_is_looked_at(world: World) -> None:
    teen = world.person("Théo", adult="no", turns_18="09/2026")
    world.person("Later", adult="no", turns_18="10/2026")
    assert waiting(world) == [("coming_of_age", teen)]
    assert reasons(world)[0].startswith("From 1 October 2026 on only their own release counts")
    world.studio.review.decide(only(world), Decision.LEAVE, reason="Asked for their own release")
    assert waiting(world) == []


def test_a_contested_withdrawal_waits_and_blocks_all_the_same(world: World) -> None:
    photo, lea = commented(world)
    world.studio.review.decide(only(world), Decision.APPROVE)
    world.say(EventType.WITHDRAWN, [photo], lea)
    world.studio.consent.recorder.answer(
        Answer(EventType.WITHDRAWAL_CONTESTED, assets=[photo], party=lea, reason="For a fixed term")
    )
    assert waiting(world) == [("withdrawal", str(photo))]
    world.studio.review.decide(only(world), Decision.LEAVE, reason="We accept it")
    assert waiting(world) == []
    assert "withdrawn" in world.ask(photo).codes


def test_standing_freezes_say_who_why_and_what_they_stop(world: World) -> None:
    photo, other = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo, other], lea)
    world.licence([photo, other], lea, notice)
    world.publish(photo)
    target = Target("creator", lea)
    assert world.studio.review.would_stop(target).photos == 2
    world.studio.consent.recorder.freeze([target], reason="A complaint came in")
    ((freeze, stopped),) = world.studio.review.freezes()
    assert (freeze.name, freeze.by, freeze.reason) == ("Léa", "Ana", "A complaint came in")
    assert (stopped.photos, stopped.online, stopped.scheduled) == (2, 1, 0)
    assert ("freeze", f"creator:{lea}") in waiting(world)
    matter = world.studio.review.matter(f"freeze:creator:{lea}")
    world.studio.review.decide(matter, Decision.LIFT, reason="Settled with her")
    assert world.studio.review.freezes() == []
    assert world.ask(photo).cleared


def test_the_decision_is_told_in_the_ledger(world: World) -> None:
    photo, _lea = commented(world)
    events = world.studio.review.decide(only(world), Decision.LEAVE, reason="We ask for a signature")
    (line,) = world.studio.consent.reader.lines(events)
    assert str(line.text) == "Legal looked at the grant and left it as it was."
    assert line.reason == "We ask for a signature"
    assert line.event.assets == (sha_of("a"),)
    assert photo
