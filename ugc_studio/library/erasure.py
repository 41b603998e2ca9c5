"""Erasing people and pictures from every table: what is left are hashes, states and commitments (consent.md §6).

Works on any copy of the database (the open one, a backup), and doing it again changes nothing: a restored backup is
erased once more by the same code.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.events import Event
from ugc_studio.library.database import connect_writer
from ugc_studio.library.mentions import forget
from ugc_studio.library.uses import PAPERS

if TYPE_CHECKING:
    from ugc_studio.library.folder import LibraryFolder
    from ugc_studio.library.session import Session


BEGUN = "erasure.begun"
"""The setting that holds erasures which were committed and not carried out outside the database yet."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased: pictures by hash, parties by UUID; proofs of both go too unless a claim needs them."""

    shas: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    tombstone_until: str | None = None
    forms: tuple[str, ...] = ()
    """Codes of printed forms whose typed names go."""


@dataclass(frozen=True, slots=True)
class DoomedFile:
    """A file outside the database that has to go: ``original`` (with its format) or ``evidence`` (with its ending)."""

    kind: str
    sha256: str
    ending: str


class ErasureRepository:
    """The SQL of erasure."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def files(self, erasure: Erasure, *, today: str) -> list[DoomedFile]:
        """The files that this erasure removes; to be asked before :meth:`purge`."""
        shas = json.dumps(erasure.shas)
        originals = self._db.execute(
            "SELECT a.sha256, a.format FROM json_each(?1) j CROSS JOIN assets a ON a.sha256 = j.value "
            "UNION SELECT c.sha256, c.format FROM json_each(?1) j CROSS JOIN assets a ON a.sha256 = j.value "
            "JOIN companions c ON c.asset_id = a.id",
            (shas,),
        )
        doomed = [DoomedFile("original", sha, ending) for sha, ending in originals]
        for uuid in self._proof_uuids(erasure):
            row = self._db.execute(
                "SELECT sha256, extension FROM evidence WHERE uuid = ? AND (retain_until IS NULL OR retain_until < ?)",
                (uuid, today),
            ).fetchone()
            if row and not self._shared(row[0], uuid):
                doomed.append(DoomedFile("evidence", row[0], row[1]))
        return doomed

    def purge(self, erasure: Erasure, *, today: str) -> None:
        """Remove every name, message, caption, path and tag; keep hashes, fingerprints, states and the chain."""
        proofs = self._proof_uuids(erasure)
        names = self._names(erasure, today)
        self._purge_said(erasure, today)
        self._purge_parties(erasure, today)
        for sha in erasure.shas:
            asset = self._session.assets.by_sha256(sha)
            if asset is not None:
                self._purge_asset(int(asset.id), sha, erasure)
        for uuid in proofs:
            self._db.execute(
                "UPDATE evidence SET state = 'erased', captured_at = NULL WHERE uuid = ? "
                "AND (retain_until IS NULL OR retain_until < ?)",
                (uuid, today),
            )
        self._session.forms.forget_names(erasure.shas, erasure.forms)
        self._session.handovers.forget(erasure.shas)
        self._session.request_drafts.forget(parties=erasure.parties, shas=erasure.shas)
        forget(self._session, names)
        self._session.history.forget()

    # ------------------------------------------------------------------ what was begun and not finished

    def begin(self, erasure: Erasure, files: Sequence[DoomedFile]) -> None:
        """Note, in the transaction of :meth:`purge`, what is still to be done outside of it: hashes and UUIDs only."""
        begun = [*self._begun(), {**asdict(erasure), "files": [asdict(file) for file in files]}]
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (BEGUN, json.dumps(begun)),
        )

    def begun(self) -> list[tuple[Erasure, list[DoomedFile]]]:
        """The erasures of which files, free pages or backups may still hold something: the program was stopped."""
        return [
            (
                Erasure(tuple(row["shas"]), tuple(row["parties"]), row["tombstone_until"], tuple(row.get("forms", ()))),
                [DoomedFile(**file) for file in row["files"]],
            )
            for row in self._begun()
        ]

    def end(self) -> None:
        """Note that everything that was begun is done."""
        self._db.execute("DELETE FROM settings WHERE key = ?", (BEGUN,))

    def _begun(self) -> list[dict[str, Any]]:
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (BEGUN,)).fetchone()
        found: list[dict[str, Any]] = json.loads(row[0]) if row else []
        return found

    def proofs_of_party(self, uuid: str) -> list[str]:
        """The proofs that an erasure of this party would remove."""
        return self._proof_uuids(Erasure(parties=(uuid,)))

    def scrub(self) -> None:
        """After :meth:`purge`, outside a transaction: no erased byte stays in free pages, the index or the WAL."""
        self._db.execute("INSERT INTO asset_text (asset_text) VALUES ('rebuild')")
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # ------------------------------------------------------------------ inside

    def _names(self, erasure: Erasure, today: str) -> list[str]:
        """The names and handles that go, as they are known now."""
        rows = self._db.execute(
            "SELECT t.text FROM json_each(?1) j CROSS JOIN private_texts t ON t.owner = 'party:' || j.value "
            "WHERE t.field IN ('name', 'handle') AND (t.retain_until IS NULL OR t.retain_until < ?2) "
            "UNION SELECT '@' || c.handle FROM json_each(?1) j CROSS JOIN parties p ON p.uuid = j.value "
            "JOIN creators c ON c.party_id = p.id WHERE c.handle IS NOT NULL "
            "UNION SELECT c.name FROM json_each(?1) j CROSS JOIN parties p ON p.uuid = j.value "
            "JOIN creators c ON c.party_id = p.id WHERE c.name IS NOT NULL",
            (json.dumps(erasure.parties), today),
        )
        return [row[0] for row in rows]

    def _purge_parties(self, erasure: Erasure, today: str) -> None:
        owners = [f"party:{uuid}" for uuid in erasure.parties] + [f"asset:{sha}" for sha in erasure.shas]
        self._session.texts.erase(owners, today=today)
        for uuid in erasure.parties:
            creators = self._db.execute(
                "SELECT c.id FROM creators c JOIN parties p ON p.id = c.party_id WHERE p.uuid = ?", (uuid,)
            ).fetchall()
            for (creator,) in creators:
                # A random key: the same account coming back is a new creator, nothing links it to the erased one.
                self._db.execute(
                    "UPDATE creators SET handle = NULL, name = NULL, key = ? WHERE id = ?",
                    (f"erased:{secrets.token_hex(8)}", creator),
                )
                posts = self._db.execute("SELECT id FROM posts WHERE creator_id = ?", (creator,)).fetchall()
                self._erase_posts([row[0] for row in posts])

    def _erase_posts(self, posts: Sequence[int]) -> None:
        for post in posts:
            touched = self._db.execute(
                "SELECT asset_id FROM post_media WHERE post_id = ? AND asset_id IS NOT NULL", (post,)
            ).fetchall()
            self._db.execute(
                "UPDATE posts SET permalink = NULL, caption = NULL, source_key = ? WHERE id = ?",
                (f"erased:{secrets.token_hex(16)}", post),
            )
            self._db.execute("UPDATE post_media SET reference = NULL WHERE post_id = ?", (post,))
            self._session.assets.reindex([row[0] for row in touched])

    def _purge_asset(self, asset_id: int, sha: str, erasure: Erasure) -> None:
        posts = self._db.execute("SELECT post_id FROM post_media WHERE asset_id = ?", (asset_id,)).fetchall()
        batches = self._db.execute("SELECT DISTINCT batch_id FROM occurrences WHERE asset_id = ?", (asset_id,))
        for (batch,) in batches.fetchall():
            # Where an import came from and what it left out are paths: they often carry the person's name.
            self._db.execute(
                "UPDATE batches SET source = '', report = '{}', received_from = NULL WHERE id = ?", (batch,)
            )
            self._db.execute("UPDATE batch_items SET path = '', params = '{}' WHERE batch_id = ?", (batch,))
        self._session.assets.erase_to_tombstone(asset_id, until=erasure.tombstone_until)
        self._session.clusters.refresh([asset_id])
        self._erase_posts([row[0] for row in posts])
        self._db.execute("DELETE FROM gallery_items WHERE asset_id = ?", (asset_id,))
        for table in ("authors", "depictions", "consent_summary"):
            self._db.execute(f"DELETE FROM {table} WHERE asset_id = ?", (asset_id,))  # noqa: S608 - constant names
        # Whoever holds a paper is still to be told (GDPR art. 19); if it is the erased person, mentions take the name.
        self._db.execute(
            "UPDATE uses SET path = '', recipient = CASE WHEN exporter IN (SELECT value FROM json_each(?)) "
            "THEN recipient END WHERE asset_sha256 = ?",
            (json.dumps(PAPERS), sha),
        )

    def _concerned(self, erasure: Erasure) -> list[Event]:
        """The events in which one of these parties speaks or is spoken for, or that are about one of these pictures."""
        keys = [f"asset:{sha}" for sha in erasure.shas]
        found = {event.seq: event for events in self._session.ledger.by_keys(keys).values() for event in events}
        for uuid in erasure.parties:  # also what they said about photos that are gone, or in which they never were
            for event in self._session.ledger.mentioning(uuid):
                if uuid in {event.by, event.party}:
                    found[event.seq] = event
        return list(found.values())

    def _said(self, erasure: Erasure) -> set[str]:
        """The proofs, reasons and links that go, by UUID or commitment.

        What somebody said goes with them. What was said about a picture stays where it also speaks of another one that
        is still there: its proof is needed (GDPR art. 17(3)(e)), and erasing one picture must not block the other.
        """
        theirs: set[str] = set()
        about: set[str] = set()
        for event in self._concerned(erasure):
            if event.type == EventType.ERASED:
                continue  # why a purge erased something is our own word, and names nobody
            (theirs if {event.by, event.party} & set(erasure.parties) else about).update(_named_in(event))
        return theirs | {one for one in about - theirs if not self._still_needed(one, erasure)}

    def _still_needed(self, proof: str, erasure: Erasure) -> bool:
        """Whether an event about another picture that is still there names this proof."""
        for event in self._session.ledger.mentioning(proof):
            others = set(event.assets) - set(erasure.shas)
            if proof in _named_in(event) and any(self._present(sha) for sha in others):
                return True
        return False

    def _present(self, sha: str) -> bool:
        asset = self._session.assets.by_sha256(sha)
        return asset is not None and asset.state != AssetState.TOMBSTONE

    def _proof_uuids(self, erasure: Erasure) -> list[str]:
        """The proofs that those events name, and the signed papers from which nothing was recorded yet."""
        going = self._said(erasure)
        events = self._concerned(erasure)
        named = {proof.id: None for event in events for proof in event.proofs if proof.id in going}
        papers = self._session.forms.proofs_of(erasure.shas, erasure.parties, self._names(erasure, ""))
        return list(named | dict.fromkeys(papers))

    def _purge_said(self, erasure: Erasure, today: str) -> None:
        """Messages and reasons, also those that someone else said about them."""
        for commitment in self._said(erasure):
            self._db.execute(
                "DELETE FROM private_texts WHERE commitment = ? AND (retain_until IS NULL OR retain_until < ?)",
                (commitment, today),
            )

    def _shared(self, sha256: str, uuid: str) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM evidence WHERE sha256 = ? AND uuid <> ? AND state <> 'erased'", (sha256, uuid)
        ).fetchone()
        return row is not None


def _named_in(event: Event) -> set[str]:
    """The proofs of an event, its reason, where it can be read online, and the account that it came from."""
    words = [
        *(proof.id for proof in event.proofs), event.reason, event.facts.get("permalink"), event.facts.get("account"),
    ]  # fmt: skip
    return {str(word) for word in words if word is not None}


def erase_in_copy(copy: Path, folder: LibraryFolder, erasure: Erasure, *, today: str, now: Callable[[], str]) -> None:
    """Erase inside a copy of the database that nobody has open; it stands alone again afterwards."""
    from ugc_studio.library.session import Session

    with contextlib.closing(connect_writer(copy)) as database:
        session = Session(database, folder, now, writable=True)
        database.execute("BEGIN IMMEDIATE")
        session.erasures.purge(erasure, today=today)
        database.execute("COMMIT")
        session.erasures.scrub()
        database.execute("PRAGMA journal_mode=DELETE")
