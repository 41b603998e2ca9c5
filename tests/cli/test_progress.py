"""The words beside a progress bar."""

from __future__ import annotations

import pytest

from ugc_studio.cli.progress import duration, figures
from ugc_studio.domain.messages import _
from ugc_studio.jobs.context import JobSnapshot


@pytest.mark.parametrize(("done", "total", "seconds", "words"), [
    (0, 312, 0.0, "0 of 312"),
    (1, 312, 0.5, "1 of 312"),
    (120, 312, 3.0, "120 of 312, 40 a second, 5 seconds left"),
    (3, 312, 6.0, "3 of 312, 30 a minute, 10 minutes left"),
    (50_000, 1_000_000, 100.0, "50,000 of 1,000,000, 500 a second, 32 minutes left"),
    (40, None, 4.0, "40 done, 10 a second"),
    (312, 312, 8.0, "312 of 312, 39 a second, 1 second left"),
])
def test_count_rate_and_time_left(done: int, total: int | None, seconds: float, words: str) -> None:
    snapshot = JobSnapshot(_("Reading photos"), done, total, seconds, problems=0, finished=False)
    assert str(figures(snapshot)) == words


def test_a_long_time_is_told_in_hours() -> None:
    assert [str(duration(seconds)) for seconds in (1, 54, 58, 3500, 7300)] == [
        "1 second", "54 seconds", "1 minute", "1 hour", "2 hours",
    ]
