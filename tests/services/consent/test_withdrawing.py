"""Taking a yes back in one act: what is recorded, and the list of what has to come down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.services.consent.withdrawing import Withdrawal


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def hand_over(world: World, photo: int, exporter: str, *, days: int = 0, recipient: str | None = None) -> None:
    """Record a hand-over whose publication is so many days ahead."""
    at = world.clock() + dt.timedelta(days=days)
    use = world.use(publish_at=at, live_until=at.date() + dt.timedelta(days=30))
    world.studio.library.write(
        lambda session: world.studio.consent.record_use(
            session, asset_id=photo, use=use, exporter=exporter, rendition_sha256=sha_of(f"{photo}{exporter}{days}"),
            path=f"out/{exporter}/{photo}.jpg", recipient=recipient,
        )
    )  # fmt: skip


def tasks(world: World, party: str, **said: object) -> list[str]:
    outcome = world.studio.consent.withdrawals.record(Withdrawal(by=party, message="Please remove it.", **said))  # type: ignore[arg-type]  # fields by name
    return [str(row.task) for row in outcome.takedowns]


def test_the_list_names_posts_rows_ahead_and_recipients(world: World) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    hand_over(world, photo, "web")
    hand_over(world, photo, "hootsuite", days=5)
    hand_over(world, photo, "hootsuite")
    hand_over(world, photo, "bundle", recipient="Studio Nord")
    world.clock.forward(days=1)
    assert sorted(tasks(world, lea)) == [
        "Ask Studio Nord to delete the photo and every copy of it (Bundle).",
        "Delete the post of 1 September 2026 on Instagram.",
        "Remove the row from Hootsuite Bulk Composer: planned for 6 September 2026 11:00, Instagram.",
        "Take the photo out of: Web gallery (Instagram).",
    ]


def test_a_row_ahead_has_to_go_before_its_day(world: World) -> None:
    (photo,) = world.photos("a")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    hand_over(world, photo, "hootsuite", days=3)
    hand_over(world, photo, "hootsuite", days=20)
    hand_over(world, photo, "web")
    outcome = world.studio.consent.withdrawals.record(Withdrawal(by=lea, message="Non merci"))
    assert [(row.due.day, row.scheduled) for row in outcome.takedowns] == [(4, True), (8, True), (8, False)]


def test_a_yes_is_withdrawn_and_all_else_is_objected_to(world: World) -> None:
    given, shown = world.photos("given", "shown")
    lea = world.person("Léa")
    world.taken_by([given, shown], lea)
    world.licence([given], lea, world.notice())
    outcome = world.studio.consent.withdrawals.record(Withdrawal(by=lea, message="Non merci"))
    assert [(event.type, event.assets) for event in outcome.events] == [
        (EventType.WITHDRAWN, (sha_of("given"),)),
        (EventType.OBJECTED, (sha_of("shown"),)),
    ]
    assert "withdrawn" in world.ask(given).codes
    assert "objected" in world.ask(shown).codes


def test_one_objection_is_about_author_and_face_alike(world: World) -> None:
    (photo,) = world.photos("selfie")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(lea)
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=party, facts={"role": "main"})
    (event,) = world.studio.consent.withdrawals.record(Withdrawal(by=lea, message="Non")).events
    assert (event.type, event.instrument, event.assets) == (EventType.OBJECTED, None, (sha_of("selfie"),))


def test_a_parent_takes_back_what_they_gave_for_their_child(world: World) -> None:
    photo, other = world.photos("a", "b")
    lea = world.person("Léa")
    anna, leo = world.person("Anna"), world.person("Léo", adult="no")
    world.taken_by([photo, other], lea)
    with world.studio.library.read() as session:
        child = session.parties.by_uuid(leo)
    facts = {"role": "main", "holders": [[anna, "sole_death"]]}
    world.studio.consent.recorder.state(EventType.DEPICTED, [photo], party=child, facts=facts)
    assert [one.asset_id for one in world.studio.consent.withdrawals.photos_of(anna)] == [photo]
    (event,) = world.studio.consent.withdrawals.record(Withdrawal(by=anna, message="Pas mon fils")).events
    assert (event.type, event.by, event.party, event.assets) == (EventType.OBJECTED, anna, leo, (sha_of("a"),))
    assert "objected" in world.ask(photo).codes
    assert "objected" not in world.ask(other).codes


def test_every_photo_also_later_ones(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.studio.consent.withdrawals.record(Withdrawal(by=lea, wide=True, message="Plus jamais"))
    (later,) = world.photos("later")
    world.taken_by([later], lea)
    assert "objected" in world.ask(later).codes


def test_somebody_who_is_recorded_nowhere_has_to_say_which_photo(world: World) -> None:
    (photo,) = world.photos("a")
    stranger = world.person("Zoé")
    with pytest.raises(UsageError):
        world.studio.consent.withdrawals.record(Withdrawal(by=stranger, message="It is me"))
    world.studio.consent.withdrawals.record(Withdrawal(by=stranger, assets=[photo], message="It is me"))
    assert "objected" in world.ask(photo).codes


def test_what_is_online_comes_first(world: World) -> None:
    nothing, given, online = world.photos("nothing", "given", "online")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([nothing, given, online], lea)
    world.licence([given, online], lea, notice)
    world.publish(online)
    assert [one.asset_id for one in world.studio.consent.withdrawals.photos_of("Léa")] == [online, given, nothing]


def test_the_mail_is_kept_once_for_all_photos(world: World, tmp_path: Path) -> None:
    first, second = world.photos("a", "b")
    lea, notice = world.person("Léa"), world.notice()
    world.taken_by([first, second], lea)
    world.licence([first], lea, notice)
    mail = tmp_path / "removal.eml"
    mail.write_bytes(b"From: lea@example.com\n\nPlease remove my photos.")
    outcome = world.studio.consent.withdrawals.record(Withdrawal(by=lea, files=[mail], evidence="email"))
    proofs = {proof.id for event in outcome.events for proof in event.proofs}
    assert len(outcome.events) == 2
    assert len(proofs) == 1
