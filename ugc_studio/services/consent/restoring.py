"""After a backup came back: later consents, withdrawals and erasures are applied again, or publishing is frozen.

The chain is deterministic, so rows written after the backup fit onto it exactly as they were. They come from the
replaced database where it can still be read, else from the journal. What is known to have existed and cannot be
recovered freezes the whole library until legal lifts it (consent.md §6).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import EventType, Role
from ugc_studio.domain.events import Event, EventDraft, Target
from ugc_studio.library.backup import read_copy
from ugc_studio.library.clock import instant
from ugc_studio.library.erasure import DoomedFile, Erasure
from ugc_studio.library.journal import journal_lines, read_head, write_head
from ugc_studio.library.ledger import LedgerRow, row_from_line
from ugc_studio.library.library import Library
from ugc_studio.library.restoring import RestoreOutcome
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.erasing import Eraser
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.recording import Recorder, mirror
from ugc_studio.services.consent.retention import apply_retention
from ugc_studio.services.consent.summarising import Summariser
from ugc_studio.services.consent.takedowns import TakedownKeeper

SYSTEM = "UGC Studio"
LIBRARY_TARGET = Target("library", "library")


class Reapplier:
    """Brings a restored library up to everything that is known (:class:`ugc_studio.library.restoring.Reapply`)."""

    def __call__(self, old: Path | None, restored: Library) -> RestoreOutcome:
        """Apply later events and erasures; doing it twice is harmless."""
        folder = restored.folder
        known = _candidates(old, restored)
        expected = [head for head in [read_head(folder.head)] if head] + [(row.seq, row.hash) for row in known]
        rows = restored.write(lambda session: self._follow(session, known, old))
        events = [row.event() for row in rows]
        erasures = self._erase_again(restored, events)
        # With no head, no journal and no older rows nobody can say that nothing came later; only where the replaced
        # database was read and the restored one holds no event either, there was never anything to lose.
        unknown = not expected and (old is None or _has_events(restored))
        lost = unknown or self._lost(restored, expected)
        restored.write(lambda session: self._finish(session, restored, rows, lost=lost))
        self._refresh(restored, events)
        return RestoreOutcome(events=len(rows), erasures=erasures, frozen=lost)

    def _follow(self, session: Session, known: list[LedgerRow], old: Path | None) -> list[LedgerRow]:
        """Store every row that continues the restored chain, and the rows beside the ledger that they name."""
        seq, prev = session.ledger.head()
        by_place = {(row.seq, row.prev): row for row in known if row.hash == row.expected_hash()}
        rows: list[LedgerRow] = []
        while (row := by_place.get((seq + 1, prev))) is not None:
            rows.append(row)
            seq, prev = row.seq, row.hash
        if old is not None:
            session.recovery.copy_side_tables(old)
        session.ledger.store(rows, journalled=True)
        for row in rows:
            self._project(session, row.event())
        if old is not None:
            session.recovery.copy_use_places(old)
        return rows

    def _project(self, session: Session, event: Event) -> None:
        session.recovery.ensure_named(event)
        mirror(session, event)
        apply_retention(session, event)
        if event.type == EventType.USED:
            session.uses.add(_use_of(session, event))
        elif event.type == EventType.TAKEDOWN_DONE and event.assets:
            session.uses.settle(
                str(event.facts.get("use")), sha256=event.assets[0], seq=event.seq, at=instant(event.at),
                proof_uuid=next((proof.id for proof in event.proofs), None),
            )  # fmt: skip
        elif event.type == EventType.RELATED:
            session.recovery.relate(event)

    def _erase_again(self, restored: Library, events: list[Event]) -> int:
        erased = [event for event in events if event.type == EventType.ERASED]
        if not erased:
            return 0
        erasure = Erasure(
            shas=tuple(asset for event in erased for asset in event.assets),
            parties=tuple(event.party for event in erased if event.party),
            tombstone_until=_latest_until(erased),
        )
        today = restored.clock().date().isoformat()

        def work(session: Session) -> list[DoomedFile]:
            session.recovery.ensure_tombstones(erasure)
            files = session.erasures.files(erasure, today=today)
            session.erasures.purge(erasure, today=today)
            return files

        files = restored.write(work)
        _eraser(restored).finish(erasure, files)
        return len(erased)

    def _lost(self, restored: Library, expected: Iterable[tuple[int, str]]) -> bool:
        with restored.read() as session:
            hashes = {row.seq: row.hash for row in session.ledger.rows()}
        return any(hashes.get(seq) != row_hash for seq, row_hash in expected)

    def _finish(self, session: Session, restored: Library, rows: list[LedgerRow], *, lost: bool) -> None:
        actor = Actor(SYSTEM, Role.EDITOR, session.register.actor_uuid(SYSTEM))
        drafts = [EventDraft(EventType.RESTORED, facts={"recovered": len(rows), "complete": not lost})]
        if lost:
            drafts.append(EventDraft(EventType.FROZEN, target=LIBRARY_TARGET))
        if rows:
            head = rows[-1]
            session.after_commit.append(lambda: write_head(restored.folder, head.seq, head.hash))
        session.ledger.append_all(drafts, actor=actor)

    def _refresh(self, restored: Library, events: list[Event]) -> None:
        recorder = _recorder(restored)
        restored.write(lambda session: recorder.refresh(session, events))


def _has_events(restored: Library) -> bool:
    with restored.read() as session:
        return session.ledger.head()[0] > 0


def _candidates(old: Path | None, restored: Library) -> list[LedgerRow]:
    """Every row that is known from the replaced database or the journal, whatever chain it belongs to."""
    rows: dict[str, LedgerRow] = {}
    if old is not None:
        with read_copy(old, restored.folder) as session:
            rows.update({row.hash: row for row in session.ledger.rows()})
    for line in journal_lines(restored.folder):
        try:
            row = row_from_line(line)
        except ValueError:
            continue  # a line torn by a power loss
        rows.setdefault(row.hash, row)
    return list(rows.values())


def _latest_until(erased: list[Event]) -> str | None:
    days = [str(event.facts["tombstone_until"]) for event in erased if event.facts.get("tombstone_until")]
    return max(days, default=None)


def _use_of(session: Session, event: Event) -> RecordedUse:
    planned = event.facts.get("planned")
    ids = session.assets.known(event.assets)
    sha = event.assets[0]
    return RecordedUse(
        str(event.facts["use"]), sha, next(iter(ids.values()), None), str(event.facts.get("exporter", "")),
        planned if isinstance(planned, dict) else {}, str(event.facts.get("rendition", "")), "", None, None,
        instant(event.at), event.seq,
    )  # fmt: skip


def _recorder(library: Library) -> Recorder:
    actor = Actor(SYSTEM, Role.EDITOR, "")
    summariser = Summariser(library, {})
    return Recorder(library, actor, summariser, TakedownKeeper(library, Gatekeeper(library, {})))


def _eraser(library: Library) -> Eraser:
    return Eraser(library, _recorder(library))
