"""A group of finds on its way into the library: one transaction, after its files are in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ugc_studio.domain.imports import ImportCode, LeftOut, Outcome
from ugc_studio.domain.media import Decoded, RejectCode, Rejected
from ugc_studio.domain.posts import PostDraft
from ugc_studio.importers.base import Candidate
from ugc_studio.library.occurrences import KnownAsset

_NO_PICTURE = frozenset({RejectCode.NOT_A_PICTURE, RejectCode.UNSUPPORTED_FORMAT, RejectCode.EMPTY_FILE})


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate with what its bytes told: decoded, or recognised as an asset by their hash."""

    candidate: Candidate
    content: Decoded | KnownAsset

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        return self.content.sha256


@dataclass(slots=True)
class Group:
    """What is written together."""

    posts: list[PostDraft] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    answered: list[PostDraft] = field(default_factory=list)
    """Posts with an answer, whose pictures are all in this group or an earlier one."""

    def __bool__(self) -> bool:
        return bool(self.posts or self.items or self.left_out or self.answered)


@dataclass(frozen=True, slots=True)
class Known:
    """What the library knows about the bytes of a group before it is written."""

    assets: Mapping[str, KnownAsset] = field(default_factory=dict)
    """By SHA-256."""
    companions: frozenset[str] = frozenset()
    """Source paths of companions that were taken in before."""


@dataclass(slots=True)
class Stored:
    """What became of a group."""

    imported: list[int] = field(default_factory=list)
    """Ids of assets that are new, or back."""
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    """Candidates that the library refuses: erased, or in the trash."""
    posts: set[int] = field(default_factory=set)
    creators: set[int] = field(default_factory=set)
    evidence: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def rejected(candidate: Candidate, outcome: Rejected) -> LeftOut:
    """A file that could not be read: a problem if its name or its bytes promised a picture, else a skipped item."""
    side = Outcome.SKIPPED if not candidate.expected and outcome.code in _NO_PICTURE else Outcome.PROBLEM
    return LeftOut(outcome.as_problem(candidate.name), side)


def refused(candidate: Candidate, known: KnownAsset, today: str) -> LeftOut | None:
    """Why bytes that were here before do not come in again, if so."""
    if known.comes_back(today):
        return None
    code = {"trashed": ImportCode.IN_TRASH, "tombstone": ImportCode.ERASED}.get(known.state.value)
    return None if code is None else LeftOut.because(code, candidate.name, Outcome.SKIPPED)
