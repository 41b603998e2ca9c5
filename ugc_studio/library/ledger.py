"""The append-only chain of consent events: written once, hashed, journalled, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.admission import check_admissible
from ugc_studio.domain.consent import EventType, Role, Scope
from ugc_studio.domain.events import (
    FIRST_HASH,
    Event,
    EventDraft,
    Target,
    canonical,
    event_from_row,
    payload_of,
    row_hash,
    scope_from_json,
)
from ugc_studio.library.journal import append_to_journal, write_head

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

PARTY_LEVEL = frozenset(
    {
        EventType.PARTY_REGISTERED,
        EventType.PARTY_DESCRIBED,
        EventType.GUIDELINES_ACCEPTED,
        EventType.CONTRACT,
        EventType.DO_NOT_CONTACT,
    }
)
FREEZE_KEY = "freeze"
ILLEGAL = """
WITH RECURSIVE barred(id) AS (
  SELECT a.id FROM ledger_events e JOIN json_each(e.payload, '$.assets') j JOIN assets a ON a.sha256 = j.value
  WHERE e.type = 'flagged' AND json_extract(e.payload, '$.facts.flag') = 'illegal'
  UNION
  SELECT CASE b.id WHEN r.from_asset THEN r.to_asset ELSE r.from_asset END
  FROM barred b JOIN relations r ON r.state != 'rejected' AND (
    (r.from_asset = b.id AND r.kind != 'same_scene')
    OR (r.to_asset = b.id AND r.kind IN ('exact', 'same', 'derived')))
  UNION
  SELECT c.id FROM barred b JOIN assets c ON c.stacked_under = b.id
  UNION
  SELECT o.stacked_under FROM barred b JOIN assets o ON o.id = b.id WHERE o.stacked_under IS NOT NULL
)
SELECT 1 FROM barred b JOIN assets a ON a.id = b.id WHERE a.sha256 = ? LIMIT 1
"""
"""As the gate spreads it: to copies, crops and collages, over any number of steps; also while that is only proposed."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row as it is stored and hashed."""

    seq: int
    at: str
    actor: str
    role: str
    type: str
    subject: str
    payload: str
    prev: str
    hash: str

    def event(self) -> Event:
        """The row as the gate reads it."""
        return event_from_row(self.seq, self.at, self.role, self.type, self.payload)

    def expected_hash(self) -> str:
        """The hash that these columns ought to have."""
        return row_hash(self.seq, self.at, self.actor, self.role, self.type, self.subject, self.payload, self.prev)


COLUMNS = "seq, at, actor, role, type, subject, payload, prev, hash"


class LedgerRepository:
    """Appends to and reads from the chain inside one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pending: list[LedgerRow] = []

    def head(self) -> tuple[int, str]:
        """The sequence and hash of the last row; ``(0, "000…")`` for an empty chain."""
        row = self._session.db.execute("SELECT seq, hash FROM ledger_events ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, FIRST_HASH)

    def holds(self, seq: int, row_hash: str) -> bool:
        """Whether the row with this sequence is there and has this hash."""
        row = self._session.db.execute("SELECT hash FROM ledger_events WHERE seq = ?", (seq,)).fetchone()
        return row is not None and row[0] == row_hash

    def append(self, draft: EventDraft, *, actor: Actor, at: str | None = None) -> Event:
        """Write one event, or refuse it whole (:class:`RefusedError`); ``at`` defaults to now."""
        return self.append_all([draft], actor=actor, at=at)[0]

    def append_all(self, drafts: Iterable[EventDraft], *, actor: Actor, at: str | None = None) -> list[Event]:
        """Write several events of one act, in order, all or none (the surrounding transaction)."""
        seq, prev = self.head()
        moment = at or self._session.now()
        rows: list[LedgerRow] = []
        for draft in drafts:
            ready = self._completed(draft)
            check_admissible(ready, actor.role, self.notice_scope(ready.notice))
            seq += 1
            row = LedgerRow(
                seq, moment, actor.uuid, actor.role.value, ready.type.value, subject_of(ready),
                canonical(payload_of(ready)), prev, "",
            )  # fmt: skip
            row = replace(row, hash=row.expected_hash())
            prev = row.hash
            rows.append(row)
        self.store(rows)
        return [row.event() for row in rows]

    def store(self, rows: Sequence[LedgerRow], *, journalled: bool = False) -> None:
        """Insert finished rows with their look-up keys; ``journalled`` rows (recovered ones) are in the journal."""
        self._session.db.conn.executemany(
            f"INSERT INTO ledger_events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
            [(r.seq, r.at, r.actor, r.role, r.type, r.subject, r.payload, r.prev, r.hash) for r in rows],
        )
        keys = [(key, row.seq) for row in rows for key in keys_of(row.event())]
        self._session.db.conn.executemany("INSERT OR IGNORE INTO ledger_keys (key, seq) VALUES (?, ?)", keys)
        if journalled:
            return
        if not self._pending:
            self._session.after_commit.append(self._publish)
        self._pending.extend(rows)

    def _publish(self) -> None:
        """After the commit: the journal first, then the head; both are caught up at the next open if this is cut."""
        rows, self._pending = self._pending, []
        append_to_journal(self._session.folder, [journal_line(row) for row in rows])
        write_head(self._session.folder, rows[-1].seq, rows[-1].hash)

    def _completed(self, draft: EventDraft) -> EventDraft:
        if draft.type == EventType.GIVEN and draft.scope is None:
            return replace(draft, scope=self.notice_scope(draft.notice))
        return draft

    def notice_scope(self, notice: str | None) -> Scope | None:
        """The machine scope of an issued notice, as the ledger has it."""
        if notice is None:
            return None
        row = self._session.db.execute(
            "SELECT payload FROM ledger_events JOIN ledger_keys USING (seq) WHERE key = ? AND type = 'notice_issued'",
            (f"notice:{notice}",),
        ).fetchone()
        return scope_from_json(json.loads(row[0])["scope"]) if row else None

    # ------------------------------------------------------------------ reading

    def rows(self, *, after: int = 0) -> Iterable[LedgerRow]:
        """Every row after a sequence, in order, streamed."""
        cursor = self._session.db.execute(
            f"SELECT {COLUMNS} FROM ledger_events WHERE seq > ? ORDER BY seq",  # noqa: S608 - constant
            (after,),
        )
        return (LedgerRow(*row) for row in cursor)

    def rows_of(self, seqs: Iterable[int]) -> list[LedgerRow]:
        """The rows with these sequences, in ledger order."""
        cursor = self._session.db.execute(
            f"SELECT {COLUMNS} FROM ledger_events WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq",  # noqa: S608 - constant
            (json.dumps(list(seqs)),),
        )
        return [LedgerRow(*row) for row in cursor]

    def of_type(self, event_type: EventType) -> list[Event]:
        """Every event of a type, in ledger order (a scan: for task lists, not for the gate)."""
        cursor = self._session.db.execute(
            "SELECT seq, at, role, type, payload FROM ledger_events WHERE type = ? ORDER BY seq", (event_type.value,)
        )
        return [event_from_row(*row) for row in cursor]

    def counts(self, types: Iterable[EventType]) -> dict[EventType, int]:
        """How many events there are of each of these types."""
        wanted = list(types)
        rows = self._session.db.execute(
            "SELECT type, COUNT(*) FROM ledger_events WHERE type IN (SELECT value FROM json_each(?)) GROUP BY type",
            (json.dumps([one.value for one in wanted]),),
        )
        found = dict(rows.fetchall())
        return {one: int(found.get(one.value, 0)) for one in wanted}

    def mentioning(self, party: str) -> list[Event]:
        """Every event that names a party anywhere, in ledger order (a scan: for erasure, not for the gate)."""
        cursor = self._session.db.execute(
            "SELECT seq, at, role, type, payload FROM ledger_events WHERE instr(payload, ?) ORDER BY seq", (party,)
        )
        return [event_from_row(*row) for row in cursor]

    def by_keys(self, keys: Iterable[str], *, until: str | None = None) -> dict[str, list[Event]]:
        """The events filed under each key, in ledger order; an event under several keys is read once."""
        wanted = json.dumps(list(dict.fromkeys(keys)))
        cursor = self._session.db.execute(
            "SELECT k.key, e.seq, e.at, e.role, e.type, e.payload FROM json_each(?) j "
            "CROSS JOIN ledger_keys k ON k.key = j.value CROSS JOIN ledger_events e ON e.seq = k.seq "
            "WHERE e.at <= ? ORDER BY e.seq",
            (wanted, until or "9999"),
        )
        read: dict[int, Event] = {}
        found: dict[str, list[Event]] = {}
        for key, seq, at, role, event_type, payload in cursor:
            if seq not in read:
                read[seq] = event_from_row(seq, at, role, event_type, payload)
            found.setdefault(key, []).append(read[seq])
        return found

    def frozen_targets(self) -> set[Target]:
        """What a crisis freeze holds now; one that names nothing holds the whole library."""
        frozen: set[Target] = set()
        for event in self.by_keys([FREEZE_KEY]).get(FREEZE_KEY, []):
            target = event.target or Target("library", "library")
            if event.type == EventType.FROZEN:
                frozen.add(target)
            elif event.role == Role.LEGAL:
                frozen.discard(target)
        return frozen

    def is_illegal(self, sha256: str) -> bool:
        """Whether a picture, or one that it shows too, was marked as illegal content: nothing of it is ever shown."""
        found = self._session.db.execute(ILLEGAL, (sha256,)).fetchone()
        return found is not None

    def of_asset(self, sha256: str, *, until: str | None = None) -> list[Event]:
        """The events that name an asset."""
        return self.by_keys([f"asset:{sha256}"], until=until).get(f"asset:{sha256}", [])


def subject_of(draft: EventDraft) -> str:
    """The first thing an event is about, for people who read the table."""
    if draft.assets:
        return f"asset:{draft.assets[0]}"
    if draft.party:
        return f"party:{draft.party}"
    if draft.by:
        return f"party:{draft.by}"
    if draft.target:
        return f"{draft.target.kind}:{draft.target.id}"
    if draft.notice:
        return f"notice:{draft.notice}"
    return "library"


def keys_of(event: Event) -> list[str]:
    """Under which look-up keys an event is filed: its assets, and its party where it speaks beyond them."""
    keys = [f"asset:{asset}" for asset in event.assets]
    beyond = event.wide or event.consideration is not None or event.type in PARTY_LEVEL
    if event.party and (beyond or event.facts.get("holders")):
        keys.append(f"party:{event.party}")
    if event.by and event.by != event.party and event.consideration is not None:
        keys.append(f"party:{event.by}")  # who signs for a child and is paid for it was paid too
    if event.type in {EventType.FROZEN, EventType.UNFROZEN}:
        keys.append(FREEZE_KEY)
    if event.type == EventType.NOTICE_ISSUED and event.notice:
        keys.append(f"notice:{event.notice}")
    if event.type in {EventType.USED, EventType.TAKEDOWN_DONE} and "use" in event.facts:
        keys.append(f"use:{event.facts['use']}")
    return keys


def journal_line(row: LedgerRow) -> str:
    """A row as one line of the journal and of an exported chain."""
    return canonical(
        {
            "seq": row.seq,
            "at": row.at,
            "actor": row.actor,
            "role": row.role,
            "type": row.type,
            "subject": row.subject,
            "payload": row.payload,
            "prev": row.prev,
            "hash": row.hash,
        }
    )


def row_from_line(line: str) -> LedgerRow:
    """Read a line written by :func:`journal_line`; ``ValueError`` for anything else."""
    try:
        data = json.loads(line)
        return LedgerRow(
            int(data["seq"]),
            *(str(data[name]) for name in COLUMNS.split(", ")[1:]),
        )
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("not a ledger row") from error
