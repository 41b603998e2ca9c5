"""What has to be done, and where each button leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.forms import FormKind
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.services.consent.desk.queues import Queue
from ugc_studio.services.consent.forms.issuing import FormOrder
from ugc_studio.services.due import Place, StripItem, TaskKind


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def strip(world: World) -> dict[TaskKind, StripItem]:
    return {item.kind: item for item in world.studio.today.strip()}


def test_nothing_is_due_in_a_new_library(world: World) -> None:
    assert world.studio.today.strip() == []


def test_replies_and_removals_lead_to_their_place(world: World) -> None:
    first, second, online = world.photos("a", "b", "c")
    lea = world.person("Léa")
    world.taken_by([first, second, online], lea)
    world.licence([online], lea, world.notice())
    world.publish(online)
    world.say(EventType.WITHDRAWN, [online], lea)
    world.say(EventType.REPLIED, [first], lea, message="Hello?")
    world.say(EventType.REPLIED, [second], lea, message="Hello again?")
    found = strip(world)
    reply = found[TaskKind.REPLY]
    assert (reply.count, str(reply.text), str(reply.button)) == (2, "2 replies to read", "Read")
    assert (reply.target.place, reply.target.queue, reply.target.asset) == (Place.CONSENT, Queue.TO_READ, first)
    takedown = found[TaskKind.TAKEDOWN]
    assert (takedown.target.place, takedown.target.asset, takedown.overdue) == (Place.TAKEDOWNS, online, False)
    assert takedown.target.takedown == world.studio.consent_desk.takedowns()[0].id
    world.clock.forward(days=10)
    assert strip(world)[TaskKind.TAKEDOWN].overdue


def test_blocked_posts_of_tomorrow_come_before_later_ones(world: World) -> None:
    ids = [AssetId(asset) for asset in world.photos("a", "b", "c")]
    world.taken_by(ids, world.person("Léa"))
    gallery = world.studio.curation.create(
        "Summer", UseParts(channel="instagram_feed", brand="maison", territories=("FR",))
    )
    world.studio.curation.add("Summer", ids)
    for asset, day in zip(ids[:2], ("2026-09-20 10:00", "2026-09-02 10:00"), strict=True):
        world.studio.curation.plan("Summer", asset, PlannedTime.parse(day, "Europe/Paris"))
    item = strip(world)[TaskKind.PLANNED_POST]
    assert (item.count, str(item.text)) == (1, "1 post until tomorrow is blocked")
    assert (item.target.place, item.target.gallery, item.target.asset) == (Place.GALLERIES, gallery.id, ids[1])
    assert len(item.tasks) == 2
    world.clock.forward(days=5)
    assert str(strip(world)[TaskKind.PLANNED_POST].text) == "1 planned post is blocked"


def test_a_late_campaign_is_brought_up_for_a_while(world: World) -> None:
    gallery = world.studio.curation.create(
        "Summer", UseParts(channel="instagram_feed", brand="maison", territories=("FR",))
    )
    world.studio.curation.set_goal("Summer", 12, dt.date(2026, 9, 2))
    assert TaskKind.LATE_CAMPAIGN not in strip(world)
    world.clock.forward(days=3)
    item = strip(world)[TaskKind.LATE_CAMPAIGN]
    assert (item.target.gallery, item.overdue) == (gallery.id, True)
    assert str(item.tasks[0].text) == "Summer is late: 0 cleared, 0 awaiting, 12 missing → ask 24 more"
    world.clock.forward(days=60)
    assert TaskKind.LATE_CAMPAIGN not in strip(world)


def test_someone_who_turns_18_is_named(world: World) -> None:
    uuid = world.person("Léo", turns_18="09/2026", adult="no")
    item = strip(world)[TaskKind.COMING_OF_AGE]
    assert (item.target.place, item.target.party) == (Place.CONSENT, uuid)
    assert [one.key for one in world.studio.review.matters()] == [item.target.matter]


def test_a_signed_paper_that_nobody_read_is_to_be_recorded(world: World, tmp_path: Path) -> None:
    world.notice()
    forms = world.studio.forms
    made = forms.issue(FormOrder(FormKind.PERSON, world.photos("a"), "reseaux"))
    assert TaskKind.SIGNED_PAPER not in strip(world)
    (tmp_path / "paper.jpg").write_bytes(b"a scan")
    forms.attach(tmp_path / "paper.jpg", made.code)
    item = strip(world)[TaskKind.SIGNED_PAPER]
    assert (str(item.text), str(item.button)) == ("1 signed paper to record", "Record")
    assert (item.target.place, item.target.papers) == (Place.CONSENT, True)
    (task,) = item.tasks
    assert task.command == f"ugc-studio consent form record {made.code}"
    assert str(task.text).startswith(f"A signed paper came back on 1 September 2026 (form {made.code})")
    forms.dismiss(forms.waiting()[0].evidence)
    assert TaskKind.SIGNED_PAPER not in strip(world)


def test_drafts_reminders_and_silence_come_up_by_themselves(world: World) -> None:
    first, second = world.photos("a", "b")
    lea, zoe = world.person("Léa"), world.person("Zoé")
    world.taken_by([first], lea)
    world.studio.register.edit_party(zoe, facts={"ambassador": True})
    world.clock.forward(hours=1)
    (third,) = world.photos("c")
    world.taken_by([second, third], zoe)
    world.studio.notices.adopt("social", contact="droits@alize.example")
    requests = world.studio.requests
    requests.send(requests.draft(lea, [first]).id)
    found = strip(world)
    assert found.keys() == {TaskKind.REQUEST_DRAFT}  # the ambassador's new photo
    draft = found[TaskKind.REQUEST_DRAFT]
    assert (str(draft.text), str(draft.button), draft.target.party) == ("1 request to send", "Send", zoe)
    assert draft.target.assets == (third,)
    world.clock.forward(days=8)
    reminder = strip(world)[TaskKind.REMINDER]
    assert (str(reminder.text), reminder.target.queue) == ("1 person can be reminded", Queue.WAITING)
    world.clock.forward(days=23)
    assert TaskKind.REMINDER not in strip(world)
    with world.studio.library.read() as session:
        assert len(session.ledger.of_type(EventType.NO_RESPONSE)) == 1
