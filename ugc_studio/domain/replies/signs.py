"""Words by which a message that is no clear yes is sorted.

They only choose between answers that permit nothing; a yes never rests on them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from ugc_studio.domain.replies.answers import Span
from ugc_studio.domain.replies.tokens import ACCENTS

_THRICE = re.compile(r"(?<!\w)(?:oui oui oui(?: et re oui)?|yes yes yes|si si si)(?!\w)")


class Folded:
    """A text in small letters without accents, which knows where each sign of it came from."""

    def __init__(self, original: str) -> None:
        signs: list[str] = []
        self._places: list[int] = []
        for place, sign in enumerate(original):
            plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", sign).casefold().replace("’", "'"))
            for one in plain:
                if one in ACCENTS or (one.isspace() and (not signs or signs[-1] == " ")):
                    continue
                signs.append(" " if one.isspace() else one)
                self._places.append(place)
        self.text = "".join(signs).rstrip()

    def search(self, pattern: re.Pattern[str]) -> Span | None:
        """The first place of the original where a pattern of folded words fits."""
        found = pattern.search(self.text)
        if found is None or found.start() == found.end():
            return None
        return Span(self._places[found.start()], self._places[found.end() - 1] + 1)


def folded(text: str) -> str:
    """A whole text in small letters without accents."""
    return Folded(text).text


class Signs:
    """Patterns of whole folded words by name, and words for media and rights by their ids."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """``data`` holds alternatives as text, with " / " or a new line between them."""
        self._patterns = {
            name: re.compile(rf"(?<!\w)(?:{_alternatives(text)})(?!\w)")
            for name, text in data.items() if isinstance(text, str)
        }  # fmt: skip
        self.media: Mapping[str, str] = {name: _alternatives(text) for name, text in data["media"].items()}
        self.rights: Mapping[str, str] = {name: _alternatives(text) for name, text in data["rights"].items()}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def restrict(self, words: str) -> bool:
        """Whether some words may limit, ask, or speak of the matter again; their list is long on purpose."""
        return self["restricts"].search(words) is not None

    def ask_something_else(self, words: str) -> bool:
        """Whether a question changes the subject and touches nothing of what was asked."""
        plain = folded(words)
        if not (self["topic_change"].search(plain) or self["stay_topic"].search(plain)):
            return False
        return not self["touches"].search(self["topic_change"].sub(" ", plain))

    def are_an_idiom(self, words: str, code: str) -> bool:
        """A turn of phrase with a yes in it that often means no; "oui oui oui" is meant, though."""
        return self[f"idioms_{code}"].search(_THRICE.sub(" ", folded(words))) is not None


def _alternatives(text: str) -> str:
    return "|".join(part.strip() for line in text.strip().splitlines() for part in line.split(" / "))
