"""The demo's story as data: read from ``story.toml`` and moved in time, so that it always ends today."""

from __future__ import annotations

import datetime as dt
import gettext
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ugc_studio.domain.messages import MONTHS, Translator
from ugc_studio.library.clock import Clock, utc_now

TOLD_ON = dt.date(2026, 11, 24)
"""The day on which the story ends as it is written."""

Row = Mapping[str, Any]


class StoryClock:
    """The clock of the sample library: it stands where the story is, and runs like any other once the story is told."""

    def __init__(self, live: Clock = utc_now) -> None:
        self._live = live
        self._moment: dt.datetime | None = None

    def __call__(self) -> dt.datetime:
        """The moment of the story, else the present."""
        return self._moment or self._live()

    def stand_at(self, moment: dt.datetime) -> None:
        """Stand still at a moment."""
        self._moment = moment

    def run(self) -> None:
        """Tell the real time from now on."""
        self._moment = None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that was said and done, its dates moved by ``moved_by`` days."""

    data: Row
    moved_by: int

    @classmethod
    def load(cls, path: Path, *, today: dt.date) -> Story:
        """Read the story and let it end on ``today``."""
        days = (today - TOLD_ON).days
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(_moved(written, dt.timedelta(days=days)), days)

    def rows(self, kind: str) -> Sequence[Row]:
        """The rows of one kind, in the order of the story."""
        return list(self.data.get(kind, ()))

    @property
    def begins(self) -> dt.datetime:
        """The evening before anything is said: the library is made and filled then, so that times only go up."""
        first: dt.datetime = min(row["at"] for row in self.rows("event"))
        return first - dt.timedelta(hours=12)


_LONG_DAYS = {
    language: re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(months)}) (\d{{4}})\b")
    for language, months in MONTHS.items()
}
_MONTH = re.compile(r"(\d{2})/(\d{4})")


def _moved(value: Any, by: dt.timedelta) -> Any:
    """Move every date in a value, also those inside sentences ("du 1er juin 2026") and months ("05/2037")."""
    if isinstance(value, Mapping):
        return {name: _moved(each, by) for name, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, by) for each in value]
    if isinstance(value, dt.date):  # a datetime is one too
        return value + by
    if isinstance(value, str) and by:
        return _moved_text(value, by)
    return value


def _moved_text(text: str, by: dt.timedelta) -> str:
    if month := _MONTH.fullmatch(text):
        return f"{dt.date(int(month[2]), int(month[1]), 1) + by:%m/%Y}"
    for language, pattern in _LONG_DAYS.items():
        writer = Translator(gettext.NullTranslations(), language)

        def moved(found: re.Match[str], writer: Translator = writer) -> str:
            month = MONTHS[writer.language].index(found[2]) + 1
            return writer.date(dt.date(int(found[3]), month, int(found[1])) + by)

        text = pattern.sub(moved, text)
    return text
