"""What stands above the photos of a day or a month."""

from __future__ import annotations

import datetime as dt
from array import array

import pytest

from ugc_studio import resources
from ugc_studio.desktop.grid.arranging import arrange
from ugc_studio.desktop.pages.library.days import day_words
from ugc_studio.desktop.pages.library.finding import Found, look_up
from ugc_studio.desktop.pages.library.page import LibraryPage
from ugc_studio.domain.messages import Translator
from ugc_studio.domain.search import Sort
from ugc_studio.services.browsing import Listing

TODAY = dt.date(2026, 8, 18)


def found(day: dt.date | None, *, count: int = 24, by_month: bool = False) -> Found:
    """A list of photos of one day."""
    days = array("i", [day.toordinal() if day else 0] * count)
    listing = Listing(array("q", range(count)), array("f", [1.0] * count), days, array("I", [0] * count))
    return Found(arrange(listing), by_month)


@pytest.mark.parametrize(
    ("day", "strong", "weak"),
    [
        (TODAY, "Today", "Tuesday 18 August · 24 items"),
        (dt.date(2026, 8, 17), "Yesterday", "Monday 17 August · 24 items"),
        (dt.date(2026, 8, 14), "Friday 14 August", "24 items"),
        (dt.date(2026, 7, 1), "1 July", "Wednesday · 24 items"),
        (dt.date(2025, 7, 1), "1 July 2025", "Tuesday · 24 items"),
        (dt.date(2026, 8, 20), "20 August", "Thursday · 24 items"),
        (None, "No date", "24 items"),
    ],
)
def test_days_read_as_people_say_them(day: dt.date | None, strong: str, weak: str) -> None:
    assert day_words(Translator.source_language(), found(day), TODAY, range(24)) == (strong, weak)


def test_months_are_named_with_their_year_in_each_language() -> None:
    french = Translator(resources.translations("fr"), "fr")
    sparse = found(dt.date(2026, 8, 1), count=3, by_month=True)
    assert day_words(french, sparse, TODAY, range(3))[0] == "Août 2026"
    assert day_words(Translator.source_language(), sparse, TODAY, range(3)) == ("August 2026", "3 items")


def test_few_photos_a_day_are_divided_by_months(page: LibraryPage) -> None:
    answer = look_up(page.desk.studio, "", Sort.NEWEST, None)
    assert answer.by_month
    assert {dt.date.fromordinal(day).day for day in answer.listing.days if day} == {1}
    assert list(answer.listing.ids) == list(page.photos.ids)


def test_an_order_that_does_not_go_by_days_has_no_sections(page: LibraryPage) -> None:
    answer = look_up(page.desk.studio, "", Sort.RATING, None)
    assert not answer.by_month
    assert set(answer.listing.days) == {0}
