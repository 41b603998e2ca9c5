"""Messages in pieces: nothing is lost, nothing is longer than the network allows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ugc_studio.services.consent.requests.messages import MOST_BYTES, parts_of

paragraphs = st.lists(st.text(alphabet="ab é😀\n", max_size=400), max_size=12).map("\n\n".join)


@settings(max_examples=60)
@given(text=paragraphs)
def test_the_pieces_fit_and_hold_everything(text: str) -> None:
    pieces = parts_of(text, "instagram")
    assert all(len(piece.encode()) <= MOST_BYTES["instagram"] for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len(pieces) <= 2 * (len(text.encode()) // MOST_BYTES["instagram"]) + 1


@pytest.mark.parametrize("channel", [None, "email", "whatsapp"])
def test_only_networks_with_a_low_limit_need_pieces(channel: str | None) -> None:
    assert parts_of("x" * 5000, channel) == ["x" * 5000]


def test_paragraphs_stay_whole_where_that_takes_no_more_pieces() -> None:
    text = "\n\n".join(["a" * 600, "b" * 600])
    assert parts_of(text, "instagram") == ["a" * 600, "b" * 600]


def test_a_word_that_fits_nowhere_is_cut() -> None:
    pieces = parts_of("é" * 1200, "instagram")
    assert "".join(pieces) == "é" * 1200
