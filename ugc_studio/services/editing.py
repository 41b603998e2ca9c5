"""Batch editing: the touched fields of many photos in one step, which is one entry of the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.edits import Edits, EditSummary
from ugc_studio.domain.errors import RefusedError
from ugc_studio.domain.events import EventDraft
from ugc_studio.domain.messages import _, ngettext

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.history import HistoryService
    from ugc_studio.services.marking import MarkingService

Place = Mapping[str, Any]
Before = Mapping[str, Sequence[int]]
Setter = Callable[["Session", Sequence[int], str], Before]


class Record(Protocol):
    """Writes events inside a transaction and brings what follows from them up to date."""

    def __call__(self, session: Session, drafts: Sequence[EventDraft], /) -> object:
        """Record the drafts."""


class EditingService:
    """Changes words, places, aims and marks of photos; the place is also a fact of the ledger, as freezes ask for it.

    The marks are those of :class:`MarkingService`, whose operations take them back.
    """

    def __init__(
        self, library: Library, *, history: HistoryService, marking: MarkingService, record: Record
    ) -> None:
        self._library = library
        self._history = history
        self._marking = marking  # its handlers undo flags, stars and tags
        self._record = record
        self._setters: dict[str, Setter] = {
            "assets.caption": lambda session, ids, value: session.edits.set_caption(ids, value),
            "assets.credit": lambda session, ids, value: session.edits.set_credit(ids, value),
            "assets.campaign": lambda session, ids, value: session.edits.set_campaign(ids, value),
            "assets.place": self._set_place,
        }
        for name in self._setters:
            history.handle(name, self._carry_out)

    def summary_of(self, ids: Sequence[AssetId]) -> EditSummary:
        """What these photos have in common, for the form: one value for each field, or mixed."""
        with self._library.read() as session:
            return session.edits.summary_of(ids)

    def edit(self, ids: Sequence[AssetId], edits: Edits, *, place: Place | None = None) -> int:
        """Write the touched fields of these photos; returns how many photos changed."""

        def work(session: Session) -> int:
            undo: list[Operation] = []
            redo: list[Operation] = []
            for before, after in self._steps(session, ids, edits):
                undo.insert(0, before)
                redo.append(after)
            changed = {asset for operation in redo for asset in _assets_of(operation)}
            if changed:
                n = len(changed)
                text = ngettext("Edited {n} photo", "Edited {n} photos", n, n=n)
                self._history.record(session, text, undo, redo, place)
            return len(changed)

        return self._library.write(work)

    # ------------------------------------------------------------------ inside

    def _steps(
        self, session: Session, ids: Sequence[AssetId], edits: Edits
    ) -> list[tuple[Operation, Operation]]:
        """Carry out each touched field; pairs of what takes it back and what does it again."""
        steps = [
            self._marked("assets.tags_on", "assets.tags_off", session.assets.add_tags(ids, edits.add_tags)),
            self._marked("assets.tags_off", "assets.tags_on", session.assets.remove_tags(ids, edits.remove_tags)),
        ]
        if edits.flag is not None:
            steps.append(_replaced("assets.flag", edits.flag.value, session.assets.set_flag(ids, edits.flag)))
        if edits.rating is not None:
            steps.append(_replaced("assets.rate", str(edits.rating), session.assets.set_rating(ids, edits.rating)))
        for name, value in _words(session, edits):
            steps.append(_replaced(name, value, self._setters[name](session, ids, value)))
        return [step for step in steps if step is not None]

    def _marked(
        self, name: str, opposite: str, pairs: Sequence[tuple[int, str]]
    ) -> tuple[Operation, Operation] | None:
        by_tag: dict[str, list[int]] = {}
        for asset, tag in pairs:
            by_tag.setdefault(tag, []).append(asset)
        return ({"op": opposite, "tags": by_tag}, {"op": name, "tags": by_tag}) if by_tag else None

    def _set_place(self, session: Session, ids: Sequence[int], place_uuid: str) -> Before:
        """A place that is frozen holds its photos until legal lifts the freeze."""
        if session.edits.under_place_freeze(ids):
            raise RefusedError(
                _("Publishing is frozen for the place of these photos. Legal lifts that before the place can change.")
            )
        before = session.edits.set_place(ids, place_uuid)
        changed = sorted({asset for found in before.values() for asset in found})
        if changed:
            shas = tuple(str(asset.sha256) for asset in session.assets.get_many(changed))
            facts = {"place": place_uuid or None}
            self._record(session, [EventDraft(EventType.PLACED, assets=(sha,), facts=facts) for sha in shas])
        return before

    def _carry_out(self, session: Session, operation: Mapping[str, Any]) -> None:
        for value, ids in operation["values"].items():
            self._setters[operation["op"]](session, ids, value)


def _words(session: Session, edits: Edits) -> list[tuple[str, str]]:
    """The touched fields that hold a word, each with what is stored for it."""
    found: list[tuple[str, str]] = []
    if edits.caption is not None:
        found.append(("assets.caption", edits.caption.strip()))
    if edits.credit is not None:
        found.append(("assets.credit", " ".join(edits.credit.split())))
    if edits.campaign is not None:
        name = edits.campaign.strip()
        found.append(("assets.campaign", str(session.galleries.resolve(name).id) if name else ""))
    if edits.place is not None:
        name = " ".join(edits.place.split())
        found.append(("assets.place", session.register.add_place(name).uuid if name else ""))
    return found


def _replaced(name: str, value: str, before: Before) -> tuple[Operation, Operation] | None:
    changed = sorted({asset for ids in before.values() for asset in ids})
    if not changed:
        return None
    undo: Operation = {"op": name, "values": {old: list(ids) for old, ids in before.items()}}
    return undo, {"op": name, "values": {value: changed}}


def _assets_of(operation: Operation) -> set[int]:
    groups: Mapping[str, Sequence[int]] = operation["values" if "values" in operation else "tags"]
    return {asset for ids in groups.values() for asset in ids}
