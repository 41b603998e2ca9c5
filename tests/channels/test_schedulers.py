"""Import files of scheduling tools: byte for byte as the samples, and every broken sample refused for its reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ugc_studio.channels.schedulers.dialect import Dialects
from ugc_studio.channels.schedulers.registry import scheduler_formats
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.domain.scheduling import (
    Fault,
    Finding,
    SchedulePost,
    SchedulerFormat,
    check_address,
    check_time,
    one_break,
)

SAMPLES = Path(__file__).parents[1] / "data" / "scheduler-samples"
ZONE = "Europe/Berlin"
NOW = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)
TEXTS = (
    'Sunday light, slow coffee ☕️ and the "Tide" mug.\n\nPhoto: Maya R. (@maya.makes), shared with her OK.\n\n'
    "#slowmornings #stoneware",
    "Three kitchens, one bowl; swipe for all of them →\n\nPhotos: Jonas K., Ewa Ż., 佐藤 葵\n\n#tableware",
    "@ewa.zielna zrobiła zdjęcie, my dodaliśmy tylko uśmiech 😊 — dziękujemy!\nنشكركم · ありがとう",
    "=1 plate + 1 friend. Enough.\n\nPhoto: Tom A., used with permission.",
)
LINKS = ("https://alderfinch.example/tide", "", "https://alderfinch.example/pl?utm_source=social&utm_medium=ugc", "")
TIMES = ("2027-03-09 10:15", "2027-03-11 18:40", "2027-03-16 09:05", "2027-03-29 08:30")
MEDIA = "https://media.alderfinch.example/ugc/2027-03/"


@pytest.fixture(scope="module")
def formats() -> dict[str, SchedulerFormat]:
    return scheduler_formats(Dialects.load())


def posts() -> list[SchedulePost]:
    return [
        SchedulePost(text, PlannedTime.parse(time, ZONE), link)
        for text, time, link in zip(TEXTS, TIMES, LINKS, strict=True)
    ]


def test_hootsuite_writes_the_sample_byte_for_byte(formats: dict[str, SchedulerFormat]) -> None:
    assert formats["hootsuite"].write(posts()) == (SAMPLES / "hootsuite.csv").read_bytes()


def test_buffer_writes_the_sample_byte_for_byte(formats: dict[str, SchedulerFormat]) -> None:
    rows = [
        SchedulePost(post.text, post.time, "", MEDIA + picture, tags)
        for post, picture, tags in (
            (posts()[0], "p1-1080x1350.jpg", ("spring", "ugc")),
            (posts()[2], "p3-1080x1080.jpg", ("ugc", "pl")),
            (posts()[3], "p4-1080x566.jpg", ()),
        )
    ]
    assert formats["buffer"].write(rows) == (SAMPLES / "buffer_instagram.csv").read_bytes()


@pytest.mark.parametrize("name", ["hootsuite.csv", "buffer_instagram.csv", "buffer_pinterest.csv"])
def test_samples_pass_the_check(formats: dict[str, SchedulerFormat], name: str) -> None:
    checker = formats[name.removesuffix(".csv").partition("_")[0]]
    assert checker.check((SAMPLES / name).read_bytes(), zone=ZONE, now=NOW) == []


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        ("hootsuite_bom", Finding(Fault.BYTE_ORDER_MARK)),
        ("hootsuite_day_first_mix", Finding(Fault.DATE_FORMAT, 2)),
        ("hootsuite_header_row", Finding(Fault.HEADER_ROW)),
        ("hootsuite_minute_13", Finding(Fault.MINUTE_STEP, 1)),
        ("buffer_blank_row", Finding(Fault.BLANK_ROW, 1)),
        ("buffer_lowercase_header", Finding(Fault.HEADER_WRONG)),
        ("buffer_no_extension", Finding(Fault.ADDRESS_EXTENSION, 1)),
        ("any_dst_gap_europe_berlin", Finding(Fault.CLOCK_GAP, 1)),
        ("any_private_url", Finding(Fault.ADDRESS_PRIVATE, 1)),
        ("any_windows_1252", Finding(Fault.NOT_UTF8)),
    ],
)
def test_broken_samples_are_refused_for_their_one_reason(
    formats: dict[str, SchedulerFormat], name: str, finding: Finding
) -> None:
    checker = formats["hootsuite" if name.startswith("hootsuite") else "buffer"]
    data = (SAMPLES / "rejects" / f"{name}.csv").read_bytes()
    assert checker.check(data, zone=ZONE, now=NOW) == [finding]


@given(st.lists(st.text(min_size=1).filter(lambda text: one_break(text).strip()), min_size=1, max_size=5))
def test_any_caption_comes_back_as_it_was(texts: list[str]) -> None:
    writers = scheduler_formats(Dialects.load())
    moment = PlannedTime.parse(TIMES[0], ZONE)
    hootsuite = writers["hootsuite"].write([SchedulePost(text, moment) for text in texts])
    buffer = writers["buffer"].write([SchedulePost(text, moment) for text in texts])
    for data, column, skip in ((hootsuite, 1, 0), (buffer, 0, 1)):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[skip:]
        assert [row[column] for row in rows] == [one_break(text) for text in texts]
    assert writers["hootsuite"].check(hootsuite, zone=ZONE, now=NOW) == []
    assert writers["buffer"].check(buffer, zone=ZONE, now=NOW) == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://media.example.com/a.jpg", None),
        ("http://media.example.com/a.jpg", Fault.ADDRESS_NOT_HTTPS),
        ("https://127.1/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://2130706433/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://[fd00::1]/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://localhost/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://nas.local/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://user@example.com/a.jpg", Fault.ADDRESS_PRIVATE),
        ("https://example.com/a b.jpg", Fault.ADDRESS_CHARACTERS),
        ("https://example.com/a,b.jpg", Fault.ADDRESS_CHARACTERS),
        ("https://example.com/a.jpg?x=1", Fault.ADDRESS_EXTENSION),
        ("https://example.com/a", Fault.ADDRESS_EXTENSION),
        ("https://[::1", Fault.ADDRESS_CHARACTERS),
    ],
)
def test_only_public_plain_addresses_pass(address: str, fault: Fault | None) -> None:
    assert check_address(address, ("jpg", "png")) is fault


@pytest.mark.parametrize(
    ("time", "refused", "warned"),
    [
        ("2027-03-01 12:55", [Fault.PAST], []),
        ("2027-03-01 13:05", [Fault.TOO_SOON], []),
        ("2027-03-01 13:10", [], []),
        ("2027-03-28 02:30", [Fault.CLOCK_GAP], []),
        ("2027-10-31 02:30", [], [Fault.CLOCK_OVERLAP]),
    ],
)
def test_times_that_hootsuite_takes(
    formats: dict[str, SchedulerFormat], time: str, refused: list[Fault], warned: list[Fault]
) -> None:
    assert check_time(PlannedTime.parse(time, ZONE), formats["hootsuite"].dialect, NOW) == (refused, warned)


def test_times_round_up_and_move_between_zones() -> None:
    planned = PlannedTime.parse("2027-03-09 23:58", "America/New_York")
    seen = planned.seen_in("Europe/Berlin")
    assert seen.wall == dt.datetime(2027, 3, 10, 5, 58)  # noqa: DTZ001 - a wall clock
    assert seen.rounded_up(5).wall == dt.datetime(2027, 3, 10, 6, 0)  # noqa: DTZ001 - a wall clock
    assert seen.instant == planned.instant
