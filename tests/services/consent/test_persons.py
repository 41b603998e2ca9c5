"""What somebody was given, as the gate counts it; employees; and who comes of age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.clearance.money import CONTRACT_THRESHOLD
from ugc_studio.domain.consent import Consideration, EventType, Instrument, PartyKind
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library", role="legal")
    yield made
    made.close()


def rewarded(world: World, party: str, value: float | None, *, objective: str = "summer") -> int:
    """A photo that somebody gave for something of value, approved by legal."""
    (photo,) = world.photos(f"photo {world.clock.now:%Y%m%d%H%M} {value}")
    world.taken_by([photo], party)
    world.say(
        EventType.GIVEN, [photo], party, notice=world.notice(f"N{photo}").uuid, evidence="email", message="Oui",
        consideration=Consideration("fee", value, "maison", objective),
    )  # fmt: skip
    world.studio.consent.recorder.decide(
        EventType.APPROVED, assets=[photo], about="consideration", reason="Looked at it"
    )
    return photo


def gate_asks_for_a_contract(world: World, photo: int) -> bool:
    return "influencer_contract_missing" in world.ask(photo, label=True).codes


def test_the_earlier_warning_wins_as_it_does_in_the_gate(world: World) -> None:
    lea = world.person("Léa", influencer=True)
    rewarded(world, lea, 600.0)
    world.clock.forward(days=150)
    photo = rewarded(world, lea, 500.0)
    (line,) = world.studio.consent.persons.file("Léa").sums
    assert (line.sum.calendar, line.sum.rolling, line.sum.counted) == (500.0, 1100.0, 1100.0)
    assert line.contract_missing
    assert gate_asks_for_a_contract(world, photo)


def test_exactly_the_threshold_counts_and_a_cent_less_does_not(world: World) -> None:
    lea, marc = world.person("Léa", influencer=True), world.person("Marc", influencer=True)
    for party, value in ((lea, CONTRACT_THRESHOLD), (marc, CONTRACT_THRESHOLD - 0.01)):
        photo = rewarded(world, party, value)
        (line,) = world.studio.consent.persons.file(party).sums
        assert line.contract_missing is (value == CONTRACT_THRESHOLD)
        assert gate_asks_for_a_contract(world, photo) is line.contract_missing


def test_something_without_a_value_counts_as_the_whole(world: World) -> None:
    lea = world.person("Léa", influencer=True)
    rewarded(world, lea, None)
    (line,) = world.studio.consent.persons.file(lea).sums
    assert line.sum.unknown
    assert line.contract_missing


def test_a_contract_settles_one_advertiser_and_objective(world: World, tmp_path: Path) -> None:
    lea = world.person("Léa", influencer=True)
    photo = rewarded(world, lea, 2000.0)
    contract = tmp_path / "contract.pdf"
    contract.write_bytes(b"%PDF signed")
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(lea)
    world.studio.consent.recorder.decide(
        EventType.CONTRACT, party=party, facts={"advertiser": "maison", "objective": "summer"}, files=[contract]
    )
    (line,) = world.studio.consent.persons.file(lea).sums
    assert (line.contract, line.contract_missing) == (True, False)
    assert not gate_asks_for_a_contract(world, photo)
    rewarded(world, lea, 1500.0, objective="winter")
    missing = [line.objective for line in world.studio.consent.persons.file(lea).sums if line.contract_missing]
    assert missing == ["winter"]
    assert [one.party.label for one in world.studio.consent.persons.rewarded()] == ["Léa"]


def test_an_employee_has_to_accept_the_guidelines_in_force(world: World) -> None:
    party = world.studio.register.add_party(
        PartyKind.EMPLOYEE, name="Ines", facts={"adult": "yes", "leaves": "2026-12-31"}
    )
    world.studio.register.edit_brand("maison", policy={"guidelines": "2026-2"})
    world.studio.consent.recorder.decide(EventType.GUIDELINES_ACCEPTED, party=party, facts={"version": "2026-1"})
    (file,) = world.studio.consent.persons.employees()
    assert (file.accepted, file.facts.leaves) == (("2026-1",), dt.date(2026, 12, 31))
    assert [(line.version, line.accepted) for line in file.guidelines] == [("2026-2", False)]
    world.studio.consent.recorder.decide(EventType.GUIDELINES_ACCEPTED, party=party, facts={"version": "2026-2"})
    (file,) = world.studio.consent.persons.employees()
    assert [line.accepted for line in file.guidelines] == [True]


def test_who_comes_of_age_is_listed_until_their_own_release_is_there(world: World) -> None:
    soon = world.person("Soon", adult="no", turns_18="10/2026")
    world.person("Later", adult="no", turns_18="12/2028")
    past = world.person("Past", adult="no", turns_18="08/2026")
    (photo,) = world.photos("a")
    world.taken_by([photo], past)
    found = world.studio.consent.persons.coming_of_age()
    assert [one.party.label for one in found] == ["Past", "Soon"]
    assert [one.own_release_from for one in found] == [dt.date(2026, 9, 1), dt.date(2026, 11, 1)]
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=past, instrument=Instrument.IMAGE_RELEASE,
            notice=world.notice().uuid, evidence="signature", message="Oui",
        )
    )  # fmt: skip
    assert [one.party.uuid for one in world.studio.consent.persons.coming_of_age()] == [soon]


def test_what_a_mother_was_given_for_her_child_counts_for_her_other_photos(world: World) -> None:
    lea, mia = world.person("Léa", influencer=True), world.person("Mia", adult="no")
    beach, portrait = world.photos("beach", "portrait")
    world.taken_by([beach, portrait], lea)
    notice = world.notice()
    world.licence([beach, portrait], lea, notice)
    assert not gate_asks_for_a_contract(world, portrait)
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, [beach], by=lea, party=mia, instrument=Instrument.IMAGE_RELEASE, notice=notice.uuid,
            evidence="email", message="Oui", consideration=Consideration("fee", 1000.0, "maison", "summer"),
        )
    )  # fmt: skip
    assert gate_asks_for_a_contract(world, portrait)
    assert [line.contract_missing for line in world.studio.consent.persons.file("Léa").sums] == [True]


def test_an_older_library_files_what_was_paid_under_the_signer_when_it_is_opened(world: World) -> None:
    lea, mia = world.person("Léa", influencer=True), world.person("Mia", adult="no")
    (beach,) = world.photos("beach")
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, [beach], by=lea, party=mia, instrument=Instrument.IMAGE_RELEASE,
            notice=world.notice().uuid, evidence="email", message="Oui", consideration=Consideration("fee", 1000.0),
        )
    )  # fmt: skip
    with world.studio.library.read() as session:
        (seq,) = (event.seq for event in session.ledger.of_type(EventType.GIVEN))

    def grow_young(session: Session) -> None:
        session.db.execute("DELETE FROM ledger_keys WHERE key = ?", (f"party:{lea}",))
        session.db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '%_paid_signers'")

    world.studio.library.write(grow_young)
    world.reopen()
    with world.studio.library.read() as session:
        filed = session.ledger.by_keys([f"party:{lea}"])[f"party:{lea}"]
    assert [event.seq for event in filed] == [seq]
