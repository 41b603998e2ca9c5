"""The words of review files: data beside the page, because readers have languages that the program may not have."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ugc_studio import resources
from ugc_studio.domain.handover import ReviewKind

FALLBACK = "en"
IN_SCRIPT = ("progress", "nothing", "missing", "no_name", "saved", "copied", "copy_by_hand")


@dataclass(frozen=True, slots=True)
class Words:
    """All of one language."""

    common: Mapping[str, str]
    leads: Mapping[str, str]
    confidential: Mapping[str, str]
    decisions: Mapping[str, str]
    subjects: Mapping[str, str]

    def of(self, kind: ReviewKind) -> dict[str, str]:
        """The words of the page for one kind of reader."""
        return {**self.common, "lead": self.leads[kind.value], "confidential": self.confidential[kind.value]}

    def of_script(self) -> dict[str, str]:
        """The words that the script of the page says."""
        return {name: self.common[name] for name in IN_SCRIPT}

    def absence(self, code: str) -> str:
        """Why a picture is not there."""
        return self.common.get(f"no_picture_{code}", self.common["no_picture_unreadable"])

    def subjects_of(self, subjects: Sequence[str]) -> str:
        """What waits for legal, in words."""
        return ", ".join(self.subjects[one] for one in subjects) or self.subjects["none"]


def words_for(language: str) -> Words:
    """The words of a language, else the English ones."""
    found = _all()
    return found.get(language, found[FALLBACK])


def languages() -> tuple[str, ...]:
    """The languages in which review files can be written."""
    return tuple(_all())


@functools.cache
def _all() -> Mapping[str, Words]:
    with resources.path("templates", "review", "words.toml").open("rb") as stream:
        document = tomllib.load(stream)
    return {
        language: Words(
            {name: text for name, text in parts.items() if isinstance(text, str)},
            parts["leads"], parts["confidential"], parts["decisions"], parts["subjects"],
        )
        for language, parts in document.items()
    }  # fmt: skip
