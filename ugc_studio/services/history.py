"""Undo and redo: inverse operations stored in the library, one entry for each action of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ugc_studio.domain.changes import ChangeId, ChangeSet, ChangeState, Operation
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import Text, _

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session

Handler = Callable[["Session", Mapping[str, Any]], None]


class Named(Protocol):
    """Whoever acts; an :class:`~ugc_studio.domain.actors.Actor`."""

    @property
    def name(self) -> str:
        """The name to show in the history."""


class HistoryService:
    """Records what was done and takes it back, whichever service did it.

    A service registers a handler for each operation that it stores: ``history.handle("gallery.move", self._move)``. A
    handler runs inside the write transaction of the undo, with the operation as it was recorded. It never touches what
    the ledger holds except by appending the opposite event.
    """

    def __init__(self, library: Library, *, actor: Named) -> None:
        self._library = library
        self._actor = actor
        self._handlers: dict[str, Handler] = {}

    def handle(self, name: str, handler: Handler) -> None:
        """Register what carries out the operation ``name``; a name belongs to one service."""
        if name in self._handlers:
            raise ValueError(f"the operation {name} has a handler already")
        self._handlers[name] = handler

    def record(
        self,
        session: Session,
        text: Text,
        undo: Sequence[Operation],
        redo: Sequence[Operation],
        place: Mapping[str, Any] | None = None,
    ) -> ChangeId:
        """Add one entry inside the transaction that did the work; what could be redone until now is dropped."""
        for operation in (*undo, *redo):
            if operation.get("op") not in self._handlers:
                raise ValueError(f"no handler for the operation {operation.get('op')}")
        return session.history.add(actor=self._actor.name, text=text, undo=undo, redo=redo, place=place or {})

    def undo(self) -> ChangeSet:
        """Take back the latest action; returns it, with the place to return to."""
        return self._library.write(self._undo)

    def redo(self) -> ChangeSet:
        """Do again what was taken back last."""
        return self._library.write(self._redo)

    def recent(self, limit: int = 50, *, offset: int = 0) -> list[ChangeSet]:
        """The latest actions, newest first; undone ones are marked by their state."""
        with self._library.read() as session:
            return session.history.recent(limit, offset=offset)

    def next_undo(self) -> ChangeSet | None:
        """What undo would take back, for the menu."""
        with self._library.read() as session:
            return session.history.next_undo()

    def next_redo(self) -> ChangeSet | None:
        """What redo would do again, for the menu."""
        with self._library.read() as session:
            return session.history.next_redo()

    def _undo(self, session: Session) -> ChangeSet:
        change = session.history.next_undo()
        if change is None:
            raise UsageError(_("There is nothing to undo."))
        self._carry_out(session, change.undo)
        session.history.mark(change.id, ChangeState.UNDONE)
        return change

    def _redo(self, session: Session) -> ChangeSet:
        change = session.history.next_redo()
        if change is None:
            raise UsageError(_("There is nothing to redo."))
        self._carry_out(session, change.redo)
        session.history.mark(change.id, ChangeState.DONE)
        return change

    def _carry_out(self, session: Session, operations: Sequence[Operation]) -> None:
        for operation in operations:
            handler = self._handlers.get(str(operation.get("op")))
            if handler is None:
                raise UsageError(_("This step cannot be taken back by this version of the program."))
            handler(session, operation)
