"""Saved searches: a filter with its order and layout under a name, always current (a smart album)."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NewType

from ugc_studio.domain.search import Sort

SearchId = NewType("SearchId", int)


class Layout(enum.StrEnum):
    """How its photos are shown."""

    GRID = "grid"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One saved search; ``position`` is its place in the sidebar."""

    id: SearchId
    name: str
    query: str
    sort: Sort = Sort.NEWEST
    layout: Layout = Layout.GRID
    position: int = 0

    def to_json(self) -> dict[str, Any]:
        """As JSON values, for the history."""
        return {
            "id": self.id,
            "name": self.name,
            "query": self.query,
            "sort": self.sort.value,
            "layout": self.layout.value,
            "position": self.position,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> SavedSearch:
        """What :meth:`to_json` wrote."""
        return cls(
            SearchId(int(stored["id"])),
            str(stored["name"]),
            str(stored["query"]),
            Sort(stored["sort"]),
            Layout(stored["layout"]),
            int(stored["position"]),
        )
