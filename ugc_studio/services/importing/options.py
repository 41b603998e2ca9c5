"""What an import is given, and whom it tells about consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ugc_studio.library.session import Session


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user may decide; ``received_from``, ``place`` and ``campaign`` count for everything that comes in."""

    importer: str | None = None
    """The id of the importer to use instead of the one that fits best."""
    received_from: str | None = None
    """UUID of the party who handed the pictures over, which is not to say that it made them."""
    place: str | None = None
    campaign: str | None = None
    """Name of a gallery; only remembered and offered later."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field → column header, for tables."""
    encoding: str | None = None
    date_order: str | None = None
    dry_run: bool = False
    only: frozenset[str] | None = None
    """Take nothing but these files (as they are named in reports), with their companions; for watched folders."""

    @property
    def reading(self) -> dict[str, Any]:
        """What was said about reading the sources, as JSON values."""
        said = {"importer": self.importer, "encoding": self.encoding, "date_order": self.date_order}
        found: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
        return found | ({"mapping": dict(self.mapping)} if self.mapping else {})


class AnswerSink(Protocol):
    """Takes what stood in a consent column: a reply to be read, never a grant."""

    def reply(
        self,
        session: Session,
        *,
        party_id: int,
        asset_ids: Sequence[int],
        text: str,
        at: str | None,
        source: str,
    ) -> None:
        """Record a reply of a person about pictures, inside the transaction of the import."""


class NoAnswers:
    """Takes answers and keeps nothing, where no consent service is there."""

    def reply(
        self,
        session: Session,
        *,
        party_id: int,
        asset_ids: Sequence[int],
        text: str,
        at: str | None,
        source: str,
    ) -> None:
        """Do nothing."""
