"""Writes the text of a notice out of its scope, one fragment a field, and holds any text against a scope.

Each right, medium, context, day and country of a scope has its own words in each language; a text is made of the words
of its scope and of no others, so that it cannot promise more or less than what the gate checks.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.consent import BASE_RIGHTS, PROMOTION, WORLDWIDE, Scope
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _

BULLET = "– "
RIGHTS_FIRST = ("reproduction", "representation")
CLOSING = ("people", "free_hands", "free", "silence", "withdraw", "privacy")
NEVER: Mapping[str, tuple[str, ...]] = {"fr": ("cession", "cède", "céder", "cédez", "cédé")}
"""Words that no text of a language may use: a free assignment of rights was annulled as a gift (CPI L131-3)."""
KNOWN = ("rights", "media", "purposes", "after_end")
"""The sections of which each entry either stands in a text or may not."""
SENTENCES = ("purposes", "territories", "term", "credit", "contexts")
"""The sections that give one sentence each, with days, countries or names in it."""


@dataclass(frozen=True, slots=True)
class Licensee:
    """Who asks: the brand, the company that answers for it, where people write to, and its accounts."""

    brand: str
    entity: str
    contact: str
    accounts: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """Brand and company, or the brand alone where both are called the same."""
        return self.brand if self.entity == self.brand else f"{self.brand} ({self.entity})"


@dataclass(frozen=True, slots=True)
class Fragment:
    """The words of one field of a scope; ``value`` is the part of the field that they name."""

    field: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where a text and its scope differ: it does not name a part of the scope, or names one that is not in it."""

    field: str
    value: str
    missing: bool


class Wording:
    """The words of one language."""

    def __init__(self, language: str, sections: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self._sections = sections

    @classmethod
    def read(cls, path: Path) -> Wording:
        """The words that stand in a file."""
        with path.open("rb") as stream:
            return cls(path.stem, tomllib.load(stream))

    def say(self, section: str, name: str, /, **fields: object) -> str:
        """One entry with its fields filled in; what a field holds is never read as a pattern."""
        return self._sections[section][name].format_map({key: str(value) for key, value in fields.items()})

    def names(self, section: str) -> Iterable[str]:
        """The entries of a section."""
        return self._sections[section].keys()

    # ------------------------------------------------------------------ from a scope to its text

    def text(self, scope: Scope, licensee: Licensee, *, opening: str = "request") -> str:
        """The whole text for a scope.

        Raises:
            UsageError: the scope holds something that has no words, so that a text would leave it out.
        """
        if scope.exclusive:
            raise UsageError(_("The standard texts are never exclusive. Write a text of your own for that."))
        parts = list(self.fragments(scope, licensee))

        def of(*fields: str) -> list[str]:
            return [part.text for part in parts if part.field in fields]

        def listed(field: str, heading: str) -> str:
            return "\n".join([self.say("heading", heading), *(f"{BULLET}{text} ;" for text in of(field))])

        conditions = of("purposes", "territories", "term", "after_end", "credit", "excluded_contexts")
        blocks = [
            self.say("opening", opening, licensee=licensee.named),
            self._ended(listed("rights", "rights")),
            self._ended(listed("media", "media")),
            "\n".join([self.say("heading", "more"), *(f"{BULLET}{text}" for text in conditions)]),
            "\n".join(of("closing")),
        ]
        return "\n\n".join(blocks)

    def _ended(self, block: str) -> str:
        """A list ends with a full stop; only French writes a space before its semicolons."""
        block = block.removesuffix(" ;") + "."
        return block.replace(" ;", "\u00a0;" if self.language == "fr" else ";")

    def fragments(self, scope: Scope, licensee: Licensee) -> Iterator[Fragment]:
        """The words of each part of a scope, and those that every text has."""
        rest = sorted(scope.rights - BASE_RIGHTS)
        for right in (*RIGHTS_FIRST, *rest):
            if right in scope.rights:
                yield self._known("rights", right, licensee)
        order = [*self.names("media"), *sorted(scope.media)]
        for medium in dict.fromkeys(one for one in order if one in scope.media):
            yield self._medium(medium, licensee)
        for purpose in sorted(scope.purposes, key=lambda one: (one != PROMOTION, one)):
            yield self._purpose(purpose, licensee)
        yield Fragment("territories", ",".join(sorted(scope.territories)), self._territories(scope.territories))
        yield Fragment("term", "", self._term(scope.start, scope.end))
        if scope.end is not None:
            yield self._known("after_end", scope.after_end.value, licensee)
        yield Fragment("credit", "", self._credit(scope))
        if scope.excluded_contexts:
            contexts = self.joined([self._context(one) for one in sorted(scope.excluded_contexts)])
            yield Fragment("excluded_contexts", "", self.say("contexts", "listed", contexts=contexts))
        for name in CLOSING:
            text = self.say("closing", name, contact=licensee.contact, entity=licensee.entity)
            yield Fragment("closing", name, text)

    def _known(self, section: str, name: str, licensee: Licensee) -> Fragment:
        if name not in self._sections[section]:
            raise UsageError(_("There are no words for {name} in the standard texts.", name=name))
        return Fragment(section, name, self.say(section, name, brand=licensee.brand, accounts=""))

    def _medium(self, medium: str, licensee: Licensee) -> Fragment:
        if medium not in self._sections["media"]:
            from ugc_studio.services.words import network_name

            return Fragment("media", medium, self.say("media", "channel", channel=network_name(medium)))
        accounts = f" ({', '.join(licensee.accounts)})" if licensee.accounts else ""
        return Fragment("media", medium, self.say("media", medium, brand=licensee.brand, accounts=accounts))

    def _purpose(self, purpose: str, licensee: Licensee) -> Fragment:
        name = purpose if purpose in self._sections["purposes"] else "other"
        return Fragment("purposes", purpose, self.say("purposes", name, brand=licensee.brand, purpose=purpose))

    def _territories(self, territories: frozenset[str]) -> str:
        if WORLDWIDE in territories:
            return self.say("territories", "worldwide")
        return self.say("territories", "listed", territories=self.countries(territories))

    def _term(self, start: dt.date | None, end: dt.date | None) -> str:
        days = {name: self.day(day) for name, day in (("start", start), ("end", end)) if day is not None}
        name = {(True, True): "dated", (False, True): "until", (True, False): "open_from"}.get(
            (start is not None, end is not None), "open"
        )
        return self.say("term", name, **days)

    def _credit(self, scope: Scope) -> str:
        if scope.credit_line:
            return self.say("credit", "line", line=scope.credit_line)
        return self.say("credit", "name" if scope.credit_required else "none")

    def _context(self, context: str) -> str:
        return self._sections["contexts"].get(context, context)

    # ------------------------------------------------------------------ days and lists

    @property
    def _locale(self) -> str:
        """English is written as in Europe: the day before the month."""
        return "en_GB" if self.language == "en" else self.language

    def day(self, day: dt.date) -> str:
        """A day in words."""
        from babel.dates import format_date  # late: its data is only read when something is written

        shown = format_date(day, "long", locale=self._locale)
        return f"1er{shown[1:]}" if self.language == "fr" and day.day == 1 else shown

    def countries(self, codes: Iterable[str]) -> str:
        """Countries by their names, in alphabetical order; an accent does not send one to the end."""
        from babel import Locale

        names = Locale.parse(self._locale).territories
        return self.joined(sorted((str(names.get(code, code)) for code in codes), key=_without_accents))

    def joined(self, words: Sequence[str]) -> str:
        """A, B and C."""
        from babel.lists import format_list

        shown = str(format_list(list(words), locale=self._locale))
        if self.language != "es" or len(words) < 2 or not _without_accents(words[-1]).startswith(("i", "hi")):
            return shown
        # Before the sound of an i Spanish says "e" (RAE, Diccionario panhispánico de dudas, "y"); CLDR does not.
        return f"{shown.removesuffix(f' y {words[-1]}')} e {words[-1]}"

    # ------------------------------------------------------------------ from a text back to a scope

    def deviations(self, text: str, scope: Scope, licensee: Licensee) -> list[Deviation]:
        """Where a text says less or more than a scope, by the standard words of this language.

        A text in words of its own deviates everywhere: nothing can then vouch for it but a person who reads it.
        """
        said = _plain(text)
        wanted = list(self.fragments(scope, licensee))
        found = [Deviation(one.field, one.value, missing=True) for one in wanted if not self._says(said, one, licensee)]
        named = {(one.field, one.value) for one in wanted}
        found += [
            Deviation(one.field, one.value, missing=False) for one in self._vocabulary(licensee)
            if (one.field, one.value) not in named and self._says(said, one, licensee)
        ]  # fmt: skip
        found += self._other_sentences(text, wanted)
        found += [Deviation("wording", word, missing=False) for word in NEVER.get(self.language, ()) if word in said]
        if scope.exclusive:
            found.append(Deviation("exclusive", "", missing=True))
        return found

    def _says(self, said: str, fragment: Fragment, licensee: Licensee) -> bool:
        """Whether a text names a fragment; which accounts a brand has is no part of a scope and may change."""
        words = self._sections["media"].get(fragment.value, "") if fragment.field == "media" else ""
        if "{accounts}" not in words:
            return _plain(fragment.text) in said
        return all(_plain(piece.format_map({"brand": licensee.brand})) in said for piece in words.split("{accounts}"))

    def _vocabulary(self, licensee: Licensee) -> Iterator[Fragment]:
        """Everything without a day, a country or a name in it that a text could say, whatever its scope."""
        for section in KNOWN:
            for name in self.names(section):
                if name not in {"other", "channel"}:
                    yield self._known(section, name, licensee)

    def _other_sentences(self, text: str, wanted: Sequence[Fragment]) -> Iterator[Deviation]:
        """A second term, a second list of countries: lines that begin as such a sentence does, but are not the one."""
        expected = {_plain(one.text) for one in wanted}
        lines = [_plain(line.removeprefix(BULLET)) for line in text.splitlines()]
        for section in SENTENCES:
            beginnings = {_plain(words.partition(":")[0]) for words in self._sections[section].values() if ":" in words}
            for line in lines:
                if line not in expected and any(line.startswith(beginning) for beginning in beginnings):
                    yield Deviation(section, line, missing=False)


def _plain(text: str) -> str:
    """A text without what is only typography: spaces, line breaks, apostrophes, capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split()).casefold()


def _without_accents(text: str) -> str:
    """The letters of a text as they are sorted."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).casefold()
