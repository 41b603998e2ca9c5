"""The standard texts: each says exactly its scope, in every language, and nothing else does."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ugc_studio import resources
from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, Medium, Right, Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.services.consent.notices.catalogue import NoticeCatalogue
from ugc_studio.services.consent.notices.wording import NEVER, Deviation, Licensee, Wording

CATALOGUE = NoticeCatalogue.load(resources.path("notices"))
LANGUAGES = ("de", "en", "es", "fr", "nl")
ALIZE = Licensee("Maison Alizé", "Villages Alizé SAS", "droits@alize.example", ("@maison.alize",))
WHOLE = Scope(
    media=frozenset(Medium),
    territories=frozenset({"FR", "BE"}),
    start=dt.date(2026, 6, 1),
    end=dt.date(2028, 5, 31),
    rights=frozenset(Right),
    excluded_contexts=frozenset({"alcohol", "politics"}),
    credit_required=True,
)

scopes = st.builds(
    Scope,
    media=st.sets(st.sampled_from(list(Medium)), min_size=1).map(lambda found: frozenset(map(str, found))),
    territories=st.sets(st.sampled_from(["FR", "BE", "DE", "NL", "ES"]), min_size=1).map(frozenset)
    | st.just(frozenset({"worldwide"})),
    start=st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
    end=st.dates(dt.date(2027, 1, 2), dt.date(2030, 1, 1)) | st.none(),
    rights=st.sets(st.sampled_from(list(Right))).map(lambda found: BASE_RIGHTS | frozenset(map(str, found))),
    excluded_contexts=st.sets(st.sampled_from(["alcohol", "politics", "tobacco"])).map(frozenset),
    after_end=st.sampled_from(AfterEnd),
    credit_required=st.booleans(),
)


def said(wording: Wording, text: str, scope: Scope) -> list[Deviation]:
    return wording.deviations(text, scope, ALIZE)


def test_the_five_languages_hold_the_same_entries() -> None:
    assert CATALOGUE.languages == LANGUAGES
    english = CATALOGUE.wordings["en"]
    sections = ("title", "opening", "heading", "rights", "media", "purposes", "territories", "term", "after_end",
                "credit", "contexts", "closing", "message", "example")  # fmt: skip
    for language in LANGUAGES:
        for section in sections:
            assert list(CATALOGUE.wordings[language].names(section)) == list(english.names(section)), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_medium_and_right_has_words_of_its_own(language: str) -> None:
    wording = CATALOGUE.wordings[language]
    assert set(Medium) <= set(wording.names("media"))
    assert set(Right) <= set(wording.names("rights"))
    fragments = [one.text for one in wording.fragments(WHOLE, replace(ALIZE, accounts=()))]
    for one, other in itertools.permutations(fragments, 2):
        assert one.casefold() not in other.casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15)
@given(scope=scopes)
def test_a_text_says_its_scope_and_no_other(language: str, scope: Scope) -> None:
    wording = CATALOGUE.wordings[language]
    text = wording.text(scope, ALIZE)
    assert said(wording, text, scope) == []
    for medium in Medium:
        changed = replace(scope, media=scope.media ^ {medium.value})
        deviations = said(wording, text, changed)
        assert [(one.field, one.value, one.missing) for one in deviations] == [
            ("media", medium.value, medium.value not in scope.media)
        ]
    for right in set(Right) - BASE_RIGHTS:
        changed = replace(scope, rights=scope.rights ^ {right.value})
        assert [one.field for one in said(wording, text, changed)] == ["rights"]
    later = replace(scope, end=dt.date(2031, 1, 1))
    assert "term" in {one.field for one in said(wording, text, later)}
    elsewhere = replace(scope, territories=frozenset({"PT"}))
    assert "territories" in {one.field for one in said(wording, text, elsewhere)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_names_what_the_law_wants_to_be_named(language: str) -> None:
    wording = CATALOGUE.wordings[language]
    for formule in CATALOGUE.formules:
        scope = replace(formule.scope, territories=frozenset({"FR"}), start=dt.date(2026, 6, 1), end=WHOLE.end)
        text = wording.text(scope, ALIZE, opening=formule.opening)
        assert "Maison Alizé (Villages Alizé SAS)" in text
        assert "droits@alize.example" in text
        assert "2026" in text
        assert "2028" in text
        assert not re.search(r"[{}]", text)
        for name in ("silence", "free", "free_hands", "people"):
            assert wording.say("closing", name) in text
        assert wording.say("credit", "name") in text


def test_a_french_text_is_a_permission_and_never_the_other_word() -> None:
    wording = CATALOGUE.wordings["fr"]
    for opening in wording.names("opening"):
        text = wording.text(WHOLE, ALIZE, opening=opening)
        assert "autorisation non exclusive (licence)" in text
        assert not any(word in text.casefold() for word in NEVER["fr"])
    text = wording.text(WHOLE, ALIZE)
    assert Deviation("wording", "cession", missing=False) in said(wording, text + "\nCette cession est libre.", WHOLE)


def test_a_second_term_or_list_of_countries_is_found() -> None:
    wording = CATALOGUE.wordings["en"]
    text = wording.text(WHOLE, ALIZE)
    more = text + "\nHow long: until 31 December 2099, included.\nCountries addressed: the whole world."
    assert {one.field for one in said(wording, more, WHOLE)} == {"term", "territories"}


def test_accounts_may_change_without_the_text_being_wrong() -> None:
    wording = CATALOGUE.wordings["fr"]
    text = wording.text(WHOLE, ALIZE)
    assert "(@maison.alize)" in text
    assert wording.deviations(text, WHOLE, replace(ALIZE, accounts=("@autre",))) == []


def test_there_are_no_exclusive_standard_texts() -> None:
    with pytest.raises(UsageError, match="never exclusive"):
        CATALOGUE.wordings["fr"].text(replace(WHOLE, exclusive=True), ALIZE)


def test_what_a_name_holds_is_never_read_as_a_pattern() -> None:
    odd = Licensee("{entity} & {0}", "<b>SAS</b>", "a@b.example")
    for wording in CATALOGUE.wordings.values():
        assert "{entity} & {0}" in wording.text(WHOLE, odd)


def test_days_are_written_as_each_language_does() -> None:
    day = dt.date(2026, 6, 1)
    shown = {language: CATALOGUE.wordings[language].day(day) for language in LANGUAGES}
    assert shown == {
        "fr": "1er juin 2026", "en": "1 June 2026", "de": "1. Juni 2026", "nl": "1 juni 2026",
        "es": "1 de junio de 2026",
    }  # fmt: skip


def test_countries_are_listed_as_each_language_does() -> None:
    def listed(language: str, *codes: str) -> str:
        return CATALOGUE.wordings[language].countries(codes)

    assert listed("es", "ES", "IT") == "España e Italia"
    assert listed("es", "IT", "ES", "PT") == "España, Italia y Portugal"
    assert listed("es", "IT") == "Italia"
    assert listed("de", "CH", "AT", "DE") == "Deutschland, Österreich und Schweiz"
    assert listed("fr", "US", "FR", "DK") == "Danemark, États-Unis et France"
