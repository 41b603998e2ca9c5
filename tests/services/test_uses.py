"""What a use becomes from what was said and what the account knows: never less than both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.channels.registry import Channels
from ugc_studio.domain.consent import Consideration, EventType, Instrument, Medium, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.uses import UseResolver

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def resolved(world: World, parts: UseParts) -> Use:
    with world.studio.library.read() as session:
        use, _channel = UseResolver(Channels.load()).resolve(session, parts, now=NOW)
    return use


def belgian_account(world: World) -> str:
    def work(session: Session) -> str:
        market = session.register.add_market("Belgium", countries=("BE",), language="fr")
        account = session.register.add_account(
            "@maison.be", brand=world.brand, channel="instagram", market=market, zone="Europe/Brussels"
        )
        return account.uuid

    return world.studio.library.write(work)


def test_the_accounts_own_market_counts_beside_the_countries_aimed_at(world: World) -> None:
    account = belgian_account(world)
    assert resolved(world, UseParts(account=account, territories=("FR",))).territories == {"BE", "FR"}
    assert resolved(world, UseParts(account=account)).territories == {"BE"}


def test_a_use_without_any_market_is_not_described(world: World) -> None:
    with pytest.raises(UsageError):
        resolved(world, UseParts(channel="instagram", brand="maison"))


def test_a_use_that_ends_before_it_begins_is_not_described(world: World) -> None:
    parts = UseParts(
        channel="instagram", brand="maison", territories=("FR",),
        publish_from=dt.date(2026, 11, 25), live_until=dt.date(2026, 11, 24),
    )  # fmt: skip
    with pytest.raises(UsageError):
        resolved(world, parts)


def test_paying_for_a_social_post_makes_it_paid_social(world: World) -> None:
    parts = UseParts(channel="instagram", brand="maison", territories=("FR",), paid=True)
    assert resolved(world, parts).medium == Medium.PAID_SOCIAL


def test_an_influencers_sums_are_taken_on_the_day_of_asking(world: World) -> None:
    (photo,) = world.photos("pool")
    nina = world.person("Nina Costa", influencer=True)
    world.taken_by([photo], nina)
    notice = world.notice()
    world.studio.consent.recorder.answer(
        Answer(
            EventType.GIVEN, assets=[photo], by=nina, instrument=Instrument.LICENCE, notice=notice.uuid,
            evidence="email", message="Oui", consideration=Consideration("fee", 1000.0, "Maison Alizé", "summer"),
        )
    )  # fmt: skip
    world.clock.forward(days=30)
    later = dt.datetime(2028, 3, 1, 9, tzinfo=dt.UTC)  # a year and a half ahead, when the sums will be nought again
    verdict = world.ask(photo, publish_at=later, live_until=None)
    assert ReasonCode.INFLUENCER_CONTRACT_MISSING in verdict.codes
