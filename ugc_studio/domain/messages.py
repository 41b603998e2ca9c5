"""Lazy, translatable texts for the core, which never knows the reader's language.

The core builds :class:`Text` values with ``_()`` and ``ngettext()``; a front end renders them with a
:class:`Translator`. Fields are named, never concatenated, and may themselves be texts or dates.
"""

from __future__ import annotations

import datetime as dt
import gettext as gettext_module
from collections.abc import Mapping
from dataclasses import dataclass, field

NARROW_NO_BREAK_SPACE = "\u202f"
MONTHS = {
    "en": ("January February March April May June July August September October November December").split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A message in the source language with its named fields, translated only when it is shown."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __str__(self) -> str:
        return Translator.source_language()(self)


def _(msgid: str, /, **params: object) -> Text:
    """Mark and hold a message: ``_("{name} was kept", name=path)``."""
    return Text(msgid, params)


def ngettext(singular: str, plural: str, count: int, /, **params: object) -> Text:
    """Mark and hold a message that depends on a number."""
    return Text(singular, params, plural, count)


def N_(msgid: str, /) -> str:
    """Mark a message for extraction and return it as it is (command help, choices)."""
    return msgid


class Translator:
    """Renders texts, numbers and dates in one language."""

    def __init__(self, translations: gettext_module.NullTranslations, language: str = "en") -> None:
        self._translations = translations
        self.language = language

    @classmethod
    def source_language(cls) -> Translator:
        """The translator that shows the texts as they were written (English)."""
        return cls(gettext_module.NullTranslations(), "en")

    def __call__(self, text: Text | str) -> str:
        """Render a text, or look up a bare msgid marked with ``N_``."""
        if isinstance(text, str):
            return self._translations.gettext(text) if text else text
        if text.plural is None:
            pattern = self._translations.gettext(text.msgid)
        else:
            pattern = self._translations.ngettext(text.msgid, text.plural, text.count)
        if not text.params:
            return pattern
        return pattern.format_map(_Fields({name: self.show(value) for name, value in text.params.items()}))

    def show(self, value: object) -> str:
        """Render one field: a nested text, a date, a number, a list or a plain value."""
        if isinstance(value, Text):
            return self(value)
        if isinstance(value, dt.datetime):
            return f"{self.date(value.date())} {value:%H:%M}"
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, float):
            return str(value).replace(".", ",") if self.language == "fr" else str(value)
        if isinstance(value, list | tuple):
            return ", ".join(self.show(item) for item in value)
        return str(value)

    def number(self, value: int) -> str:
        """Group thousands as the language does (``12,345`` or ``12 345`` with a narrow no-break space)."""
        grouped = f"{value:,}"
        return grouped.replace(",", NARROW_NO_BREAK_SPACE) if self.language == "fr" else grouped

    def date(self, value: dt.date) -> str:
        """Write a calendar date in words: ``18 August 2026`` or ``18 août 2026``."""
        months = MONTHS.get(self.language, MONTHS["en"])
        day = "1er" if self.language == "fr" and value.day == 1 else str(value.day)
        return f"{day} {months[value.month - 1]} {value.year}"


class _Fields(dict[str, str]):
    """Leaves an unknown field visible instead of failing while a message is being shown."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
