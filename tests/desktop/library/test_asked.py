"""One query text, shown as words in the box and as chips."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.desktop.pages.library.asked import Asked, term
from ugc_studio.desktop.pages.library.filters import CHIPS, GALLERY, RIGHTS, chip_of
from ugc_studio.desktop.pages.library.spans import Span, month_of, presets, span_words, year_of
from ugc_studio.domain.messages import Translator
from ugc_studio.domain.search import Field, Filter, Query

TODAY = dt.date(2026, 8, 18)


def test_terms_become_chips_and_words_stay_in_the_box() -> None:
    asked = Asked.of('beach rights:cleared,waiting tag:"golden hour" -rain')
    assert asked.words == "beach -rain"
    assert asked.terms == ("rights:cleared,waiting", 'tag:"golden hour"')


def test_a_term_that_cannot_be_read_stays_where_it_can_be_mended() -> None:
    asked = Asked.of("rights:granted sunset")
    assert asked.terms == ()
    assert asked.words == "rights:granted sunset"


PARTS = ("beach", '"golden hour"', "-rain", "rights:cleared", "rating:>=4", 'place:"Le Jardin"', "-has:gallery")


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_the_text_means_the_same_as_what_was_typed(tokens: list[str]) -> None:
    typed = " ".join(tokens)
    before, after = Query.parse(typed), Query.parse(Asked.of(typed).text)
    assert set(before.filters) == set(after.filters)
    assert [word.text for word in before.words] == [word.text for word in after.words]


def test_a_chip_replaces_its_own_terms_only() -> None:
    asked = Asked.of("rights:waiting flag:picked dog")
    changed = asked.put(RIGHTS.owns, (term(Field.RIGHTS, ("cleared", "ended")),))
    assert set(changed.terms) == {"flag:picked", "rights:cleared,ended"}
    assert changed.words == "dog"


def test_values_with_spaces_and_quotes_survive() -> None:
    found = Query.parse(term(Field.TAG, ('golden "hour", 2',))).filters
    assert found == (Filter(Field.TAG, ("golden hour, 2",)),)


@pytest.mark.parametrize(
    ("text", "chip"),
    [
        ("from:2026-08", "date"), ("to:2026", "date"), ("is:trashed", "trash"), ("is:portrait,square", "shape"),
        ("-has:gallery", "gallery"), ("gallery:Summer", "gallery"), ("people:no_children", "people"),
        ("quality:dark", "quality"), ("sensitive:yes", "sensitive"), ("is:duplicate", None), ("batch:3", None),
        ("has:caption", None), ("is:trashed,portrait", None),
    ],
)  # fmt: skip
def test_every_term_belongs_to_one_chip_or_to_none(text: str, chip: str | None) -> None:
    (found,) = Query.parse(text).filters
    owner = chip_of(found)
    assert (owner.id if owner else None) == chip
    assert sum(one.owns(found) for one in CHIPS) == (1 if chip else 0)


def test_no_gallery_and_a_gallery_read_as_people_say_them() -> None:
    show = Translator.source_language()
    (none,) = Query.parse("-has:gallery").filters
    (named,) = Query.parse("gallery:Summer").filters
    assert [show.show(value) for value in GALLERY.read(none)] == ["In no gallery"]
    assert GALLERY.read(named) == ["Summer"]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (month_of(TODAY), "This month"),
        (Span(TODAY, TODAY), "Today"),
        (year_of(2024), "2024"),
        (month_of(dt.date(2026, 2, 3)), "February 2026"),
        (Span(dt.date(2026, 2, 3), dt.date(2026, 2, 3)), "3 February 2026"),
        (Span(dt.date(2026, 2, 3), None), "From 3 February 2026"),
        (Span(None, dt.date(2026, 2, 3)), "Until 3 February 2026"),
    ],
)
def test_time_spans_read_as_people_say_them(span: Span, words: str) -> None:
    assert span_words(Translator.source_language(), span, TODAY) == words


def test_every_time_span_offered_by_name_comes_back_from_its_terms() -> None:
    for _words, span in presets(TODAY):
        assert Span.of(Query.parse(" ".join(span.terms)).filters) == span
