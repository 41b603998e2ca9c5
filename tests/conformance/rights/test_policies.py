"""Policies are agreements of ODRL 2.2, lose nothing in a JSON-LD processor, and say no more than the gate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conformance.player import play, use_of
from tests.conformance.rights.expanding import LOST, expanded, words
from tests.conformance.rights.odrl import faults
from tests.restatement.worlds import make_use, make_world
from tests.services.consent.world import World
from ugc_studio.domain.clearance.gate import clearance
from ugc_studio.domain.clearance.grounds import grounds_of
from ugc_studio.domain.clearance.scopes import question_of
from ugc_studio.domain.errors import RefusedError
from ugc_studio.services.consent.policies import policy_of

ODRL = "http://www.w3.org/ns/odrl/2/"


@pytest.fixture
def cleared(tmp_path: Path) -> Iterator[tuple[World, int]]:
    """A photo that may be used on social networks in France and Belgium, cropped, with a credit."""
    world = World(tmp_path / "library")
    (photo,) = world.photos("a")
    author = world.person("Marc Dubois", handle="@marc")
    world.taken_by([photo], author)
    rights = frozenset({"reproduction", "representation", "adaptation.crop"})
    notice = world.notice(rights=rights, credit_line="Photo: @marc", credit_required=True,
                          excluded_contexts=frozenset({"politics"}))  # fmt: skip
    world.licence([photo], author, notice)
    yield world, photo
    world.close()


def test_a_policy_is_an_agreement_with_every_term_known(cleared: tuple[World, int]) -> None:
    world, photo = cleared
    policy = world.studio.rights_documents.policy(photo, world.use())
    assert list(faults(policy)) == []
    (node,) = expanded(policy)
    assert not [word for word in words(node) if LOST in word]
    assert node["@id"].startswith("urn:uuid:")
    assert node["@type"] == [f"{ODRL}Agreement"]
    (permission,) = node[f"{ODRL}permission"]
    assert {one["@id"] for one in permission[f"{ODRL}action"]} == {f"{ODRL}{name}" for name in
                                                                  ("reproduce", "display", "derive")}  # fmt: skip
    assert permission[f"{ODRL}duty"][0][f"{ODRL}action"] == [{"@id": f"{ODRL}attribute"}]
    constraints = {
        (one[f"{ODRL}leftOperand"][0]["@id"].removeprefix(ODRL), one[f"{ODRL}operator"][0]["@id"].removeprefix(ODRL)):
        [value["@value"] for value in one[f"{ODRL}rightOperand"]]
        for one in permission[f"{ODRL}constraint"]
    }  # fmt: skip
    assert constraints["dateTime", "lteq"] == ["2028-05-31"]
    assert constraints["spatial", "isAnyOf"] == ["http://cvx.iptc.org/iso3166-1a3/FRA"]
    assert constraints["purpose", "isNoneOf"] == ["urn:ugc:context:politics"]


def test_the_same_use_has_the_same_policy_and_another_use_another(cleared: tuple[World, int]) -> None:
    world, photo = cleared
    documents = world.studio.rights_documents
    assert documents.policy(photo, world.use()) == documents.policy(photo, world.use())
    other = documents.policy(photo, world.use(territories=frozenset({"BE"})))
    assert other["uid"] != documents.policy(photo, world.use())["uid"]


def test_what_is_not_cleared_has_no_policy(cleared: tuple[World, int]) -> None:
    world, photo = cleared
    with pytest.raises(RefusedError, match="not cleared"):
        world.studio.rights_documents.policy(photo, world.use(territories=frozenset({"DE"})))


def test_every_policy_of_a_random_world_is_valid_and_permits_no_longer_than_the_gate(tmp_path: Path) -> None:
    seen = 0
    for policy in _policies(tmp_path, worlds=20, uses=5):
        assert list(faults(policy)) == []
        assert not [word for word in words(expanded(policy)) if LOST in word]
        seen += 1
    assert seen > 20


def _policies(folder: Path, *, worlds: int, uses: int) -> Iterator[dict[str, Any]]:
    rng = Random(20261124)
    for number in range(worlds):
        case = make_world(rng)
        world = play(case, folder / str(number))
        for _ in range(uses):
            use = use_of(asked := make_use(rng, case))
            asset = world.ids[asked["asset"]]
            with world.library.read() as session:
                _verdict, dossier = world.gatekeeper.judged(session, [asset], use)[asset]
            if clearance(dossier, use).cleared:
                question = question_of(use)
                grounds = grounds_of(dossier, question)
                until = min((ground.end for ground in grounds if ground.end is not None), default=None)
                assert until is None or until >= question.window.published
                policy = policy_of(dossier.asset, question, grounds, until=until)
                assert _last_day(policy) == until
                yield policy
        world.library.close()


def _last_day(policy: dict[str, Any]) -> dt.date | None:
    for constraint in policy["permission"][0]["constraint"]:
        if (constraint["leftOperand"], constraint["operator"]) == ("dateTime", "lteq"):
            return dt.date.fromisoformat(constraint["rightOperand"]["@value"])
    return None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"@type": "Set"}, "not an agreement"),
        ({"permission": []}, "a policy has at least one rule"),
        ({"conflict": "perm"}, "deny does not win"),
        ({"uid": "mine"}, "uid is no IRI"),
    ],
)
def test_the_check_itself_finds_faults(cleared: tuple[World, int], change: dict[str, Any], fault: str) -> None:
    world, photo = cleared
    policy = {**world.studio.rights_documents.policy(photo, world.use()), **change}
    assert list(faults(policy)) == [fault]


def test_the_check_finds_words_that_are_not_in_the_vocabulary(cleared: tuple[World, int]) -> None:
    world, photo = cleared
    policy = dict(world.studio.rights_documents.policy(photo, world.use()))
    rule = policy["permission"][0]
    for broken, fault in (
        ({"action": ["commercialize"]}, "commercialize is deprecated"),
        ({"action": ["publish"]}, "publish is no action"),
        ({"assigner": "Marc"}, "assigner is no IRI: Marc"),
        ({"constraint": [{"leftOperand": "place", "operator": "isAnyOf", "rightOperand": ["x"]}]},
         "place is no left operand"),
        ({"constraint": [{"leftOperand": "spatial", "operator": "isAnyOf", "rightOperand": ["FR"]}]},
         "no country: ['FR']"),
        ({"constraint": [{"leftOperand": "dateTime", "operator": "lteq", "rightOperand": "2028-05-31"}]},
         "no typed date: 2028-05-31"),
    ):  # fmt: skip
        assert fault in list(faults({**policy, "permission": [{**rule, **broken}]}))
    lost = expanded({**policy, "permission": [{**rule, "action": ["publish"], "dutty": "x"}]})
    assert {word for word in words(lost) if LOST in word} == {f"{LOST}publish", f"{LOST}dutty"}
