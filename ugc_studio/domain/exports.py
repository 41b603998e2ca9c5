"""An export, first as a plan that touches nothing, then as a report of what left the library."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path

from ugc_studio.domain.assets import Asset, AssetId, Sha256
from ugc_studio.domain.consent import Use
from ugc_studio.domain.galleries import Gallery, GalleryItem
from ugc_studio.domain.messages import Text
from ugc_studio.domain.problems import ItemProblem
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.domain.verdicts import Verdict


class ItemState(enum.StrEnum):
    """What becomes of an item: it leaves, it has no right to, or this destination cannot take it."""

    READY = "ready"
    BLOCKED = "blocked"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class RowReason:
    """Why a destination cannot take an item, or (among warnings) what to look at: a stable code and a sentence."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a person chooses beside gallery, destination and use."""

    media_base: str | None = None
    """Public ``https`` address under which the pictures will lie, for tools that fetch them."""
    preset: str | None = None
    """A picture size of the channel: pictures are cut to it around their middle. Otherwise nothing is cut."""
    language: str = "en"
    title: str | None = None
    recipient: str | None = None
    day_first: bool = False
    """Day before month, where a tool asks which of the two it gets."""
    index: bool = True
    """Whether search engines may list the page and its pictures."""
    ledger_head: str | None = None


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One item with all that an exporter needs to know; ``source`` is the untouched original."""

    number: int
    item: GalleryItem
    asset: Asset
    source: Path
    use: Use
    rights: RightsStatement
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One line of a plan: ready, blocked by the gate (``verdict``) or left out by the destination (``reasons``)."""

    item: GalleryItem
    asset: Asset
    state: ItemState
    use: Use
    verdict: Verdict | None = None
    reasons: tuple[RowReason, ...] = ()
    warnings: tuple[RowReason, ...] = ()
    export_item: ExportItem | None = None

    @property
    def ready(self) -> bool:
        """Whether it will leave."""
        return self.state is ItemState.READY


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export would do; making one writes nothing."""

    gallery: Gallery
    exporter_id: str
    use: Use
    channel_id: str
    options: ExportOptions
    items: tuple[PlannedItem, ...]

    @property
    def ready(self) -> tuple[PlannedItem, ...]:
        """The items that will leave, in order."""
        return tuple(item for item in self.items if item.ready)


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of an export, inside the folder being built. Pictures name their asset."""

    path: str
    """Relative to the export's folder, with ``/``."""
    sha256: Sha256
    bytes: int
    asset_id: AssetId | None = None
    main: bool = False
    """The rendition that stands for its item in the record of uses."""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """A recorded use of an export: its UUID, the picture, and the main file that stands for it."""

    uuid: str
    asset_id: AssetId
    rendition_sha256: Sha256
    path: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What left the library, what stayed and why."""

    plan: ExportPlan
    out: Path | None = None
    files: tuple[BuiltFile, ...] = ()
    uses: tuple[HandOver, ...] = ()
    problems: tuple[ItemProblem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every item of the gallery left."""
        return not self.problems and all(item.ready for item in self.plan.items)
