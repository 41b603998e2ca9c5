"""Erasure (GDPR art. 17): shown first, then done everywhere – tables, index, files, undo, previews and kept backups."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import EventDraft
from ugc_studio.library.erasure import DoomedFile, Erasure, erase_in_copy
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Recorder

TOMBSTONE_YEARS = 3
"""How long the hashes of an erased picture are remembered, so that it is not imported and used again (policy)."""


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What an erasure will do, to be shown before it is done."""

    erasure: Erasure
    photos: int
    proofs: int
    live_uses: int
    names: tuple[str, ...]


class Eraser:
    """Erases pictures and parties from the whole library folder."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self._library = library
        self._recorder = recorder

    def preview(
        self, *, assets: tuple[int, ...] = (), parties: tuple[str, ...] = (), keep_photos: bool = False
    ) -> ErasurePreview:
        """What would go: a party takes the pictures it took, or is shown in, with it unless they are to be kept."""
        today = self._library.clock().date()
        with self._library.read() as session:
            ids = set(assets)
            people = [session.parties.resolve(reference) for reference in parties]
            if not keep_photos:
                for person in people:
                    ids.update(session.authors.assets_of(person.id))
            found = session.assets.get_many(sorted(ids))
            erasure = Erasure(
                tuple(str(asset.sha256) for asset in found),
                tuple(person.uuid for person in people),
                _years_after(today, TOMBSTONE_YEARS).isoformat(),
            )
            files = session.erasures.files(erasure, today=today.isoformat())
            return ErasurePreview(
                erasure,
                photos=len(found),
                proofs=sum(file.kind == "evidence" for file in files),
                live_uses=len(session.uses.of_assets(erasure.shas)),
                names=tuple(person.label for person in people),
            )

    def erase(self, erasure: Erasure, *, about: str | None = None, reason: str | None = None) -> None:
        """Do it. The ledger keeps that it was done; takedowns are opened first, for what is still online.

        ``about`` says on which ground, where nobody asked for it (the retention purge); ``reason`` is kept beside.
        """
        today = self._library.clock().date().isoformat()

        def work(session: Session) -> list[DoomedFile]:
            files = session.erasures.files(erasure, today=today)
            drafts = _drafts(erasure)
            kept = session.texts.keep("library", "reason", reason) if reason and drafts else None
            if drafts:
                self._recorder.record(session, [replace(draft, about=about, reason=kept) for draft in drafts])
            session.erasures.purge(erasure, today=today)
            session.erasures.begin(erasure, files)
            return files

        files = self._library.write(work)
        self.finish(erasure, files)

    def finish(self, erasure: Erasure, files: list[DoomedFile]) -> None:
        """Remove the files, then every trace in free pages and in the kept backups."""
        _carry_out(self._library, erasure, files)
        self._library.write(lambda session: session.erasures.end())


def finish_begun(library: Library) -> int:
    """Carry out what was committed when the program was stopped in the middle of an erasure; returns how many."""
    with library.read() as session:
        begun = session.erasures.begun()
    for erasure, files in begun:
        _carry_out(library, erasure, files)
    if begun:
        library.write(lambda session: session.erasures.end())
    return len(begun)


def _carry_out(library: Library, erasure: Erasure, files: list[DoomedFile]) -> None:
    """Everything outside the transaction; doing it twice is harmless."""
    for file in files:
        if file.kind == "original":
            library.originals.remove(file.sha256, file.ending)
        else:
            library.folder.evidence_file(file.sha256, file.ending).unlink(missing_ok=True)
    for sha in erasure.shas:
        library.previews.remove(sha)
    library.run_outside(lambda session: session.erasures.scrub())
    today = library.clock().date().isoformat()
    # The kept backups hold the same names: they are erased in place and verified again.
    library.backups.rewrite_all(
        lambda copy: erase_in_copy(copy, library.folder, erasure, today=today, now=library.now)
    )


def _drafts(erasure: Erasure) -> list[EventDraft]:
    facts = {"tombstone_until": erasure.tombstone_until}
    drafts = [EventDraft(EventType.ERASED, assets=(sha,), facts=facts) for sha in erasure.shas]
    return drafts + [EventDraft(EventType.ERASED, party=uuid, wide=True) for uuid in erasure.parties]


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
