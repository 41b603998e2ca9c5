"""What is being looked for: one query text, of which words stand in the search box and terms are shown as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.search import Field, Filter, Query, tokens

MARKED = frozenset({Field.FLAG, Field.RATING, Field.TAG, Field.HAS, Field.IS, Field.GALLERY, Field.PLACE, Field.FACES})
"""Fields whose answer changes when photos are marked, or when faces are found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the person sees it; ``text`` is the same as one line that can be stored or typed."""

    words: str = ""
    terms: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Asked:
        """Tell words and terms apart; a term that cannot be read stays with the words, where it can be mended."""
        words: list[str] = []
        terms: list[str] = []
        for token in tokens(text):
            (terms if term_filter(token) else words).append(token)
        if not terms:
            return cls(text.lstrip())
        return cls(" ".join(words) + (" " if words and text.endswith(" ") else ""), tuple(dict.fromkeys(terms)))

    @property
    def text(self) -> str:
        """The whole query; the words come last, because the last one also finds longer words."""
        return " ".join([*self.terms, self.words]) if self.words.strip() else " ".join(self.terms)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The terms as they are understood."""
        return tuple(found for token in self.terms if (found := term_filter(token)) is not None)

    def with_words(self, typed: str) -> Asked:
        """Look for other words; terms among them become terms."""
        found = Asked.of(typed)
        return Asked(found.words, tuple(dict.fromkeys((*self.terms, *found.terms))))

    def matching(self, owns: Callable[[Filter], bool]) -> tuple[Filter, ...]:
        """The terms for which ``owns`` is true, as they are understood."""
        return tuple(found for found in self.filters if owns(found))

    def terms_of(self, owns: Callable[[Filter], bool]) -> tuple[str, ...]:
        """The same terms as they are written."""
        return tuple(token for token in self.terms if (found := term_filter(token)) is not None and owns(found))

    def put(self, owns: Callable[[Filter], bool], terms: Iterable[str]) -> Asked:
        """Put these terms in the place of those for which ``owns`` is true."""
        kept = [token for token in self.terms if (found := term_filter(token)) is None or not owns(found)]
        return replace(self, terms=tuple(dict.fromkeys((*kept, *terms))))

    def depends_on_marks(self) -> bool:
        """Whether marking a photo may take it out of the answer."""
        return bool(self.words.strip()) or any(found.field in MARKED for found in self.filters)

    def __bool__(self) -> bool:
        return bool(self.terms or self.words.strip())


def term_filter(token: str) -> Filter | None:
    """The filter that a token stands for; None for words, and for terms that cannot be read."""
    try:
        found = Query.parse(token)
    except UsageError:
        return None
    return found.filters[0] if found.filters else None


def term(field: Field, values: Iterable[str], *, negated: bool = False) -> str:
    """The token for a field and values; several values mean any of them and must be single words."""
    listed = list(values)
    value = listed[0] if len(listed) == 1 else ",".join(listed)
    if len(listed) == 1 and any(sign in value for sign in ' ,:"'):
        value = f'"{value.replace(chr(34), "")}"'
    return f"{'-' if negated else ''}{field.value}:{value}"
