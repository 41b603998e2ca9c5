"""What Qt calls back never raises into Qt, and is not lost either."""

from __future__ import annotations

import logging

import pytest

from ugc_studio.desktop.overrides import nothing, qt_override


@qt_override(lambda: 7)
def _divide(number: int) -> int:
    """Answer a tenth."""
    return 10 // number


@qt_override(nothing)
def _fail() -> None:
    raise RuntimeError("no")


def test_an_answer_goes_through() -> None:
    assert _divide(5) == 2
    assert _divide.__doc__ == "Answer a tenth."


def test_a_failure_is_logged_and_answered_with_the_default(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert _divide(0) == 7
        _fail()
    assert [record.getMessage() for record in caplog.records] == ["_divide failed", "_fail failed"]
    assert caplog.records[0].exc_info is not None
