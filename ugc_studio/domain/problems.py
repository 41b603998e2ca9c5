"""What went wrong with one file or row, told so that a person can act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ugc_studio.domain.messages import Text


@dataclass(frozen=True, slots=True)
class ItemProblem:
    """One item that was left out: its name, a stable code and a sentence; it never stops a batch."""

    path: str
    code: str
    text: Text
    params: Mapping[str, object] = field(default_factory=dict)
