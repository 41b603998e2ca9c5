"""Channels: the shipped limits hold together, and texts are counted as the networks count them."""

from __future__ import annotations

import pytest

from ugc_studio.channels.registry import Channels
from ugc_studio.domain.channels import AltRules, Enforce, TextRules, TextUnit
from ugc_studio.domain.consent import Medium
from ugc_studio.domain.counting import check_alt, check_text, graphemes, length
from ugc_studio.domain.errors import NotFound


@pytest.fixture(scope="module")
def channels() -> Channels:
    return Channels.load()


def test_every_channel_has_a_medium_of_consent(channels: Channels) -> None:
    assert {channel.medium for channel in channels} == {medium.value for medium in Medium}


def test_presets_keep_the_limits_of_their_channel(channels: Channels) -> None:
    wrong = []
    for channel in channels:
        rules = channel.image
        for preset in channel.presets:
            if preset.width is None or preset.height is None or preset.hand_upload_only:
                continue
            ratio = preset.width / preset.height
            fits = (
                (rules.aspect_min or 0) <= ratio <= (rules.aspect_max or 99)
                and (rules.max_width or preset.width) >= preset.width
                and (rules.max_long_edge or max(preset.width, preset.height)) >= max(preset.width, preset.height)
            )
            if not fits:
                wrong.append((channel.id, preset.id))
    assert wrong == []


def test_a_network_stands_for_its_first_surface(channels: Channels) -> None:
    assert channels.get("instagram").id == "instagram_feed"
    assert channels.get("instagram_story").network == "instagram"
    with pytest.raises(NotFound, match="instagram_feed"):
        channels.get("myspace")


def test_paper_sizes_include_the_bleed(channels: Channels) -> None:
    a4 = channels.get("print").preset("a4_portrait")
    assert a4 is not None
    assert (a4.width, a4.height) == (2552, 3579)


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("e\u0301a", 2),
        ("👨‍👩‍👧‍👦", 1),
        ("🇫🇷🇩🇪", 2),
        ("👍🏽", 1),
        ("1️⃣", 1),
        ("a\r\nb", 3),
        ("한글", 2),
        ("⭐a", 2),
        ("", 0),
    ],
)
def test_graphemes_are_what_a_reader_counts(text: str, clusters: int) -> None:
    assert len(graphemes(text)) == clusters


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        (TextUnit.CHARS, "a😀", 3),
        (TextUnit.UTF16, "a😀", 3),
        (TextUnit.GRAPHEMES, "a👨‍👩‍👧‍👦", 2),
        (TextUnit.THREADS, "a😀", 5),
        (TextUnit.X_WEIGHTED, "hello", 5),
        (TextUnit.X_WEIGHTED, "👨‍👩‍👧‍👦", 2),
        (TextUnit.X_WEIGHTED, "日本", 4),
        (TextUnit.X_WEIGHTED, "see https://example.com/a/very/long/address/indeed", 27),
        (TextUnit.MASTODON, "hi @a@b.example", 5),
        (TextUnit.MASTODON, "https://example.com/a/very/long/address", 23),
    ],
)
def test_lengths_in_the_unit_of_the_network(unit: TextUnit, text: str, expected: int) -> None:
    assert length(text, TextRules(unit=unit)) == expected


def test_limits_block_or_warn_and_never_cut() -> None:
    rules = TextRules(max=5, hashtags_warn=1, hashtags_block=3, mentions_block=1, max_utf8_bytes=20)
    found = [(enforce, reason.code) for enforce, reason in check_text("#a #b hi @x @y", rules)]
    assert found == [
        (Enforce.BLOCK, "text_too_long"),
        (Enforce.WARN, "too_many_hashtags"),
        (Enforce.BLOCK, "too_many_mentions"),
    ]
    assert [reason.code for _enforce, reason in check_alt("long", AltRules(supported=True, max=3))] == ["alt_too_long"]
    assert list(check_alt("long", AltRules(supported=False, max=3))) == []
