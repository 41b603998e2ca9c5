"""A country rule whose source could not be read: said wherever it counts, and applied at its strictest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio import resources
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.services.consent.packs import load_rules, packs_of
from ugc_studio.services.consent.recording import Answer

BELGIUM = "The rules for minors in BE could not be read at their source: the strictest known rule is applied."
RULES = """
[generic]
child_says_from = 12
source_read = true
source = "policy"
read_on = 2026-11-22
[country.AA]
child_says_from = 7
source_read = true
source = "read"
read_on = 2026-11-22
[country.BB]
source_read = false
source = "not read: it says nothing of the child"
read_on = 2026-11-22
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def remarks(world: World, photo: int, **use: object) -> list[str]:
    verdict = world.ask(photo, **use)
    return [str(text) for text in world.studio.consent.describer([verdict]).remarks(verdict)]


def cleared(world: World) -> int:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    world.licence([photo], lea, world.notice())
    return photo


def test_an_unread_rule_is_as_strict_as_the_strictest_that_was_read(tmp_path: Path) -> None:
    file = tmp_path / "countries.toml"
    file.write_text(RULES, "utf-8")
    packs = packs_of(load_rules(file))
    assert packs == {"AA": CountryPack("AA", 7), "BB": CountryPack("BB", 7, source_read=False)}


def test_no_shipped_rule_that_was_not_read_is_milder_than_one_that_was() -> None:
    rules = load_rules(resources.path("rules", "countries.toml"))
    packs = packs_of(rules)
    ages = [rule.pack.child_says_from for rule in rules.values() if rule.pack.child_says_from is not None]
    unread = [country for country, rule in rules.items() if not rule.source_read]
    assert "BE" in unread
    assert {packs[country].child_says_from for country in unread} == {min(ages)}


def test_it_is_said_beside_a_yes_and_beside_a_no(world: World) -> None:
    photo = cleared(world)
    assert world.ask(photo, territories=frozenset({"BE"})).cleared
    assert remarks(world, photo, territories=frozenset({"BE"})) == [BELGIUM]
    assert remarks(world, photo, territories=frozenset({"BE", "DE"})) == [BELGIUM]
    assert remarks(world, photo) == []


def test_somebody_who_lives_there_brings_the_rule_along(world: World) -> None:
    (photo,) = world.photos("a")
    world.taken_by([photo], world.person("Emma", residence="BE"))
    assert remarks(world, photo) == [BELGIUM]


def test_a_child_of_12_has_to_be_asked_too_in_belgium(world: World) -> None:
    photo = cleared(world)
    anna, leo = world.person("Anna"), world.person("Léo", adult="no", turns_18="03/2032")
    notice = world.notice("Parents")
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
    assert "child_say_missing" not in world.ask(photo).codes
    assert "child_say_missing" in world.ask(photo, territories=frozenset({"BE"})).codes


def test_the_desk_says_it_too(world: World) -> None:
    photo = cleared(world)
    world.studio.register.edit_brand("maison", standard_use={"territories": ["BE"]})
    opened = world.studio.consent_desk.open(photo)
    assert [str(text) for text in opened.verdict.remarks] == [BELGIUM]


def test_beside_many_answers_each_thing_is_said_once(world: World) -> None:
    photo, (other,) = cleared(world), world.photos("b")
    asked = world.ask(photo, territories=frozenset({"BE"}))
    verdicts = [asked, world.ask(other, territories=frozenset({"BE", "DE"})), world.ask(photo)]
    describer = world.studio.consent.describer(verdicts)
    assert [str(text) for text in describer.common_remarks(verdicts)] == [BELGIUM]
    assert describer.common_remarks([world.ask(photo)]) == ()
