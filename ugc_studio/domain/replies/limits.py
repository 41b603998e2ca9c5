"""Which parts of a permission a condition names in so many words, as ids of the chips that leave them out."""

from __future__ import annotations

import re

from ugc_studio.domain.replies.signs import Signs, folded

FACE = "face"
"""Somebody's face may not be seen: which one, a person has to say."""
_NEAR = r"[^.!?;,]{0,28}?"
"""How far the word for a medium may stand behind the "no"."""


def limits_named(text: str, signs: Signs) -> tuple[str, ...]:
    """The ids of the chips for what a condition takes out; only what it names, never what it might mean."""
    plain = folded(text)
    without, only_in = signs["leaves_out"].pattern, signs["nothing_but"].pattern
    only = {medium for medium, words in signs.media.items() if _fits(only_in, words, plain)}
    found = [
        f"media:{medium}" for medium, words in signs.media.items()
        if medium not in only and (_fits(without, words, plain) or (only and _fits("", words, plain)))
    ]  # fmt: skip
    found += [f"rights:{right}" for right, words in signs.rights.items() if _fits(without, words, plain)]
    if signs["faces"].search(plain):
        found.append(FACE)
    return tuple(found)


def _fits(before: str, words: str, plain: str) -> bool:
    lead = before + _NEAR if before else ""
    return re.search(rf"{lead}(?<!\w)(?:{words})(?!\w)", plain) is not None
