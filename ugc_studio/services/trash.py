"""Emptying the trash: shown first, recorded, and safe against a crash at any moment.

What stays of a photo are its hashes, as a tombstone that is over already: the same bytes may be imported again, and a
refusal that was recorded for it still reaches its copies. The ledger and its proofs are not touched; only an erasure
does that.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.trash import TrashPreview

if TYPE_CHECKING:
    from ugc_studio.jobs.context import JobContext
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.library.trash import StoredFile
    from ugc_studio.services.history import HistoryService


AT_ONCE = 50
"""Files that are deleted between two turns of other writers."""


class TrashService:
    """Shows what is in the trash and empties it."""

    def __init__(self, library: Library, *, history: HistoryService) -> None:
        self._library = library
        self._history = history

    def preview(self) -> TrashPreview:
        """What emptying would do now."""
        with self._library.read() as session:
            return self._preview(session)

    def empty(self, context: JobContext) -> TrashPreview:
        """Delete what may go, files last; returns what was done and what stays. Cannot be taken back.

        The database says first that the photos are gone, in one transaction; then their files are deleted. Whatever a
        crash leaves behind is deleted by the next call of this or of :meth:`finish`.
        """
        context.check()
        done = self._library.write(self._mark)
        self.finish(context)
        return done

    def finish(self, context: JobContext) -> int:
        """Delete the files that a crash left behind, if any; returns how many."""
        with self._library.read() as session:
            waiting = len(session.trash.pending())
        if waiting:
            context.stage(_("Deleting files"), waiting)
        removed = 0
        while some := self._library.write(self._remove_some):
            removed += some
            context.advance(some)
        return removed

    # ------------------------------------------------------------------ inside

    def _preview(self, session: Session) -> TrashPreview:
        staying = session.trash.staying()
        kept = {one.asset_id for one in staying}
        going = tuple(asset for asset in session.trash.ids() if asset not in kept)
        return TrashPreview(going, session.trash.bytes_of(going), tuple(staying))

    def _mark(self, session: Session) -> TrashPreview:
        preview = self._preview(session)
        if preview.going:
            yesterday = self._library.clock().date() - dt.timedelta(days=1)
            session.trash.empty(preview.going, until=yesterday.isoformat())
            n = preview.photos
            text = ngettext("Emptied the trash: {n} photo", "Emptied the trash: {n} photos", n, n=n)
            self._history.record(session, text, [], [])
        return preview

    def _remove_some(self, session: Session) -> int:
        """A few at a time, in the writer's turn: what an import has named again by now stays."""
        waiting = session.trash.pending()
        for file in waiting[:AT_ONCE]:
            self._unlink(file)
        session.trash.still_pending(waiting[AT_ONCE:])
        return len(waiting[:AT_ONCE])

    def _unlink(self, file: StoredFile) -> None:
        self._library.originals.remove(file.sha256, file.format)
        self._library.previews.remove(file.sha256)
