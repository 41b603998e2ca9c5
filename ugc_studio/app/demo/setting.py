"""What the steps of the demo share, and what each of them tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.app.studio import Studio
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.exports import ExportReport, ItemState, PlannedItem
from ugc_studio.domain.messages import Text, Translator
from ugc_studio.library.library import Library
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.sample.casting import Cast
from ugc_studio.services.sample.folder import DemoFolder
from ugc_studio.services.sample.playing import Player, Stage
from ugc_studio.services.sample.story import Row, Story, StoryClock

if TYPE_CHECKING:
    from ugc_studio.domain.imports import ImportReport
    from ugc_studio.library.uses import Takedown
    from ugc_studio.services.checking import Checked


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was done: what, its figures, what is worth a look, and where the result is."""

    title: Text
    lines: Sequence[Text] = ()
    remarks: Sequence[Text] = ()
    """Single items that stayed out, each with its reason."""
    place: Path | None = None


@dataclass(slots=True)
class Outcome:
    """Everything that the demo came to, for the JSON document and for tests."""

    imports: list[ImportReport] = field(default_factory=list)
    states: Counter[ConsentState] = field(default_factory=Counter)
    exports: dict[str, ExportReport] = field(default_factory=dict)
    takedowns: list[Takedown] = field(default_factory=list)
    checked: Checked | None = None
    told: list[list[Text]] = field(default_factory=list)
    """What stayed out of the exports so far: the same list is not told twice."""
    events: int = 0
    ok: bool = True
    """Whether the ledger and the library are whole at the end."""


@dataclass(slots=True)
class Setting:
    """One demo under way; ``cast`` and ``player`` come with the first steps."""

    folder: DemoFolder
    library: Library
    studio: Studio
    legal: ConsentService
    clock: StoryClock
    story: Story
    sample: Path
    translator: Translator
    outcome: Outcome = field(default_factory=Outcome)
    _cast: Cast | None = None
    _player: Player | None = None

    @property
    def cast(self) -> Cast:
        """The people of the story, once they are registered."""
        if self._cast is None:
            raise RuntimeError("the brand is set up first")
        return self._cast

    @cast.setter
    def cast(self, cast: Cast) -> None:
        self._cast = cast

    @property
    def player(self) -> Player:
        """Who plays the story, made when the photos are there."""
        if self._player is None:
            stage = Stage(self.library, self.studio.consent, self.legal, self.studio.deduplication, self.clock)
            self._player = Player(
                stage, self.story, self.cast, papers=self.folder.papers, licences=self.sample / "LICENCES.md"
            )
        return self._player

    @property
    def gallery(self) -> Row:
        """The campaign of the story."""
        told: Row = self.story.data["gallery"]
        return told

    @property
    def gallery_name(self) -> str:
        """What the gallery is called in the reader's language."""
        return self.words(self.gallery["title"])

    def words(self, told: dict[str, Any]) -> str:
        """The one of several languages that the reader speaks."""
        return str(told.get(self.translator.language) or told["en"])

    def photo_name(self, asset: int) -> str:
        """The file name under which a photo came in."""
        with self.library.read() as session:
            return Path(session.assets.occurrences(asset)[0].source_path).name

    def reasons(self, item: PlannedItem) -> list[tuple[str, Text]]:
        """Why an item stayed out: codes and sentences."""
        if item.state is ItemState.BLOCKED and item.verdict is not None:
            describer = self.studio.consent.describer([item.verdict])
            return [(reason.code.value, describer.reason(reason)) for reason in item.verdict.reasons]
        return [(reason.code, reason.text) for reason in item.reasons]
