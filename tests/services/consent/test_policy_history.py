"""Changes of a brand's rules are in the ledger, in plain words, with who made them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import NotFound


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library", role="legal")
    yield made
    made.close()


def told(world: World) -> list[list[str]]:
    return [[str(text) for text in change.texts] for change in world.studio.consent.policies.of("maison")]


def test_each_change_says_what_was_before_and_who_made_it(world: World) -> None:
    world.studio.register.edit_brand("maison", approval={"paid": False, "evidence": frozenset({"comment"})})
    world.studio.register.edit_brand("maison", policy={"guidelines": "2026-2"})
    assert told(world) == [
        ["Guidelines in force: 2026-2 (before: nothing)"],
        [
            "Legal approves what covers advertising: no (before: yes)",
            "Legal approves answers in the form of: comment (before: comment, hashtag)",
        ],
    ]
    latest = world.studio.consent.policies.of("maison")[0]
    assert (latest.by, latest.role, latest.at) == ("Ana", "legal", world.clock.now)


def test_nothing_is_recorded_when_nothing_changes(world: World) -> None:
    world.studio.register.edit_brand("maison", approval={"paid": True})
    world.studio.register.edit_brand("maison", name="Maison Alizé & fils")
    assert told(world) == []


def test_another_brand_has_a_history_of_its_own(world: World) -> None:
    world.studio.register.add_brand("Other", key="other")
    world.studio.register.edit_brand("other", approval={"minors": False})
    assert told(world) == []


def test_an_address_never_enters_the_chain(world: World) -> None:
    world.studio.register.edit_brand("maison", policy={"contact": "lea.martin@example.com"})
    assert told(world) == [["Contact for withdrawals: changed"]]
    with world.studio.library.read() as session:
        (event,) = session.ledger.of_type(EventType.POLICY_SET)
        rows = "".join(row.payload for row in session.ledger.rows())
    assert "lea.martin" not in rows
    assert event.facts["brand"] == world.brand.uuid


def test_the_wording_that_is_offered_first(world: World) -> None:
    world.notice("Social")
    world.notice("Press")
    world.studio.register.edit_brand("maison", standard_use={"default_notice": "Press"})
    assert [one.notice.name for one in world.studio.consent_desk.formules()] == ["Press", "Social"]
    assert told(world) == [["Wording that is offered first: Press (before: nothing)"]]
    with pytest.raises(NotFound):
        world.studio.register.edit_brand("maison", standard_use={"default_notice": "nonsense"})


def test_a_change_takes_part_in_no_answer_about_the_past(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice())
    world.studio.register.edit_brand("maison", policy={"guidelines": "2026-2"})
    assert world.ask(photo).cleared
