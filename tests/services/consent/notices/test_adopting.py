"""A brand adopts a standard formule: one version with a hash for each language, and texts that follow the scope."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import NotFound, UsageError

CONTACT = "droits@alize.example"


def test_adopting_issues_a_version_in_five_languages_with_its_hashes(world: World) -> None:
    notice = world.studio.notices.adopt("social-site", territories=("FR", "BE"), contact=CONTACT)
    assert (notice.key, notice.version, notice.name) == (
        "maison-social-site", 1, "Réseaux sociaux, site et newsletter",
    )  # fmt: skip
    assert sorted(notice.texts) == ["de", "en", "es", "fr", "nl"]
    assert (notice.scope.start, notice.scope.end) == (dt.date(2026, 9, 1), dt.date(2028, 8, 31))
    assert notice.scope.brands == {world.brand.uuid}
    for language, text in notice.texts.items():
        assert notice.text_hash(language) == hashlib.sha256(text.encode()).hexdigest()
    assert notice.text_hash("it") is None
    with world.studio.library.read() as session:
        (issued,) = session.ledger.of_type(EventType.NOTICE_ISSUED)
    assert (issued.notice, issued.facts["hash"]) == (notice.uuid, notice.hash)


def test_the_contact_is_asked_for_once_and_kept(world: World) -> None:
    with pytest.raises(UsageError, match="write to withdraw"):
        world.studio.notices.adopt("social")
    world.studio.notices.adopt("social", contact=CONTACT)
    assert CONTACT in world.studio.notices.adopt("press").texts["nl"]


def test_adopting_again_makes_the_next_version_with_new_days(world: World) -> None:
    first = world.studio.notices.adopt("social", contact=CONTACT)
    world.clock.forward(days=400)
    second = world.studio.notices.adopt("social", months=6)
    assert (second.key, second.version) == (first.key, 2)
    assert second.hash != first.hash
    assert second.scope.end == dt.date(2028, 4, 5)
    offered = {one.key: one for one in world.studio.notices.offered(language="fr")}
    assert offered["social"].adopted == second
    assert offered["press"].adopted is None
    assert offered["press"].title == "Presse et partenaires"


def test_each_brand_has_its_own(world: World) -> None:
    world.studio.register.add_brand("Océane", key="oceane", countries=("DE",))
    mine = world.studio.notices.adopt("social", contact=CONTACT)
    other = world.studio.notices.adopt("social", brand="oceane", contact="rechte@oceane.example")
    assert (mine.key, other.key, other.version) == ("maison-social", "oceane-social", 1)
    assert other.name == "Soziale Netzwerke"
    assert other.scope.territories == {"DE"}


def test_an_unknown_formule_names_those_there_are(world: World) -> None:
    with pytest.raises(NotFound, match="social-site"):
        world.studio.notices.adopt("everything", contact=CONTACT)


def test_a_changed_scope_changes_the_text_with_it(world: World) -> None:
    notices = world.studio.notices
    before = notices.adopt("contest", contact=CONTACT)
    narrower = replace(before.scope, media=frozenset({"website"}))
    texts = notices.rewritten(before, narrower)
    assert sorted(texts) == ["de", "en", "es", "fr", "nl"]
    assert "concours" in texts["fr"]
    assert "réseaux sociaux" not in texts["fr"]
    assert notices.vet(narrower, texts) == []


def test_a_standard_text_that_promises_something_else_is_refused(world: World) -> None:
    notices = world.studio.notices
    notice = notices.adopt("social", contact=CONTACT)
    wider = {**notice.texts, "fr": notice.texts["fr"].replace("– recadrer la photo.", "– retoucher la photo.")}
    with pytest.raises(UsageError, match="FR text and what is recorded differ"):
        notices.vet(notice.scope, wider)


def test_a_text_in_other_words_is_let_through_with_a_remark(world: World) -> None:
    notice = world.notice()
    (remark,) = world.studio.notices.vet(notice.scope, {"fr": "Texte du juriste"})
    assert "words of its own" in str(remark)
    assert world.studio.notices.rewritten(notice, notice.scope) == {}


def test_the_next_version_follows_its_scope_and_keeps_words_of_ones_own(world: World) -> None:
    before = world.studio.notices.adopt("social-site", contact=CONTACT)
    scope = replace(before.scope, territories=frozenset({"DE"}), end=dt.date(2029, 5, 31))
    mine = {"nl": "Mogen wij uw foto gebruiken?", "es": "  "}
    made = world.studio.notices.revision(before, scope, mine)
    assert "31 May 2029" in made.texts["en"]
    assert made.texts["nl"] == mine["nl"]
    assert "es" not in made.texts, "an emptied text is left out"
    assert {code: one.stops for code, one in made.differences.items()} == {"nl": False}


def test_an_old_text_under_another_scope_is_told_and_refused(world: World) -> None:
    before = world.studio.notices.adopt("social-site", contact=CONTACT)
    scope = replace(before.scope, end=dt.date(2029, 5, 31))
    made = world.studio.notices.revision(before, scope, {"fr": before.texts["fr"]})
    assert made.differences["fr"].stops
    with pytest.raises(UsageError, match="FR"):
        world.studio.notices.vet(scope, made.texts)
