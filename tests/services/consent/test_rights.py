"""What exported files say about their rights: never more than the ledger holds, and no name that was not agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, EventType, Instrument, Right
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.services.consent.recording import Answer

CROP = BASE_RIGHTS | {Right.CROP.value}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "library")
    yield made
    made.close()


def said(world: World, asset: int, **use: Any) -> RightsStatement:
    """The statement of a photo for Instagram in France, with an open end unless the use says otherwise."""
    return world.studio.consent.rights_statements([asset], world.use(live_until=None, **use))[asset]


def photo(world: World, *authors: str) -> int:
    """A photo whose authors are known and in which nobody can be recognised."""
    (asset,) = world.photos("photo")
    recorder = world.studio.consent.recorder
    recorder.state(EventType.AUTHOR_STATED, [asset], facts={"creators": list(authors), "state": "confirmed"})
    recorder.state(EventType.PEOPLE_REVIEWED, [asset], facts={"answer": "none"})
    return asset


def released(world: World, asset: int, party: str, notice: Any, *, by: str | None = None) -> None:
    """An image release by e-mail."""
    world.studio.consent.recorder.answer(
        Answer(EventType.GIVEN, assets=[asset], by=by or party, party=party, instrument=Instrument.IMAGE_RELEASE,
               notice=notice.uuid, evidence="email", message="Oui")
    )  # fmt: skip


def shown(world: World, asset: int, name: str, **facts: Any) -> str:
    """A person recorded as the main one in a photo."""
    recorder = world.studio.consent.recorder
    person = recorder.add_party("depicted", name=name, facts={"adult": "yes", **facts})
    recorder.state(EventType.PEOPLE_REVIEWED, [asset], facts={"answer": "reviewed"})
    recorder.state(EventType.DEPICTED, [asset], party=person, facts={"role": "main"})
    return person.uuid


# ---------------------------------------------------------------------- names


def test_a_name_leaves_only_in_the_form_that_was_agreed(world: World) -> None:
    lea = world.person("Léa Müller", handle="@lea.m")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice(credit_line="Photo : @lea.m", credit_required=True))
    found = said(world, asset)
    assert (found.creator, found.credit_line, found.copyright_notice) == ("@lea.m", "Photo : @lea.m", "© @lea.m")
    assert "Müller" not in str(found)


def test_a_shortened_name_stays_short(world: World) -> None:
    lea = world.person("Léa Müller", handle="@lea.m")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice(credit_line="Photo: Léa M.", credit_required=True))
    assert (said(world, asset).creator, said(world, asset).credit_line) == ("Léa M.", "Photo: Léa M.")


def test_without_an_agreed_form_the_name_of_the_post_comes_before_the_civil_one(world: World) -> None:
    lea = world.person("Léa Müller", handle="@lea.m")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice())
    assert (said(world, asset).creator, said(world, asset).credit_line) == ("@lea.m", "@lea.m")


def test_an_author_without_a_name_is_not_called_by_a_number(world: World) -> None:
    nobody = world.studio.consent.recorder.add_party("creator", facts={"adult": "yes"}).uuid
    asset = photo(world, nobody)
    world.licence([asset], nobody, world.notice())
    found = said(world, asset)
    assert (found.creator, found.credit_line, found.copyright_notice) == (None, None, None)
    assert found.usage_terms


def test_every_author_is_credited_as_each_asked(world: World) -> None:
    lea, tom = world.person("Léa", handle="@lea"), world.person("Tom", handle="@tom")
    asset = photo(world, lea, tom)
    world.licence([asset], lea, world.notice("A", credit_line="Photo: Léa", credit_required=True))
    world.licence([asset], tom, world.notice("B", credit_line="Photo: @tom", credit_required=True))
    assert said(world, asset).credit_line == "Photo: Léa · Photo: @tom"
    assert said(world, asset).creator == "Léa, @tom"


def test_people_shown_are_named_nowhere(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    anna = shown(world, asset, "Anna Shown")
    world.licence([asset], lea, world.notice())
    released(world, asset, anna, world.notice("Release", credit_line="With Anna Shown", credit_required=True))
    found = said(world, asset)
    assert found.credit_line == "@lea"
    assert "Anna" not in str(found)


# ---------------------------------------------------------------------- time


def test_a_renewal_ends_when_it_ends_and_not_with_the_grant_before(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice("Old", end=dt.date(2026, 9, 20)))
    world.licence([asset], lea, world.notice("New", start=dt.date(2026, 9, 10), end=dt.date(2027, 9, 9)))
    found = said(world, asset)
    assert found.licence_until == dt.date(2027, 9, 9)
    assert found.licence_from is None or found.licence_from <= dt.date(2026, 9, 1)


def test_the_shortest_of_all_who_signed_counts(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    anna = shown(world, asset, "Anna")
    world.licence([asset], lea, world.notice("Licence", start=dt.date(2026, 3, 1), end=dt.date(2028, 5, 31)))
    released(world, asset, anna, world.notice("Release", start=dt.date(2026, 6, 1), end=dt.date(2027, 1, 31)))
    found = said(world, asset)
    assert (found.licence_from, found.licence_until) == (dt.date(2026, 6, 1), dt.date(2027, 1, 31))
    assert "31 January 2027" in str(found.usage_terms)
    assert any("taken down" in one for one in found.constraints)


def test_posts_that_may_stay_do_not_lengthen_the_licence(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice(end=dt.date(2026, 12, 31), after_end=AfterEnd.POSTS_STAY))
    found = said(world, asset)
    assert found.licence_until == dt.date(2026, 12, 31)
    assert not any("taken down" in one for one in found.constraints)


def test_each_country_needs_its_own_time(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice("FR", territories=frozenset({"FR"}), end=dt.date(2027, 1, 31)))
    world.licence([asset], lea, world.notice("BE", territories=frozenset({"BE"}), end=dt.date(2027, 6, 30)))
    both = said(world, asset, territories=frozenset({"FR", "BE"}))
    assert both.licence_until == dt.date(2027, 1, 31)
    assert both.region_constraints == "Belgium, France only"


# ---------------------------------------------------------------------- extent


def test_what_was_taken_back_or_is_not_this_use_is_not_claimed(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    wide = world.notice(media=frozenset({"organic_social", "website", "print"}), territories=frozenset({"FR", "DE"}))
    world.licence([asset], lea, wide)
    world.say(EventType.WITHDRAWN, [asset], lea, limits={"media": frozenset({"website"})}, message="Pas le site")
    found = said(world, asset)
    assert found.media_constraints == "social networks only"
    assert found.region_constraints == "France only"
    assert "website" not in str(found.odrl)
    assert "DEU" not in str(found.odrl)


def test_a_grant_for_one_channel_is_not_one_for_its_medium(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice(media=frozenset({"instagram"})))
    found = said(world, asset)
    assert found.media_constraints == "Instagram only"
    assert "urn:ugc:channel:instagram" in str(found.odrl)
    assert "organic_social" not in str(found.odrl)


def test_a_policy_permits_only_what_everyone_permits(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    anna = shown(world, asset, "Anna")
    world.licence([asset], lea, world.notice("Licence", rights=CROP, territories=frozenset({"FR", "DE"})))
    narrow = world.notice("Release", end=dt.date(2027, 1, 31), excluded_contexts=frozenset({"alcohol"}))
    released(world, asset, anna, narrow)
    policy = said(world, asset).odrl
    assert policy is not None
    assert [one["assigner"] for one in policy["permission"]] == [f"urn:ugc:party:{lea}", f"urn:ugc:party:{anna}"]
    for permission in policy["permission"]:
        assert permission["action"] == ["display", "reproduce"]
        limits = {(one["leftOperand"], one["operator"]): one["rightOperand"] for one in permission["constraint"]}
        assert limits["dateTime", "lteq"]["@value"] == "2027-01-31"
        assert limits["spatial", "isAnyOf"] == ["http://cvx.iptc.org/iso3166-1a3/FRA"]
        assert limits["purpose", "isNoneOf"] == ["urn:ugc:context:alcohol"]


def test_constraints_are_sentences(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice(rights=CROP, excluded_contexts=frozenset({"alcohol"}), end=None))
    assert said(world, asset).constraints == (
        "Changes allowed: cropping. No others.",
        "Not in these contexts: alcohol.",
    )


# ---------------------------------------------------------------------- releases


def test_a_release_counts_while_it_holds(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    assert said(world, asset).model_release == "MR-NON"  # nothing is cleared yet
    world.licence([asset], lea, world.notice())
    assert said(world, asset).model_release == "MR-NAP"
    anna = shown(world, asset, "Anna")
    released(world, asset, anna, world.notice("Release"))
    assert said(world, asset).model_release == "MR-LMR"
    world.say(EventType.WITHDRAWN, [asset], anna, instrument=Instrument.IMAGE_RELEASE, message="Non")
    assert said(world, asset).model_release == "MR-NON"


def test_people_in_the_background_signed_nothing(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice())
    recorder = world.studio.consent.recorder
    passer = recorder.add_party("depicted", facts={"adult": "yes"})
    recorder.state(EventType.PEOPLE_REVIEWED, [asset], facts={"answer": "reviewed"})
    recorder.state(EventType.DEPICTED, [asset], party=passer, facts={"role": "crowd", "recognisable": False})
    assert said(world, asset).model_release == "MR-NON"


def test_things_nobody_looked_at_are_not_called_unnecessary(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice())
    assert said(world, asset).property_release == "PR-NON"
    recorder = world.studio.consent.recorder
    recorder.state(EventType.ITEM_NOTED, [asset], facts={"item": "poster", "needed": False})
    assert said(world, asset).property_release == "PR-NAP"


def test_a_blocked_photo_claims_nothing(world: World) -> None:
    lea = world.person("Léa", handle="@lea")
    asset = photo(world, lea)
    world.licence([asset], lea, world.notice())
    world.say(EventType.WITHDRAWN, [asset], lea, message="Non")
    found = said(world, asset)
    assert (found.creator, found.usage_terms, found.odrl) == (None, None, None)
    assert (found.model_release, found.property_release) == ("MR-NON", "PR-NON")


def test_the_leaving_date_of_an_employee_ends_the_licence(world: World) -> None:
    (asset,) = world.photos("photo")
    recorder = world.studio.consent.recorder
    eve = recorder.add_party("employee", name="Eve Roy", facts={"adult": "yes", "leaves": "2026-12-31"}).uuid
    recorder.state(EventType.AUTHOR_STATED, [asset], facts={"creators": [eve], "state": "confirmed"})
    recorder.state(EventType.PEOPLE_REVIEWED, [asset], facts={"answer": "none"})
    world.licence([asset], eve, world.notice())
    assert said(world, asset).licence_until == dt.date(2026, 12, 31)
