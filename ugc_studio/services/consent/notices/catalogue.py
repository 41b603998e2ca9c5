"""The standard formules and the words of each language, as they ship with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ugc_studio.domain.consent import BASE_RIGHTS, AfterEnd, Scope
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.notices.wording import Wording

FORMULES = "formules.toml"


@dataclass(frozen=True, slots=True)
class StandardFormule:
    """A formule before a brand adopts it: its scope has neither days nor countries nor a brand yet."""

    key: str
    scope: Scope
    months: int
    opening: str


class NoticeCatalogue:
    """All formules, and one wording a language."""

    def __init__(self, formules: tuple[StandardFormule, ...], wordings: Mapping[str, Wording]) -> None:
        self.formules = formules
        self.wordings = wordings

    @classmethod
    def load(cls, folder: Path) -> NoticeCatalogue:
        """What stands in a folder of the resources."""
        with (folder / FORMULES).open("rb") as stream:
            rows = tomllib.load(stream)["formule"]
        files = sorted(file for file in folder.glob("*.toml") if file.name != FORMULES)
        return cls(tuple(_formule(row) for row in rows), {file.stem: Wording.read(file) for file in files})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which people can be asked."""
        return tuple(self.wordings)

    def formule(self, key: str) -> StandardFormule:
        """One formule by its key."""
        for one in self.formules:
            if one.key == key:
                return one
        known = [one.key for one in self.formules]
        raise NotFound(_("There is no standard wording called {name}. There are: {known}.", name=key, known=known))

    def title(self, key: str, language: str) -> str:
        """What a formule is called in a language, in English where that language is not there."""
        return self.wording(language).say("title", key)

    def wording(self, language: str) -> Wording:
        """The words of a language, or the English ones."""
        return self.wordings.get(language, self.wordings["en"])


def _formule(row: Mapping[str, Any]) -> StandardFormule:
    scope = Scope(
        media=frozenset(row["media"]),
        territories=frozenset(),
        rights=BASE_RIGHTS | frozenset(row["rights"]),
        excluded_contexts=frozenset(row.get("excluded_contexts", ())),
        after_end=AfterEnd(row["after_end"]),
        credit_required=True,
    )
    return StandardFormule(row["key"], scope, int(row["months"]), row["opening"])
