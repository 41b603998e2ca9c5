"""A made-up language whose every text is 40 % longer: shows what real translations will clip."""

from __future__ import annotations

import gettext
import math
from collections.abc import Mapping


class LongerTexts(gettext.NullTranslations):
    """Lengthens every text with accented words; fields in braces stay as they are."""

    def gettext(self, message: str) -> str:
        """A longer text."""
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A longer text of the right number."""
        return longer(msgid1 if n == 1 else msgid2)


class OtherWords(gettext.NullTranslations):
    """A language that knows a few texts, whatever the real one says today."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """Its word for it, else the text itself."""
        return self._words.get(message, message)


def longer(text: str) -> str:
    """The text and at least 40 % more, in words of up to six letters."""
    wanted = math.ceil(len(text) * 0.4)
    added = ("éàüîô " * (wanted // 6 + 1))[:wanted].strip()
    return f"{text} {added}" if text and added else text
