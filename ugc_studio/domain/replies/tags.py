"""Hashtags by which a request asks to be answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_HASHTAG = re.compile(r"#\w+")


def hashtags_in(texts: Iterable[str]) -> frozenset[str]:
    """The hashtags that a request names in any of its languages: using one of them is how it asks to be answered."""
    return frozenset(tag for text in texts for tag in _HASHTAG.findall(unicodedata.normalize("NFC", text)))
