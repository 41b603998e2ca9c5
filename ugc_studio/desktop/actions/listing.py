"""What the shortcut sheet and the command palette list: commands once each, runs of numbered ones as one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ugc_studio.desktop.actions.registry import Actions
from ugc_studio.desktop.actions.spec import ActionSpec, Group
from ugc_studio.domain.messages import N_, Text, Translator

RUNS = {"photos.rate": N_("Rating"), "duplicates.keep": N_("Choose which one to keep")}
"""Numbered commands that the sheet shows as one line, with the words for it."""
TWINS = frozenset({"app.search_here", "app.sheet_here"})
"""A second way to the same thing, by a key that acts only among photos."""
_NUMBERED = re.compile(r"(.+)_(\d)")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Words and the cap of one line of the sheet."""

    words: str
    cap: str


def cap_text(caps: Sequence[str]) -> str:
    """The keys of one shortcut as the design writes them: ``Ctrl + Z``."""
    return " + ".join(caps)


def sheet_lines(actions: Actions, translate: Translator, group: Group, query: str = "") -> list[SheetLine]:
    """The commands of a group that have a key and match the query."""
    lines: list[SheetLine] = []
    for run, specs in _runs(spec for spec in actions.specs.values() if spec.group is group):
        caps = [cap_text(actions.caps(spec.id)) for spec in specs]
        caps = [cap for cap in caps if cap]
        words = translate(Text(RUNS[run])) if run else actions.words(specs[0].id)
        if caps and matches(query, words, translate(Text(group.value))):
            lines.append(SheetLine(words, caps[0] if len(caps) == 1 else f"{caps[0]} – {caps[-1]}"))
    return lines


def _runs(specs: Iterable[ActionSpec]) -> list[tuple[str, list[ActionSpec]]]:
    found: list[tuple[str, list[ActionSpec]]] = []
    for spec in specs:
        numbered = _NUMBERED.fullmatch(spec.id)
        run = numbered.group(1) if numbered and numbered.group(1) in RUNS else ""
        if run and found and found[-1][0] == run:
            found[-1][1].append(spec)
        else:
            found.append((run, [spec]))
    return found


def matches(query: str, *texts: str) -> bool:
    """Whether every word of a query begins or stands inside a word of the texts; accents and case do not count."""
    whole = " ".join(plain(text) for text in texts)
    return all(word in whole for word in plain(query).split())


def plain(text: str) -> str:
    """A text without accents and capitals, for comparing."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
