"""Names, handles and messages beside the ledger: the chain holds a salted commitment, the text can be erased.

Erasing row and salt keeps the chain valid and leaves nothing that could be guessed back (GDPR art. 17).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class PrivateText:
    """A text with its owner (``party:UUID`` or ``asset:SHA256``) and its commitment in the chain."""

    owner: str
    field: str
    text: str
    commitment: str


@dataclass(frozen=True, slots=True)
class SaltedText:
    """A text with everything that somebody needs to compute its commitment again."""

    owner: str
    field: str
    salt: bytes
    text: str
    commitment: str


def commitment_of(salt: bytes, text: str) -> str:
    """SHA-256 over a 128-bit salt and the text."""
    return hashlib.sha256(salt + text.encode("utf-8", "surrogatepass")).hexdigest()


class TextRepository:
    """The erasable side table."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, owner: str, field: str, text: str) -> str:
        """Store a text and return the commitment that the ledger may hold."""
        salt = secrets.token_bytes(SALT_BYTES)
        commitment = commitment_of(salt, text)
        self._session.db.execute(
            "INSERT INTO private_texts (owner, field, salt, text, commitment) VALUES (?, ?, ?, ?, ?)",
            (owner, field, salt, text, commitment),
        )
        return commitment

    def latest(self, owner: str, field: str) -> str | None:
        """The newest text of a field, or ``None`` when there is none (any more)."""
        row = self._session.db.execute(
            "SELECT text FROM private_texts WHERE owner = ? AND field = ? ORDER BY id DESC LIMIT 1", (owner, field)
        ).fetchone()
        return str(row[0]) if row else None

    def by_commitment(self, commitment: str) -> str | None:
        """The text behind a commitment, or ``None`` once it was erased."""
        row = self._session.db.execute("SELECT text FROM private_texts WHERE commitment = ?", (commitment,)).fetchone()
        return str(row[0]) if row else None

    def of_owner(self, owner: str) -> list[PrivateText]:
        """Every text kept for an owner, oldest first."""
        rows = self._session.db.execute(
            "SELECT owner, field, text, commitment FROM private_texts WHERE owner = ? ORDER BY id", (owner,)
        )
        return [PrivateText(*row) for row in rows]

    def salted(self) -> Iterator[SaltedText]:
        """Every text with the salt that binds it to the chain, oldest first, streamed."""
        rows = self._session.db.execute("SELECT owner, field, salt, text, commitment FROM private_texts ORDER BY id")
        return (SaltedText(*row) for row in rows)

    def find(self, field: str, text: str) -> list[str]:
        """The owners whose field holds this text, whatever the case."""
        rows = self._session.db.execute(
            "SELECT DISTINCT owner FROM private_texts WHERE field = ? AND lower(text) = lower(?)", (field, text)
        )
        return [str(row[0]) for row in rows]

    def erase(self, owners: Iterable[str], *, today: str) -> int:
        """Delete the texts and salts of owners, except those that legal claims need until a later day."""
        erased = 0
        for owner in owners:
            cursor = self._session.db.execute(
                "DELETE FROM private_texts WHERE owner = ? AND (retain_until IS NULL OR retain_until < ?)",
                (owner, today),
            )
            erased += cursor.rowcount
        return erased

    def retain(self, owner: str, *, until: str, reason: str) -> None:
        """Keep an owner's texts until a day although erasure was asked (GDPR art. 17(3)(e)), with the reason."""
        self._session.db.execute(
            "UPDATE private_texts SET retain_until = ?, retain_reason = ? WHERE owner = ?", (until, reason, owner)
        )
