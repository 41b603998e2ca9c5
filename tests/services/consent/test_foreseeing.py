"""What the gate is foreseen to say is what it says once the answers stand in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import Consideration, EventType, Instrument
from ugc_studio.domain.verdicts import ReasonCode, Verdict
from ugc_studio.services.consent.foreseeing import foresee
from ugc_studio.services.consent.packs import packs_of
from ugc_studio.services.consent.recording import Answer


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def foreseen(world: World, photo: int, answers: list[Answer], **use: object) -> Verdict:
    studio = world.studio
    with studio.library.read() as session:
        return foresee(
            session, photo, answers, world.use(**use), policy=world.brand.policy,
            packs=packs_of(studio.country_rules), actor=studio.actor,
        )  # fmt: skip


def yes(world: World, photo: int, party: str, **said: object) -> Answer:
    notice = world.notice()
    fields = {"evidence": "email", "message": "Oui", "instrument": Instrument.LICENCE, "notice": notice.uuid, **said}
    return Answer(EventType.GIVEN, assets=[photo], by=party, **fields)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({}, set()),
        ({"evidence": "comment"}, {ReasonCode.APPROVAL_PENDING}),
        ({"excludes": {"media": frozenset({"organic_social"})}}, {ReasonCode.MEDIA_NOT_GRANTED}),
        ({"excludes": {"end": dt.date(2026, 9, 2)}}, None),
        ({"consideration": Consideration("voucher", 50)}, {ReasonCode.CONSIDERATION_REVIEW}),
        ({"notice": None}, None),
    ],
    ids=["clear", "comment", "no social networks", "a limit in time", "a voucher", "no notice"],
)
def test_it_says_what_the_gate_will_say(world: World, said: dict[str, object], codes: set[ReasonCode] | None) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    answer = yes(world, photo, lea, **said)
    before = foreseen(world, photo, [answer])
    if codes is not None:
        assert {reason.code for reason in before.reasons} == codes
    world.studio.consent.recorder.answer(answer)
    assert world.ask(photo) == before


def test_nothing_is_written(world: World) -> None:
    (photo,) = world.photos("a")
    lea = world.person("Léa")
    world.taken_by([photo], lea)
    answer = yes(world, photo, lea)
    with world.studio.library.read() as session:
        head = session.ledger.head()
    assert foreseen(world, photo, [answer]).cleared
    with world.studio.library.read() as session:
        assert session.ledger.head() == head
    assert not world.ask(photo).cleared


def test_several_answers_count_together(world: World) -> None:
    (photo,) = world.photos("a")
    lea, karim = world.person("Léa"), world.person("Karim")
    world.taken_by([photo], lea)
    recorder = world.studio.consent.recorder
    with world.studio.library.read() as session:
        person = session.parties.by_uuid(karim)
    recorder.state(EventType.DEPICTED, [photo], party=person, facts={"role": "main"})
    licence, release = yes(world, photo, lea), yes(world, photo, karim, instrument=Instrument.IMAGE_RELEASE)
    assert not foreseen(world, photo, [licence]).cleared
    together = foreseen(world, photo, [licence, release])
    recorder.answer_all([licence, release])
    assert world.ask(photo) == together
