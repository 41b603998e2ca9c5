"""Counts a text as a network counts it, and says what passes a channel's limits; nothing is ever cut.

Sources: twitter-text configuration v3 (X), the Bluesky lexicons, Meta's and TikTok's publishing pages; where a unit is
not published the larger of two counts is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ugc_studio.domain.channels import AltRules, Enforce, TextRules, TextUnit
from ugc_studio.domain.exports import RowReason
from ugc_studio.domain.messages import _, ngettext

_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w&])[#＃](?=\w*[^\W\d_])\w+")
_MENTION = re.compile(r"(?<![\w@])@\w[\w.]*")
_FAR_MENTION = re.compile(r"(?<![\w@])(@\w+)@[\w.-]+\w")
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ZWJ = "\u200d"
_KEYCAP = "\u20e3"
_VARIATION = {"\ufe0e", "\ufe0f"}
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)


def graphemes(text: str) -> list[str]:
    """What a reader takes for single characters (the rules of UAX 29 that matter for captions)."""
    clusters: list[str] = []
    for char in text:
        if clusters and _joins(clusters[-1], char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _joins(cluster: str, char: str) -> bool:
    last = cluster[-1]
    if char == "\n":
        return cluster == "\r"
    if last in "\r\n":
        return False
    code = ord(char)
    if _is_flag_half(char):
        return len(cluster) % 2 == 1 and all(map(_is_flag_half, cluster))
    return (
        char in _VARIATION
        or char in (_ZWJ, _KEYCAP)
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or code in _HANGUL_VOWELS_AND_FINALS
        or unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or (last == _ZWJ and is_emoji(char) and is_emoji(cluster[0]))
    )


def _is_flag_half(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def is_emoji(char: str) -> bool:
    """Whether a character is shown as a picture (also those that need a variation selector for it)."""
    code = ord(char)
    return code >= 0x1F000 or 0x2190 <= code <= 0x2BFF or code in {0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030}


def length(text: str, rules: TextRules) -> int:
    """The length of a text in the unit of the rules."""
    if rules.unit is TextUnit.X_WEIGHTED:
        return _x_weighted(text, rules.url_weight or 23)
    if rules.unit is TextUnit.MASTODON:
        shortened = _FAR_MENTION.sub(r"\1", _URL.sub("x" * (rules.url_weight or 23), text))
        return len(graphemes(shortened))
    if rules.unit is TextUnit.GRAPHEMES:
        return len(graphemes(text))
    if rules.unit is TextUnit.THREADS:
        return sum(len(char.encode("utf-8")) if is_emoji(char) else 1 for char in text)
    utf16 = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return utf16 if rules.unit is TextUnit.UTF16 else max(len(text), utf16)


def _x_weighted(text: str, url_weight: int) -> int:
    text = unicodedata.normalize("NFC", text)
    urls = len(_URL.findall(text))
    total = 0
    for cluster in graphemes(_URL.sub("", text)):
        emoji = is_emoji(cluster[0]) and (len(cluster) > 1 or ord(cluster) >= 0x1F000)
        total += 200 if emoji or _KEYCAP in cluster else sum(map(_x_weight, cluster))
    return urls * url_weight + -(-total // 100)


def _x_weight(char: str) -> int:
    return 100 if any(low <= ord(char) <= high for low, high in _X_LIGHT) else 200


def check_text(text: str, rules: TextRules) -> Iterator[tuple[Enforce, RowReason]]:
    """What passes the limits of a text; a text that is too long is always a reason to stay out."""
    used = length(text, rules)
    if rules.max is not None and used > rules.max:
        yield (
            Enforce.BLOCK,
            RowReason(
                "text_too_long",
                ngettext(
                    "The text is too long by {over} character: {used} of {max}.",
                    "The text is too long by {over} characters: {used} of {max}.",
                    used - rules.max,
                    over=used - rules.max,
                    used=used,
                    max=rules.max,
                ),
            ),
        )
    octets = len(text.encode("utf-8", "replace"))
    if rules.max_utf8_bytes is not None and octets > rules.max_utf8_bytes:
        yield (
            Enforce.BLOCK,
            RowReason(
                "text_too_many_bytes",
                _("The text takes {used} bytes, and {max} are allowed.", used=octets, max=rules.max_utf8_bytes),
            ),
        )
    yield from _check_marks(text, rules)


def _check_marks(text: str, rules: TextRules) -> Iterator[tuple[Enforce, RowReason]]:
    tags = len(_HASHTAG.findall(text))
    for limit, enforce in ((rules.hashtags_block, Enforce.BLOCK), (rules.hashtags_warn, Enforce.WARN)):
        if limit is not None and tags > limit:
            sentence = ngettext(
                "The text has {used} hashtag; the limit is {max}.", "The text has {used} hashtags; the limit is {max}.",
                tags, used=tags, max=limit,
            )  # fmt: skip
            yield enforce, RowReason("too_many_hashtags", sentence)
            break
    mentions = len(_MENTION.findall(text))
    if rules.mentions_block is not None and mentions > rules.mentions_block:
        limit = rules.mentions_block
        sentence = ngettext(
            "The text mentions {used} account; the limit is {max}.",
            "The text mentions {used} accounts; the limit is {max}.",
            mentions, used=mentions, max=limit,
        )  # fmt: skip
        yield Enforce.BLOCK, RowReason("too_many_mentions", sentence)


def check_alt(text: str | None, rules: AltRules) -> Iterator[tuple[Enforce, RowReason]]:
    """What passes the limits of a description."""
    if text and rules.supported and rules.max is not None and len(text) > rules.max:
        sentence = _("The description has {used} characters, and {max} are allowed.", used=len(text), max=rules.max)
        yield Enforce.BLOCK, RowReason("alt_too_long", sentence)
