"""What stands on a form, before anything is drawn, and the words around it in the form's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ugc_studio import resources
from ugc_studio.domain.consent import BASE_RIGHTS, Medium, Right
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.forms import FORM_LANGUAGES, Expected, IssuedForm
from ugc_studio.domain.messages import _

RIGHT_ORDER = tuple(right.value for right in Right)
MEDIUM_ORDER = tuple(medium.value for medium in Medium)


@dataclass(frozen=True, slots=True)
class PrintedPhoto:
    """One photo of a form: our own small JPEG of it, or nothing where it may not be printed."""

    sha256: str
    picture: bytes | None

    @property
    def code(self) -> str:
        """What names it on paper and in the record."""
        return self.sha256[:8]


@dataclass(frozen=True, slots=True)
class FormContent:
    """A form with everything that is printed on it."""

    form: IssuedForm
    brand: str
    entity: str
    contact: str | None
    notice_name: str
    notice_version: int
    text: str
    rights: Sequence[str]
    media: Sequence[str]
    photos: Sequence[PrintedPhoto]
    people: Sequence[Expected]
    """Those whose names are known are printed; the others get a line to write on."""


class FormWords:
    """The words of forms in one language; rights and media are named as in the texts that people agree to."""

    def __init__(self, language: str, own: Mapping[str, Mapping[str, str]], notices: Mapping[str, Mapping[str, str]]):
        self.language = language
        self._own, self._notices = own, notices

    def say(self, part: str, key: str, **fields: object) -> str:
        """A word or a sentence with its fields."""
        text = self._own[part][key]
        return text.format(**fields) if fields else text

    def right(self, right: str) -> str:
        """A right beside its box."""
        return _capital(self._notices["rights"].get(right, right))

    def medium(self, medium: str, brand: str) -> str:
        """A medium, or a single channel, beside its box."""
        media = self._notices["media"]
        if medium in media:
            return _capital(media[medium].format(brand=brand, accounts="", channel=medium))
        return _capital(media["channel"].format(brand=brand, accounts="", channel=medium.capitalize()))


@lru_cache(maxsize=len(FORM_LANGUAGES))
def form_words(language: str) -> FormWords:
    """The words of a language.

    Raises:
        UsageError: forms do not exist in it.
    """
    if language not in FORM_LANGUAGES:
        raise UsageError(
            _("There are no forms in {language}. Choose from: {known}.", language=language, known=list(FORM_LANGUAGES))
        )
    own = tomllib.loads(resources.path("forms", f"{language}.toml").read_text("utf-8"))
    notices = tomllib.loads(resources.path("notices", f"{language}.toml").read_text("utf-8"))
    return FormWords(language, own, notices)


def boxes_of_rights(rights: frozenset[str]) -> list[str]:
    """The rights with a box each, in their usual order: copying and showing are asked for too (CPI L131-3)."""
    asked = rights | BASE_RIGHTS
    return [*(right for right in RIGHT_ORDER if right in asked), *sorted(asked - set(RIGHT_ORDER))]


def boxes_of_media(media: frozenset[str]) -> list[str]:
    """The media with a box each, in their usual order, single channels last."""
    return [*(medium for medium in MEDIUM_ORDER if medium in media), *sorted(media - set(MEDIUM_ORDER))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
